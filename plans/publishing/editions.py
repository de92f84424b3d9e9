"""Publishing: what was decided becomes an edition that never changes.

Rendering comes first and touches nothing. Then one short transaction checks everything again and inserts edition and
file together, so that a process killed at any moment leaves the whole edition or none.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from plans import generating, workflow
from plans.models import ApprovalRound, Edition, EditionFile, Plan, PlanEvent
from plans.publishing import letters, packages
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
    facts = facts_of(approval, published_on=published_on, note=note)
    rendered = render(approval, facts)
    try:
        return store(approval, facts, rendered, actor=actor, at=timezone.now())
    except IntegrityError as clash:
        raise IllegalTransition([already(approval.plan)]) from clash


def facts_of(approval: ApprovalRound, *, published_on: date, note: str) -> EditionFacts:
    """What is said of the edition that the round would now become."""
    return EditionFacts(
        number=approval.plan.editions.count() + 1,
        published_on=published_on,
        digest=approval.digest,
        note=note.strip(),
        is_archive=approval.plan.is_archive,
        decision=approval.decision,
    )


def frozen_in(approval: ApprovalRound) -> Frozen:
    """The content that was decided on."""
    return Frozen(json.loads(approval.content), approval.content, approval.digest)


def render(approval: ApprovalRound, facts: EditionFacts) -> Rendered:
    """Article and PDF of the round's content; touches nothing."""
    content = frozen_in(approval).content
    return Rendered(render_article(content), render_pdf(content, facts))


@transaction.atomic
def store(approval: ApprovalRound, facts: EditionFacts, rendered: Rendered, *, actor: str, at: datetime) -> Edition:
    """Check everything again, and store what was rendered. Raises IllegalTransition, and IntegrityError on a clash."""
    edition = insert(approval, facts, rendered, actor=actor, at=at)
    conclude(edition, actor=actor, at=at)
    return edition


@transaction.atomic
def insert(approval: ApprovalRound, facts: EditionFacts, rendered: Rendered, *, actor: str, at: datetime) -> Edition:
    """The edition and its file; `conclude` does the rest, in the same transaction. Raises as `store`."""
    plan = approval.plan
    workflow.lock(plan)
    _check_again(approval, facts, at)
    edition = Edition.objects.create(
        plan=plan,
        approval_round=approval,
        number=facts.number,
        year=plan.year,
        title=plan.title,
        is_archive=facts.is_archive,
        content=approval.content,
        digest=approval.digest,
        html=rendered.html,
        html_digest=sha256(rendered.html.encode()),
        published_on=facts.published_on,
        published_at=at,
        decision=approval.decision,
        decided_on=approval.decided_on,
        signatories=_signatories(approval),
        note=facts.note,
        published_by=actor,
    )
    _store_pdf(edition, rendered.pdf)
    return edition


def _store_pdf(edition: Edition, pdf: RenderedPdf) -> None:
    EditionFile.objects.create(
        edition=edition,
        kind=EditionFile.Kind.PDF,
        data=pdf.data,
        digest=sha256(pdf.data),
        size=len(pdf.data),
        page_count=pdf.page_count,
    )


def conclude(edition: Edition, *, actor: str, at: datetime, account: Any = None) -> None:
    """What an edition brings with it: the round ends, the plan is published, the log and the records are told."""
    plan, number = edition.plan, edition.number
    who: dict[str, Any] = {"actor": actor, "account": account, "at": at}
    workflow.end_round(edition.approval_round, reason=f"Offentliggjort som {number}. udgave", **who)
    workflow.set_stage(plan, Plan.Stage.PUBLISHED, **who)
    log(plan, PlanEvent.Kind.PUBLISHED, f"{number}. udgave, kontrolsum {edition.digest}", **who)
    packages.hand_over(edition, at=at)


def _check_again(approval: ApprovalRound, facts: EditionFacts, at: datetime) -> None:
    """What may have changed while the pages were made; the PDF prints the decision, so it must be the round's still."""
    frozen = frozen_in(approval)
    decided = approval.decision, approval.decided_on, approval.signed_on
    approval.refresh_from_db()
    if approval.ended_at is not None or approval.plan.editions.filter(number=facts.number).exists():
        raise IllegalTransition([already(approval.plan)])
    if (approval.decision, approval.decided_on, approval.signed_on) != decided:
        raise IllegalTransition(
            ["En anden har imens noteret en anden beslutning om planen. Der er intet offentliggjort."]
        )
    if freeze(approval.plan, on=approval.signed_on).digest != frozen.digest:
        raise IllegalTransition(["Planen er ændret, siden rådet traf sin beslutning. Der er intet offentliggjort."])
    reasons = workflow.obstacles(
        approval.plan, frozen, note=facts.note, on=facts.published_on, today=timezone.localdate(at)
    )
    if reasons:
        raise IllegalTransition(reasons)


def already(plan: Plan) -> str:
    """How the second of two who publish is told that the first one has."""
    newest = plan.editions.without_text().order_by("-number").first()
    which = f" som {newest.number}. udgave" if newest else ""
    return f"{plan.title} er netop offentliggjort{which} af en anden. Der er ikke lavet en udgave mere."


def _signatories(approval: ApprovalRound) -> list[dict[str, str]]:
    """Who stands behind the edition, by name; an archive plan's own list is part of its text."""
    return [] if approval.plan.is_archive else generating.signatories(approval.plan, approval.signed_on)


def sha256(data: bytes) -> str:
    """The SHA-256 of the bytes, as 64 hex digits."""
    return hashlib.sha256(data).hexdigest()
