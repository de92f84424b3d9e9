"""Taking an answer back."""

from __future__ import annotations

from plans import signing
from plans.models import Approval, ApprovalRound, Plan, PlanEvent
from tests.base import Cast
from tests.deciding.builders import MAYOR, SIGN, TAKE_BACK, give, signed_in, told


def test_an_answer_is_taken_back_after_a_word_about_it(cast: Cast, opened: ApprovalRound) -> None:
    give(opened, cast.mayor)
    page = told(signed_in(cast.mayor).get(TAKE_BACK))
    assert "Fortryd svaret?" in page
    assert Approval.objects.count() == 1
    assert signed_in(cast.mayor).post(TAKE_BACK, {"plads": MAYOR})["Location"] == SIGN
    assert [row.outcome for row in Approval.objects.order_by("pk")] == ["approved", "taken_back"]
    assert signing.newest(opened) == {}
    assert PlanEvent.objects.filter(kind="taken_back").count() == 1
    assert "Jeg godkender planen" in told(signed_in(cast.mayor).get(SIGN))


def test_a_delegate_takes_the_holders_answer_back(cast: Cast, opened: ApprovalRound) -> None:
    give(opened, cast.mayor)
    signed_in(cast.delegate).post(TAKE_BACK, {"plads": MAYOR})
    assert Approval.objects.latest("pk").capacity == "delegate"
    assert PlanEvent.objects.get(kind="taken_back").on_behalf_of.startswith("Borgmester i Viborg Kommune")


def test_where_nothing_was_answered_nothing_is_taken_back(cast: Cast, opened: ApprovalRound) -> None:
    assert signed_in(cast.mayor).post(TAKE_BACK, {"plads": MAYOR}).status_code == 302
    assert not Approval.objects.exists()


def test_another_seats_answer_is_not_taken_back(cast: Cast, opened: ApprovalRound) -> None:
    give(opened, cast.mayor)
    assert signed_in(cast.director).post(TAKE_BACK, {"plads": MAYOR}).status_code == 302
    assert signing.newest(opened)[MAYOR].outcome == "approved"


def test_once_the_round_is_over_it_stands(cast: Cast, opened: ApprovalRound) -> None:
    give(opened, cast.mayor)
    Plan.objects.update(stage="published")
    assert signed_in(cast.mayor).post(TAKE_BACK, {"plads": MAYOR}).status_code == 409
    assert Approval.objects.count() == 1
