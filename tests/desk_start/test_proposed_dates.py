"""The dates that are proposed for a plan, and those that are refused."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client

from councils.models import Meeting
from plans.models import Plan, Timetable
from tests.base import Cast, make_plan
from tests.desk_start.forms import FIELDS, START, dates_in, filled

LAST_YEAR = {
    "collecting_from": date(2023, 9, 1),
    "proposals_due": date(2023, 10, 6),
    "editing_due": date(2023, 11, 3),
    "hearing_from": date(2023, 11, 6),
    "hearing_due": date(2023, 11, 24),
    "papers_due": date(2023, 11, 29),
    "meeting_on": date(2023, 12, 14),
    "publish_on": date(2024, 1, 3),
}


@pytest.fixture
def earlier(client: Client, cast: Cast) -> Plan:
    """Last year's plan; the secretary has come in."""
    client.force_login(cast.secretary)
    return make_plan(cast.district, year=2024)


def proposed(client: Client) -> dict[str, date | None]:
    """What the page proposes."""
    return {name: date.fromisoformat(day) if day else None for name, day in dates_in(filled(client)).items()}


def test_last_years_dates_move_to_the_same_weekday(client: Client, earlier: Plan) -> None:
    Timetable.objects.create(plan=earlier, **LAST_YEAR)
    assert proposed(client) == {name: day + timedelta(days=364) for name, day in LAST_YEAR.items()}


def test_two_years_move_them_twice(client: Client, cast: Cast, earlier: Plan) -> None:
    Timetable.objects.create(plan=earlier, **LAST_YEAR)
    make_plan(cast.district, year=2025)
    assert proposed(client)["publish_on"] == date(2024, 1, 3) + timedelta(days=728)


def test_with_no_dates_to_go_by_the_usual_ones_are_proposed(client: Client, earlier: Plan) -> None:
    found = proposed(client)
    days = [day for day in found.values() if day]
    assert len(days) == len(FIELDS)
    assert days == sorted(days)
    assert all(day.weekday() < 5 for day in days)
    assert found["papers_due"] == found["meeting_on"] - timedelta(days=14)  # type: ignore[operator]
    assert (days[0].year, days[-1].year) == (2024, 2025)


def test_what_last_year_left_open_is_proposed_from_the_usual_dates(client: Client, earlier: Plan) -> None:
    Timetable.objects.create(plan=earlier, **LAST_YEAR | {"meeting_on": None, "papers_due": None})
    found = proposed(client)
    assert found["hearing_due"] == date(2024, 11, 22)
    assert found["meeting_on"] == date(2024, 12, 16)  # the 14th is a Saturday
    assert found["papers_due"] == date(2024, 12, 2)


def test_a_usual_date_that_would_be_out_of_order_stays_open(client: Client, earlier: Plan) -> None:
    Timetable.objects.create(plan=earlier, proposals_due=date(2023, 12, 1), publish_on=date(2023, 12, 20))
    found = proposed(client)
    assert found["editing_due"] is None
    Timetable(**found).clean()


def test_the_councils_own_meeting_is_proposed_with_papers_two_weeks_before(client: Client, earlier: Plan) -> None:
    Timetable.objects.create(plan=earlier, **LAST_YEAR)
    council = earlier.council
    for day, state in ((9, "planned"), (10, "planned"), (17, "cancelled")):
        Meeting.objects.create(council=council, starts_at=datetime(2024, 12, day, 9, tzinfo=UTC), state=state)
    found = proposed(client)
    assert (found["meeting_on"], found["papers_due"]) == (date(2024, 12, 10), date(2024, 11, 26))
    assert "9. december 2024, 10. december 2024" in client.get(START).content.decode()


def test_a_meeting_whose_papers_would_go_out_during_the_hearing_is_only_told_of(client: Client, earlier: Plan) -> None:
    Timetable.objects.create(plan=earlier, **LAST_YEAR)
    Meeting.objects.create(council=earlier.council, starts_at=datetime(2024, 11, 28, 9, tzinfo=UTC))
    assert proposed(client)["meeting_on"] == date(2024, 12, 12)
    assert "28. november 2024" in client.get(START).content.decode()


# What is refused -----------------------------------------------------------------------------------------------------


def test_papers_go_out_two_weeks_before_the_meeting(client: Client, earlier: Plan) -> None:
    data = filled(client)
    answer = client.post(START, data | {"papers_due": data["meeting_on"]})
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "Fejl: Start planen" in page
    assert page.count("Mødematerialet skal sendes ud senest to uger før mødet.") == 2  # above, and by the field
    assert not Plan.objects.filter(year=2025).exists()


def test_dates_out_of_order_are_told_of_by_the_field_and_kept(client: Client, earlier: Plan) -> None:
    answer = client.post(START, filled(client) | {"hearing_from": "2024-12-31"})
    page = answer.content.decode()
    assert "Datoen ligger før »Høringen begynder« (31. december 2024)." in page
    assert 'value="2024-12-31"' in page
    assert 'id="id_hearing_due_error"' in page
    assert not Plan.objects.filter(year=2025).exists()


@pytest.mark.parametrize("value", ["i morgen", "2025-02-31", "\x00", "9" * 40, "9999-12-31", "1234-01-01"])
def test_what_is_no_date_for_a_plan_is_told_of_and_kept(client: Client, earlier: Plan, value: str) -> None:
    answer = client.post(START, filled(client) | {"publish_on": value})
    assert answer.status_code == 200
    page = answer.content.decode()
    assert 'id="id_publish_on_error"' in page
    assert value.replace("\x00", "") in page
    assert not Plan.objects.filter(year=2025).exists()


def test_dates_may_stay_open_and_be_written_as_danes_write_them(client: Client, earlier: Plan) -> None:
    dates = dict.fromkeys(FIELDS, "") | {"publish_on": "3.1.2025"}
    assert client.post(START, filled(client) | dates).status_code == 302
    kept = Timetable.objects.get(plan__year=2025)
    assert (kept.publish_on, kept.meeting_on) == (date(2025, 1, 3), None)


def test_a_form_that_is_cut_short_starts_a_plan_without_dates(client: Client, earlier: Plan) -> None:
    assert client.post(START, {"year": "2025"}).status_code == 302
    assert Timetable.objects.get(plan__year=2025).publish_on is None
