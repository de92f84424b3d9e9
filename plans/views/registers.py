"""A register's change, taken over into the section's text, or seen and left."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from councils import permissions
from councils.doors import desk_page
from plans import registering
from plans.models import Section
from plans.registering import Offer, offer
from plans.resolving import Questions, questions
from plans.saving import Author, Conflict, Saved, SectionGone
from plans.views.access import get_section
from plans.views.choosing import UNPROCESSABLE, page, warn_of_numbers
from plans.views.refusing import refused
from plans.views.section_page import seen
from plans.workflow import IllegalTransition, editing_obstacles

CHANGED_AGAIN = "Registret er ændret igen, siden du åbnede siden. Se ændringen, før du vælger."


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest, year: int, key: str) -> HttpResponse:
    """Choose place by place where both the register and the text here were changed; POST takes over or keeps."""
    row = get_section(request, year, key, writing=True)
    now = offer(row)
    if now is None:
        raise Http404("Afsnittet er ikke fra et register.")
    if reasons := editing_obstacles(row.plan):
        return _refused(request, row, IllegalTransition(reasons))
    if not now.is_open:
        messages.info(request, "Registret siger det samme, som da teksten sidst blev hentet eller set.")
        return redirect("draft:section", year, key)
    if request.method != "POST":
        return _page(request, now, questions(now.comparison()))
    return _act(request, row, now)


def _act(request: HttpRequest, row: Section, now: Offer) -> HttpResponse:
    wanted, year = request.POST.get("do", ""), row.plan.year
    found = offer(row, version=seen(request))
    if request.POST.get("register", "") != now.digest or found is None:
        messages.warning(request, CHANGED_AGAIN if found else "Siden var for gammel. Se ændringen igen.")
        if wanted in ("overtag", "behold"):
            return redirect("draft:section", year, row.key)
        return _page(request, now, questions(now.comparison(), request.POST), status=UNPROCESSABLE)
    if wanted == "behold":
        return _save(request, row, partial(registering.keep, found))
    chosen = questions(found.comparison(), request.POST if wanted != "overtag" else None)
    warn_of_numbers(request, chosen)
    if chosen.is_answered:
        return _save(request, row, partial(registering.take_over, found, chosen))
    if wanted == "overtag":
        messages.warning(request, "Registret og teksten her er ændret på samme sted. Vælg, hvad der skal stå.")
        return redirect("draft:register", year, row.key)
    return _page(request, found, chosen, status=UNPROCESSABLE)


def _save(request: HttpRequest, row: Section, save: Callable[..., Saved]) -> HttpResponse:
    try:
        saved = save(base=seen(request), author=Author.of(request.user))
    except Conflict as conflict:
        messages.warning(request, "En anden har imens ændret det samme sted. Vælg, hvad der skal stå.")
        return redirect("draft:conflict", row.plan.year, row.key, conflict.set_aside.pk)
    except SectionGone:
        messages.warning(request, "Afsnittet er taget ud af planen af en anden. Registret er ikke berørt.")
        return redirect("draft:outline", row.plan.year)
    except IllegalTransition as refusal:
        return _refused(request, row, refusal)
    merged = " Det, en anden har ændret imens, er bevaret." if saved.merged else ""
    kept = request.POST.get("do") == "behold"
    messages.success(request, ("Teksten er beholdt." if kept else "Registrets ændring er overtaget.") + merged)
    return redirect("draft:section", row.plan.year, row.key)


def _refused(request: HttpRequest, row: Section, refusal: IllegalTransition) -> HttpResponse:
    return refused(request, refusal, back=reverse("draft:section", args=[row.plan.year, row.key]), here="plan")


def _page(request: HttpRequest, found: Offer, chosen: Questions, *, status: int = 200) -> HttpResponse:
    return page(
        request,
        "plans/desk/register.html",
        found.section,
        chosen,
        "Ændring i registret",
        status=status,
        offer=found,
        edit_address=edit_address(found.row, request.user),
        base_title="Sådan lød registret, da teksten blev hentet",
        mine_title="Teksten her",
        mine_by="Tilpasset i planen",
        theirs_title="Registret nu",
        theirs_by=str(found.row),
    )


def edit_address(row: Any, user: Any) -> str:
    """Where those who keep registers change the row; "" for others."""
    if not permissions.may_keep_registers(user):
        return ""
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
