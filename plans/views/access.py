"""Fetches what a page of the desk is about, and asks in the same step whether the account may see or change it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from councils import permissions
from councils.doors import admit
from plans.models import Plan, Section


def get_plan(request: HttpRequest, year: int, *, writing: bool = False, steering: bool = False) -> Plan:
    """The district council's plan of the year, for an account that may read its draft, write it, or decide for it.

    Http404 for who may not read it, PermissionDenied for a reader who would write, or for who writes it and would
    decide (councils.doors).
    """
    plans = Plan.objects.of_district().with_past().select_related("council", "previous", "timetable")
    plan = plans.filter(year=year).first()
    if plan is None:
        raise Http404("Der er ingen plan for det år.")
    user: Any = request.user
    reading = permissions.grounds_to_read(user, plan.council)
    may = permissions.held(
        user,
        read=reading,
        write=permissions.grounds_to_write(user, plan.council),
        steer=permissions.grounds_to_steer(user, plan.council),
    )
    admit(may["read"], may["write"], writing=writing)
    if steering and not may["steer"]:
        raise PermissionDenied("Det kan kun den, der afgør det for sekretariatet.")
    plan.may_write, plan.may_steer = may["write"], may["steer"]
    return plan


def get_section(request: HttpRequest, year: int, key: str, *, writing: bool = False) -> Section:
    """A section of that plan, by its key; Http404 and PermissionDenied as for the plan."""
    plan = get_plan(request, year, writing=writing)
    rows = Section.objects.filter(plan=plan, key=key)
    section = rows.select_related("parent", "body", "focus_area", "agreement", "initiative").first()
    if section is None:
        raise Http404("Planen har ikke det afsnit.")
    section.plan = plan
    return section


def may_write(section: Section) -> bool:
    """Whether the account that `get_plan` let in for the section's plan writes it."""
    plan: Any = section.plan
    return bool(plan.may_write)
