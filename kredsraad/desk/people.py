"""Who may do what, why, and until when; and invitations."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from councils.doors import desk_page


@desk_page
def people(request: HttpRequest) -> HttpResponse:
    """Everybody."""
    raise Http404


@desk_page
def person(request: HttpRequest, slug: str) -> HttpResponse:
    """One person."""
    raise Http404
