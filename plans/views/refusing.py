"""The page that says why something cannot be done now: a wrong stage is told with all its reasons (409)."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from councils.typed import typed
from plans.workflow import IllegalTransition, Reason

CONFLICT = 409


def refused(request: HttpRequest, refusal: IllegalTransition, *, back: str, here: str) -> HttpResponse:
    """All reasons, each leading to where it is mended, the way back, and what was typed; `here` is the menu's item."""
    year = request.resolver_match.kwargs.get("year") if request.resolver_match else None
    reasons = linked(refusal.reasons, year)
    context = {"reasons": reasons, "back": back, "here": here, "typed": typed(request)}
    return render(request, "plans/desk/refused.html", context, status=CONFLICT)


def linked(reasons: Iterable[Reason], year: int | None) -> list[tuple[Reason, str]]:
    """Each reason with the address where it is mended, as far as there is one; `year` is the plan's."""
    return [(reason, _address(reason, year)) for reason in reasons]


def _address(reason: Reason, year: int | None) -> str:
    if reason.section and year is not None:
        return reverse("draft:section", args=[year, reason.section])
    return reason.url
