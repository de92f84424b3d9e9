"""What a section's page shows beside the section, who is there, and what the page sends."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from plans.models import Presence, Section
from plans.outline import Node, walk
from plans.progress import Progress
from plans.saving import Ground, Words

STILL_HERE = timedelta(seconds=60)
"""How long after its last word a page counts as open; it speaks every twenty seconds."""
MOST_GROUNDS = 3
"""A page sends the first and the last text whose answers it missed, and the last that was merged."""


@dataclass(frozen=True)
class Neighbours:
    """The sections that lack something: how many, the present one's place among them, and those before and after."""

    total: int
    place: int | None
    previous: Node | None
    following: Node | None


def neighbours(nodes: list[Node], found: Progress, section: Section) -> Neighbours:
    """The lacking sections round this one, in reading order."""
    order = list(walk(nodes))
    here = next(place for place, node in enumerate(order) if node.section.pk == section.pk)
    lacking = [place for place, node in enumerate(order) if node.section.pk in found.findings]
    before, after = [p for p in lacking if p < here], [p for p in lacking if p > here]
    return Neighbours(
        total=len(lacking),
        place=len(before) + 1 if here in lacking else None,
        previous=order[before[-1]] if before else None,
        following=order[after[0]] if after else None,
    )


def others_here(section: Section, user: Any) -> list[str]:
    """The names of the others who have the section open."""
    since = timezone.now() - STILL_HERE
    rows = Presence.objects.filter(section=section, seen_at__gte=since).exclude(user=user).select_related("user")
    return [str(row.user) for row in rows.order_by("user__display_name", "pk")]


# What the page sends -------------------------------------------------------------------------------------------------


def seen(request: HttpRequest) -> int:
    """The version that the page was made from, as its form says; one that never was where it says nothing usable."""
    value = request.POST.get("base", "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else 0


def grounds_of(request: HttpRequest) -> list[Ground]:
    """What the page sent before (saving.Ground), as its script tells; nothing where that cannot be read."""
    try:
        sent = json.loads(request.POST.get("grounds", ""))
        return [_ground(row) for row in sent[:MOST_GROUNDS]]
    except (ValueError, TypeError, KeyError, RecursionError):
        return []


def _ground(row: dict[str, Any]) -> Ground:
    heading, text, note, version = row["heading"], row["text"], row["note"], row.get("version")
    if not all(isinstance(words, str) for words in (heading, text, note)) or not isinstance(version, int | None):
        raise TypeError
    return Ground(Words(heading, text, note), version)
