"""Seats: who approves a council's plan on a day, for which of them an account may answer, and what they have said.

A seat outlives its holders: a municipality's, and the chair's, are called the same whoever sits in them. So an approval
that was given while in office stands when the term ends, and a seat that has not answered is the successor's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from councils import permissions
from councils.models import Council, Delegation, Membership, User
from plans.models import Approval, ApprovalRound

CHAIR = "formand"
Capacity = Approval.Capacity


@dataclass(frozen=True)
class Seat:
    """A seat that approves: what it is called whoever holds it, its office as it is printed, and who holds it.

    A seat is vacant where it had a holder when the round was opened and has none now; `membership` and `holder` are
    then the last holder's.
    """

    key: str
    office: str
    holder: str
    membership: Membership
    is_vacant: bool = False

    @property
    def name(self) -> str:
        """The office, and who holds it."""
        return self.office if self.holder in ("", self.office) else f"{self.office}, {self.holder}"

    @property
    def in_words(self) -> str:
        """The office within a sentence: "borgmester i Viborg Kommune"."""
        return within(self.office)


@dataclass(frozen=True)
class MySeat:
    """A seat for which an account may answer, and as what it does."""

    seat: Seat
    capacity: Approval.Capacity

    @property
    def is_own(self) -> bool:
        """Whether the account's own person holds the seat."""
        return self.capacity == Capacity.SELF


def within(office: str) -> str:
    """An office within a sentence, where it has no capital letter."""
    return office[:1].lower() + office[1:]


def seats(council: Council, *, on: date) -> list[Seat]:
    """The seats that approve the council's plan on the day, in the order in which they sign; one query."""
    rows = Membership.objects.current(on=on).filter(council=council, signs_plan=True)
    found: dict[str, Seat] = {}
    for row in rows.select_related("person", "municipality").order_by("order", "person__name", "pk"):
        seat = Seat(_key(row, found), _office(row), row.person.name, row)
        found[seat.key] = seat
    return list(found.values())


def _key(row: Membership, taken: Iterable[str]) -> str:
    """The seat's name: by its municipality or the chair, where nobody has it already; else by the membership."""
    key = f"plads:{row.pk}"
    if row.role == Membership.Role.CHAIR:
        key = CHAIR
    elif row.municipality is not None:
        key = f"kommune:{row.municipality.code}"
    return f"plads:{row.pk}" if key in taken else key


def _office(row: Membership) -> str:
    """The title as it is printed; where there is none, role and municipality."""
    if row.title:
        return row.title
    role = str(row.get_role_display()).capitalize()
    return f"{role}, {row.municipality} Kommune" if row.municipality is not None else role


def my_seats(user: Any, council: Council, *, on: date) -> list[MySeat]:
    """The seats for which the account may answer on the day: its own first, then those it acts for."""
    person = getattr(user, "person", None)
    if not getattr(user, "is_active", False) or person is None:
        return []
    every = seats(council, on=on)
    own = [MySeat(seat, Capacity.SELF) for seat in every if seat.membership.person_id == person.pk]
    acted = permissions.delegations(user, on=on).filter(permissions.ACTING, membership__council=council)
    deputy: dict[int, bool] = {}
    for membership, is_deputy in acted.values_list("membership", "is_deputy"):
        deputy[membership] = deputy.get(membership, False) or is_deputy
    taken = {mine.seat.key for mine in own}
    others = (seat for seat in every if seat.membership.pk in deputy and seat.key not in taken)
    return own + [MySeat(seat, Capacity.DEPUTY if deputy[seat.membership.pk] else Capacity.DELEGATE) for seat in others]


def accounts(seats: Iterable[Seat], *, on: date) -> dict[str, list[User]]:
    """By seat, the accounts that may answer for it on the day: its holder's, and those who act for that; two queries.

    A seat without an account has an empty list.
    """
    wanted = {seat.membership.pk: seat.key for seat in seats if not seat.is_vacant}
    found: dict[str, list[User]] = {seat.key: [] for seat in seats}
    holders = Membership.objects.filter(pk__in=wanted, person__user__is_active=True).select_related("person__user")
    rows: list[tuple[int, Any]] = [(row.pk, row.person.user) for row in holders]
    acting = Delegation.objects.current(on=on).filter(permissions.ACTING, membership__in=list(wanted))
    for row in acting.filter(delegate__user__is_active=True).select_related("delegate__user").order_by("pk"):
        rows.append((row.membership_id, row.delegate.user))
    for membership, user in rows:
        if user not in found[wanted[membership]]:
            found[wanted[membership]].append(user)
    return found


# What they have said -------------------------------------------------------------------------------------------------


def chain(approval_round: ApprovalRound) -> list[int]:
    """The round and those that it follows, by their pk, the newest first: what was given in them stands."""
    before = dict(ApprovalRound.objects.filter(plan=approval_round.plan_id).values_list("pk", "follows"))
    return list(_back(approval_round.pk, before))


def _back(pk: int | None, before: dict[int, int | None]) -> Iterator[int]:
    while pk is not None:
        yield pk
        pk = before.get(pk)


def said(approval_round: ApprovalRound) -> dict[str, list[Approval]]:
    """By seat, all that was said in the round and those that it follows, in order; the last of a seat counts."""
    found: dict[str, list[Approval]] = defaultdict(list)
    # By pk: they are given one at a time, under the plan's lock.
    for row in Approval.objects.filter(approval_round__in=chain(approval_round)).order_by("pk"):
        found[row.seat].append(row)
    return dict(found)


def newest(approval_round: ApprovalRound) -> dict[str, Approval]:
    """By seat, the answer that counts: none where it was taken back."""
    last = {seat: rows[-1] for seat, rows in said(approval_round).items()}
    return {seat: row for seat, row in last.items() if row.outcome != Approval.Outcome.TAKEN_BACK}


@dataclass(frozen=True)
class Standing:
    """How it stands with one seat: the answer that counts, if there is one."""

    seat: Seat
    answer: Approval | None

    @property
    def has_approved(self) -> bool:
        """Whether the seat has approved."""
        return self.answer is not None and self.answer.outcome == Approval.Outcome.APPROVED

    @property
    def has_remarks(self) -> bool:
        """Whether the seat has remarks."""
        return self.answer is not None and self.answer.outcome == Approval.Outcome.REMARKS

    @property
    def is_unanswered_remark(self) -> bool:
        """Whether the seat has remarks that the secretariat has not answered."""
        return self.has_remarks and self.answer is not None and self.answer.answered_at is None

    @property
    def by_predecessor(self) -> bool:
        """Whether the answer was given while somebody else held the seat."""
        return self.answer is not None and self.answer.holder != self.seat.holder


def standing(approval_round: ApprovalRound, *, on: date) -> list[Standing]:
    """Every seat of the round with its answer, in the order in which they sign.

    The seats are those of the day. One that had a holder when the registers were read for the round and has none now is
    among them, vacant: it is still to answer, or has.
    """
    council = approval_round.plan.council
    now = seats(council, on=on)
    known = {seat.key for seat in now}
    vacant = [
        Seat(seat.key, seat.office, seat.holder, seat.membership, is_vacant=True)
        for seat in seats(council, on=approval_round.signed_on)
        if seat.key not in known
    ]
    answers = newest(approval_round)
    return [Standing(seat, answers.get(seat.key)) for seat in [*now, *vacant]]
