"""What the pages share on which somebody chooses, place by place, what shall stand."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from js_asset import Media

from councils.cpr import CPR_WARNING, cpr_numbers
from plans.models import Section
from plans.resolving import BOTH, Questions
from plans.section_forms import SectionTextField

UNPROCESSABLE = 422


def warn_of_numbers(request: HttpRequest, chosen: Questions) -> None:
    """Put a warning at each place in which something was written that looks like a CPR number, unless it is none."""
    if request.POST.get("cpr_seen"):
        return
    for question in chosen.rows:
        if question.choice == BOTH and cpr_numbers(question.written):
            question.error = CPR_WARNING


def page(
    request: HttpRequest, template: str, row: Section, found: Questions, last: str, *, status: int = 200, **more: Any
) -> HttpResponse:
    """The page with the places; `last` is what the way to it ends with."""
    year = row.plan.year
    media = Media.from_media(SectionTextField().widget.media, nonce=request.csp_nonce)  # type: ignore[attr-defined]
    context = {
        "plan": row.plan,
        "section": row,
        "found": found,
        "media": media if found.has_editor else "",
        "has_number": any(question.error == CPR_WARNING for question in found.rows),
        "wrong": found.wrong if status == UNPROCESSABLE else [],
        "trail": [
            (f"Plan {year}", reverse("draft:outline", args=[year])),
            (str(row), reverse("draft:section", args=[year, row.key])),
            (last, ""),
        ],
        "here": "plan",
        **more,
    }
    return render(request, template, context, status=status)
