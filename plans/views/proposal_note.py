"""The note of all proposals and answers of a year (høringsnotat), as Word and as PDF."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from councils.doors import desk_file
from plans.proposal_note import Note, note_of, print_html, word
from plans.publishing.pdf import RenderingFailed, render_document
from plans.views.proposal_access import get_inbox
from plans.views.refusing import refused
from plans.workflow import IllegalTransition

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@desk_file
@require_safe
def note_word(request: HttpRequest, year: int) -> HttpResponse:
    """The note as a Word file."""
    note = _note(request, year)
    return _file(note, word(note), WORD, "docx")


@desk_file
@require_safe
def note_pdf(request: HttpRequest, year: int) -> HttpResponse:
    """The note as PDF; where that cannot be made, why."""
    note = _note(request, year)
    try:
        data = render_document(print_html(note)).data
    except RenderingFailed as failure:
        back = f"{reverse('proposals:inbox')}?aar={year}"
        return refused(request, IllegalTransition([failure.reason]), back=back, here="proposals")
    return _file(note, data, "application/pdf", "pdf")


def _note(request: HttpRequest, year: int) -> Note:
    """With drafts (?kladder=1) for the secretariat alone."""
    office = get_inbox(request, year)
    working = office.works and request.GET.get("kladder") == "1"
    return note_of(year, working=working, at=timezone.now(), only_answered=not office.works)


def _file(note: Note, data: bytes, kind: str, suffix: str) -> HttpResponse:
    response = HttpResponse(data, content_type=kind)
    name = f"hoeringsnotat-{note.year}{'-arbejdskopi' if note.is_working_copy else ''}.{suffix}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
