"""Seats: given, corrected and ended on the desk, by the rules of the register."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError
from django.test import Client

from councils import permissions
from councils.models import Delegation, Membership
from kredsraad.desk.people_forms import SeatForm
from tests.base import Cast, make_person, row_counts, seat
from tests.people.builders import at, in_days, page, seat_form, signed_in, text


@pytest.fixture
def secretary(cast: Cast) -> Client:
    """The secretary's browser."""
    return signed_in(cast.secretary)


def test_a_seat_gives_its_rights_from_its_first_day(cast: Cast, secretary: Client) -> None:
    person = cast.outsider.person
    form = seat_form(cast.herning, person, "secretary", starts=in_days(1).isoformat(), title="Konsulent")
    answer = secretary.post(at("seat_new"), form)
    assert answer["Location"] == at("person", person.slug)
    given = Membership.objects.get(person=person)
    assert (given.role, given.title, given.municipality) == ("secretary", "Konsulent", cast.herning.municipality)
    assert not permissions.writes_for_council(cast.outsider, cast.herning)
    assert permissions.writes_for_council(cast.outsider, cast.herning, on=in_days(1))
    assert given.history.get().history_user == cast.secretary


def test_a_new_seat_stands_last_in_its_council(cast: Cast, secretary: Client) -> None:
    Membership.objects.filter(council=cast.herning).update(order=7)
    secretary.post(at("seat_new"), seat_form(cast.herning, cast.outsider.person))
    assert Membership.objects.get(person=cast.outsider.person).order == 8


def test_a_second_chair_in_the_same_days_is_refused_by_the_field(cast: Cast, secretary: Client) -> None:
    before = row_counts()
    answer = secretary.post(at("seat_new"), seat_form(cast.herning, cast.outsider.person, "chair"))
    html = answer.content.decode()
    assert "Rådet har allerede en formand i perioden." in html.split('id="id_role_error"')[1][:200]
    assert row_counts() == before


def test_the_day_before_it_begins_is_no_last_day(cast: Cast, secretary: Client) -> None:
    form = seat_form(cast.herning, cast.outsider.person, ends=in_days(-1).isoformat())
    html = secretary.post(at("seat_new"), form).content.decode()
    assert "Slutdatoen ligger før startdatoen." in html.split('id="id_ends_error"')[1][:200]


@pytest.mark.parametrize("starts", ["", "2020-01-01"])
def test_the_same_seat_twice_in_the_same_days_is_refused(cast: Cast, secretary: Client, starts: str) -> None:
    seat(cast.outsider.person, cast.herning, starts=None)
    html = secretary.post(at("seat_new"), seat_form(cast.herning, cast.outsider.person, starts=starts)).content.decode()
    assert "Personen har allerede den plads i perioden." in html
    assert Membership.objects.filter(person=cast.outsider.person).count() == 1


def test_the_same_seat_again_later_is_another_term(cast: Cast, secretary: Client) -> None:
    seat(cast.outsider.person, cast.herning, starts=date(2018, 1, 1), ends=date(2021, 12, 31))
    secretary.post(at("seat_new"), seat_form(cast.herning, cast.outsider.person))
    assert Membership.objects.filter(person=cast.outsider.person).count() == 2


def test_what_is_missing_is_told_by_the_field(secretary: Client) -> None:
    html = secretary.post(at("seat_new"), {}).content.decode()
    for name in ("council", "person", "role", "capacity"):
        assert f'id="id_{name}_error"' in html


def test_one_who_is_not_on_the_list_is_made_first_and_then_chosen(cast: Cast, secretary: Client) -> None:
    here = f"{at('seat_new')}?raad=herning&rolle=secretary"
    answer = secretary.post(at("person_new"), {"name": "Ny", "next": here})
    assert answer["Location"] == f"{here}&person=ny"
    html = page(secretary, answer["Location"])
    chosen = make_person("Anden").pk - 1
    assert f'<option value="{chosen}" selected>' in html
    assert '<option value="secretary" selected>' in html


# Correcting ----------------------------------------------------------------------------------------------------------


def correct(client: Client, row: Membership, **fields: Any) -> Any:
    """Send the form that corrects a seat."""
    values = {"role": row.role, "capacity": row.capacity, "title": row.title, "signs_plan": ""}
    return client.post(at("seat", row.pk), values | fields)


