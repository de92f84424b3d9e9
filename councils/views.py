"""Public pages of the councils and of the boards, forums and other bodies around them."""

from __future__ import annotations

from itertools import groupby

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from councils.models import Body, Organisation
from councils.serving import public_page


@public_page
def council_list(request: HttpRequest) -> HttpResponse:
    """All local councils: the map, and a plain list by name. The shell has read them already."""
    return render(request, "councils/council_list.html", {"section": "councils"})


@public_page
def body_list(request: HttpRequest) -> HttpResponse:
    """All public bodies, grouped by kind in the order in which the kinds are declared."""
    order = {kind: place for place, kind in enumerate(Body.Kind.values)}
    bodies = sorted(Body.objects.public(), key=lambda body: order[body.kind])
    kinds = [(Body.Kind(kind), list(rows)) for kind, rows in groupby(bodies, key=lambda body: body.kind)]
    return render(request, "councils/body_list.html", {"kinds": kinds, "section": "bodies"})


@public_page
def body_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One body: what it is for, its legal basis, who takes part, where it works."""
    organisations = Prefetch("organisations", Organisation.objects.public())
    children = Prefetch("body_set", Body.objects.public(), to_attr="public_children")
    bodies = Body.objects.public().select_related("parent", "responsible_organisation")
    body = get_object_or_404(bodies.prefetch_related(organisations, children, "municipalities"), slug=slug)
    return render(request, "councils/body_detail.html", {"body": body, "section": "bodies"})
