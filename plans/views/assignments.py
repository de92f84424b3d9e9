"""."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from councils.doors import desk_page


@desk_page
def assignments(request: HttpRequest, year: int) -> HttpResponse:
    """."""
    raise Http404


@desk_page
def assign(request: HttpRequest, year: int) -> HttpResponse:
    """."""
    raise Http404


@desk_page
def remind(request: HttpRequest, year: int) -> HttpResponse:
    """."""
    raise Http404


@desk_page
def assignment(request: HttpRequest, year: int, pk: int) -> HttpResponse:
    """."""
    raise Http404
