"""What a frozen content has that an earlier one had not: headings of what is new, rewritten, put right, left out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from html import unescape
from typing import Any

from plans.aligning import share
from plans.models import Edition, Plan
from plans.naming import TAGS, called
from plans.publishing.passages import all_sections

REWRITTEN = 0.85
"""A text that shares fewer of its words than this with the earlier one is rewritten; else it was put right."""


@dataclass(frozen=True)
class Line:
    """A section, by key and name."""

    key: str
    name: str


@dataclass(frozen=True)
class Newness:
    """What is new since an earlier plan or edition, which `since` names: "2023", "1. udgave"."""

    since: str
    new: tuple[Line, ...]
    rewritten: tuple[Line, ...]
    amended: tuple[Line, ...]
    gone: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs."""
        return not (self.new or self.rewritten or self.amended or self.gone)


def newness(content: dict[str, Any], earlier: dict[str, Any], *, since: str) -> Newness:
    """Compare a frozen content with an earlier one, section by section, by their keys."""
    before = {section["key"]: section for section in all_sections(earlier["sections"])}
    new: list[Line] = []
    rewritten: list[Line] = []
    amended: list[Line] = []
    for section in all_sections(content["sections"]):
        line, old = Line(section["key"], called(section)), before.pop(section["key"], None)
        if old is None:
            new.append(line)
        elif _text(old) != _text(section):
            (amended if share(_bag(old), _bag(section)) >= REWRITTEN else rewritten).append(line)
    gone = tuple(section["heading"] for section in before.values() if section["heading"])
    return Newness(since, tuple(new), tuple(rewritten), tuple(amended), gone)


def _text(section: dict[str, Any]) -> tuple[str, str, str]:
    return section["heading"], section["body"], section["note"]


def _bag(section: dict[str, Any]) -> Counter[str]:
    return Counter(unescape(TAGS.sub(" ", " ".join(_text(section)))).split())


def earlier_edition(plan: Plan) -> Edition | None:
    """What the plan is read beside: its own newest edition, else the newest that the council's plan before it has."""
    readable = Edition.objects.readable().filter(plan__council=plan.council_id, year__lte=plan.year)
    return readable.defer("html").order_by("-year", "-number").first()


def since_last(plan: Plan, content: dict[str, Any]) -> Newness | None:
    """What is new in the content since what was published last; None where there is nothing to compare with."""
    edition = earlier_edition(plan)
    if edition is None:
        return None
    since = f"{edition.number}. udgave" if edition.year == plan.year else str(edition.year)
    return newness(content, edition.frozen, since=since)
