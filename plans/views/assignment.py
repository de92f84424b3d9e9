"""One contribution as the secretary sees it: what was answered, and what to do with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from councils.doors import View, desk_page
from plans import assigning
from plans.comparing import difference, plain_difference
from plans.contributing import AlreadyAsked, AnswerPassed, conversation
from plans.contribution_forms import DueForm, MoreForm, TalkForm
from plans.models import Assignment, Plan
from plans.saving import Conflict, SectionGone, VersionPassed
from plans.views.access import get_plan
from plans.views.assignments import nodes_of, number, rows_of, trail, unreached_of
from plans.views.refusing import CONFLICT, refused
from plans.workflow import IllegalTransition, editing_obstacles

MORE_TIME = timedelta(days=7)
"""The date proposed where the old one has passed."""
PASSED = "Bidraget er ændret, siden du åbnede siden. Se det igen."


def get_assignment(request: HttpRequest, year: int, pk: int) -> tuple[Plan, Assignment]:
    """The plan and one of its assignments, for whoever writes it; Http404 and PermissionDenied as for the plan."""
    plan = get_plan(request, year, writing=True)
    rows = Assignment.objects.living().filter(section__plan=plan, pk=pk)
    found = rows.select_related("section__plan", "person__user", "post", "handed_on_from__person").first()
    if found is None:
        raise Http404("Planen har ikke det bidrag.")
    return plan, found


Action = Callable[[HttpRequest, Plan, Assignment], HttpResponse]


def acting(action: Action) -> View:
    """A view that changes one assignment: POST alone, wrong stages told as such, and what passed meanwhile shown."""

    @desk_page
    @require_POST
    @wraps(action)
    def view(request: HttpRequest, year: int, pk: int) -> HttpResponse:
        plan, assignment = get_assignment(request, year, pk)
        try:
            return action(request, plan, assignment)
        except IllegalTransition as refusal:
            return refused(request, refusal, back=_address(plan, assignment), here="assignments")
        except AnswerPassed:
            messages.warning(request, PASSED)
            return redirect(_address(plan, assignment))

    return view


def _address(plan: Plan, assignment: Assignment) -> str:
    return reverse("draft:assignment", args=[plan.year, assignment.pk])


@desk_page
@require_safe
def assignment(request: HttpRequest, year: int, pk: int) -> HttpResponse:
    """What was asked, what was answered, and what was said about it."""
    plan, found = get_assignment(request, year, pk)
    return _page(request, plan, found)


def _page(request: HttpRequest, plan: Plan, found: Assignment, *, status: int = 200, **forms: Any) -> HttpResponse:
    now = timezone.now()
    row = next(row for row in rows_of(plan, nodes_of(plan), at=now) if row.assignment.pk == found.pk)
    today = timezone.localdate(now)
    later = found.due if found.due >= today else today + MORE_TIME
    context = {
        "plan": plan,
        "row": row,
        "assignment": found,
        "section": found.section,
        "obstacles": editing_obstacles(plan),
        "talk": conversation(found),
        "unreached": unreached_of([row], on=today),
        "successor": found.handed_on_to.select_related("person", "post").first(),
        "due_form": DueForm(on=today, initial={"due": later}, auto_id="frist_%s"),
        "more_form": MoreForm(on=today, initial={"due": later}, auto_id="mere_%s"),
        "talk_form": _talk_form(),
        "answered": found.state in (Assignment.State.UNCHANGED, Assignment.State.DELIVERED),
        "form": next(iter(forms.values()), None),
        "here": "assignments",
        "trail": trail(plan, (row.name, "")),
        **_offered(found),
        **forms,
    }
    return render(request, "plans/desk/assignment.html", context, status=status)


def _talk_form(data: Any = None) -> TalkForm:
    return TalkForm(data, label="Skriv til bidragyderen", auto_id="svar_%s")


def _offered(found: Assignment) -> dict[str, Any]:
    """The text delivered, as what it changes."""
    if found.state != Assignment.State.DELIVERED:
        return {}
    offer = assigning.offer(found)
    return {
        "offer": offer,
        "heading_change": plain_difference(offer.before.heading, offer.after.heading),
        "text_change": difference(offer.before.text, offer.after.text),
    }


@acting
def take_over(request: HttpRequest, plan: Plan, found: Assignment) -> HttpResponse:
    """Bring the text delivered into the plan; where both changed the same place, go on to choose."""
    version = number(request.POST.get("version", ""))
    try:
        outcome = assigning.take_over(assignment=found, version=version, user=request.user, at=timezone.now())
    except SectionGone:
        messages.warning(request, "Afsnittet er taget ud af planen. Teksten ligger stadig på bidraget.")
        return redirect("draft:assignments", year=plan.year)
    if isinstance(outcome, Conflict):
        messages.warning(request, "I har ændret det samme sted. Vælg, hvad der skal stå.")
        return redirect("draft:conflict", year=plan.year, key=found.section.key, pk=outcome.set_aside.pk)
    merged = " Ændringer, som andre havde lavet imens, er bevaret." if outcome.merged else ""
    messages.success(request, f"Teksten til »{found.section}« er overtaget.{merged}")
    return redirect("draft:assignments", year=plan.year)


@acting
def confirm_one(request: HttpRequest, plan: Plan, found: Assignment) -> HttpResponse:
    """Confirm the section after "no changes"."""
    version = number(request.POST.get("section_version", ""))
    try:
        assigning.confirm(assignment=found, section_version=version, user=request.user, at=timezone.now())
    except (VersionPassed, SectionGone):
        messages.warning(request, "Afsnittet er ændret, siden du så det. Læs det igen, før du bekræfter det.")
        return redirect(_address(plan, found))
    messages.success(request, f"»{found.section}« er bekræftet.")
    return redirect("draft:assignments", year=plan.year)


@acting
def ask_for_more(request: HttpRequest, plan: Plan, found: Assignment) -> HttpResponse:
    """Send an answer back with a word about what is missing."""
    form = MoreForm(request.POST, on=timezone.localdate(), auto_id="mere_%s")
    if not form.is_valid():
        return _page(request, plan, found, more_form=form)
    version = number(request.POST.get("version", ""))
    text, due = form.cleaned_data["text"], form.cleaned_data["due"]
    try:
        assigning.ask_for_more(
            assignment=found, version=version, text=text, due=due, user=request.user, at=timezone.now()
        )
    except (AlreadyAsked, AnswerPassed) as why:
        form.add_error(None, PASSED if isinstance(why, AnswerPassed) else str(why))
        return _page(request, plan, get_assignment(request, plan.year, found.pk)[1], more_form=form, status=CONFLICT)
    messages.success(request, f"{found.whom} er bedt om mere.")
    return redirect(_address(plan, found))


@acting
def reply(request: HttpRequest, plan: Plan, found: Assignment) -> HttpResponse:
    """Answer the contributor's question, or write to the contributor."""
    form = _talk_form(request.POST)
    if not form.is_valid():
        return _page(request, plan, found, talk_form=form)
    assigning.reply(assignment=found, text=form.cleaned_data["text"], user=request.user, at=timezone.now())
    messages.success(request, "Din besked er sendt.")
    return redirect(_address(plan, found))


@acting
def extend(request: HttpRequest, plan: Plan, found: Assignment) -> HttpResponse:
    """Give another date."""
    form = DueForm(request.POST, on=timezone.localdate(), auto_id="frist_%s")
    if not form.is_valid():
        return _page(request, plan, found, due_form=form)
    assigning.extend(assignment=found, due=form.cleaned_data["due"], user=request.user, at=timezone.now())
    messages.success(request, "Fristen er ændret.")
    return redirect(_address(plan, found))


@acting
def withdraw(request: HttpRequest, plan: Plan, found: Assignment) -> HttpResponse:
    """Ask for it no more."""
    assigning.withdraw(assignment=found, user=request.user, at=timezone.now())
    messages.success(request, f"»{found.section}« er ikke længere bestilt hos {found.whom}.")
    return redirect("draft:assignments", year=plan.year)
