"""The account's own pages that allauth has not."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from councils.doors import desk_page


@desk_page
def settings_page(request: HttpRequest) -> HttpResponse:
    """Password, second factor, sessions and mail, each a step away."""
    return render(request, "account/settings.html")
