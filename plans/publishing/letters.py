"""Letters that the plan's typeface lacks, told before anything is decided rather than when the PDF is made.

The renderer has the last word (publishing.pdf): this says what is sure to stop it, and in which section it stands.
"""

from __future__ import annotations

from functools import lru_cache
from html import unescape
from typing import Any
from unicodedata import category, combining, normalize

from fontTools.ttLib import TTFont

from plans.publishing.passages import all_sections
from plans.publishing.pdf import FONT_FAMILY, REGULAR_FONT, static_file
from plans.workflow import Reason, section_name

LENIENT = frozenset({"Cc", "Cf", "Mn", "Me", "Zs", "Zl", "Zp"})
"""Controls, marks and spaces: setting the text may do without a glyph of their own for these."""


def obstacles(content: dict[str, Any], *, decision: str, note: str) -> list[Reason]:
    """A reason for each section, and for each other text of the edition, that has letters which cannot be printed."""
    texts = [("Planens titel", "", content["title"] + content["subtitle"] + content["signed"])]
    texts += [("Bemærkningerne til planen", "", content["remarks"]), ("Beslutningen", "", decision)]
    texts += [("Noten om rettelsen", "", note)]
    for section in all_sections(content["sections"]):
        texts.append((section_name(section), section["key"], "".join(section[p] for p in ("heading", "body", "note"))))
    return [
        Reason(f"{where} har tegn, som skriften {FONT_FAMILY} mangler: {_named(letters)}.", key)
        for where, key, text in texts
        if (letters := lacking(text))
    ]


def lacking(text: str) -> list[str]:
    """The letters of a text or of canonical HTML that the typeface has neither whole nor in parts."""
    candidates = {letter for letter in unescape(text) if ord(letter) > 0x7F and category(letter) not in LENIENT}
    return sorted(letter for letter in candidates if not _has(letter))


def printable(text: str) -> str:
    """The text with a question mark for each letter that the typeface lacks, and without the marks that it lacks.

    For what is repeated from elsewhere in a document of its own: a plan's own text is put right instead (`obstacles`).
    """
    return "".join(map(_printable, normalize("NFC", text)))


def _printable(letter: str) -> str:
    """The letter; a mark that makes no letter of its own with the one before it has no place in this typeface."""
    if letter.isspace():
        return letter if letter == "\n" else " "
    if _has(letter) and not combining(letter):
        return letter
    return "" if category(letter) in LENIENT else "?"


def _has(letter: str) -> bool:
    known = _known()
    return ord(letter) in known or all(ord(part) in known for part in normalize("NFD", letter))


@lru_cache(maxsize=1)
def _known() -> frozenset[int]:
    return frozenset(TTFont(static_file(REGULAR_FONT), lazy=True).getBestCmap())


def _named(letters: list[str]) -> str:
    return ", ".join(f"{letter} (U+{ord(letter):04X})" for letter in letters)
