"""Starting the plan of the year to come."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from plans.models import Plan, Timetable
from tests.base import Cast, make_plan

ADDRESS = "/skrivebord/plan/ny/"


@pytest.fixture
def earlier(cast: Cast) -> Plan:
    """This year's plan."""
    return make_plan(cast.district, year=2024)


def filled(client: Client) -> dict[str, str]:
    """The form as the page proposes it."""
    html = client.get(ADDRESS).content.decode()
    fields = re.findall(r"<input[^>]*>", html)
    pairs = [(re.search(r'name="([^"]+)"', f), re.search(r'value="([^"]*)"', f)) for f in fields]
    return {name[1]: value[1] for name, value in pairs if name and value and name[1] != "csrfmiddlewaretoken"}


def test_the_dates_proposed_start_the_plan(client: Client, cast: Cast, earlier: Plan) -> None:
    client.force_login(cast.secretary)
    answer: Any = client.post(ADDRESS, filled(client))
    assert answer.status_code == 302
    plan = Plan.objects.get(year=2025)
    assert plan.previous == earlier
    assert set(plan.sections.values_list("key", flat=True)) == set(earlier.sections.values_list("key", flat=True))
    assert Timetable.objects.get(plan=plan).meeting_on is not None


def test_a_second_press_makes_no_second_plan(client: Client, cast: Cast, earlier: Plan) -> None:
    client.force_login(cast.secretary)
    data = filled(client)
    client.post(ADDRESS, data)
    assert client.post(ADDRESS, data).status_code == 302
    assert Plan.objects.filter(year__gt=2024).count() == 1


def test_papers_go_out_two_weeks_before_the_meeting(client: Client, cast: Cast, earlier: Plan) -> None:
    client.force_login(cast.secretary)
    data = filled(client)
    answer = client.post(ADDRESS, data | {"papers_due": data["meeting_on"]})
    assert answer.status_code == 200
    assert "senest to uger før mødet" in answer.content.decode()
    assert not Plan.objects.filter(year=2025).exists()


@pytest.mark.parametrize("value", ["", "i morgen", "2025-02-31", "\x00", "9" * 40])
def test_what_is_no_date_is_told_of_and_kept(client: Client, cast: Cast, earlier: Plan, value: str) -> None:
    client.force_login(cast.secretary)
    answer = client.post(ADDRESS, filled(client) | {"editing_due": value})
    assert answer.status_code in (200, 302)
    assert Plan.objects.filter(year=2025).exists() is (value == "")


@pytest.mark.parametrize(
    ("who", "code"), [("mayor", 403), ("chair_of_viborg", 403), ("outsider", 404), ("administrator", 404)]
)
def test_others_start_nothing(client: Client, cast: Cast, earlier: Plan, who: str, code: int) -> None:
    client.force_login(getattr(cast, who))
    assert client.get(ADDRESS).status_code == code
    assert client.post(ADDRESS, {"year": "2025"}).status_code == code
    assert not Plan.objects.filter(year=2025).exists()
