"""The stages of a plan, and the steps between them: each one named and whole, refused with all its reasons at once.

Who may take a step is asked by whoever calls (councils.permissions). The last step, to `published`, is not taken here:
an edition takes it (plans.publishing.editions), and what must hold for that is in plans.deciding.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from councils.models import Council, Membership
from plans import announcing, outline, workflow
from plans.models import (
    ApprovalRound,
    Hearing,
    HearingRemark,
    HearingResponse,
    Plan,
    PlanEvent,
    Preparation,
    Proposal,
    Timetable,
)
from plans.progress import Lack, findings
from plans.publishing import letters
from plans.publishing.freezing import freeze
from plans.saving import Author
from plans.workflow import IllegalTransition, Reason, log

Stage = Plan.Stage


@dataclass(frozen=True)
class Step:
    """A step from one stage to another, as its button calls it; one that goes back needs a reason."""

    source: str
    target: str
    label: str
    goes_back: bool = False


STEPS = (
    Step(Stage.COLLECTING, Stage.EDITING, "Afslut indsamlingen og begynd redigeringen"),
    Step(Stage.EDITING, Stage.HEARING, "Send planen i høring"),
    Step(Stage.EDITING, Stage.DECISION, "Send planen til beslutning"),
    Step(Stage.HEARING, Stage.DECISION, "Send planen til beslutning"),
    Step(Stage.EDITING, Stage.COLLECTING, "Tilbage til indsamling", goes_back=True),
    Step(Stage.HEARING, Stage.EDITING, "Tilbage til redigering", goes_back=True),
    Step(Stage.DECISION, Stage.EDITING, "Tilbage til redigering", goes_back=True),
    Step(Stage.PUBLISHED, Stage.EDITING, "Begynd en rettelse", goes_back=True),
)
"""All steps but the one that an edition takes, from decision to published."""
LONGEST_REASON = 300


def steps_from(stage: str) -> list[Step]:
    """The steps that lead on or back from a stage."""
    return [step for step in STEPS if step.source == stage]


def step_between(source: str, target: str) -> Step | None:
    """The step from one stage to the other; None where there is none."""
    return next((step for step in STEPS if (step.source, step.target) == (source, target)), None)


# What stands in the way ----------------------------------------------------------------------------------------------


def obstacles(plan: Plan, target: str, *, on: date) -> list[Reason]:
    """All that keeps the plan from that stage on the day, each with where it is mended; a reason to go back aside."""
    if plan.is_archive:
        return [Reason(f"{plan.title} er en arkiveret plan. Den har ingen faser.")]
    step = step_between(plan.stage, target)
    if step is None:
        label = str(Stage(target).label) if target in Stage.values else target
        return [Reason(f"Fra fasen »{plan.get_stage_display()}« kan planen ikke gå til »{label}«.")]
    if target == Stage.HEARING:
        return list(_before_hearing(plan, on))
    if target == Stage.DECISION:
        return list(_before_decision(plan, on))
    return []


def _before_hearing(plan: Plan, on: date) -> Iterator[Reason]:
    if not plan.council.is_district:
        yield Reason("Et lokalråds plan sendes ikke i høring.")
        return
    yield from _in_sections(plan, on)
    yield from _proposals(plan)
    due = dates_of(plan).hearing_due
    if due is None:
        yield Reason("Der er ingen frist for høringssvar.", url=reverse("draft:timetable", args=[plan.year]))
    elif due < on:
        words = f"Fristen for høringssvar, {date_format(due, 'j. F Y')}, er allerede passeret."
        yield Reason(words, url=reverse("draft:timetable", args=[plan.year]))


def _before_decision(plan: Plan, on: date) -> Iterator[Reason]:
    yield from _in_sections(plan, on)
    if plan.council.is_district:
        if not is_correction(plan):
            yield from _proposals(plan)
            yield from _hearing(plan, on)
        yield from _preparation(plan)
    if not Membership.objects.current(on=on).filter(council=plan.council, signs_plan=True).exists():
        yield Reason("Ingen i registret underskriver planen.", url=reverse("desk:people"))


def is_correction(plan: Plan) -> bool:
    """Whether the plan has been published before, so that what is written now becomes a further edition."""
    return plan.editions.exists()


def _in_sections(plan: Plan, on: date) -> Iterator[Reason]:
    frozen = freeze(plan, on=on)
    nodes = list(outline.walk(outline.load(plan)))
    if not nodes:
        yield Reason("Planen har ingen afsnit.", url=reverse("draft:outline", args=[plan.year]))
    for node in nodes:
        name = " ".join(filter(None, (node.number or node.label, str(node.section.heading or node.section.key))))
        for finding in findings(node, year=plan.year):
            if finding.lack != Lack.ENDED:
                yield Reason(f"»{name}«: {finding.words}.", node.section.key)
    yield from workflow.broken_links(frozen.content)
    yield from letters.obstacles(frozen.content, decision="", note="")


def _proposals(plan: Plan) -> Iterator[Reason]:
    rows = Proposal.objects.of_year(plan.year).heads()
    for row in rows.unanswered().select_related("council").order_by("number"):
        url = reverse("proposals:answer", args=[row.year, row.number])
        yield Reason(f"Forslag {row.reference} »{row.title}« fra {row.council} er ikke besvaret.", url=url)


def _hearing(plan: Plan, on: date) -> Iterator[Reason]:
    hearing = plan.hearings.order_by("-pk").first()
    page = reverse("hearings:hearing", args=[plan.year])
    if hearing is None or (hearing.ended_at and not hearing.completed and not _was_heard(plan)):
        yield Reason("Høringen er ikke gennemført.", url=page)
        return
    if hearing.ended_at is None and (hearing.due is None or on <= hearing.due) and (missing := _silent(hearing)):
        until = f" Fristen er {date_format(hearing.due, 'j. F Y')}." if hearing.due else ""
        yield Reason(f"Høringen er ikke slut: {missing} har ikke svaret.{until}", url=page)
    rows = HearingResponse.objects.sent().filter(hearing__plan=plan)
    for row in rows.filter(answered_at__isnull=True).exclude(text="").select_related("council"):
        yield Reason(f"Høringssvaret fra {row.council} er ikke besvaret.", url=_response(plan, row))
    remarks = HearingRemark.objects.filter(response__in=rows, included=True, answered_at__isnull=True)
    for remark in remarks.select_related("response__council"):
        words = f"Bemærkningen fra {remark.response.council} til »{remark.section_heading}« er ikke besvaret."
        yield Reason(words, url=_response(plan, remark.response))


def _was_heard(plan: Plan) -> bool:
    """Whether an earlier hearing ran its course: going back for a mistake does not ask for another."""
    return plan.hearings.filter(completed=True).exists()


def _silent(hearing: Hearing) -> str:
    """How many local councils have not responded, in words; empty when all have."""
    heard = hearing.responses.sent().values("council")
    count = councils_heard(hearing.plan).exclude(pk__in=heard).count()
    return "" if not count else "1 lokalråd" if count == 1 else f"{count} lokalråd"


def councils_heard(plan: Plan) -> models.QuerySet[Council]:
    """The local councils that a hearing of the plan asks: those that there are."""
    return Council.objects.local().current(on=timezone.localdate())


def _response(plan: Plan, row: HearingResponse) -> str:
    return reverse("hearings:answer", args=[plan.year, row.council.slug])


def _preparation(plan: Plan) -> Iterator[Reason]:
    body = plan.council.preparing_body
    if body is not None and not Preparation.objects.filter(plan=plan).exists():
        url = reverse("hearings:preparation", args=[plan.year])
        yield Reason(f"{body} har ikke behandlet planen.", url=url)


def dates_of(plan: Plan) -> Timetable:
    """The plan's dates; none of them is set where it has no timetable."""
    return Timetable.objects.filter(plan=plan).first() or Timetable(plan=plan)


