"""The desk's first page: what waits for whoever has come in, how far the plan is, and what happened lately.

As many queries however much there is: the draft's rows are read once, as its outline reads them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from councils import permissions
from councils.doors import desk_page
from councils.models import Council
from councils.shell import load_shell
from kredsraad.desk.lately import lately
from kredsraad.desk.tasks import Sight
from kredsraad.desk.waiting import Draft, section_names, tasks
from plans import calendar, stages, timetables
from plans.models import Plan
from plans.views.starting import years_after

DATES_SHOWN = 6

Stage = Plan.Stage
STANDS: dict[str, str] = {
    Stage.COLLECTING: "er under indsamling",
    Stage.EDITING: "er under redigering",
    Stage.HEARING: "er i høring",
    Stage.DECISION: "er til beslutning",
    Stage.PUBLISHED: "er offentliggjort",
}


@desk_page
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """The tasks of the account; for those who may read the draft, its stages, progress and what happened too."""
    user, today, shell = request.user, permissions.today(), load_shell()
    may = _rights(user, shell.district)
    if not may["comes"]:
        raise Http404
    plans = _plans(shell.district) if may["reads"] or may["writes"] else []
    plan = _chosen(plans, request.GET.get("plan", ""))
    draft = Draft.of(plan) if plan else Draft()
    sight = Sight(user, plan, today, may["writes"], permissions.is_administrator_on(user), may["steers"])
    context = {
        "shell": shell,
        "here": "overview",
        "today": today,
        "sight": sight,
        "tasks": tasks(sight, draft),
        "reads": may["reads"] or may["writes"],
        "next_year": next(iter(years_after(plans)), None) if may["writes"] else None,
        "dates": calendar.coming(plan, user, on=today, count=DATES_SHOWN),
        **(_about(sight, plan, plans, draft) if plan else {}),
    }
    return render(request, "desk/overview.html", context)


def _rights(user: Any, district: Council | None) -> dict[str, bool]:
    """What the account may see here; one query."""
    nothing = (Council.objects.none(),)
    may = permissions.held(
        user,
        comes=permissions.grounds_to_come(user),
        reads=permissions.grounds_to_read(user, district) if district else nothing,
        writes=permissions.grounds_to_write(user, district) if district else nothing,
        steers=permissions.grounds_to_steer(user, district) if district else nothing,
    )
    return may | {"comes": may["comes"] or permissions.is_administrator_on(user)}


def _plans(district: Council | None) -> Sequence[Plan]:
    """The district council's plans, the newest first; one query."""
    rows = Plan.objects.filter(council=district).with_past().select_related("council", "timetable").defer("remarks")
    return list(rows.order_by("-year"))


def _chosen(plans: Sequence[Plan], asked: str) -> Plan | None:
    """The plan of the year asked for, where it is a draft; otherwise the newest that was made in the portal."""
    native = [plan for plan in plans if not plan.is_archive]
    return next((plan for plan in native if str(plan.year) == asked), next(iter(native), None))


def _about(sight: Sight, plan: Plan, plans: Sequence[Plan], draft: Draft) -> dict[str, Any]:
    """All that is told of the plan."""
    dates = getattr(plan, "timetable", None)
    unpublished = [row for row in plans if not row.is_archive and row.stage != Stage.PUBLISHED]
    return {
        "plan": plan,
        "stands": STANDS[plan.stage],
        "is_published": plan.stage == Stage.PUBLISHED,
        "others": [(other, STANDS[other.stage]) for other in unpublished if other != plan],
        "timetable": dates,
        "steps": timetables.steps(plan, dates, on=sight.on),
        "next_step": stages.next_step(plan),
        "draft": draft,
        "lately": lately(plan, section_names(draft.rows), writes=sight.writes),
        "now": timezone.now(),
    }
