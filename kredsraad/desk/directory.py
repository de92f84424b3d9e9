"""Everybody in the registers, with what they hold and how they come in; as many queries however many they are."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.utils import timezone

from councils.models import Delegation, Invitation, Membership, Person, PostHolding
from councils.rights import SCOPES


class Access(StrEnum):
    """How somebody comes in."""

    ACCOUNT = "account"
    CLOSED = "closed"
    INVITED = "invited"
    EXPIRED = "expired"
    NONE = "none"


@dataclass(frozen=True)
class Look:
    """How pages show it: the class of its colour, icon, word."""

    style: str
    icon: str
    word: str


LOOKS = {
    Access.ACCOUNT: Look("ok", "check", "Har konto"),
    Access.CLOSED: Look("", "lock", "Konto lukket"),
    Access.INVITED: Look("wait", "email", "Inviteret"),
    Access.EXPIRED: Look("wait", "time", "Invitation udløbet"),
    Access.NONE: Look("wait", "person", "Ingen konto"),
}


@dataclass(frozen=True)
class Row:
    """One person in the list."""

    person: Person
    access: Access
    holds: tuple[str, ...]

    @property
    def look(self) -> Look:
        """The access as icon and word."""
        return LOOKS[self.access]

    @property
    def function(self) -> str:
        """The function, where it is not the name."""
        return "" if self.person.function == self.person.name else self.person.function

    def mentions(self, words: Iterable[str]) -> bool:
        """Whether all the words stand in name, function, address or what is held, whatever their case."""
        text = " ".join((self.person.name, self.person.function, self.person.email, *self.holds)).casefold()
        return all(word in text for word in words)


FILTERS: dict[str, tuple[str, Callable[[Row], bool]]] = {
    "": ("Alle", lambda row: True),
    "konto": ("Har konto", lambda row: row.access is Access.ACCOUNT),
    "inviteret": ("Inviteret", lambda row: row.access in (Access.INVITED, Access.EXPIRED)),
    "ingen": ("Ingen konto", lambda row: row.access is Access.NONE),
    "lukket": ("Konto lukket", lambda row: row.access is Access.CLOSED),
    "uden-hverv": ("Uden hverv i dag", lambda row: not row.holds),
}


@dataclass(frozen=True)
class Chip:
    """A filter: how many it would show, and whether it is the one chosen."""

    value: str
    label: str
    count: int
    chosen: bool


def chips(rows: list[Row], chosen: str) -> list[Chip]:
    """The filters that would show anybody, and the one chosen."""
    counts = Counter(value for value, (_, fits) in FILTERS.items() for row in rows if fits(row))
    return [
        Chip(value, label, counts[value], value == chosen)
        for value, (label, _) in FILTERS.items()
        if counts[value] or value in ("", chosen)
    ]


def directory(*, at: datetime) -> list[Row]:
    """Everybody, by name; five queries."""
    holds, invitations = _held(timezone.localdate(at)), _pending()
    return [
        Row(person, access(person, invitations.get(person.pk), at=at), (*_administrates(person), *holds[person.pk]))
        for person in Person.objects.select_related("user").order_by("name", "pk")
    ]


def _administrates(person: Person) -> tuple[str, ...]:
    return ("Administrator",) if person.user is not None and person.user.is_superuser else ()


def access(person: Person, invitation: Invitation | None, *, at: datetime) -> Access:
    """How the person comes in; `invitation` is the pending one."""
    if person.user is not None:
        return Access.ACCOUNT if person.user.is_active else Access.CLOSED
    if invitation is None or invitation.email.casefold() != person.email.casefold():
        return Access.NONE
    return Access.INVITED if at < invitation.expires_at else Access.EXPIRED


def _pending() -> dict[int, Invitation]:
    return {row.person_id: row for row in Invitation.objects.pending()}


def _held(on: date) -> dict[int, list[str]]:
    """What everybody holds on the day, in words."""
    found: dict[int, list[str]] = defaultdict(list)
    seats = Membership.objects.current(on=on)
    for seat in seats.select_related("council").order_by("council__kind", "council__name", "pk"):
        words = f"{seat.get_role_display()} i {seat.council}"
        found[seat.person_id].append(words[:1].upper() + words[1:])
    held: Any = PostHolding.objects.current(on=on).select_related("post")
    for holding in held.order_by("post__name", "pk"):
        found[holding.person_id].append(str(holding.post))
    leave = Delegation.objects.current(on=on).filter(membership__in=seats)
    for row in leave.select_related("membership__council", "membership__person").order_by("pk"):
        found[row.delegate_id].append(f"{SCOPES[row.scope]} {row.membership}")
    return found
