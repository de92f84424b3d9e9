"""Moving sections by the buttons and by dropping them somewhere."""

from __future__ import annotations

from typing import Any

import pytest

from plans.models import Plan
from tests.base import Cast, make_plan, shown
from tests.desk_outline.conftest import Desk

TOO_LARGE = str(10**30)


@pytest.mark.parametrize(
    ("op", "left", "words"),
    [
        ("up:lokalraadene", ["  1 lokalraadene", "    1.1 formaend", "  2 kredsraadet"], "2 er nu 1: »Lokalrådene«."),
        ("down:kredsraadet", ["  1 lokalraadene", "    1.1 formaend", "  2 kredsraadet"], "1 er nu 2: »Kredsrådet«."),
        ("into:lokalraadene", ["  1 kredsraadet", "    1.1 lokalraadene", "      1.1.1 formaend"], "2 er nu 1.1"),
        ("out:formaend", ["  1 kredsraadet", "  2 lokalraadene", "  3 formaend"], "2.1 er nu 3: »Formænd«."),
    ],
)
def test_the_buttons_move_and_say_the_new_number(desk: Desk, plan: Plan, op: str, left: list[str], words: str) -> None:
    response = desk.post(op)
    assert response.status_code == 302
    assert response["Location"] == f"/skrivebord/plan/2023/#afsnit-{op.partition(':')[2]}"
    assert shown(plan)[2:5] == left
    assert words in desk.text()


def test_a_part_is_spoken_of_by_its_label(desk: Desk) -> None:
    desk.post("up:del-2")
    assert "Del 2 er nu Del 1: »Indsatser«." in desk.text()


def test_a_section_without_a_number_is_moved_too(desk: Desk) -> None:
    desk.post("down:forord")
    assert "Forord er flyttet." in desk.text()


def test_with_htmx_the_answer_is_the_fresh_outline_alone(desk: Desk) -> None:
    response = desk.post("up:lokalraadene", htmx=True)
    html = response.content.decode()
    assert response.status_code == 200
    assert "<html" not in html
    assert html.lstrip().startswith('<div id="outline"')
    assert 'hx-swap-oob="innerHTML">2 er nu 1: »Lokalrådene«.</p>' in html
    assert f'name="seen" value="{desk.seen()}"' in html


@pytest.mark.parametrize(
    ("key", "parent", "after", "left"),
    [
        ("naevnet", "del-1", "", "  1 naevnet"),
        ("naevnet", "del-1", "kredsraadet", "  2 naevnet"),
        ("naevnet", "lokalraadene", "formaend", "    2.2 naevnet"),
        ("aftalen", "", "forord", "1 aftalen"),
    ],
)
def test_a_section_is_dropped_where_it_shall_lie(
    desk: Desk, plan: Plan, key: str, parent: str, after: str, left: str
) -> None:
    assert desk.post("place", key=key, parent=parent, after=after).status_code == 302
    assert left in shown(plan)


def test_dropping_a_section_where_it_lies_changes_nothing(desk: Desk) -> None:
    desk.post("up:lokalraadene")
    before = desk.seen()
    desk.post("place", key="kredsraadet", parent="del-1", after="lokalraadene")
    assert desk.seen() == before
    assert "2 er nu 1: »Lokalrådene«." in desk.text()


# What is refused -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("op", "sent", "why"),
    [
        ("up:forord", {}, "Afsnittet ligger allerede først."),
        ("into:kredsraadet", {}, "Der er intet afsnit før dette at rykke ind under."),
        ("out:oevrige-raad", {}, "Afsnittet ligger allerede yderst."),
        ("place", {"key": "lokalraadene", "parent": "formaend", "after": ""}, "ind under sig selv"),
        ("place", {"key": "del-1", "parent": "del-2", "after": ""}, "kan ikke ligge under et afsnit af arten del"),
        ("place", {"key": "naevnet", "parent": "del-1", "after": "aftalen"}, "ligger der ikke længere"),
        ("place", {"key": "naevnet", "parent": "findes-ikke", "after": ""}, "findes ikke længere"),
        ("up:findes-ikke", {}, "Afsnittet findes ikke længere."),
        ("up:\x00", {}, "Afsnittet findes ikke længere."),
        ("up:", {}, "Afsnittet findes ikke længere."),
    ],
)
def test_an_impossible_move_is_told_and_changes_nothing(desk: Desk, plan: Plan, op: str, sent: Any, why: str) -> None:
    before, version = shown(plan), desk.seen()
    response = desk.post(op, **sent)
    assert response.status_code == 409
    assert why in response.content.decode()
    assert (shown(plan), desk.seen()) == (before, version)


@pytest.mark.parametrize("seen", ["", "x", "-1", "1.5", TOO_LARGE, "\x00"])
def test_a_move_that_does_not_say_what_it_began_from_is_not_understood(desk: Desk, plan: Plan, seen: str) -> None:
    before = shown(plan)
    assert desk.post("up:lokalraadene", seen=seen).status_code == 400
    assert shown(plan) == before


@pytest.mark.parametrize("op", ["", "sideways:forord", "\x00", "place"])
def test_nonsense_is_not_understood(desk: Desk, op: str) -> None:
    response = desk.post(op)
    assert response.status_code == 400
    assert "Ændringen kunne ikke læses." in response.content.decode()


def test_nothing_is_moved_in_a_plan_of_another_council(desk: Desk, cast: Cast, plan: Plan) -> None:
    make_plan(cast.viborg, sections=[{"key": "vores"}, {"key": "andet"}])
    assert desk.post("down:vores").status_code == 409


# Two at once ---------------------------------------------------------------------------------------------------------


def test_the_second_of_two_is_told_and_shown_the_fresh_outline(desk: Desk, colleague: Desk, plan: Plan) -> None:
    seen = desk.seen()
    colleague.post("up:lokalraadene", seen=seen)
    moved = shown(plan)
    response = desk.post("out:formaend", seen=seen)
    html = response.content.decode()
    assert response.status_code == 409
    assert "Dispositionen er ændret af en anden, siden du åbnede den." in html
    assert f'name="seen" value="{desk.seen()}"' in html
    assert shown(plan) == moved


def test_the_wrong_stage_is_told_with_its_reason(desk: Desk, plan: Plan) -> None:
    Plan.objects.update(stage="decision")
    response = desk.post("up:lokalraadene", htmx=True)
    assert response.status_code == 409
    assert "Planen er til beslutning." in response.content.decode()
    assert shown(plan)[2] == "  1 kredsraadet"