# Taking a step -------------------------------------------------------------------------------------------------------


@transaction.atomic
def move(plan: Plan, target: str, *, author: Author, reason: str = "", at: datetime | None = None) -> Plan:
    """Take the plan to another stage. Raises IllegalTransition with all that stands in the way.

    Entering the hearing keeps a snapshot, entering the decision opens an approval round on exactly what the plan says;
    going back ends either, and with the round the approvals that were given.
    """
    now = at or timezone.now()
    workflow.lock(plan)
    plan.refresh_from_db(fields=["stage"])
    reasons = [*obstacles(plan, target, on=timezone.localdate(now)), *_reason_given(plan.stage, target, reason)]
    if reasons:
        raise IllegalTransition(reasons)
    source = plan.stage
    if not Plan.objects.filter(pk=plan.pk, stage=source).update(stage=target):
        raise IllegalTransition(["En anden har imens flyttet planen til en anden fase."])
    plan.stage = target
    _leave(plan, source, target, author, reason.strip(), now)
    words = f"{Stage(source).label} → {Stage(target).label}" + (f": {reason.strip()}" if reason.strip() else "")
    log(plan, PlanEvent.Kind.STAGE, words, actor=author.name, account=author.account, at=now)
    _enter(plan, target, author, now)
    return plan


