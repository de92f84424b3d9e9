"""."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from councils.doors import desk_page


@desk_page
def section(request: HttpRequest, year: int, key: str) -> HttpResponse:
    """."""
    raise Http404


@desk_page
def save(request: HttpRequest, year: int, key: str) -> HttpResponse:
    """."""
    raise Http404


@desk_page
def state(request: HttpRequest, year: int, key: str) -> HttpResponse:
    """."""
    raise Http404


@desk_page
def register(request: HttpRequest, year: int, key: str) -> HttpResponse:
    """."""
    raise Http404


@desk_page
def presence(request: HttpRequest, year: int, key: str) -> HttpResponse:
    """."""
    raise Http404
