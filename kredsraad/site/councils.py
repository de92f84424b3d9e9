"""A council's own page: it looks across members, focus areas, initiatives, bodies and plans."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from councils.models import Body, Council, Membership, Municipality
from councils.serving import public_page
from councils.shell import Shell, load_shell
from initiatives.models import DiscussionPoint, FocusArea, Initiative
from initiatives.views import PUBLIC_POINTS
from plans.places import current_places
from plans.shelf import Shelf, load_shelf


@public_page
def local_council(request: HttpRequest, slug: str) -> HttpResponse:
    """One local council; 404 when there is none with that slug, or none that is public."""
    shell = load_shell()
    council = shell.council(slug)
    if council is None or council.municipality is None:
        raise Http404("Der er ikke noget lokalråd på den adresse.")
    context = _shared(shell, council, load_shelf(slug)) | _local(council, council.municipality)
    return render(request, "councils/council_detail.html", context)


@public_page
def district_council(request: HttpRequest) -> HttpResponse:
    """The district council; 404 in a database without one."""
    shell = load_shell()
    if shell.district is None or not shell.district.public:
        raise Http404("Kredsrådet er ikke oprettet endnu.")
    shelf = load_shelf()
    context = _shared(shell, shell.district, shelf)
    context |= {
        "focus_areas": _current(FocusArea.objects.public().filter(council=shell.district), shelf),
        "places": current_places(shelf.newest()),
        "section": "",
    }
    return render(request, "councils/council_detail.html", context)


def _shared(shell: Shell, council: Council, shelf: Shelf) -> dict[str, Any]:
    """What both kinds of councils show. Members without a public name are shown by their function."""
    newest = shelf.newest()
    seats = Membership.objects.filter(council=council).current(on=timezone.localdate())
    return {
        "shell": shell,
        # The shell has only the columns that every page shows.
        "council": Council.objects.select_related("municipality").get(pk=council.pk),
        "plan": newest if newest and newest.is_readable else None,
        "members": [seat for seat in seats.select_related("person", "municipality") if seat.person.public_name],
        "section": "councils",
    }


def _local(council: Council, municipality: Municipality) -> dict[str, Any]:
    district = load_shelf()
    newest = district.newest()
    areas = FocusArea.objects.public().for_council(council)
    return {
        "plan_year": newest.year if newest else None,
        "focus_areas": _current(areas, district),
        "places": current_places(newest),
        "standing": list(DiscussionPoint.objects.public().standing()),
        "initiatives": _initiatives(municipality),
        "bodies": list(Body.objects.public().current(on=timezone.localdate()).covering(municipality)),
    }


def _current(areas: Any, shelf: Shelf) -> list[FocusArea]:
    """Those of the areas that hold in the year of the newest plan, or this year while there is none."""
    newest = shelf.newest()
    year = newest.year if newest else timezone.localdate().year
    return list(areas.current(year=year).prefetch_related(PUBLIC_POINTS))


def _initiatives(municipality: Municipality) -> list[Initiative]:
    return list(Initiative.objects.public().filter(municipalities=municipality))
