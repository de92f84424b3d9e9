"""Printed lines, with what the layout says about them: blank lines above, page starts, the width of the measure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

CLOSING = "”\"'’»)]"
OPENING = "”\"'“„«»([‘’"
PAGE_NUMBER = re.compile(r"(?:side\s+)?[-–]?\s*\d{1,4}\s*[-–]?(?:\s*(?:af|/)\s*\d{1,4})?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """A line with text: `number` counts from 1 in the file; `text` has its white space collapsed.

    `gap` is true after a blank line (and on the first), `page_start` where a new page begins.
    """

    number: int
    raw: str
    text: str
    gap: bool
    page_start: bool

    @property
    def fresh(self) -> bool:
        """Whether the layout sets this line apart from the one above."""
        return self.gap or self.page_start

    @property
    def starts_low(self) -> bool:
        """Whether the first letter is a small one: then the line goes on from another."""
        return self.text.lstrip(OPENING)[:1].islower()

    @property
    def starts_high(self) -> bool:
        """Whether it begins as a sentence does. A scan reads I as | and Ø as @."""
        first = self.text.lstrip(OPENING)[:1]
        return first.isupper() or first in ("|", "@")

    @property
    def ends_sentence(self) -> bool:
        """Whether it ends with a sentence's last sign."""
        return self.text.rstrip(CLOSING).endswith((".", "!", "?", ":", "…"))


def split_lines(text: str) -> list[Line]:
    """The lines that hold text. Pages begin at form feeds; in scans without them, at a line with one leading space."""
    spaced = "\f" not in text and _single_space_means_page(text)
    lines: list[Line] = []
    gap = True
    page = False
    for number, raw in enumerate(text.split("\n"), 1):
        page = page or "\f" in raw
        content = " ".join(raw.split())
        if not content:
            gap = True
            continue
        starts_page = page or (spaced and _one_space(raw))
        lines.append(Line(number, raw.replace("\f", " "), content, gap, starts_page))
        gap = page = False
    return lines


def _one_space(raw: str) -> bool:
    return raw.startswith(" ") and not raw[1:2].isspace()


def _single_space_means_page(text: str) -> bool:
    """A text that is indented throughout has no page marks; a page holds at least five lines."""
    filled = [raw for raw in text.split("\n") if raw.strip()]
    return sum(map(_one_space, filled)) * 5 <= max(len(filled), 5)


def is_page_number(lines: Sequence[Line], index: int) -> bool:
    """Whether the line is only a page number, first or last on its page."""
    line = lines[index]
    if len(line.text) > 20 or not PAGE_NUMBER.fullmatch(line.text):
        return False
    last_on_page = index + 1 < len(lines) and lines[index + 1].page_start
    return line.page_start or last_on_page


def measure_of(lines: Sequence[Line]) -> int:
    """How many characters a full line holds, or 0 when each paragraph is one line.

    Judged by lines that surely go on: a line with a small first letter follows at once.
    """
    pairs = pairwise(lines)
    lengths = sorted(len(a.text) for a, b in pairs if not b.fresh and b.starts_low and not a.ends_sentence)
    return lengths[(len(lengths) * 9) // 10] if len(lengths) >= 3 else 0


def falls_short(line: Line, following: Line, measure: int, share: float = 0.85) -> bool:
    """Whether `following`'s first word would have fitted well within the measure: then the break was meant."""
    first_word = following.text.partition(" ")[0]
    return not measure or len(line.text) + 1 + len(first_word) <= measure * share
