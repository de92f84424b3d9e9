"""A proposal's text brought into the plan: shown first, then saved with what was changed in the section meanwhile.

What the council began from is the base of the three-way merge (plans.saving); nothing else is set, neither the answer
nor the section's state.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from plans import arranging, saving
from plans.arranging import Spot
from plans.merging import resolved
from plans.models import Plan, Proposal, Revision, Section
from plans.saving import Author, Ground, Saved, Words


class SectionChanged(Exception):
    """The section was saved since the difference was shown."""


@dataclass(frozen=True)
class Offer:
    """What inserting would do: the section's words before and after.

    `passed`: the section says something else than what the council began from. `clashes`: both changed the same place;
    then `before` is what the council began from, and the secretary chooses on the page of the conflict.
    """

    before: Words
    after: Words
    passed: bool = False
    clashes: bool = False

    @property
    def changes_nothing(self) -> bool:
        """Whether the section says it already."""
        return not self.clashes and self.before == self.after


def has_changed(proposal: Proposal, section: Section | None) -> bool:
    """Whether the section says something else than what the proposal began from."""
    return section is not None and section.text != proposal.base_text


def offer(proposal: Proposal, section: Section) -> Offer:
    """What inserting the proposal's text would do to the section as it is now."""
    now = Words.of(section)
    base, mine = _sides(proposal, now)
    if now == base:
        return Offer(now, mine)
    found = saving.compare(base, mine, now)
    if not found.is_settled:
        return Offer(base, mine, passed=True, clashes=True)
    return Offer(now, Words(found.heading or "", resolved(found.text, []), found.note or ""), passed=True)


def _sides(proposal: Proposal, now: Words) -> tuple[Words, Words]:
    """What the council began from and what it wrote; heading and note are the section's own."""
    return Words(now.heading, proposal.base_text, now.note), Words(now.heading, proposal.text, now.note)


def insert(proposal: Proposal, section: Section, *, seen: int, author: Author, at: datetime) -> Saved:
    """Save the proposal's text in the section, as it was in version `seen` when the difference was shown.

    Raises SectionChanged, saving.Conflict (the text waits in the section's history for the secretary to choose),
    saving.SectionGone, workflow.IllegalTransition.
    """
    if section.version != seen:
        raise SectionChanged
    base, mine = _sides(proposal, Words.of(section))
    began = _version_of(section, base.text)
    ground = Ground(base, section.version)
    kind = Revision.Kind.CONTRIBUTION
    return saving.save(section, mine, base=began, author=author, kind=kind, at=at, grounds=[ground])


def _version_of(section: Section, text: str) -> int:
    """The newest version of the section that had the text; 0 where none is known."""
    if section.text == text:
        return section.version
    rows = Revision.objects.filter(section=section, version__isnull=False, text=text)
    return rows.order_by("-version").values_list("version", flat=True).first() or 0


def add(
    proposal: Proposal, plan: Plan, spot: Spot, *, heading: str, seen: int, author: Author, at: datetime
) -> Section:
    """A new section at the place, with the proposal's text.

    `seen` is the version of the outline that was shown. Raises outline.OutlineRefused, workflow.IllegalTransition.
    """
    with transaction.atomic():
        change = arranging.add(plan, spot, heading=heading, role=Section.Role.SECTION, seen=seen)
        section = Section.objects.select_related("plan").get(plan=plan, key=change.key)
        words = Words(section.heading, proposal.text, "")
        saving.save(section, words, base=section.version, author=author, kind=Revision.Kind.CONTRIBUTION, at=at)
    return section
