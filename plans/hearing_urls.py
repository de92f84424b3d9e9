"""Addresses of a plan's stages and its hearing on the desk.

The converters of plans.urls are registered there.
"""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path

import plans.urls  # noqa: F401


def soon(request: HttpRequest, **named: object) -> HttpResponse:
    """Stands where a view will."""
    raise Http404


app_name = "hearings"
urlpatterns: list[URLPattern] = [
    path("lokalraad/<slug:council>/hoering/<year:year>/", soon, name="response"),
    path("plan/<year:year>/hoering/", soon, name="hearing"),
    path("plan/<year:year>/hoering/<slug:council>/", soon, name="answer"),
    path("plan/<year:year>/forberedelse/", soon, name="preparation"),
]
