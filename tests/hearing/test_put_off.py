"""A later day for responses."""

from __future__ import annotations

from typing import Any

import pytest

from councils.models import User
from plans import stages
from plans.models import Plan, Timetable
from plans.saving import Author
from tests.base import Cast, outbox
from tests.hearing.builders import hearing_of, in_days, page, sent, signed_in, told

PAGE = "/skrivebord/plan/2024/hoering/frist/"


def put_off(user: User, due: object) -> Any:
    """What the page sends."""
    return signed_in(user).post(PAGE, {"due": due})


def test_the_page_says_who_is_told(cast: Cast, heard: Plan) -> None:
    sent(heard, cast.viborg, cast.chair_of_viborg)
    shown = told(signed_in(cast.secretary).get(PAGE)).partition("Hvem får besked?")[2]
    assert "Lokalrådet i Herning" in shown
    assert "Lokalrådet i Viborg" not in shown


def test_those_who_have_not_responded_are_told_and_the_timetable_follows(cast: Cast, heard: Plan) -> None:
    sent(heard, cast.viborg, cast.chair_of_viborg)
    before = len(outbox())
    assert put_off(cast.secretary, in_days(20)).url == page("hearing", 2024)
    assert hearing_of(heard).due == Timetable.objects.get(plan=heard).hearing_due == in_days(20)
    assert [email.to for email in outbox()[before:]] == [[cast.chair_of_herning.email]]
    assert heard.events.filter(kind="hearing").order_by("-pk")[0].text.startswith("Fristen for høringssvar er flyttet")


@pytest.mark.parametrize("due", [-1, 10, 5])
def test_an_earlier_day_or_the_same_is_refused(cast: Cast, heard: Plan, due: int) -> None:
    assert put_off(cast.secretary, in_days(due)).status_code == 422
    assert hearing_of(heard).due == in_days(10)


@pytest.mark.parametrize("due", ["", "x", "\x00", "9999-12-31", "0001-01-01"])
def test_what_is_no_day_is_told_at_the_field(cast: Cast, heard: Plan, due: str) -> None:
    answer = put_off(cast.secretary, due)
    assert answer.status_code == 422
    assert "<title>Fejl:" in answer.content.decode()


def test_a_day_that_the_timetable_does_not_allow_is_refused_with_why(cast: Cast, heard: Plan) -> None:
    Timetable.objects.update(meeting_on=in_days(40), papers_due=in_days(15))
    answer = put_off(cast.secretary, in_days(20))
    assert answer.status_code == 422
    assert "Det passer ikke med tidsplanen." in told(answer)
    assert hearing_of(heard).due == in_days(10)


def test_the_timetable_leaves_the_day_to_this_page(cast: Cast, heard: Plan) -> None:
    client = signed_in(cast.secretary)
    client.post("/skrivebord/plan/2024/tidsplan/", {"hearing_due": str(in_days(30)), "publish_on": str(in_days(60))})
    kept = Timetable.objects.get(plan=heard)
    assert (kept.hearing_due, kept.publish_on) == (in_days(10), in_days(60))


@pytest.mark.parametrize("who", ["mayor", "chair_of_viborg"])
def test_readers_put_nothing_off(cast: Cast, heard: Plan, who: str) -> None:
    assert put_off(getattr(cast, who), in_days(20)).status_code == 403


def test_after_the_hearing_it_is_too_late(cast: Cast, heard: Plan) -> None:
    stages.move(heard, "editing", author=Author.of(cast.secretary), reason="En fejl.")
    assert put_off(cast.secretary, in_days(20)).status_code == 409
