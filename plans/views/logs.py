"""A plan's log: who did what, for whom and when; its case number, and all of it for the authority's records."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from councils import permissions
from councils.doors import desk_page
from plans import journal as journals
from plans import records
from plans.models import Plan, PlanEvent, RecordCopy
from plans.release_forms import CaseForm
from plans.views.access import get_plan
from plans.workflow import log as write

A_PAGE = 50
HERE = "plan"
SHOWN_WAITING = 5


def logged_plan(request: HttpRequest, year: int, *, writing: bool = False) -> Plan:
    """The plan, for who writes it and for communications; PermissionDenied for others who read it."""
    plan = get_plan(request, year, writing=writing)
    if not reads_log(request.user, plan):
        raise PermissionDenied("Loggen læses af sekretariatet og kommunikation.")
    return plan


def reads_log(user: Any, plan: Any) -> bool:
    """Whether the account, which reads the plan's draft, reads its log."""
    return bool(plan.may_write or permissions.held(user, it=permissions.grounds_to_sign_off(user))["it"])


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def log(request: HttpRequest, year: int) -> HttpResponse:
    """The log, newest first, by kind and person; POST sets the case number."""
    plan = logged_plan(request, year, writing=request.method == "POST")
    form = CaseForm(request.POST or None, initial={"case_number": plan.case_number, "before": plan.case_number})
    if request.method == "POST" and form.is_valid() and _set_case_number(request, plan, form):
        return redirect(reverse("releases:log", args=[year]))
    kind, who = request.GET.get("art", ""), request.GET.get("hvem", "")
    kinds, people = _kinds(plan), _people(plan)
    kind, who = kind if kind in dict(kinds) else "", who if who in people else ""
    page = Paginator(_events(plan, kind, who).order_by("-at", "-pk"), A_PAGE).get_page(request.GET.get("side"))
    context = {
        "plan": plan,
        "form": form,
        "page": page,
        "kinds": kinds,
        "people": people,
        "kind": kind,
        "who": who,
        "query": urlencode({key: value for key, value in (("art", kind), ("hvem", who)) if value}),
        "waiting": _waiting(plan),
        "hands_over": records.is_wanted(),
        "here": HERE,
        "trail": [(f"Plan {year}", reverse("draft:outline", args=[year])), ("Log", "")],
    }
    return render(request, "plans/desk/release/log.html", context)


def _events(plan: Plan, kind: str = "", who: str = "") -> Any:
    rows = PlanEvent.objects.filter(plan=plan)
    rows = rows.filter(kind=kind) if kind else rows
    return rows.filter(actor=who) if who else rows


def _kinds(plan: Plan) -> list[tuple[str, str]]:
    """The kinds that the log has, and what they are called, with how many."""
    counts = dict(_events(plan).values_list("kind").annotate(Count("pk")).order_by())
    return [(value, f"{str(label).capitalize()} ({counts[value]})") for value, label in KINDS if value in counts]


KINDS = PlanEvent.Kind.choices


def _people(plan: Plan) -> list[str]:
    """Those whom the log names as having done something."""
    return list(_events(plan).exclude(actor="").values_list("actor", flat=True).distinct().order_by("actor"))


def _waiting(plan: Plan) -> dict[str, Any]:
    """The copies that the records do not have yet: how many, the first of them, and what keeps them."""
    rows = RecordCopy.objects.filter(plan=plan, written_at__isnull=True).defer("data").order_by("pk")
    count = rows.count()
    return {"count": count, "rows": list(rows[:SHOWN_WAITING]) if count else []}


@transaction.atomic
def _set_case_number(request: HttpRequest, plan: Plan, form: CaseForm) -> bool:
    """Whether the number stands now; not where somebody else has set another one since the page was made."""
    number, before = form.cleaned_data["case_number"], form.cleaned_data["before"]
    if number == plan.case_number:
        messages.info(request, "Sagsnummeret er, som det var.")
        return True
    if not Plan.objects.filter(pk=plan.pk, case_number=before).update(case_number=number):
        plan.refresh_from_db(fields=["case_number"])
        form.refuse(plan.case_number)
        return False
    words = f"Sagsnummer: {before or 'intet'} → {number or 'intet'}"
    write(plan, PlanEvent.Kind.SETTINGS, words, actor=str(request.user), account=request.user, at=timezone.now())
    messages.success(request, "Sagsnummeret er gemt.")
    return True


# As files ------------------------------------------------------------------------------------------------------------


def _file(data: bytes, name: str, kind: str) -> HttpResponse:
    response = HttpResponse(data, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _name(plan: Plan) -> str:
    return f"{plan.council.slug}-{plan.year}"


@desk_page
@require_safe
def as_csv(request: HttpRequest, year: int) -> HttpResponse:
    """The whole log, for a spreadsheet."""
    plan = logged_plan(request, year)
    data = journals.log_csv(plan, _events(plan).order_by("at", "pk"))
    return _file(data, f"log-{_name(plan)}.csv", "text/csv; charset=utf-8")


@desk_page
@require_safe
def as_json(request: HttpRequest, year: int) -> HttpResponse:
    """The whole log, for another system."""
    plan = logged_plan(request, year)
    return _file(
        journals.log_json(plan, _events(plan).order_by("at", "pk")), f"log-{_name(plan)}.json", "application/json"
    )


@desk_page
@require_safe
def journal(request: HttpRequest, year: int) -> HttpResponse:
    """All of it for the records."""
    plan = logged_plan(request, year)
    return _file(journals.journal(plan), f"journal-{_name(plan)}.zip", "application/zip")
