"""A proposal's text brought into the plan: its difference first, then the save."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from councils.doors import desk_page
from plans import adopting
from plans.adopting import SectionChanged
from plans.arranging import Spot, Tree
from plans.comparing import difference
from plans.models import Plan, Proposal, Section
from plans.outline import MAX_DEPTH, OutlineRefused
from plans.proposal_forms import NewSectionForm
from plans.proposal_years import can_be_changed, name_of, nodes_of
from plans.proposing import Kind, State
from plans.saving import Author, Conflict, SectionGone
from plans.views.assignments import number as as_number
from plans.views.proposal_access import get_answerable, plan_of
from plans.views.proposal_answer import address, trail
from plans.views.refusing import CONFLICT, refused
from plans.workflow import IllegalTransition, Reason, editing_obstacles

UNPROCESSABLE = 422
HOLDERS = (Section.Role.PART, Section.Role.ANNEX, Section.Role.SECTION)
"""What a section may lie under."""


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def insert(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """What inserting the text would change, in which section; then do it."""
    _, found = get_answerable(request, year, number, writing=True)
    plan = plan_of(year)
    if plan is None or (reasons := _obstacles(found, plan)):
        why = reasons if plan else [Reason(f"Planen for {year} er ikke startet endnu.")]
        return refused(request, IllegalTransition(why), back=address(found), here="proposals")
    if found.kind == Kind.NEW:
        return _new_section(request, found, plan)
    section = _chosen(request, found, plan)
    if request.method == "POST" and section is not None:
        return _insert(request, found, section)
    return _page(request, found, plan, section)


def _obstacles(found: Proposal, plan: Plan) -> list[Reason]:
    if reasons := editing_obstacles(plan):
        return reasons
    if found.state == State.WITHDRAWN:
        return [Reason("Forslaget er trukket tilbage.")]
    if not found.text:
        return [Reason("Forslaget har ingen tekst at sætte ind. Skal afsnittet ud, så fjern det i dispositionen.")]
    return []


def _chosen(request: HttpRequest, found: Proposal, plan: Plan) -> Section | None:
    """The section that is asked for, or that the proposal names."""
    asked = request.POST.get("afsnit") or request.GET.get("afsnit") or found.section_key
    if "\0" in asked:
        return None
    section = Section.objects.select_related("plan__council").filter(plan=plan, key=asked).first()
    return section if section is not None and can_be_changed(section) else None


def _page(
    request: HttpRequest, found: Proposal, plan: Plan, section: Section | None, *, status: int = 200
) -> HttpResponse:
    nodes = nodes_of(plan)
    offer = adopting.offer(found, section) if section else None
    names = {node.section.key: name_of(node) for node in nodes}
    context = {
        "proposal": found,
        "plan": plan,
        "section": section,
        "section_name": names.get(section.key, "") if section else "",
        "offer": offer,
        "change": difference(offer.before.text, offer.after.text) if offer else "",
        "choices": [(node.section.key, name_of(node)) for node in nodes if can_be_changed(node.section)],
        "here": "proposals",
        "trail": trail(found, ("Indsæt i afsnit", "")),
    }
    return render(request, "plans/desk/proposals/insert.html", context, status=status)


def _insert(request: HttpRequest, found: Proposal, section: Section) -> HttpResponse:
    seen, author = as_number(request.POST.get("version", "")), Author.of(request.user)
    year, key = section.plan.year, section.key
    try:
        saved = adopting.insert(found, section, seen=seen, author=author, at=timezone.now())
    except SectionChanged:
        messages.warning(request, "Afsnittet er ændret, siden du så forskellen. Her er den, som den er nu.")
        return _page(request, found, section.plan, section, status=CONFLICT)
    except Conflict as conflict:
        messages.warning(request, "Afsnittet er ændret det samme sted. Vælg, hvad der skal stå.")
        return redirect("draft:conflict", year=year, key=key, pk=conflict.set_aside.pk)
    except SectionGone:
        messages.warning(request, "Afsnittet er taget ud af planen. Vælg et andet.")
        return redirect(reverse("proposals:insert", args=[found.year, found.number]))
    except IllegalTransition as refusal:
        return refused(request, refusal, back=address(found), here="proposals")
    if saved.changed:
        messages.success(request, f"Teksten er sat ind i »{section}«. Svaret er ikke sendt endnu.")
    else:
        messages.info(request, f"»{section}« siger det allerede. Intet er ændret.")
    return redirect(f"{address(found)}?afsnit={key}")


# A new section -------------------------------------------------------------------------------------------------------


def _new_section(request: HttpRequest, found: Proposal, plan: Plan) -> HttpResponse:
    initial = {"heading": found.title, "spot": "sidst", "seen": plan.outline_version}
    form = NewSectionForm(request.POST or None, spots=_spots(plan), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            return _add(request, found, plan, form)
        except OutlineRefused as refusal:
            data = request.POST.copy()
            data["seen"] = str(Plan.objects.values_list("outline_version", flat=True).get(pk=plan.pk))
            form = NewSectionForm(data, spots=_spots(plan), initial=initial)
            form.add_error("spot", f"{refusal} Se på pladsen igen.")
        except IllegalTransition as refusal:
            return refused(request, refusal, back=address(found), here="proposals")
    context = {
        "proposal": found,
        "plan": plan,
        "form": form,
        "here": "proposals",
        "trail": trail(found, ("Indsæt som nyt afsnit", "")),
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "plans/desk/proposals/insert_new.html", context, status=status)


def _spots(plan: Plan) -> list[tuple[str, str]]:
    """Where a section may lie: last, or after or under another."""
    found: list[tuple[str, str]] = [("sidst", "Sidst i planen")]
    for node in Tree(plan).nodes.values():
        name = name_of(node)
        if node.section.role == Section.Role.SECTION:
            found.append((str(Spot("efter", node.section.key)), f"Efter {name}"))
        if node.section.role in HOLDERS and node.depth < MAX_DEPTH - 1:
            found.append((str(Spot("under", node.section.key)), f"Under {name}"))
    return found


def _add(request: HttpRequest, found: Proposal, plan: Plan, form: Any) -> HttpResponse:
    values = form.cleaned_data
    section = adopting.add(
        found,
        plan,
        Spot.read(values["spot"]),
        heading=values["heading"],
        seen=values["seen"],
        author=Author.of(request.user),
        at=timezone.now(),
    )
    messages.success(request, f"»{section}« er sat ind i planen som nyt afsnit. Svaret er ikke sendt endnu.")
    return redirect(f"{address(found)}?afsnit={section.key}")
