"""Seats in councils: who holds which, from when to when, and never two chairs at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction

from councils import permissions
from councils.models import Council, Delegation, Membership, Person
from tests.base import Cast, make_local, make_person, seat
from tests.scratch import Scratch, together

OVERLAPS = [
    ((None, None), (None, None)),
    ((None, None), ("2024-01-01", "2024-12-31")),
    (("2022-01-01", "2025-12-31"), ("2023-01-01", "2023-12-31")),
    (("2023-01-01", "2023-12-31"), ("2022-01-01", "2025-12-31")),
    (("2022-01-01", "2023-06-30"), ("2023-06-30", None)),
    ((None, "2023-06-30"), (None, "2022-01-01")),
    (("2023-06-30", None), ("2030-01-01", None)),
]
APART = [
    (("2022-01-01", "2023-06-30"), ("2023-07-01", None)),
    ((None, "2023-06-30"), ("2023-07-01", "2023-12-31")),
    (("2023-07-01", None), (None, "2023-06-30")),
]
Term = tuple[str | None, str | None]


@pytest.fixture
def viborg(db: None) -> Council:
    """A local council without a chair."""
    return make_local("Viborg", code="0791")


def term(person: Person, council: Council, days: Term, **fields: Any) -> Membership:
    """A seat as chair, not saved."""
    starts, ends = (date.fromisoformat(day) if day else None for day in days)
    values = {"person": person, "council": council, "role": "chair", "capacity": "municipality"}
    return Membership(**values | {"starts": starts, "ends": ends} | fields)


def insert(person: Person, council: Council, days: Term) -> None:
    """Make somebody chair by raw SQL, past every form."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO councils_membership "
            '(council_id, person_id, role, capacity, title, signs_plan, "order", starts, ends) '
            "VALUES (%s, %s, 'chair', 'municipality', '', %s, 0, %s, %s)",
            [council.pk, person.pk, False, *days],
        )


# Chairs --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("first", "second"), OVERLAPS)
def test_two_chairs_at_once_are_refused(viborg: Council, first: Term, second: Term) -> None:
    term(make_person("Anna"), viborg, first).save()
    another = term(make_person("Bo"), viborg, second)
    with pytest.raises(ValidationError, match="Rådet har allerede en formand i perioden"):
        another.full_clean()
    with pytest.raises(DatabaseError, match="allerede en formand"), transaction.atomic():
        another.save()
    with pytest.raises(DatabaseError, match="allerede en formand"):
        insert(another.person, viborg, second)
    assert Membership.objects.count() == 1


@pytest.mark.parametrize(("first", "second"), APART)
def test_one_chair_after_the_other_is_fine(viborg: Council, first: Term, second: Term) -> None:
    term(make_person("Anna"), viborg, first).save()
    another = term(make_person("Bo"), viborg, second)
    another.full_clean()
    another.save()
    another.ends = another.ends or date(2099, 12, 31)
    another.full_clean()
    another.save()


def test_two_councils_have_a_chair_each_and_one_council_many_members(cast: Cast) -> None:
    for name in ("Anna", "Bo"):
        seat(make_person(name), cast.viborg, "member")
    assert Membership.objects.filter(role="chair", council__kind="local").count() == 2


