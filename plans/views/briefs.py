"""A municipality's brief on the desk: as a page and as PDF."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from councils import permissions
from councils.doors import admit, desk_page
from councils.models import Municipality
from plans import briefs
from plans.models import Plan
from plans.publishing.pdf import RenderingFailed
from plans.views.refusing import refused
from plans.workflow import IllegalTransition


def _brief(request: HttpRequest, year: int, slug: str) -> briefs.Brief:
    """The brief, for the secretariat and for those who sit, or work, for the municipality; else Http404."""
    rows = Plan.objects.of_district().native().select_related("council", "timetable")
    plan, place = rows.filter(year=year).first(), Municipality.objects.filter(slug=slug).first()
    if plan is None or place is None:
        raise Http404("Der er ingen plan eller kommune på den adresse.")
    grounds = permissions.grounds_to_read_brief(request.user, plan.council, place)
    admit(permissions.held(request.user, it=grounds)["it"], False, writing=False)
    return briefs.brief(plan, place, on=timezone.localdate())


@desk_page
@require_safe
def brief(request: HttpRequest, year: int, slug: str) -> HttpResponse:
    """What the plan says about the municipality, what it is asked to do, its proposals and their answers."""
    found = _brief(request, year, slug)
    context = {
        "brief": found,
        "plan": found.plan,
        "here": "plan",
        "trail": [(f"Plan {year}", reverse("draft:outline", args=[year])), (found.municipality.name, "")],
    }
    return render(request, "plans/desk/deciding/brief.html", context)


@desk_page
@require_safe
def brief_pdf(request: HttpRequest, year: int, slug: str) -> HttpResponse:
    """The same as PDF."""
    found = _brief(request, year, slug)
    try:
        made = briefs.brief_pdf(found, on=timezone.localdate())
    except RenderingFailed as failure:
        back = reverse("approvals:brief", args=[year, slug])
        return refused(request, IllegalTransition([failure.reason]), back=back, here="plan")
    response = HttpResponse(made.data, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="samarbejdsplan-{year}-{slug}.pdf"'
    return response
