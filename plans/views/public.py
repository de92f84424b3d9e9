"""Published plans, as citizens read them: web page, PDF, and the list of all editions.

A plan page takes three queries, however long the plan is: the editions without their text, the text of the one that
is shown, and the councils that the shell names. Withdrawn and blocked editions answer 410 and tell why.
"""

from __future__ import annotations

import json
from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe

from councils.models import Council
from councils.serving import PageStore, conditional, public_page, tagged
from councils.shell import Shell, fetch_shell, load_shell
from plans.models import Edition, EditionFile
from plans.shelf import EditionRow, Shelf, fetch_shelf, load_shelf
from plans.views import menu

GONE = 410
KEPT = 64  # pages in each process: every edition of some decades

_pages = PageStore(KEPT)


@public_page
def newest(request: HttpRequest, council: str = "") -> HttpResponse:
    """The council's newest plan; its year's address is the permanent one. With no plan yet: what will come here."""
    return _kept(request, council, Shelf.newest)


@public_page
def plan(request: HttpRequest, year: int, council: str = "") -> HttpResponse:
    """The newest edition of one year's plan."""
    return _kept(request, council, lambda shelf: _found(shelf.current(year)))


@public_page
def edition(request: HttpRequest, year: int, number: int, council: str = "") -> HttpResponse:
    """One edition, also when a newer one has taken its place."""
    return _kept(request, council, lambda shelf: _found(shelf.find(year, number)))


@public_page
def archive(request: HttpRequest, council: str = "") -> HttpResponse:
    """All editions of all years."""
    shell, shelf = load_shell(), load_shelf(council)
    return render(request, "plans/edition_list.html", _frame(shell, shelf, council))


@public_page
def plan_pdf(request: HttpRequest, year: int, council: str = "") -> HttpResponse:
    """The newest edition of one year's plan as PDF."""
    shelf = load_shelf(council)
    return _pdf(request, shelf, _found(shelf.current(year)))


@public_page
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


def _kept(request: HttpRequest, council: str, choose: Callable[[Shelf], EditionRow | None]) -> HttpResponse:
    """The page of the edition chosen, kept in this process for as long as nothing that it shows has changed."""
    shell_rows, shelf_rows = fetch_shell(), fetch_shelf(council)
    version = shelf_rows.version + shell_rows.version
    page = _pages.find(request.path, version)
    if page is None:
        shell, shelf = load_shell(shell_rows), load_shelf(council, shelf_rows)
        row = choose(shelf)
        if row is None:
            return render(request, "plans/none_yet.html", _frame(shell, shelf, council))
        html, text = Edition.objects.values_list("html", "content").get(pk=row.pk) if row.is_readable else ("", "")
        if not text:
            return _gone(request, shell, row)
        page = _pages.keep(request.path, version, _page(request, shell, shelf, row, html, text))
    return page.answer(request)


def _context(shell: Shell, shelf: Shelf, row: EditionRow) -> dict[str, object]:
    return _frame(shell, shelf, row.council) | {"row": row, "successor": shelf.successor(row)}


def _gone(request: HttpRequest, shell: Shell, row: EditionRow) -> HttpResponse:
    """Why the edition cannot be read: by its state now, for it may have been blocked since it was looked up."""
    shelf = load_shelf(row.council)
    now = _found(shelf.find(row.year, row.number))
    return render(request, "plans/gone.html", _context(shell, shelf, now), status=GONE)


def _page(request: HttpRequest, shell: Shell, shelf: Shelf, row: EditionRow, html: str, text: str) -> HttpResponse:
    context = _context(shell, shelf, row)
    content = json.loads(text)
    return render(
        request,
        "plans/plan_page.html",
        context
        | {
            "content": content,
            "groups": menu.groups(content),
            # Frozen when it was published, from canonical section HTML; nothing has been able to change it since.
            "article": mark_safe(html),  # noqa: S308
        },
    )


def _pdf(request: HttpRequest, shelf: Shelf, row: EditionRow) -> HttpResponse:
    if not row.is_readable:
        return _gone(request, load_shell(), row)
    etag = f'"{row.digest[:32]}-{row.pk}"'
    if (not_modified := conditional(request, etag)) is not None:
        return not_modified
    try:
        data = EditionFile.objects.values_list("data", flat=True).get(edition=row.pk, kind=EditionFile.Kind.PDF)
    except EditionFile.DoesNotExist:
        raise Http404("Udgaven har ingen PDF.") from None
    if not data:  # blocked since it was looked up
        return _gone(request, load_shell(), row)
    response = HttpResponse(bytes(data), content_type="application/pdf")
    name = "-".join(filter(None, ["samarbejdsplan", row.council, str(row.year), "udgave", str(row.number)]))
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return tagged(response, etag)
