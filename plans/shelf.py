"""Which editions a council has published, and which of them is read: one query, without the editions' text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import F, FilteredRelation, Q, QuerySet
from django.urls import reverse

from councils.bare import BareRows, fetch
from councils.models import Council
from plans.models import Edition

COLUMNS = ("pk", "plan_id", "number", "year", "title", "is_archive", "digest", "published_on", "note")


@dataclass(frozen=True)
class EditionRow:
    """One edition as lists and heads show it. `council` is a local council's slug, or empty for the district's.

    `page_count` and `size` (in bytes) are the PDF's; None when there is none.
    """

    pk: int
    plan_id: int
    number: int
    year: int
    title: str
    is_archive: bool
    digest: str
    published_on: date
    note: str
    page_count: int | None
    size: int | None
    withdrawn_at: datetime | None
    withdrawal_reason: str | None
    blocked_at: datetime | None
    blocking_reason: str | None
    council: str = field(default="", kw_only=True)

    @property
    def is_readable(self) -> bool:
        """Whether the text still stands: neither withdrawn nor blocked."""
        return self.withdrawn_at is None and self.blocked_at is None

    @property
    def gone_reason(self) -> str:
        """Why the text is no longer shown; empty for a readable edition."""
        return (self.blocking_reason if self.blocked_at else self.withdrawal_reason) or ""

    @property
    def gone_at(self) -> datetime | None:
        """When the text was taken away."""
        return self.blocked_at or self.withdrawn_at

    def _address(self, name: str, *numbers: int) -> str:
        prefix, place = ("local-", [self.council]) if self.council else ("", [])
        return reverse(f"plans:{prefix}{name}", args=[*place, *numbers])

    @property
    def year_url(self) -> str:
        """Where the newest edition of the year is read."""
        return self._address("plan", self.year)

    @property
    def year_pdf_url(self) -> str:
        """Where the newest edition of the year is fetched as PDF."""
        return self._address("plan-pdf", self.year)

    @property
    def url(self) -> str:
        """The edition's own, permanent address."""
        return self._address("edition", self.year, self.number)

    @property
    def pdf_url(self) -> str:
        """The edition's PDF."""
        return self._address("edition-pdf", self.year, self.number)

    @property
    def archive_url(self) -> str:
        """The list of all editions, at this year."""
        return f"{self._address('archive')}#aar-{self.year}"


@dataclass(frozen=True)
class Shelf:
    """All editions of one council, the newest first."""

    rows: tuple[EditionRow, ...]

    @property
    def years(self) -> list[int]:
        """The years that have an edition, the newest first."""
        return list(dict.fromkeys(row.year for row in self.rows))

    @property
    def newest_of_years(self) -> list[EditionRow]:
        """The edition that each year's address shows, the newest year first."""
        return [row for year in self.years if (row := self.current(year))]

    def of_year(self, year: int) -> list[EditionRow]:
        """The year's editions, the newest first."""
        return [row for row in self.rows if row.year == year]

    def by_year(self) -> Iterator[tuple[int, EditionRow | None, list[EditionRow]]]:
        """Each year with the edition that its address shows and all its editions, the newest first."""
        for year in self.years:
            yield year, self.current(year), self.of_year(year)

    def current(self, year: int) -> EditionRow | None:
        """The year's newest readable edition; else its newest, whose page tells why it cannot be read."""
        rows = self.of_year(year)
        return next((row for row in rows if row.is_readable), rows[0] if rows else None)

    def newest(self) -> EditionRow | None:
        """The newest readable edition of all; else the newest."""
        return next((row for row in self.rows if row.is_readable), self.rows[0] if self.rows else None)

    def find(self, year: int, number: int) -> EditionRow | None:
        """The edition with that number."""
        return next((row for row in self.of_year(year) if row.number == number), None)

    def successor(self, row: EditionRow) -> EditionRow | None:
        """The readable edition that supersedes the one given, or None."""
        current = self.current(row.year)
        return current if current and current.is_readable and current.number > row.number else None


def _columns(council: str) -> QuerySet:
    editions = Edition.objects.of_district()
    if council:
        editions = Edition.objects.filter(plan__council__in=Council.objects.public().local().filter(slug=council))
    joined = _joined()
    names = [name for name in joined if name != "pdf"]
    return editions.newest_first().annotate(**joined).values_list(*COLUMNS, *names)


def fetch_shelf(council: str = "") -> BareRows:
    """Read the editions of the public local council with that slug, by default of the district council; one query."""
    return fetch(_columns, council)


def load_shelf(council: str = "", rows: BareRows | None = None) -> Shelf:
    """The council's editions, made from these rows or else read afresh."""
    found = rows if rows is not None else fetch_shelf(council)
    return Shelf(tuple(EditionRow(*values, council=council) for values in found.values()))


def _joined() -> dict[str, Any]:
    return {
        "pdf": FilteredRelation("files", condition=Q(files__kind="pdf")),
        "page_count": F("pdf__page_count"),
        "size": F("pdf__size"),
        "withdrawn_at": F("withdrawal__withdrawn_at"),
        "withdrawal_reason": F("withdrawal__reason"),
        "blocked_at": F("blocking__confirmed_at"),
        "blocking_reason": F("blocking__reason"),
    }
