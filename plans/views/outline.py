"""."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from councils.doors import desk_page


@desk_page
def outline(request: HttpRequest, year: int) -> HttpResponse:
    """."""
    raise Http404


@desk_page
def change(request: HttpRequest, year: int) -> HttpResponse:
    """."""
    raise Http404
