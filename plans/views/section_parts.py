"""What stands round a section's text: last year's, the register's, talk, contributions, history.

As many queries for much as for little.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.safestring import SafeString

from councils import permissions
from councils.models import Council
from plans.comparing import difference, plain_difference, summary
from plans.models import Assignment, Section, SectionLineage
from plans.registering import offer
from plans.sittings import sittings, visible
from plans.tracing import traces
from plans.views.access import may_write
from plans.views.asking import can_be_asked_for
from plans.views.comments import talk
from plans.views.registers import edit_address
from plans.views.standings import Look, look_of
from plans.workflow import editing_obstacles

NEWEST = 5
"""Sittings that the section's page shows."""
BESIDE = ("forskelle", "tekst", "skjul")
"""How last year's text stands beside this year's: with the differences, alone, or not at all."""


@dataclass(frozen=True)
class Previous:
    """The sections of the year before that a section came from, several where they were merged."""

    section: Section
    ancestors: tuple[Section, ...]
    year: int

    @property
    def text(self) -> str:
        """Their texts after one another."""
        return "".join(ancestor.text for ancestor in self.ancestors)

    @cached_property
    def heading_change(self) -> SafeString | str:
        """How the heading changed, where it did."""
        old = " ".join(filter(None, (ancestor.heading for ancestor in self.ancestors)))
        return "" if old == self.section.heading else plain_difference(old, self.section.heading)

    @cached_property
    def text_change(self) -> SafeString:
        """How the text changed."""
        return difference(self.text, self.section.text)

    @property
    def summary(self) -> str:
        """The changes counted."""
        return summary(self.heading_change, self.text_change)


def parts(section: Section, user: Any, *, beside: str = "") -> dict[str, Any]:
    """All that the page's includes need; `section.plan.may_write` says whether the account writes the plan.

    `beside` is how last year's text shall be shown, as the address says.
    """
    found = sittings(visible(section, user, writes=may_write(section)))
    may_change = may_write(section) and not editing_obstacles(section.plan)
    return {
        "previous": None if section.kind == Section.Kind.GENERATED else previous(section),
        "beside": beside if beside in BESIDE else BESIDE[0],
        "history": found[:NEWEST],
        "history_count": len(found),
        "unsettled": [sitting for sitting in found if sitting.waits] if may_change else [],
        "contributions": _contributions(section, on=timezone.localdate()),
        "traces": traces(section.key, user, writes=may_write(section), at=timezone.now()),
        "proposes_for": _proposes_for(section, user),
        "may_ask": may_change and can_be_asked_for(section),
        **_register(section, user, may_change),
        **talk(section, user),
    }


def previous(section: Section) -> Previous | None:
    """Where the section came from; None where it is new."""
    rows = SectionLineage.objects.filter(section=section).select_related("ancestor__plan")
    ancestors = tuple(row.ancestor for row in rows.order_by("ancestor__position", "ancestor__pk"))
    return Previous(section, ancestors, ancestors[0].plan.year) if ancestors else None


def _contributions(section: Section, *, on: date) -> list[tuple[Look, Assignment]]:
    rows = Assignment.objects.filter(section=section).exclude(state=Assignment.State.WITHDRAWN)
    with_names = rows.select_related("person", "post").defer("text", "answer", "message")
    return [(look_of(row, on=on), row) for row in with_names]


def _proposes_for(section: Section, user: Any) -> Council | None:
    """The local council for which whoever reads the section may propose another text; None for who writes the plan."""
    if may_write(section) or editing_obstacles(section.plan) or section.kind == Section.Kind.GENERATED:
        return None
    return permissions.councils_led(user).order_by("pk").first()


def _register(section: Section, user: Any, may_change: bool) -> dict[str, Any]:
    found = offer(section)
    if found is None or not found.is_open:
        return {}
    return {"offer": found, "may_take": may_change, "edit_address": edit_address(found.row, user)}
