"""Contributions: sections asked of people and functions, and what they answer.

A contributor's draft lies on the assignment, apart from the section. Every answer says which version of the assignment
it was made on, and is a conditional UPDATE: two who hold the same function never overwrite each other, the second is
told (AnswerPassed) and chooses.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils import timezone

from councils.models import Person, Post
from plans.models import Assignment, Comment, Revision, Section
from plans.saving import Words
from plans.telling import tell_asked, tell_contributors, tell_secretary
from plans.workflow import EDITABLE, IllegalTransition, editing_obstacles

State = Assignment.State
ANSWERED = (State.UNCHANGED, State.DELIVERED)
"""Answers that may still be changed by who gave them, or sent back by the secretary."""


class AnswerPassed(Exception):
    """Somebody else saved, answered or withdrew since the page was opened; `now` is the assignment as it is."""

    def __init__(self, now: Assignment) -> None:
        super().__init__("En anden har svaret eller gemt noget her, siden du åbnede siden.")
        self.now = now


class AlreadyAsked(Exception):
    """The section waits for the same person or function already."""

    def __init__(self, sections: Iterable[Section]) -> None:
        names = ", ".join(f"»{section}«" for section in sections)
        super().__init__(f"{names} venter allerede på svar fra samme bidragyder.")


class SameContributor(Exception):
    """A contribution cannot be handed on to whom it is asked of."""


class NothingDelivered(Exception):
    """There is neither heading nor text to deliver."""


@dataclass(frozen=True)
class Draft:
    """What a contributor wrote: heading and text (section HTML), on which version of the assignment, from which version
    of the section it began, and whether it knowingly takes the place of somebody else's draft."""

    heading: str
    text: str
    version: int
    base: int
    replaces: bool = False

    @property
    def words(self) -> Words:
        """As they are stored."""
        return Words(self.heading, self.text, "").tidy()


def tasks_of(user: Any, on: date) -> Any:
    """What is asked of the account's person, or was and has been answered, in a plan under way."""
    return Assignment.objects.living().of(user, on=on).exclude(state=State.WITHDRAWN)


def waiting_for(user: Any, *, on: date) -> Any:
    """What the account's person is waited for with, in plans that can still be changed; what is due first comes first.

    The rows tell what they are called and when they are due, and no texts.
    """
    rows = tasks_of(user, on).waiting().filter(section__plan__stage__in=EDITABLE).select_related("section")
    return rows.only("due", "section__heading", "section__role").order_by("due", "pk")


def has_draft(assignment: Assignment) -> bool:
    """Whether the contributor has saved something."""
    return bool(assignment.heading or assignment.text)


def words_for(assignment: Assignment) -> Words:
    """What the contributor goes on from: the own draft or, where there is none, what the section says."""
    if has_draft(assignment):
        return Words(assignment.heading, assignment.text, "")
    return Words(assignment.section.heading, assignment.section.text, "")


def base_for(assignment: Assignment) -> int:
    """The version of the section that the contributor's text begins from."""
    return assignment.base_version if has_draft(assignment) else assignment.section.version


# Answering -----------------------------------------------------------------------------------------------------------


@transaction.atomic
def save_draft(*, assignment: Assignment, draft: Draft, word: str = "") -> Assignment:
    """Keep what a contributor has written so far, with the word that is to go along. Raises AnswerPassed,
    IllegalTransition."""
    row = hold(assignment)
    fields = _drafted(row, draft) | {"answer": word.strip()}
    return change(row, version=draft.version, states=(State.WAITING,), **fields)


@transaction.atomic
def deliver(*, assignment: Assignment, draft: Draft, word: str, user: Any, at: datetime) -> Assignment:
    """Give a text to the secretary, with a word of one's own; a text that is the section's own says "no changes".

    Raises NothingDelivered, AnswerPassed, IllegalTransition.
    """
    row = hold(assignment)
    words = draft.words
    if words == Words(row.section.heading, row.section.text, ""):
        return _unchanged(row, version=draft.version, base=row.section.version, word=word, user=user, at=at)
    if not words.text:
        raise NothingDelivered
    fields = _drafted(row, draft) | _answered(State.DELIVERED, word, user, at)
    delivered = change(row, version=draft.version, states=(State.WAITING,), **fields)
    lead = f"{user} har leveret en tekst."
    tell_secretary(delivered, kind="delivery", lead=lead, word=word, on=timezone.localdate(at), by=user)
    return delivered


@transaction.atomic
def say_unchanged(*, assignment: Assignment, version: int, base: int, word: str, user: Any, at: datetime) -> Assignment:
    """Answer that the section's text, as it was in version `base`, still holds. Raises as `deliver` does."""
    return _unchanged(hold(assignment), version=version, base=base, word=word, user=user, at=at)


def _unchanged(row: Assignment, *, version: int, base: int, word: str, user: Any, at: datetime) -> Assignment:
    """The answer; a draft that was begun is kept, so that the answer can be taken back without loss."""
    fields = _answered(State.UNCHANGED, word, user, at)
    if not has_draft(row):
        fields["base_version"] = _reachable(row, base)
    answered = change(row, version=version, states=(State.WAITING,), **fields)
    if word:
        lead = f"{user} har svaret »Ingen ændringer«."
        tell_secretary(answered, kind="delivery", lead=lead, word=word, on=timezone.localdate(at), by=user)
    return answered


@transaction.atomic
def take_back(*, assignment: Assignment, version: int) -> Assignment:
    """Take an answer back, until it has been taken over; what was written stays, the word to the secretary too.

    Raises AlreadyAsked, AnswerPassed, IllegalTransition.
    """
    row = hold(assignment)
    return reopen(row, version=version, answered_by="", answered_at=None)


