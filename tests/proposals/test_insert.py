"""A proposal's text brought into the plan: the difference first, and nothing of anybody's lost."""

from __future__ import annotations

from typing import Any

import pytest

from plans import saving
from plans.models import Plan, ProposalAnswer, Revision, Section
from plans.saving import Author, Words
from tests.base import Cast, make_plan, publish, section, shown
from tests.proposals.builders import BASE, NEW, drafted, fresh, page, sent, signed_in, text_of, told

TWO = [{"key": "kredsraadet", "heading": "Kredsrådet", "body": ["<p>Første.</p>", "<p>Anden.</p>"]}]


def own_save(plan: Plan, text: str) -> None:
    """What the secretary writes in the section meanwhile."""
    row = section(plan, "kredsraadet")
    saving.save(row, Words(row.heading, text, row.note), base=row.version, author=Author(None, "Sekretær"))


def insert(user: Any, row: Any, **fields: Any) -> Any:
    """Send the page with the difference, opened just now."""
    at = Section.objects.filter(plan__year=row.year, key=fields.get("afsnit", row.section_key)).first()
    values = {"afsnit": row.section_key, "version": at.version if at else 0}
    return signed_in(user).post(f"{page(row)}indsaet/", values | fields)


def test_the_difference_is_shown_and_nothing_saved(cast: Cast, plan: Plan) -> None:
    response = signed_in(cast.secretary).get(f"{page(sent(cast.viborg))}indsaet/")
    assert "<del>to</del><ins>fire</ins>" in told(response)
    assert text_of(plan) == BASE


def test_the_text_comes_into_the_section_and_nothing_else_is_set(cast: Cast, plan: Plan) -> None:
    row, before = sent(cast.viborg), section(plan, "kredsraadet")
    drafted(row)
    assert insert(cast.secretary, row).url == f"{page(row)}?afsnit=kredsraadet"
    now = section(plan, "kredsraadet")
    assert (now.text, now.version, now.state, now.heading) == (NEW, 2, before.state, before.heading)
    revision = Revision.objects.get(section=now, version=2)
    assert (revision.kind, revision.author, revision.base_version) == ("contribution", cast.secretary, 1)
    assert (fresh(row).state, ProposalAnswer.objects.get().sent_at) == ("submitted", None)


def test_what_was_changed_elsewhere_in_the_section_meanwhile_is_kept(cast: Cast) -> None:
    plan = make_plan(cast.district, sections=TWO)
    row = sent(cast.viborg, base_text="<p>Første.</p><p>Anden.</p>", text="<p>Første.</p><p>Anden, ny.</p>")
    own_save(plan, "<p>Første, rettet.</p><p>Anden.</p>")
    assert "Begge ændringer bevares." in told(signed_in(cast.secretary).get(f"{page(row)}indsaet/"))
    insert(cast.secretary, row)
    assert text_of(plan) == "<p>Første, rettet.</p><p>Anden, ny.</p>"


def test_a_base_that_the_section_never_had_is_merged_all_the_same(cast: Cast) -> None:
    """A proposal that began from last year's text: what it changed comes in, what this year changed stays."""
    plan = make_plan(cast.district, sections=TWO)
    row = sent(cast.viborg, base_text="<p>Gammel.</p><p>Anden.</p>", text="<p>Gammel.</p><p>Anden, ny.</p>")
    insert(cast.secretary, row)
    assert text_of(plan) == "<p>Første.</p><p>Anden, ny.</p>"


def test_the_same_place_changed_by_both_goes_on_to_a_choice(cast: Cast, plan: Plan) -> None:
    row = sent(cast.viborg)
    own_save(plan, "<p>Kredsrådet mødes tre gange om året.</p>")
    assert "vælger du sted for sted" in told(signed_in(cast.secretary).get(f"{page(row)}indsaet/"))
    response = insert(cast.secretary, row)
    aside = Revision.objects.get(kind="set_aside")
    assert response.url == f"/skrivebord/plan/2023/afsnit/kredsraadet/to-versioner/{aside.pk}/"
    assert (aside.text, aside.author) == (NEW, cast.secretary)
    assert "tre gange" in text_of(plan)


@pytest.mark.parametrize("version", ["", "x", "0", "7", "9" * 40, "\x00"])
def test_a_section_saved_since_is_shown_anew_first(cast: Cast, plan: Plan, version: str) -> None:
    response = insert(cast.secretary, sent(cast.viborg), version=version)
    assert response.status_code == 409
    assert "ændret, siden du så forskellen" in told(response)
    assert text_of(plan) == BASE


