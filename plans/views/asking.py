"""The secretary asks: for sections of the plan, or for the same as last year."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from councils.doors import desk_page
from plans import assigning
from plans.assigning import Wish
from plans.contributing import AlreadyAsked
from plans.contribution_forms import AgainForm, AssignForm
from plans.models import Assignment, Plan, Section, Timetable
from plans.outline import Node
from plans.recipients import Recipient, recipients, value_of
from plans.views.access import get_plan
from plans.views.assignments import nodes_of, trail
from plans.views.refusing import refused
from plans.workflow import IllegalTransition, editing_obstacles


@dataclass(frozen=True)
class Box:
    """A section in the picker: its number, heading and depth, and who has it or had it."""

    name: str
    depth: int
    waiting: tuple[str, ...]
    last_year: tuple[str, ...]


def can_be_asked_for(section: Section) -> bool:
    """Whether somebody can write it: not what the registers write, nor a part that is a heading alone."""
    if section.kind == Section.Kind.GENERATED or section.role == Section.Role.SIGNATORIES:
        return False
    return section.role != Section.Role.PART or bool(section.text)


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def assign(request: HttpRequest, year: int) -> HttpResponse:
    """Ask a person or a function for sections of the plan; ?afsnit=<key> chooses some beforehand."""
    plan = get_plan(request, year, writing=True)
    back = reverse("draft:assignments", args=[year])
    if reasons := editing_obstacles(plan):
        return refused(request, IllegalTransition(reasons), back=back, here="assignments")
    nodes = {node.section.key: node for node in nodes_of(plan).values()}
    before = assigning.asked_last_year(plan)
    today = timezone.localdate()
    wanted = [key for key in request.GET.getlist("afsnit") if key in nodes]
    form = AssignForm(
        request.POST or None,
        on=today,
        people=recipients(on=today),
        sections=_picker(plan, nodes.values(), before),
        initial={"sections": wanted, "due": due_by_default(plan, on=today), "to": _same(wanted, nodes, before)},
    )
    if request.method == "POST" and form.is_valid():
        wishes = [Wish(nodes[key].section, form.recipient.whom) for key in form.cleaned_data["sections"]]
        try:
            return _ask(request, plan, wishes, form, [form.recipient])
        except AlreadyAsked as twice:
            form.add_error("sections", str(twice))
        except IllegalTransition as refusal:
            return refused(request, refusal, back=back, here="assignments")
    context = {"plan": plan, "form": form, "here": "assignments", "trail": trail(plan, ("Bed om bidrag", ""))}
    return render(request, "plans/desk/assignments_new.html", context)


def due_by_default(plan: Plan, *, on: date) -> date | None:
    """When the editing ends or the collecting does, the first of them that has not passed."""
    dates = Timetable.objects.filter(plan=plan).values_list("editing_due", "proposals_due").first() or ()
    return next((day for day in dates if day and day >= on), None)


def _same(keys: list[str], nodes: dict[str, Node], before: dict[int, list[Any]]) -> str:
    """Who had all the chosen sections last year, if it was one."""
    had = [{value_of(whom) for whom in before.get(nodes[key].section.pk, [])} for key in keys]
    common = set.intersection(*had) if had else set()
    return next(iter(common)) if len(common) == 1 else ""


def _picker(plan: Plan, nodes: Iterable[Node], before: dict[int, list[Any]]) -> list[tuple[str, Any]]:
    """The outline as choices: what lies in a part under the part's heading."""
    waiting: dict[int, list[str]] = {}
    for row in Assignment.objects.waiting().filter(section__plan=plan).select_related("person", "post"):
        waiting.setdefault(row.section_id, []).append(row.whom)
    groups: list[tuple[str, list[tuple[str, Box]]]] = []
    for node in nodes:
        section = node.section
        if node.depth == 1:
            in_part = section.role == Section.Role.PART
            name = ": ".join(filter(None, (node.label, section.heading))) if in_part else ""
            if in_part or not groups or groups[-1][0]:
                groups.append((name, []))
        if can_be_asked_for(section):
            box = _box(node, waiting.get(section.pk, []), before.get(section.pk, []), bool(groups[-1][0]))
            groups[-1][1].append((section.key, box))
    return [(name or _band(rows, len(groups)), rows) for name, rows in groups if rows]


