"""What a person may do, why, and from when until when: the rules of councils.permissions, told of one person.

Each ground (a seat, a delegation, a function held, being an administrator) is listed with what it gives. What it gives
is asked of the same conditions that the rules ask, so that the list and the rules cannot part. A right needs an account
to be used; whether there is one is said beside the list.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import Case, Q, QuerySet, Value, When

from councils.models import Council, Delegation, Membership, Person, PostHolding
from councils.permissions import ACTING, INFORMED, WORKING, district_secretarys_seat, writing_seat


class Kind(StrEnum):
    """The things that can be done, in the order in which they are told."""

    WRITE = "write"
    STEER = "steer"
    SIGN = "sign"
    SIGN_OFF = "sign_off"
    READ = "read"
    READ_LOCAL = "read_local"
    KEEP_PEOPLE = "keep_people"
    KEEP_REGISTERS = "keep_registers"
    CONTRIBUTE = "contribute"
    KEEP_ACCOUNTS = "keep_accounts"


WORDS = {
    Kind.WRITE: "Skrive planen for {}",
    Kind.STEER: "Sende, beslutte og offentliggøre for {}",
    Kind.SIGN: "Godkende planen for {}",
    Kind.SIGN_OFF: "Frigive kredsrådets plan til offentliggørelse",
    Kind.READ: "Læse og kommentere udkastet til planen for {}",
    Kind.READ_LOCAL: "Læse og kommentere udkast til alle lokalrådenes planer",
    Kind.KEEP_PEOPLE: "Føre personer og funktioner og invitere",
    Kind.KEEP_REGISTERS: "Føre registrene",
    Kind.CONTRIBUTE: "Se og svare på det, som funktionen bliver bedt om",
    Kind.KEEP_ACCOUNTS: "Lukke og åbne konti",
}
SCOPES = {
    Delegation.Scope.READ: "Må læse for",
    Delegation.Scope.PREPARE: "Må forberede for",
    Delegation.Scope.ACT: "Må handle på vegne af",
}

LEAVE = {
    Delegation.Scope.READ: "må læse",
    Delegation.Scope.PREPARE: "må forberede",
    Delegation.Scope.ACT: "må handle på vegne af",
}


@dataclass(frozen=True)
class Ability:
    """One thing that can be done, for which council where it is about one."""

    kind: Kind
    council: Council | None = None

    def __str__(self) -> str:
        return WORDS[self.kind].format(self.council)


@dataclass(frozen=True)
class Right:
    """What one ground gives: `why` names it, `starts` and `until` are its first and last day as far as known.

    `ground` is the register's row; there is none for an administrator.
    """

    abilities: tuple[Ability, ...]
    why: str
    starts: date | None = None
    until: date | None = None
    ground: Membership | Delegation | PostHolding | None = None

    @property
    def is_void(self) -> bool:
        """Whether it holds on no day at all: a delegation of a seat that nobody held in its days."""
        return bool(self.starts and self.until and self.until < self.starts)

    def holds(self, on: date) -> bool:
        """Whether it holds on the day."""
        return (self.starts is None or self.starts <= on) and (self.until is None or on <= self.until)

    def is_coming(self, on: date) -> bool:
        """Whether it begins after the day."""
        return not self.is_void and self.starts is not None and on < self.starts


@dataclass(frozen=True)
class Rights:
    """A person's rights, by whether they hold on a day, begin after it, or have ended."""

    current: list[Right] = field(default_factory=list)
    coming: list[Right] = field(default_factory=list)
    ended: list[Right] = field(default_factory=list)

    def allow(self, kind: Kind, council: Council | None = None) -> bool:
        """Whether one of those that hold gives this."""
        return any(Ability(kind, council) in right.abilities for right in self.current)


def rights_of(person: Person, *, on: date) -> Rights:
    """The person's rights as they stand on the day; as many queries however many there are."""
    district = Council.objects.district().first()
    found = [*_administrator(person), *_of_seats(person, district), *_delegated(person, district)]
    return sorted_by_day([*found, *_of_functions(person, district)], on=on)


def given_by(person: Person, *, on: date) -> Rights:
    """What the person has left to others: the delegations of the person's seats."""
    district = Council.objects.district().first()
    rows = _delegations().filter(membership__person=person)
    found = (_delegation(row, district, f"{row.delegate} {LEAVE[row.scope]}") for row in rows)
    return sorted_by_day(found, on=on)


def sorted_by_day(rights: Iterable[Right], *, on: date) -> Rights:
    """The rights by whether they hold on the day; the coming with the first first, the ended with the last first."""
    found = list(rights)
    coming = [right for right in found if right.is_coming(on)]
    ended = [right for right in found if not right.holds(on) and not right.is_coming(on)]
    return Rights(
        current=[right for right in found if right.holds(on)],
        coming=sorted(coming, key=lambda right: right.starts or date.max),
        ended=sorted(ended, key=lambda right: right.until or date.min, reverse=True),
    )


