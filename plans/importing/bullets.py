"""Signs in front of list items."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from plans.importing.lines import Line

ROUND = "•·▪◦‣●○"
DASHES = "-–—*"
# What text recognition makes of a round bullet. A letter counts only when several lines begin with it.
MISREAD = ("e", "o", "¢")
NUMERAL = re.compile(r"(?P<mark>(?P<number>[1-9][0-9]?)[.)])\s(?P<text>\S.*)")
MONTHS = ("januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november")


@dataclass(frozen=True, slots=True)
class Bullet:
    """A list item's sign and the text behind it; `number` is 0 for bullets."""

    mark: str
    text: str
    number: int = 0


def misread_bullets(lines: Sequence[Line]) -> frozenset[str]:
    """The letters that stand for a bullet in this text: those alone at the start of two lines or more."""
    starts = [line.text.partition(" ")[0] for line in lines if " " in line.text]
    return frozenset(letter for letter in MISREAD if starts.count(letter) >= 2)


def read_bullet(text: str, misread: frozenset[str]) -> Bullet | None:
    """The bullet that the line begins with, or None. "•" needs no space behind it; the others do."""
    first, _, rest = text.partition(" ")
    if first and first[0] in ROUND and (rest or len(first) > 1):
        return Bullet(first[0], text[1:].strip())
    if rest and (first in misread or (len(first) == 1 and first in DASHES)):
        return Bullet(first, rest)
    return None


def read_numeral(text: str) -> Bullet | None:
    """A numbered item ("1. …", "1) …"), or None; a date ("1. marts") is none."""
    match = NUMERAL.match(text)
    if not match or match["text"].startswith((*MONTHS, "december", "kvartal", "halvår")):
        return None
    return Bullet(match["mark"], match["text"], int(match["number"]))
