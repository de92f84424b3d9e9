"""What those who work with the plan say to each other of a section: threads with answers in one level.

Talk changes nothing in the plan, so it goes on in every stage; an archive is not talked about. A contributor's question
is a thread of its assignment (plans.contributing): whoever answers it here writes to the contributor too.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone

from councils import mail, permissions
from councils.models import User
from plans.models import Comment, Plan, Section
from plans.reminding import readers
from plans.telling import WORDS_SHOWN, tell_contributors
from plans.workflow import IllegalTransition, Reason

REGRET = timedelta(minutes=15)
"""How long the writer may delete a comment that nobody has answered."""


class TooLate(Exception):
    """The comment has been answered, is not one's own, or has stood too long to be deleted."""


@dataclass
class Thread:
    """A first comment and its answers, oldest first; `may_delete` are the comments that the reader may delete."""

    first: Comment
    replies: list[Comment] = field(default_factory=list)
    may_delete: set[int] = field(default_factory=set)

    @property
    def comments(self) -> list[Comment]:
        """All of them."""
        return [self.first, *self.replies]

    @property
    def is_resolved(self) -> bool:
        """Whether somebody has said that nothing is left to talk about."""
        return self.first.resolved_at is not None


def talk_obstacles(plan: Plan) -> list[Reason]:
    """Why nobody may comment on the plan; empty when they may."""
    if plan.is_archive:
        return [Reason(f"{plan.title} er en arkiveret plan. Den kan læses, men ikke kommenteres.")]
    return []


def threads(section: Section, user: Any, *, at: datetime) -> list[Thread]:
    """The section's threads, those that wait first, then the oldest first; one query."""
    rows = Comment.objects.filter(section=section).select_related("assignment__person", "assignment__post")
    found: dict[int, Thread] = {}
    answers = []
    for row in rows.order_by("created_at", "pk"):
        if row.parent_id is None:
            found[row.pk] = Thread(row)
        else:
            answers.append(row)
    for row in answers:
        if row.parent_id in found:
            found[row.parent_id].replies.append(row)
    for thread in found.values():
        last = thread.comments[-1]
        if _may_be_deleted(last, user, at=at):
            thread.may_delete.add(last.pk)
    return sorted(found.values(), key=lambda thread: thread.is_resolved)


def _may_be_deleted(comment: Comment, user: Any, *, at: datetime) -> bool:
    return comment.author_id == user.pk and at - comment.created_at < REGRET


def answered_threads(plan: Plan, user: Any) -> Any:
    """The threads in the plan that the account began and that somebody else has answered last; the newest answer first.

    Each has `answered_at` and `answered_by`. A thread that is settled, or that the account has answered in itself, is
    none of them.
    """
    newest = Comment.objects.filter(parent=OuterRef("pk")).order_by("-created_at", "-pk")
    own = Comment.objects.unresolved().filter(author=user, section__plan=plan, section__removed_at__isnull=True)
    rows = own.annotate(
        answered_at=Subquery(newest.values("created_at")[:1]),
        answered_by=Subquery(newest.values("author_name")[:1]),
        last_author=Subquery(newest.values("author")[:1]),
    )
    by_others = Q(last_author__isnull=True) | ~Q(last_author=user.pk)
    return rows.filter(by_others, answered_at__isnull=False).select_related("section").order_by("-answered_at", "pk")


# Saying --------------------------------------------------------------------------------------------------------------


@transaction.atomic
def begin(*, section: Section, text: str, user: Any, at: datetime) -> Comment:
    """Begin a thread. Raises IllegalTransition where the section is not to be talked about."""
    _check(section)
    return _said(section, text, user, at)


@transaction.atomic
def answer(*, thread: Comment, text: str, user: Any, writes: bool, at: datetime) -> Comment:
    """Answer in a thread, and write to those who are in it.

    A contributor's question is settled by the answer of somebody who writes the plan (`writes`); any other thread that
    was settled is opened by it. Raises IllegalTransition, Comment.DoesNotExist where the thread was deleted meanwhile.
    """
    first = _held(thread)
    _check(first.section)
    comment = _said(first.section, text, user, at, parent=first, assignment=first.assignment)
    settles = writes and first.assignment_id is not None
    _resolve(first, at if settles else None, str(user) if settles else "")
    _tell(first, comment, user, at)
    return comment


