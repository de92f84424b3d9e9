"""The council's common text, which its chair and secretary write."""

from __future__ import annotations

from typing import Any

from councils.models import User
from plans.models import HearingResponse, Plan
from tests.base import Cast, make_account, seat
from tests.hearing.builders import page, response_of, sent, signed_in, told


def save(user: User, text: str, version: object = 1, **data: Any) -> Any:
    """What the form sends."""
    values = {"text": text, "version": version} | data
    return signed_in(user).post(page("response_text", "viborg", 2024), values)


def test_the_chair_saves_it_and_members_see_it(cast: Cast, heard: Plan) -> None:
    assert save(cast.chair_of_viborg, "Vi er enige.\n\nMen kort.").status_code == 302
    assert response_of(heard, cast.viborg).text == "Vi er enige.\n\nMen kort."
    member = make_account("medlem@test.example", "Medlem")
    seat(member.person, cast.viborg)
    assert "Vi er enige." in told(signed_in(member).get(page("response", "viborg", 2024)))
    assert save(member, "Nej.", 2).status_code == 403


def test_of_two_who_write_at_once_the_second_is_told_and_loses_nothing(cast: Cast, heard: Plan) -> None:
    save(cast.chair_of_viborg, "Formandens tekst.")
    answer = save(cast.local_secretary, "Sekretærens tekst.")
    assert answer.status_code == 409
    shown = told(answer)
    assert "Sekretærens tekst.</textarea>" in shown
    assert "Formandens" in shown.partition("Forskellen")[2]
    assert response_of(heard, cast.viborg).text == "Formandens tekst."
    assert save(cast.local_secretary, "Begges tekst.", 2).status_code == 302
    assert response_of(heard, cast.viborg).text == "Begges tekst."


def test_the_same_text_twice_is_no_conflict(cast: Cast, heard: Plan) -> None:
    save(cast.chair_of_viborg, "Samme.")
    assert save(cast.local_secretary, "Samme.").status_code == 302
    assert response_of(heard, cast.viborg).version == 2


def test_what_cannot_be_kept_is_told_at_the_field(cast: Cast, heard: Plan) -> None:
    for text in ("x" * 20001, "010203-1234", "a\x00b"):
        assert save(cast.chair_of_viborg, text).status_code == 422
    for version in ("", "x", "9" * 40, "-1"):
        answer = save(cast.chair_of_viborg, "Min tekst.", version)
        assert answer.status_code == 422
        assert "Min tekst." in told(answer)
    assert not HearingResponse.objects.exclude(text="").exists()


def test_the_other_council_writes_its_own(cast: Cast, heard: Plan) -> None:
    assert save(cast.chair_of_herning, "Nej.").status_code == 404


def test_once_it_is_sent_it_stands(cast: Cast, heard: Plan) -> None:
    sent(heard, cast.viborg, cast.chair_of_viborg)
    answer = save(cast.chair_of_viborg, "For sent.", 3)
    assert answer.status_code == 409
    assert "For sent." in told(answer)
    assert response_of(heard, cast.viborg).text == "Vi er enige."
