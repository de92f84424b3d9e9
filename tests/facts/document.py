"""docs/facts.md, written from the table of facts. Run as a module, it writes the file."""

from __future__ import annotations

from pathlib import Path

from tests.facts.table import CHAPTERS
from tests.facts.table.base import Fact, Row

DOCUMENT = Path(__file__).resolve().parent.parent.parent / "docs" / "facts.md"
INTRODUCTION = Path(__file__).with_name("introduction.md")


def rendered() -> str:
    """The document's text: the introduction, then one table for each chapter."""
    lines = [INTRODUCTION.read_text(encoding="utf-8").rstrip()]
    for chapter, facts in CHAPTERS.items():
        lines += ["", f"## {chapter}", "", "| fact | registers | retold plans |", "|---|---|---|", *map(_line, facts)]
    return "\n".join(lines) + "\n"


def _line(fact: Fact) -> str:
    rows = "<br>".join(str(place) for place in fact.places if isinstance(place, Row))
    texts = "<br>".join(str(place) for place in fact.places if not isinstance(place, Row))
    return f"| {fact.label} | {rows or '–'} | {texts or '–'} |"


if __name__ == "__main__":
    DOCUMENT.write_text(rendered(), encoding="utf-8")
