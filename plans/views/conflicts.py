"""Two versions of one section beside each other: what shall stand is chosen place by place."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_http_methods

from councils.doors import desk_page
from plans.models import Revision, Section
from plans.resolving import Questions, questions, save_chosen, settle
from plans.saving import Author, Conflict, SectionGone, compare_set_aside
from plans.views.access import get_section
from plans.views.choosing import UNPROCESSABLE, page, warn_of_numbers
from plans.views.refusing import refused
from plans.views.section_page import seen
from plans.workflow import IllegalTransition, editing_obstacles

AGAIN = "En anden har gemt igen imens. Se stederne efter; det, du har valgt, er bevaret, hvor stedet er det samme."


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def conflict(request: HttpRequest, year: int, key: str, pk: int) -> HttpResponse:
    """A text that was set aside: computed afresh each time, so the page can be left and come back to."""
    row = get_section(request, year, key, writing=True)
    aside = _set_aside(row, pk)
    if aside.settled_at is not None:
        messages.info(request, "Der er allerede valgt for den tekst. Den ligger her i historikken.")
        return redirect("draft:revision", year, key, pk)
    if reasons := editing_obstacles(row.plan):
        return _refused(request, row, IllegalTransition(reasons))
    if request.method != "POST":
        return _page(request, row, aside, questions(compare_set_aside(aside, row)))
    if request.POST.get("do") == "behold":
        settle(aside)
        messages.success(request, "Det gemte står, som det var. Den anden tekst ligger i historikken.")
        return redirect("draft:section", year, key)
    return _choose(request, row, aside)


def _set_aside(row: Section, pk: int) -> Revision:
    aside = Revision.objects.filter(section=row, pk=pk, kind=Revision.Kind.SET_ASIDE).first()
    if aside is None:
        raise Http404("Der er ikke nogen tekst at vælge imellem her.")
    aside.section = row
    return aside


def _choose(request: HttpRequest, row: Section, aside: Revision) -> HttpResponse:
    chosen = questions(compare_set_aside(aside, row), request.POST)
    if seen(request) != row.version:
        messages.warning(request, AGAIN)
        return _page(request, row, aside, chosen, status=UNPROCESSABLE)
    warn_of_numbers(request, chosen)
    if not chosen.is_answered:
        return _page(request, row, aside, chosen, status=UNPROCESSABLE)
    return _save(request, row, aside, chosen)


def _save(request: HttpRequest, row: Section, aside: Revision, chosen: Questions) -> HttpResponse:
    try:
        save_chosen(aside, row, chosen, base=row.version, author=Author.of(request.user))
    except Conflict as again:
        messages.warning(request, "En anden har gemt igen imens. Din samlede tekst er gemt; vælg igen.")
        return redirect("draft:conflict", row.plan.year, row.key, again.set_aside.pk)
    except SectionGone:
        messages.warning(request, "Afsnittet er fjernet af en anden. Din tekst er gemt i dets historik.")
        return redirect("draft:outline", row.plan.year)
    except IllegalTransition as refusal:
        return _refused(request, row, refusal)
    messages.success(request, "Den samlede tekst er gemt.")
    return redirect("draft:section", row.plan.year, row.key)


def _refused(request: HttpRequest, row: Section, refusal: IllegalTransition) -> HttpResponse:
    return refused(request, refusal, back=reverse("draft:section", args=[row.plan.year, row.key]), here="plan")


def _page(request: HttpRequest, row: Section, aside: Revision, found: Questions, *, status: int = 200) -> HttpResponse:
    newest = Revision.objects.filter(section=row, version=row.version).first()
    is_own = aside.author_id == request.user.pk
    return page(
        request,
        "plans/desk/conflict.html",
        row,
        found,
        "To versioner",
        status=status,
        is_own=is_own,
        mine_title="Din tekst" if is_own else "Den tekst, der ikke er flettet ind",
        mine_by=_by(aside),
        theirs_title="Gemt i planen",
        theirs_by=_by(newest) if newest else "",
    )


def _by(revision: Revision) -> str:
    """Who saved it, and when."""
    saved_at = timezone.localtime(revision.saved_at)
    when = f"{date_format(saved_at, 'j. F')} kl. {date_format(saved_at, 'H.i')}"
    return " · ".join(filter(None, (revision.author_name, when)))
