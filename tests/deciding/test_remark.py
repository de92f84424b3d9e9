"""Answering remarks without changing the text."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, transaction

from plans.models import Approval, ApprovalRound, Plan, PlanEvent
from tests.base import Cast, outbox
from tests.deciding.builders import DECISION, SIGN, give, signed_in, told


@pytest.fixture
def remarks(cast: Cast, opened: ApprovalRound) -> Approval:
    """The mayor's remarks."""
    return give(opened, cast.mayor, "remarks", remarks="Vi holder fire møder.")


def send(cast: Cast, remarks: Approval, answer: str = "Kalenderen dækker kun de åbne møder.") -> Any:
    """What the secretary's form sends."""
    return signed_in(cast.secretary).post(f"{DECISION}bemaerkning/{remarks.pk}/", {"answer": answer})


def test_the_page_offers_to_change_the_text_or_to_answer(cast: Cast, remarks: Approval) -> None:
    page = told(signed_in(cast.secretary).get(DECISION))
    for words in ("Vi holder fire møder.", "Ret teksten", "Svar uden at rette", "Ingen godkendelser bortfalder."):
        assert words in page
    assert "/skrivebord/plan/2023/fase/?til=editing" in page


def test_it_says_how_many_approvals_would_lapse(cast: Cast, opened: ApprovalRound, remarks: Approval) -> None:
    give(opened, cast.director, seat="formand")
    assert "1 godkendelse bortfalder" in told(signed_in(cast.secretary).get(DECISION))


def test_an_answer_reaches_those_who_answer_for_the_seat(cast: Cast, remarks: Approval) -> None:
    assert send(cast, remarks)["Location"] == DECISION
    remarks.refresh_from_db()
    assert (remarks.answer, remarks.answered_by_name) == ("Kalenderen dækker kun de åbne møder.", "Sekretær")
    for user in (cast.mayor, cast.delegate):
        assert "Kalenderen dækker kun de åbne møder." in outbox(to=user)[-1].message
        assert "Kalenderen dækker kun de åbne møder." in told(signed_in(user).get(SIGN))
    assert outbox(to=cast.director) == []
    assert PlanEvent.objects.filter(kind="remark_answered").count() == 1


def test_the_second_of_two_answers_is_kept_for_its_writer(cast: Cast, remarks: Approval) -> None:
    send(cast, remarks)
    page = send(cast, remarks, "Et andet svar.")
    assert page.status_code == 409
    assert "Et andet svar." in told(page)
    assert "Kalenderen dækker kun de åbne møder." in told(page)
    remarks.refresh_from_db()
    assert remarks.answer == "Kalenderen dækker kun de åbne møder."


@pytest.mark.parametrize("answer", ["", "   ", "x" * 5001, "CPR 010203-1234"])
def test_what_cannot_be_taken_is_told(cast: Cast, remarks: Approval, answer: str) -> None:
    assert send(cast, remarks, answer).status_code == 422
    remarks.refresh_from_db()
    assert remarks.answered_at is None


@pytest.mark.parametrize("pk", ["0", "999999", "9" * 40])
def test_remarks_that_are_not_there_are_not_found(cast: Cast, opened: ApprovalRound, pk: str) -> None:
    assert signed_in(cast.secretary).get(f"{DECISION}bemaerkning/{pk}/").status_code == 404


def test_an_approval_is_no_remark(cast: Cast, opened: ApprovalRound) -> None:
    approval = give(opened, cast.mayor)
    assert send(cast, approval).status_code == 404


def test_outside_the_stage_it_is_refused_and_what_was_typed_kept(cast: Cast, remarks: Approval) -> None:
    Plan.objects.update(stage="editing")
    page = send(cast, remarks)
    assert page.status_code == 409
    assert "Kalenderen dækker kun de åbne møder." in told(page)


def test_what_was_remarked_is_never_changed(cast: Cast, remarks: Approval) -> None:
    for change in ({"remarks": "x"}, {"outcome": "approved"}, {"digest": "0" * 64}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Approval.objects.update(**change)
