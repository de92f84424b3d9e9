"""Asking for the same of the same as last year."""

from __future__ import annotations

from typing import Any

import pytest

from plans.assembly import assemble
from plans.models import Assignment, Plan, Section
from tests.base import Cast, outbox, publish
from tests.contributing.builders import ask, in_days, signed_in, told

ADDRESS = "/skrivebord/plan/2024/bidrag/som-sidste-aar/"


@pytest.fixture
def next_plan(cast: Cast, plan: Plan) -> Plan:
    """The plan of 2024, after one of which four contributions were asked."""
    ask(plan, "naevnet", cast.post, state="taken")
    ask(plan, "formaend", cast.post, state="waiting")
    ask(plan, "aftalen", cast.mayor, state="unchanged")
    ask(plan, "kredsraadet", cast.mayor, state="withdrawn")
    return assemble(council=cast.district, year=2024, actor="Sekretær", standard=[]).plan


ALL = ["naevnet:funktion:forebyggelse", "formaend:funktion:forebyggelse", "aftalen:person:borgmester-i-viborg"]


def send(user: Any, **data: Any) -> Any:
    """Send the page with all of it chosen, unless told otherwise."""
    return signed_in(user).post(
        ADDRESS, {"wishes": ALL, "due": in_days(9).isoformat(), "message": "Som i 2023."} | data
    )


def test_what_would_be_asked_is_shown_first_and_nothing_is_sent(cast: Cast, next_plan: Plan) -> None:
    page = told(signed_in(cast.secretary).get(ADDRESS))
    assert page.count("checked") == 3
    assert "4.1 Nævnet" in page
    assert "Kredsrådet</label>" not in page
    assert outbox() == []


def test_all_of_it_is_asked_in_one_step_with_one_mail_a_reader(cast: Cast, next_plan: Plan) -> None:
    assert send(cast.secretary).status_code == 302
    rows = Assignment.objects.filter(section__plan=next_plan).order_by("section__key")
    assert [(row.section.key, row.whom, row.due) for row in rows] == [
        ("aftalen", "Borgmester i Viborg", in_days(9)),
        ("formaend", "Forebyggelse", in_days(9)),
        ("naevnet", "Forebyggelse", in_days(9)),
    ]
    assert len(outbox(to=cast.contributor)) == len(outbox(to=cast.mayor)) == 1
    assert "2 afsnit" in outbox(to=cast.contributor)[0].subject


def test_a_part_of_it_can_be_left_out(cast: Cast, next_plan: Plan) -> None:
    send(cast.secretary, wishes=ALL[:1])
    assert Assignment.objects.filter(section__plan=next_plan).count() == 1


def test_what_was_asked_this_year_already_is_not_proposed(cast: Cast, next_plan: Plan) -> None:
    send(cast.secretary, wishes=ALL[:2])
    page = told(signed_in(cast.secretary).get(ADDRESS))
    assert page.count("checked") == 1
    send(cast.secretary, wishes=ALL[2:])
    assert "Der er ikke mere at bede om som sidste år" in told(signed_in(cast.secretary).get(ADDRESS))


def test_the_list_leads_to_it(cast: Cast, next_plan: Plan) -> None:
    assert "3 bidrag fra sidste år" in told(signed_in(cast.secretary).get("/skrivebord/plan/2024/bidrag/"))


def test_last_years_contributor_is_proposed_when_one_asks_by_hand(cast: Cast, next_plan: Plan) -> None:
    page = told(signed_in(cast.secretary).get("/skrivebord/plan/2024/bidrag/nyt/?afsnit=naevnet&afsnit=formaend"))
    assert '<option value="funktion:forebyggelse" selected>' in page
    assert "sidste år Forebyggelse" in page


def test_a_removed_section_is_not_proposed(cast: Cast, next_plan: Plan) -> None:
    Section.objects.filter(plan=next_plan, key="naevnet").update(removed_at=next_plan.created_at)
    assert "Nævnet" not in told(signed_in(cast.secretary).get(ADDRESS))


@pytest.mark.parametrize("wishes", [[], ["naevnet:person:opdigtet"], ["kredsraadet:person:borgmester-i-viborg"]])
def test_what_was_not_asked_last_year_cannot_be_asked_here(cast: Cast, next_plan: Plan, wishes: list[str]) -> None:
    page = told(send(cast.secretary, wishes=wishes))
    assert "<title>Fejl:" in page
    assert "Som i 2023." in page
    assert not Assignment.objects.filter(section__plan=next_plan).exists()


def test_readers_may_not_and_strangers_find_nothing(cast: Cast, next_plan: Plan) -> None:
    assert [send(user).status_code for user in (cast.mayor, cast.outsider)] == [403, 404]


def test_nothing_is_asked_for_a_published_plan(cast: Cast, next_plan: Plan) -> None:
    next_plan.sections.update(state="confirmed")
    publish(next_plan)
    assert send(cast.secretary).status_code == 409
