"""One section of a draft: reading it, writing it, and saying that it holds."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_POST, require_safe
from js_asset import Media

from councils.doors import desk_page
from plans import generating, outline, saving
from plans.models import Presence, Section
from plans.progress import findings, progress, register_row
from plans.saving import Author, Conflict, Saved, SectionGone, VersionPassed, Words
from plans.section_forms import SectionForm
from plans.views.access import get_plan, get_section
from plans.views.refusing import refused
from plans.views.section_page import neighbours, others_here, seen
from plans.views.section_parts import parts
from plans.workflow import IllegalTransition, editing_obstacles

UNPROCESSABLE, CONFLICT, GONE = 422, 409, 410
STATES = {Section.State.CONFIRMED, Section.State.REWRITTEN}
"""What a person may say of a section; the others follow from where it came from."""


@desk_page
@require_safe
def section(request: HttpRequest, year: int, key: str) -> HttpResponse:
    """The section: to be written in by those who may, to be read by others."""
    return _page(request, get_section(request, year, key))


@desk_page
@require_POST
def save(request: HttpRequest, year: int, key: str) -> HttpResponse:
    """Save what was written, from the version that the page began from; as a form, or as JSON while one writes."""
    row = _writable(request, year, key)
    form = SectionForm(request.POST)
    if not form.is_valid():
        if _wants_json(request):
            return JsonResponse({"errors": form.errors.get_json_data()}, status=UNPROCESSABLE)
        return _page(request, row, form, status=UNPROCESSABLE)
    values = form.cleaned_data
    words = Words(values["heading"], values["text"], values["note"])
    try:
        saved = saving.save(row, words, base=values["base"], author=Author.of(request.user))
    except Conflict as conflict:
        return _ask(request, row, conflict)
    except SectionGone:
        return _gone(request, row)
    except IllegalTransition as refusal:
        return _refused(request, row, refusal)
    return _saved(request, row, saved)


@desk_page
@require_POST
def state(request: HttpRequest, year: int, key: str) -> HttpResponse:
    """Say of the section, as it was seen, that it holds or is rewritten."""
    row = _writable(request, year, key)
    wanted = request.POST.get("state", "")
    if wanted not in STATES:
        messages.error(request, "Vælg, om afsnittet er bekræftet eller omskrevet.")
        return redirect(_address(row))
    try:
        saving.set_state(row, wanted, base=seen(request), author=Author.of(request.user))
    except VersionPassed:
        messages.warning(request, "Afsnittet er ændret, siden du så det. Læs det igen, før du markerer det.")
    except SectionGone:
        return _gone(request, row)
    except IllegalTransition as refusal:
        return _refused(request, row, refusal)
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
    removed = Section.everything.filter(plan=plan, key=key, removed_at__isnull=False).first()
    row = removed or get_section(request, year, key, writing=True)
    if row.kind == Section.Kind.GENERATED:
        raise PermissionDenied("Teksten dannes af registrene og kan ikke skrives her.")
    row.plan = plan
    return row


def _page(request: HttpRequest, row: Section, form: SectionForm | None = None, *, status: int = 200) -> HttpResponse:
    plan: Any = row.plan
    nodes = outline.load(plan)
    node = next(node for node in outline.walk(nodes) if node.section.pk == row.pk)
    obstacles = editing_obstacles(plan)
    generated = row.kind == Section.Kind.GENERATED
    writable = plan.may_write and not obstacles and not generated
    form = form or SectionForm.of(row)
    context = {
        "plan": plan,
        "section": row,
        "node": node,
        "form": form if writable else None,
        "media": Media.from_media(form.media, nonce=request.csp_nonce) if writable else "",  # type: ignore[attr-defined]
        "obstacles": obstacles,
        "findings": findings(node, year=plan.year),
        "register": register_row(row),
        "generated": generating.generate(row, on=timezone.localdate()) if generated else "",
        "around": neighbours(nodes, progress(nodes, year=plan.year), row),
        "others": others_here(row, request.user),
        "targets": [other for other in outline.walk(nodes) if other.section.pk != row.pk],
        "trail": [(f"Plan {plan.year}", reverse("draft:outline", args=[plan.year])), (_named(node), "")],
        "name": _named(node),
        "here": "plan",
        **parts(row, request.user, beside=request.GET.get("sidste", "")),
    }
    return render(request, "plans/desk/section.html", context, status=status)


def _saved(request: HttpRequest, row: Section, saved: Saved) -> HttpResponse:
    now = timezone.localtime()
    if _wants_json(request):
        answer = {"version": saved.version, "at": date_format(now, "H.i"), "merged": saved.merged}
        if saved.merged:
            answer |= {"heading": saved.words.heading, "text": saved.words.text, "note": saved.words.note}
        return JsonResponse(answer)
    if saved.merged:
        messages.info(request, "Gemt. En anden har imens ændret andre steder i afsnittet; begge ændringer er med.")
    elif saved.changed:
        messages.success(request, f"Gemt kl. {date_format(now, 'H.i')}.")
    else:
        messages.info(request, "Der var intet nyt at gemme.")
    return redirect(_address(row))


def _ask(request: HttpRequest, row: Section, conflict: Conflict) -> HttpResponse:
    address = reverse("draft:conflict", args=[row.plan.year, row.key, conflict.set_aside.pk])
    return JsonResponse({"conflict": address}, status=CONFLICT) if _wants_json(request) else redirect(address)


def _gone(request: HttpRequest, row: Section) -> HttpResponse:
    words = "Afsnittet er fjernet af en anden. Din tekst er gemt og følger med, hvis afsnittet sættes ind igen."
    if _wants_json(request):
        return JsonResponse({"message": words}, status=GONE)
    messages.warning(request, words)
    return redirect("draft:outline", row.plan.year)


def _refused(request: HttpRequest, row: Section, refusal: IllegalTransition) -> HttpResponse:
    if _wants_json(request):
        return JsonResponse({"message": " ".join(reason.text for reason in refusal.reasons)}, status=CONFLICT)
    return refused(request, refusal, back=_address(row), here="plan")


def _address(row: Section) -> str:
    return reverse("draft:section", args=[row.plan.year, row.key])


def _named(node: outline.Node) -> str:
    return " ".join(filter(None, (node.label, node.number, node.section.heading))) or node.section.get_role_display()


def _wants_json(request: HttpRequest) -> bool:
    return request.headers.get("accept", "") == "application/json"
