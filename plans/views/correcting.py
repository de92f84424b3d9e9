"""Editorial corrections under authority: choose a section, put it right, see the difference, confirm."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe
from js_asset import Media

from councils.doors import desk_page
from plans import correcting, deciding, outline
from plans.correcting import CorrectionPassed, Proposed
from plans.deciding_forms import CorrectionForm, ReasonForm
from plans.decision_news import told_of_corrections
from plans.models import ApprovalRound, Plan
from plans.outline import Node, walk
from plans.saving import Author, SectionGone, VersionPassed
from plans.views.access import get_plan
from plans.views.deciding import HERE, UNPROCESSABLE, back_to_editing, closed, trail
from plans.views.refusing import CONFLICT, refused
from plans.views.section_context import name_of
from plans.workflow import IllegalTransition

PASSED = "Teksten er rettet af en anden, siden du åbnede siden. Forskellen herunder er til det, der står nu."


def _round(request: HttpRequest, year: int) -> tuple[Plan, ApprovalRound | None]:
    """The plan, for who decides for the secretariat, and its open round, where something may be put right in it."""
    plan = get_plan(request, year, writing=True, steering=True)
    found = deciding.open_round(plan)
    return plan, found


def _not_now(request: HttpRequest, plan: Plan) -> HttpResponse | None:
    """Why nothing may be put right now, told as a wrong stage; None where it may."""
    reasons = correcting.correctable(plan)
    back = reverse("approvals:decision", args=[plan.year])
    return refused(request, IllegalTransition(reasons), back=back, here=HERE) if reasons else None


@desk_page
@require_safe
def correct(request: HttpRequest, year: int) -> HttpResponse:
    """What can be put right: the sections, and the signatories where others sign now; and what was."""
    plan, approval_round = _round(request, year)
    if (not_now := _not_now(request, plan)) is not None:
        return not_now
    if approval_round is None:
        return closed(request, plan)
    on = timezone.localdate()
    nodes = list(walk(outline.load(plan)))
    context = {
        "plan": plan,
        "round": approval_round,
        "rows": [(node, name_of(node), correcting.can_be_corrected(node.section)) for node in nodes],
        "signatories_changed": correcting.signatories_changed(approval_round, on=on),
        "proposed": correcting.propose_registers(approval_round, on=on),
        "corrections": correcting.corrections_of(approval_round),
        "back_to_editing": back_to_editing(plan),
        "here": HERE,
        "trail": trail(plan, ("Redaktionel rettelse", "")),
    }
    return render(request, "plans/desk/deciding/correct.html", context)


# A section -----------------------------------------------------------------------------------------------------------


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def correct_section(request: HttpRequest, year: int, key: str) -> HttpResponse:
    """Put a section right: written, shown beside what was decided on, and confirmed."""
    plan, approval_round = _round(request, year)
    if (not_now := _not_now(request, plan)) is not None:
        return not_now
    if approval_round is None:
        return closed(request, plan)
    nodes = list(walk(outline.load(plan)))
    node = next((node for node in nodes if node.section.key == key), None)
    if node is None or not correcting.can_be_corrected(node.section):
        raise Http404("Planen har ikke et afsnit, der kan rettes her.")
    section = node.section
    section.plan = plan
    before = approval_round.digest
    form = CorrectionForm(request.POST or None, section=section, writer=request.user, before=before)
    if request.method != "POST":
        return _write(request, plan, node, nodes, form)
    if "ret" in request.GET:
        return _write(request, plan, node, nodes, form)
    form.is_valid()
    if not form.is_bound or form.errors:
        return _write(request, plan, node, nodes, form, status=UNPROCESSABLE)
    return _check(request, approval_round, node, nodes, form)


def _check(
    request: HttpRequest, approval_round: ApprovalRound, node: Node, nodes: list[Node], form: CorrectionForm
) -> HttpResponse:
    """The difference, for who has not seen it; else the correction itself."""
    plan, section, written = approval_round.plan, node.section, form.cleaned_data
    found = correcting.propose(approval_round, section, form.words)
    if written["before"] != approval_round.digest or written["base"] != section.version:
        return _write(request, plan, node, nodes, form, passed=found, status=CONFLICT)
    if reasons := correcting.lacks(found):
        for reason in reasons:
            form.add_error(None, reason.text)
        return _write(request, plan, node, nodes, form, status=UNPROCESSABLE)
    if not found.changes:
        form.add_error(None, "Der er ingen forskel: teksten er, som den var.")
        return _write(request, plan, node, nodes, form, status=UNPROCESSABLE)
    if not request.POST.get("bekraeft") or written["after"] != found.frozen.digest:
        return _confirm(request, approval_round, found, form, node)
    try:
        correcting.correct(
            approval_round,
            section=section,
            words=form.words,
            base=written["base"],
            reason=written["reason"],
            shown=(written["before"], written["after"]),
            author=Author.of(request.user),
            at=timezone.now(),
        )
    except (CorrectionPassed, VersionPassed, SectionGone):
        return _write(request, plan, node, nodes, form, passed=found, status=CONFLICT)
    except IllegalTransition as refusal:
        return refused(request, refusal, back=reverse("approvals:decision", args=[plan.year]), here=HERE)
    messages.success(request, f"»{name_of(node)}« er rettet. Alle, der godkender planen, har fået besked.")
    return redirect("approvals:decision", year=plan.year)


def _write(
    request: HttpRequest,
    plan: Plan,
    node: Node,
    nodes: list[Node],
    form: CorrectionForm,
    *,
    passed: Proposed | None = None,
    status: int = 200,
) -> HttpResponse:
    """The editor; after another's correction with what stands now, from which the form goes on."""
    if passed is not None:
        sent = request.POST.copy()
        sent["base"], sent["before"] = str(node.section.version), _now(plan)
        form.data = sent
    widget: Any = form.fields["text"].widget if "text" in form.fields else None
    if widget is not None:
        widget.sections = [(one.section.key, name_of(one)) for one in nodes if one.section.pk != node.section.pk]
    context = {
        "plan": plan,
        "section": node.section,
        "name": name_of(node),
        "form": form,
        "passed": passed,
        "passed_words": PASSED,
        "media": Media.from_media(form.media, nonce=request.csp_nonce),  # type: ignore[attr-defined]
        "back_to_editing": back_to_editing(plan),
        "here": HERE,
        "trail": _trail(plan, name_of(node)),
    }
    return render(request, "plans/desk/deciding/correct_section.html", context, status=status)


