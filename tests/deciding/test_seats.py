"""Seats outlive their holders: who approves on a day, and whose answer counts."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from councils.models import Membership, User
from plans import deciding, signing
from plans.models import ApprovalRound, Plan
from tests.base import Cast, let_sign, make_account, seat
from tests.deciding.builders import CHAIR, DECISION, MAYOR, SIGN, fresh, give, signed_in, to_decision, told

NEW_YEAR = date(2024, 1, 1)
BEFORE, AFTER = NEW_YEAR - timedelta(days=1), NEW_YEAR


def at(day: date) -> datetime:
    """Noon on the day in Copenhagen."""
    return timezone.make_aware(datetime(day.year, day.month, day.day, 12))  # noqa: DTZ001


@pytest.fixture
def successor(cast: Cast) -> User:
    """The mayor's term ends with the year; the successor's begins with the next."""
    let_sign(cast)
    Membership.objects.filter(person=cast.mayor.person).update(ends=BEFORE)
    user = make_account("ny.borgmester@test.example", "Ny borgmester")
    values: dict[str, Any] = {
        "capacity": "municipality",
        "municipality": cast.viborg.municipality,
        "title": "Borgmester i Viborg",
    }
    seat(user.person, cast.district, starts=NEW_YEAR, signs_plan=True, order=2, **values)
    return user


def test_a_municipality_and_the_chair_give_their_seats_their_names(cast: Cast) -> None:
    let_sign(cast)
    assert [row.key for row in signing.seats(cast.district, on=timezone.localdate())] == [CHAIR, MAYOR]


def test_who_does_not_sign_has_no_seat_here(cast: Cast) -> None:
    assert signing.seats(cast.district, on=timezone.localdate()) == []


def test_two_who_sign_for_one_municipality_have_two_seats(cast: Cast) -> None:
    let_sign(cast)
    values: dict[str, Any] = {
        "capacity": "municipality",
        "municipality": cast.viborg.municipality,
        "signs_plan": True,
        "order": 9,
    }
    other = seat(cast.outsider.person, cast.district, **values)
    assert [row.key for row in signing.seats(cast.district, on=timezone.localdate())] == [
        CHAIR,
        MAYOR,
        f"plads:{other.pk}",
    ]


def test_a_seat_is_the_successors_from_the_first_day(cast: Cast, successor: User) -> None:
    held = {day: signing.seats(cast.district, on=day)[1] for day in (BEFORE, AFTER)}
    assert {row.key for row in held.values()} == {MAYOR}
    assert [row.holder for row in held.values()] == ["Borgmester i Viborg", "Ny borgmester"]
    assert [bool(signing.my_seats(successor, cast.district, on=day)) for day in held] == [False, True]
    assert [bool(signing.my_seats(cast.delegate, cast.district, on=day)) for day in held] == [True, False]


def test_an_approval_given_in_office_stands_under_the_predecessors_name(
    cast: Cast, plan: Plan, successor: User
) -> None:
    opened = to_decision(plan, cast, at=at(BEFORE))
    give(opened, cast.mayor, at=at(BEFORE))
    (found,) = (row for row in signing.standing(fresh(opened), on=AFTER) if row.seat.key == MAYOR)
    assert found.has_approved
    assert found.by_predecessor
    assert found.seat.holder == "Ny borgmester"
    assert found.answer is not None
    assert found.answer.holder == "Borgmester i Viborg"
    assert "da Borgmester i Viborg havde pladsen" in told(signed_in(cast.secretary).get(DECISION))


def test_a_seat_that_has_not_answered_is_the_successors_to_answer(cast: Cast, plan: Plan, successor: User) -> None:
    opened = to_decision(plan, cast, at=at(BEFORE))
    approval = deciding.give(opened, seat=MAYOR, outcome="approved", digest=opened.digest, user=successor, at=at(AFTER))
    assert (approval.seat, approval.holder, approval.capacity) == (MAYOR, "Ny borgmester", "self")
    assert "Planen er godkendt" in told(signed_in(successor).get(SIGN))


def test_a_seat_without_a_holder_is_shown_and_waited_for(cast: Cast, plan: Plan) -> None:
    opened = to_decision(plan, cast)
    yesterday = timezone.localdate() - timedelta(days=1)
    ApprovalRound.objects.update(signed_on=yesterday)
    Membership.objects.filter(person=cast.mayor.person).update(ends=yesterday)
    found = signing.standing(fresh(opened), on=timezone.localdate())
    assert [(row.seat.key, row.seat.is_vacant) for row in found] == [(CHAIR, False), (MAYOR, True)]
    assert "Ubesat" in told(signed_in(cast.secretary).get(DECISION))