def _administrator(person: Person) -> list[Right]:
    if person.user is None or not person.user.is_superuser:
        return []
    kinds = (Kind.KEEP_PEOPLE, Kind.KEEP_REGISTERS, Kind.KEEP_ACCOUNTS)
    return [Right(tuple(Ability(kind) for kind in kinds), "Administrator af portalen")]


def _of_seats(person: Person, district: Council | None) -> list[Right]:
    seats = _asked(
        Membership.objects.filter(person=person).select_related("council", "municipality"),
        writes=writing_seat(),
        steers=writing_seat(),
        signs=Q(signs_plan=True),
        keeps=district_secretarys_seat(),
    )
    return [
        Right(_of_seat(seat.council, district, seat), _office(seat), seat.starts, seat.ends, seat)
        for seat in seats.order_by("starts", "pk")
    ]


def _of_seat(council: Council, district: Council | None, row: Any) -> tuple[Ability, ...]:
    """What a seat in the council gives, and what a delegation of it does; `row` has been asked what it is."""
    asked = ((row.writes, Kind.WRITE), (row.steers, Kind.STEER), (row.signs, Kind.SIGN))
    found = [Ability(kind, council) for may, kind in asked if may]
    found.append(Ability(Kind.READ, council))
    if district is not None and not council.is_district:
        found.append(Ability(Kind.READ, district))
    if row.keeps:
        found += [Ability(kind) for kind in (Kind.READ_LOCAL, Kind.KEEP_PEOPLE, Kind.KEEP_REGISTERS)]
    return tuple(found)


def _delegated(person: Person, district: Council | None) -> list[Right]:
    rows = _delegations().filter(delegate=person)
    return [_delegation(row, district, f"{SCOPES[row.scope]} {row.membership}") for row in rows]


def _delegations() -> Any:
    rows = Delegation.objects.select_related("delegate", "membership__council", "membership__person")
    leads = writing_seat("membership__")
    signs = ACTING & Q(membership__signs_plan=True)
    return _asked(rows, writes=WORKING & leads, steers=ACTING & leads, signs=signs).order_by("starts", "pk")


def _delegation(row: Any, district: Council | None, why: str) -> Right:
    """A delegation holds on the days that both it and the seat do."""
    seat = row.membership
    row.keeps = False
    return Right(
        _of_seat(seat.council, district, row),
        why,
        max(filter(None, (row.starts, seat.starts)), default=None),
        min(filter(None, (row.ends, seat.ends)), default=None),
        row,
    )


def _of_functions(person: Person, district: Council | None) -> list[Right]:
    holdings = _asked(PostHolding.objects.filter(person=person).select_related("post"), informed=INFORMED)
    return [
        Right(_of_function(row, district), f"Varetager funktionen {row.post}", row.starts, row.ends, row)
        for row in holdings.order_by("starts", "pk")
    ]


def _of_function(row: Any, district: Council | None) -> tuple[Ability, ...]:
    informed = [Ability(Kind.READ, district)] if row.informed and district is not None else []
    reads = [*informed, Ability(Kind.SIGN_OFF)] if row.informed else []
    return (*reads, Ability(Kind.CONTRIBUTE))


def _asked(rows: QuerySet, **conditions: Any) -> Any:
    """The rows, each with the answers to the conditions."""
    return rows.annotate(
        **{name: Case(When(asked, then=Value(True)), default=Value(False)) for name, asked in conditions.items()}
    )


def _office(seat: Membership) -> str:
    """A seat in words, as a sentence begins."""
    words = f"{seat.get_role_display()} i {seat.council}"
    return words[:1].upper() + words[1:]


# Councils that lack somebody -----------------------------------------------------------------------------------------

NEEDED = (Membership.Role.SECRETARY, Membership.Role.CHAIR)


@dataclass(frozen=True)
class Vacancy:
    """A council that has no secretary, or no chair, on a day; `successor` is the seat that begins later, if any."""

    council: Council
    role: Membership.Role
    successor: Membership | None

    @property
    def lacks(self) -> str:
        """What is missing, in words."""
        return str(self.role.label)

    @property
    def stops_the_plan(self) -> bool:
        """Whether nobody else can write the council's plan meanwhile: the district council's chair does not."""
        return self.council.is_district and self.role == Membership.Role.SECRETARY


def vacancies(*, on: date) -> list[Vacancy]:
    """The councils that have no secretary on the day, then those without a chair; two queries."""
    councils = list(Council.objects.current(on=on))
    seats = list(Membership.objects.filter(role__in=NEEDED).select_related("person").order_by("starts", "pk"))
    found = (_vacancy(council, role, seats, on) for role in NEEDED for council in councils)
    return [vacancy for vacancy in found if vacancy is not None]


def _vacancy(council: Council, role: Membership.Role, seats: list[Membership], on: date) -> Vacancy | None:
    own = [seat for seat in seats if seat.council_id == council.pk and seat.role == role]
    if any((seat.starts or date.min) <= on <= (seat.ends or date.max) for seat in own):
        return None
    return Vacancy(council, role, next((seat for seat in own if seat.starts and seat.starts > on), None))
