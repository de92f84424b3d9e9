"""What a single printed line could be the heading of, judged by its own form alone."""

import re
from dataclasses import dataclass
from functools import lru_cache

LONGEST = 150
"""Characters in the longest heading; the longest in the known plans has 86."""

NUMBERED = re.compile(r"(?P<number>\d{1,3}(?:\.\d{1,3}){0,4})(?P<dot>\.?)\s(?P<text>\S.*)")
ANNEX = re.compile(
    r"(?P<lead>(?:(?P<number>\d{1,3})\.?\s)?bilag(?P<own>\s(?:\d{1,3}|[A-ZÆØÅ]))?(?P<sign>\s?[-–—:.])?)(?:\s(?P<text>\S.*))?",
    re.IGNORECASE,
)
PART = re.compile(r"(?P<lead>del\s(?P<number>\d{1,2}|[IVX]{1,4})(?P<sign>\s?[-–—:.])?)(?:\s(?P<text>\S.*))?", re.I)
FIRST = frozenset("|bBdDfFiI")
"""What a heading with number or label may begin with, digits aside."""
FOREWORD = re.compile(r"forord|indledning", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line read as a heading. `number` is () when it has none that belongs to the outline; `bars` if in "| … |"."""

    role: str
    number: tuple[int, ...]
    printed_number: str
    lead: str
    text: str
    bars: bool = False


# One line is asked about several times in a row: as a heading, as what follows one, as what goes on.
@lru_cache(maxsize=64)
def candidate(line: str) -> Candidate | None:
    """The heading that the line could be, or None. A sentence, a date or a price is none."""
    if len(line) > LONGEST or not (line[:1] in FIRST or line[:1].isdigit()):
        return None
    inside = _without_bars(line)
    found = _foreword(inside) or _part(inside) or _annex(inside) or _numbered(inside)
    if found is None or inside is line:
        return found
    return Candidate(found.role, found.number, found.printed_number, found.lead, found.text, bars=True)


def reads_as_heading(text: str) -> bool:
    """Whether text could stand as a heading: it does not begin small, nor end as a sentence or a clause does."""
    ends_open = not text.endswith((".", ",", ";", ":"))
    return len(text) <= LONGEST and ends_open and not text[:1].islower() and any(map(str.isalpha, text))


def in_capitals(text: str) -> bool:
    """Whether it is set in capitals (at least four letters), as chapters are."""
    return text.isupper() and sum(map(str.isalpha, text)) >= 4


def _without_bars(line: str) -> str:
    """A frame round a heading comes out of a scan as a bar on each side."""
    return line[2:-2].strip() if len(line) > 5 and line.startswith("| ") and line.endswith(" |") else line


def _foreword(line: str) -> Candidate | None:
    return Candidate("foreword", (), "", "", line) if FOREWORD.fullmatch(line) else None


def _part(line: str) -> Candidate | None:
    match = PART.fullmatch(line)
    if not match or not _heads(match):
        return None
    return Candidate("part", (), "", match["lead"], match["text"] or "")


def _annex(line: str) -> Candidate | None:
    match = ANNEX.fullmatch(line)
    if not match or not _heads(match) or (match["number"] and match["own"]):
        return None
    printed = match["number"] or (match["own"] or "").strip()
    number = (int(printed),) if printed.isdecimal() and printed.isascii() else ()
    if match["text"] is None:
        # With nothing after the label, the label is all the heading there is.
        return Candidate("annex", number, printed, "", line)
    return Candidate("annex", number, printed, match["lead"], match["text"])


def _heads(match: re.Match[str]) -> bool:
    """ "Del 1 beskriver …" is a sentence: after the label comes nothing, a sign or capitals."""
    text = match["text"]
    if text is None:
        return True
    return reads_as_heading(text) and bool(match["sign"] or in_capitals(text))


def _numbered(line: str) -> Candidate | None:
    match = NUMBERED.fullmatch(line)
    if not match or not match["number"].isascii() or not reads_as_heading(match["text"]):
        return None
    pieces = match["number"].split(".")
    if any(piece.startswith("0") for piece in pieces):
        return None
    number = tuple(map(int, pieces))
    return Candidate("section", number, match["number"], match["number"] + match["dot"], match["text"])