def refused(row: Membership, change: str) -> None:
    """Assert that the database refuses to change the seat so by raw SQL."""
    sql = f"UPDATE councils_membership SET {change} WHERE id = {row.pk}"  # noqa: S608
    with pytest.raises(DatabaseError, match="allerede en formand"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_no_member_becomes_a_second_chair(cast: Cast) -> None:
    member = seat(make_person("Anna"), cast.viborg, "member")
    refused(member, "role = 'chair'")
    elsewhere = seat(make_person("Bo"), make_local("Lemvig", code="0665"), "chair")
    refused(elsewhere, f"council_id = {cast.viborg.pk}")


def test_no_former_chair_becomes_a_second_one_by_a_longer_term(viborg: Council) -> None:
    former = term(make_person("Anna"), viborg, (None, "2020-12-31"))
    former.save()
    term(make_person("Bo"), viborg, ("2021-01-01", None)).save()
    refused(former, "ends = NULL")
    refused(former, "ends = '2021-01-01'")


def test_of_two_who_become_chair_at_the_same_moment_one_does(own_database: Scratch) -> None:
    viborg = make_local("Viborg", code="0791")
    people = [make_person(f"Person {n}") for n in range(4)]

    def becoming(person: Person) -> Callable[[], None]:
        return lambda: term(person, viborg, (None, None)).save()

    results = together(*map(becoming, people))
    assert sum(result is None for result in results) == 1
    assert all("allerede en formand" in str(result) for result in results if result is not None)
    assert Membership.objects.filter(role="chair").count() == 1


# Periods -------------------------------------------------------------------------------------------------------------


def test_a_term_does_not_end_before_it_begins(viborg: Council) -> None:
    backwards = term(make_person("Anna"), viborg, ("2024-01-01", "2023-01-01"))
    with pytest.raises(ValidationError, match="Slutdatoen ligger før startdatoen"):
        backwards.full_clean()
    with pytest.raises(DatabaseError), transaction.atomic():
        backwards.save()


@pytest.mark.parametrize(
    ("day", "held"), [("2021-12-31", False), ("2022-01-01", True), ("2023-12-31", True), ("2024-01-01", False)]
)
def test_a_seat_is_current_on_its_first_and_its_last_day(viborg: Council, day: str, held: bool) -> None:
    term(make_person("Anna"), viborg, ("2022-01-01", "2023-12-31")).save()
    assert Membership.objects.current(on=date.fromisoformat(day)).exists() is held


def test_only_those_who_may_be_named_are_public(viborg: Council) -> None:
    anna, bo = make_person("Anna", name_public=True), make_person("Bo", function="Sekretær")
    named = seat(anna, viborg)
    seat(bo, viborg)
    assert list(Membership.objects.public()) == [named]
    assert (anna.public_name, bo.public_name) == ("Anna", "Sekretær")
    Council.objects.update(public=False)
    assert not Membership.objects.public().exists()


def test_the_same_seat_is_not_given_twice(viborg: Council) -> None:
    anna = make_person("Anna")
    for starts in (None, date(2024, 1, 1)):
        seat(anna, viborg, starts=starts)
        with pytest.raises(DatabaseError), transaction.atomic():
            seat(anna, viborg, starts=starts)


# What follows from an office -----------------------------------------------------------------------------------------


def test_rights_follow_the_term_of_office(cast: Cast) -> None:
    assert permissions.is_district_secretary_on(cast.secretary)
    assert not permissions.is_district_secretary_on(cast.former_secretary)
    assert not permissions.is_district_secretary_on(cast.chair_of_viborg)
    last_day = cast.former_secretary.person.memberships.get().ends
    assert permissions.is_district_secretary_on(cast.former_secretary, on=last_day)


def test_the_secretary_of_a_local_council_is_not_the_district_councils(cast: Cast) -> None:
    seat(cast.outsider.person, cast.viborg, "secretary")
    assert not permissions.is_district_secretary_on(cast.outsider)


def test_a_closed_account_holds_no_office(cast: Cast) -> None:
    cast.secretary.is_active = cast.administrator.is_active = False
    assert not permissions.is_district_secretary_on(cast.secretary)
    assert not permissions.is_administrator_on(cast.administrator)


def test_nobody_delegates_to_themselves(cast: Cast) -> None:
    chair = cast.chair_of_viborg.person.memberships.get()
    with pytest.raises(ValidationError, match="Man kan ikke bemyndige sig selv"):
        Delegation(membership=chair, delegate=chair.person, scope="act").full_clean()
    Delegation(membership=chair, delegate=cast.outsider.person, scope="act").full_clean()
