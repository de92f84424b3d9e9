"""Addresses of a plan's decision on the desk.

The converters of plans.urls are registered there.
"""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path

import plans.urls  # noqa: F401


def soon(request: HttpRequest, **named: object) -> HttpResponse:
    """Stands where a view will."""
    raise Http404


app_name = "approvals"
urlpatterns: list[URLPattern] = [
    path("godkend/<year:year>/", soon, name="sign"),
]
