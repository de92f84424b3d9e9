"""A plan's year as one list: its dates, and the meetings of the councils that its reader has to do with."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from councils import permissions
from councils.models import Council, Meeting
from plans import timetables
from plans.models import Plan, Timetable

Dated = list[tuple[date, str]]


def of_year(plan: Plan, timetable: Timetable | None, user: Any, *, on: date) -> Dated:
    """The plan's dates and the meetings from the first of them to the end of the plan's year; one query."""
    listed = timetables.listed(timetable)
    ends = max([date(plan.year, 12, 31), *(day for day, _ in listed)])
    begins = min([date(plan.year, 1, 1), *(day for day, _ in listed)])
    return with_meetings(listed, meetings(user, on=on).filter(**_between(begins, ends)))


def coming(plan: Plan | None, user: Any, *, on: date, count: int) -> Dated:
    """The next of the plan's dates and of the meetings, from that day on; one query."""
    listed = timetables.listed(getattr(plan, "timetable", None)) if plan else []
    ahead = [(day, what) for day, what in listed if day >= on]
    found = meetings(user, on=on, with_district=plan is not None).filter(starts_at__gte=_midnight(on))
    return with_meetings(ahead, found[:count])[:count]


def with_meetings(listed: Dated, found: Iterable[Meeting]) -> Dated:
    """Both in one order; the district council's meeting that the plan's dates name is not named twice."""
    dates, days = list(listed), {day for day, what in listed if what == Timetable.label("meeting_on")}
    for meeting in found:
        day = timezone.localdate(meeting.starts_at)
        if not (meeting.council.is_district and day in days):
            dates.append((day, f"Møde i {meeting.council}"))
    return sorted(dates)


def meetings(user: Any, *, on: date, with_district: bool = True) -> Any:
    """The meetings that are not cancelled, of the account's own councils and of the district council, in order."""
    seats, delegated = permissions.offices(user, on=on), permissions.delegations(user, on=on)
    wanted = Q(council__memberships__in=seats) | Q(council__memberships__delegations__in=delegated)
    if with_district:
        wanted |= Q(council__kind=Council.Kind.DISTRICT)
    rows = Meeting.objects.filter(wanted).exclude(state=Meeting.State.CANCELLED).select_related("council")
    return rows.only("starts_at", "council__kind", "council__name").order_by("starts_at").distinct()


def _between(first: date, last: date) -> dict[str, datetime]:
    return {"starts_at__gte": _midnight(first), "starts_at__lt": _midnight(last + timedelta(days=1))}


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
