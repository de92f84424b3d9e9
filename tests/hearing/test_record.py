"""The secretariat notes what a council answered outside the portal."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from plans.models import HearingResponse, Plan, PlanEvent
from tests.base import Cast, outbox
from tests.hearing.builders import hearing_of, plan_in_hearing, remarked

NOTE = "/skrivebord/plan/2024/hoering/herning/noter/"
LETTER = "Mail 3. december"


@pytest.fixture
def secretary(cast: Cast, client: Client) -> Client:
    """The secretary, while the plan is in hearing."""
    plan_in_hearing(cast)
    client.force_login(cast.secretary)
    return client


def note(client: Client, **data: Any) -> Any:
    """What the page sends."""
    return client.post(NOTE, {"kind": "svar", "text": "Vi er enige.", "reference": LETTER} | data)


def test_a_response_is_noted_with_where_it_is_written(secretary: Client, cast: Cast) -> None:
    assert note(secretary).status_code == 302
    row = HearingResponse.objects.get(council=cast.herning)
    assert (row.text, row.reference, row.no_remarks) == ("Vi er enige.", LETTER, False)
    assert row.sent_by_name == str(cast.secretary)
    event = PlanEvent.objects.get(kind="responded")
    assert (event.actor, event.on_behalf_of) == (str(cast.secretary), "Lokalrådet i Herning")
    assert LETTER in event.text
    assert LETTER in secretary.get("/skrivebord/plan/2024/hoering/herning/").content.decode()


def test_the_councils_leaders_are_told(secretary: Client, cast: Cast) -> None:
    before = len(outbox(to=cast.chair_of_herning))
    note(secretary)
    letter = outbox(to=cast.chair_of_herning)[before:]
    assert [LETTER in email.message for email in letter] == [True]


def test_that_a_council_has_no_remarks_is_noted_too(secretary: Client, cast: Cast) -> None:
    assert note(secretary, kind="ingen", text="").status_code == 302
    assert HearingResponse.objects.get(council=cast.herning).no_remarks


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"kind": ""}, "Vælg, hvad lokalrådet svarede."),
        ({"text": ""}, "Skriv, hvad lokalrådet svarede."),
        ({"kind": "ingen"}, "Der står et svar her."),
        ({"reference": ""}, "Skriv, hvor det fremgår."),
        ({"text": "Han hedder 010203-1234"}, "CPR-nummer"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_is_kept(secretary: Client, data: Any, words: str) -> None:
    answer = note(secretary, **data)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert (LETTER if "reference" not in data else "Vi er enige.") in page
    assert not HearingResponse.objects.exclude(sent_at=None).exists()


def test_a_council_that_has_begun_its_own_sends_that_itself(secretary: Client, cast: Cast) -> None:
    remarked(hearing_of_2024().plan, cast.herning, cast.chair_of_herning)
    answer = note(secretary)
    assert answer.status_code == 409
    assert "er ved at skrive sit høringssvar" in answer.content.decode()
    assert "Vi er enige." in answer.content.decode()


def test_nothing_is_noted_twice_or_when_the_hearing_is_over(secretary: Client, cast: Cast) -> None:
    note(secretary)
    assert note(secretary, text="Noget andet.").status_code == 409
    assert HearingResponse.objects.get(council=cast.herning).text == "Vi er enige."
    plan = hearing_of_2024().plan
    plan.hearings.update(ended_at="2024-01-01T00:00Z")
    assert note(secretary).status_code == 409


def test_a_council_that_is_not_there_is_not_found(secretary: Client) -> None:
    assert secretary.get("/skrivebord/plan/2024/hoering/ingen/noter/").status_code == 404


def hearing_of_2024() -> Any:
    """The hearing."""
    return hearing_of(Plan.objects.get(year=2024))
