"""What others have answered to one's own comments."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from councils.doors import desk_page
from plans.talking import answered_threads
from plans.views.access import get_plan


@desk_page
@require_safe
def answers(request: HttpRequest, year: int) -> HttpResponse:
    """The threads that the account began and somebody else has answered last."""
    plan = get_plan(request, year)
    context = {
        "plan": plan,
        "threads": answered_threads(plan, request.user),
        "here": "plan",
        "trail": [(f"Plan {plan.year}", reverse("draft:outline", args=[plan.year])), ("Svar på dine kommentarer", "")],
    }
    return render(request, "plans/desk/answers.html", context)
