"""The page that says why something cannot be done now: a wrong stage is told with all its reasons (409)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from plans.workflow import IllegalTransition

CONFLICT = 409


def refused(request: HttpRequest, refusal: IllegalTransition, *, back: str, here: str) -> HttpResponse:
    """All reasons, and the way back; `here` is the menu's item. What was typed is one step back in the browser."""
    context = {"reasons": refusal.reasons, "back": back, "here": here}
    return render(request, "plans/desk/refused.html", context, status=CONFLICT)
