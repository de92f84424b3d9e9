"""How the seats of a decision are shown: icon and word, how it was said, and whether a reminder may go out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format

from councils import mail
from plans import decision_reminders, signing
from plans.decision_news import KIND
from plans.models import Approval, ApprovalRound
from plans.signing import Capacity, Seat, Standing
from plans.views.standings import Look

APPROVED = Look("ok", "check", "Godkendt")
REMARKS = Look("bad", "chat", "Bemærkninger")
ANSWERED = Look("todo", "chat", "Bemærkninger, besvaret")
AWAITED = Look("wait", "hourglass", "Afventer")
LATE = Look("wait", "time", "Ikke modtaget")
VACANT = Look("wait", "person", "Ubesat")


def look_of(row: Standing, *, due: date | None, on: date) -> Look:
    """How it stands with a seat on the day, as icon and word."""
    if row.has_approved:
        return APPROVED
    if row.has_remarks:
        return REMARKS if row.is_unanswered_remark else ANSWERED
    if row.seat.is_vacant:
        return VACANT
    return LATE if due and due < on else AWAITED


def how(approval: Approval, seat: Seat) -> str:
    """How the answer was given: by whom, as what, when; for an earlier holder with that name."""
    day = date_format(timezone.localtime(approval.given_at), "j. F Y")
    ways = {
        Capacity.SELF: "Selv",
        Capacity.DEPUTY: f"{approval.given_by_name} som stedfortræder",
        Capacity.DELEGATE: f"{approval.given_by_name} efter bemyndigelse",
    }
    by = f", da {approval.holder} havde pladsen" if approval.holder != seat.holder else ""
    if approval.capacity == Capacity.RECORDED:
        return f"{approval.reference}{by}. Noteret {day} af {approval.given_by_name}"
    return f"{ways[Capacity(approval.capacity)]}{by}, {day}"


@dataclass(frozen=True)
class Row:
    """One seat as the secretary sees it."""

    standing: Standing
    look: Look
    accounts: tuple[Any, ...]
    reminded: datetime | None

    @property
    def seat(self) -> Seat:
        """The seat."""
        return self.standing.seat

    @property
    def answer(self) -> Approval | None:
        """The answer that counts."""
        return self.standing.answer

    @property
    def how(self) -> str:
        """How the answer was given, or why there is none."""
        if self.answer is not None:
            return how(self.answer, self.seat)
        if self.seat.is_vacant:
            return f"Senest {self.seat.holder}"
        return "" if self.accounts else "Har ingen konto og får ingen mail"

    @property
    def waits(self) -> bool:
        """Whether somebody is to answer."""
        return self.answer is None and not self.seat.is_vacant

    @property
    def remindable(self) -> bool:
        """Whether a reminder may go out, and somebody wants to read it."""
        return self.waits and self.reminded is None and any(mail.wants(user, KIND) for user in self.accounts)

    @property
    def left_out(self) -> str:
        """Why a seat that is waited for gets no reminder; empty where it does."""
        if not self.waits or self.remindable:
            return ""
        if self.reminded:
            return f"påmindet {date_format(timezone.localtime(self.reminded), 'j. N')}"
        return "har slået mail om beslutningen fra" if self.accounts else "har ingen konto endnu"


def rows_of(approval_round: ApprovalRound, *, at: datetime) -> list[Row]:
    """Every seat of the round; as many queries for many as for few."""
    on = timezone.localdate(at)
    found = signing.standing(approval_round, on=on)
    accounts = signing.accounts([row.seat for row in found], on=on)
    reminded = decision_reminders.reminded(approval_round, at=at)
    return [
        Row(
            row,
            look_of(row, due=approval_round.due, on=on),
            tuple(accounts[row.seat.key]),
            reminded.get(row.seat.key) if row.answer is None else None,
        )
        for row in found
    ]


@dataclass(frozen=True)
class Count:
    """How the answers stand, counted, with the widths of the bar (of a hundred)."""

    total: int
    approved: int
    remarks: int

    @property
    def waiting(self) -> int:
        """Seats without an answer."""
        return self.total - self.approved - self.remarks

    @property
    def approved_width(self) -> int:
        """The bar's part for the approvals."""
        return round(100 * self.approved / self.total) if self.total else 0

    @property
    def remarks_width(self) -> int:
        """The bar's part for the remarks."""
        return round(100 * self.remarks / self.total) if self.total else 0


def counted(rows: Iterable[Row | Standing]) -> Count:
    """The answers counted."""
    found = [row.standing if isinstance(row, Row) else row for row in rows]
    return Count(len(found), sum(row.has_approved for row in found), sum(row.has_remarks for row in found))
