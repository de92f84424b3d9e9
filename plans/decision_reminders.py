"""Reminders to seats that have not answered: of themselves 14 and 3 days before the date, and when the secretary asks.

A reader gets one mail for all seats that they may answer for. What was written is kept as notices (councils.mail), by
the first round of the chain: a correction begins nothing anew.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from councils import mail
from councils.models import Notice, User
from plans import deciding, signing
from plans.announcing import News
from plans.decision_news import KIND
from plans.models import ApprovalRound, Plan
from plans.saving import Author
from plans.signing import Seat, Standing

STEPS = (3, 14)
"""Days before the date."""
REMINDER_HOLDS = timedelta(days=7)
"""So long after a reminder no seat is reminded by hand."""
ASKED = "decision-asked"


@dataclass(frozen=True)
class Reminder:
    """What one reader is reminded of: the seats that they may answer for and that have not answered."""

    reader: User
    seats: tuple[Seat, ...]

    def letter(self, approval_round: ApprovalRound, *, by: str = "") -> mail.Letter:
        """The letter; `by` is who asks for it, if somebody does."""
        plan, due = approval_round.plan, approval_round.due
        offices = " og ".join(seat.in_words for seat in self.seats)
        asks = f"{by} har bedt os minde dig om det. " if by else ""
        until = f"Svar gerne senest {date_format(due, 'j. F Y')}." if due else ""
        return News(
            kind=KIND,
            subject=f"{plan.title} venter på din godkendelse",
            lead=f"{plan.title} er til beslutning, og vi har ikke modtaget svar fra {offices}. {asks}{until}".strip(),
            path=reverse("approvals:sign", args=[plan.year]),
            button="Læs planen, og svar",
        ).letter()


def gathered(seats: Iterable[Seat], *, on: date) -> list[Reminder]:
    """One reminder a reader, for those who want mail about the decision."""
    found = list(seats)
    groups: dict[User, list[Seat]] = defaultdict(list)
    accounts = signing.accounts(found, on=on)
    for seat in found:
        for user in accounts[seat.key]:
            if mail.wants(user, KIND):
                groups[user].append(seat)
    return [Reminder(user, tuple(rows)) for user, rows in groups.items()]


def silent(found: Iterable[Standing]) -> list[Seat]:
    """The seats that have not answered and have somebody who can."""
    return [row.seat for row in found if row.answer is None and not row.seat.is_vacant]


# When the secretary asks ---------------------------------------------------------------------------------------------


def reminded(approval_round: ApprovalRound, *, at: datetime) -> dict[str, datetime]:
    """By seat, when it was last reminded by hand, where that was in the last seven days; one query."""
    rows = Notice.objects.filter(key__startswith=f"{ASKED}|{root(approval_round)}|", created_at__gt=at - REMINDER_HOLDS)
    found: dict[str, datetime] = {}
    for key, created_at in rows.order_by("created_at").values_list("key", "created_at"):
        found[key.split("|")[2]] = created_at
    return found


def root(approval_round: ApprovalRound) -> int:
    """The first round of the chain."""
    return signing.chain(approval_round)[-1]


@transaction.atomic
def remind(approval_round: ApprovalRound, *, chosen: Iterable[str], author: Author, at: datetime) -> list[Reminder]:
    """Write to those who may answer for the chosen seats that have not, nor were reminded lately; gives what was
    written. Raises IllegalTransition."""
    row, on = deciding.hold(approval_round), timezone.localdate(at)
    lately, wanted = reminded(row, at=at), set(chosen)
    seats = [seat for seat in silent(signing.standing(row, on=on)) if seat.key in wanted and seat.key not in lately]
    reminders, first = gathered(seats, on=on), root(row)
    for reminder in reminders:
        mail.write(reminder.letter(row, by=author.name), reminder.reader)
        for seat in reminder.seats:
            cause = f"{ASKED}|{first}|{seat.key}|{on.isoformat()}"
            mail.claim(cause, kind=KIND, user=reminder.reader, at=at)
    return reminders


# Of themselves -------------------------------------------------------------------------------------------------------


def remind_due(at: datetime) -> int:
    """Write the reminders that are due at the time given; gives how many mails were written."""
    on = timezone.localdate(at)
    rounds = ApprovalRound.objects.filter(
        ended_at__isnull=True,
        due__range=(on, on + timedelta(days=max(STEPS))),
        plan__in=Plan.objects.native().filter(stage=Plan.Stage.DECISION),
    )
    return sum(_remind_round(row, on, at) for row in rounds.select_related("plan__council").defer("content"))


def _remind_round(row: ApprovalRound, on: date, at: datetime) -> int:
    if row.due is None:
        return 0
    first = root(row)
    step = next(step for step in STEPS if (row.due - on).days <= step)
    opened = ApprovalRound.objects.values_list("opened_at", flat=True).get(pk=first)
    # Who was asked on that very day or later has the letter that asked.
    if timezone.localdate(opened) >= row.due - timedelta(days=step):
        return 0
    cause = f"decision-due|{first}|{row.due.isoformat()}|{step}"
    reminders = gathered(silent(signing.standing(row, on=on)), on=on)
    keys = {mail.notice_key(f"{cause}|{seat.key}", one.reader) for one in reminders for seat in one.seats}
    written = mail.written(keys)
    return sum(_write_once(row, one, cause, written, at) for one in reminders)


@transaction.atomic
def _write_once(row: ApprovalRound, reminder: Reminder, cause: str, written: set[str], at: datetime) -> bool:
    """Write of those seats that nobody has written of yet, nor another process meanwhile."""
    reader = reminder.reader
    left = [seat for seat in reminder.seats if mail.notice_key(f"{cause}|{seat.key}", reader) not in written]
    seats = [seat for seat in left if mail.claim(f"{cause}|{seat.key}", kind=KIND, user=reader, at=at)]
    if seats:
        mail.write(Reminder(reader, tuple(seats)).letter(row), reader)
    return bool(seats)