def _said(section: Section, text: str, user: Any, at: datetime, **fields: Any) -> Comment:
    return Comment.objects.create(
        section=section, author=user, author_name=str(user)[:150], text=text.strip(), created_at=at, **fields
    )


def _check(section: Section) -> None:
    if reasons := talk_obstacles(section.plan):
        raise IllegalTransition(reasons)
    if section.removed_at is not None:
        raise IllegalTransition(["Afsnittet er taget ud af planen. Det kan kommenteres igen, hvis det sættes ind."])


def _held(thread: Comment) -> Comment:
    """The thread's first comment, held until the transaction ends: a thread is not deleted under an answer."""
    Comment.objects.select_for_update().get(pk=thread.pk)
    return Comment.objects.select_related("section__plan__council", "assignment__section__plan").get(pk=thread.pk)


# Settling, and taking back -------------------------------------------------------------------------------------------


@transaction.atomic
def resolve(*, thread: Comment, user: Any, at: datetime) -> bool:
    """Say that nothing is left to talk about; False where that was said before. Raises as `answer` does."""
    first = _held(thread)
    _check(first.section)
    return first.resolved_at is None and _resolve(first, at, str(user))


@transaction.atomic
def reopen(*, thread: Comment) -> bool:
    """Say that something is left after all; False where the thread is open. Raises as `answer` does."""
    first = _held(thread)
    _check(first.section)
    return first.resolved_at is not None and _resolve(first, None, "")


def _resolve(first: Comment, at: datetime | None, by: str) -> bool:
    return bool(Comment.objects.filter(pk=first.pk).update(resolved_at=at, resolved_by=by[:150]))


@transaction.atomic
def delete(*, comment: Comment, user: Any, at: datetime) -> None:
    """Delete one's own comment shortly after, as long as nobody has answered. Raises as `answer` does, and TooLate."""
    _held(comment)
    first = _held(comment.parent or comment)
    _check(first.section)
    later = Comment.objects.filter(parent=first, pk__gt=comment.pk)
    if not _may_be_deleted(comment, user, at=at) or later.exists():
        raise TooLate
    comment.delete()


# Telling -------------------------------------------------------------------------------------------------------------


def _tell(first: Comment, comment: Comment, user: Any, at: datetime) -> None:
    """Write to whoever is in the thread and may still read it, but not to who has just spoken."""
    on = timezone.localdate(at)
    asked: set[int] = set()
    if first.assignment is not None:
        lead = f"{user} har svaret på dit spørgsmål."
        tell_contributors(first.assignment, kind="comment", lead=lead, word=comment.text, on=on, by=user)
        asked = {reader.pk for reader in readers([first.assignment], on=on)[first.assignment.pk]}
    letter = _letter(first, comment)
    for reader in _participants(first, unless={user.pk, *asked}):
        if permissions.reads_drafts_of_council(reader, first.section.plan.council, on=on):
            mail.write(letter, reader)


def _participants(first: Comment, *, unless: set[int]) -> list[User]:
    said = Comment.objects.filter(Q(pk=first.pk) | Q(parent=first))
    return list(User.objects.filter(pk__in=said.values("author")).exclude(pk__in=unless).order_by("pk"))


def _letter(first: Comment, comment: Comment) -> mail.Letter:
    section = first.section
    path = reverse("draft:section", args=[section.plan.year, section.key])
    return mail.Letter(
        kind="comment",
        subject=f"Svar på en kommentar: »{section}« i {section.plan.title}",
        template="comment",
        path=f"{path}#kommentar-{comment.pk}",
        context={
            "section": section,
            "by": comment.author_name,
            "word": comment.text[:WORDS_SHOWN],
            "cut": len(comment.text) > WORDS_SHOWN,
        },
        key=f"comment:{comment.pk}",
    )
