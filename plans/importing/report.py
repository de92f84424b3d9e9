"""What a person reads after an import: the outline, and the places to look at."""

import html
import re
from collections.abc import Iterator

from plans.importing.model import Doubt, ParsedPlan, ParsedSection

TAG = re.compile(r"<[^<>]*>")
LONGEST_QUOTE = 90
LABELS = {"annex": "Bilag"}


def outline_text(parsed: ParsedPlan) -> str:
    """The plan's outline with numbers, and every doubtful place with its line. Plain Danish text."""
    parts = [*_front(parsed), "", "Disposition", *_outline(parsed), "", *_doubts(parsed.doubts)]
    return "\n".join(parts) + "\n"


def _front(parsed: ParsedPlan) -> Iterator[str]:
    yield f"Titel:                {parsed.title or '(ingen forside)'}"
    yield f"Råd:                  {parsed.council_line or '(ikke angivet)'}"
    yield f"Sted og dato:         {parsed.signed or '(ikke angivet)'}"
    entries = sum(1 for entry in parsed.contents_entries if entry.page)
    yield f"Indholdsfortegnelse:  {f'{entries} punkter' if entries else '(ingen)'}"


def _outline(parsed: ParsedPlan) -> Iterator[str]:
    parts = 0
    for depth, section in parsed.walk():
        parts += section.role == "part"
        words = _count_words(section)
        size = f"{words} ord" if words else "ingen tekst"
        yield f"  {'  ' * depth}{_name(section, parts)}  (linje {section.line}, {size})"


def _name(section: ParsedSection, parts: int) -> str:
    if section.role == "signatories":
        return section.heading or "Underskrivere"
    label = f"Del {parts}" if section.role == "part" else LABELS.get(section.role, "")
    return " ".join(filter(None, (label, section.printed_number, section.heading)))


def _count_words(section: ParsedSection) -> int:
    return len(html.unescape(TAG.sub(" ", section.body_html)).split())


def _doubts(doubts: tuple[Doubt, ...]) -> Iterator[str]:
    if not doubts:
        yield "Ingen tvivlsomme steder"
        return
    yield f"Tvivlsomme steder: {len(doubts)}"
    for doubt in doubts:
        quote = doubt.text if doubt.left_out else _shortened(doubt.text)
        yield f"  linje {doubt.line}: {doubt.reason}: »{quote}«"


def _shortened(text: str) -> str:
    """A quote for finding the place."""
    return text if len(text) <= LONGEST_QUOTE else text[: LONGEST_QUOTE - 1].rstrip() + "…"
