"""What an imported plan is read into: sections in a tree, and everything that a person should look at.

Nothing here knows of Django or the database; `manage.py import_plan` turns it into rows.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field


class ImportProblem(Exception):
    """The file cannot be read as a plan. The message is Danish and meant for the person who ran the command."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A place that a person should look at.

    `line` counts from 1 in the file, `text` is what stands there, `reason` says in Danish what is doubtful.
    `left_out` tells that the text is in no section and is kept only here.
    """

    line: int
    text: str
    reason: str
    left_out: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A printed sign that became markup: a bullet, a list number, a bar around a heading."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Join:
    """A word divided at the end of `line` and joined to the start of `next_line`; `dropped` if its hyphen went."""

    line: int
    next_line: int
    dropped: bool


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """One entry of the printed contents list, or its title (then `page` is "").

    `text` is number and heading as printed, `number` the outline's number in it, `heading` the words behind that;
    `printed` is the whole with leaders and page number.
    """

    line: int
    text: str
    number: str
    heading: str
    page: str
    printed: str


@dataclass(slots=True)
class ParsedSection:
    """A section with its children in printed order.

    `lead` is what is printed before the heading and shown by the product as label and number
    ("4.8.1", "DEL 1", "5. BILAG -"); `printed_number` is the number in it that belongs to the outline.
    `body_html` is canonical section HTML. `line` is where the section begins in the file, counted from 1.
    """

    key: str
    role: str
    printed_number: str
    heading: str
    body_html: str
    line: int
    lead: str = ""
    children: list["ParsedSection"] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ParsedPlan:
    """A whole plan as read; empty strings where the source has no cover or no place and date."""

    title: str
    council_line: str
    signed: str
    sections: tuple[ParsedSection, ...]
    doubts: tuple[Doubt, ...]
    contents_entries: tuple[ContentsEntry, ...]
    signed_line: int = 0
    marks: tuple[Mark, ...] = ()
    joins: tuple[Join, ...] = ()

    def walk(self) -> Iterator[tuple[int, ParsedSection]]:
        """Every section with its depth (0 on the top level), in printed order."""
        stack = [(0, section) for section in reversed(self.sections)]
        while stack:
            depth, section = stack.pop()
            yield depth, section
            stack.extend((depth + 1, child) for child in reversed(section.children))


@dataclass(slots=True)
class Findings:
    """What the readers of one plan report as they go along."""

    doubts: list[Doubt] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    joins: list[Join] = field(default_factory=list)

    def doubt(self, line: int, text: str, reason: str, *, left_out: bool = False) -> None:
        """Report a doubtful place."""
        self.doubts.append(Doubt(line, text, reason, left_out))

    def mark(self, line: int, text: str) -> None:
        """Report a printed sign that became markup."""
        self.marks.append(Mark(line, text))
