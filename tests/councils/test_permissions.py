"""Rights follow office, day by day: they begin and end with the seat, the delegation or the function."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from councils import permissions
from councils.models import Council, Delegation, Membership, Post, PostHolding, User
from tests.base import Cast, make_account, seat

FIRST, LAST = date(2023, 1, 1), date(2023, 12, 31)
BEFORE, AFTER = FIRST - timedelta(days=1), LAST + timedelta(days=1)
Rule = Callable[..., bool]


@pytest.fixture
def anna(cast: Cast) -> User:
    """Somebody with an account and no office yet."""
    return make_account("anna@test.example", "Anna")


def holds_only_in_the_term(rule: Rule, *args: Any) -> None:
    """The rule lets through on the first and the last day, and on no day outside."""
    assert [rule(*args, on=day) for day in (BEFORE, FIRST, LAST, AFTER)] == [False, True, True, False]


def sit(user: User, council: Council, role: str) -> Membership:
    """A seat for the year."""
    return seat(user.person, council, role, starts=FIRST, ends=LAST)


@pytest.mark.parametrize("rule", [permissions.keeps_people_on, permissions.needs_second_factor_on])
def test_a_district_secretarys_rights_are_those_of_the_term(cast: Cast, anna: User, rule: Rule) -> None:
    sit(anna, cast.district, "secretary")
    holds_only_in_the_term(rule, anna)
    holds_only_in_the_term(permissions.is_district_secretary_on, anna)
    holds_only_in_the_term(permissions.writes_for_council, anna, cast.district)


@pytest.mark.parametrize("role", ["vice_chair", "secretary"])
def test_who_leads_a_local_council_writes_its_plan_and_reads_the_districts(cast: Cast, anna: User, role: str) -> None:
    sit(anna, cast.viborg, role)
    holds_only_in_the_term(permissions.writes_for_council, anna, cast.viborg)
    holds_only_in_the_term(permissions.reads_drafts_of_council, anna, cast.district)
    for council in (cast.district, cast.herning):
        assert not permissions.writes_for_council(anna, council, on=FIRST)
    assert not permissions.reads_drafts_of_council(anna, cast.herning, on=FIRST)


def test_a_member_reads_and_writes_nothing(cast: Cast, anna: User) -> None:
    sit(anna, cast.viborg, "member")
    holds_only_in_the_term(permissions.reads_drafts_of_council, anna, cast.viborg)
    assert not permissions.writes_for_council(anna, cast.viborg, on=FIRST)


@pytest.mark.parametrize(("scope", "writes"), [("read", False), ("prepare", True), ("act", True)])
def test_a_delegate_does_what_the_delegation_says_while_it_holds(
    cast: Cast, anna: User, scope: str, writes: bool
) -> None:
    secretary = cast.secretary.person.memberships.get()
    Delegation.objects.create(membership=secretary, delegate=anna.person, scope=scope, starts=FIRST, ends=LAST)
    holds_only_in_the_term(permissions.reads_drafts_of_council, anna, cast.district)
    assert permissions.writes_for_council(anna, cast.district, on=FIRST) is writes
    assert permissions.needs_second_factor_on(anna, on=FIRST) is writes
    assert not permissions.writes_for_council(anna, cast.district, on=AFTER)


def test_a_delegation_ends_with_the_seat_it_is_for(cast: Cast, anna: User) -> None:
    bo = make_account("bo@test.example", "Bo")
    Delegation.objects.create(membership=sit(bo, cast.district, "secretary"), delegate=anna.person, scope="act")
    holds_only_in_the_term(permissions.writes_for_council, anna, cast.district)


def test_a_mayors_delegate_does_not_write_the_plan(cast: Cast) -> None:
    assert permissions.reads_drafts_of_council(cast.delegate, cast.district)
    assert not permissions.writes_for_council(cast.delegate, cast.district)


def test_who_holds_a_function_comes_in_for_as_long(cast: Cast, anna: User) -> None:
    PostHolding.objects.create(post=cast.post, person=anna.person, starts=FIRST, ends=LAST)
    holds_only_in_the_term(permissions.may_use_desk_on, anna)
    assert not permissions.reads_drafts_of_council(anna, cast.district, on=FIRST)


def test_communications_reads_the_draft(cast: Cast, anna: User) -> None:
    press = Post.objects.get(duty="communications")
    PostHolding.objects.create(post=press, person=anna.person, starts=FIRST, ends=LAST)
    holds_only_in_the_term(permissions.reads_drafts_of_council, anna, cast.district)


def test_technical_upkeep_is_no_office(cast: Cast) -> None:
    """An administrator keeps people and registers, and neither reads nor writes a draft."""
    assert permissions.keeps_people_on(cast.administrator)
    assert permissions.needs_second_factor_on(cast.administrator)
    assert not permissions.writes_for_council(cast.administrator, cast.district)
    assert not permissions.reads_drafts_of_council(cast.administrator, cast.district)


def test_an_account_that_is_shut_may_do_nothing(cast: Cast) -> None:
    for user in (cast.secretary, cast.administrator, cast.contributor, cast.delegate):
        user.is_active = False
        assert not permissions.may_use_desk_on(user)
        assert not permissions.writes_for_council(user, cast.district)
        assert not permissions.keeps_people_on(user)


def test_a_term_that_ended_yesterday_opens_nothing(cast: Cast) -> None:
    for user in (cast.former_chair, cast.former_secretary, cast.outsider):
        assert not permissions.may_use_desk_on(user)
        assert not permissions.reads_drafts_of_council(user, cast.viborg)