def reopen(row: Assignment, *, version: int, **fields: Any) -> Assignment:
    """Have an answered assignment wait again; the caller holds it. Raises AlreadyAsked, AnswerPassed."""
    try:
        with transaction.atomic():
            return change(row, version=version, states=ANSWERED, state=State.WAITING, **fields)
    except IntegrityError:
        raise AlreadyAsked([row.section]) from None


def _drafted(row: Assignment, draft: Draft) -> dict[str, Any]:
    words = draft.words
    if draft.replaces and has_draft(row) and row.version == draft.version:
        _keep_replaced(row)
    return {"heading": words.heading, "text": words.text, "base_version": _reachable(row, draft.base)}


def _reachable(row: Assignment, base: int) -> int:
    """The version that a page says it began from, within those that the contributor was ever shown."""
    return min(max(base, row.base_version), row.section.version)


def _keep_replaced(row: Assignment) -> None:
    """The draft that another takes the place of goes into the section's history, where nothing is lost."""
    Revision.objects.create(
        section=row.section,
        kind=Revision.Kind.SET_ASIDE,
        base_version=row.base_version,
        author_name=row.whom[:150],
        saved_at=timezone.now(),
        settled_at=timezone.now(),
        heading=row.heading,
        text=row.text,
        note=row.section.note,
        state=Section.State.REWRITTEN,
    )


def _answered(state: str, word: str, user: Any, at: datetime) -> dict[str, Any]:
    return {"state": state, "answer": word.strip(), "answered_by": str(user)[:150], "answered_at": at}


def fresh(assignment: Assignment) -> Assignment:
    """The assignment as the database has it, with all that pages and mails name."""
    rows = Assignment.objects.select_related("section__plan__council", "person__user", "post")
    return rows.get(pk=assignment.pk)


def hold(assignment: Assignment) -> Assignment:
    """The assignment, held until the transaction ends. Raises IllegalTransition where nothing may be changed now."""
    Assignment.objects.select_for_update().filter(pk=assignment.pk).first()
    row = fresh(assignment)
    if reasons := editing_obstacles(row.section.plan):
        raise IllegalTransition(reasons)
    if row.section.removed_at is not None:
        raise IllegalTransition(["Afsnittet er taget ud af planen."])
    return row


def change(row: Assignment, *, version: int, states: Iterable[str], **fields: Any) -> Assignment:
    """The conditional UPDATE on version and state; gives the assignment as it then is. Raises AnswerPassed."""
    rows = Assignment.objects.filter(pk=row.pk, version=version, state__in=list(states))
    if not rows.update(version=F("version") + 1, **fields):
        raise AnswerPassed(fresh(row))
    return fresh(row)


# Handing on ----------------------------------------------------------------------------------------------------------


@transaction.atomic
def hand_on(
    *, assignment: Assignment, whom: Person | Post, message: str, version: int, user: Any, at: datetime
) -> Assignment:
    """Hand what is asked on to another person or function, with the draft begun; gives the new assignment.

    Those it was asked of, those it is asked of now and the secretary are written to. Raises SameContributor,
    AlreadyAsked, AnswerPassed, IllegalTransition.
    """
    row = hold(assignment)
    if whom == (row.post or row.person):
        raise SameContributor
    change(row, version=version, states=(State.WAITING,), state=State.HANDED_ON)
    successor = _successor(row, whom, message, user, at)
    on = timezone.localdate(at)
    lead = f"{user} har givet bidraget videre til {successor.whom}."
    tell_contributors(row, kind="assignment", lead=lead, word=message, on=on, by=None)
    tell_asked([successor], message=message, by=str(user), on=on)
    tell_secretary(successor, kind="assignment", lead=lead, word=message, on=on, by=user)
    return successor


def _successor(row: Assignment, whom: Person | Post, message: str, user: Any, at: datetime) -> Assignment:
    heir = Assignment(
        section=row.section,
        due=row.due,
        message=message,
        assigned_by=user,
        assigned_by_name=str(user)[:150],
        assigned_at=at,
        handed_on_from=row,
        heading=row.heading,
        text=row.text,
        base_version=row.base_version,
        **({"post": whom} if isinstance(whom, Post) else {"person": whom}),
    )
    try:
        with transaction.atomic():
            heir.save(force_insert=True)
    except IntegrityError:
        raise AlreadyAsked([row.section]) from None
    return heir


# Talking -------------------------------------------------------------------------------------------------------------


@transaction.atomic
def ask(*, assignment: Assignment, text: str, user: Any, at: datetime) -> Comment:
    """Put a question to the secretary, or go on with one that is not answered yet. Raises IllegalTransition."""
    row = hold(assignment)
    waiting = Comment.objects.unresolved().filter(assignment=row).order_by("pk").first()
    comment = say(row, text, user, at, parent=waiting)
    lead = f"{user} har et spørgsmål."
    tell_secretary(row, kind="question", lead=lead, word=text, on=timezone.localdate(at), by=user)
    return comment


def say(row: Assignment, text: str, user: Any, at: datetime, **fields: Any) -> Comment:
    """A comment on the section that belongs to the assignment."""
    return Comment.objects.create(
        section=row.section,
        assignment=row,
        author=user,
        author_name=str(user)[:150],
        text=text.strip(),
        created_at=at,
        **fields,
    )


def conversation(assignment: Assignment) -> Any:
    """What contributor and secretary have said to each other about the assignment, oldest first."""
    return Comment.objects.filter(Q(assignment=assignment) | Q(parent__assignment=assignment)).order_by(
        "created_at", "pk"
    )
