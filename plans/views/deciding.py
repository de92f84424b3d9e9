"""The decision as the secretary sees it: who has answered, remarks, the council's decision, what is still lacking."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from councils import mail, permissions
from councils.doors import admit, desk_page
from councils.models import Municipality
from plans import correcting, deciding, decision_reminders, timetables
from plans.deciding import AlreadyAnswered
from plans.deciding_forms import AnswerRemarksForm, DecideForm, RecordForm
from plans.models import Approval, ApprovalRound, Plan
from plans.saving import Author
from plans.signing import standing
from plans.views.access import get_plan
from plans.views.deciding_rows import Row, counted, rows_of
from plans.views.refusing import CONFLICT, refused
from plans.workflow import IllegalTransition

UNPROCESSABLE = 422
HERE = "plan"


def trail(plan: Plan, *more: tuple[str, str]) -> list[tuple[str, str]]:
    """The way to a page about the plan's decision."""
    own = "" if not more else reverse("approvals:decision", args=[plan.year])
    return [(f"Plan {plan.year}", reverse("draft:outline", args=[plan.year])), ("Godkendelse", own), *more]


def back_to_editing(plan: Plan) -> str:
    """Where the plan is sent back to editing."""
    return f"{reverse('hearings:stage', args=[plan.year])}?til=editing"


def closed(request: HttpRequest, plan: Plan) -> HttpResponse:
    """That there is nothing to decide now, told as a wrong stage."""
    back = reverse("approvals:decision", args=[plan.year])
    words = f"{plan.title} er ikke til beslutning. Planen er i fasen »{plan.get_stage_display()}«."
    return refused(request, IllegalTransition([words]), back=back, here=HERE)


@desk_page
@require_safe
def decision(request: HttpRequest, year: int) -> HttpResponse:
    """All about the decision on one page, and what may be done about it."""
    plan, now = get_plan(request, year, writing=True), timezone.now()
    on = timezone.localdate(now)
    approval_round = deciding.open_round(plan)
    context: dict[str, Any] = {
        "plan": plan,
        "round": approval_round,
        "steps": timetables.steps(plan, getattr(plan, "timetable", None), on=on),
        "municipalities": Municipality.objects.order_by("name"),
        "here": HERE,
        "trail": trail(plan),
    }
    if approval_round is None:
        context["last"] = plan.rounds.defer("content").order_by("-pk").first()
        return render(request, "plans/desk/deciding/none.html", context)
    return render(request, "plans/desk/deciding/decision.html", context | _about(approval_round, now))


def _about(approval_round: ApprovalRound, now: datetime) -> dict[str, Any]:
    """What the page shows of the open round."""
    plan, on = approval_round.plan, timezone.localdate(now)
    rows = rows_of(approval_round, at=now)
    remarks = [row for row in rows if row.standing.has_remarks]
    return {
        "rows": rows,
        "count": counted(rows),
        "all_needed": plan.council.publication_rule == plan.council.PublicationRule.ALL,
        "remarks": sorted(remarks, key=lambda row: not row.standing.is_unanswered_remark),
        "unanswered": sum(row.standing.is_unanswered_remark for row in rows),
        "lapsing": [row for row in rows if row.standing.has_approved],
        "remindable": [row for row in rows if row.remindable],
        "to_record": any(not row.standing.has_approved and not row.seat.is_vacant for row in rows),
        "is_decided": deciding.is_decided(approval_round),
        "is_returned": approval_round.outcome == ApprovalRound.Outcome.RETURNED,
        "reservations": deciding.reservations_of(approval_round),
        "corrections": correcting.corrections_of(approval_round),
        "may_correct": not correcting.correctable(plan),
        "signatories_changed": correcting.signatories_changed(approval_round, on=on),
        "reasons": deciding.obstacles(approval_round, on=on),
        "digest_groups": [approval_round.digest[at : at + 8] for at in range(0, 64, 8)],
        "back_to_editing": back_to_editing(plan),
    }


# Recording -----------------------------------------------------------------------------------------------------------


def _round_to_change(request: HttpRequest, year: int) -> tuple[Plan, ApprovalRound | None]:
    """The plan, for who decides for the secretariat, and its open round."""
    plan = get_plan(request, year, writing=True, steering=True)
    return plan, deciding.open_round(plan)


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, year: int) -> HttpResponse:
    """Record what the council decided, or put the record right."""
    plan, approval_round = _round_to_change(request, year)
    if approval_round is None:
        return closed(request, plan)
    items = list(deciding.items_of(plan.council)[:100])
    form = DecideForm(request.POST or None, items=items, on=timezone.localdate(), initial=_decided(approval_round))
    status = 200
    if request.method == "POST":
        form.is_valid()
        if not form.errors and form.is_bound:
            try:
                return _decide(request, approval_round, form)
            except IllegalTransition as refusal:
                return refused(request, refusal, back=reverse("approvals:decision", args=[year]), here=HERE)
        status = UNPROCESSABLE
    context = {
        "plan": plan,
        "round": approval_round,
        "form": form,
        "reservations": deciding.reservations_of(approval_round),
        "here": HERE,
        "trail": trail(plan, ("Rådets beslutning", "")),
    }
    return render(request, "plans/desk/deciding/decide.html", context, status=status)


