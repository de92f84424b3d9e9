"""Recording that the preparing committee went through the plan."""

from __future__ import annotations

from typing import Any

import pytest

from councils.models import Body, Council, User
from plans.models import Plan, Preparation, Timetable
from tests.base import Cast, publish
from tests.hearing.builders import in_days, page, signed_in, sound_plan, told

PAGE = "/skrivebord/plan/2024/forberedelse/"


@pytest.fixture
def plan(cast: Cast) -> Plan:
    """A plan that a contact committee prepares."""
    body = Body.objects.create(name="Kontaktudvalget", slug="kontaktudvalget", kind="forum")
    Council.objects.filter(pk=cast.district.pk).update(preparing_body=body)
    return sound_plan(cast)


def record(user: User, held_on: object = None, recommendation: str = "Tiltrædes.", **data: Any) -> Any:
    """What the form sends; by default that it was today."""
    values = {"held_on": in_days(0) if held_on is None else held_on, "recommendation": recommendation}
    return signed_in(user).post(PAGE, values | data)


def test_day_and_recommendation_are_kept_and_logged(cast: Cast, plan: Plan) -> None:
    assert record(cast.secretary).url == PAGE
    row = Preparation.objects.get()
    assert (row.body_name, row.held_on, row.recommendation) == ("Kontaktudvalget", in_days(0), "Tiltrædes.")
    assert plan.events.get(kind="prepared").text.startswith("Kontaktudvalget, ")
    assert "Tiltrædes." in told(signed_in(cast.mayor).get(PAGE))


def test_it_may_be_recorded_again(cast: Cast, plan: Plan) -> None:
    record(cast.secretary)
    record(cast.secretary, recommendation="Efter rettelser.")
    assert Preparation.objects.count() == 2


def test_the_day_planned_is_proposed(cast: Cast, plan: Plan) -> None:
    Timetable.objects.update(preparation_on=in_days(12))
    assert f'value="{in_days(12)}"' in signed_in(cast.secretary).get(PAGE).content.decode()


@pytest.mark.parametrize("held_on", ["", "x", "\x00", "0001-01-01", "9999-01-01"])
def test_what_is_no_day_is_told_at_the_field(cast: Cast, plan: Plan, held_on: str) -> None:
    answer = record(cast.secretary, held_on, "Skrevet.")
    assert answer.status_code == 422
    assert "Skrevet." in told(answer)
    assert "<title>Fejl:" in answer.content.decode()
    assert not Preparation.objects.exists()


def test_a_day_to_come_is_no_day_that_it_was_held(cast: Cast, plan: Plan) -> None:
    assert record(cast.secretary, in_days(1)).status_code == 422


def test_a_number_of_a_person_is_warned_of(cast: Cast, plan: Plan) -> None:
    assert record(cast.secretary, recommendation="010203-1234").status_code == 422


def test_without_a_committee_there_is_nothing_to_record(cast: Cast) -> None:
    sound_plan(cast)
    assert "ikke valgt et forberedende udvalg" in told(signed_in(cast.secretary).get(PAGE))
    answer = record(cast.secretary, recommendation="Skrevet.")
    assert answer.status_code == 409
    assert "Skrevet." in told(answer)


def test_after_publication_it_is_too_late(cast: Cast, plan: Plan) -> None:
    publish(plan)
    assert record(cast.secretary).status_code == 409


@pytest.mark.parametrize("who", ["mayor", "director", "communications", "chair_of_viborg"])
def test_readers_record_nothing(cast: Cast, plan: Plan, who: str) -> None:
    assert signed_in(getattr(cast, who)).get(PAGE).status_code == 200
    assert record(getattr(cast, who)).status_code == 403


def test_the_page_is_not_for_strangers(cast: Cast, plan: Plan) -> None:
    assert signed_in(cast.outsider).get(page("preparation", 2024)).status_code == 404
