"""Old versions of drafts: of each sitting the last one is enough, once nobody is in the middle of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any, NamedTuple

from django.db.models import Exists, F, OuterRef

from plans.models import Assignment, Revision

KEPT_WHOLE = timedelta(days=14)
"""So long every save is kept."""
PAUSE = timedelta(minutes=30)
"""Saves by one person with less than this between them are one sitting."""
Kind = Revision.Kind
EVERY_ONE = (Kind.BEGUN, Kind.RESTORED, Kind.CONTRIBUTION, Kind.REGISTER, Kind.SET_ASIDE)
"""Kinds of which every one is kept: each is a text that came from somewhere else, or waits for a choice."""
AT_A_TIME = 500


class Save(NamedTuple):
    """What says whether two versions are of one sitting."""

    pk: int
    section: int
    kind: str
    author: int | None
    name: str
    at: datetime


def thin(at: datetime) -> int:
    """Delete the versions that a later one of the same sitting stands for; gives how many."""
    pks = list(_superfluous(_saves(), before=at - KEPT_WHOLE))
    chunks = [pks[start : start + AT_A_TIME] for start in range(0, len(pks), AT_A_TIME)]
    return sum(_spare().filter(pk__in=chunk).delete()[0] for chunk in chunks)


def _saves() -> Iterator[Save]:
    rows = Revision.objects.order_by("section", "saved_at", "pk")
    columns = ("pk", "section_id", "kind", "author_id", "author_name", "saved_at")
    return (Save(*row) for row in rows.values_list(*columns).iterator())


def _superfluous(saves: Iterator[Save], *, before: datetime) -> Iterator[int]:
    for save, after in pairwise(saves):
        if save.at < before and save.kind not in EVERY_ONE and _one_sitting(save, after):
            yield save.pk


def _one_sitting(save: Save, after: Save) -> bool:
    return save[1:5] == after[1:5] and after.at - save.at < PAUSE


def _spare() -> Any:
    """All versions but each section's newest and those that somebody's unfinished text began from."""
    waiting = Revision.objects.filter(kind=Kind.SET_ASIDE, settled_at__isnull=True)
    texts = (waiting, Assignment.objects.in_hand())
    begun_from = [rows.filter(section=OuterRef("section"), base_version=OuterRef("version")) for rows in texts]
    return Revision.objects.exclude(version=F("section__version")).exclude(
        Exists(begun_from[0]) | Exists(begun_from[1])
    )
