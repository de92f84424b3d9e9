"""One section of a draft: reading it, writing it, and saying that it holds."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_POST, require_safe

from councils.doors import desk_page, wants_json
from plans import saving
from plans.models import Presence, Section
from plans.models.sections import REGISTERS
from plans.saving import Author, Conflict, Saved, SectionGone, VersionPassed
from plans.section_forms import SectionForm
from plans.views.access import get_plan, get_section
from plans.views.refusing import refused
from plans.views.section_context import page
from plans.views.section_page import grounds_of, others_here, seen
from plans.workflow import IllegalTransition, editing_obstacles

SIGNED_OUT, UNPROCESSABLE, CONFLICT, GONE = 401, 422, 409, 410
STATES = {Section.State.CONFIRMED, Section.State.REWRITTEN}
"""What a person may say of a section; the others follow from where it came from."""
STOPPED = (Conflict, SectionGone, IllegalTransition)
"""Why a save that was in order did not come through."""
REMOVED = "Afsnittet er fjernet af en anden. Din tekst er gemt og følger med, hvis afsnittet sættes ind igen."
REMOVED_UNREAD = "Afsnittet er fjernet af en anden, og der er fejl i det, du sendte, så det er ikke gemt."


@desk_page
@require_safe
def section(request: HttpRequest, year: int, key: str) -> HttpResponse:
    """The section: to be written in by those who may, to be read by others."""
    return page(request, get_section(request, year, key))


@desk_page
@require_POST
def save(request: HttpRequest, year: int, key: str) -> HttpResponse:
    """Save what was written, from the version that the page began from; as a form, or as JSON while one writes."""
    row = _writable(request, year, key)
    form = _form(request, row)
    if not form.is_valid():
        return _mistaken(request, row, form)
    try:
        saved = _keep(request, row, form)
    except STOPPED as stopped:
        return _stopped(request, row, stopped)
    return _saved(request, row, form, saved)


@desk_page
@require_POST
def state(request: HttpRequest, year: int, key: str) -> HttpResponse:
    """Say of the section that it holds or is rewritten: as it was seen, or as it is written on the page that asks."""
    row = _writable(request, year, key)
    wanted = request.POST.get("state", "")
    if wanted not in STATES:
        messages.error(request, "Vælg, om afsnittet er bekræftet eller omskrevet.")
        return redirect(_address(row))
    base, form = seen(request), _form(request, row) if "heading" in request.POST else None
    if form is not None and not form.is_valid():
        return _mistaken(request, row, form)
    try:
        if form is not None:
            saved = _keep(request, row, form)
            if _came_between(form, saved):
                messages.warning(request, "Teksten er gemt, men ikke markeret: læs først, hvad der er kommet til.")
                return _saved(request, row, form, saved)
            base = saved.version
        saving.set_state(row, wanted, base=base, author=Author.of(request.user))
    except VersionPassed:
        messages.warning(request, "Afsnittet er ændret, siden du så det. Læs det igen, før du markerer det.")
    except STOPPED as stopped:
        return _stopped(request, row, stopped)
    else:
        messages.success(request, f"Afsnittet er markeret som {Section.State(wanted).label}.")
    return redirect(_address(row))


@desk_page
@require_POST
def presence(request: HttpRequest, year: int, key: str) -> HttpResponse:
    """Say that one is here, and be told who else is."""
    row = get_section(request, year, key)
    user: Any = request.user
    Presence.objects.update_or_create(section=row, user=user, defaults={"seen_at": timezone.now()})
    return JsonResponse({"others": others_here(row, request.user)})


def _writable(request: HttpRequest, year: int, key: str) -> Section:
    """The section, for who may write it; one removed in the meantime still takes what was written (to its history)."""
    plan = get_plan(request, year, writing=True)
    row = Section.everything.filter(plan=plan, key=key).select_related("parent", *REGISTERS).first()
    if row is None:
        raise Http404("Planen har ikke det afsnit.")
    if row.kind == Section.Kind.GENERATED:
        raise PermissionDenied("Teksten dannes af registrene og kan ikke skrives her.")
    row.plan = plan
    return row


def _form(request: HttpRequest, row: Section) -> SectionForm:
    return SectionForm(request.POST, section=row, writer=request.user)


def _keep(request: HttpRequest, row: Section, form: SectionForm) -> Saved:
    base = form.cleaned_data["base"]
    return saving.save(row, form.words, base=base, author=Author.of(request.user), grounds=grounds_of(request))


def _came_between(form: SectionForm, saved: Saved) -> bool:
    """Whether the section now says something else than what was sent: another's text was merged into it."""
    return saved.merged and saved.words != form.words.tidy()


# What is answered ----------------------------------------------------------------------------------------------------


def _saved(request: HttpRequest, row: Section, form: SectionForm, saved: Saved) -> HttpResponse:
    clock, merged = date_format(timezone.localtime(), "H.i"), _came_between(form, saved)
    if wants_json(request):
        answer: dict[str, Any] = {"version": saved.version, "at": clock, "merged": merged}
        if merged:
            answer |= {"heading": saved.words.heading, "text": saved.words.text, "note": saved.words.note}
        return JsonResponse(answer)
    if merged:
        messages.info(request, "Gemt. En anden har imens ændret andre steder i afsnittet; begge ændringer er med.")
    elif saved.changed:
        messages.success(request, f"Gemt kl. {clock}.")
    else:
        messages.info(request, "Der var intet nyt at gemme.")
    return redirect(_address(row))


def _mistaken(request: HttpRequest, row: Section, form: SectionForm) -> HttpResponse:
    """What must be mended first; nothing is saved, and all that was typed is still there."""
    if reasons := editing_obstacles(row.plan):
        return _stopped(request, row, IllegalTransition(reasons))
    if wants_json(request):
        status = SIGNED_OUT if form.is_anothers else UNPROCESSABLE
        return JsonResponse({"errors": form.errors.get_json_data()}, status=status)
    if row.removed_at:
        return refused(request, IllegalTransition([REMOVED_UNREAD]), back=_outline(row), here="plan")
    return page(request, row, form, status=UNPROCESSABLE)


def _stopped(request: HttpRequest, row: Section, stopped: Exception) -> HttpResponse:
    if isinstance(stopped, Conflict):
        address = reverse("draft:conflict", args=[row.plan.year, row.key, stopped.set_aside.pk])
        return JsonResponse({"conflict": address}, status=CONFLICT) if wants_json(request) else redirect(address)
    if isinstance(stopped, IllegalTransition):
        if wants_json(request):
            return JsonResponse({"message": " ".join(why.text for why in stopped.reasons)}, status=CONFLICT)
        return refused(request, stopped, back=_address(row), here="plan")
    if wants_json(request):
        return JsonResponse({"message": REMOVED, "next": _outline(row)}, status=GONE)
    messages.warning(request, REMOVED)
    return redirect(_outline(row))


def _address(row: Section) -> str:
    return reverse("draft:section", args=[row.plan.year, row.key])


def _outline(row: Section) -> str:
    return reverse("draft:outline", args=[row.plan.year])
