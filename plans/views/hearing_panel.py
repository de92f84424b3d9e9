"""What a local council's own page tells of the hearing of the district council's plan."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone

from councils.models import Council
from plans import responding
from plans.models import HearingResponse, Plan

SHOWN_AFTER = timedelta(days=90)
"""So long after it ended a hearing is still told of on the council's page."""


def panel(council: Council, *, at: datetime) -> dict[str, Any] | None:
    """What the council's page tells of the hearing: the newest draft's, or the one that comes; None where none does.

    `hearing` is None before it begins. Four queries at most.
    """
    plans = Plan.objects.of_district().native().select_related("timetable").defer("remarks")
    plan = plans.filter(stage=Plan.Stage.HEARING).order_by("year").first() or plans.order_by("-year").first()
    if plan is None:
        return None
    found = plan.hearings.defer("content").order_by("-pk").first()
    dates = getattr(plan, "timetable", None)
    if found is None and (dates is None or dates.hearing_from is None or plan.stage == Plan.Stage.PUBLISHED):
        return None
    if found is not None and found.ended_at and at - found.ended_at > SHOWN_AFTER:
        return None
    row: HearingResponse | None = None
    if found is not None:
        found.plan = plan
        row = responding.response_in(found, council)
    return {
        "plan": plan,
        "hearing": found,
        "dates": dates,
        "response": row,
        "remarks": row.remarks.count() if row and row.pk else 0,
        "is_late": responding.is_late(row) if row else False,
        "left": (found.due - timezone.localdate(at)).days if found and found.due else None,
        "url": reverse("hearings:response", args=[council.slug, plan.year]),
    }
