"""What stands before the text: the printed contents list, and the cover's title and council."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from plans.importing.headings import candidate
from plans.importing.lines import Line
from plans.importing.model import ContentsEntry, Findings

FEWEST_ENTRIES = 3
LONGEST_ENTRY = 300
LONGEST_COVER = 8
CONTENTS_TITLE = re.compile(r"indhold|indholdsfortegnelse|indholdsoversigt", re.IGNORECASE)
PAGE = re.compile(r"[0-9]{1,4}$")
LEADERS = " .\t…·_"
# A scan reads å as a; both spellings are met.
COUNCIL = re.compile(r"r[åa]d|politi|kommune", re.IGNORECASE)
YEAR = re.compile(r"(?:19|20)\d\d", re.ASCII)


@dataclass(frozen=True, slots=True)
class Cover:
    """The cover's two lines that the product keeps; "" where there is none."""

    title: str = ""
    council_line: str = ""


def take_contents(lines: Sequence[Line]) -> tuple[list[ContentsEntry], list[Line]]:
    """The printed contents list, and the lines without it. The first run of entries that reads as one counts."""
    start = 0
    while start < len(lines):
        entries, end = _run_of_entries(lines, start)
        titled = start > 0 and bool(CONTENTS_TITLE.fullmatch(lines[start - 1].text.rstrip(":")))
        if _is_contents(entries, titled):
            first = start - titled
            return entries if not titled else [_title_entry(lines[first]), *entries], _without(lines, first, end)
        start = max(end, start + 1)
    return [], list(lines)


def _without(lines: Sequence[Line], first: int, end: int) -> list[Line]:
    after = list(lines[end:])
    if after:
        after[0] = replace(after[0], gap=True)
    return [*lines[:first], *after]


def _title_entry(line: Line) -> ContentsEntry:
    return ContentsEntry(line.number, line.text, "", line.text, "", line.raw)


def _run_of_entries(lines: Sequence[Line], start: int) -> tuple[list[ContentsEntry], int]:
    """Entries that follow each other from `start`, and the index of the first line behind them."""
    entries: list[ContentsEntry] = []
    index = start
    while index < len(lines):
        taken = 1
        entry = _entry(lines[index], lines[index].raw)
        if entry is None and entries and index + 1 < len(lines) and not lines[index + 1].fresh:
            taken = 2
            entry = _entry(lines[index], lines[index].raw + " " + lines[index + 1].raw)
        if entry is None:
            break
        entries.append(entry)
        index += taken
    return entries, index


def _entry(line: Line, printed: str) -> ContentsEntry | None:
    """One entry: a heading, then leaders of dots, a tab or wide space, then a page number."""
    printed = printed.strip()
    page = PAGE.search(printed) if len(printed) <= LONGEST_ENTRY else None
    if page is None:
        return None
    before = printed[: page.start()]
    text = before.rstrip(LEADERS)
    leader = before[len(text) :]
    if not text or not ("\t" in leader or "  " in leader or ".." in leader or ". ." in leader or "…" in leader):
        return None
    return _with_number(line.number, " ".join(text.split()), page.group(), printed)


def _with_number(line: int, text: str, page: str, printed: str) -> ContentsEntry:
    found = candidate(text)
    number = found.printed_number if found else ""
    heading = found.text if found and found.text else text
    return ContentsEntry(line, text, number, heading, page, printed)


def _is_contents(entries: Sequence[ContentsEntry], titled: bool) -> bool:
    """Three entries or more whose pages do not go back; without a title above, half of them name a known heading."""
    pages = [int(entry.page) for entry in entries]
    if len(entries) < FEWEST_ENTRIES or pages != sorted(pages):
        return False
    known = sum(1 for entry in entries if candidate(entry.text))
    return titled or known * 2 >= len(entries)


def take_cover(lines: Sequence[Line], findings: Findings) -> tuple[Cover, list[Line]]:
    """Title and council from the short lines above the first heading, and the lines that are not the cover's."""
    count = 0
    while count < min(len(lines), LONGEST_COVER) and _fits_cover(lines[count]):
        count += 1
    cover = list(lines[:count])
    if not cover:
        return Cover(), list(lines)
    title = _take_title(cover)
    council = next((line for line in cover if COUNCIL.search(line.text)), None)
    for line in cover:
        if line is not council:
            findings.doubt(line.number, line.text, "Linje på forsiden, som ikke er brugt", left_out=True)
    return Cover(title, council.text if council else ""), list(lines[count:])


def _fits_cover(line: Line) -> bool:
    return len(line.text) <= 120 and not line.text.endswith((".", ",", ";", ":", "!", "?"))


def _take_title(cover: list[Line]) -> str:
    """Take the title's lines out of the cover: the line that names a plan (else the first), and a year on its own."""
    title = next((line for line in cover if "plan" in line.text.lower()), cover[0])
    year = next((line for line in cover if YEAR.fullmatch(line.text)), None)
    cover.remove(title)
    if year is None or year is title or YEAR.search(title.text):
        return title.text
    cover.remove(year)
    return f"{title.text} {year.text}"
