"""Undoing the last change: it stays until the next one, and is refused where somebody else changed the same since."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from plans import saving
from plans.models import Plan, Section
from plans.saving import Author, Words
from tests.base import Cast, make_plan, section, shown
from tests.desk_outline.conftest import Desk


def offered(desk: Desk) -> str:
    """What the page offers to undo; empty for nothing."""
    found = re.search(r'<div class="undo">.*?<p>(.*?)</p>', desk.text(), re.DOTALL)
    return found[1] if found else ""


def headings(plan: Plan) -> dict[str, str]:
    """What each section is called."""
    return dict(Section.objects.filter(plan=plan).values_list("key", "heading"))


CHANGES: dict[str, Callable[[Desk], Any]] = {
    "up": lambda desk: desk.post("up:lokalraadene"),
    "down": lambda desk: desk.post("down:forord"),
    "into": lambda desk: desk.post("into:lokalraadene"),
    "out": lambda desk: desk.post("out:formaend"),
    "place first": lambda desk: desk.post("place", key="naevnet", parent="del-1", after=""),
    "place at the top": lambda desk: desk.post("place", key="aftalen", parent="", after="forord"),
    "add": lambda desk: desk.add("Nyt", "efter:kredsraadet"),
    "rename": lambda desk: desk.rename("naevnet", "Andet"),
    "remove": lambda desk: desk.post("remove:lokalraadene"),
    "remove a part": lambda desk: desk.post("remove:del-1"),
}


@pytest.mark.parametrize("change", list(CHANGES.values()), ids=list(CHANGES))
def test_every_change_can_be_undone_once(desk: Desk, plan: Plan, change: Callable[[Desk], Any]) -> None:
    before = shown(plan), headings(plan)
    change(desk)
    assert (shown(plan), headings(plan)) != before
    assert offered(desk)
    response = desk.undo(htmx=True)
    assert "Fortrudt." in response.content.decode()
    assert (shown(plan), headings(plan)) == before
    assert offered(desk) == ""
    assert desk.undo().status_code == 409
    assert (shown(plan), headings(plan)) == before


def test_putting_back_from_the_list_is_undone_by_taking_out_again(desk: Desk, plan: Plan) -> None:
    desk.post("remove:lokalraadene")
    removed = shown(plan)
    desk.post("restore:lokalraadene")
    desk.undo()
    assert shown(plan) == removed


def test_confirming_is_undone(desk: Desk, plan: Plan) -> None:
    Section.objects.filter(key__in=["naevnet", "aftalen"]).update(state="carried")
    desk.post("confirm", chosen=["naevnet:1", "aftalen:1"])
    assert section(plan, "naevnet").state == "confirmed"
    html = desk.undo(htmx=True).content.decode()
    assert "2 afsnit venter igen på at blive bekræftet." in html
    assert {section(plan, key).state for key in ("naevnet", "aftalen")} == {"carried"}


def test_it_stays_until_the_next_change(desk: Desk) -> None:
    desk.post("up:lokalraadene")
    desk.get("?vis=mangler")
    desk.post("up:forord")  # refused
    assert offered(desk) == "2 er nu 1: »Lokalrådene«."
    desk.post("down:forord")
    assert offered(desk) == "Forord er flyttet."


def test_it_is_offered_to_whoever_did_it_alone(desk: Desk, colleague: Desk) -> None:
    desk.post("up:lokalraadene")
    assert offered(colleague) == ""
    assert colleague.undo().status_code == 409


def test_it_is_offered_at_its_own_plan_alone(desk: Desk, cast: Cast, at_desk: Any) -> None:
    make_plan(cast.district, year=2024)
    desk.post("up:lokalraadene")
    assert "Fortryd" not in desk.client.get("/skrivebord/plan/2024/").content.decode()
    assert desk.client.post("/skrivebord/plan/2024/disposition/", {"op": "undo", "seen": 1}).status_code == 409


# Where somebody else came between ------------------------------------------------------------------------------------


def test_others_may_have_moved_other_things(desk: Desk, colleague: Desk, plan: Plan) -> None:
    desk.post("place", key="naevnet", parent="del-1", after="")
    colleague.post("down:forord")
    colleague.add("Nyt", "under:oevrige-raad")
    desk.undo()
    assert shown(plan)[-2:] == ["  4.1 naevnet", "  4.2 nyt"]


@pytest.mark.parametrize(
    ("mine", "theirs", "why"),
    [
        ("up:lokalraadene", "place:lokalraadene:del-2:", "En anden har flyttet afsnittet siden."),
        ("up:lokalraadene", "remove:lokalraadene", "Afsnittet findes ikke længere."),
        ("out:formaend", "remove:lokalraadene", "Det, som afsnittet lå under, er fjernet siden."),
        ("remove:naevnet", "restore:naevnet", "Afsnittet er allerede sat ind igen."),
    ],
)
def test_the_same_thing_changed_by_another_is_told_and_left(
    desk: Desk, colleague: Desk, plan: Plan, mine: str, theirs: str, why: str
) -> None:
    desk.post(mine)
    op, _, rest = theirs.partition(":")
    if op == "place":
        key, parent, after = rest.split(":")
        colleague.post("place", key=key, parent=parent, after=after)
    else:
        colleague.post(theirs)
    left = shown(plan)
    response = desk.undo()
    assert response.status_code == 409
    assert why in response.content.decode()
    assert shown(plan) == left


def test_a_new_section_in_which_another_has_written_is_not_taken_away(desk: Desk, cast: Cast, plan: Plan) -> None:
    desk.add("Nyt", "efter:kredsraadet")
    saving.save(section(plan, "nyt"), Words("Nyt", "<p>Ord.</p>", ""), base=1, author=Author.of(cast.secretary))
    response = desk.undo()
    assert response.status_code == 409
    assert "En anden har ændret afsnittet siden" in response.content.decode()
    assert section(plan, "nyt").text == "<p>Ord.</p>"


def test_nor_one_under_which_another_has_put_something(desk: Desk, colleague: Desk, plan: Plan) -> None:
    desk.add("Nyt", "efter:kredsraadet")
    colleague.add("Under", "under:nyt")
    assert desk.undo().status_code == 409
    assert section(plan, "under").parent == section(plan, "nyt")


def test_a_heading_that_another_changed_is_left(desk: Desk, colleague: Desk, plan: Plan) -> None:
    desk.rename("naevnet", "Mit")
    colleague.rename("naevnet", "Dit", base=2)
    response = desk.undo()
    assert response.status_code == 409
    assert "En anden har ændret overskriften siden." in response.content.decode()
    assert section(plan, "naevnet").heading == "Dit"


def test_a_heading_is_undone_though_another_wrote_in_the_section(desk: Desk, cast: Cast, plan: Plan) -> None:
    desk.rename("naevnet", "Mit")
    saving.save(section(plan, "naevnet"), Words("Mit", "<p>Ny.</p>", ""), base=2, author=Author.of(cast.secretary))
    desk.undo()
    row = section(plan, "naevnet")
    assert (row.heading, row.text) == ("Nævnet", "<p>Ny.</p>")


def test_a_confirmed_section_that_another_rewrote_is_left(desk: Desk, cast: Cast, plan: Plan) -> None:
    Section.objects.filter(key="naevnet").update(state="carried")
    desk.post("confirm", chosen=["naevnet:1"])
    saving.save(
        section(plan, "naevnet"),
        Words("Nævnet", "<p>Ny.</p>", ""),
        base=2,
        author=Author.of(cast.secretary),
        state="rewritten",
    )
    html = desk.undo(htmx=True).content.decode()
    assert "4.1 Nævnet er ændret siden og er ikke rørt." in html
    assert section(plan, "naevnet").state == "rewritten"


def test_nothing_is_undone_in_the_wrong_stage(desk: Desk, plan: Plan) -> None:
    desk.post("up:lokalraadene")
    left = shown(plan)
    Plan.objects.update(stage="decision")
    assert desk.undo().status_code == 409
    assert shown(plan) == left
    assert offered(desk) == ""
