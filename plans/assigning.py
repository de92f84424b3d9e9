"""The secretary's side of contributions: ask, remind, ask for more, take over, confirm, withdraw."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from councils.models import Person, Post
from plans import saving
from plans.contributing import ANSWERED, AlreadyAsked, AnswerPassed, State, change, hold, reopen, say
from plans.merging import resolved
from plans.models import Assignment, Comment, Plan, Revision, Section, SectionLineage
from plans.reminding import Reminder, remind
from plans.saving import Author, Conflict, Saved, Words
from plans.telling import tell_asked, tell_contributors
from plans.workflow import IllegalTransition, editing_obstacles

REMINDER_HOLDS = timedelta(days=7)
"""So long after a reminder nobody is reminded of the same by hand."""


class Standing(StrEnum):
    """How it stands with a contribution. The value is the filter's name in an address."""

    LATE = "ikke-modtaget"
    AWAITED = "afventer"
    DELIVERED = "leveret"
    UNCHANGED = "ingen-aendringer"
    TAKEN = "overtaget"
    PASSED_ON = "givet-videre"
    WITHDRAWN = "trukket-tilbage"


STANDINGS = {
    State.DELIVERED: Standing.DELIVERED,
    State.UNCHANGED: Standing.UNCHANGED,
    State.TAKEN: Standing.TAKEN,
    State.HANDED_ON: Standing.PASSED_ON,
    State.WITHDRAWN: Standing.WITHDRAWN,
}
CLOSED = (Standing.PASSED_ON, Standing.WITHDRAWN)
"""What nobody waits for any more, and nobody answered."""


def standing(assignment: Assignment, *, on: date) -> Standing:
    """How it stands on the day; a date is the end of its day."""
    if assignment.state == State.WAITING:
        return Standing.LATE if assignment.due < on else Standing.AWAITED
    return STANDINGS[State(assignment.state)]


@dataclass(frozen=True)
class Wish:
    """That a section is to be asked of a person or a function."""

    section: Section
    whom: Person | Post

    @property
    def columns(self) -> dict[str, Any]:
        """The assignment's columns that say so."""
        return {"section": self.section, ("post" if isinstance(self.whom, Post) else "person"): self.whom}


# Asking --------------------------------------------------------------------------------------------------------------


@transaction.atomic
def assign(*, plan: Plan, wishes: Iterable[Wish], due: date, message: str, user: Any, at: datetime) -> list[Assignment]:
    """Ask for all of it, and write one mail to each reader. Raises AlreadyAsked (nothing is asked then) and
    IllegalTransition."""
    _check_stage(plan)
    wanted = list(wishes)
    _refuse_twice(wanted)
    rows = [_asked(wish, due, message, user, at) for wish in wanted]
    try:
        with transaction.atomic():
            Assignment.objects.bulk_create(rows)
    except IntegrityError:
        _refuse_twice(wanted)
        raise
    tell_asked(rows, message=message.strip(), by=str(user), on=timezone.localdate(at))
    return rows


def _asked(wish: Wish, due: date, message: str, user: Any, at: datetime) -> Assignment:
    return Assignment(
        due=due,
        message=message.strip(),
        assigned_by=user,
        assigned_by_name=str(user)[:150],
        assigned_at=at,
        base_version=wish.section.version,
        **wish.columns,
    )


def _refuse_twice(wishes: list[Wish]) -> None:
    if not wishes:
        return
    waiting = Assignment.objects.waiting().filter(section__in=[wish.section for wish in wishes])
    taken = {(row.section_id, row.person_id, row.post_id) for row in waiting}
    twice = [wish.section for wish in wishes if _place(wish) in taken]
    if twice:
        raise AlreadyAsked(twice)


def _place(wish: Wish) -> tuple[int, int | None, int | None]:
    is_post = isinstance(wish.whom, Post)
    return wish.section.pk, None if is_post else wish.whom.pk, wish.whom.pk if is_post else None


def _check_stage(plan: Plan) -> None:
    if reasons := editing_obstacles(Plan.objects.get(pk=plan.pk)):
        raise IllegalTransition(reasons)


# As the year before --------------------------------------------------------------------------------------------------


