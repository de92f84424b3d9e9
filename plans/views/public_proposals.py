"""What the local councils proposed to a published plan, and what they were answered, as citizens read it."""

from __future__ import annotations

import json

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from councils.serving import public_page
from councils.shell import load_shell
from plans.models import Edition
from plans.publishing.passages import all_sections
from plans.shelf import load_shelf
from plans.tracing import released

GONE = 410


@public_page
def proposals(request: HttpRequest, year: int) -> HttpResponse:
    """The proposals that the secretariat has released, with their answers; Http404 before the plan is published."""
    shell, shelf = load_shell(), load_shelf()
    row = shelf.current(year)
    if row is None or row.is_archive:
        raise Http404("Der er ikke offentliggjort nogen plan med forslag for det år.")
    frame = {"shell": shell, "shelf": shelf, "council": shell.district, "section": "plan", "row": row}
    if not row.is_readable:
        return render(request, "plans/gone.html", frame | {"successor": None}, status=GONE)
    text = Edition.objects.values_list("content", flat=True).get(pk=row.pk)
    names = {each["key"]: _name(each) for each in all_sections(json.loads(text)["sections"])}
    found = [(entry, names.get(entry.section_key, "")) for entry in released(year, at=timezone.now())]
    return render(request, "plans/proposals.html", frame | {"entries": found})


def _name(section: dict[str, str]) -> str:
    return " ".join(filter(None, (section["number"] or section["label"], section["heading"])))
