"""Headings to a tree of sections."""

import re
from collections.abc import Callable, Sequence

from plans.importing.finder import Heading
from plans.importing.keys import Keys
from plans.importing.lines import Line
from plans.importing.model import Findings, ParsedSection

ANNOUNCED = re.compile(r"\b(to|tre|fire|fem|seks|[2-6]) dele\b", re.IGNORECASE)
NUMERALS = {"to": 2, "tre": 3, "fire": 4, "fem": 5, "seks": 6}
DEEPEST = 6
"""Levels in the product's outline; five numbers below a part fill them."""
ROMAN = {1: "I", 2: "II", 3: "III", 4: "IV", 5: "V", 6: "VI", 7: "VII", 8: "VIII", 9: "IX", 10: "X"}
NO_NUMBER = (0,)
"""Stands in the chain for a section without a number: no printed number begins with 0."""


class TreeBuilder:
    """Puts each section below the one it belongs to, in the order of the headings."""

    def __init__(self, keys: Keys, after_parts: int | None) -> None:
        """`after_parts`: the line of the chapter that stands behind the last part, where no heading says so."""
        self.top: list[ParsedSection] = []
        self._keys = keys
        self._after_parts = after_parts
        self._part: ParsedSection | None = None
        self._chain: list[tuple[tuple[int, ...], ParsedSection]] = []
        self._parts = 0

    def add(self, heading: Heading) -> ParsedSection:
        """Make the section of a heading, still without text, and place it."""
        found = heading.found
        section = ParsedSection(
            self._key(heading), found.role, found.printed_number, found.text, "", heading.line.number, found.lead
        )
        self._siblings(heading).append(section)
        if found.role == "part":
            self._part = section
        elif found.role != "foreword":
            number = NO_NUMBER if heading.anew else found.number or NO_NUMBER
            self._chain.append((number, section))
        return section

    def _key(self, heading: Heading) -> str:
        if heading.found.role == "part":
            self._parts += 1
            return self._keys.take(f"del {self._parts}")
        return self._keys.take("forord" if heading.found.role == "foreword" else heading.found.text)

    def _siblings(self, heading: Heading) -> list[ParsedSection]:
        """The list that the heading's section goes to, with the chain cut back to its parent."""
        role, number = heading.found.role, heading.found.number
        if role in ("foreword", "part", "annex") or heading.line.number == self._after_parts:
            self._part = None
        if heading.anew:
            self._cut(lambda other: other == NO_NUMBER)
            del self._chain[DEEPEST - 2 :]
        elif role == "section" and not number:
            del self._chain[1:]
        else:
            self._cut(lambda other: len(other) >= len(number) or number[: len(other)] != other)
        if self._chain:
            return self._chain[-1][1].children
        return self._part.children if self._part else self.top

    def _cut(self, passed: Callable[[tuple[int, ...]], bool]) -> None:
        while self._chain and passed(self._chain[-1][0]):
            self._chain.pop()


def chapter_after_parts(headings: Sequence[Heading], foreword: Sequence[Line], findings: Findings) -> int | None:
    """The line of the chapter with which an unmarked part begins, or None.

    The foreword says how many parts there are. When fewer are marked, exactly one chapter of the last marked part
    may begin on a new page: that is where the unmarked part begins. Otherwise nothing is assumed, only reported.
    """
    parts = [index for index, heading in enumerate(headings) if heading.found.role == "part"]
    announced, line = _announced(foreword)
    if line is None or announced <= len(parts):
        return None
    text = f"Forordet nævner {announced} dele, men {len(parts)} er markeret"
    starts = _chapters_on_new_page(headings[parts[-1] + 1 :]) if parts else []
    if len(starts) != 1:
        findings.doubt(line.number, line.text, f"{text}; teksten viser ikke, hvor den næste begynder")
        return None
    chapter = starts[0].line
    reason = f"{text}; kapitlet begynder på en ny side og er sat efter den sidste markerede del"
    findings.doubt(chapter.number, chapter.text, reason)
    return chapter.number


def check_part_numbers(headings: Sequence[Heading], findings: Findings) -> None:
    """Report parts whose printed number is not their place: the product shows "Del 1", "Del 2", … as counted."""
    parts = [heading for heading in headings if heading.found.role == "part"]
    for counted, part in enumerate(parts, 1):
        printed = part.found.lead.split()[1].rstrip(".:-–—").upper()
        if printed not in (str(counted), ROMAN.get(counted)):
            findings.doubt(part.line.number, part.line.text, f"Delens nummer passer ikke: det er del {counted} i filen")


def _announced(foreword: Sequence[Line]) -> tuple[int, Line | None]:
    for line in foreword:
        match = ANNOUNCED.search(line.text)
        if match:
            number = match[1].lower()
            return NUMERALS.get(number) or int(number), line
    return 0, None


def _chapters_on_new_page(headings: Sequence[Heading]) -> list[Heading]:
    """Chapters before the first annex that begin a page, but for the first chapter."""
    chapters: list[Heading] = []
    for heading in headings:
        if heading.found.role == "annex":
            break
        if len(heading.found.number) == 1 and not heading.anew:
            chapters.append(heading)
    return [heading for heading in chapters[1:] if heading.line.page_start]
