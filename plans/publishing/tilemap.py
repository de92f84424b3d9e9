"""The plan's area as a schematic map of tiles, for the cover of the PDF."""

import re
from dataclasses import dataclass
from typing import Any

UNIT = 10.0  # side of one tile in the drawing's own units; everything below is measured in them
GAP = 0.5
INSET = 0.85
LINE_HEIGHT = 1.45
FONT_SIZE = 1.25
LETTER = 0.52  # mean width of a letter of IBM Plex Sans, as a part of the font size


@dataclass(frozen=True)
class TileLine:
    """One line of a tile's name and where its baseline starts."""

    text: str
    x: float
    y: float


@dataclass(frozen=True)
class Tile:
    """One tile: its rectangle, the lines of its name, and the size of their letters."""

    x: float
    y: float
    width: float
    height: float
    size: float
    lines: tuple[TileLine, ...]


@dataclass(frozen=True)
class TileMap:
    """All tiles, the drawing's size, and what it shows in words."""

    tiles: tuple[Tile, ...]
    width: float
    height: float
    description: str


def tile_map(entries: list[dict[str, Any]]) -> TileMap | None:
    """Return the map of a frozen content's ``map`` (1-based grid positions), or None when it has no tiles."""
    if not entries:
        return None
    left, top = min(entry["column"] for entry in entries), min(entry["row"] for entry in entries)
    right = max(entry["column"] + entry["width"] for entry in entries)
    bottom = max(entry["row"] + entry["height"] for entry in entries)
    return TileMap(
        tiles=tuple(_tile(entry, left, top) for entry in entries),
        width=(right - left) * UNIT,
        height=(bottom - top) * UNIT,
        description="Skematisk kort: " + ", ".join(entry["name"] for entry in entries),
    )


def _tile(entry: dict[str, Any], left: int, top: int) -> Tile:
    x, y = (entry["column"] - left) * UNIT + GAP / 2, (entry["row"] - top) * UNIT + GAP / 2
    width, height = entry["width"] * UNIT - GAP, entry["height"] * UNIT - GAP
    room = width - 2 * INSET
    names = _lines(entry["name"], int(room / (FONT_SIZE * LETTER)))
    size = min(FONT_SIZE, room / (max(map(len, names)) * LETTER))
    lines = [
        TileLine(name, round(x + INSET, 2), round(y + height - INSET - LINE_HEIGHT * (len(names) - 1 - i), 2))
        for i, name in enumerate(names)
    ]
    return Tile(x, y, width, height, round(size, 3), tuple(lines))


def _lines(name: str, letters: int) -> list[str]:
    """Break a name after hyphens and at spaces into lines of at most so many letters, as far as it can be broken."""
    lines = [""]
    for piece in re.findall(r"[^\s-]+-?|\s", name):
        if len((lines[-1] + piece).strip()) > letters and lines[-1]:
            lines.append("")
        lines[-1] += piece
    return [line.strip() for line in lines if line.strip()] or [name]
