"""The files of the retold plans: their tree, their links, and their agreement with the registers."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.apps import apps

from councils.canonical import canonicalise
from tests.facts.plan_files import PLANS, walk

MODELS = {
    "body": "councils.body",
    "focusarea": "initiatives.focusarea",
    "agreement": "initiatives.agreement",
    "initiative": "initiatives.initiative",
}
FOCUS = "fleraarsaftalen udpegede-omraader vold-i-nattelivet digital-kriminalitet narkotikasalg-ved-skoler"
BOARDS = "oevrige-raad ungdomskriminalitetsnaevnet bevillingsnaevn beredskabsstaben"
WORK = (
    "lokalpolitiarbejde tvaergaaende-samarbejde radikalisering bandeexit al-capone traumeteamet konfliktraad"
    " offerraadgivningen faerdselssikkerhed spiritus-og-narko"
)
FRONT = "forord underskrivere del-1 kredsraadet lokalraadene"
KEYS = {
    2022: f"{FRONT} {BOARDS} {WORK} skadestuedata del-2 {FOCUS}".split(),
    2023: f"{FRONT} prioriterede-indsatsomraader psykisk-saarbare lokale-prioriteter {FOCUS} {BOARDS} {WORK}".split(),
}
"""The sections of each plan in reading order; the same matter has the same key in both."""


@pytest.mark.parametrize("year", KEYS)
def test_the_sections_stand_in_the_signed_plans_order(year: int) -> None:
    assert [section["key"] for section in walk(PLANS[year]["sections"])] == KEYS[year]


@pytest.mark.parametrize("year", KEYS)
def test_every_text_is_canonical_already(year: int) -> None:
    texts = [PLANS[year]["remarks"], *("".join(section["body"]) for section in walk(PLANS[year]["sections"]))]
    assert [text for text in texts if canonicalise(text) != text] == []


@pytest.mark.parametrize("year", KEYS)
def test_every_link_leads_to_a_section_of_the_plan(year: int) -> None:
    links = re.findall(r'href="#([^"]*)"', str([section["body"] for section in walk(PLANS[year]["sections"])]))
    assert links
    assert set(links) <= set(KEYS[year])


@pytest.mark.parametrize("year", KEYS)
def test_a_section_without_text_below_it_says_why(year: int) -> None:
    bare = [s for s in walk(PLANS[year]["sections"]) if not any(below["body"] for below in walk([s]))]
    assert [section["key"] for section in bare if not section["note"]] == []


def from_registers(year: int) -> list[Any]:
    """The plan's sections whose text comes from a register, as test parameters."""
    return [pytest.param(s, id=f"{year} {s['key']}") for s in walk(PLANS[year]["sections"]) if s["kind"] == "register"]


@pytest.mark.django_db
@pytest.mark.usefixtures("registers")
@pytest.mark.parametrize("section", from_registers(2022) + from_registers(2023))
def test_a_section_from_a_register_names_a_row(section: dict[str, Any]) -> None:
    rows = apps.get_model(MODELS[section["register"]["model"]])._default_manager
    assert rows.filter(slug=section["register"]["slug"]).exists()


@pytest.mark.django_db
@pytest.mark.usefixtures("registers")
@pytest.mark.parametrize("section", from_registers(2023))
def test_the_newest_plan_reads_as_the_registers_do(section: dict[str, Any]) -> None:
    """Otherwise the next plan would begin with differences that nobody made."""
    row = apps.get_model(MODELS[section["register"]["model"]])._default_manager.get(slug=section["register"]["slug"])
    assert (row.heading, row.text) == (section["heading"], "".join(section["body"]))
