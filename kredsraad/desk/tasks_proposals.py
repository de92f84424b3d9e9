"""Proposals: what waits for the secretariat, and for those who lead a local council."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from councils import permissions
from councils.models import Council
from kredsraad.desk.tasks import Sight, Task, day_words, some, task
from plans import council_tasks
from plans.models import NoProposals, Proposal
from plans.proposal_standing import Row, Standing, rows_of
from plans.proposal_years import Seasons
from plans.proposing import State

NEWS = timedelta(days=7)
"""So long an answer that was sent is something new to read."""


def tasks(sight: Sight) -> Iterator[Task]:
    """The tasks of this area, most urgent first; one with a count of 0 is left out by the caller."""
    if sight.writes and sight.plan is not None:
        yield from _of_secretariat(sight, sight.plan.year)
    yield from _of_councils(sight)


def _of_secretariat(sight: Sight, year: int) -> Iterator[Task]:
    rows = rows_of(Proposal.objects.of_year(year).received().heads().order_by("submitted_at", "pk"), at=timezone.now())
    address = f"{reverse('proposals:inbox')}?aar={year}"
    ready = [row for row in rows if row.standing == Standing.READY]
    for standing, words in ((Standing.UNANSWERED, "uden svar"), (Standing.DRAFTED, "med svar i kladde")):
        found = [row for row in rows if row.standing == standing]
        yield task(len(found), f"forslag {words}", _named(found), f"{address}&status={standing}", "Besvar forslag")
    send = f"{reverse('proposals:send')}?aar={year}"
    yield task(len(ready), "svar er lagt klar og ikke sendt", _named(ready), send, "Send svar")


def _named(rows: list[Row]) -> str:
    return some([f"{row.proposal.reference} {row.proposal.title}" for row in rows])


# Those who lead a local council --------------------------------------------------------------------------------------


def _of_councils(sight: Sight) -> Iterator[Task]:
    """What waits in each council that the account writes proposals for; as many queries for one as for several."""
    councils = list(_led(sight))
    if not councils:
        return
    rows = rows_of(Proposal.objects.filter(council__in=councils).order_by("-year", "-pk"), at=timezone.now())
    none = list(NoProposals.objects.filter(council__in=councils).values_list("council", "year"))
    season = Seasons.load(on=sight.on).current
    for council in councils:
        own = [row for row in rows if row.proposal.council_id == council.pk]
        said = {year for pk, year in none if pk == council.pk}
        for found in council_tasks.tasks_of(council, own, season, said):
            yield Task(found.count, f"{found.count} {found.words}", found.advice, found.url, found.button)
        yield _news(sight, council, own)


def _led(sight: Sight) -> Any:
    """The councils that the account writes proposals for; one query."""
    seats = permissions.offices(sight.user, on=sight.on).filter(permissions.writing_seat())
    delegated = permissions.delegations(sight.user, on=sight.on)
    delegated = delegated.filter(permissions.WORKING, permissions.writing_seat("membership__"))
    own = Q(memberships__in=seats) | Q(memberships__delegations__in=delegated)
    return Council.objects.local().filter(own).distinct().order_by("name")


def _news(sight: Sight, council: Council, rows: list[Row]) -> Task:
    """Answers that were sent lately."""
    new = [row for row in rows if row.proposal.state != State.WITHDRAWN and row.is_answered and _is_new(row)]
    days = sorted({timezone.localdate(row.answer.sent_at) for row in new if row.answer and row.answer.sent_at})
    until = f" (sendt {day_words(days[-1], sight.on)})" if days else ""
    words = "nyt svar på jeres forslag" if len(new) == 1 else "nye svar på jeres forslag"
    names = some([f"»{row.proposal.title}«" for row in new])
    address = reverse("proposals:council", args=[council.slug]) + "#forslag"
    return task(len(new), words, f"{names}{until}", address, "Læs svar")


def _is_new(row: Row) -> bool:
    sent = row.answer.sent_at if row.answer else None
    return sent is not None and row.at - sent < NEWS
