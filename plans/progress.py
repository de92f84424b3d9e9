"""What a draft still lacks: one list of findings a section, made from the tree that a page has loaded anyway.

No query of its own; overview, outline and section page count the same things, so each number leads to its list.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from plans.assembly import ended
from plans.building import register_text
from plans.models import Section
from plans.models.sections import REGISTERS
from plans.outline import Node, walk


class Lack(StrEnum):
    """Why a section is not ready. The value is the filter's name in an address."""

    CARRIED = "videreført"
    REGISTER = "register"
    EMPTY = "tomt"
    ENDED = "ophørt"


@dataclass(frozen=True)
class Finding:
    """One thing to look at in a section, in Danish."""

    lack: Lack
    words: str


@dataclass
class Progress:
    """How far a draft is: sections in all, those ready, and the findings by the section's primary key."""

    total: int = 0
    findings: dict[int, list[Finding]] = field(default_factory=dict)

    @property
    def lacking(self) -> int:
        """Sections with something to look at."""
        return len(self.findings)

    @property
    def ready(self) -> int:
        """Sections with nothing to look at."""
        return self.total - self.lacking

    def count(self, lack: Lack) -> int:
        """Sections that lack this."""
        return sum(any(finding.lack == lack for finding in found) for found in self.findings.values())


def progress(nodes: Iterable[Node], *, year: int) -> Progress:
    """The progress of the draft with this tree; parts, which are headings alone, do not count."""
    result = Progress()
    for node in walk(nodes):
        if node.section.role == Section.Role.PART and not node.section.text:
            continue
        result.total += 1
        if found := findings(node, year=year):
            result.findings[node.section.pk] = found
    return result


def findings(node: Node, *, year: int) -> list[Finding]:
    """What the section lacks in the plan of the year."""
    section = node.section
    found = []
    if section.state == Section.State.CARRIED:
        since = "Videreført og ændret" if section.is_altered else "Videreført uændret"
        found.append(Finding(Lack.CARRIED, f"{since}, ikke bekræftet"))
    if register_changed(section):
        found.append(Finding(Lack.REGISTER, "Registret er ændret, efter at teksten blev hentet"))
    if is_empty(node):
        found.append(Finding(Lack.EMPTY, "Afsnittet er tomt og har ingen note om hvorfor"))
    if why := ended(section, year):
        found.append(Finding(Lack.ENDED, why[0].upper() + why[1:]))
    return found


def register_row(section: Section) -> object | None:
    """The register row that the section is from, or None."""
    return next((row for name in REGISTERS if (row := getattr(section, name)) is not None), None)


def register_changed(section: Section) -> bool:
    """Whether the register says something else than when its text was taken."""
    row = register_row(section)
    return row is not None and register_text(row) != (section.taken_heading, section.taken_text)


def is_empty(node: Node) -> bool:
    """Whether section and all below it have no text, no note and nothing that the registers write."""
    return not any(
        below.section.text or below.section.note or below.section.kind == Section.Kind.GENERATED
        for below in walk([node])
    )
