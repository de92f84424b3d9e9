"""Removing a section with all below it, and putting it back; both stand in the plan's log."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from plans import assembly
from plans.models import Assignment, Comment, Plan, PlanEvent, Section
from plans.publishing.freezing import freeze
from tests.base import PUBLISHED_ON, Cast, section, shown
from tests.desk_outline.conftest import Desk


def events(plan: Plan) -> list[tuple[str, str, str]]:
    """The plan's log: what, by whom, in which words."""
    return list(PlanEvent.objects.filter(plan=plan).values_list("kind", "actor", "text"))


def test_a_section_goes_with_all_below_it(desk: Desk, plan: Plan) -> None:
    assert desk.post("remove:lokalraadene").status_code == 302
    assert shown(plan)[1:4] == ["Del 1 del-1", "  1 kredsraadet", "Del 2 del-2"]
    html = desk.text()
    assert "2 Lokalrådene er fjernet med 1 afsnit under sig." in html
    assert "Fjernede afsnit (1)" in html
    assert "<b>Lokalrådene</b> med 1 afsnit under sig" in html


def test_nothing_of_it_is_lost(desk: Desk, plan: Plan) -> None:
    row = section(plan, "naevnet")
    Comment.objects.create(section=row, author_name="A", text="?", created_at=timezone.now())
    desk.post("remove:naevnet")
    kept = Section.everything.get(plan=plan, key="naevnet")
    assert (kept.text, kept.removed_by) == (row.text, "Sekretær")
    desk.post("restore:naevnet")
    assert section(plan, "naevnet").comments.count() == 1
    assert shown(plan)[-1] == "  4.1 naevnet"


def test_removing_and_putting_back_stand_in_the_log(desk: Desk, plan: Plan) -> None:
    desk.post("remove:lokalraadene")
    desk.post("restore:lokalraadene")
    assert events(plan) == [
        ("removed", "Sekretær", "2 Lokalrådene er fjernet med 1 afsnit under sig."),
        ("restored", "Sekretær", "2 Lokalrådene er sat ind igen med 1 afsnit under sig."),
    ]


def test_who_still_refers_to_it_and_who_was_asked_is_told(desk: Desk, cast: Cast, plan: Plan) -> None:
    Assignment.objects.create(
        section=section(plan, "naevnet"),
        post=cast.post,
        due=date(2023, 11, 3),
        assigned_by_name="Sekretær",
        assigned_at=timezone.now(),
    )
    html = desk.post("remove:oevrige-raad", htmx=True).content.decode()
    assert "Der er stadig henvisninger til det i 2 Lokalrådene." in html
    assert "Der er bedt om bidrag fra Forebyggelse." in html


def test_what_was_removed_is_not_in_the_frozen_plan_nor_in_the_next_one(desk: Desk, plan: Plan) -> None:
    desk.post("remove:lokalraadene")
    assert "formaend" not in freeze(plan, on=PUBLISHED_ON).json
    made = assembly.assemble(council=plan.council, year=2024, actor="Sekretær", standard=[]).plan
    assert not Section.everything.filter(plan=made, key="lokalraadene").exists()


def test_a_removed_section_has_no_page(desk: Desk) -> None:
    desk.post("remove:naevnet")
    assert desk.client.get("/skrivebord/plan/2023/afsnit/naevnet/").status_code == 404


def test_removed_sections_can_be_put_back_later_from_the_list(desk: Desk, plan: Plan) -> None:
    before = shown(plan)
    desk.post("remove:lokalraadene")
    desk.post("remove:naevnet")
    desk.post("up:del-2")
    html = desk.text()
    assert "Fjernede afsnit (2)" in html
    assert html.index("<b>Nævnet</b>") < html.index("<b>Lokalrådene</b>")
    desk.post("restore:naevnet")
    desk.post("restore:lokalraadene")
    desk.post("down:del-2")
    assert shown(plan) == before
    assert "Fjernede afsnit" not in desk.text()


def test_what_was_removed_twice_over_is_listed_by_what_can_be_put_back(desk: Desk, plan: Plan) -> None:
    desk.post("remove:formaend")
    desk.post("remove:lokalraadene")
    assert "Fjernede afsnit (2)" in desk.text()
    desk.post("restore:formaend")
    assert shown(plan)[1:4] == ["Del 1 del-1", "  1 kredsraadet", "  2 formaend"]


# What is refused -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("op", "why"),
    [
        ("remove:findes-ikke", "Afsnittet findes ikke længere."),
        ("remove:\x00", "Afsnittet findes ikke længere."),
        ("restore:findes-ikke", "Afsnittet findes ikke længere."),
        ("restore:naevnet", "Afsnittet er allerede sat ind igen."),
    ],
)
def test_what_is_not_there_is_told(desk: Desk, plan: Plan, op: str, why: str) -> None:
    response = desk.post(op)
    assert response.status_code == 409
    assert why in response.content.decode()
    assert events(plan) == []


@pytest.mark.parametrize("op", ["remove:naevnet", "restore:aftalen"])
def test_the_second_of_two_is_told(desk: Desk, colleague: Desk, plan: Plan, op: str) -> None:
    desk.post("remove:aftalen")
    seen = desk.seen()
    colleague.post("up:lokalraadene", seen=seen)
    before = shown(plan)
    response = desk.post(op, seen=seen)
    assert response.status_code == 409
    assert "ændret af en anden" in response.content.decode()
    assert shown(plan) == before


@pytest.mark.parametrize("op", ["remove:naevnet", "restore:aftalen"])
def test_nothing_is_taken_out_or_put_in_in_the_wrong_stage(desk: Desk, plan: Plan, op: str) -> None:
    desk.post("remove:aftalen")
    before = shown(plan)
    Plan.objects.update(stage="decision")
    response = desk.post(op)
    assert response.status_code == 409
    assert "Planen er til beslutning." in response.content.decode()
    assert shown(plan) == before
    assert "Sæt ind igen" not in desk.text()


@pytest.mark.parametrize("op", ["remove:naevnet", "restore:naevnet"])
def test_readers_take_nothing_out_and_put_nothing_in(cast: Cast, at_desk: Any, plan: Plan, op: str) -> None:
    assert at_desk(cast.mayor).post(op).status_code == 403
