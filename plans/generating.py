"""Sections that the registers write: signatories, councils, priorities, designated areas, the meeting calendar.

Each function takes the plan and a day and gives canonical HTML; it is frozen with the plan.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.timezone import localdate

from councils.canonical import canonicalise
from councils.models import Council, Meeting, Membership
from initiatives.models import DesignatedArea, FocusArea
from plans.models import Plan, Section


def signatories(plan: Plan, on: date) -> list[dict[str, str]]:
    """Name and printed title of those who sign the council's plan on the day, in their order."""
    seats = Membership.objects.current(on=on).filter(council=plan.council, signs_plan=True)
    return [
        {"name": seat.person.name, "title": seat.title}
        for seat in seats.select_related("person").order_by("order", "person__name")
    ]


def signatory_list(plan: Plan, on: date) -> str:
    """Those who sign, as a list."""
    rows = ((s["name"], s["title"]) for s in signatories(plan, on))
    return _list(format_html_join("", "<li><strong>{}</strong><br>{}</li>", rows))


def council_list(plan: Plan, on: date) -> str:
    """The local councils with their chairs; a chair is named only where the name may be shown."""
    chairs = Membership.objects.current(on=on).filter(role=Membership.Role.CHAIR, council__kind=Council.Kind.LOCAL)
    named = {seat.council_id: seat.person.public_name for seat in chairs.select_related("person")}
    councils = Council.objects.public().local().current(on=on).select_related("municipality").order_by("name")
    rows = ((c.name, c.municipality, named.get(c.pk) or "–") for c in councils)
    head = format_html("<th>{}</th><th>{}</th><th>{}</th>", "Lokalråd", "Kommune", "Formand")
    return _table(head, format_html_join("", "<tr><th>{}</th><td>{}</td><td>{}</td></tr>", rows))


def priorities(plan: Plan, on: date) -> str:
    """What each local council has chosen to give priority in the plan's year."""
    areas = FocusArea.objects.public().current(year=plan.year).filter(source=FocusArea.Source.LOCAL)
    rows = ((a.council, a.name) for a in areas.select_related("council").order_by("council__name", "order"))
    return _list(format_html_join("", "<li><strong>{}</strong>: {}</li>", rows))


def designated_areas(plan: Plan, on: date) -> str:
    """The designated areas that meet the crime criterion on the newest lists up to the plan's year."""
    found = DesignatedArea.objects.public().filter(meets_crime_criterion=True, area_list__year__lte=plan.year)
    newest = found.order_by("-area_list__year").values_list("area_list__year", flat=True).first()
    areas = found.filter(area_list__year=newest).select_related("municipality").order_by("order", "name")
    rows = ((a.name, a.municipality) for a in areas)
    head = format_html("<th>{}</th><th>{}</th>", "Boligområde", "Kommune")
    return _table(head, format_html_join("", "<tr><th>{}</th><td>{}</td></tr>", rows))


def meetings(plan: Plan, on: date) -> str:
    """The council's public meetings in the plan's year, those that are cancelled left out."""
    held = Meeting.objects.public().exclude(state=Meeting.State.CANCELLED)
    found = held.filter(council=plan.council, starts_at__year=plan.year).order_by("starts_at")
    rows = ((date_format(localdate(m.starts_at), "j. F Y"), m.place) for m in found)
    head = format_html("<th>{}</th><th>{}</th>", "Dato", "Sted")
    return _table(head, format_html_join("", "<tr><th>{}</th><td>{}</td></tr>", rows))


GENERATORS: dict[str, Callable[[Plan, date], str]] = {
    Section.Generator.SIGNATORIES: signatory_list,
    Section.Generator.COUNCILS: council_list,
    Section.Generator.PRIORITIES: priorities,
    Section.Generator.AREAS: designated_areas,
    Section.Generator.MEETINGS: meetings,
}


def generate(section: Section, *, on: date) -> str:
    """The text of a generated section as the registers stand on the day; empty where they have nothing."""
    return canonicalise(GENERATORS[section.generator](section.plan, on))


def _list(items: str) -> str:
    return f"<ul>{items}</ul>" if items else ""


def _table(head: str, rows: str) -> str:
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>" if rows else ""