def test_pressing_twice_changes_it_once(cast: Cast, plan: Plan) -> None:
    row = sent(cast.viborg)
    insert(cast.secretary, row)
    assert "Afsnittet siger det allerede." in told(signed_in(cast.secretary).get(f"{page(row)}indsaet/"))
    insert(cast.secretary, row)
    assert section(plan, "kredsraadet").version == 2


def test_another_section_may_be_chosen(cast: Cast, plan: Plan) -> None:
    row = sent(cast.viborg)
    chosen = told(signed_in(cast.secretary).get(f"{page(row)}indsaet/?afsnit=formaend"))
    assert "Hvad der ændres i 2.1 Formænd" in chosen


@pytest.mark.parametrize("key", ["findes-ikke", "x" * 300, "del-1"])
def test_a_section_that_is_not_there_asks_for_another(cast: Cast, plan: Plan, key: str) -> None:
    shown_page = told(signed_in(cast.secretary).get(f"{page(sent(cast.viborg))}indsaet/?afsnit={key}"))
    assert "Vælg, hvor teksten skal stå." in shown_page
    assert insert(cast.secretary, sent(cast.viborg), afsnit=key).status_code == 200


def test_without_a_plan_for_the_year_there_is_nowhere_to_put_it(cast: Cast, plan: Plan) -> None:
    response = signed_in(cast.secretary).get(f"{page(sent(cast.viborg, 2031))}indsaet/")
    assert response.status_code == 409
    assert "ikke startet endnu" in told(response)


def test_nothing_comes_into_a_published_plan(cast: Cast, plan: Plan) -> None:
    row = sent(cast.viborg)
    publish(plan)
    assert insert(cast.secretary, row).status_code == 409
    assert text_of(plan) == BASE


@pytest.mark.parametrize("fields", [{"state": "withdrawn"}, {"text": ""}])
def test_what_is_withdrawn_or_has_no_text_is_not_inserted(cast: Cast, plan: Plan, fields: dict[str, Any]) -> None:
    assert insert(cast.secretary, sent(cast.viborg, **fields)).status_code == 409


def test_others_may_not(cast: Cast, plan: Plan) -> None:
    row = sent(cast.viborg)
    assert [insert(user, row).status_code for user in (cast.chair_of_viborg, cast.chair_of_herning)] == [403, 404]
    assert text_of(plan) == BASE


# A new section -------------------------------------------------------------------------------------------------------


def add(cast: Cast, row: Any, **fields: Any) -> Any:
    """Send the page of a new section, opened just now."""
    seen = Plan.objects.values_list("outline_version", flat=True).get(year=row.year)
    values = {"heading": "Stationer", "spot": "efter:kredsraadet", "seen": seen}
    return signed_in(cast.secretary).post(f"{page(row)}indsaet/", values | fields)


def test_a_new_section_comes_in_at_the_chosen_place(cast: Cast, plan: Plan) -> None:
    row = sent(cast.viborg, kind="new", section_key="", title="Stationer og terminaler")
    assert "Stationer og terminaler" in told(signed_in(cast.secretary).get(f"{page(row)}indsaet/"))
    assert add(cast, row).url == f"{page(row)}?afsnit=stationer"
    assert "  2 stationer" in shown(plan)
    now = section(plan, "stationer")
    assert (now.text, now.heading, now.state) == (NEW, "Stationer", "new")
    chosen = signed_in(cast.secretary).get(f"{page(row)}?afsnit=stationer").content.decode()
    assert '<option value="stationer" selected>' in chosen


def test_pressing_twice_adds_one(cast: Cast, plan: Plan) -> None:
    row = sent(cast.viborg, kind="new", section_key="")
    seen = plan.outline_version
    add(cast, row, seen=seen)
    assert add(cast, row, seen=seen).status_code == 422
    assert Section.objects.filter(plan=plan, heading="Stationer").count() == 1


@pytest.mark.parametrize(
    "fields", [{"heading": ""}, {"spot": "efter:findes-ikke"}, {"spot": "x"}, {"seen": "x"}, {"heading": "x" * 251}]
)
def test_what_is_wrong_is_said_by_the_field(cast: Cast, plan: Plan, fields: dict[str, Any]) -> None:
    row = sent(cast.viborg, kind="new", section_key="")
    before = shown(plan)
    assert add(cast, row, **fields).status_code == 422
    assert shown(plan) == before