def _band(rows: list[tuple[str, Box]], groups: int) -> str:
    """What stands over sections that lie in no part."""
    if groups == 1:
        return "Alle afsnit"
    return (
        "Indledning"
        if not any(box.name[0].isdigit() or box.name.startswith("Bilag") for _, box in rows)
        else "Øvrige afsnit"
    )


def _box(node: Node, waiting: list[str], before: list[Any], in_part: bool) -> Box:
    label = node.label if node.label and not node.label.startswith("Del") else ""
    name = " ".join(filter(None, (label, node.number, str(node.section))))
    depth = max(1, node.depth - in_part)
    return Box(name, depth, tuple(waiting), tuple(str(whom) for whom in before))


def _ask(
    request: HttpRequest, plan: Plan, wishes: list[Wish], form: AssignForm | AgainForm, people: list[Recipient]
) -> HttpResponse:
    due, message = form.cleaned_data["due"], form.cleaned_data["message"]
    rows = assigning.assign(plan=plan, wishes=wishes, due=due, message=message, user=request.user, at=timezone.now())
    names = ", ".join(str(row.whom) for row in people) if len(people) <= 3 else f"{len(people)} bidragydere"
    messages.success(request, f"{len(rows)} afsnit er bestilt hos {names}.")
    if unreached := [str(row.whom) for row in people if not row.readers]:
        messages.warning(request, f"Har ingen konto endnu og har ikke fået mail: {'; '.join(unreached)}.")
    return redirect("draft:assignments", year=plan.year)


# The same as last year -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Choice:
    """One of last year's assignments: the box's value and the section's name."""

    value: str
    name: str
    chosen: bool


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def again(request: HttpRequest, year: int) -> HttpResponse:
    """Ask for the same of the same as last year: shown first, sent at once."""
    plan = get_plan(request, year, writing=True)
    back = reverse("draft:assignments", args=[year])
    if reasons := editing_obstacles(plan):
        return refused(request, IllegalTransition(reasons), back=back, here="assignments")
    nodes = nodes_of(plan)
    askable = [node.section for node in nodes.values() if can_be_asked_for(node.section)]
    wishes = {_value(wish): wish for wish in assigning.wishes_as_last_year(plan, askable)}
    today = timezone.localdate()
    initial = {"due": due_by_default(plan, on=today), "wishes": list(wishes)}
    form = AgainForm(request.POST or None, on=today, wishes=[(value, value) for value in wishes], initial=initial)
    people = {row.value: row for row in recipients(on=today)}
    if request.method == "POST" and form.is_valid():
        chosen = [wishes[value] for value in form.cleaned_data["wishes"]]
        asked = {value_of(wish.whom): people[value_of(wish.whom)] for wish in chosen}
        try:
            return _ask(request, plan, chosen, form, list(asked.values()))
        except AlreadyAsked as twice:
            form.add_error("wishes", str(twice))
        except IllegalTransition as refusal:
            return refused(request, refusal, back=back, here="assignments")
    context = {
        "plan": plan,
        "form": form,
        "groups": _by_person(wishes, nodes, people, form),
        "here": "assignments",
        "trail": trail(plan, ("Som sidste år", "")),
    }
    return render(request, "plans/desk/assignments_again.html", context)


def _value(wish: Wish) -> str:
    return f"{wish.section.key}:{value_of(wish.whom)}"


def _by_person(
    wishes: dict[str, Wish], nodes: dict[int, Node], people: dict[str, Recipient], form: AgainForm
) -> list[tuple[Recipient, list[Choice]]]:
    chosen = set(form["wishes"].value() or ())
    found: dict[str, list[Choice]] = {}
    for value, wish in wishes.items():
        name = " ".join(filter(None, (nodes[wish.section.pk].number, str(wish.section))))
        found.setdefault(value_of(wish.whom), []).append(Choice(value, name, value in chosen))
    return [(people[whom], rows) for whom, rows in found.items()]
