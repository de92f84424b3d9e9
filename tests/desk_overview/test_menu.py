"""The desk's menu where more than one plan is worked on, and the way back from the registers."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.utils import timezone

from councils.models import User
from plans.models import Plan, Proposal
from tests.base import Cast, make_flat_plan


@pytest.fixture
def next_draft(cast: Cast, draft: Plan) -> Plan:
    """A draft for the year after, begun before the other is published."""
    return make_flat_plan(cast.district, count=2, year=2025)


def entries(client: Client, address: str) -> list[tuple[str, str, bool]]:
    """The menu's entries: what each is called, where it leads, and whether the page is there."""
    html = client.get(address).content.decode()
    menu = html[html.index('<nav class="desk-nav"') :].split("</nav>")[0]
    found = re.findall(r'<a href="([^"]*)"( aria-current="true")?>([^<]*)', menu)
    return [(label.strip(), url, bool(here)) for url, here, label in found]


def test_both_drafts_stand_in_the_menu_and_the_one_at_hand_is_marked(
    client: Client, cast: Cast, next_draft: Plan
) -> None:
    client.force_login(cast.secretary)
    found = entries(client, "/skrivebord/plan/2024/")
    assert ("Plan 2024", "/skrivebord/plan/2024/", True) in found
    assert ("Plan 2025", "/skrivebord/plan/2025/", False) in found


def test_contributions_are_those_of_the_draft_at_hand(client: Client, cast: Cast, next_draft: Plan) -> None:
    client.force_login(cast.secretary)
    assert ("Bidrag", "/skrivebord/plan/2024/bidrag/", True) in entries(client, "/skrivebord/plan/2024/bidrag/")
    assert ("Bidrag", "/skrivebord/plan/2025/bidrag/", False) in entries(client, "/skrivebord/personer/")


def test_a_published_plan_leaves_the_menu_when_the_next_is_begun(
    client: Client, cast: Cast, draft: Plan, next_draft: Plan
) -> None:
    Plan.objects.filter(pk=draft.pk).update(stage="published")
    client.force_login(cast.secretary)
    assert [label for label, _, _ in entries(client, "/skrivebord/personer/") if "Plan" in label] == ["Plan 2025"]
    assert ("Plan 2024", "/skrivebord/plan/2024/", True) in entries(client, "/skrivebord/plan/2024/")


def test_the_registers_lead_back_to_the_desk(client: Client, cast: Cast) -> None:
    client.force_login(cast.secretary)
    assert '<a href="/skrivebord/">Til overblikket</a>' in client.get("/admin/").content.decode()


def test_a_local_councils_people_go_to_their_councils_page(client: Client, cast: Cast) -> None:
    client.force_login(cast.chair_of_viborg)
    here = "/skrivebord/lokalraad/viborg/"
    assert ("Lokalrådet i Viborg", here, True) in entries(client, here)
    assert not [label for label, _, _ in entries(client, here) if "Herning" in label]


def test_the_secretary_sees_how_many_proposals_wait(client: Client, cast: Cast, draft: Plan) -> None:
    now = timezone.now()
    for number in (1, 2):
        Proposal.objects.create(
            council=cast.viborg,
            year=2024,
            number=number,
            title="Et forslag",
            state="submitted",
            created_at=now,
            changed_at=now,
            submitted_at=now,
        )
    client.force_login(cast.secretary)
    page = client.get("/skrivebord/").content.decode()
    assert 'Forslag <span class="count">2<span class="sr-only"> uden svar</span></span>' in page


def test_a_plans_pages_stand_side_by_side_as_far_as_its_stage_has_them(client: Client, cast: Cast, draft: Plan) -> None:
    assert parts(client, cast.secretary) == [
        "Disposition",
        "Tidsplan",
        "Kan planen godkendes?",
        "Udgaver",
        "Log",
    ]
    assert "Log" not in parts(client, cast.chair_of_viborg)
    Plan.objects.filter(pk=draft.pk).update(stage="decision")
    assert parts(client, cast.secretary) == [
        "Disposition",
        "Tidsplan",
        "Høring",
        "Godkendelse",
        "Offentliggørelse",
        "Udgaver",
        "Log",
    ]


def parts(client: Client, user: User) -> list[str]:
    """The links beside the outline, as the account sees them."""
    client.force_login(user)
    html = client.get("/skrivebord/plan/2024/").content.decode()
    return re.findall(r">([^<]+)</a>", html[html.index('<nav class="plan-parts"') :].split("</nav>")[0])
