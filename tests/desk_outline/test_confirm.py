"""Confirming sections from the outline, several at once, each in the version that was seen."""

from __future__ import annotations

from typing import Any

import pytest

from councils.models import Body
from plans import saving
from plans.models import Plan, Revision, Section
from plans.saving import Author, Words
from tests.base import Cast, make_plan, section
from tests.desk_outline.conftest import Desk

CARRIED = ("forord", "kredsraadet", "lokalraadene", "formaend", "aftalen", "naevnet")


@pytest.fixture(autouse=True)
def carried(plan: Plan) -> None:
    """All sections with a text come from last year."""
    Section.objects.filter(plan=plan, key__in=CARRIED).update(state="carried")


def states(plan: Plan) -> set[str]:
    """The sections that are confirmed."""
    return set(Section.objects.filter(plan=plan, state="confirmed").values_list("key", flat=True))


def test_several_are_confirmed_at_once(desk: Desk, plan: Plan) -> None:
    response = desk.post("confirm", chosen=["naevnet:1", "aftalen:1"])
    assert response.status_code == 302
    assert states(plan) == {"naevnet", "aftalen"}
    assert "4.1 Nævnet og 3 Aftalen er bekræftet." in desk.text()
    assert Revision.objects.filter(section__key="naevnet", kind="confirmed", author_name="Sekretær").exists()


def test_many_are_counted_rather_than_named(desk: Desk, plan: Plan) -> None:
    html = desk.post("confirm", chosen=[f"{key}:1" for key in CARRIED], htmx=True).content.decode()
    assert "6 afsnit er bekræftet." in html
    assert states(plan) == set(CARRIED)


def test_each_box_says_which_version_was_seen(desk: Desk, cast: Cast, plan: Plan) -> None:
    saving.save(section(plan, "naevnet"), Words("Nævnet", "<p>Ny.</p>", ""), base=1, author=Author.of(cast.secretary))
    assert 'name="chosen" value="naevnet:2"' in desk.text()


def test_what_changed_since_is_told_by_name_and_left(desk: Desk, cast: Cast, plan: Plan) -> None:
    saving.save(section(plan, "naevnet"), Words("Nævnet", "<p>Ny.</p>", ""), base=1, author=Author.of(cast.secretary))
    html = desk.post("confirm", chosen=["naevnet:1", "aftalen:1"], htmx=True).content.decode()
    assert "4.1 Nævnet er ændret, siden du så det. Læs det igen, før du bekræfter det." in html
    assert states(plan) == {"aftalen"}


def test_what_the_register_has_changed_must_be_opened_first(desk: Desk, cast: Cast, at_desk: Any) -> None:
    body = Body.objects.create(name="Nævnet", slug="naevnet", kind="board", text="<p>Tre medlemmer.</p>")
    register = {"model": "body", "slug": "naevnet"}
    rows = [{"key": "a", "kind": "register", "register": register}, {"key": "tomt", "heading": "Tomt"}]
    plan = make_plan(cast.district, year=2024, sections=rows)
    Section.objects.filter(plan=plan).update(state="carried")
    body.text = "<p>Fire medlemmer.</p>"
    body.save()
    page = desk.client.get("/skrivebord/plan/2024/").content.decode()
    assert 'name="chosen"' not in page
    sent = {"op": "confirm", "chosen": ["a:1", "tomt:1"]}
    html = desk.client.post("/skrivebord/plan/2024/disposition/", sent, headers={"HX-Request": "true"}).content.decode()
    assert "Ingen afsnit er bekræftet." in html
    assert "1 Nævnet er ikke bekræftet; åbn det først. Registret er ændret, efter at teksten blev hentet." in html
    assert "2 Tomt er ikke bekræftet; åbn det først. Afsnittet er tomt og har ingen note om hvorfor." in html
    assert states(plan) == set()


def test_what_is_confirmed_already_is_said(desk: Desk, plan: Plan) -> None:
    desk.post("confirm", chosen=["naevnet:1"])
    html = desk.post("confirm", chosen=["naevnet:2"], htmx=True).content.decode()
    assert "4.1 Nævnet var allerede bekræftet." in html
    assert section(plan, "naevnet").version == 2


def test_what_was_removed_meanwhile_is_said(desk: Desk, colleague: Desk, plan: Plan) -> None:
    colleague.post("remove:naevnet")
    html = desk.post("confirm", chosen=["naevnet:1", "aftalen:1"], htmx=True).content.decode()
    assert "Et af de valgte afsnit er fjernet i mellemtiden." in html
    assert states(plan) == {"aftalen"}


def test_the_list_stays_cut_as_it_was(desk: Desk) -> None:
    response = desk.post("confirm", chosen=["naevnet:1"], vis="mangler", q="n")
    assert response["Location"] == "/skrivebord/plan/2023/?vis=mangler&q=n"


def test_none_chosen_is_told(desk: Desk, plan: Plan) -> None:
    response = desk.post("confirm")
    assert response.status_code == 409
    assert "Sæt først kryds ved de afsnit, der skal bekræftes." in response.content.decode()


@pytest.mark.parametrize("chosen", ["naevnet", "naevnet:", "naevnet:x", f"naevnet:{10**30}", "naevnet:-1", "naevnet:²"])
def test_a_choice_without_its_version_is_not_understood(desk: Desk, plan: Plan, chosen: str) -> None:
    assert desk.post("confirm", chosen=[chosen]).status_code == 400
    assert states(plan) == set()


def test_nothing_is_confirmed_in_the_wrong_stage(desk: Desk, plan: Plan) -> None:
    Plan.objects.update(stage="decision")
    response = desk.post("confirm", chosen=["naevnet:1"])
    assert response.status_code == 409
    assert "Planen er til beslutning." in response.content.decode()
    assert states(plan) == set()


def test_readers_confirm_nothing(cast: Cast, at_desk: Any, plan: Plan) -> None:
    assert at_desk(cast.mayor).post("confirm", chosen=["naevnet:1"]).status_code == 403
    assert states(plan) == set()
