"""Merging proposals, and undoing it; every origin keeps its own and gets the answer."""

from __future__ import annotations

from typing import Any

import pytest

from plans.models import Plan, PlanEvent, Proposal
from tests.base import Cast, outbox
from tests.proposals.builders import (
    amend,
    answer,
    answered,
    drafted,
    fresh,
    own_page,
    page,
    send_one,
    sent,
    signed_in,
    told,
)


def merge(user: Any, head: Proposal, *rows: Any) -> Any:
    """Send the page with those chosen."""
    return signed_in(user).post(f"{page(head)}saml/", {"valgt": [getattr(row, "pk", row) for row in rows]})


def unmerge(user: Any, row: Proposal) -> Any:
    """Press the button."""
    return signed_in(user).post(f"{page(row)}skil-ad/")


def test_those_about_the_same_section_are_offered_first(cast: Cast, plan: Plan) -> None:
    head = sent(cast.viborg)
    sent(cast.herning, title="Det samme")
    sent(cast.herning, title="Noget andet", section_key="formaend")
    answered(sent(cast.herning, title="Besvaret"))
    shown = told(signed_in(cast.secretary).get(f"{page(head)}saml/"))
    assert shown.index("Om samme afsnit") < shown.index("Det samme") < shown.index("Andre ubesvarede forslag")
    assert "Besvaret" not in shown


def test_a_council_is_not_told_what_another_proposed_before_the_plan_is_published(cast: Cast, plan: Plan) -> None:
    head, origin = sent(cast.viborg), sent(cast.herning, title="Hernings ord")
    own = sent(cast.viborg, title="Viborgs andet")
    merge(cast.secretary, head, origin, own)
    shown = told(signed_in(cast.chair_of_viborg).get(page(head)))
    assert "Hernings ord" not in shown
    assert "2023-02" in shown
    assert "2023-03 Viborgs andet" in shown
    assert "Hernings ord" in told(signed_in(cast.secretary).get(page(head)))


def test_they_are_answered_together_and_each_council_gets_the_answer_for_its_own(cast: Cast, plan: Plan) -> None:
    head, origin = sent(cast.viborg), sent(cast.herning, title="Hernings ord")
    assert merge(cast.secretary, head, origin).url == page(head)
    assert fresh(origin).merged_into == head
    assert (fresh(origin).title, fresh(origin).text) == ("Hernings ord", origin.text)
    assert PlanEvent.objects.get(kind="merged").text == "2023-02 er samlet i 2023-01"
    answer(cast.secretary, head, do="klar")
    assert "Lokalrådet i Herning (2023-02)" in told(signed_in(cast.secretary).get(f"{page(head)}send/"))
    send_one(cast.secretary, head)
    assert own_page(head) in outbox(to=cast.chair_of_viborg)[0].message
    mail = outbox(to=cast.chair_of_herning)[0]
    assert own_page(origin) in mail.message
    assert "2023-02 »Hernings ord«" in mail.message
    assert not Proposal.objects.unanswered().heads().exists()


def test_a_merged_one_is_not_answered_by_itself(cast: Cast, plan: Plan) -> None:
    head = sent(cast.viborg)
    origin = sent(cast.herning, merged_into=head)
    assert answer(cast.secretary, origin).status_code == 409
    assert "Samlet i 2023-01" in told(signed_in(cast.secretary).get(page(origin)))


def test_what_had_been_merged_into_one_goes_along(cast: Cast, plan: Plan) -> None:
    first, second, third = sent(cast.viborg), sent(cast.herning), sent(cast.viborg)
    merge(cast.secretary, second, third)
    merge(cast.secretary, first, second)
    assert {fresh(second).merged_into, fresh(third).merged_into} == {first}


def test_it_is_undone_while_unanswered(cast: Cast, plan: Plan) -> None:
    head = sent(cast.viborg)
    origin = sent(cast.herning, merged_into=head)
    assert unmerge(cast.secretary, origin).url == page(origin)
    assert fresh(origin).merged_into is None


def test_once_answered_it_is_not(cast: Cast, plan: Plan) -> None:
    head = sent(cast.viborg)
    origin = sent(cast.herning, merged_into=head)
    answered(head)
    assert unmerge(cast.secretary, origin).status_code == 409
    assert fresh(origin).merged_into == head


def test_what_is_answered_takes_no_others_in(cast: Cast, plan: Plan) -> None:
    head, other = sent(cast.viborg), sent(cast.herning)
    answered(head)
    assert merge(cast.secretary, head, other).status_code == 409
    assert fresh(other).merged_into is None


def test_an_answer_that_was_begun_before_must_be_looked_at_again(cast: Cast, plan: Plan) -> None:
    """Who gets it has changed since it was shown."""
    head, other = sent(cast.viborg), sent(cast.herning)
    drafted(head, ready=True)
    shown_version = fresh(head).version
    merge(cast.secretary, head, other)
    send_one(cast.secretary, head, proposal_version=shown_version)
    assert outbox() == []


def test_asked_to_elaborate_either_council_may_and_the_whole_waits_again(cast: Cast, plan: Plan) -> None:
    head = sent(cast.viborg)
    origin = sent(cast.herning, merged_into=head)
    drafted(head, "elaborate", text="Hvilke?")
    send_one(cast.secretary, head)
    assert {fresh(head).state, fresh(origin).state} == {"returned"}
    amend(cast.chair_of_herning, origin, do="send", reasons="Uddybet.")
    assert fresh(origin).state == fresh(head).state == "submitted"
    assert Proposal.objects.heads().unanswered().get() == head


@pytest.mark.parametrize("value", ["", "x", "0", "9" * 40, "\x00"])
def test_what_is_no_proposal_is_not_merged(cast: Cast, plan: Plan, value: str) -> None:
    head = sent(cast.viborg)
    assert merge(cast.secretary, head, value, head.pk).url == page(head)
    assert not PlanEvent.objects.filter(kind="merged").exists()


def test_another_years_is_not_merged(cast: Cast, plan: Plan) -> None:
    head, other = sent(cast.viborg), sent(cast.herning, 2024)
    merge(cast.secretary, head, other)
    assert fresh(other).merged_into is None


def test_what_is_merged_with_nothing_is_not_undone(cast: Cast, plan: Plan) -> None:
    assert unmerge(cast.secretary, sent(cast.viborg)).status_code == 409


def test_others_may_not(cast: Cast, plan: Plan) -> None:
    head, other = sent(cast.viborg), sent(cast.herning)
    assert [merge(user, head, other).status_code for user in (cast.chair_of_viborg, cast.mayor)] == [403, 404]
    assert [unmerge(user, head).status_code for user in (cast.chair_of_viborg, cast.mayor)] == [403, 404]
    assert signed_in(cast.secretary).get(f"{page(head)}skil-ad/").status_code == 405
