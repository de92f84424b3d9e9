"""The signatories taken in anew, where others sign by now."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from councils.models import Membership
from plans.models import ApprovalRound, EditorialCorrection, Plan
from tests.base import SMALL_PLAN, Cast, make_person, make_plan, outbox, seat
from tests.deciding.builders import DECISION, fresh, give, open_now, signed_in, to_decision, told

ADDRESS = "/skrivebord/plan/2023/redaktionel-rettelse/underskrivere/opdater/"
SIGNED = {
    "key": "underskrivere",
    "role": "signatories",
    "kind": "generated",
    "generator": "signatories",
    "heading": "Underskrivere",
}


@pytest.fixture
def plan(cast: Cast) -> Plan:
    """The small plan with its signatories."""
    return make_plan(cast.district, sections=[*SMALL_PLAN, SIGNED])


def change_of_mayor(cast: Cast, opened: ApprovalRound) -> None:
    """The text was locked yesterday; today another is mayor of Viborg."""
    yesterday = timezone.localdate() - timedelta(days=1)
    ApprovalRound.objects.filter(pk=opened.pk).update(signed_on=yesterday)
    Membership.objects.filter(person=cast.mayor.person).update(ends=yesterday)
    values: dict[str, Any] = {
        "capacity": "municipality",
        "municipality": cast.viborg.municipality,
        "title": "Borgmester i Viborg",
    }
    seat(make_person("Anna Holm"), cast.district, starts=timezone.localdate(), signs_plan=True, order=2, **values)


def send(cast: Cast, plan: Plan, **data: Any) -> Any:
    """What the page sends, with the digests that it shows."""
    page = told(signed_in(cast.secretary).get(ADDRESS))
    shown = {name: page.split(f'name="{name}" value="')[1][:64] for name in ("before", "after") if name in page}
    return signed_in(cast.secretary).post(ADDRESS, {"reason": "Ny borgmester"} | shown | data)


def test_the_secretary_is_told_that_others_sign(cast: Cast, plan: Plan, opened: ApprovalRound) -> None:
    assert "Opdatér underskriverne" not in told(signed_in(cast.secretary).get(DECISION))
    change_of_mayor(cast, opened)
    assert "Opdatér underskriverne" in told(signed_in(cast.secretary).get(DECISION))


def test_the_difference_shows_the_names(cast: Cast, plan: Plan, opened: ApprovalRound) -> None:
    change_of_mayor(cast, opened)
    page = told(signed_in(cast.secretary).get(ADDRESS))
    assert "Anna Holm" in page.split("<ins>", 1)[1]
    assert open_now(plan) == opened


def test_the_names_are_taken_in_and_what_was_approved_stands(cast: Cast, plan: Plan, opened: ApprovalRound) -> None:
    give(opened, cast.mayor)
    change_of_mayor(cast, opened)
    assert send(cast, plan)["Location"] == DECISION
    new = open_now(plan)
    assert (new.follows, new.signed_on) == (fresh(opened), timezone.localdate())
    assert "Anna Holm" in new.content
    assert EditorialCorrection.objects.get().section_key == "underskrivere"
    assert "Ny borgmester" in outbox(to=cast.director)[-1].message
    assert "da Borgmester i Viborg havde pladsen" in told(signed_in(cast.secretary).get(DECISION))


def test_a_plan_that_does_not_list_them_has_them_in_the_edition_all_the_same(cast: Cast) -> None:
    plan = make_plan(cast.district, year=2024)
    opened = to_decision(plan, cast)
    change_of_mayor(cast, opened)
    address = ADDRESS.replace("2023", "2024")
    page = told(signed_in(cast.secretary).get(address))
    shown = {name: page.split(f'name="{name}" value="')[1][:64] for name in ("before", "after")}
    assert signed_in(cast.secretary).post(address, {"reason": "Ny borgmester"} | shown).status_code == 302
    new = open_now(plan)
    assert (new.digest, new.signed_on) == (opened.digest, timezone.localdate())


def test_where_nothing_has_changed_there_is_nothing_to_take_in(cast: Cast, plan: Plan, opened: ApprovalRound) -> None:
    assert "Planen og registrene siger det samme." in told(signed_in(cast.secretary).get(ADDRESS))
    sent = {"reason": "x", "before": opened.digest, "after": opened.digest}
    assert signed_in(cast.secretary).post(ADDRESS, sent).status_code == 409
    assert open_now(plan) == opened


def test_what_changed_since_the_page_was_shown_is_shown_first(cast: Cast, plan: Plan, opened: ApprovalRound) -> None:
    change_of_mayor(cast, opened)
    page = send(cast, plan, after="0" * 64)
    assert page.status_code == 409
    assert "Se forskellen igen." in told(page)
    assert open_now(plan) == opened


def test_a_reason_is_wanted(cast: Cast, plan: Plan, opened: ApprovalRound) -> None:
    change_of_mayor(cast, opened)
    assert send(cast, plan, reason=" ").status_code == 422


def test_outside_the_stage_it_is_refused(cast: Cast, opened: ApprovalRound) -> None:
    Plan.objects.update(stage="editing")
    assert signed_in(cast.secretary).get(ADDRESS).status_code == 409
