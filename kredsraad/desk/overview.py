"""The desk's first page: what waits for whoever has come in, and how far the plan is."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from councils import permissions
from councils.doors import desk_page
from councils.models import Council
from kredsraad.desk.waiting import current_plan, progress_of, tasks
from plans.models import Plan
from plans.views.starting import years_to_start

STAGES = (
    (Plan.Stage.COLLECTING, "Indsamling", "proposals_due"),
    (Plan.Stage.EDITING, "Redigering", "editing_due"),
    (Plan.Stage.HEARING, "Høring", "hearing_due"),
    (Plan.Stage.DECISION, "Beslutning", "meeting_on"),
    (Plan.Stage.PUBLISHED, "Offentliggjort", "publish_on"),
)


@desk_page
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """The tasks of the account; for those who may read the draft, its stages and progress too."""
    if not permissions.may_use_desk_on(request.user):
        raise Http404
    plan = current_plan()
    if plan is not None and not permissions.reads_drafts_of_council(request.user, plan.council):
        plan = None
    found = progress_of(plan) if plan else None
    context = {
        "plan": plan,
        "progress": found,
        "tasks": tasks(request.user, plan, found),
        "stages": _stages(plan) if plan else [],
        "next_year": next_year(request.user),
        "today": timezone.localdate(),
        "here": "overview",
    }
    return render(request, "desk/overview.html", context)


def next_year(user: Any) -> int | None:
    """The year of the plan that the account may start now; None where it may not start one."""
    council = Council.objects.district().first()
    if council is None or not permissions.writes_for_council(user, council):
        return None
    return next(iter(years_to_start(council)), None)


def _stages(plan: Plan) -> list[dict[str, object]]:
    """The five stages with their last days, and where the plan stands among them."""
    names = [stage for stage, _, _ in STAGES]
    now = names.index(Plan.Stage(plan.stage))
    dates = getattr(plan, "timetable", None)
    return [
        {"name": name, "due": getattr(dates, due, None), "past": place < now, "now": place == now}
        for place, (_, name, due) in enumerate(STAGES)
    ]