def _now(plan: Plan) -> str:
    """The digest of the text that is to be decided on by now."""
    found = deciding.open_round(plan)
    return found.digest if found else ""


def _trail(plan: Plan, name: str) -> list[tuple[str, str]]:
    return trail(plan, ("Redaktionel rettelse", reverse("approvals:correct", args=[plan.year])), (name, ""))


def _confirm(
    request: HttpRequest, approval_round: ApprovalRound, found: Proposed, form: ReasonForm, node: Node
) -> HttpResponse:
    """What is changed, what stands, who is told, and the button."""
    plan, now = approval_round.plan, timezone.now()
    context = {
        "plan": plan,
        "round": approval_round,
        "found": found,
        "form": form,
        "section": node.section,
        "name": name_of(node),
        "told": [user for user in told_of_corrections(plan, at=now) if user != request.user],
        "sent": {key: value for key, value in request.POST.items() if key not in NOT_SENT_ON},
        "here": HERE,
        "trail": _trail(plan, name_of(node)),
    }
    return render(request, "plans/desk/deciding/correct_confirm.html", context)


NOT_SENT_ON = ("csrfmiddlewaretoken", "after", "bekraeft")


# The signatories -----------------------------------------------------------------------------------------------------


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def refresh(request: HttpRequest, year: int) -> HttpResponse:
    """Take in the signatories as the registers have them today: the difference, why, and the word."""
    plan, approval_round = _round(request, year)
    if (not_now := _not_now(request, plan)) is not None:
        return not_now
    if approval_round is None:
        return closed(request, plan)
    on = timezone.localdate()
    found = correcting.propose_registers(approval_round, on=on)
    shown = {"before": approval_round.digest, "after": found.frozen.digest}
    form = ReasonForm(request.POST or None, initial={"reason": "Underskriverne er ændret", **shown})
    if request.method != "POST":
        return _refresh_page(request, approval_round, found, form)
    form.is_valid()
    if not form.is_bound or form.errors:
        return _refresh_page(request, approval_round, found, form, status=UNPROCESSABLE)
    written = form.cleaned_data
    try:
        correcting.refresh(
            approval_round,
            reason=written["reason"],
            shown=(written["before"], written["after"]),
            on=on,
            author=Author.of(request.user),
            at=timezone.now(),
        )
    except CorrectionPassed:
        again = ReasonForm(initial={"reason": written["reason"], **shown})
        return _refresh_page(request, approval_round, found, again, passed=True, status=CONFLICT)
    except IllegalTransition as refusal:
        return refused(request, refusal, back=reverse("approvals:decision", args=[year]), here=HERE)
    messages.success(request, "Underskriverne er opdateret. Alle, der godkender planen, har fået besked.")
    return redirect("approvals:decision", year=year)


def _refresh_page(
    request: HttpRequest,
    approval_round: ApprovalRound,
    found: Proposed,
    form: ReasonForm,
    *,
    passed: bool = False,
    status: int = 200,
) -> HttpResponse:
    plan = approval_round.plan
    context = {
        "plan": plan,
        "round": approval_round,
        "found": found,
        "form": form,
        "passed": passed,
        "told": [user for user in told_of_corrections(plan, at=timezone.now()) if user != request.user],
        "here": HERE,
        "trail": _trail(plan, "Underskrivere"),
    }
    return render(request, "plans/desk/deciding/refresh.html", context, status=status)
