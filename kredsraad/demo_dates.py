"""The dates of a demo's draft: round the day on which it is loaded, so that its year is under way for who tries it.

The draft is for a year long past. With the dates of that year every one of them would be over.
"""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from plans import workflow
from plans.models import Plan, Timetable

DAYS_FROM_TODAY = {
    "collecting_from": -68,
    "proposals_due": -19,
    "editing_due": 16,
    "hearing_from": 19,
    "hearing_due": 30,
    "papers_due": 33,
    "meeting_on": 47,
    "publish_on": 61,
    "statement_on": 210,
}
WEEK = 7
SATURDAY = 5


@transaction.atomic
def load_dates(plan: Plan, *, actor: str) -> bool:
    """Give the draft dates, and have it edited; nothing happens where it has some. Tells whether anything did."""
    if Timetable.objects.filter(plan=plan).exists():
        return False
    today = timezone.localdate()
    dates = {name: _working_day(today + timedelta(days=days)) for name, days in DAYS_FROM_TODAY.items()}
    Timetable.objects.create(plan=plan, **dates)
    if plan.stage == Plan.Stage.COLLECTING:
        workflow.set_stage(plan, Plan.Stage.EDITING, actor=actor, at=timezone.now())
    return True


def _working_day(day: date) -> date:
    """The day, or the Monday after a weekend."""
    return day if day.weekday() < SATURDAY else day + timedelta(days=WEEK - day.weekday())
