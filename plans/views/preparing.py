"""The preparing committee's work with the plan, and how the council decides."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from councils import permissions
from councils.doors import admit, desk_page
from councils.models import Council
from plans import hearing as hearings
from plans.hearing_forms import PreparationForm, SettingsForm
from plans.models import Plan, PlanEvent
from plans.readiness import dates_of
from plans.saving import Author
from plans.views.access import get_plan
from plans.views.refusing import refused
from plans.workflow import IllegalTransition, log


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def preparation(request: HttpRequest, year: int) -> HttpResponse:
    """Record that the preparing body went through the plan, and read what was recorded."""
    plan = get_plan(request, year, writing=request.method == "POST")
    form, on = None, timezone.localdate()
    obstacles = hearings.preparation_obstacles(plan)
    if request.method == "POST" and obstacles:
        back = reverse("hearings:preparation", args=[year])
        return refused(request, IllegalTransition(obstacles), back=back, here="plan")
    if plan.may_write and not obstacles:  # type: ignore[attr-defined]
        form = PreparationForm(request.POST or None, on=on, initial={"held_on": dates_of(plan).preparation_on})
    if request.method == "POST" and form is not None and form.is_valid():
        return _record(request, plan, form)
    context = {
        "plan": plan,
        "body": plan.council.preparing_body,
        "dates": dates_of(plan),
        "form": form,
        "obstacles": obstacles,
        "rows": plan.preparations.order_by("-held_on", "-pk"),
        "here": "plan",
        "trail": [(f"Plan {year}", reverse("draft:outline", args=[year])), ("Forberedelse", "")],
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "plans/desk/hearing/preparation.html", context, status=status)


def _record(request: HttpRequest, plan: Plan, form: PreparationForm) -> HttpResponse:
    try:
        row = hearings.record_preparation(
            plan=plan,
            held_on=form.cleaned_data["held_on"],
            recommendation=form.cleaned_data["recommendation"],
            author=Author.of(request.user),
            at=timezone.now(),
        )
    except IllegalTransition as refusal:
        back = reverse("hearings:preparation", args=[plan.year])
        return refused(request, refusal, back=back, here="plan")
    messages.success(request, f"Behandlingen i {row.body_name} er noteret.")
    return redirect("hearings:preparation", year=plan.year)


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest) -> HttpResponse:
    """How the district council decides: what is required before publication, and who prepares."""
    council = Council.objects.district().select_related("preparing_body").first()
    if council is None:
        raise Http404("Der er intet kredsråd.")
    user: Any = request.user
    may = permissions.held(
        user,
        read=permissions.grounds_to_read(user, council),
        steer=permissions.grounds_to_steer(user, council),
    )
    admit(may["read"], may["steer"], writing=True)
    if request.method == "POST":
        changed = change_settings(council, request.POST, author=Author.of(user))
        if isinstance(changed, SettingsForm):
            return _settings_page(request, council, changed, status=422)
        messages.success(request, "Indstillingerne er gemt." if changed else "Ingen indstillinger var ændret.")
        return redirect("hearings:settings")
    return _settings_page(request, council, SettingsForm(instance=council))


def _settings_page(request: HttpRequest, council: Council, form: SettingsForm, *, status: int = 200) -> HttpResponse:
    rows = council.history.select_related("history_user").order_by("-history_date", "-history_id")[:2]
    context = {
        "council": council,
        "form": form,
        "last": rows[0] if len(rows) > 1 else None,
        "here": "settings",
        "trail": [("Indstillinger", "")],
    }
    return render(request, "plans/desk/hearing/settings.html", context, status=status)


@transaction.atomic
def change_settings(council: Council, data: Any, *, author: Author) -> bool | SettingsForm:
    """Keep what was chosen, and write it in the log of every plan that is under way; False where nothing was changed.

    The row is held meanwhile, so that the second of two who change something is told: by the form, with its errors.
    """
    held = Council.objects.select_for_update().get(pk=council.pk)
    form = SettingsForm(data, instance=held)
    if not form.is_valid():
        return form.again()
    names = [name for name in SettingsForm.Meta.fields if name in form.changed_data]
    if not names:
        return False
    changed = form.save()
    words = "; ".join(_told(changed, name) for name in names)
    under_way = Plan.objects.of_district().native().exclude(stage=Plan.Stage.PUBLISHED)
    for plan in under_way.order_by("pk"):
        log(plan, PlanEvent.Kind.SETTINGS, words, actor=author.name, account=author.account)
    return True


def _told(council: Council, name: str) -> str:
    label = str(council._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
    value = getattr(council, name)
    if isinstance(value, bool):
        shown = "ja" if value else "nej"
    elif name == "publication_rule":
        shown = str(council.get_publication_rule_display())
    else:
        shown = str(value or "intet")
    return f"{label}: {shown}"
