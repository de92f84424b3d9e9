"""Which year's plan a proposal is for: the one that is collected for, or the next where its deadline has passed.

A deadline is the end of its day in Copenhagen. The plan of a year need not exist: then the year is open.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from plans import outline
from plans.models import Plan, Section, Timetable
from plans.models.plans import FIRST_YEAR, LAST_YEAR
from plans.outline import Node

OPEN_STAGES = (Plan.Stage.COLLECTING, Plan.Stage.EDITING)
"""Proposals may come in until the plan goes into hearing, and until the date where there is one."""


@dataclass(frozen=True)
class Season:
    """A year's collecting as it stands on a day: its plan and dates, where there are any, and whether it is open."""

    year: int
    plan: Plan | None
    dates: Timetable | None
    on: date

    @property
    def due(self) -> date | None:
        """The last day for proposals."""
        return self.dates.proposals_due if self.dates else None

    @property
    def is_open(self) -> bool:
        """Whether what is sent today belongs to this year."""
        if self.plan is None:
            return True
        if self.plan.is_archive or self.plan.stage not in OPEN_STAGES:
            return False
        return self.due is None or self.on <= self.due

    @property
    def has_ended(self) -> bool:
        """Whether the collecting is over."""
        return not self.is_open

    @property
    def has_begun(self) -> bool:
        """Whether the councils have been asked for proposals."""
        if self.plan is None or self.plan.is_archive:
            return False
        begins = self.dates.collecting_from if self.dates else None
        return begins <= self.on if begins else self.plan.stage == Plan.Stage.COLLECTING

    @property
    def days_left(self) -> int | None:
        """Days until the deadline; 0 is the last day."""
        return (self.due - self.on).days if self.due else None


@dataclass(frozen=True)
class Seasons:
    """All years that the district council has plans for, read once."""

    plans: dict[int, Plan]
    on: date

    @classmethod
    def load(cls, *, on: date) -> Seasons:
        """One query."""
        rows = Plan.objects.of_district().select_related("timetable", "council").defer("remarks")
        return cls({row.year: row for row in rows}, on)

    def of(self, year: int) -> Season:
        """The year's."""
        plan = self.plans.get(year)
        return Season(year, plan, getattr(plan, "timetable", None), self.on)

    @property
    def current(self) -> Season:
        """The year that is worked on: of the newest draft; else the year after the newest plan, or the coming one."""
        drafts = [year for year, row in self.plans.items() if not row.is_archive and row.stage != Plan.Stage.PUBLISHED]
        newest = max(drafts, default=0) or max(self.plans, default=self.on.year) + 1
        return self.of(min(newest, LAST_YEAR))

    def landing(self, year: int) -> int:
        """The year that what is written for this one belongs to when it is sent on the day."""
        while year < LAST_YEAR and self.of(year).has_ended:
            year += 1
        return year

    def source(self, year: int) -> Plan | None:
        """The plan whose sections a proposal for the year begins from: the year's own, or the newest before it."""
        earlier = [row for row in self.plans if row <= year]
        found = max(earlier, default=max(self.plans, default=0))
        return self.plans.get(found)


def is_year(value: str) -> bool:
    """Whether the text names a year that a plan can have."""
    return value.isascii() and value.isdigit() and len(value) == len(str(LAST_YEAR)) and _within(int(value))


def _within(year: int) -> bool:
    return FIRST_YEAR <= year <= LAST_YEAR


def chosen_year(asked: str, seasons: Seasons) -> int:
    """The year of an address, where it is one; otherwise the current one."""
    return int(asked) if is_year(asked) else seasons.current.year


def was_published(plan: Plan | None) -> bool:
    """Whether citizens have been able to read the plan, so that all councils may read the proposals to it."""
    return plan is not None and not plan.is_archive and plan.editions.exists()


# The sections that a proposal can be about ---------------------------------------------------------------------------


def nodes_of(plan: Plan | None) -> list[Node]:
    """The plan's sections in reading order; one query."""
    return list(outline.walk(outline.load(plan))) if plan else []


def can_be_changed(section: Section) -> bool:
    """Whether one can propose another text of it: not of what the registers write, nor of a heading alone."""
    if section.kind == Section.Kind.GENERATED or section.role == Section.Role.SIGNATORIES:
        return False
    return section.role != Section.Role.PART or bool(section.text)


def name_of(node: Node) -> str:
    """Label, number and heading, as far as there are any."""
    return " ".join(filter(None, (node.label, node.number, node.section.heading))) or node.section.get_role_display()


def short_name(node: Node | None) -> str:
    """The section's number or label, as a table has room for."""
    return (node.number or node.label or node.section.heading or node.section.key) if node else ""


def section_choices(nodes: list[Node], *, all_kinds: bool = False) -> list[tuple[str, Any]]:
    """Keys and names, for a list to choose from."""
    return [(node.section.key, name_of(node)) for node in nodes if all_kinds or can_be_changed(node.section)]
