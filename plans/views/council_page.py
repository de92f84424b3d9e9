"""A local council's own page on the desk: what its people do now, and what became of what they proposed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from councils import permissions
from councils.doors import desk_page
from councils.models import Council
from plans import proposing
from plans.council_tasks import CouncilTask, tasks_of
from plans.models import Edition, NoProposals, Proposal
from plans.proposal_standing import Row, Standing, rows_of
from plans.proposal_years import Season, Seasons, is_year
from plans.proposing import State
from plans.saving import Author
from plans.views.proposal_access import Desk, get_council
from plans.views.refusing import refused
from plans.workflow import IllegalTransition


@dataclass(frozen=True)
class Group:
    """The proposals of one year as the council's page lists them."""

    season: Season
    rows: list[Row]

    @property
    def year(self) -> int:
        """The year."""
        return self.season.year


@desk_page
@require_safe
def council(request: HttpRequest, council: str) -> HttpResponse:
    """What the council's people do now, this year's proposals, and those of other years."""
    desk, now = get_council(request, council), timezone.now()
    today = timezone.localdate(now)
    seasons = Seasons.load(on=today)
    rows = _visible(desk, now)
    this, others = _groups(rows, seasons)
    none = set(NoProposals.objects.filter(council=desk.council).values_list("year", flat=True))
    context = {
        "council": desk.council,
        "desk": desk,
        "today": today,
        "office": _office(request.user, desk.council),
        "season": seasons.current,
        "landing": seasons.landing(seasons.current.year),
        "said_none": seasons.current.year in none,
        "none_years": sorted(none - {seasons.current.year}, reverse=True),
        "may_say_none": desk.steers and seasons.current.is_open and not _sent(this.rows),
        "tasks": _tasks(desk, rows, seasons, none),
        "this": this,
        "others": others,
        "readable": _readable_years(),
        "here": "council",
        "trail": [(str(desk.council), "")],
    }
    return render(request, "plans/desk/council/page.html", context)


def _visible(desk: Desk, now: datetime) -> list[Row]:
    """The council's proposals, newest first; others than its own people see what was sent."""
    proposals = Proposal.objects.filter(council=desk.council).order_by("-year", "-submitted_at", "-pk")
    if not desk.own:
        proposals = proposals.exclude(state=State.DRAFT).filter(number__isnull=False)
    return rows_of(proposals.select_related("focus_area"), at=now)


def _groups(rows: Iterable[Row], seasons: Seasons) -> tuple[Group, list[Group]]:
    found: dict[int, list[Row]] = {seasons.current.year: []}
    for row in rows:
        found.setdefault(row.proposal.year, []).append(row)
    groups = [Group(seasons.of(year), found[year]) for year in sorted(found, reverse=True)]
    this = next(group for group in groups if group.year == seasons.current.year)
    return this, [group for group in groups if group is not this]


def _sent(rows: Iterable[Row]) -> bool:
    return any(row.standing_told not in (Standing.DRAFT, Standing.WITHDRAWN) for row in rows)


def _tasks(desk: Desk, rows: list[Row], seasons: Seasons, none: set[int]) -> list[CouncilTask]:
    return list(tasks_of(desk.council, rows, seasons.current, none)) if desk.writes else []


def _readable_years() -> set[int]:
    """The years of which citizens can read the district council's plan."""
    rows = Edition.objects.of_district().without_text().readable()
    return set(rows.values_list("year", flat=True))


def _office(user: Any, council: Council) -> Any:
    """The account's own seat in the council, to be told what one is here; None for delegates and the secretariat."""
    return permissions.offices(user).filter(council=council).order_by("pk").first()


# None this year ------------------------------------------------------------------------------------------------------


@desk_page
@require_POST
def none(request: HttpRequest, council: str) -> HttpResponse:
    """Say that there are no proposals for the year, or take that back (do=fortryd)."""
    desk = get_council(request, council, steering=True)
    back = reverse("proposals:council", args=[desk.council.slug])
    asked, now, author = request.POST.get("year", ""), timezone.now(), Author.of(request.user)
    if not is_year(asked):
        messages.error(request, "Vælg, hvilket år det gælder.")
        return redirect(back)
    year, words = int(asked), ""
    try:
        if request.POST.get("do") == "fortryd":
            if proposing.take_back_none(council=desk.council, year=year, author=author, at=now):
                words = f"Meldingen om ingen forslag til planen for {year} er taget tilbage."
        elif proposing.say_none(council=desk.council, year=year, author=author, at=now):
            words = f"Det er meldt, at {desk.council} ingen forslag har til planen for {year}."
    except IllegalTransition as refusal:
        return refused(request, refusal, back=back, here="council")
    messages.success(request, words) if words else messages.info(request, "Det var meldt i forvejen.")
    return redirect(back)
