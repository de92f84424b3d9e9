"""Addresses of the proposals on the desk: the local councils' own pages and the secretariat's.

The converters of plans.urls are registered there.
"""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path

import plans.urls  # noqa: F401


def soon(request: HttpRequest, **named: object) -> HttpResponse:
    """Stands where a view will."""
    raise Http404


app_name = "proposals"
urlpatterns: list[URLPattern] = [
    path("forslag/<year:year>-<int:number>/", soon, name="answer"),
    path("lokalraad/<slug:council>/", soon, name="council"),
]
