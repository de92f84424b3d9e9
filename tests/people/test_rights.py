"""The list of what a person may do says what the rules say: of everybody, on every day."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from councils import permissions
from councils.models import Council, Delegation, Membership, Person, Post, PostHolding, User
from councils.rights import Kind, Rights, rights_of, vacancies
from tests.base import Cast, make_account, make_person, seat

DAY = date(2026, 3, 10)
ROLES, SCOPES, DUTIES = Membership.Role.values, Delegation.Scope.values, Post.Duty.values


def hold_together(user: User, on: date) -> Rights:
    """The list and the rules agree about the account on the day; gives the list."""
    found = rights_of(Person.objects.select_related("user").get(user=user), on=on)
    for council in Council.objects.all():
        assert found.allow(Kind.WRITE, council) == permissions.writes_for_council(user, council, on=on), council
        reads = found.allow(Kind.READ, council) or (not council.is_district and found.allow(Kind.READ_LOCAL))
        assert reads == permissions.reads_drafts_of_council(user, council, on=on), council
        assert found.allow(Kind.STEER, council) == permissions.steers_council(user, council, on=on), council
        assert found.allow(Kind.SIGN, council) == permissions.signs_for_council(user, council, on=on), council
    signs_off = permissions.held(user, it=permissions.grounds_to_sign_off(user, on=on))["it"]
    assert found.allow(Kind.SIGN_OFF) == signs_off
    assert found.allow(Kind.KEEP_PEOPLE) == permissions.keeps_people_on(user, on=on)
    assert found.allow(Kind.KEEP_ACCOUNTS) == permissions.is_administrator_on(user)
    assert found.allow(Kind.CONTRIBUTE) == permissions.holdings(user, on=on).exists()
    assert bool(found.current) == permissions.may_use_desk_on(user, on=on)
    return found


@pytest.mark.parametrize("name", Cast.__dataclass_fields__)
def test_it_agrees_with_the_rules_about_everybody_in_the_cast(cast: Cast, name: str) -> None:
    who = getattr(cast, name)
    if isinstance(who, User):
        for days in (-400, -1, 0, 1, 400):
            hold_together(who, permissions.today() + timedelta(days=days))


days = st.none() | st.integers(-3, 3).map(lambda number: DAY + timedelta(days=number))


def is_period(days: Any) -> bool:
    """Whether two days can be the first and the last."""
    return None in days or days[0] <= days[1]


periods: Any = st.tuples(days, days).filter(is_period)
grounds = st.one_of(
    st.tuples(st.just("seat"), st.integers(0, 2), st.sampled_from(ROLES), periods),
    st.tuples(
        st.just("delegation"), st.integers(0, 2), st.sampled_from(ROLES), periods, st.sampled_from(SCOPES), periods
    ),
    st.tuples(st.just("function"), st.sampled_from(DUTIES), periods),
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(held=st.lists(grounds, max_size=4), administers=st.booleans())
def test_it_agrees_with_the_rules_whatever_somebody_holds(empty_cast: Any, held: list[Any], administers: bool) -> None:
    with undone():
        user = make_account("en@test.example", "En", is_superuser=administers)
        for number, ground in enumerate(held):
            hold(user.person, number, *ground)
        for offset in range(-5, 6):
            hold_together(user, DAY + timedelta(days=offset))


@pytest.fixture
def empty_cast(cast: Cast) -> None:
    """Three councils without anybody, so that all can be given to one."""
    Delegation.objects.all().delete()
    Membership.objects.all().delete()


@contextmanager
def undone() -> Iterator[None]:
    """What is made inside is gone afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def hold(person: Person, number: int, kind: str, *what: Any) -> None:
    """Give somebody a ground; one that the database refuses (two chairs, the same twice) is passed over."""
    with suppress(IntegrityError), transaction.atomic():
        GIVE[kind](person, number, *what)


def give_seat(person: Person, number: int, council: int, role: str, period: Any) -> Membership:
    """A seat in one of the councils; every other one signs the plan."""
    councils = list(Council.objects.order_by("pk"))
    signs = number % 2 == 0
    return seat(person, councils[council], role, starts=period[0], ends=period[1], signs_plan=signs)


