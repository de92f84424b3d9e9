"""The dates of a plan's year: readers see them, whoever writes the plan changes them, and the log tells."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from plans.models import Plan, PlanEvent, Timetable
from tests.base import Cast, make_plan
from tests.desk_start.forms import DATES, filled, told


@pytest.fixture
def draft(cast: Cast) -> Plan:
    """A draft with two dates."""
    plan = make_plan(cast.district, year=2024)
    Timetable.objects.create(plan=plan, editing_due=date(2023, 11, 24), hearing_due=date(2023, 12, 8))
    return plan


def test_a_change_is_kept_and_told_of_in_the_log(client: Client, cast: Cast, draft: Plan) -> None:
    client.force_login(cast.secretary)
    said = told(client, client.post(DATES, filled(client, DATES) | {"editing_due": "2023-11-17", "publish_on": ""}))
    assert "Datoerne er gemt." in said
    assert Timetable.objects.get().editing_due == date(2023, 11, 17)
    event = PlanEvent.objects.get(kind="timetable")
    assert (event.text, event.actor) == ("Redigeringen slutter: 17. november 2023", "Sekretær")


def test_the_same_dates_again_are_no_change(client: Client, cast: Cast, draft: Plan) -> None:
    client.force_login(cast.secretary)
    assert "Ingen datoer var ændret." in told(client, client.post(DATES, filled(client, DATES)))
    assert not PlanEvent.objects.filter(kind="timetable").exists()


def test_a_plan_without_dates_gets_some(client: Client, cast: Cast, draft: Plan) -> None:
    Timetable.objects.all().delete()
    client.force_login(cast.secretary)
    client.post(DATES, filled(client, DATES) | {"editing_due": "2023-11-17"})
    assert Timetable.objects.get(plan=draft).editing_due == date(2023, 11, 17)


def test_a_date_can_be_taken_away(client: Client, cast: Cast, draft: Plan) -> None:
    client.force_login(cast.secretary)
    client.post(DATES, filled(client, DATES) | {"editing_due": ""})
    assert Timetable.objects.get().editing_due is None
    assert PlanEvent.objects.get(kind="timetable").text == "Redigeringen slutter: ingen dato"


def test_two_who_change_different_dates_lose_nothing(client: Client, cast: Cast, draft: Plan) -> None:
    client.force_login(cast.secretary)
    one, other = filled(client, DATES), filled(client, DATES)
    client.post(DATES, one | {"editing_due": "2023-11-17"})
    client.post(DATES, other | {"hearing_due": "2023-12-11"})
    kept = Timetable.objects.get()
    assert (kept.editing_due, kept.hearing_due) == (date(2023, 11, 17), date(2023, 12, 11))


def test_dates_out_of_order_are_refused_and_kept_in_the_form(client: Client, cast: Cast, draft: Plan) -> None:
    client.force_login(cast.secretary)
    answer = client.post(DATES, filled(client, DATES) | {"hearing_due": "2023-11-01"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Fejl: Tidsplan" in page
    assert "Datoen ligger før »Redigeringen slutter« (24. november 2023)." in page
    assert 'value="2023-11-01"' in page
    assert Timetable.objects.get().hearing_due == date(2023, 12, 8)


@pytest.mark.parametrize("who", ["mayor", "delegate", "chair_of_viborg", "communications", "director"])
def test_a_reader_sees_them_and_changes_nothing(client: Client, cast: Cast, draft: Plan, who: str) -> None:
    client.force_login(getattr(cast, who))
    page = client.get(DATES).content.decode()
    assert "24. nov. 2023" in page
    assert "Gem datoerne" not in page
    assert client.post(DATES, {"editing_due": "2023-11-17"}).status_code == 403
    assert Timetable.objects.get().editing_due == date(2023, 11, 24)


def test_a_reader_is_told_where_there_are_none(client: Client, cast: Cast, draft: Plan) -> None:
    Timetable.objects.all().delete()
    client.force_login(cast.mayor)
    assert "Planen har ingen datoer endnu." in client.get(DATES).content.decode()


@pytest.mark.parametrize("who", ["contributor", "outsider", "former_chair", "administrator"])
def test_others_find_nothing(client: Client, cast: Cast, draft: Plan, who: str) -> None:
    client.force_login(getattr(cast, who))
    assert client.get(DATES).status_code == 404
    assert client.post(DATES, {}).status_code == 404


@pytest.mark.parametrize(
    ("fields", "reason"),
    [({"stage": "published"}, "er offentliggjort"), ({"origin": "archive"}, "er en arkiveret plan")],
)
def test_the_dates_of_a_plan_that_is_over_are_history(
    client: Client, cast: Cast, draft: Plan, fields: dict[str, str], reason: str
) -> None:
    client.force_login(cast.secretary)
    data = filled(client, DATES)
    Plan.objects.update(**fields)
    answer = client.post(DATES, data | {"editing_due": "2023-11-17"})
    assert answer.status_code == 409
    assert reason in answer.content.decode()
    assert Timetable.objects.get().editing_due == date(2023, 11, 24)
    assert "Gem datoerne" not in client.get(DATES).content.decode()


def test_it_is_neither_put_nor_deleted(client: Client, cast: Cast, draft: Plan) -> None:
    client.force_login(cast.secretary)
    assert (client.put(DATES).status_code, client.delete(DATES).status_code) == (405, 405)


def test_a_year_without_a_plan_has_no_dates(client: Client, cast: Cast, draft: Plan) -> None:
    client.force_login(cast.secretary)
    assert client.get("/skrivebord/plan/2031/tidsplan/").status_code == 404