def _reason_given(source: str, target: str, reason: str) -> Iterator[Reason]:
    step = step_between(source, target)
    if step is None or not step.goes_back:
        return
    if not reason.strip():
        yield Reason("Skriv, hvorfor planen går tilbage.")
    elif len(reason.strip()) > LONGEST_REASON:
        yield Reason(f"Begrundelsen må fylde højst {LONGEST_REASON} tegn; her er {len(reason.strip())}.")


def _leave(plan: Plan, source: str, target: str, author: Author, reason: str, now: datetime) -> None:
    if source == Stage.HEARING:
        plan.hearings.filter(ended_at__isnull=True).update(ended_at=now, completed=target == Stage.DECISION)
        log(plan, PlanEvent.Kind.HEARING, "Høringen er slut", actor=author.name, account=author.account, at=now)
    if source == Stage.DECISION:
        for approval in plan.rounds.filter(ended_at__isnull=True):
            announcing.round_ended(approval, reason=reason, author=author, at=now)
            workflow.end_round(approval, reason=f"Sendt tilbage: {reason}"[:200], at=now, actor=author.name)


def _enter(plan: Plan, target: str, author: Author, now: datetime) -> None:
    on = timezone.localdate(now)
    if target == Stage.HEARING:
        frozen = freeze(plan, on=on)
        hearing = Hearing.objects.create(
            plan=plan,
            content=frozen.json,
            digest=frozen.digest,
            opened_at=now,
            opened_by_name=author.name,
            due=dates_of(plan).hearing_due,
        )
        words = f"Høringen er åbnet, kontrolsum {frozen.digest}"
        log(plan, PlanEvent.Kind.HEARING, words, actor=author.name, account=author.account, at=now)
        announcing.hearing_opened(hearing, author=author, at=now)
    if target == Stage.DECISION:
        approval = open_round(plan, author=author, at=now)
        announcing.decision_wanted(approval, author=author, at=now)


def open_round(plan: Plan, *, author: Author, at: datetime, follows: ApprovalRound | None = None) -> ApprovalRound:
    """Open a round on what the plan says now; one that follows another has its decision already.

    The one before must have ended: a plan has one open round.
    """
    on = timezone.localdate(at)
    frozen = freeze(plan, on=on)
    kept = {name: getattr(follows, name) for name in DECIDED} if follows else {}
    approval = ApprovalRound.objects.create(
        plan=plan,
        content=frozen.json,
        digest=frozen.digest,
        opened_at=at,
        opened_by=author.name,
        signed_on=on,
        due=follows.due if follows else dates_of(plan).meeting_on,
        follows=follows,
        **kept,
    )
    words = f"Kontrolsum {frozen.digest}"
    log(plan, PlanEvent.Kind.ROUND_OPENED, words, actor=author.name, account=author.account, at=at)
    return approval


DECIDED = (
    "decision",
    "decided_on",
    "outcome",
    "recorded_by",
    "recorded_at",
    "meeting_item",
    "written_procedure",
    "signed_off_by",
    "signed_off_at",
)
"""What a round that follows another has from it."""
