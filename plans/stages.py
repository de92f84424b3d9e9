"""The stages of a plan, and the steps between them: each one named and whole, refused with all its reasons at once.

Who may take a step is asked by whoever calls (councils.permissions). The last step, to `published`, is not taken here:
an edition takes it (plans.publishing.editions), and what must hold for that is in plans.deciding.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from plans import announcing, hearing_news, readiness, workflow
from plans.models import ApprovalRound, Hearing, Plan, PlanEvent
from plans.publishing.freezing import freeze
from plans.readiness import councils_heard, dates_of, is_correction, was_heard
from plans.saving import Author
from plans.workflow import IllegalTransition, Reason, log

__all__ = [
    "DECIDED",
    "LONGEST_REASON",
    "STEPS",
    "Step",
    "councils_heard",
    "dates_of",
    "is_correction",
    "move",
    "next_step",
    "obstacles",
    "open_round",
    "step_between",
    "steps_from",
]

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


def next_step(plan: Plan) -> Step | None:
    """The step that leads the plan on from where it is; None where no step of these does.

    What has been in hearing, a correction and a local council's plan go from editing straight to the decision.
    """
    if plan.is_archive:
        return None
    onward = [step for step in steps_from(plan.stage) if not step.goes_back]
    if plan.stage == Stage.EDITING and (not plan.council.is_district or _has_been_further(plan)):
        return step_between(Stage.EDITING, Stage.DECISION)
    return next(iter(onward), None)


def _has_been_further(plan: Plan) -> bool:
    """Whether it was published or heard before; no query where it was read with that (PlanQuerySet.with_past)."""
    known = getattr(plan, "has_editions", None), getattr(plan, "has_been_heard", None)
    return any(known) if None not in known else is_correction(plan) or was_heard(plan)


# What stands in the way ----------------------------------------------------------------------------------------------


def obstacles(plan: Plan, target: str, *, on: date) -> list[Reason]:
    """All that keeps the plan from that stage on the day, each with where it is mended; a reason to go back aside."""
    if plan.is_archive:
        return [Reason(f"{plan.title} er en arkiveret plan. Den har ingen faser.")]
    step = step_between(plan.stage, target)
    if step is None:
        label = str(Stage(target).label) if target in Stage.values else target
        return [Reason(f"Fra fasen »{plan.get_stage_display()}« kan planen ikke gå til »{label}«.")]
    return readiness.reasons(plan, target, on=on)


# Taking a step -------------------------------------------------------------------------------------------------------


@transaction.atomic
def move(
    plan: Plan, target: str, *, author: Author, reason: str = "", at: datetime | None = None, source: str = ""
) -> Plan:
    """Take the plan to another stage. Raises IllegalTransition with all that stands in the way.

    Entering the hearing keeps a snapshot, entering the decision opens an approval round on exactly what the plan says;
    going back ends either, and with the round the approvals that were given. `source` is the stage that whoever asks
    believes the plan to be in: where somebody else was first, they are told.
    """
    now = at or timezone.now()
    workflow.lock(plan)
    plan.refresh_from_db(fields=["stage"])
    if source and source != plan.stage:
        raise IllegalTransition([f"Planen er imens gået til fasen »{plan.get_stage_display()}«. Se den igen."])
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
        is_completed = target == Stage.DECISION
        for hearing in plan.hearings.filter(ended_at__isnull=True).defer("content"):
            Hearing.objects.filter(pk=hearing.pk).update(ended_at=now, completed=is_completed)
            if not is_completed:
                hearing_news.hearing_stopped(hearing, reason=reason, author=author, at=now)
        words = "Høringen er gennemført" if is_completed else "Høringen er stoppet"
        log(plan, PlanEvent.Kind.HEARING, words, actor=author.name, account=author.account, at=now)
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
        hearing_news.hearing_opened(hearing, author=author, at=now)
    if target == Stage.DECISION:
        approval = open_round(plan, author=author, at=now)
        announcing.decision_wanted(approval, author=author, at=now)


def open_round(
    plan: Plan, *, author: Author, at: datetime, follows: ApprovalRound | None = None, signed_on: date | None = None
) -> ApprovalRound:
    """Open a round on what the plan says now; one that follows another has its decision already.

    The one before must have ended: a plan has one open round. The registers are read as of `signed_on`, today where
    none is given.
    """
    on = signed_on or timezone.localdate(at)
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
