"""What waits for the chair or secretary of a local council, of proposals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format

from councils.models import Council
from plans.proposal_standing import Row, Standing
from plans.proposal_years import Season


@dataclass(frozen=True)
class CouncilTask:
    """Something to do: how many, in words, what about it, and where."""

    count: int
    words: str
    advice: str
    url: str
    button: str


def tasks_of(council: Council, rows: Iterable[Row], season: Season, none: set[int]) -> Iterator[CouncilTask]:
    """The tasks of the council's leaders, most urgent first: its proposals, the year that is collected for, and the
    years for which it has said that there are none."""
    proposals = list(rows)
    yield from (_returned(row) for row in proposals if row.standing_told == Standing.RETURNED)
    drafts = [row for row in proposals if row.standing_told == Standing.DRAFT]
    if drafts:
        yield _drafts(council, drafts, season)
    if season.is_open and season.has_begun and not _heard(proposals, season, none):
        yield _nothing_said(council, season)


def _heard(rows: Iterable[Row], season: Season, none: set[int]) -> bool:
    quiet = (Standing.DRAFT, Standing.WITHDRAWN)
    sent = any(row.proposal.year == season.year and row.standing_told not in quiet for row in rows)
    return sent or season.year in none


def _returned(row: Row) -> CouncilTask:
    words = f"forslag skal uddybes: »{row.proposal.title}«"
    asked = row.answer.text if row.answer else ""
    advice = asked if len(asked) <= ADVICE else asked[:ADVICE].rsplit(" ", 1)[0] + " …"
    address = reverse("proposals:proposal", args=[row.proposal.council.slug, row.proposal.pk])
    return CouncilTask(1, words, advice, address, "Uddyb forslaget")


ADVICE = 160
"""Letters of what is asked for that a task repeats."""


def _drafts(council: Council, rows: list[Row], season: Season) -> CouncilTask:
    names = ", ".join(f"»{row.proposal.title}«" for row in rows[:3])
    words = "forslag er ikke sendt"
    if len(rows) == 1:
        address = reverse("proposals:proposal", args=[council.slug, rows[0].proposal.pk])
    else:
        address = reverse("proposals:council", args=[council.slug]) + "#forslag"
    return CouncilTask(len(rows), words, f"{names}{_until(season)}", address, "Skriv videre")


def _nothing_said(council: Council, season: Season) -> CouncilTask:
    words = f"svar om forslag til planen for {season.year} mangler"
    advice = f"Send forslag, eller meld, at I ingen har i år.{_until(season)}"
    address = reverse("proposals:new", args=[council.slug])
    return CouncilTask(1, words, advice, address, "Skriv et forslag")


def _until(season: Season) -> str:
    return f" Fristen er {date_format(season.due, 'j. F')}." if season.due and season.is_open else ""
