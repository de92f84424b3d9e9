"""The two real plans, imported and published: the outline as it was printed, and the words of the source in its order.

Words are compared as white space parts them, with their punctuation and their case. Three things are typesetting and
not words, and are set aside on both sides: the bullet that begins a line ("-"), the stop behind a chapter's number
("1." is shown as "1"), and the cover and the contents list, which are in the source before the foreword's heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command

from plans import outline
from plans.models import Edition, Plan
from plans.outline import Node
from tests.base import make_district
from tests.publishing.words import words_of_html, words_of_pdf
from tests.scratch import rolled_back

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published")]
FOLDER = Path(settings.BASE_DIR).parent / "shared" / "source-plans"
FILES = {2022: FOLDER / "samarbejdsplan-2022.txt", 2023: FOLDER / "samarbejdsplan-2023-ocr.txt"}
LEAST = 0.995
TREES = {
    2022: "forord (underskrivere), "
    "Del 1 (1, 2, 3 (3.1, 3.2, 3.3), 4 (4.1, 4.2, 4.3, 4.4, 4.5, 4.6, 4.7, 4.8 (4.8.1, 4.8.2))), "
    "Del 2 (5 (5.1, 5.2, 5.3, 5.4))",
    2023: "forord (underskrivere), Del 1 (1, 2, 3 (1., 2.)), 4 (4.1, 4.2, 4.3, 4.4), "
    "Bilag 5 (5.1, 5.2, 5.3), Bilag 6 (6.1, 6.2, 6.3, 6.4, 6.5, 6.6, 6.7, 6.8 (6.8.1))",
}


@pytest.fixture(scope="module")
def published(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Both plans, imported by the command and published by the command."""
    if not all(path.is_file() for path in FILES.values()):
        pytest.skip(f"{FOLDER} is not here: the source plans are no part of the portal")
    with rolled_back(django_db_blocker):
        make_district()
        for year, path in FILES.items():
            named = {"council": "kredsraadet", "year": year, "stdout": StringIO()}
            call_command("import_plan", str(path), **named)
            call_command("publish_plan", decision="Dateret i planen", **named)
        yield


def tree(nodes: list[Node]) -> str:
    """An outline in one line: label and number, or the key where there is none, and what is below in brackets."""
    return ", ".join(
        (" ".join(filter(None, (node.label, node.number))) or node.section.key)
        + (f" ({tree(node.children)})" if node.children else "")
        for node in nodes
    )


@pytest.mark.parametrize("year", FILES)
def test_the_outline_is_the_printed_one(year: int) -> None:
    assert tree(outline.load(Plan.objects.get(year=year))) == TREES[year]


def source_words(year: int) -> list[str]:
    """The words of the source from the foreword's heading on."""
    text = FILES[year].read_text("utf-8")
    text = text[list(re.finditer(r"^\s*FORORD\s*$", text, re.MULTILINE))[-1].start() :]
    return comparable(re.sub(r"^\s*-\s", " ", text, flags=re.MULTILINE).split())


def comparable(words: list[str]) -> list[str]:
    """The words, chapter numbers without the stop behind them."""
    return [word.rstrip(".") if re.fullmatch(r"\d+(\.\d+)*\.", word) else word for word in words]


def kept_in_order(source: list[str], shown: list[str]) -> float:
    """The share of the source's words that are shown in the source's order."""
    blocks = SequenceMatcher(None, source, shown, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / len(source)


def test_the_article_of_2022_has_the_words_of_the_source_in_their_order() -> None:
    source, article = source_words(2022), comparable(words_of_html(Edition.objects.get(year=2022).html))
    assert len(source) > 3000
    assert kept_in_order(source, article) >= LEAST
    assert kept_in_order(article, source) >= LEAST


@pytest.mark.parametrize("year", FILES)
def test_the_pdf_has_the_words_of_the_article_in_their_order(year: int) -> None:
    edition = Edition.objects.get(year=year)
    article = words_of_html(edition.html)
    assert words_of_pdf(bytes(edition.files.get().data), article) == article


def test_broken_letters_of_2023_are_kept_as_they_are() -> None:
    html = Edition.objects.get(year=2023).html
    assert "@VRIGE RAD OG NAVNS ORGANISERING OG ANSVAR" in html
    assert "Holstebro, den 3.januar 2023." in html


@pytest.mark.parametrize("year", FILES)
def test_the_edition_says_that_it_is_an_archived_plan(year: int) -> None:
    assert Edition.objects.get(year=year).is_archive


def test_every_section_of_2023_but_the_new_ones_is_traced_to_2022() -> None:
    plan = Plan.objects.get(year=2023)
    assert plan.previous == Plan.objects.get(year=2022)
    assert set(plan.sections.filter(ancestors__isnull=True).values_list("heading", flat=True)) == {
        "PRIORITEREDE INDSATSOMRADER 2023",
        "Indsats i forhold til psykiske syge og psykisk sarbare",
        "Lokale prioriterede omrade",
    }
