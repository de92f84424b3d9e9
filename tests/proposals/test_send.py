"""Sending a proposal: its year and number, the receipt, and that nobody gets another's number."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from plans import proposing
from plans.models import NoProposals, Plan, PlanEvent, Proposal
from plans.saving import Author
from tests.base import Cast, make_cast, make_plan, outbox
from tests.proposals.builders import (
    VIBORG,
    amend,
    answered,
    dates,
    draft,
    fresh,
    in_days,
    own_page,
    sent,
    signed_in,
    told,
    write,
)
from tests.scratch import Scratch, together


def test_it_gets_the_years_next_number_and_the_council_a_receipt(cast: Cast, plan: Plan) -> None:
    sent(cast.herning)
    assert write(cast.chair_of_viborg).url == VIBORG
    row = Proposal.objects.get(council=cast.viborg)
    assert (row.state, row.reference, row.submitted_by_name) == ("submitted", "2023-02", "Formand i Viborg")
    receipts = [mail.to[0] for mail in outbox() if "er modtaget" in mail.subject]
    assert sorted(receipts) == sorted([cast.chair_of_viborg.email, cast.local_secretary.email])
    assert own_page(row) in outbox(to=cast.local_secretary)[0].message


def test_the_secretariat_is_told_and_other_councils_are_not(cast: Cast, plan: Plan) -> None:
    write(cast.chair_of_viborg)
    mail = outbox(to=cast.secretary)[0]
    assert "/skrivebord/forslag/2023-01/" in mail.message
    assert "To møder er for få." in mail.message
    assert outbox(to=cast.chair_of_herning) == []


def test_the_plans_log_has_a_line(cast: Cast, plan: Plan) -> None:
    write(cast.chair_of_viborg)
    event = PlanEvent.objects.get(plan=plan, kind="proposed")
    assert event.text == "2023-01 »Flere møder« fra Lokalrådet i Viborg"
    assert event.actor_account == cast.chair_of_viborg


def test_a_plan_that_is_not_started_yet_has_no_log(cast: Cast) -> None:
    row = draft(cast.viborg, 2031, kind="new", section_key="")
    amend(cast.chair_of_viborg, row, do="send")
    assert fresh(row).reference == "2031-01"
    assert not PlanEvent.objects.exists()


def test_after_the_deadline_it_is_kept_for_the_next_year(cast: Cast, plan: Plan) -> None:
    dates(plan, collecting_from=-60, proposals_due=-1)
    response = write(cast.chair_of_viborg)
    row = Proposal.objects.get()
    assert (row.year, row.meant_for, row.reference) == (2024, 2023, "2024-01")
    assert "Gemt til plan 2024" in told(signed_in(cast.chair_of_viborg).get(response.url))
    assert "gemt til planen for 2024" in outbox(to=cast.chair_of_viborg)[0].message


def test_on_the_day_of_the_deadline_it_is_this_years(cast: Cast, plan: Plan) -> None:
    dates(plan, proposals_due=0)
    write(cast.chair_of_viborg)
    assert Proposal.objects.get().year == 2023


def test_a_draft_for_a_year_that_is_over_goes_on_to_the_first_that_is_open(cast: Cast, plan: Plan) -> None:
    dates(plan, collecting_from=-60, proposals_due=-1)
    make_plan(cast.district, year=2024)
    Plan.objects.filter(year=2024).update(stage="hearing")
    row = draft(cast.viborg)
    amend(cast.chair_of_viborg, row, do="send")
    assert fresh(row).year == 2025


def test_what_was_said_of_no_proposals_lapses(cast: Cast, plan: Plan) -> None:
    NoProposals.objects.create(council=cast.viborg, year=2023, declared_at=timezone.now(), declared_by_name="F")
    write(cast.chair_of_viborg)
    assert not NoProposals.objects.exists()
    assert "havde meldt ingen forslag" in PlanEvent.objects.get(kind="proposed").text


def test_sending_twice_sends_once(cast: Cast, plan: Plan) -> None:
    row = draft(cast.viborg)
    amend(cast.chair_of_viborg, row, do="send")
    first = len(outbox())
    assert amend(cast.chair_of_viborg, row, do="send", version=1).status_code == 409
    assert len(outbox()) == first
    assert fresh(row).number == 1


def test_one_that_was_to_be_elaborated_keeps_year_and_number_after_the_deadline(cast: Cast, plan: Plan) -> None:
    dates(plan, collecting_from=-60, proposals_due=-1)
    row = sent(cast.viborg, state="returned")
    answered(row, "elaborate")
    assert amend(cast.chair_of_viborg, row, do="send", reasons="Uddybet.").url == VIBORG
    now = fresh(row)
    assert (now.state, now.year, now.number, now.reasons) == ("submitted", 2023, 1, "Uddybet.")
    assert "er uddybet og sendt igen" in outbox(to=cast.secretary)[0].message


def test_two_who_send_at_once_get_each_their_number(own_database: Scratch) -> None:
    cast = make_cast()
    make_plan(cast.district)
    rows = [draft(council) for council in (cast.viborg, cast.herning, cast.viborg, cast.herning)]
    author = Author(None, "Formand")
    together(*[lambda r=row: proposing.send(r, version=1, author=author, at=timezone.now()) for row in rows])
    assert sorted(fresh(row).number or 0 for row in rows) == [1, 2, 3, 4]


def test_the_same_draft_sent_from_two_pages_at_once_is_sent_once(own_database: Scratch) -> None:
    cast = make_cast()
    make_plan(cast.district)
    row, author = draft(cast.viborg), Author(None, "Formand")
    outcomes = together(*[lambda: proposing.send(row, version=1, author=author, at=timezone.now()) for _ in range(3)])
    assert sum(isinstance(outcome, Proposal) for outcome in outcomes) == 1
    assert fresh(row).number == 1
    assert len(outbox(to=cast.secretary)) == 1


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(cast: Cast, plan: Plan, method: str) -> None:
    assert getattr(signed_in(cast.chair_of_viborg), method)(f"{VIBORG}forslag/nyt/").status_code == 405


def test_the_day_ends_in_copenhagen(cast: Cast, plan: Plan) -> None:
    row = dates(plan)
    row.proposals_due = in_days(0)
    row.save()
    day = in_days(0)
    proposal = draft(cast.viborg)
    late = datetime(day.year, day.month, day.day, 23, 30, tzinfo=UTC)  # past midnight in Copenhagen
    found = proposing.send(proposal, version=1, author=Author(None, "F"), at=late)
    assert found.year == 2024
