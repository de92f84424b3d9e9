"""A brief for one municipality: what the plan says about it, what its local council is asked, what it proposed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch
from django.template.loader import render_to_string

from councils.models import Council, Municipality
from initiatives.models import DiscussionPoint, FocusArea
from plans import deciding
from plans.models import Plan, Proposal, ProposalAnswer
from plans.naming import Mention, mentions
from plans.publishing import letters
from plans.publishing.facts import danish_date
from plans.publishing.freezing import freeze
from plans.publishing.pdf import RenderedPdf, render_document

Obligation = DiscussionPoint.Obligation
ASKED = (*(one for one in Obligation if one != Obligation.MAY),)
"""What a local council must or should do; what it may is not asked of it."""
SENTENCES_PRINTED = 2
"""As many sentences of each section the printed brief repeats: it is one page, the section has them all."""


@dataclass(frozen=True)
class Area:
    """A focus area that concerns the municipality, with what its local council must or should discuss."""

    area: FocusArea
    points: tuple[DiscussionPoint, ...]


@dataclass(frozen=True)
class Proposed:
    """A proposal of the local council, and the answer that was sent; None where there is none yet."""

    proposal: Proposal
    answer: ProposalAnswer | None


@dataclass(frozen=True)
class Brief:
    """All of one municipality in one plan. `source` says which text of the plan it was read from."""

    plan: Plan
    municipality: Municipality
    council: Council | None
    source: str
    mentions: tuple[Mention, ...]
    areas: tuple[Area, ...]
    standing: tuple[DiscussionPoint, ...]
    proposals: tuple[Proposed, ...]

    @property
    def title(self) -> str:
        """What the brief is called."""
        return f"{self.municipality} i {self.plan.title}"


def brief(plan: Plan, municipality: Municipality, *, on: date) -> Brief:
    """The municipality's brief on the day; as many queries for much as for little."""
    content, source = _content(plan, on)
    council = Council.objects.local().current(on=on).filter(municipality=municipality).first()
    return Brief(
        plan=plan,
        municipality=municipality,
        council=council,
        source=source,
        mentions=tuple(mentions(content, municipality.name)),
        areas=tuple(_areas(plan, council)) if council else (),
        standing=tuple(DiscussionPoint.objects.standing().filter(obligation__in=ASKED)) if council else (),
        proposals=tuple(_proposals(plan, council)) if council else (),
    )


def _content(plan: Plan, on: date) -> tuple[dict[str, Any], str]:
    """What is to be decided on; else what was published; else the draft as it is on the day."""
    approval_round = deciding.open_round(plan)
    if approval_round is not None:
        return json.loads(approval_round.content), "teksten, der er til beslutning"
    if plan.stage == Plan.Stage.PUBLISHED:
        edition = plan.editions.readable().defer("html").order_by("-number").first()
        if edition is not None and edition.content:
            return edition.frozen, f"{edition.number}. udgave"
    return freeze(plan, on=on).content, "udkastet, som det er nu"


def _areas(plan: Plan, council: Council) -> list[Area]:
    points = Prefetch("points", DiscussionPoint.objects.filter(obligation__in=ASKED).order_by("number"), "asked")
    rows = FocusArea.objects.for_council(council).current(year=plan.year).prefetch_related(points)
    return [Area(row, tuple(row.asked)) for row in rows.order_by("order", "name")]


def _proposals(plan: Plan, council: Council) -> list[Proposed]:
    """What the local council sent in for the plan, with the newest answer sent, its own or of what it was merged in."""
    answers = Prefetch("answers", ProposalAnswer.objects.filter(sent_at__isnull=False).order_by("pk"), "sent")
    merged = Prefetch("merged_into", Proposal.objects.prefetch_related(answers))
    rows = Proposal.objects.of_year(plan.year).received().filter(council=council)
    found = rows.prefetch_related(answers, merged).order_by("number", "pk")
    return [Proposed(row, _answer(row)) for row in found]


def _answer(row: Any) -> ProposalAnswer | None:
    head = row.merged_into or row
    return head.sent[-1] if head.sent else None


def brief_pdf(found: Brief, *, on: date) -> RenderedPdf:
    """The brief as PDF. Raises publishing.pdf.RenderingFailed; a letter that the typeface lacks is printed as "?"."""
    context = {
        "brief": found,
        "title": found.title,
        "subtitle": f"Læst {danish_date(on)} af {found.source}.",
        "author": str(found.plan.council),
        "running": f"{found.plan.title}: {found.municipality}",
        "marked": "" if found.plan.stage == Plan.Stage.PUBLISHED else "Ikke offentliggjort",
        "foot": danish_date(on),
        "shown": SENTENCES_PRINTED,
    }
    return render_document(letters.printable(render_to_string("plans/print/brief.html", context)))
