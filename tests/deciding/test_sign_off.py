"""Communications lets a decided plan go out."""

from __future__ import annotations

from typing import Any

from plans.models import ApprovalRound, Plan, PlanEvent
from tests.base import Cast
from tests.deciding.builders import DECISION, decide, fresh, signed_in, told

ADDRESS = f"{DECISION}frigiv/"


def send(cast: Cast, opened: ApprovalRound, **data: Any) -> Any:
    """What communications' page sends."""
    return signed_in(cast.communications).post(ADDRESS, {"digest": opened.digest, **data})


def test_a_decided_plan_is_signed_off_once(cast: Cast, opened: ApprovalRound) -> None:
    decide(opened)
    assert "Frigiv planen" in told(signed_in(cast.communications).get(ADDRESS))
    for _ in range(2):
        assert send(cast, opened)["Location"] == ADDRESS
    row = fresh(opened)
    assert (row.signed_off_by, row.signed_off_at is not None) == ("Kommunikationen", True)
    assert PlanEvent.objects.filter(kind="signed_off").count() == 1
    assert "Frigivet" in told(signed_in(cast.secretary).get(DECISION))


def test_before_the_decision_there_is_nothing_to_let_go(cast: Cast, opened: ApprovalRound) -> None:
    page = told(signed_in(cast.communications).get(ADDRESS))
    assert "Planen er ikke besluttet endnu" in page
    assert "Frigiv planen</button>" not in page
    assert send(cast, opened).status_code == 409


def test_a_plan_that_goes_back_is_not_let_go(cast: Cast, opened: ApprovalRound) -> None:
    decide(opened, outcome="returned")
    assert send(cast, opened).status_code == 409
    assert fresh(opened).signed_off_at is None


def test_it_may_be_switched_off(cast: Cast, opened: ApprovalRound) -> None:
    type(cast.district).objects.update(needs_sign_off=False)
    decide(opened)
    assert "Planen skal ikke frigives" in told(signed_in(cast.communications).get(ADDRESS))
    assert send(cast, opened).status_code == 409


def test_another_text_than_was_shown_is_not_let_go(cast: Cast, opened: ApprovalRound) -> None:
    decide(opened)
    for digest in ("", "0" * 64, "\x00"):
        assert send(cast, opened, digest=digest).status_code == 409
    assert fresh(opened).signed_off_at is None


def test_outside_the_stage_it_is_refused(cast: Cast, opened: ApprovalRound) -> None:
    Plan.objects.update(stage="editing")
    assert signed_in(cast.communications).get(ADDRESS).status_code == 409
    assert send(cast, opened).status_code == 409
