"""."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from councils.doors import desk_page


@desk_page
def preview(request: HttpRequest, year: int) -> HttpResponse:
    """."""
    raise Http404


@desk_page
def preview_pdf(request: HttpRequest, year: int) -> HttpResponse:
    """."""
    raise Http404
