"""The front page: what the portal is about, the newest plan, the map, the prioritised focus areas."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from councils.models import Body
from councils.serving import public_page
from initiatives.models import FocusArea
from initiatives.views import PUBLIC_POINTS
from plans.models import Edition
from plans.places import Places
from plans.shelf import EditionRow, load_shelf
from plans.views.menu import chapters

NEWS = 3  # editions in the list of what is new


@public_page
def front(request: HttpRequest) -> HttpResponse:
    """The front page; without any plan it says what will come."""
    shelf = load_shelf()
    newest = shelf.newest()
    row = newest if newest and newest.is_readable else None
    content = Edition.objects.frozen_of(row.pk) if row else {}
    this_year = timezone.localdate().year
    context = {
        "row": row,
        "is_current": row is not None and row.year == this_year,
        "signed": content.get("signed", ""),
        "chapters": chapters(content),
        "news": _news(shelf.rows),
        "places": Places(row, content),
        "year": row.year if row else this_year,
        "focus_areas": _focus_areas(row.year if row else this_year),
        "kinds": _kinds(),
    }
    return render(request, "site/front.html", context)


def _news(rows: Iterable[EditionRow]) -> list[EditionRow]:
    """The editions published last, whatever year they are for."""
    readable = (row for row in rows if row.is_readable)
    return sorted(readable, key=lambda row: (row.published_on, row.year, row.number), reverse=True)[:NEWS]


def _focus_areas(year: int) -> list[FocusArea]:
    """The year's areas of the district council and the agreement; a local council's own stand on its page."""
    areas = FocusArea.objects.public().current(year=year).exclude(source=FocusArea.Source.LOCAL)
    return list(areas.prefetch_related(PUBLIC_POINTS))


def _kinds() -> list[tuple[Body.Kind, int]]:
    """How many public bodies there are of each kind, in the order in which the kinds are declared."""
    counts = dict(Body.objects.public().order_by().values_list("kind").annotate(Count("pk")))
    return [(kind, counts[kind]) for kind in Body.Kind if kind in counts]