def _decided(row: ApprovalRound) -> dict[str, Any]:
    """What the form shows of the decision that is recorded, and what it was made from."""
    return {
        "outcome": row.outcome,
        "item": str(row.meeting_item_id or ""),
        "written": row.written_procedure,
        "decided_on": row.decided_on if row.written_procedure else None,
        "digest": row.digest,
        "seen": row.recorded_at.isoformat() if row.recorded_at else "",
    }


def _decide(request: HttpRequest, approval_round: ApprovalRound, form: DecideForm) -> HttpResponse:
    row = deciding.decide(
        approval_round,
        outcome=form.cleaned_data["outcome"],
        meeting_item=form.meeting_item,
        decided_on=form.cleaned_data["decided_on"],
        reservations=form.reservations,
        digest=form.cleaned_data["digest"],
        seen=form.recorded_at,
        author=Author.of(request.user),
        at=timezone.now(),
    )
    if row.outcome == ApprovalRound.Outcome.RETURNED:
        messages.warning(request, "Beslutningen er noteret. Næste skridt: send planen tilbage til redigering.")
    else:
        messages.success(request, f"Beslutningen er noteret: {row.decision}.")
    return redirect("approvals:decision", year=row.plan.year)


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def record(request: HttpRequest, year: int) -> HttpResponse:
    """Record for several seats at once what they said elsewhere."""
    plan, approval_round = _round_to_change(request, year)
    if approval_round is None:
        return closed(request, plan)
    found = standing(approval_round, on=timezone.localdate())
    initial = {"digest": approval_round.digest, "reference": approval_round.decision}
    form = RecordForm(request.POST or None, standings=found, initial=initial)
    status = 200
    if request.method == "POST":
        form.is_valid()
        if form.is_bound and not form.errors:
            try:
                return _record(request, approval_round, form)
            except IllegalTransition as refusal:
                return refused(request, refusal, back=reverse("approvals:decision", args=[year]), here=HERE)
        status = UNPROCESSABLE
    context = {
        "plan": plan,
        "round": approval_round,
        "form": form,
        "here": HERE,
        "trail": trail(plan, ("Notér svar", "")),
    }
    return render(request, "plans/desk/deciding/record.html", context, status=status)


def _record(request: HttpRequest, approval_round: ApprovalRound, form: RecordForm) -> HttpResponse:
    written = form.cleaned_data
    found = deciding.record_for(
        approval_round,
        shown=form.shown,
        outcome=written["outcome"],
        remarks=written["remarks"],
        reference=written["reference"],
        digest=written["digest"],
        author=Author.of(request.user),
        at=timezone.now(),
    )
    if found.done:
        messages.success(request, f"Noteret for {', '.join(seat.office for seat in found.done)}.")
    if found.passed:
        names = ", ".join(seat.office for seat in found.passed)
        messages.warning(request, f"Ikke noteret for {names}: der er svaret, siden du åbnede siden.")
    return redirect("approvals:decision", year=approval_round.plan.year)


# Remarks -------------------------------------------------------------------------------------------------------------


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def remark(request: HttpRequest, year: int, pk: int) -> HttpResponse:
    """Answer a seat's remarks without changing the text."""
    plan, approval_round = _round_to_change(request, year)
    approval = Approval.objects.filter(approval_round__plan=plan, pk=pk, outcome=Approval.Outcome.REMARKS).first()
    if approval is None:
        raise Http404("Bemærkningerne findes ikke.")
    if approval_round is None:
        return closed(request, plan)
    form, status = AnswerRemarksForm(request.POST or None), 200
    if request.method == "POST":
        form.is_valid()
        if form.is_bound and not form.errors:
            return _answer(request, plan, approval_round, approval, form)
        status = UNPROCESSABLE
    return _remark_page(request, plan, approval, form, status)


