"""Frozen content to HTML: the article that the web page shows, and the document that the PDF is set from."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count
from typing import Any

from django.template.loader import render_to_string

from councils.tables import in_scrolling_regions
from plans.publishing.facts import EditionFacts
from plans.publishing.passages import Dress, Passage, flat, passages_of, trusted
from plans.publishing.tilemap import tile_map

TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)
SHORT_TABLE = 16  # rows; so many are kept on one page, more run on under a repeated header
LONG_TITLE = 22  # letters; more do not fit on the cover's line in the large size
RUNNING_TITLE = 48  # letters of the title that fit in the head of a page beside the edition


@dataclass(frozen=True)
class ContentsLine:
    """One line of the printed contents: a link to a section or, without a key, a word that heads several of them."""

    style: str
    label: str
    number: str
    text: str
    key: str = ""


def render_article(content: dict[str, Any]) -> str:
    """Return what goes inside ``<article>`` on the web page of a frozen content: sections, headings, permalinks.

    No edition facts are in it, so that it can be kept with the content and shown under any shell.
    """
    context = {"remarks": trusted(content["remarks"]), "passages": passages_of(content, scrolling_tables())}
    return render_to_string("plans/article/article.html", context)


def render_print(content: dict[str, Any], facts: EditionFacts) -> str:
    """Return the whole HTML document that the PDF of an edition is set from; its stylesheet is css/print.css."""
    passages = passages_of(content, printed_tables)
    title, title_year = split_title(content["title"], str(content["year"]))
    context = {
        "content": content,
        "facts": facts,
        "map": tile_map(content["map"]),
        "title": title,
        "title_year": title_year,
        "title_is_long": len(title) > LONG_TITLE,
        "running_title": shortened(content["title"], RUNNING_TITLE),
        "contents": contents_lines(passages),
        "remarks": trusted(content["remarks"]),
        "passages": flat(passages),
    }
    return render_to_string("plans/print/plan.html", context)


def scrolling_tables() -> Dress:
    """Return a dress for the web: each table in a region that scrolls, named by its number and caption or place."""
    numbers = count(1)

    def dress(html: str, place: str) -> str:
        def name(caption: str) -> str:
            number = f"Tabel {next(numbers)}"
            return f"{number}: {caption}" if caption else f"{number}, {place}"

        return in_scrolling_regions(html, name)

    return dress


def printed_tables(html: str, _place: str) -> str:
    """Dress for print: tables that are short enough are marked to stay on one page."""

    def mark(table: re.Match[str]) -> str:
        rows = table[0].count("<tr>")
        return table[0].replace("<table>", '<table class="whole">', 1) if rows <= SHORT_TABLE else table[0]

    return TABLE.sub(mark, html)


def split_title(title: str, year: str) -> tuple[str, str]:
    """Split a title that ends with its year, for the cover: ``("Samarbejdsplan", "2023")``."""
    return (title.removesuffix(year).rstrip(), year) if title.endswith(f" {year}") else (title, "")


def shortened(text: str, letters: int) -> str:
    """Return the text, cut after a whole word and with an ellipsis where it has more letters."""
    return text if len(text) <= letters else text[:letters].rsplit(" ", 1)[0] + " …"


def contents_lines(passages: Iterable[Passage]) -> Iterator[ContentsLine]:
    """Yield the lines of the printed contents; a run of annexes gets one line that says what they are."""
    before = ""
    for passage in flat(passages):
        if not passage.in_contents:
            continue
        is_group = passage.role == "part"
        if passage.label and not is_group and passage.label != before:
            yield ContentsLine("group", passage.label, "", "")
        yield _contents_line(passage, "group" if is_group else f"t{passage.level}")
        before = passage.label or before


def _contents_line(passage: Passage, style: str) -> ContentsLine:
    label = passage.label if passage.role == "part" else ""
    return ContentsLine(style, label, passage.number, passage.heading, passage.key)
