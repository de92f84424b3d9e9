"""Withdrawing a proposal, and taking it up again."""

from __future__ import annotations

from typing import Any

import pytest

from plans.models import Plan, PlanEvent, Proposal
from tests.base import Cast, outbox
from tests.proposals.builders import VIBORG, amend, answered, dates, draft, fresh, own_page, sent, signed_in, told


def withdraw(user: Any, row: Proposal, **fields: Any) -> Any:
    """Send the page that asks."""
    return signed_in(user).post(f"{own_page(row)}traek-tilbage/", {"version": fresh(row).version} | fields)


def resume(user: Any, row: Proposal, **fields: Any) -> Any:
    """Press the button."""
    return signed_in(user).post(f"{own_page(row)}tag-op/", {"version": fresh(row).version} | fields)


def test_it_is_asked_first_what_it_means(cast: Cast, plan: Plan) -> None:
    row = sent(cast.viborg)
    assert "Sekretariatet får besked" in told(signed_in(cast.chair_of_viborg).get(f"{own_page(row)}traek-tilbage/"))
    assert fresh(row).state == "submitted"


def test_it_is_withdrawn_and_the_secretariat_told(cast: Cast, plan: Plan) -> None:
    row = sent(cast.viborg)
    assert withdraw(cast.chair_of_viborg, row).url == VIBORG
    assert (fresh(row).state, fresh(row).number) == ("withdrawn", 1)
    assert "trukket forslag 2023-01" in outbox(to=cast.secretary)[0].message
    assert PlanEvent.objects.get(kind="proposal_withdrawn").plan == plan


def test_a_draft_is_laid_away_without_a_word_to_anybody(cast: Cast, plan: Plan) -> None:
    row = draft(cast.viborg)
    withdraw(cast.chair_of_viborg, row)
    assert fresh(row).state == "withdrawn"
    assert outbox() == []
    assert not PlanEvent.objects.filter(kind="proposal_withdrawn").exists()


def test_it_is_taken_up_again_as_a_draft_and_keeps_its_number_when_sent(cast: Cast, plan: Plan) -> None:
    row = sent(cast.viborg)
    sent(cast.herning)
    withdraw(cast.chair_of_viborg, row)
    assert resume(cast.chair_of_viborg, row).url == own_page(row)
    assert fresh(row).state == "draft"
    amend(cast.chair_of_viborg, row, do="send")
    assert (fresh(row).state, fresh(row).reference) == ("submitted", "2023-01")


def test_after_the_deadline_it_is_sent_for_the_next_year_with_another_number(cast: Cast, plan: Plan) -> None:
    row = sent(cast.viborg)
    withdraw(cast.chair_of_viborg, row)
    resume(cast.chair_of_viborg, row)
    dates(plan, collecting_from=-60, proposals_due=-1)
    sent(cast.herning, 2024)
    amend(cast.chair_of_viborg, row, do="send")
    assert fresh(row).reference == "2024-02"


def test_what_was_answered_stays(cast: Cast, plan: Plan) -> None:
    row = sent(cast.viborg)
    answered(row)
    assert withdraw(cast.chair_of_viborg, row).status_code == 409
    assert signed_in(cast.chair_of_viborg).get(f"{own_page(row)}traek-tilbage/").status_code == 409
    assert fresh(row).state == "submitted"


def test_one_to_be_elaborated_may_be_withdrawn(cast: Cast, plan: Plan) -> None:
    row = sent(cast.viborg, state="returned")
    answered(row, "elaborate")
    withdraw(cast.chair_of_viborg, row)
    assert fresh(row).state == "withdrawn"


def test_what_was_merged_into_it_stands_by_itself_again(cast: Cast, plan: Plan) -> None:
    head = sent(cast.viborg)
    origin = sent(cast.herning, merged_into=head)
    withdraw(cast.chair_of_viborg, head)
    assert fresh(origin).merged_into is None
    assert Proposal.objects.heads().unanswered().get() == origin


def test_pressing_twice_withdraws_once(cast: Cast, plan: Plan) -> None:
    row = sent(cast.viborg)
    withdraw(cast.chair_of_viborg, row)
    assert withdraw(cast.chair_of_viborg, row).status_code == 409
    assert len(outbox(to=cast.secretary)) == 1


@pytest.mark.parametrize("version", ["", "x", "7", "9" * 40, "\x00"])
def test_what_changed_meanwhile_is_shown_first(cast: Cast, plan: Plan, version: str) -> None:
    row = sent(cast.viborg)
    assert withdraw(cast.chair_of_viborg, row, version=version).url == own_page(row)
    assert fresh(row).state == "submitted"


def test_only_what_is_withdrawn_is_taken_up(cast: Cast, plan: Plan) -> None:
    assert resume(cast.chair_of_viborg, sent(cast.viborg)).status_code == 409


def test_others_may_not(cast: Cast, plan: Plan) -> None:
    row = sent(cast.viborg)
    codes = [withdraw(user, row).status_code for user in (cast.secretary, cast.chair_of_herning, cast.outsider)]
    assert codes == [403, 404, 404]
    assert signed_in(cast.chair_of_viborg).get(f"{own_page(row)}tag-op/").status_code == 405