def test_days_and_title_are_corrected(cast: Cast, secretary: Client) -> None:
    row = cast.mayor.person.memberships.get()
    correct(secretary, row, title="Borgmester", starts="2022-01-01", ends="2025-12-31", signs_plan="on")
    row.refresh_from_db()
    assert (row.title, row.starts, row.ends) == ("Borgmester", date(2022, 1, 1), date(2025, 12, 31))
    assert row.signs_plan


def test_whose_seat_it_is_stays(cast: Cast, secretary: Client) -> None:
    row = cast.mayor.person.memberships.get()
    correct(secretary, row, person=cast.outsider.person.pk, council=cast.herning.pk)
    row.refresh_from_db()
    assert (row.person, row.council) == (cast.mayor.person, cast.district)


def test_a_correction_makes_no_second_chair(cast: Cast, secretary: Client) -> None:
    row = seat(cast.outsider.person, cast.herning)
    assert "allerede en formand" in correct(secretary, row, role="chair").content.decode()
    row.refresh_from_db()
    assert row.role == "member"


# Ending --------------------------------------------------------------------------------------------------------------


def test_the_page_says_what_ends_with_it(cast: Cast, secretary: Client) -> None:
    said = text(page(secretary, at("seat_end", cast.mayor.person.memberships.get().pk)))
    assert "Også bemyndigelsen til Borgmestersekretariat ophører." in said
    own = text(page(secretary, at("seat_end", cast.secretary.person.memberships.get().pk)))
    assert "har derefter ingen sekretær" in own
    assert "Det er dit eget hverv" in own


def test_a_seat_with_a_successor_leaves_nothing_open(cast: Cast, secretary: Client) -> None:
    seat(make_person("Næste"), cast.viborg, "secretary", starts=in_days(10))
    row = cast.local_secretary.person.memberships.get()
    assert "har derefter ingen" not in text(page(secretary, at("seat_end", row.pk)))


def test_it_ends_on_a_day_and_stays_in_the_register(cast: Cast, secretary: Client) -> None:
    row = cast.local_secretary.person.memberships.get()
    answer = secretary.post(at("seat_end", row.pk), {"ends": in_days(0).isoformat()}, follow=True)
    assert "Pladsen slutter" in answer.content.decode()
    row.refresh_from_db()
    assert row.ends == in_days(0)
    assert permissions.writes_for_council(cast.local_secretary, cast.viborg)
    assert not permissions.writes_for_council(cast.local_secretary, cast.viborg, on=in_days(1))


def test_an_ending_without_a_day_or_before_its_beginning_is_refused(cast: Cast, secretary: Client) -> None:
    row = cast.local_secretary.person.memberships.get()
    Membership.objects.filter(pk=row.pk).update(starts=in_days(0))
    for day, said in (("", "Vælg en dato."), (in_days(-1).isoformat(), "Slutdatoen ligger før startdatoen.")):
        html = secretary.post(at("seat_end", row.pk), {"ends": day}).content.decode()
        assert said in html.split('id="id_ends_error"')[1][:200]
    row.refresh_from_db()
    assert row.ends is None


def test_a_chair_is_not_made_to_last_into_the_next_ones_days(cast: Cast, secretary: Client) -> None:
    row = cast.chair_of_herning.person.memberships.get()
    Membership.objects.filter(pk=row.pk).update(ends=in_days(-1))
    seat(make_person("Næste"), cast.herning, "chair", starts=in_days(0))
    html = secretary.post(at("seat_end", row.pk), {"ends": in_days(9).isoformat()}).content.decode()
    assert "Rådet har allerede en formand i perioden." in html


def test_nothing_is_deleted(cast: Cast, secretary: Client) -> None:
    row = cast.local_secretary.person.memberships.get()
    assert secretary.delete(at("seat", row.pk)).status_code == 405
    assert Membership.objects.filter(pk=row.pk).exists()
    assert Delegation.objects.exists()


def test_what_the_database_alone_refuses_is_told_too(
    cast: Cast, secretary: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def passed_by_another(self: SeatForm, commit: bool = True) -> None:
        raise IntegrityError

    monkeypatch.setattr(SeatForm, "save", passed_by_another)
    answer = secretary.post(at("seat_new"), seat_form(cast.herning, cast.outsider.person))
    assert answer.status_code == 200
    assert "En anden har gemt noget" in answer.content.decode()
