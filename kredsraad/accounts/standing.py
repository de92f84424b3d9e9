"""What somebody holds, in words for themselves: today, before and soon."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from councils import permissions
from councils.models import Delegation, Membership, PostHolding, User
from councils.rights import SCOPES

FORMER_SHOWN = 3


@dataclass(frozen=True)
class Holding:
    """An office, a delegation or a function, from one day to another as far as these are known."""

    what: str
    starts: date | None
    ends: date | None


def current(user: User, *, on: date | None = None) -> list[Holding]:
    """What the account's person holds on the day."""
    return list(
        _in_words(
            permissions.offices(user, on=on), permissions.delegations(user, on=on), permissions.holdings(user, on=on)
        )
    )


def former(user: User, *, on: date | None = None) -> list[Holding]:
    """What ended before the day, the latest first; no more than tell somebody why they find nothing."""
    found = _of(user, Q(ends__lt=on or permissions.today()))
    return sorted(found, key=lambda holding: holding.ends or date.min, reverse=True)[:FORMER_SHOWN]


def coming(user: User, *, on: date | None = None) -> list[Holding]:
    """What begins after the day, the first first."""
    found = _of(user, Q(starts__gt=on or permissions.today()))
    return sorted(found, key=lambda holding: holding.starts or date.max)


def _of(user: User, when: Q) -> Iterator[Holding]:
    return _in_words(
        Membership.objects.filter(when, person__user=user),
        Delegation.objects.filter(when, delegate__user=user),
        PostHolding.objects.filter(when, person__user=user),
    )


def _in_words(offices: Any, delegations: Any, holdings: Any) -> Iterator[Holding]:
    for seat in offices.select_related("council"):
        yield Holding(_sentence(f"{seat.get_role_display()} i {seat.council}"), seat.starts, seat.ends)
    for leave in delegations.select_related("membership__council", "membership__person"):
        yield Holding(f"{SCOPES[leave.scope]} {leave.membership}", leave.starts, leave.ends)
    for holding in holdings.select_related("post"):
        yield Holding(str(holding.post), holding.starts, holding.ends)


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