def asked_last_year(plan: Plan) -> dict[int, list[Person | Post]]:
    """Whom the sections' forerunners were asked of, by the pk of the section of this plan."""
    links = SectionLineage.objects.filter(section__plan=plan, section__removed_at__isnull=True)
    heirs: dict[int, list[int]] = {}
    for ancestor, heir in links.values_list("ancestor", "section"):
        heirs.setdefault(ancestor, []).append(heir)
    rows = Assignment.objects.filter(section__in=list(heirs)).exclude(state__in=(State.WITHDRAWN, State.HANDED_ON))
    found: dict[int, list[Person | Post]] = {}
    for row in rows.select_related("person__user", "post").order_by("pk"):
        for heir in heirs[row.section_id]:
            if _whom(row) not in (before := found.setdefault(heir, [])):
                before.append(_whom(row))
    return found


def _whom(row: Assignment) -> Any:
    return row.post or row.person


def wishes_as_last_year(plan: Plan, sections: Iterable[Section]) -> list[Wish]:
    """What was asked last year and has not been asked this year: for the sections given, in their order."""
    before = asked_last_year(plan)
    rows = Assignment.objects.filter(section__plan=plan).exclude(state=State.WITHDRAWN)
    asked = set(rows.values_list("section", "person", "post"))
    wishes = [Wish(section, whom) for section in sections for whom in before.get(section.pk, [])]
    return [wish for wish in wishes if _place(wish) not in asked]


# Reminding -----------------------------------------------------------------------------------------------------------


def may_be_reminded(assignment: Assignment, *, at: datetime) -> bool:
    """Whether it is waited for, and no reminder went out in the last seven days."""
    return assignment.state == State.WAITING and not reminded_lately(assignment, at=at)


def reminded_lately(assignment: Assignment, *, at: datetime) -> bool:
    """Whether a reminder went out in the last seven days."""
    return assignment.reminded_at is not None and at - assignment.reminded_at < REMINDER_HOLDS


@transaction.atomic
def remind_rest(*, plan: Plan, chosen: Iterable[int], user: Any, at: datetime) -> list[Reminder]:
    """Remind of those among the assignments chosen, by pk, that may be reminded of. Raises IllegalTransition.

    The rows are held first, so that two who do this at once write one mail.
    """
    _check_stage(plan)
    held = Assignment.objects.select_for_update().filter(section_id__in=plan.sections.values("pk"), state=State.WAITING)
    wanted = set(chosen)
    rows = [row.pk for row in held if row.pk in wanted and may_be_reminded(row, at=at)]
    return remind(Assignment.objects.filter(pk__in=rows), by=str(user), at=at)


# What has been answered ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Offer:
    """What taking over would do: the section's words before and after.

    `passed`: the section has been saved since the contributor began. `clashes`: both changed the same place; then
    `before` is what the contributor began from, and the secretary chooses on the page of the conflict.
    """

    before: Words
    after: Words
    passed: bool = False
    clashes: bool = False


def offer(assignment: Assignment) -> Offer:
    """What taking over the text delivered would do to the section as it is now."""
    section, now = assignment.section, Words.of(assignment.section)
    base = saving.words_at(section, assignment.base_version) or now
    mine = Words(assignment.heading, assignment.text, base.note)
    if section.version == assignment.base_version:
        return Offer(now, mine)
    found = saving.compare(base, mine, now)
    if not found.is_settled:
        return Offer(base, mine, passed=True, clashes=True)
    merged = Words(found.heading or "", resolved(found.text, []), found.note or "")
    return Offer(now, merged, passed=True)


def take_over(*, assignment: Assignment, version: int, user: Any, at: datetime) -> Saved | Conflict:
    """Bring the text delivered into the section, with what was changed there meanwhile; `version` is the assignment's.

    Gives the save or, where both changed the same place, the Conflict: the text is set aside in the section's history
    then, for the secretary to choose. Raises AnswerPassed, saving.SectionGone, IllegalTransition.
    """
    with transaction.atomic():
        row = hold(assignment)
        taken = change(row, version=version, states=(State.DELIVERED,), state=State.TAKEN)
        outcome = _brought_in(taken, Author.of(user), at)
        lead = "Sekretæren har overtaget din tekst til planen."
        tell_contributors(taken, kind="delivery", lead=lead, on=timezone.localdate(at), by=user)
    return outcome


