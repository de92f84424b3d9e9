"""Where register rows stand in the plan that is read now: "afsnit 4.1"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from plans.models import Edition, Section
from plans.models.sections import REGISTERS
from plans.shelf import EditionRow


@dataclass(frozen=True)
class Place:
    """A section of a published plan: its number (may be empty), its heading and its address."""

    number: str
    heading: str
    url: str
    year: int

    @property
    def reference(self) -> str:
        """How running text speaks of it."""
        return f"afsnit {self.number}" if self.number else f"afsnittet {self.heading}"


class Places:
    """Finds the section of one edition that a register row stands in."""

    def __init__(self, row: EditionRow | None, content: dict[str, Any]) -> None:
        """Read which rows the plan's sections are taken from: one query, none without an edition."""
        self._by_key = {place[0]: place[1] for place in _outline(row, content)} if row else {}
        sections = Section.objects.filter(plan=row.plan_id if row else None).exclude(kind=Section.Kind.WRITTEN)
        self._keys = dict(_links(sections.values("key", *REGISTERS)))

    def of(self, thing: Any) -> Place | None:
        """The section about the register row (a Body, FocusArea, Agreement or Initiative), or None."""
        return self._by_key.get(self._keys.get((thing._meta.model_name, thing.pk), ""))


def current_places(row: EditionRow | None) -> Places:
    """The places of register rows in the edition given; reads its frozen content."""
    content = Edition.objects.frozen_of(row.pk) if row and row.is_readable else {}
    return Places(row, content)


def _links(sections: Any) -> Iterator[tuple[tuple[str, int], str]]:
    for section in sections:
        for name in REGISTERS:
            if section[name] is not None:
                yield (name.replace("_", ""), section[name]), section["key"]


def _outline(row: EditionRow, content: dict[str, Any]) -> Iterator[tuple[str, Place]]:
    waiting = list(content.get("sections", []))
    while waiting:
        section = waiting.pop()
        url = f"{row.year_url}#{section['key']}"
        yield section["key"], Place(section["number"], section["heading"], url, row.year)
        waiting += section["children"]
