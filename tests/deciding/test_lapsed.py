"""A change of substance ends the round: each is told which approval of theirs has lapsed."""

from __future__ import annotations

from django.utils import timezone

from plans import stages
from plans.models import ApprovalRound, Plan
from plans.saving import Author
from tests.base import Cast, outbox
from tests.deciding.builders import CHAIR, SIGN, give, signed_in, told


def go_back(cast: Cast, plan: Plan) -> None:
    """The secretary sends the plan back."""
    stages.move(plan, "editing", author=Author.of(cast.secretary), reason="Afsnit 3 skal skrives om.")


def test_each_is_told_of_their_own_approval_alone(cast: Cast, plan: Plan, opened: ApprovalRound) -> None:
    give(opened, cast.mayor)
    go_back(cast, plan)
    for user in (cast.mayor, cast.delegate):
        message = outbox(to=user)[-1].message
        assert "Din godkendelse (borgmester i Viborg Kommune, " in message
        assert "Afsnit 3 skal skrives om." in message
    other = outbox(to=cast.director)[-1].message
    assert "Din godkendelse" not in other
    assert "Viborg" not in other.split("--")[0]


def test_remarks_do_not_lapse_as_an_approval(cast: Cast, plan: Plan, opened: ApprovalRound) -> None:
    give(opened, cast.director, "remarks", seat=CHAIR, remarks="Nej.")
    go_back(cast, plan)
    assert "Din godkendelse" not in outbox(to=cast.director)[-1].message


def test_a_new_round_begins_without_answers_and_the_old_ones_are_kept(
    cast: Cast, plan: Plan, opened: ApprovalRound
) -> None:
    give(opened, cast.mayor)
    go_back(cast, plan)
    page = told(signed_in(cast.mayor).get(SIGN))
    assert "Svar, der blev givet på den, gælder ikke længere." in page
    Plan.objects.update(stage="decision")
    plan.refresh_from_db()
    again = stages.open_round(plan, author=Author(None, "Sekretær"), at=timezone.now())
    assert "Jeg godkender planen" in told(signed_in(cast.mayor).get(SIGN))
    assert opened.approvals.count() == 1
    assert again.approvals.count() == 0
