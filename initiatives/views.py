"""Public pages of the focus areas and the initiatives."""

from __future__ import annotations

from itertools import groupby

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from councils.models import Organisation
from councils.serving import public_page
from initiatives.models import Agreement, DesignatedArea, DiscussionPoint, FocusArea, Initiative, StatusReport

PUBLIC_POINTS = Prefetch("points", DiscussionPoint.objects.public())


@public_page
def focus_list(request: HttpRequest) -> HttpResponse:
    """All public focus areas of all years by where they come from, with standing topics, agreements and initiatives."""
    areas = FocusArea.objects.public().prefetch_related(PUBLIC_POINTS)
    order = {source: place for place, source in enumerate(("choice", "agreement", "local"))}
    ordered = sorted(areas, key=lambda area: order[area.source])
    groups = [(FocusArea.Source(source), list(rows)) for source, rows in groupby(ordered, key=lambda area: area.source)]
    context = {
        "groups": groups,
        "agreements": Agreement.objects.public().prefetch_related("guideposts"),
        "standing": DiscussionPoint.objects.public().standing(),
        "initiatives": Initiative.objects.public(),
        "section": "focus",
    }
    return render(request, "initiatives/focus_list.html", context)


@public_page
def focus_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One focus area: what it is about, what the local councils must take up, and what is done."""
    areas = FocusArea.objects.public().select_related("agreement", "council", "area_list")
    designated = Prefetch("area_list__areas", DesignatedArea.objects.public().select_related("municipality"))
    initiatives = Prefetch("initiatives", Initiative.objects.public())
    area = get_object_or_404(areas.prefetch_related(PUBLIC_POINTS, designated, initiatives), slug=slug)
    return render(request, "initiatives/focus_detail.html", {"area": area, "section": "focus"})


@public_page
def initiative_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One initiative with its public reports; small counts are held back (StatusReport.public_figures)."""
    rows = Initiative.objects.public().select_related("focus_area", "body", "responsible")
    reports = Prefetch("reports", StatusReport.objects.public().prefetch_related("figures"))
    organisations = Prefetch("organisations", Organisation.objects.public())
    initiative = get_object_or_404(rows.prefetch_related(reports, organisations, "municipalities"), slug=slug)
    return render(request, "initiatives/initiative_detail.html", {"initiative": initiative, "section": "focus"})
