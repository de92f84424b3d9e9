"""What a local council answered outside the portal, noted by the secretariat."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from councils.doors import desk_page
from plans import responding
from plans.hearing_forms import RecordForm
from plans.readiness import councils_heard
from plans.saving import Author
from plans.views.hearing import get_open, not_open, trail
from plans.views.refusing import refused
from plans.workflow import IllegalTransition

UNPROCESSABLE = 422


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def record(request: HttpRequest, year: int, council: str) -> HttpResponse:
    """Note a council's response, while the hearing is open and the council has begun none itself."""
    plan, found = get_open(request, year)
    asked = get_object_or_404(councils_heard(plan), slug=council)
    if (closed := not_open(request, plan, found)) or found is None:
        return closed or HttpResponse(status=409)
    form = RecordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text"] if form.cleaned_data["kind"] == "svar" else ""
        values = {"text": text, "reference": form.cleaned_data["reference"], "author": Author.of(request.user)}
        back = reverse("hearings:hearing", args=[year])
        try:
            responding.record(hearing=found, council=asked, at=timezone.now(), **values)
        except IllegalTransition as refusal:
            return refused(request, refusal, back=back, here="plan")
        messages.success(request, f"Svaret fra {asked} er noteret.")
        return redirect(back)
    context = {
        "plan": plan,
        "hearing": found,
        "council": asked,
        "form": form,
        "here": "plan",
        "trail": trail(plan, (f"Notér svar fra {asked}", "")),
    }
    status = UNPROCESSABLE if request.method == "POST" else 200
    return render(request, "plans/desk/hearing/note.html", context, status=status)