def give_leave(person: Person, number: int, council: int, role: str, period: Any, scope: str, own: Any) -> None:
    """A delegation of somebody else's seat."""
    seated = give_seat(make_person(f"Anden {number}"), number, council, role, period)
    Delegation.objects.create(membership=seated, delegate=person, scope=scope, starts=own[0], ends=own[1])


def give_function(person: Person, number: int, duty: str, period: Any) -> None:
    """A function."""
    post = Post.objects.create(name=f"Funktion {number}", slug=f"funktion-{number}", duty=duty)
    PostHolding.objects.create(post=post, person=person, starts=period[0], ends=period[1])


GIVE: dict[str, Any] = {"seat": give_seat, "delegation": give_leave, "function": give_function}


def test_the_last_day_that_it_tells_is_the_last_day(cast: Cast) -> None:
    user = make_account("en@test.example", "En")
    seat(user.person, cast.herning, "secretary", starts=DAY, ends=DAY + timedelta(days=9))
    told = hold_together(user, DAY).current[0]
    assert told.until is not None
    assert permissions.writes_for_council(user, cast.herning, on=told.until)
    assert not permissions.writes_for_council(user, cast.herning, on=told.until + timedelta(days=1))


def test_a_delegation_ends_with_the_seat(cast: Cast) -> None:
    Membership.objects.filter(person__user=cast.mayor).update(ends=DAY)
    told = hold_together(cast.delegate, DAY).current[0]
    assert told.until == DAY
    assert "Borgmester i Viborg" in told.why
    assert hold_together(cast.delegate, DAY + timedelta(days=1)).current == []


def test_a_delegation_of_a_seat_that_nobody_holds_then_is_told_of_as_void(cast: Cast) -> None:
    Membership.objects.filter(person__user=cast.mayor).update(ends=DAY)
    Delegation.objects.update(starts=DAY + timedelta(days=5))
    for offset in (-9, 0, 9):
        found = hold_together(cast.delegate, DAY + timedelta(days=offset))
        assert [right.is_void for right in found.ended] == [True]


def test_a_closed_account_may_do_nothing_whatever_its_person_holds(cast: Cast) -> None:
    User.objects.filter(pk=cast.secretary.pk).update(is_active=False)
    closed = User.objects.get(pk=cast.secretary.pk)
    assert rights_of(closed.person, on=DAY).allow(Kind.KEEP_PEOPLE)
    assert not permissions.keeps_people_on(closed, on=DAY)


def test_it_takes_as_many_queries_for_one_seat_as_for_ten(cast: Cast) -> None:
    user = make_account("en@test.example", "En")
    counts = []
    for year in (2001, range(2002, 2012)):
        for one in [year] if isinstance(year, int) else year:
            seat(user.person, cast.herning, "member", starts=date(one, 1, 1), ends=date(one, 12, 31))
        person = Person.objects.select_related("user").get(user=user)
        with CaptureQueriesContext(connection) as queries:
            assert rights_of(person, on=DAY).ended
        counts.append(len(queries))
    assert counts[0] == counts[1]


# Councils that lack somebody -----------------------------------------------------------------------------------------


def lacking(on: date) -> list[tuple[str, str]]:
    """Which council lacks whom."""
    return [(vacancy.council.slug, vacancy.role.value) for vacancy in vacancies(on=on)]


def test_councils_without_a_secretary_come_before_those_without_a_chair(cast: Cast) -> None:
    assert lacking(permissions.today()) == [("herning", "secretary")]
    Membership.objects.filter(person__user=cast.chair_of_viborg).update(ends=DAY)
    after = DAY + timedelta(days=1)
    assert lacking(after) == [("herning", "secretary"), ("viborg", "chair")]
    assert ("viborg", "chair") not in lacking(DAY)


def test_whoever_comes_next_is_named(cast: Cast) -> None:
    coming = seat(make_person("Næste"), cast.herning, "secretary", starts=DAY + timedelta(days=30))
    assert [vacancy.successor for vacancy in vacancies(on=DAY)] == [coming]


def test_a_council_that_is_closed_lacks_nobody(cast: Cast) -> None:
    Council.objects.filter(pk=cast.herning.pk).update(abolished=DAY)
    assert lacking(DAY) == []
