"""How a fact is written down: a label, and the places where it must be found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

Y22, Y23, BOTH = (2022,), (2023,), (2022, 2023)


@dataclass(frozen=True)
class Row:
    """At least one row of a register that matches the lookups (Django's), or exactly `count` rows."""

    model: str
    lookups: dict[str, Any]
    count: int | None = None

    def __str__(self) -> str:
        wanted = ", ".join(f"{name}={value}" for name, value in self.lookups.items()) or "all"
        return f"`{self.model}` {wanted}" + (f" × {self.count}" if self.count is not None else "")


@dataclass(frozen=True)
class Text:
    """Words that stand in a section of the retold plans of the years (heading, text or note), or must not."""

    years: tuple[int, ...]
    key: str
    words: str
    present: bool = True

    def __str__(self) -> str:
        years = " and ".join(str(year) for year in self.years)
        return f"{years} `#{self.key}` " + ("" if self.present else "without ") + f"»{self.words}«"


@dataclass(frozen=True)
class Detail:
    """Words that stand in one of the retold plan's own fields: signed, remarks, title …"""

    years: tuple[int, ...]
    field: str
    words: str

    def __str__(self) -> str:
        return f"{' and '.join(str(year) for year in self.years)} {self.field} »{self.words}«"


Place = Row | Text | Detail


@dataclass(frozen=True)
class Fact:
    """One fact of the inventory, and every place where it must be found."""

    label: str
    places: tuple[Place, ...]


def fact(label: str, *places: Place) -> Fact:
    """A fact with the places where it stands."""
    return Fact(label, places)


def row(model: str, count: int | None = None, **lookups: Any) -> Row:
    """A register row; `model` as in `councils.body`."""
    return Row(model, lookups, count)


def body(slug: str, **lookups: Any) -> Row:
    """A row of the register of boards, forums and programmes."""
    return row("councils.body", slug=slug, **lookups)


def parties(slug: str, *organisations: str) -> tuple[Row, ...]:
    """That each of the organisations (by key) takes part in the body."""
    return tuple(body(slug, organisations__slug=organisation) for organisation in organisations)


def text(years: tuple[int, ...], key: str, *fragments: str) -> tuple[Text, ...]:
    """That each fragment stands in the section."""
    return tuple(Text(years, key, fragment) for fragment in fragments)


def absent(years: tuple[int, ...], key: str, fragment: str) -> Text:
    """That the fragment does not stand in the section."""
    return Text(years, key, fragment, present=False)


def detail(years: tuple[int, ...], field: str, words: str) -> Detail:
    """That the words stand in the plan's own field."""
    return Detail(years, field, words)
