"""Every fact of the two signed plans stands where docs/facts.md says: in the registers, and in the retold plans."""

from __future__ import annotations

import pytest
from django.apps import apps

from tests.facts.document import DOCUMENT, rendered
from tests.facts.plan_files import PLANS, WORDS, reading
from tests.facts.table import CHAPTERS
from tests.facts.table.base import Detail, Fact, Place, Text

FACTS = [pytest.param(fact, id=f"{chapter}: {fact.label}") for chapter, facts in CHAPTERS.items() for fact in facts]


def is_found(place: Place) -> bool:
    """Whether the fact stands at the place."""
    if isinstance(place, Text):
        return all((place.words in WORDS[year, place.key]) is place.present for year in place.years)
    if isinstance(place, Detail):
        return all(place.words in reading(PLANS[year][place.field]) for year in place.years)
    found = apps.get_model(place.model)._default_manager.filter(**place.lookups).distinct().count()
    return found > 0 if place.count is None else found == place.count


@pytest.mark.django_db
@pytest.mark.usefixtures("registers")
@pytest.mark.parametrize("fact", FACTS)
def test_fact_stands_where_the_table_says(fact: Fact) -> None:
    assert [str(place) for place in fact.places if not is_found(place)] == []


def test_the_document_lists_exactly_the_facts_that_are_checked() -> None:
    """Where the table was changed, `python -m tests.facts.document` writes the file anew."""
    assert DOCUMENT.read_text(encoding="utf-8") == rendered()
