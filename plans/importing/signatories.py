"""Who signed, where and when: name and title line by line, and the place and date above them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from plans.importing.joining import Joiner, escape
from plans.importing.lines import Line
from plans.importing.model import Findings

PLACE_AND_DATE = re.compile(r"[^\W\d_][\w .-]{1,40}, (?:den|d\.) \S.{0,30}\b(?:19|20)[0-9]{2}\.?", re.IGNORECASE)
PLACEHOLDER = re.compile(r"\bxx?\b|\?\?|_{2,}|…|\.{3,}", re.IGNORECASE)
# Offices as they begin, so that a scan's broken letters do no harm ("Politidirektgr").
TITLE = re.compile(
    r"(?:vice)?(?:politi(?:dir|mes|insp)|chefpoliti|borgmest|r[åa]dmand|formand|n[æa]e?stformand|direkt|kommunaldir|"
    r"sekret|afdelingschef|centerchef|regionsr|anklage|chef)",
    re.IGNORECASE,
)
# A scan reads Ø as @.
NAME = re.compile(r"[A-ZÆØÅÖÄÉ@][\w.'’@-]*(?: (?:von|van|de|af|[A-ZÆØÅÖÄÉ@][\w.'’@-]*)){1,5}")
HEADING = re.compile(r"underskr(?:ivere|ifter|ift)", re.IGNORECASE)
LONGEST = 100


@dataclass(slots=True)
class Person:
    """One signatory; `titles` is empty when no title is printed."""

    name: Line
    titles: list[Line] = field(default_factory=list)


@dataclass(slots=True)
class Signatures:
    """What was found among the lines: indexes from `start` up to `end` are the persons', `date` the place and date."""

    start: int
    end: int
    persons: list[Person]
    heading: Line | None = None
    date: int | None = None


def find_date(lines: Sequence[Line]) -> int | None:
    """The index of the line with place and date, or None."""
    found = (i for i, line in enumerate(lines) if len(line.text) <= LONGEST and PLACE_AND_DATE.fullmatch(line.text))
    return next(found, None)


def doubt_date(line: Line, findings: Findings) -> None:
    """Report a date that was never filled in."""
    if PLACEHOLDER.search(line.text):
        findings.doubt(line.number, line.text, "Datoen er en pladsholder, der aldrig er udfyldt")


def find_signatures(lines: Sequence[Line]) -> Signatures | None:
    """The signatories: behind the place and date, or where at least two names stand each above a title."""
    date = find_date(lines)
    if date is not None:
        start = date + 1
        heading = start < len(lines) and HEADING.fullmatch(lines[start].text)
        found = _persons_from(lines, start + bool(heading))
        if any(person.titles for person in found.persons):
            found.date, found.heading = date, lines[start] if heading else None
            return found
    return _without_date(lines)


def _without_date(lines: Sequence[Line]) -> Signatures | None:
    index = 0
    while index + 1 < len(lines):
        if _is_name(lines[index]) and _is_title(lines[index + 1]):
            found = _persons_from(lines, index)
            if sum(1 for person in found.persons if person.titles) >= 2:
                return found
            index = found.end
        index += 1
    return None


def _persons_from(lines: Sequence[Line], start: int) -> Signatures:
    persons: list[Person] = []
    index = start
    while index < len(lines) and _take(lines, index, persons):
        index += 1
    return Signatures(start, index, persons)


def _take(lines: Sequence[Line], index: int, persons: list[Person]) -> bool:
    """Take one line as a name or as a title of the last person; False ends the list of persons."""
    line = lines[index]
    last = persons[-1] if persons else None
    if _is_title(line):
        if last is None or last.titles:
            return False
        last.titles.append(line)
    elif last and not line.fresh and len(line.text) <= LONGEST and _completes(last, lines, index):
        last.titles.append(line)
    elif _is_name(line):
        persons.append(Person(line))
    else:
        return False
    return True


def _completes(last: Person, lines: Sequence[Line], index: int) -> bool:
    """In a block of two lines, the second is the title, whatever it is; a third goes on with it, if it is no name."""
    line = lines[index]
    if last.titles:
        return last.titles[-1].text.endswith("-") or not (_is_name(line) or line.ends_sentence)
    return index + 1 == len(lines) or lines[index + 1].fresh


def _is_title(line: Line) -> bool:
    return len(line.text) <= LONGEST and bool(TITLE.match(line.text)) and not line.text.endswith(".")


def _is_name(line: Line) -> bool:
    return len(line.text) <= LONGEST and bool(NAME.fullmatch(line.text))


def render_signatures(found: Signatures, joiner: Joiner) -> str:
    """The list as section HTML. A missing title, and a page that begins within the list, are reported."""
    items = [_render_person(person, joiner) for person in found.persons]
    for person in found.persons[1:]:
        if person.name.page_start:
            reason = "Sidebrud midt i underskrifterne: rækkefølgen kan være læst spalte for spalte"
            joiner.findings.doubt(person.name.number, person.name.text, reason)
    return "<ul>" + "".join(items) + "</ul>"


def _render_person(person: Person, joiner: Joiner) -> str:
    name = f"<strong>{escape(person.name.text)}</strong>"
    if person.titles:
        return f"<li>{name}<br>{escape(joiner.join(person.titles))}</li>"
    joiner.findings.doubt(person.name.number, person.name.text, "Underskriveren har ingen titel i filen")
    return f"<li>{name}</li>"
