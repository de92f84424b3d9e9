"""Adding a section: where, what it is called, and the key that it gets."""

from __future__ import annotations

import re

import pytest

from plans.models import Plan, Section
from tests.base import section, shown
from tests.desk_outline.conftest import Desk


def spot_of(html: str) -> str:
    """Where the field for a new section stands."""
    found = re.search(r'name="nyt-spot"\s+value="([^"]*)"', html)
    return found[1] if found else ""


@pytest.mark.parametrize(
    ("spot", "left"),
    [
        ("efter:kredsraadet", "  2 vold-i-nattelivet"),
        ("efter:lokalraadene", "  3 vold-i-nattelivet"),
        ("under:del-2", "  4 vold-i-nattelivet"),
        ("under:lokalraadene", "    2.2 vold-i-nattelivet"),
        ("sidst", "5 vold-i-nattelivet"),
    ],
)
def test_a_section_is_added_where_it_is_asked_for(desk: Desk, plan: Plan, spot: str, left: str) -> None:
    response = desk.add("Vold i nattelivet", spot)
    assert response["Location"] == "/skrivebord/plan/2023/#afsnit-vold-i-nattelivet"
    assert left in shown(plan)
    added = section(plan, "vold-i-nattelivet")
    assert (added.heading, added.state, added.kind, added.role) == ("Vold i nattelivet", "new", "written", "section")


def test_the_field_stands_where_the_section_will_and_says_its_number(desk: Desk) -> None:
    html = desk.text("?nyt=efter:lokalraadene")
    assert spot_of(html) == "efter:lokalraadene"
    assert re.search(r'id="afsnit-formaend".*?id="nyt".*?Nyt afsnit 3<.*?id="afsnit-del-2"', html, re.DOTALL)
    assert "Nyt afsnit 2.2<" in desk.text("?nyt=under:lokalraadene")
    assert "Nyt afsnit 5<" in desk.text("?nyt=sidst")


def test_a_field_for_after_a_section_that_is_gone_stands_last(desk: Desk) -> None:
    html = desk.text("?nyt=efter:findes-ikke")
    assert spot_of(html) == "sidst"


@pytest.mark.parametrize(("role", "left"), [("part", "Del 3 nyt"), ("annex", "Bilag 5 nyt"), ("section", "5 nyt")])
def test_at_the_top_one_chooses_what_is_added(desk: Desk, plan: Plan, role: str, left: str) -> None:
    assert '<option value="part"' in desk.text("?nyt=sidst")
    desk.add("Nyt", **{"nyt-role": role})
    assert shown(plan)[-1] == left


def test_under_a_part_there_is_nothing_to_choose(desk: Desk, plan: Plan) -> None:
    assert '<option value="part"' not in desk.text("?nyt=under:del-1")
    response = desk.add("Nyt", "under:del-1", **{"nyt-role": "part"})
    assert response.status_code == 200
    assert "nyt" not in " ".join(shown(plan)[:3])
    assert not Section.objects.filter(heading="Nyt").exists()


def test_the_key_is_no_others_and_no_removed_ones(desk: Desk, plan: Plan) -> None:
    desk.add("Nævnet")
    assert section(plan, "naevnet-2").heading == "Nævnet"
    desk.post("remove:naevnet-2")
    desk.add("Nævnet")
    assert section(plan, "naevnet-3").heading == "Nævnet"
    desk.add("Ægte & ÅBEN §§")
    assert section(plan, "aegte-aaben").heading == "Ægte & ÅBEN §§"
    desk.add("???")
    assert section(plan, "afsnit").heading == "???"


def test_the_heading_is_one_line(desk: Desk, plan: Plan) -> None:
    desk.add("  To \n ord ")
    assert section(plan, "to-ord").heading == "To ord"


@pytest.mark.parametrize(
    ("heading", "why"),
    [
        ("", "Dette felt er påkrævet."),
        ("   ", "Dette felt er påkrævet."),
        ("x" * 251, "højst have 250 tegn"),
        ("a\x00b", "Null-tegn er ikke tilladte."),
        ("Sag om 010180-1234", "CPR-nummer"),
    ],
)
def test_a_heading_that_will_not_do_is_kept_in_its_field(desk: Desk, heading: str, why: str) -> None:
    response = desk.add(heading, "efter:kredsraadet")
    html = response.content.decode()
    assert response.status_code == 200
    assert why in html
    assert "<title>Fejl: " in html
    assert spot_of(html) == "efter:kredsraadet"
    if heading.strip() and "\x00" not in heading:
        assert f'value="{heading}"' in html
    assert desk.seen() == 1


def test_ten_digits_that_are_no_cpr_number_may_be_written(desk: Desk, plan: Plan) -> None:
    html = desk.add("Sag 0101801234").content.decode()
    assert re.search(r'<input[^>]*name="nyt-cpr_seen"[^>]*form="outline-add"', html)
    desk.add("Sag 0101801234", **{"nyt-cpr_seen": "on"})
    assert section(plan, "sag-0101801234")


def test_the_second_of_two_loses_nothing_that_was_typed(desk: Desk, colleague: Desk, plan: Plan) -> None:
    seen = desk.seen()
    colleague.post("up:lokalraadene", seen=seen)
    response = desk.add("Vold i nattelivet", "efter:kredsraadet", seen=seen)
    html = response.content.decode()
    assert response.status_code == 409
    assert "Dispositionen er ændret af en anden" in html
    assert 'value="Vold i nattelivet"' in html
    assert spot_of(html) == "efter:kredsraadet"
    desk.add("Vold i nattelivet", "efter:kredsraadet")
    assert section(plan, "vold-i-nattelivet")


def test_what_was_typed_for_after_a_section_that_somebody_removed_is_kept_too(desk: Desk, colleague: Desk) -> None:
    seen = desk.seen()
    colleague.post("remove:kredsraadet", seen=seen)
    html = desk.add("Vold i nattelivet", "efter:kredsraadet", seen=seen).content.decode()
    assert 'value="Vold i nattelivet"' in html
    assert spot_of(html) == "sidst"


def test_what_was_typed_before_the_session_ended_comes_back(desk: Desk) -> None:
    html = desk.text("?nyt=efter:kredsraadet&overskrift=Vold%20%3Cb%3E")
    assert 'value="Vold &lt;b&gt;"' in html


def test_the_plan_does_not_get_too_deep(desk: Desk, plan: Plan) -> None:
    desk.add("Niveau", "under:formaend")
    for key in ("niveau", "niveau-2"):
        desk.add("Niveau", f"under:{key}")
    assert "Tilføj underafsnit" not in desk.text("?aaben=niveau-3")
    response = desk.add("Niveau", "under:niveau-3")
    assert response.status_code == 409
    assert "6 niveauer" in response.content.decode()


def test_nothing_is_added_in_the_wrong_stage(desk: Desk) -> None:
    Plan.objects.update(stage="published")
    response = desk.add("Nyt")
    assert response.status_code == 409
    assert "Planen er offentliggjort." in response.content.decode()


@pytest.mark.parametrize("spot", ["", "efter:", "under:\x00", "andet:kredsraadet", "x" * 200])
def test_a_spot_that_is_none_is_the_end_or_an_error_but_never_a_crash(desk: Desk, spot: str) -> None:
    assert desk.add("Nyt", spot).status_code in (200, 302)