def _answer(
    request: HttpRequest, plan: Plan, approval_round: ApprovalRound, approval: Approval, form: AnswerRemarksForm
) -> HttpResponse:
    author, back = Author.of(request.user), reverse("approvals:decision", args=[plan.year])
    try:
        deciding.answer_remarks(approval, text=form.cleaned_data["answer"], author=author, at=timezone.now())
    except AlreadyAnswered as passed:
        return _remark_page(request, plan, passed.now, form, CONFLICT)
    except IllegalTransition as refusal:
        return refused(request, refusal, back=back, here=HERE)
    messages.success(request, f"Svaret er sendt til {approval.office}.")
    return redirect(back)


def _remark_page(
    request: HttpRequest, plan: Plan, approval: Approval, form: AnswerRemarksForm, status: int
) -> HttpResponse:
    context = {
        "plan": plan,
        "approval": approval,
        "form": form,
        "here": HERE,
        "trail": trail(plan, ("Svar på bemærkninger", "")),
        "back_to_editing": back_to_editing(plan),
    }
    return render(request, "plans/desk/deciding/remark.html", context, status=status)


# Reminding -----------------------------------------------------------------------------------------------------------


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def remind(request: HttpRequest, year: int) -> HttpResponse:
    """Who is reminded, with the letter; then send it. ?plads=<key> chooses one seat."""
    plan, approval_round = _round_to_change(request, year)
    if approval_round is None:
        return closed(request, plan)
    if request.method == "POST":
        return _remind(request, plan, approval_round)
    rows = rows_of(approval_round, at=timezone.now())
    remindable = [row for row in rows if row.remindable]
    asked = request.GET.get("plads", "")
    chosen = {row.seat.key for row in remindable if asked in ("", row.seat.key)}
    context = {
        "plan": plan,
        "rows": remindable,
        "chosen": chosen,
        "left_out": [row for row in rows if row.left_out],
        "letter": _sample(approval_round, [row for row in remindable if row.seat.key in chosen], request.user),
        "here": HERE,
        "trail": trail(plan, ("Påmind", "")),
    }
    return render(request, "plans/desk/deciding/remind.html", context)


def _remind(request: HttpRequest, plan: Plan, approval_round: ApprovalRound) -> HttpResponse:
    chosen, back = request.POST.getlist("valgt"), reverse("approvals:decision", args=[plan.year])
    try:
        sent = decision_reminders.remind(
            approval_round, chosen=chosen, author=Author.of(request.user), at=timezone.now()
        )
    except IllegalTransition as refusal:
        return refused(request, refusal, back=back, here=HERE)
    if sent:
        who = sorted({str(reminder.reader) for reminder in sent})
        words = ", ".join(who) if len(who) <= 5 else f"{len(who)} personer"
        messages.success(request, f"Påmindelsen er sendt til {words}.")
    else:
        messages.info(request, "Ingen blev påmindet: der var ingen at påminde, eller de er påmindet i forvejen.")
    return redirect(back)


def _sample(approval_round: ApprovalRound, rows: list[Row], user: Any) -> dict[str, str] | None:
    """The letter as its first reader gets it."""
    reminders = decision_reminders.gathered([row.seat for row in rows], on=timezone.localdate())
    if not reminders:
        return None
    letter = reminders[0].letter(approval_round, by=str(user))
    text = mail.text_of(letter, reminders[0].reader)
    return {"to": str(reminders[0].reader), "subject": letter.subject, "text": text}


# Signing off ---------------------------------------------------------------------------------------------------------


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def sign_off(request: HttpRequest, year: int) -> HttpResponse:
    """Communications lets the decided plan go out: what that means, and then the word."""
    plan = get_plan(request, year)
    may = permissions.held(request.user, it=permissions.grounds_to_sign_off(request.user))["it"]
    admit(True, may, writing=True)
    approval_round = deciding.open_round(plan)
    if approval_round is None:
        return closed(request, plan)
    if request.method == "POST":
        return _sign_off(request, plan, approval_round)
    context = {
        "plan": plan,
        "round": approval_round,
        "is_decided": deciding.is_decided(approval_round),
        "needed": plan.council.needs_sign_off,
        "reservations": deciding.reservations_of(approval_round),
        "here": HERE,
        "trail": [("Frigivelse", "")],
    }
    return render(request, "plans/desk/deciding/sign_off.html", context)


def _sign_off(request: HttpRequest, plan: Plan, approval_round: ApprovalRound) -> HttpResponse:
    back, digest = reverse("approvals:sign_off", args=[plan.year]), request.POST.get("digest", "")
    try:
        deciding.sign_off(approval_round, digest=digest, author=Author.of(request.user), at=timezone.now())
    except IllegalTransition as refusal:
        return refused(request, refusal, back=back, here=HERE)
    messages.success(request, f"{plan.title} er frigivet. Sekretariatet kan offentliggøre den.")
    return redirect(back)
