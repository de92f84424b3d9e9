"""A portal of its own for a whole year: three local councils, a published plan, and who does what in it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from councils.models import Council, Membership, User
from plans.models import Plan, Timetable
from tests.base import Cast, let_sign, make_account, make_cast, make_local, make_plan, publish, seat

LAST_YEAR: list[dict[str, Any]] = [
    {"key": "forord", "role": "foreword", "heading": "Forord", "body": ["<p>Vi arbejder sammen.</p>"]},
    {"key": "vold", "heading": "Vold i nattelivet", "body": ["<p>Politiet er til stede i nattelivet.</p>"]},
    {"key": "skoler", "heading": "Skoler", "body": ["<p>Skoler og politi har enkle kontaktveje i Viborg.</p>"]},
]
PASSED = date(2023, 1, 4)


def days_from_now(days: int) -> date:
    """A day so many days from today."""
    return timezone.localdate() + timedelta(days=days)


def found() -> Cast:
    """The cast, a third local council, and last year's plan as it was published."""
    cast = make_cast()
    let_sign(cast)
    skive = make_local("Skive", code="0779")
    seat(make_account("skive@test.example", "Formand i Skive").person, skive, "chair")
    plan = make_plan(cast.district, year=2023, sections=LAST_YEAR)
    publish(plan, published_on=PASSED)
    return cast


def give_dates(plan: Plan, **dates: date) -> None:
    """The plan's dates, so that the year goes on today, whatever day that is."""
    Timetable.objects.update_or_create(plan=plan, defaults=dates)


def change_of_mayor(cast: Cast) -> User:
    """The mayor of Viborg leaves office, and another comes into it today."""
    old = Membership.objects.get(person=cast.mayor.person)
    Membership.objects.filter(pk=old.pk).update(ends=days_from_now(-1))
    successor = make_account("ny.borgmester@test.example", "Ny borgmester i Viborg")
    Membership.objects.create(
        council=Council.objects.get(kind="district"),
        person=successor.person,
        role="member",
        capacity="municipality",
        municipality=old.municipality,
        title=old.title,
        signs_plan=True,
        order=old.order,
        starts=days_from_now(0),
    )
    return successor
