"""Taking an edition back: withdrawing it, and having it blocked by two persons."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from councils import permissions
from councils.doors import desk_page
from plans import records
from plans.models import Blocking, Edition, Plan
from plans.publishing import packages, withdrawing
from plans.release_forms import ReasonForm
from plans.views.access import get_plan
from plans.views.edition_shelf import HERE, get_edition, is_blocked, trail
from plans.views.refusing import refused
from plans.workflow import IllegalTransition

ASK, CONFIRM, DROP = "bed", "bekraeft", "opgiv"
SHOWN_TO_CITIZENS = "Borgerne kan læse den. Skriv derfor ikke de oplysninger, der skal fjernes."


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """What citizens will see, and why it is withdrawn; then that."""
    plan = get_plan(request, year, steering=True)
    edition = get_edition(plan, number)
    back = reverse("releases:editions", args=[year])
    form = ReasonForm(request.POST or None, hint="Borgerne kan læse den på udgavens side.")
    if is_blocked(edition) or getattr(edition, "withdrawal", None) is not None:
        words = f"{edition} er {'blokeret' if is_blocked(edition) else 'allerede tilbagekaldt'}."
        return refused(request, IllegalTransition([words]), back=back, here=HERE)
    if request.method == "POST" and form.is_valid():
        try:
            withdrawing.withdraw(
                edition,
                reason=form.cleaned_data["reason"],
                actor=str(request.user),
                account=request.user,
                at=timezone.now(),
            )
        except IllegalTransition as refusal:
            return refused(request, refusal, back=back, here=HERE)
        messages.success(request, f"{edition} er tilbagekaldt. Rådene og kommunikation har fået besked.")
        return redirect(back)
    context = {
        "plan": plan,
        "edition": edition,
        "others": plan.editions.readable().exclude(pk=edition.pk).exists(),
        "form": form,
        "now": timezone.now(),
        "here": HERE,
        "trail": trail(plan, (f"Tilbagekald {number}. udgave", "")),
    }
    return render(request, "plans/desk/release/withdraw.html", context)


def blocking_plan(request: HttpRequest, year: int) -> Plan:
    """The plan, for who may have its editions erased; PermissionDenied for who only reads it."""
    plan = get_plan(request, year)
    user: Any = request.user
    if not permissions.held(user, it=permissions.grounds_to_block(user, plan.council))["it"]:
        raise PermissionDenied("Blokering kan kun ske ved sekretariatet, kommunikation og rådets formand.")
    return plan


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def block(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """One asks to have the edition erased, and another confirms it: what is erased, and what stays."""
    plan = blocking_plan(request, year)
    edition = get_edition(plan, number)
    form = ReasonForm(request.POST if request.POST.get("do") == ASK else None, hint=SHOWN_TO_CITIZENS)
    if request.method == "POST":
        try:
            if request.POST.get("do") in (CONFIRM, DROP):
                return _settle(request, edition)
            if form.is_valid():
                return _ask(request, edition, form.cleaned_data["reason"])
        except IllegalTransition as refusal:
            return refused(request, refusal, back=request.path, here=HERE)
    return _page(request, plan, edition, form)


def _who(request: HttpRequest) -> dict[str, Any]:
    return {"actor": str(request.user)[: withdrawing.LONGEST_NAME], "account": request.user, "at": timezone.now()}


def _ask(request: HttpRequest, edition: Edition, reason: str) -> HttpResponse:
    withdrawing.ask_blocking(edition, reason=reason, **_who(request))
    messages.success(request, "En anden skal nu bekræfte blokeringen. De, der kan, har fået besked.")
    return redirect(request.path)


def _settle(request: HttpRequest, edition: Edition) -> HttpResponse:
    if request.POST["do"] == DROP:
        if withdrawing.drop_blocking(edition, **_who(request)):
            messages.success(request, f"Blokeringen er opgivet. {edition} står, som den gjorde.")
    else:
        withdrawing.confirm_blocking(edition, **_who(request))
        messages.success(request, f"{edition} er blokeret. Indhold og filer er slettet.")
    return redirect(request.path)


def _page(request: HttpRequest, plan: Plan, edition: Edition, form: ReasonForm) -> HttpResponse:
    blocking: Blocking | None = getattr(edition, "blocking", None)
    is_own = blocking is not None and withdrawing.is_same_person(
        blocking, actor=str(request.user), account=request.user
    )
    context = {
        "plan": plan,
        "edition": edition,
        "blocking": blocking,
        "is_done": is_blocked(edition),
        "is_own": is_own,
        "form": form,
        "later": _later_plans(plan),
        "handed_over": records.handed_over(plan, folder=packages.folder_of(edition)),
        "here": HERE,
        "trail": trail(plan, (f"Blokér {edition.number}. udgave", "")),
    }
    return render(request, "plans/desk/release/block.html", context)


def _later_plans(plan: Plan) -> list[Plan]:
    """The plans that were made from this one, which its text was copied to."""
    return list(plan.successors.filter(council=plan.council_id).only("year", "title", "council").order_by("year"))
