"""What the frame round every public page is made from: the district council's names and the municipalities' tiles.

One query. Nothing in it depends on who looks, so that pages can be cached for everybody.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from councils.bare import BareRows, fetch
from councils.models import Council, Municipality


@dataclass(frozen=True)
class Shell:
    """The councils there are: the district council (None in a new database) and the local ones, by name."""

    district: Council | None = None
    local: tuple[Council, ...] = ()

    @property
    def name(self) -> str:
        """What the portal calls itself."""
        return self.district.name if self.district else "Kredsrådet"

    @property
    def municipalities(self) -> list[Municipality]:
        """The district's municipalities by name, those included whose council has no public page."""
        return [council.municipality for council in self.local if council.municipality]

    @property
    def tiles(self) -> list[Tile]:
        """The map's tiles row by row, so that Tab follows the eye."""
        tiles = [Tile(council.municipality, council) for council in self.local if council.municipality]
        return sorted(tiles, key=lambda tile: (tile.place.tile_row, tile.place.tile_column))

    def council(self, slug: str) -> Council | None:
        """The public local council with that slug, or None."""
        return next((council for council in self.local if council.slug == slug and council.public), None)


@dataclass(frozen=True)
class Tile:
    """One tile of the schematic map; it leads to the council's page when the council has one that is public."""

    place: Municipality
    council: Council

    @property
    def classes(self) -> str:
        """The class names that put the tile in its cells (static/css/parts.css)."""
        place = self.place
        return f"tile-c{place.tile_column} tile-r{place.tile_row} tile-w{place.tile_width} tile-h{place.tile_height}"

    @property
    def url(self) -> str:
        """The council's page, or nothing."""
        return self.council.get_absolute_url() if self.council.public else ""


COUNCIL_COLUMNS = (
    "id",
    "kind",
    "name",
    "slug",
    "municipality_id",
    "brand",
    "area",
    "police_district",
    "plan_title",
    "public",
)
MUNICIPALITY_COLUMNS = ("id", "name", "slug", "tile_column", "tile_row", "tile_width", "tile_height")
"""What the shell shows. Other columns of its rows are fetched when asked for, one query each: a page that shows them
reads the council itself."""


def _columns(on: date) -> QuerySet:
    """The councils that exist on the day, each with its municipality."""
    municipality = (f"municipality__{name}" for name in MUNICIPALITY_COLUMNS)
    return Council.objects.current(on=on).order_by("kind", "name").values_list(*COUNCIL_COLUMNS, *municipality)


def fetch_shell(*, on: date | None = None) -> BareRows:
    """Read what the shell is made from on the day given, today by default; one query."""
    return fetch(_columns, on or timezone.localdate())


def load_shell(rows: BareRows | None = None) -> Shell:
    """The shell made from these rows, by default from those of today."""
    councils = [_council(values) for values in (rows or fetch_shell()).values()]
    return Shell(
        district=next((council for council in councils if council.is_district), None),
        local=tuple(council for council in councils if not council.is_district),
    )


def _council(values: tuple[Any, ...]) -> Council:
    own, place = values[: len(COUNCIL_COLUMNS)], values[len(COUNCIL_COLUMNS) :]
    council = Council.from_db("default", COUNCIL_COLUMNS, own)
    if council.municipality_id is not None:
        council.municipality = Municipality.from_db("default", MUNICIPALITY_COLUMNS, place)
    return council
