"""The dates of a plan's year: proposed from last year's, kept, and read as the stages that they bound.

A date that last year's timetable has is proposed 52 weeks later, on the same weekday. What it has not comes from
fixtures/plans/timetable.json (the day, and how many years from the plan's own); the council's papers go out two weeks
before its meeting.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from councils.models import Council, Meeting
from plans.assembly import Assembly, assemble
from plans.models import Plan, PlanEvent, Timetable
from plans.models.timetables import PAPERS_BEFORE_MEETING
from plans.publishing.facts import danish_date
from plans.saving import Author
from plans.workflow import log

Dates = dict[str, date | None]
YEAR = timedelta(weeks=52)
WORKING_DAYS = 5
PREPARED = "preparation_on"
"""The date that only a council with a preparing body has."""


# Proposing -----------------------------------------------------------------------------------------------------------


def propose(council: Council, year: int) -> Dates:
    """Dates for the council's plan of the year, in order; a day for which none can be told is None."""
    before = Timetable.objects.filter(plan__council=council, plan__year__lt=year).order_by("-plan__year")
    earlier = before.select_related("plan").first()
    known = _moved_on(earlier, year) if earlier else dict.fromkeys(Timetable.FIELDS)
    if not council.preparing_body_id:
        known[PREPARED] = None
    dates = _completed(known, _usual(council, year))
    return _at_meeting(dates, meetings_between(council, dates["hearing_due"], dates["publish_on"]))


def _moved_on(earlier: Timetable, year: int) -> Dates:
    """Last year's dates on the same weekdays of this year."""
    later = (year - earlier.plan.year) * YEAR
    return {name: day + later if (day := getattr(earlier, name)) else None for name in Timetable.FIELDS}


def _usual(council: Council, year: int) -> Dates:
    """The dates that a council goes by which has had no timetable yet; none of them in a weekend."""
    rows = json.loads((settings.FIXTURES_DIR / "plans" / "timetable.json").read_text("utf-8")).get(council.kind, {})
    return {
        name: _working_day(date.fromisoformat(f"{year + row['years']:04d}-{row['day']}"))
        for name, row in rows.items()
        if name != PREPARED or council.preparing_body_id
    }


def _working_day(day: date) -> date:
    return day if day.weekday() < WORKING_DAYS else day + timedelta(days=7 - day.weekday())


def _completed(known: Dates, usual: Dates) -> Dates:
    """What is known, and the usual dates where they fit in between."""
    dates = dict(known)
    for name, day in usual.items():
        if dates[name] is None and in_order(dates | {name: day}):
            dates[name] = day
    meeting = dates["meeting_on"]
    if meeting and dates["papers_due"] is None and in_order(dates | {"papers_due": meeting - PAPERS_BEFORE_MEETING}):
        dates["papers_due"] = meeting - PAPERS_BEFORE_MEETING
    return dates


def _at_meeting(dates: Dates, meetings: list[Meeting]) -> Dates:
    """The same, with the council's own meeting where the calendar has one that the papers can reach in time."""
    for meeting in reversed(meetings):
        day = timezone.localdate(meeting.starts_at)
        moved = dates | {"meeting_on": day, "papers_due": day - PAPERS_BEFORE_MEETING}
        if in_order(moved):
            return moved
    return dates


def in_order(dates: Mapping[str, date | None]) -> bool:
    """Whether a timetable may have these dates."""
    try:
        Timetable(**dates).clean()
    except ValidationError:
        return False
    return True


def meetings_between(council: Council, first: date | None, last: date | None) -> list[Meeting]:
    """The council's meetings that are not cancelled, from one day to another, both included, in order of time."""
    if first is None or last is None:
        return []
    begins, ends = (timezone.make_aware(datetime(day.year, day.month, day.day)) for day in (first, last))  # noqa: DTZ001
    meetings = Meeting.objects.filter(council=council, starts_at__gte=begins, starts_at__lt=ends + timedelta(days=1))
    return list(meetings.exclude(state=Meeting.State.CANCELLED).order_by("starts_at"))


# Keeping -------------------------------------------------------------------------------------------------------------


@transaction.atomic
def start(*, council: Council, year: int, dates: Dates, author: Author, standard: list[dict[str, Any]]) -> Assembly:
    """Assemble the council's plan for the year together with its timetable; where it is there already, change nothing.

    Raises building.PlanMalformed where the standard outline is not one.
    """
    assembly = assemble(council=council, year=year, actor=author.name, account=author.account, standard=standard)
    if assembly.created:
        Timetable.objects.create(plan=assembly.plan, **dates)
    return assembly


@transaction.atomic
def change(plan: Plan, dates: Dates, *, author: Author) -> bool:
    """Keep the plan's dates, and write in its log which have changed; False where none has."""
    Plan.objects.select_for_update().get(pk=plan.pk)
    current = Timetable.objects.filter(plan=plan).first()
    words = [
        f"{Timetable.label(name)}: {danish_date(day) if day else 'ingen dato'}"
        for name, day in dates.items()
        if day != (getattr(current, name) if current else None)
    ]
    if not words:
        return False
    Timetable.objects.update_or_create(plan=plan, defaults=dates)
    log(plan, PlanEvent.Kind.TIMETABLE, "; ".join(words), actor=author.name, account=author.account)
    return True


# Reading -------------------------------------------------------------------------------------------------------------

DATES_OF_STAGES: dict[str, tuple[str, str]] = {
    Plan.Stage.COLLECTING: ("collecting_from", "proposals_due"),
    Plan.Stage.EDITING: ("", "editing_due"),
    Plan.Stage.HEARING: ("hearing_from", "hearing_due"),
    Plan.Stage.DECISION: ("papers_due", "meeting_on"),
    Plan.Stage.PUBLISHED: ("", "publish_on"),
}
"""The first and the last day of each stage, as far as a timetable has them."""


@dataclass(frozen=True)
class Step:
    """One stage of a plan as its tracker shows it: where the plan is (`past`, `now` or `coming`) and its dates."""

    name: str
    place: str
    begins: date | None
    ends: date | None
    left: int | None = None
    """Days until the stage ends, for the stage that the plan is in; 0 is the last day, less is past it."""


def steps(plan: Plan, timetable: Timetable | None, *, on: date) -> list[Step]:
    """The plan's stages in order, with their dates."""
    stages = list(Plan.Stage)
    current = stages.index(Plan.Stage(plan.stage))
    return [_step(stage, place - current, timetable, on) for place, stage in enumerate(stages)]


def _step(stage: Plan.Stage, distance: int, timetable: Timetable | None, on: date) -> Step:
    begins, ends = (getattr(timetable, name, None) if name else None for name in DATES_OF_STAGES[stage])
    is_over = stage == Plan.Stage.PUBLISHED and distance == 0
    place = "past" if distance < 0 or is_over else "now" if distance == 0 else "coming"
    left = (ends - on).days if ends and place == "now" else None
    return Step(str(stage.label).capitalize(), place, begins, ends, left)


def listed(timetable: Timetable | None) -> list[tuple[date, str]]:
    """The dates there are, each with what happens then, in order."""
    if timetable is None:
        return []
    days = ((getattr(timetable, name), Timetable.label(name)) for name in Timetable.FIELDS)
    return sorted((day, what) for day, what in days if day)
