"""Saying that there are no proposals this year, and taking that back."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from plans import proposing
from plans.models import NoProposals, Plan, PlanEvent
from plans.saving import Author
from tests.base import Cast, make_cast, make_plan
from tests.proposals.builders import INBOX, VIBORG, dates, draft, sent, signed_in, told
from tests.scratch import Scratch, together


def say(user: Any, *, do: str = "meld", year: Any = 2023) -> Any:
    """Press the button on the council's page."""
    return signed_in(user).post(f"{VIBORG}ingen-forslag/", {"do": do, "year": year})


def test_it_is_said_logged_and_shown_to_both_sides(cast: Cast, plan: Plan) -> None:
    dates(plan)
    assert say(cast.chair_of_viborg).url == VIBORG
    row = NoProposals.objects.get()
    assert (row.council, row.year, row.declared_by_name) == (cast.viborg, 2023, "Formand i Viborg")
    assert PlanEvent.objects.get(kind="no_proposals").text == "Lokalrådet i Viborg: ingen forslag"
    assert "Fortryd »ingen forslag i år«" in told(signed_in(cast.chair_of_viborg).get(VIBORG))
    assert "Ingen forslag i år (1)" in told(signed_in(cast.secretary).get(INBOX))


def test_saying_it_twice_says_it_once(cast: Cast, plan: Plan) -> None:
    say(cast.chair_of_viborg)
    say(cast.local_secretary)
    assert NoProposals.objects.count() == PlanEvent.objects.filter(kind="no_proposals").count() == 1


def test_it_is_taken_back(cast: Cast, plan: Plan) -> None:
    say(cast.chair_of_viborg)
    say(cast.chair_of_viborg, do="fortryd")
    assert not NoProposals.objects.exists()
    assert PlanEvent.objects.filter(kind="no_proposals").count() == 2


def test_who_has_sent_some_is_told_to_withdraw_them_first(cast: Cast, plan: Plan) -> None:
    sent(cast.viborg)
    response = say(cast.chair_of_viborg)
    assert response.status_code == 409
    assert "har sendt 1 forslag" in told(response)
    assert not NoProposals.objects.exists()


def test_a_draft_is_no_hindrance(cast: Cast, plan: Plan) -> None:
    draft(cast.viborg)
    assert say(cast.chair_of_viborg).status_code == 302
    assert NoProposals.objects.exists()


def test_after_the_deadline_it_is_too_late(cast: Cast, plan: Plan) -> None:
    dates(plan, collecting_from=-60, proposals_due=-1)
    assert say(cast.chair_of_viborg).status_code == 409
    assert "Ingen forslag i år" not in told(signed_in(cast.chair_of_viborg).get(VIBORG))


@pytest.mark.parametrize("year", ["", "x", "99999", "1", "\x00", "9" * 40, "²²²²"])
def test_a_year_that_is_none_is_refused(cast: Cast, plan: Plan, year: str) -> None:
    assert say(cast.chair_of_viborg, year=year).url == VIBORG
    assert not NoProposals.objects.exists()


def test_others_may_not(cast: Cast, plan: Plan) -> None:
    codes = [say(user).status_code for user in (cast.secretary, cast.chair_of_herning, cast.outsider)]
    assert codes == [403, 404, 404]
    assert signed_in(cast.chair_of_viborg).get(f"{VIBORG}ingen-forslag/").status_code == 405


def test_two_who_say_it_at_once_say_it_once(own_database: Scratch) -> None:
    cast = make_cast()
    make_plan(cast.district)
    author, now = Author(None, "F"), timezone.now()
    calls = [lambda: proposing.say_none(council=cast.viborg, year=2023, author=author, at=now) for _ in range(3)]
    assert sorted(together(*calls)) == [False, False, True]


@pytest.mark.parametrize("attempt", range(3))
def test_none_is_not_left_standing_beside_a_proposal_sent_at_the_same_moment(
    own_database: Scratch, attempt: int
) -> None:
    cast = make_cast()
    make_plan(cast.district)
    row, author, now = draft(cast.viborg), Author(None, "F"), timezone.now()
    together(
        lambda: proposing.say_none(council=cast.viborg, year=2023, author=author, at=now),
        lambda: proposing.send(row, version=1, author=author, at=now),
    )
    assert not NoProposals.objects.exists()
