"""The side menu of a plan page, from the frozen content's outline."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

UNLISTED = "signatories"


@dataclass(frozen=True)
class Entry:
    """A line of the menu, with the lines below it."""

    key: str
    number: str
    heading: str
    children: tuple[Entry, ...]


@dataclass(frozen=True)
class Group:
    """Chapters under one heading; the heading is empty for what stands outside parts and annexes."""

    heading: str
    entries: tuple[Entry, ...]


def groups(content: dict[str, Any]) -> list[Group]:
    """The outline as the menu shows it: each part a group, and what stands side by side outside parts likewise."""
    found: list[Group] = []
    for section in content.get("sections", []):
        if section["role"] == "part":
            found.append(Group(_part_heading(section), tuple(_entries(section["children"]))))
            continue
        heading = section["label"]
        if not found or section["role"] == "foreword" or found[-1].heading != heading:
            found.append(Group(heading, ()))
        found[-1] = Group(heading, (*found[-1].entries, *_entries([section])))
    return [group for group in found if group.entries]


def chapters(content: dict[str, Any]) -> list[Entry]:
    """The numbered sections at the top, whichever part they stand in."""
    return [entry for group in groups(content) for entry in group.entries if entry.number]


def _part_heading(section: dict[str, Any]) -> str:
    return ": ".join(filter(None, [section["label"], section["heading"]]))


def _entries(sections: list[dict[str, Any]]) -> Iterator[Entry]:
    for section in sections:
        if section["role"] != UNLISTED and (section["heading"] or section["number"]):
            yield Entry(section["key"], section["number"], section["heading"], tuple(_entries(section["children"])))
