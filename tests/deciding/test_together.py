"""Several at once: nobody approves a text that was not shown, and nothing is decided twice."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from plans import correcting, deciding, signing, stages
from plans.correcting import CorrectionPassed
from plans.models import Approval, ApprovalRound, EditorialCorrection, Plan, PlanEvent
from plans.publishing.freezing import freeze
from plans.saving import Author, VersionPassed, Words
from plans.workflow import IllegalTransition
from tests.base import Cast, make_cast, make_plan, section
from tests.deciding.builders import MAYOR, decide, give, open_now, to_decision
from tests.scratch import Scratch, together

ROUNDS = 6


@pytest.fixture
def cast(own_database: Scratch) -> Cast:
    """The cast, in a database of its own."""
    return make_cast()


def correction(opened: ApprovalRound, word: str) -> Callable[[], ApprovalRound]:
    """Put the number of meetings right, as a page does that was opened now."""
    row = section(opened.plan, "kredsraadet")
    words = Words(row.heading, row.text.replace("to gange", word), "")
    after = correcting.propose(opened, row, words).frozen.digest
    shown, author = (opened.digest, after), Author(None, "Sekretær")
    return lambda: correcting.correct(
        opened,
        section=row,
        words=words,
        base=row.version,
        reason="Fejl",
        shown=shown,
        author=author,
        at=timezone.now(),
    )


@pytest.mark.parametrize("attempt", range(ROUNDS))
def test_an_approval_against_going_back(cast: Cast, attempt: int) -> None:
    plan = make_plan(cast.district)
    opened = to_decision(plan, cast)
    given, moved = together(
        lambda: give(opened, cast.mayor),
        lambda: stages.move(plan, "editing", author=Author(None, "Sekretær"), reason="Fejl"),
    )
    assert isinstance(moved, Plan)
    kinds = list(PlanEvent.objects.filter(kind__in=["approved", "round_ended"]).order_by("pk"))
    if isinstance(given, IllegalTransition):
        assert not Approval.objects.exists()
    else:
        assert isinstance(given, Approval)
        assert [event.kind for event in kinds] == ["approved", "round_ended"]


@pytest.mark.parametrize("attempt", range(ROUNDS))
def test_an_approval_against_an_edit(cast: Cast, attempt: int) -> None:
    opened = to_decision(make_plan(cast.district), cast)
    given, corrected = together(lambda: give(opened, cast.mayor), correction(opened, "tre gange"))
    assert isinstance(corrected, ApprovalRound)
    rows = list(Approval.objects.select_related("approval_round"))
    assert all(row.digest == row.approval_round.digest == opened.digest for row in rows)
    assert isinstance(given, Approval) == bool(rows)
    if rows:
        assert signing.newest(open_now(opened.plan))[MAYOR].outcome == "approved"
    else:
        assert isinstance(given, IllegalTransition)


def test_two_corrections_make_one_round(cast: Cast) -> None:
    opened = to_decision(make_plan(cast.district), cast)
    results = together(correction(opened, "tre gange"), correction(opened, "fire gange"))
    won = [result for result in results if isinstance(result, ApprovalRound)]
    (lost,) = [result for result in results if not isinstance(result, ApprovalRound)]
    assert len(won) == 1
    assert isinstance(lost, IllegalTransition | CorrectionPassed | VersionPassed)
    assert EditorialCorrection.objects.count() == 1
    assert open_now(opened.plan) == won[0]
    assert freeze(opened.plan, on=opened.signed_on).digest == won[0].digest


def test_two_who_record_a_decision_record_one(cast: Cast) -> None:
    opened = to_decision(make_plan(cast.district), cast)
    results = together(*[lambda: decide(opened)] * 3)
    assert sorted(type(result).__name__ for result in results) == ["ApprovalRound"] + ["IllegalTransition"] * 2
    assert PlanEvent.objects.filter(kind="decided").count() == 1


def test_holder_and_delegate_who_answer_at_once_give_one_answer_that_both_have_seen(cast: Cast) -> None:
    opened = to_decision(make_plan(cast.district), cast)

    def answering(user: Any, **fields: Any) -> Callable[[], Approval]:
        return lambda: give(opened, user, seen=0, **fields)

    results = together(answering(cast.mayor), answering(cast.delegate, outcome="remarks", remarks="Nej."))
    assert sorted(type(result).__name__ for result in results) == ["Approval", "IllegalTransition"]
    assert Approval.objects.count() == 1


def test_two_who_answer_the_same_remarks_answer_once(cast: Cast) -> None:
    opened = to_decision(make_plan(cast.district), cast)
    remarks = give(opened, cast.mayor, "remarks", remarks="Nej.")

    def answering(text: str) -> Callable[[], Approval]:
        found = Approval.objects.select_related("approval_round__plan").get(pk=remarks.pk)
        return lambda: deciding.answer_remarks(found, text=text, author=Author(None, "S"), at=timezone.now())

    results = together(answering("Ja."), answering("Jo."))
    assert sorted(type(result).__name__ for result in results) == ["AlreadyAnswered", "Approval"]
    assert PlanEvent.objects.filter(kind="remark_answered").count() == 1
