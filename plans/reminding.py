"""Reminders of contributions: of themselves 14 and 3 days before the date and on it, and when the secretary asks.

A reader gets one mail for all that is due on the same day. Each assignment and step is written of once a reader
(councils.mail.claim), so that it does not matter how often, or in how many processes, it is looked for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from councils import mail
from councils.models import PostHolding, User
from plans.models import Assignment, Plan
from plans.workflow import EDITABLE

STEPS = (0, 3, 14)
"""Days before the date."""
LATE = 7
"""Days after the date on which a reminder still goes out, if nothing ran on the day itself."""
KIND = "reminder"


@dataclass(frozen=True)
class Reminder:
    """What one reader is reminded of: assignments with the same date."""

    reader: User
    due: date
    assignments: tuple[Assignment, ...]

    def letter(self, *, on: date, by: str = "") -> mail.Letter:
        """The letter as it is written on the day; `by` is who asks for it, if somebody does."""
        count = len(self.assignments)
        plans = {assignment.section.plan.title for assignment in self.assignments}
        return mail.Letter(
            kind=KIND,
            subject=f"Frist {date_format(self.due, 'j. F')}: {_counted(count)} til {' og '.join(sorted(plans))}",
            template="reminder",
            path=reverse("draft:contributions"),
            context={
                "assignments": self.assignments,
                "counted": _counted(count),
                "due": self.due,
                "when": _when((self.due - on).days),
                "by": by,
            },
        )


def _counted(count: int) -> str:
    return "1 bidrag" if count == 1 else f"{count} bidrag"


def _when(days: int) -> str:
    """How far off the date is, in words; nothing once it has passed."""
    if days < 0:
        return ""
    return {0: "i dag", 1: "i morgen"}.get(days, f"om {days} dage")


def open_assignments() -> Any:
    """What is waited for: not answered, in a section that stands, in a plan whose text may be changed."""
    plans = Plan.objects.native().filter(stage__in=EDITABLE)
    rows = Assignment.objects.waiting().living().filter(section__plan__in=plans)
    return rows.select_related("section__plan", "person__user", "post")


def readers(assignments: Iterable[Assignment], *, on: date) -> dict[int, list[User]]:
    """The accounts that each assignment, by its pk, is read by on the day: none where nobody has an account yet."""
    rows = list(assignments)
    posts = {row.post_id for row in rows if row.post_id}
    held = PostHolding.objects.current(on=on).filter(post__in=posts, person__user__is_active=True)
    holders: dict[int, list[User]] = defaultdict(list)
    for holding in held.select_related("person__user").order_by("pk"):
        if holding.person.user not in holders[holding.post_id]:
            holders[holding.post_id].append(holding.person.user)
    return {row.pk: holders.get(row.post_id, []) if row.post_id else _account(row.person) for row in rows}


def _account(person: Any) -> list[User]:
    return [person.user] if person.user and person.user.is_active else []


def gathered(assignments: Iterable[Assignment], *, on: date) -> list[Reminder]:
    """One reminder a reader and date, for those who want reminders."""
    rows = list(assignments)
    accounts = readers(rows, on=on)
    groups: dict[tuple[User, date], list[Assignment]] = defaultdict(list)
    for row in rows:
        for user in accounts[row.pk]:
            if mail.wants(user, KIND):
                groups[user, row.due].append(row)
    return [Reminder(user, due, tuple(found)) for (user, due), found in groups.items()]


def remind(assignments: Any, *, by: str, at: datetime) -> list[Reminder]:
    """Write, at somebody's request, to all who are waited for; gives what was written.

    `assignments` is a queryset; what is not waited for any more is left out.
    """
    on = timezone.localdate(at)
    rows = open_assignments().filter(pk__in=assignments.values("pk"))
    with transaction.atomic():
        return [_write(reminder, on=on, at=at, by=by) for reminder in gathered(rows, on=on)]


def _write(reminder: Reminder, *, on: date, at: datetime, by: str = "") -> Reminder:
    mail.write(reminder.letter(on=on, by=by), reminder.reader)
    Assignment.objects.filter(pk__in=[row.pk for row in reminder.assignments]).update(reminded_at=at)
    return reminder


# Of themselves -------------------------------------------------------------------------------------------------------


def step_on(assignment: Assignment, on: date) -> int | None:
    """The newest step that the assignment has come to on the day, or None.

    Nobody is reminded of what they were asked for on that very day or later, nor long after the date.
    """
    days = (assignment.due - on).days
    step = next((step for step in STEPS if days <= step), None)
    if step is None or days < -LATE:
        return None
    asked_on = timezone.localdate(assignment.assigned_at)
    return step if asked_on < assignment.due - timedelta(days=step) else None


def remind_due(at: datetime) -> int:
    """Write the reminders that are due at the time given; gives how many mails were written."""
    on = timezone.localdate(at)
    span = (on - timedelta(days=LATE), on + timedelta(days=max(STEPS)))
    rows = [row for row in open_assignments().filter(due__range=span) if step_on(row, on) is not None]
    reminders = _unwritten(gathered(rows, on=on), on)
    return sum(_write_once(reminder, on=on, at=at) for reminder in reminders)


def _cause(assignment: Assignment, on: date) -> str:
    """What a reminder is written for: another date is another cause."""
    return f"{KIND}:{assignment.pk}:{assignment.due.isoformat()}:{step_on(assignment, on)}"


def _unwritten(reminders: list[Reminder], on: date) -> list[Reminder]:
    """What is left when all that was written of is taken out; so that a round with nothing to do writes nothing."""
    keys = {mail.notice_key(_cause(row, on), r.reader) for r in reminders for row in r.assignments}
    written = mail.written(keys)
    left = []
    for r in reminders:
        rows = tuple(row for row in r.assignments if mail.notice_key(_cause(row, on), r.reader) not in written)
        if rows:
            left.append(Reminder(r.reader, r.due, rows))
    return left


@transaction.atomic
def _write_once(reminder: Reminder, *, on: date, at: datetime) -> bool:
    """Write of those assignments that no other process has written of meanwhile."""
    rows = [row for row in reminder.assignments if mail.claim(_cause(row, on), kind=KIND, user=reminder.reader, at=at)]
    if rows:
        _write(Reminder(reminder.reader, reminder.due, tuple(rows)), on=on, at=at)
    return bool(rows)
