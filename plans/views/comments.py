"""."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from councils.doors import desk_page


@desk_page
def comment(request: HttpRequest, year: int, key: str) -> HttpResponse:
    """."""
    raise Http404


@desk_page
def thread(request: HttpRequest, year: int, key: str, pk: int) -> HttpResponse:
    """."""
    raise Http404
