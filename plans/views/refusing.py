"""The page that says why something cannot be done now: a wrong stage is told with all its reasons (409)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from councils.typed import typed
from plans.workflow import IllegalTransition

CONFLICT = 409


def refused(request: HttpRequest, refusal: IllegalTransition, *, back: str, here: str) -> HttpResponse:
    """All reasons, the way back, and what was typed; `here` is the menu's item."""
    context = {"reasons": refusal.reasons, "back": back, "here": here, "typed": typed(request)}
    return render(request, "plans/desk/refused.html", context, status=CONFLICT)
