"""Taking a response back, to change it."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from councils.models import User
from plans import hearing as hearings
from plans import stages
from plans.hearing import Answers
from plans.models import Hearing, HearingResponse, Plan
from plans.saving import Author
from tests.base import Cast, make_account, seat
from tests.hearing.builders import in_days, page, response_of, sent, signed_in, told


def take_back(user: User) -> Any:
    """What the button sends."""
    return signed_in(user).post(page("response_take_back", "viborg", 2024))


@pytest.fixture
def response(cast: Cast, heard: Plan) -> HearingResponse:
    """A response that was sent."""
    return sent(heard, cast.viborg, cast.chair_of_viborg)


def test_it_may_be_changed_and_sent_again(cast: Cast, heard: Plan, response: HearingResponse) -> None:
    assert take_back(cast.local_secretary).status_code == 302
    assert response_of(heard, cast.viborg).sent_at is None
    assert response_of(heard, cast.viborg).text == "Vi er enige."
    again = sent(heard, cast.viborg, cast.chair_of_viborg, "Vi er uenige.")
    assert again.text == "Vi er uenige."
    words = list(heard.events.filter(kind="responded").order_by("pk").values_list("text", flat=True))
    assert words[1] == "Lokalrådet i Viborg: høringssvaret er taget tilbage"


def test_the_secretariat_does_not_see_what_was_taken_back(cast: Cast, response: HearingResponse) -> None:
    take_back(cast.chair_of_viborg)
    assert signed_in(cast.secretary).get(page("answer", 2024, "viborg")).status_code == 404


def test_after_the_day_it_stands(cast: Cast, response: HearingResponse) -> None:
    Hearing.objects.update(due=in_days(-1))
    assert take_back(cast.chair_of_viborg).status_code == 409
    assert "Tag svaret tilbage" not in told(signed_in(cast.chair_of_viborg).get(page("response", "viborg", 2024)))


def test_on_the_day_it_may_be_taken_back(cast: Cast, response: HearingResponse) -> None:
    Hearing.objects.update(due=in_days(0))
    assert take_back(cast.chair_of_viborg).status_code == 302


def test_once_it_is_answered_it_stands(cast: Cast, response: HearingResponse) -> None:
    at = timezone.now()
    row = hearings.save_answers(response=response, answers=Answers("Tak.", {}), version=response.version, at=at)
    hearings.send_answers(response=row, version=row.version, author=Author.of(cast.secretary), at=at)
    answer = take_back(cast.chair_of_viborg)
    assert answer.status_code == 409
    assert "Sekretariatet har svaret." in told(answer)


def test_after_the_hearing_it_stands(cast: Cast, heard: Plan, response: HearingResponse) -> None:
    stages.move(heard, "editing", author=Author.of(cast.secretary), reason="En fejl.")
    assert take_back(cast.chair_of_viborg).status_code == 409


def test_what_was_not_sent_is_not_taken_back(cast: Cast, heard: Plan) -> None:
    assert take_back(cast.chair_of_viborg).status_code == 409


def test_a_member_and_the_other_council_take_nothing_back(cast: Cast, response: HearingResponse) -> None:
    member = make_account("medlem@test.example", "Medlem")
    seat(member.person, cast.viborg)
    assert take_back(member).status_code == 403
    assert take_back(cast.chair_of_herning).status_code == 404
