"""The secretariat answers a response: privately first, then all at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings

from councils.models import Delegation, User
from plans.models import HearingRemark, HearingResponse, Plan, RecordCopy
from tests.base import Cast, make_account, outbox
from tests.hearing.builders import page, remarked, response_of, sent, signed_in, told

PAGE = "/skrivebord/plan/2024/hoering/viborg/"
SEND = f"{PAGE}send/"


@pytest.fixture
def response(cast: Cast, heard: Plan) -> HearingResponse:
    """Viborg's response, with one remark."""
    remarked(heard, cast.viborg, cast.local_secretary)
    return sent(heard, cast.viborg, cast.chair_of_viborg)


def write(user: User, row: HearingResponse, answer: str = "Tak.", remark: str = "Det gør vi.", **data: Any) -> Any:
    """What the page sends that was opened when the response was as it is given."""
    pk = row.remarks.get(included=True).pk
    values = {"version": row.version, "answer": answer, f"{pk}-answer": remark, f"{pk}-changed": "", "do": "gem"}
    return signed_in(user).post(PAGE, values | data)


def send(user: User, plan: Plan, cast: Cast) -> Any:
    """What the page that asks sends."""
    return signed_in(user).post(SEND, {"version": response_of(plan, cast.viborg).version})


def test_it_is_kept_and_nobody_in_the_council_sees_it(cast: Cast, heard: Plan, response: HearingResponse) -> None:
    before = len(outbox())
    assert write(cast.secretary, response).status_code == 302
    assert response_of(heard, cast.viborg).answer == "Tak."
    assert "Det gør vi." not in told(signed_in(cast.chair_of_viborg).get(page("response", "viborg", 2024)))
    assert len(outbox()) == before


def test_it_is_sent_after_a_page_that_says_to_whom(cast: Cast, heard: Plan, response: HearingResponse) -> None:
    answer = write(cast.secretary, response, do="send")
    assert answer.url.startswith(SEND)
    shown = told(signed_in(cast.secretary).get(answer.url))
    assert "Formand i Viborg" in shown.partition("Hvem får besked?")[2]
    before = len(outbox())
    assert send(cast.secretary, heard, cast).status_code == 302
    assert {email.to[0] for email in outbox()[before:]} == {cast.chair_of_viborg.email, cast.local_secretary.email}
    assert heard.events.get(kind="response_answered").text == "Lokalrådet i Viborg: høringssvaret er besvaret"
    shown = told(signed_in(cast.local_secretary).get(page("response", "viborg", 2024)))
    assert "Tak." in shown
    assert "Det gør vi." in shown
    assert signed_in(cast.chair_of_herning).get(PAGE).status_code == 403


@pytest.mark.parametrize(("answer", "remark"), [("", "Ja."), ("Ja.", ""), (" ", " ")])
def test_nothing_is_sent_while_something_is_unanswered(
    cast: Cast, heard: Plan, response: HearingResponse, answer: str, remark: str
) -> None:
    assert write(cast.secretary, response, answer, remark, do="send").status_code == 422
    assert write(cast.secretary, response, answer, remark).status_code == 302
    assert send(cast.secretary, heard, cast).status_code == 409
    assert signed_in(cast.secretary).get(SEND).status_code == 409
    assert response_of(heard, cast.viborg).answered_at is None


def test_the_section_that_was_changed_is_named_and_its_difference_shown(
    cast: Cast, heard: Plan, response: HearingResponse
) -> None:
    heard.sections.filter(key="naevnet").update(text="<p>Nævnet har fire medlemmer.</p>")
    pk = response.remarks.get().pk
    write(cast.secretary, response, **{f"{pk}-changed": "naevnet"})
    shown = told(signed_in(cast.secretary).get(PAGE))
    assert "»2 Nævnet« er ændret siden høringen" in shown
    assert "<del>tre</del>" in shown
    assert "<ins>fire</ins>" in shown


