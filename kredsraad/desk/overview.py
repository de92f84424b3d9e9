"""The desk's first page."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from councils import permissions
from councils.doors import desk_page


@desk_page
def overview(request: HttpRequest) -> HttpResponse:
    """What waits for whoever has come in."""
    if not permissions.may_use_desk_on(request.user):
        raise Http404
    return render(request, "desk/overview.html", {"here": "overview"})