def _brought_in(row: Assignment, author: Author, at: datetime) -> Saved | Conflict:
    """A conflict is an outcome here, not an error: what was set aside must stay when the transaction ends."""
    base = saving.words_at(row.section, row.base_version)
    words = Words(row.heading, row.text, base.note if base else row.section.note)
    kind, state = Revision.Kind.CONTRIBUTION, Section.State.REWRITTEN
    try:
        return saving.save(row.section, words, base=row.base_version, author=author, kind=kind, state=state, at=at)
    except Conflict as conflict:
        return conflict


def confirm(*, assignment: Assignment, section_version: int, user: Any, at: datetime) -> Saved:
    """Confirm the section, of which "no changes" was answered, as it was in that version.

    Raises AnswerPassed, saving.VersionPassed, saving.SectionGone, IllegalTransition.
    """
    with transaction.atomic():
        row = hold(assignment)
        if row.state != State.UNCHANGED:
            raise AnswerPassed(row)
        if row.section.state != Section.State.CARRIED:
            return Saved(row.section.version, Words.of(row.section), changed=False)
        return saving.set_state(
            row.section, Section.State.CONFIRMED, base=section_version, author=Author.of(user), at=at
        )


@transaction.atomic
def ask_for_more(*, assignment: Assignment, version: int, text: str, due: date, user: Any, at: datetime) -> Assignment:
    """Send an answer back with a word about what is missing, and a date. Raises AlreadyAsked, AnswerPassed,
    IllegalTransition."""
    row = hold(assignment)
    again = reopen(row, version=version, due=due, reminded_at=None)
    say(again, text, user, at, resolved_at=at, resolved_by=str(user)[:150])
    lead = f"{user} beder om mere til dit bidrag."
    tell_contributors(again, kind="assignment", lead=lead, word=text, on=timezone.localdate(at), by=user)
    return again


@transaction.atomic
def reply(*, assignment: Assignment, text: str, user: Any, at: datetime) -> Comment:
    """Answer the contributor's question; what waited for an answer is settled with it."""
    row = hold(assignment)
    waiting = Comment.objects.unresolved().filter(assignment=row).order_by("pk")
    first = waiting.first()
    comment = say(row, text, user, at, parent=first) if first else _unasked(row, text, user, at)
    waiting.update(resolved_at=at, resolved_by=str(user)[:150])
    lead = f"{user} har skrevet til dig om dit bidrag."
    tell_contributors(row, kind="comment", lead=lead, word=text, on=timezone.localdate(at), by=user)
    return comment


def _unasked(row: Assignment, text: str, user: Any, at: datetime) -> Comment:
    return say(row, text, user, at, resolved_at=at, resolved_by=str(user)[:150])


# Changing what is asked ----------------------------------------------------------------------------------------------


@transaction.atomic
def extend(*, assignment: Assignment, due: date, user: Any, at: datetime) -> Assignment:
    """Give another date, and tell. Raises AnswerPassed where it is not waited for, and IllegalTransition."""
    row = hold(assignment)
    if row.due == due and row.state == State.WAITING:
        return row
    later = change(row, version=row.version, states=(State.WAITING,), due=due, reminded_at=None)
    lead = "Fristen for dit bidrag er ændret."
    tell_contributors(later, kind="assignment", lead=lead, on=timezone.localdate(at), by=user)
    return later


@transaction.atomic
def withdraw(*, assignment: Assignment, user: Any, at: datetime) -> Assignment:
    """Ask for it no more, and tell those who were asked; what they wrote is kept. Raises AnswerPassed where there is
    nothing to withdraw, and IllegalTransition."""
    row = hold(assignment)
    gone = change(row, version=row.version, states=(State.WAITING, *ANSWERED), state=State.WITHDRAWN)
    lead = f"{user} har trukket opgaven tilbage. Du skal ikke gøre mere."
    tell_contributors(gone, kind="assignment", lead=lead, on=timezone.localdate(at), by=user)
    return gone