def test_a_section_not_changed_or_removed_is_said_to_be(cast: Cast, heard: Plan, response: HearingResponse) -> None:
    assert "»1 Vold i nattelivet« er ikke ændret siden høringen" in told(signed_in(cast.secretary).get(PAGE))
    heard.sections.filter(key="vold").delete()
    assert "er taget ud af planen siden høringen" in told(signed_in(cast.secretary).get(PAGE))


def test_of_two_who_answer_the_second_is_told_and_loses_nothing(
    cast: Cast, heard: Plan, response: HearingResponse
) -> None:
    write(cast.secretary, response, "Første svar.")
    answer = write(cast.secretary, response, "Andet svar.")
    assert answer.status_code == 409
    shown = told(answer)
    assert "Andet svar.</textarea>" in shown
    assert "Første svar." in shown.partition("Der står nu")[2]
    assert response_of(heard, cast.viborg).answer == "Første svar."


def test_what_cannot_be_kept_is_told_at_the_field(cast: Cast, response: HearingResponse) -> None:
    pk = response.remarks.get().pk
    for data in (
        {"answer": "x" * 5001},
        {"answer": "010203-1234"},
        {"answer": "a\x00b"},
        {f"{pk}-changed": "findes-ikke"},
        {"version": "9" * 40},
        {"version": "x"},
    ):
        assert write(cast.secretary, response, **data).status_code == 422
    assert HearingRemark.objects.get().answer == ""


def test_once_it_is_sent_it_stands(cast: Cast, heard: Plan, response: HearingResponse) -> None:
    write(cast.secretary, response)
    send(cast.secretary, heard, cast)
    answer = write(cast.secretary, response_of(heard, cast.viborg), "Noget andet.")
    assert answer.status_code == 409
    assert "Noget andet." in told(answer)
    assert send(cast.secretary, heard, cast).status_code == 409
    assert response_of(heard, cast.viborg).answer == "Tak."


def test_what_was_changed_since_the_page_was_opened_is_not_sent_unseen(
    cast: Cast, heard: Plan, response: HearingResponse
) -> None:
    write(cast.secretary, response)
    version = response_of(heard, cast.viborg).version
    write(cast.secretary, response_of(heard, cast.viborg), "Noget andet.")
    assert signed_in(cast.secretary).post(SEND, {"version": version}).status_code == 302
    assert response_of(heard, cast.viborg).answered_at is None


def test_who_may_prepare_writes_it_and_does_not_send_it(cast: Cast, heard: Plan, response: HearingResponse) -> None:
    user = make_account("vikar@test.example", "Vikar")
    membership = cast.secretary.person.memberships.get()
    Delegation.objects.create(membership=membership, delegate=user.person, scope="prepare")
    assert write(user, response).status_code == 302
    assert send(user, heard, cast).status_code == 403


@pytest.mark.parametrize("who", ["mayor", "chair_of_viborg", "communications"])
def test_readers_answer_nothing(cast: Cast, response: HearingResponse, who: str) -> None:
    assert write(getattr(cast, who), response).status_code == 403


def test_no_remarks_needs_no_answer(cast: Cast, heard: Plan) -> None:
    sent(heard, cast.viborg, cast.chair_of_viborg, "")
    assert "har ingen bemærkninger" in told(signed_in(cast.secretary).get(PAGE))
    assert signed_in(cast.secretary).post(PAGE, {"version": "2", "do": "gem"}).status_code == 409


def test_what_was_not_sent_is_not_there(cast: Cast, heard: Plan) -> None:
    remarked(heard, cast.viborg, cast.local_secretary)
    assert signed_in(cast.secretary).get(PAGE).status_code == 404


def test_a_copy_of_the_answers_goes_to_the_records(
    cast: Cast, heard: Plan, response: HearingResponse, tmp_path: Path
) -> None:
    with override_settings(RECORDS_DIR=tmp_path):
        write(cast.secretary, response)
        send(cast.secretary, heard, cast)
    text = bytes(RecordCopy.objects.get().data).decode()
    assert "Det gør vi." in text
    assert "Skriv om Viborg." in text
