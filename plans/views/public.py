"""Published plans, as citizens read them: web page, PDF, and the list of all editions.

A plan page takes three queries, however long the plan is: the editions without their text, the text of the one that
is shown, and the councils that the shell names. Withdrawn and blocked editions answer 410 and tell why.
"""

from __future__ import annotations

import json

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from councils.models import Council
from councils.shell import Shell, load_shell
from plans.models import Edition, EditionFile
from plans.shelf import EditionRow, Shelf, load_shelf
from plans.views import menu

GONE = 410


@require_safe
def newest(request: HttpRequest, council: str = "") -> HttpResponse:
    """The council's newest plan; its year's address is the permanent one. With no plan yet: what will come here."""
    shell, shelf = load_shell(), load_shelf(council)
    row = shelf.newest()
    if row is None:
        return render(request, "plans/none_yet.html", _frame(shell, shelf, council))
    return _page(request, shell, shelf, row)


@require_safe
def plan(request: HttpRequest, year: int, council: str = "") -> HttpResponse:
    """The newest edition of one year's plan."""
    shell, shelf = load_shell(), load_shelf(council)
    return _page(request, shell, shelf, _found(shelf.current(year)))


@require_safe
def edition(request: HttpRequest, year: int, number: int, council: str = "") -> HttpResponse:
    """One edition, also when a newer one has taken its place."""
    shell, shelf = load_shell(), load_shelf(council)
    return _page(request, shell, shelf, _found(shelf.find(year, number)))


@require_safe
def archive(request: HttpRequest, council: str = "") -> HttpResponse:
    """All editions of all years."""
    shell, shelf = load_shell(), load_shelf(council)
    return render(request, "plans/edition_list.html", _frame(shell, shelf, council))


@require_safe
def plan_pdf(request: HttpRequest, year: int, council: str = "") -> HttpResponse:
    """The newest edition of one year's plan as PDF."""
    shelf = load_shelf(council)
    return _pdf(request, shelf, _found(shelf.current(year)))


@require_safe
def edition_pdf(request: HttpRequest, year: int, number: int, council: str = "") -> HttpResponse:
    """One edition as PDF."""
    shelf = load_shelf(council)
    return _pdf(request, shelf, _found(shelf.find(year, number)))


def _found(row: EditionRow | None) -> EditionRow:
    if row is None:
        raise Http404("Der er ikke offentliggjort nogen plan på den adresse.")
    return row


def _frame(shell: Shell, shelf: Shelf, council: str) -> dict[str, object]:
    """What every page of a council's plans has; raises Http404 for a local council without a public page."""
    holder: Council | None = shell.council(council) if council else shell.district
    if council and holder is None:
        raise Http404("Der er ikke noget lokalråd på den adresse.")
    return {
        "shell": shell,
        "shelf": shelf,
        "council": holder,
        "section": "councils" if council else "plan",
    }


def _page(request: HttpRequest, shell: Shell, shelf: Shelf, row: EditionRow) -> HttpResponse:
    context = _frame(shell, shelf, row.council) | {"row": row, "successor": shelf.successor(row)}
    if not row.is_readable:
        return render(request, "plans/gone.html", context, status=GONE)
    html, text = Edition.objects.values_list("html", "content").get(pk=row.pk)
    content = json.loads(text)
    return render(
        request,
        "plans/plan_page.html",
        context
        | {
            "content": content,
            "groups": menu.groups(content),
            # Frozen when it was published, from canonical section HTML; nothing has been able to change it since.
            "article": mark_safe(html),
        },
    )


def _pdf(request: HttpRequest, shelf: Shelf, row: EditionRow) -> HttpResponse:
    if not row.is_readable:
        return _page(request, load_shell(), shelf, row)
    try:
        data = EditionFile.objects.values_list("data", flat=True).get(edition=row.pk, kind=EditionFile.Kind.PDF)
    except EditionFile.DoesNotExist:
        raise Http404("Udgaven har ingen PDF.") from None
    response = HttpResponse(bytes(data), content_type="application/pdf")
    name = "-".join(filter(None, ["samarbejdsplan", row.council, str(row.year), "udgave", str(row.number)]))
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response
