"""What the public templates need beyond Django's own tags: the shell, the tile map as a picture, Danish wording."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils import formats
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from councils.models import Body, Municipality
from councils.shell import Shell, Tile, load_shell
from councils.tables import in_scrolling_regions

register = template.Library()

UNIT, GAP = 10.0, 1.6  # side of a map cell in the picture, and the air between two tiles
WORDS = (
    "nul en to tre fire fem seks syv otte ni ti elleve tolv tretten fjorten femten seksten sytten atten nitten tyve"
).split()
ICONS = "dkfds/img/all-svg-icons.svg"
KILOBYTE, MEGABYTE = 1000, 1000 * 1000
MANY = {
    Body.Kind.COUNCIL: "råd",
    Body.Kind.BOARD: "nævn",
    Body.Kind.CRISIS_STAFF: "beredskabsstabe",
    Body.Kind.FORUM: "samarbejdsfora",
    Body.Kind.GROUP: "grupper",
    Body.Kind.NETWORK: "netværk",
    Body.Kind.SCHEME: "ordninger",
    Body.Kind.PROGRAMME: "programmer",
    Body.Kind.TEAM: "teams",
    Body.Kind.ASSOCIATION: "foreninger",
    Body.Kind.TOOL: "værktøjer",
    Body.Kind.WORK: "faste opgaver",
}


@dataclass(frozen=True)
class Rect:
    """One tile of the picture, in its own units; `mark` is a class name or nothing."""

    x: float
    y: float
    width: float
    height: float
    mark: str


@register.simple_tag(takes_context=True)
def shell(context: template.Context) -> Shell:
    """The shell that the view handed in, or else a fresh one."""
    given = context.get("shell")
    return given if isinstance(given, Shell) else load_shell()


@register.simple_tag
def icon(name: str, style: str = "") -> SafeString:
    """One of the design system's icons; always beside words, so it is hidden from screen readers."""
    return format_html(
        '<svg class="{}" focusable="false" aria-hidden="true"><use href="{}#{}"></use></svg>',
        f"icon-svg {style}".strip(),
        static(ICONS),
        name,
    )


@register.inclusion_tag("includes/tilemark.html")
def tilemark(tiles: Sequence[Tile]) -> dict[str, Any]:
    """The wordmark's picture: all tiles, with the one nearest the middle of the map in the accent colour."""
    middle = _nearest_to_middle(tiles)
    return _picture(tiles, lambda tile: "is-accent" if tile is middle else "") | {"style": "tilemark"}


@register.inclusion_tag("includes/tilemark.html")
def locator(tiles: Sequence[Tile], here: Municipality | None) -> dict[str, Any]:
    """The map with one municipality marked, or all of them when none is given."""
    picture = _picture(tiles, lambda tile: "is-here" if here is None or tile.place.pk == here.pk else "")
    label = f"Skematisk kort over politikredsen, hvor {here.name} er markeret" if here else ""
    return picture | {"style": "locator", "label": label}


def _picture(tiles: Sequence[Tile], mark: Any) -> dict[str, Any]:
    places = [tile.place for tile in tiles]
    return {
        "width": max((p.tile_column + p.tile_width - 1 for p in places), default=1) * UNIT,
        "height": max((p.tile_row + p.tile_height - 1 for p in places), default=1) * UNIT,
        "rects": [_rect(tile.place, mark(tile)) for tile in tiles],
    }


def _rect(place: Municipality, mark: str) -> Rect:
    return Rect(
        x=(place.tile_column - 1) * UNIT + GAP / 2,
        y=(place.tile_row - 1) * UNIT + GAP / 2,
        width=round(place.tile_width * UNIT - GAP, 2),
        height=round(place.tile_height * UNIT - GAP, 2),
        mark=mark,
    )


def _nearest_to_middle(tiles: Sequence[Tile]) -> Tile | None:
    places = [tile.place for tile in tiles]
    across = max((p.tile_column + p.tile_width - 1 for p in places), default=0) / 2
    down = max((p.tile_row + p.tile_height - 1 for p in places), default=0) / 2

    def distance(tile: Tile) -> float:
        x = tile.place.tile_column - 1 + tile.place.tile_width / 2
        y = tile.place.tile_row - 1 + tile.place.tile_height / 2
        return (x - across) ** 2 + (y - down) ** 2

    return min(tiles, key=distance, default=None)


@register.filter
def in_words(number: int) -> str:
    """A count as Danish text writes it: in words up to twenty, then in figures."""
    return WORDS[number] if 0 <= number < len(WORDS) else formats.localize(number, use_l10n=True)


@register.filter
def file_size(size: int) -> str:
    """A file's size (given in bytes) as short as a link can bear: 54 KB, 1,2 MB."""
    if size < MEGABYTE:
        return f"{max(1, round(size / KILOBYTE))} KB"
    return f"{formats.number_format(size / MEGABYTE, 1)} MB"


@register.filter
def breakable(name: str) -> SafeString:
    """A name that may be broken after its hyphens and slashes."""
    return format_html_join(mark_safe("<wbr>"), "{}", ((part,) for part in re.split(r"(?<=[-/])", name)))


@register.filter
def kind_name(kind: Body.Kind, count: int) -> str:
    """What so many bodies of a kind are called."""
    return str(kind.label) if count == 1 else MANY[kind]


@register.filter
def prose(html: str) -> SafeString:
    """A register row's own text for a page, its tables in regions that scroll.

    The text is canonical section HTML, cleaned on every write path.
    """
    numbers = count(1)

    def name(caption: str) -> str:
        return ": ".join(filter(None, (f"Tabel {next(numbers)}", caption)))

    return mark_safe(in_scrolling_regions(html, name))  # noqa: S308
