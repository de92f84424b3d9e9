"""Taking a plan to another stage: a page that says what happens, to whom it is told and what lapses; then the step."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_http_methods

from councils import permissions
from councils.doors import desk_page
from plans import readiness, signing, stages
from plans.hearing_forms import NoReasonForm, ReasonForm
from plans.models import Approval, Plan
from plans.saving import Author
from plans.stages import Step
from plans.views.access import get_plan
from plans.views.refusing import linked, refused
from plans.workflow import IllegalTransition

Stage = Plan.Stage


@dataclass
class Outcome:
    """What a step does: in sentences, who is told, whom nothing reaches, and what lapses, each by name."""

    happens: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    unreached: list[str] = field(default_factory=list)
    lapses: list[str] = field(default_factory=list)


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def stage(request: HttpRequest, year: int) -> HttpResponse:
    """The steps that lead from where the plan is; with ?til= one of them, to be confirmed."""
    plan = get_plan(request, year, steering=True)
    if request.method == "POST":
        return _take(request, plan)
    step = stages.step_between(plan.stage, request.GET.get("til", ""))
    if step is None:
        return _choices(request, plan)
    return _confirm(request, plan, step, _form(step))


def _form(step: Step, data: Any = None) -> Any:
    return (ReasonForm if step.goes_back else NoReasonForm)(data)


def _choices(request: HttpRequest, plan: Plan) -> HttpResponse:
    on, following = timezone.localdate(), stages.next_step(plan)
    steps = [] if plan.is_archive else stages.steps_from(plan.stage)
    context = {
        "plan": plan,
        "steps": [(step, step == following, len(stages.obstacles(plan, step.target, on=on))) for step in steps],
        "here": "plan",
        "trail": _trail(plan),
    }
    return render(request, "plans/desk/stage_choices.html", context)


def _trail(plan: Plan, *more: tuple[str, str]) -> list[tuple[str, str]]:
    own = reverse("hearings:stage", args=[plan.year]) if more else ""
    return [(f"Plan {plan.year}", reverse("draft:outline", args=[plan.year])), ("Fase", own), *more]


def _confirm(request: HttpRequest, plan: Plan, step: Step, form: Any, *, status: int = 200) -> HttpResponse:
    on = timezone.localdate()
    context = {
        "plan": plan,
        "step": step,
        "form": form,
        "reasons": linked(stages.obstacles(plan, step.target, on=on), plan.year),
        "outcome": outcome(plan, step, on=on),
        "source": Stage(step.source).label,
        "target": Stage(step.target).label,
        "here": "plan",
        "trail": _trail(plan, (step.label, "")),
    }
    return render(request, "plans/desk/stage.html", context, status=status)


def _take(request: HttpRequest, plan: Plan) -> HttpResponse:
    """The step itself: refused with all reasons, each linked; the second of two who press at once is told."""
    back = reverse("hearings:stage", args=[plan.year])
    source, target = request.POST.get("fra", ""), request.POST.get("til", "")
    if not target:
        return refused(request, IllegalTransition(["Vælg, hvilken fase planen skal gå til."]), back=back, here="plan")
    step = stages.step_between(source or plan.stage, target)
    form = _form(step, request.POST) if step else NoReasonForm(request.POST)
    if step and plan.stage == step.source and not form.is_valid():
        return _confirm(request, plan, step, form, status=422)
    # NUL cannot be kept, and no form took it in where the step is none.
    reason = form.cleaned_data.get("reason", "") if form.is_valid() else ""
    try:
        stages.move(plan, target, author=Author.of(request.user), reason=reason, source=source)
    except IllegalTransition as refusal:
        return refused(request, refusal, back=back, here="plan")
    messages.success(request, TAKEN[target].format(plan=plan.title))
    return redirect(_after(plan))


TAKEN: dict[str, str] = {
    Stage.COLLECTING: "{plan} er igen under indsamling.",
    Stage.EDITING: "{plan} er nu under redigering.",
    Stage.HEARING: "{plan} er sendt i høring. Lokalrådene har fået besked.",
    Stage.DECISION: "{plan} er sendt til beslutning. Teksten er låst.",
}


def _after(plan: Plan) -> str:
    """Where one goes on after a step."""
    if plan.stage == Stage.HEARING:
        return reverse("hearings:hearing", args=[plan.year])
    if plan.stage == Stage.DECISION:
        return reverse("approvals:decision", args=[plan.year])
    return reverse("draft:outline", args=[plan.year])


# What a step does ----------------------------------------------------------------------------------------------------


def outcome(plan: Plan, step: Step, *, on: date) -> Outcome:
    """What taking the step would do; as many queries however many people it reaches."""
    found = Outcome()
    if step.source == Stage.HEARING:
        _leaving_hearing(plan, step, on, found)
    if step.source == Stage.DECISION:
        _leaving_decision(plan, on, found)
    if step.target == Stage.HEARING:
        _entering_hearing(plan, on, found)
    elif step.target == Stage.DECISION:
        found.happens.append("Teksten låses. Den kan først ændres igen, når planen er sendt tilbage.")
        found.happens.append("Underskriverne bliver bedt om at godkende præcis den tekst, der står i planen nu.")
        _signing(plan, on, found)
    elif step.target == Stage.EDITING:
        found.happens += list(_editing(step))
    elif step.target == Stage.COLLECTING:
        found.happens.append("Lokalrådene kan igen sende forslag til planen. Teksten kan stadig ændres.")
    return found


def _editing(step: Step) -> Iterator[str]:
    if step.source == Stage.COLLECTING:
        yield "Indsamlingen slutter. Forslag, der kommer senere, gemmes til næste års plan."
    elif step.source == Stage.PUBLISHED:
        yield "Den offentliggjorte udgave bliver stående, til en ny udgave er besluttet og offentliggjort."
        yield "Teksten kan ændres, og planen skal besluttes igen."
    else:
        yield "Teksten kan ændres igen."


def _entering_hearing(plan: Plan, on: date, found: Outcome) -> None:
    due = readiness.dates_of(plan).hearing_due
    until = f" Fristen for svar er {date_format(due, 'j. F Y')}." if due else ""
    found.happens.append(f"Teksten, som den er nu, sendes i høring hos lokalrådene.{until}")
    found.happens.append("Den tekst, de læser, ændres ikke; I kan redigere videre imens.")
    _councils(plan, on, found)


def _councils(plan: Plan, on: date, found: Outcome) -> None:
    for council, accounts in permissions.leaders_of(readiness.councils_heard(plan), on=on):
        (found.told if accounts else found.unreached).append(str(council))


def _leaving_hearing(plan: Plan, step: Step, on: date, found: Outcome) -> None:
    hearing = plan.hearings.filter(ended_at__isnull=True).defer("content").first()
    if hearing is None:
        return
    if step.target == Stage.EDITING:
        found.happens.append("Høringen stoppes. Den er ikke gennemført, og lokalrådene skal høres igen.")
        found.happens.append("De høringssvar, der er sendt, bevares og skal stadig besvares.")
        _councils(plan, on, found)
        return
    found.happens.append("Høringen slutter. Der kan ikke længere sendes høringssvar.")
    sent = hearing.responses.sent().values("council")
    silent = readiness.councils_heard(plan).exclude(pk__in=sent).order_by("name")
    if names := [str(council) for council in silent]:
        found.happens.append(f"Uden høringssvar: {', '.join(names)}.")


def _leaving_decision(plan: Plan, on: date, found: Outcome) -> None:
    found.happens.append("Godkendelsesrunden slutter. Det, der er givet, gælder ikke en ny tekst.")
    approval = plan.rounds.filter(ended_at__isnull=True).first()
    if approval is not None:
        for row in signing.newest(approval).values():
            what = "godkendelse" if row.outcome == Approval.Outcome.APPROVED else "bemærkninger"
            found.lapses.append(f"{row.office}, {row.holder}: {what}")
        if approval.decision:
            found.lapses.append(f"Rådets beslutning: {approval.decision}")
        if approval.signed_off_at:
            found.lapses.append("Kommunikations frigivelse")
    _signing(plan, on, found)


def _signing(plan: Plan, on: date, found: Outcome) -> None:
    """Who signs, and those among them whom no mail reaches."""
    seats = signing.seats(plan.council, on=on)
    accounts = signing.accounts(seats, on=on)
    for seat in seats:
        (found.told if accounts.get(seat.key) else found.unreached).append(seat.name)
