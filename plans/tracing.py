"""Where proposals went: from a section to what named it or ended in it, across the years by key; and to citizens."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q

from councils import permissions
from plans.comparing import changes, difference
from plans.models import Plan, Proposal, ProposalAnswer
from plans.proposal_standing import Look, Row, rows_of
from plans.proposing import State


@dataclass(frozen=True)
class Trace:
    """A proposal that named a section or ended in it, as whoever looks may know it."""

    row: Row
    told: bool

    @property
    def look(self) -> Look:
        """How it stands."""
        return self.row.look_told if self.told else self.row.look


def traces(key: str, user: Any, *, writes: bool, at: datetime) -> list[Trace]:
    """The proposals about the section with the key that the account may know of, newest first; three queries.

    The secretariat knows of all that were sent; others of their own council's, and of all that were answered to a
    published plan.
    """
    ended = ProposalAnswer.objects.filter(proposal=OuterRef("pk"), section_key=key, sent_at__isnull=False)
    rows = Proposal.objects.exclude(state__in=(State.DRAFT, State.WITHDRAWN)).filter(number__isnull=False)
    rows = rows.filter(Q(section_key=key) | Exists(ended))
    if not writes:
        published = Plan.objects.of_district().native().filter(editions__isnull=False).values("year")
        own = permissions.councils_spoken_for(user).values("pk")
        final = ProposalAnswer.objects.filter(Q(proposal=OuterRef("pk")) | Q(proposal=OuterRef("merged_into")))
        final = final.filter(sent_at__isnull=False).exclude(outcome=ProposalAnswer.Outcome.ELABORATE)
        rows = rows.filter(Q(council__in=own) | (Q(year__in=published) & Exists(final)))
    found = rows_of(rows.order_by("-year", "number"), at=at)
    return [Trace(row, not writes) for row in found]


# What is proposed ----------------------------------------------------------------------------------------------------

LONG = 1500
"""Letters of section HTML beside which a small change is hard to find."""


def shown_change(proposal: Proposal) -> dict[str, Any]:
    """The proposed text as a difference from what it began from and, where that is long, what changed alone."""
    whole = difference(proposal.base_text, proposal.text)
    is_long = proposal.kind != Proposal.Kind.NEW and len(proposal.base_text) > LONG
    return {"change": whole, "shortened": changes(proposal.base_text, proposal.text) if is_long else ""}


# For citizens --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Released:
    """A proposal as citizens read it: from which councils, its title, what was decided and said, and where it ended."""

    councils: str
    title: str
    outcome: str
    text: str
    section_key: str
    section_heading: str


def released(year: int, *, at: datetime) -> Iterator[Released]:
    """What the secretariat has released of a year: the newest answer sent, where that is final and released."""
    heads = Proposal.objects.of_year(year).received().heads().order_by("council__name", "number")
    origins: dict[int, list[str]] = {}
    merged = Proposal.objects.of_year(year).received().filter(merged_into__isnull=False).select_related("council")
    for row in merged.order_by("council__name"):
        origins.setdefault(row.merged_into_id or 0, []).append(str(row.council))
    for row in rows_of(heads, at=at):
        answer = row.answer
        if answer is not None and answer.is_final and answer.released:
            names = dict.fromkeys([str(row.proposal.council), *origins.get(row.proposal.pk, [])])
            yield Released(
                councils=" · ".join(names),
                title=row.proposal.title,
                outcome=answer.get_outcome_display(),
                text=answer.text,
                section_key=answer.section_key,
                section_heading=answer.section_heading,
            )
