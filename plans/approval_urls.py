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
    path("godkend/<year:year>/fortryd/", soon, name="take_back"),
    path("plan/<year:year>/godkendelse/", soon, name="decision"),
    path("plan/<year:year>/godkendelse/beslutning/", soon, name="decide"),
    path("plan/<year:year>/godkendelse/noter/", soon, name="record"),
    path("plan/<year:year>/godkendelse/bemaerkning/<int:pk>/", soon, name="remark"),
    path("plan/<year:year>/godkendelse/paamind/", soon, name="remind"),
    path("plan/<year:year>/godkendelse/frigiv/", soon, name="sign_off"),
    path("plan/<year:year>/godkendelse/tekst/", soon, name="text"),
    path("plan/<year:year>/godkendelse/tekst.pdf", soon, name="text_pdf"),
    path("plan/<year:year>/redaktionel-rettelse/", soon, name="correct"),
    path("plan/<year:year>/redaktionel-rettelse/underskrivere/opdater/", soon, name="refresh"),
    path("plan/<year:year>/redaktionel-rettelse/<slug:key>/", soon, name="correct_section"),
    path("plan/<year:year>/kommune/<slug:slug>/", soon, name="brief"),
    path("plan/<year:year>/kommune/<slug:slug>.pdf", soon, name="brief_pdf"),
]
