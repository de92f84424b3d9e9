"""The page of a section: its text or its form, where the text comes from, and all that stands round it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from js_asset import Media, Script

from councils import permissions
from plans import generating, outline
from plans.models import Section
from plans.outline import Node, walk
from plans.progress import Lack, findings, progress, register_row
from plans.rich_text import RichTextWidget
from plans.section_forms import SectionForm
from plans.views.registers import edit_address
from plans.views.section_page import neighbours, others_here
from plans.views.section_parts import parts
from plans.workflow import editing_obstacles

SCRIPT = Media(js=[Script("js/section/page.js", type="module")])


def page(request: HttpRequest, row: Section, form: SectionForm | None = None, *, status: int = 200) -> HttpResponse:
    """The section, with its form for who may write it now."""
    plan: Any = row.plan
    nodes = outline.load(plan)
    node = next(node for node in walk(nodes) if node.section.pk == row.pk)
    obstacles, found = editing_obstacles(plan), findings(node, year=plan.year)
    context = {
        "plan": plan,
        "section": row,
        "form": None,
        "obstacles": obstacles,
        "findings": found,
        "lacks_note": any(finding.lack == Lack.EMPTY for finding in found),
        "around": neighbours(nodes, progress(nodes, year=plan.year), row),
        "others": others_here(row, request.user),
        "trail": [(f"Plan {plan.year}", reverse("draft:outline", args=[plan.year])), (name_of(node), "")],
        "name": name_of(node),
        "here": "plan",
        **_source(row, request.user),
        **parts(row, request.user, beside=request.GET.get("sidste", "")),
    }
    if plan.may_write and not obstacles and row.kind != Section.Kind.GENERATED:
        context |= _writing(request, form or SectionForm(section=row, writer=request.user), nodes)
    return render(request, "plans/desk/section.html", context, status=status)


def _writing(request: HttpRequest, form: SectionForm, nodes: list[Node]) -> dict[str, Any]:
    """The form, with where its links may lead."""
    if "text" in form.fields:
        widget: Any = form.fields["text"].widget
        targets = [node for node in walk(nodes) if node.section.pk != form.section.pk]
        widget.sections = [(node.section.key, name_of(node)) for node in targets]
    media = Media.from_media(RichTextWidget().media + SCRIPT, nonce=request.csp_nonce)  # type: ignore[attr-defined]
    return {"form": form, "media": media}


def name_of(node: Node) -> str:
    """Label, number and heading, as far as there are any."""
    return " ".join(filter(None, (node.label, node.number, node.section.heading))) or node.section.get_role_display()


# Where the text comes from -------------------------------------------------------------------------------------------


PEOPLE, REGISTER = "desk:people", "admin:{}_changelist"
ORIGINS = {
    Section.Generator.SIGNATORIES: ("Kredsrådets medlemmer, der skriver under på planen", PEOPLE),
    Section.Generator.COUNCILS: ("Lokalrådene med deres kommuner og formænd", PEOPLE),
    Section.Generator.PRIORITIES: ("Lokalrådenes prioriteter for planens år", REGISTER.format("initiatives_focusarea")),
    Section.Generator.AREAS: (
        "De udpegede boligområder, der opfylder kriminalitetskriteriet",
        REGISTER.format("initiatives_designatedarea"),
    ),
    Section.Generator.MEETINGS: ("Kredsrådets offentlige møder i planens år", REGISTER.format("councils_meeting")),
}
"""What a generated section is made of, and where that is kept."""


def _source(row: Section, user: Any) -> dict[str, Any]:
    """Where the text comes from, and where it is kept, for who may go there."""
    if row.kind == Section.Kind.GENERATED:
        made_of, place = ORIGINS[Section.Generator(row.generator)]
        kept_at = reverse(place) if permissions.may_keep_registers(user) else ""
        text = generating.generate(row, on=timezone.localdate())
        return {"generated": text, "made_of": made_of, "kept_at": kept_at}
    source = register_row(row)
    if source is None:
        return {}
    return {"register": source, "register_page": _public_page(source), "kept_at": edit_address(source, user)}


def _public_page(source: Any) -> str:
    """The register row's own page; "" where it has none."""
    try:
        return str(source.get_absolute_url()) if source.public else ""
    except (AttributeError, NoReverseMatch):
        return ""
