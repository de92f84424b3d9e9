"""Publishing: what was decided becomes an edition that never changes.

Rendering comes first and touches nothing. Then one short transaction checks everything again and inserts edition and
file together, so that a process killed at any moment leaves the whole edition or none.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from plans import generating, workflow
from plans.models import ApprovalRound, Edition, EditionFile, Plan, PlanEvent
from plans.publishing import letters
from plans.publishing.facts import EditionFacts
from plans.publishing.freezing import Frozen, freeze
from plans.publishing.html import render_article
from plans.publishing.pdf import RenderedPdf, render_pdf
from plans.workflow import IllegalTransition, log


@dataclass(frozen=True)
class Rendered:
    """An edition's article and PDF, made and not yet stored."""

    html: str
    pdf: RenderedPdf


def decide_and_publish(
    plan: Plan, *, decision: str, published_on: date, actor: str, decided_on: date | None = None, note: str = ""
) -> Edition:
    """Record the council's decision on the plan as it reads now, and publish it.

    Raises IllegalTransition with all reasons at once, before anything is recorded; publishing.pdf.RenderingFailed
    where the PDF cannot be made: then the decision stands, and publication can be repeated.
    """
    signed_on = decided_on or published_on
    frozen = freeze(plan, on=signed_on)
    reasons = workflow.obstacles(plan, frozen, note=note, on=published_on)
    reasons += workflow.decision_obstacles(decision)
    reasons += letters.obstacles(frozen.content, decision=decision, note=note)
    if reasons:
        raise IllegalTransition(reasons)
    approval = workflow.record_decision(
        plan, frozen=frozen, decision=decision, signed_on=signed_on, decided_on=decided_on, actor=actor
    )
    return publish(approval, published_on=published_on, note=note, actor=actor)


def publish(approval: ApprovalRound, *, published_on: date, actor: str, note: str = "") -> Edition:
    """Publish exactly the content that was decided on in the round.

    Raises IllegalTransition where the plan has changed since, or the round is over, and RenderingFailed where the PDF
    cannot be made; then nothing is stored.
    """
    plan = approval.plan
    frozen = Frozen(json.loads(approval.content), approval.content, approval.digest)
    facts = EditionFacts(
        number=plan.editions.count() + 1,
        published_on=published_on,
        digest=frozen.digest,
        note=note.strip(),
        is_archive=plan.is_archive,
        decision=approval.decision,
    )
    rendered = Rendered(render_article(frozen.content), render_pdf(frozen.content, facts))
    try:
        return _store(approval, frozen, facts, rendered, actor=actor)
    except IntegrityError as clash:
        raise IllegalTransition([_already(plan)]) from clash


@transaction.atomic
def _store(approval: ApprovalRound, frozen: Frozen, facts: EditionFacts, rendered: Rendered, *, actor: str) -> Edition:
    plan, now = approval.plan, timezone.now()
    workflow.lock(plan)
    _check_again(approval, frozen, facts)
    edition = Edition.objects.create(
        plan=plan,
        approval_round=approval,
        number=facts.number,
        year=plan.year,
        title=plan.title,
        is_archive=facts.is_archive,
        content=frozen.json,
        digest=frozen.digest,
        html=rendered.html,
        html_digest=_sha256(rendered.html.encode()),
        published_on=facts.published_on,
        published_at=now,
        decision=approval.decision,
        decided_on=approval.decided_on,
        signatories=_signatories(approval),
        note=facts.note,
        published_by=actor,
    )
    _store_pdf(edition, rendered.pdf)
    workflow.end_round(approval, reason=f"Offentliggjort som {facts.number}. udgave", at=now, actor=actor)
    workflow.set_stage(plan, Plan.Stage.PUBLISHED, actor=actor, at=now)
    log(plan, PlanEvent.Kind.PUBLISHED, f"{facts.number}. udgave, kontrolsum {frozen.digest}", actor=actor, at=now)
    return edition


def _store_pdf(edition: Edition, pdf: RenderedPdf) -> None:
    EditionFile.objects.create(
        edition=edition,
        kind=EditionFile.Kind.PDF,
        data=pdf.data,
        digest=_sha256(pdf.data),
        size=len(pdf.data),
        page_count=pdf.page_count,
    )


def _check_again(approval: ApprovalRound, frozen: Frozen, facts: EditionFacts) -> None:
    """What may have changed while the pages were made; the PDF prints the decision, so it must be the round's still."""
    decided = approval.decision, approval.decided_on, approval.signed_on
    approval.refresh_from_db()
    if approval.ended_at is not None or approval.plan.editions.filter(number=facts.number).exists():
        raise IllegalTransition([_already(approval.plan)])
    if (approval.decision, approval.decided_on, approval.signed_on) != decided:
        raise IllegalTransition(
            ["En anden har imens noteret en anden beslutning om planen. Der er intet offentliggjort."]
        )
    if freeze(approval.plan, on=approval.signed_on).digest != frozen.digest:
        raise IllegalTransition(["Planen er ændret, siden rådet traf sin beslutning. Der er intet offentliggjort."])
    reasons = workflow.obstacles(approval.plan, frozen, note=facts.note, on=facts.published_on)
    if reasons:
        raise IllegalTransition(reasons)


def _already(plan: Plan) -> str:
    newest = plan.editions.without_text().order_by("-number").first()
    which = f" som {newest.number}. udgave" if newest else ""
    return f"{plan.title} er netop offentliggjort{which} af en anden. Der er ikke lavet en udgave mere."


def _signatories(approval: ApprovalRound) -> list[dict[str, str]]:
    """Who stands behind the edition, by name; an archive plan's own list is part of its text."""
    return [] if approval.plan.is_archive else generating.signatories(approval.plan, approval.signed_on)


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def public_record(edition: Edition) -> dict[str, Any]:
    """The edition as open data: what it is, its digests, and the frozen content."""
    pdf = edition.files.filter(kind=EditionFile.Kind.PDF).defer("data").first()
    return {
        "title": edition.title,
        "year": edition.year,
        "edition": edition.number,
        "published_on": edition.published_on.isoformat(),
        "archive": edition.is_archive,
        "decision": edition.decision,
        "decided_on": edition.decided_on.isoformat() if edition.decided_on else None,
        "note": edition.note,
        "signatories": edition.signatories,
        "sha256": {"content": edition.digest, "article": edition.html_digest, "pdf": pdf.digest if pdf else None},
        "content": edition.frozen,
    }
