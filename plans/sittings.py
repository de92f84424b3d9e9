"""A section's history as people remember it: one entry for each time that somebody sat with the text.

Autosaves make many versions; those by one person with short pauses between them are one sitting. All is read in one
query without texts, however long the history.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Q

from plans.models import Revision, Section
from plans.saving import Words
from plans.thinning import PAUSE

Kind = Revision.Kind
WRITTEN = (Kind.EDITED, Kind.MERGED)
"""Kinds that one writes by sitting with the text; each other kind is a step of its own."""


class _Save(NamedTuple):
    pk: int
    kind: str
    version: int | None
    author: int | None
    author_name: str
    at: datetime
    settled: datetime | None


@dataclass
class Sitting:
    """What one person did in one go: its newest revision, the first version in it, and how many versions there are."""

    pk: int
    kind: str
    author: int | None
    author_name: str
    begun: datetime
    ended: datetime
    first: int | None
    version: int | None
    settled: datetime | None
    pks: list[int]

    @property
    def label(self) -> str:
        """What kind of step it was, in Danish."""
        return str(Kind(self.kind).label)

    @property
    def is_set_aside(self) -> bool:
        """Whether it is a text that did not come into the section."""
        return self.kind == Kind.SET_ASIDE

    @property
    def waits(self) -> bool:
        """Whether it is a text that its writer has not decided about yet."""
        return self.is_set_aside and self.settled is None


def visible(section: Section, user: Any, *, writes: bool) -> Any:
    """The revisions that the account may see: texts that were set aside only its own, unless it writes the plan."""
    rows = Revision.objects.filter(section=section)
    return rows if writes else rows.filter(~Q(kind=Kind.SET_ASIDE) | Q(author=user))


def sittings(revisions: Any) -> list[Sitting]:
    """The sittings in the revisions of one section, newest first; one query."""
    columns = ("pk", "kind", "version", "author_id", "author_name", "saved_at", "settled_at")
    saves = [_Save(*row) for row in revisions.order_by("saved_at", "pk").values_list(*columns)]
    found = [*_gathered(save for save in saves if save.kind != Kind.SET_ASIDE)]
    found += [_begun(save) for save in saves if save.kind == Kind.SET_ASIDE]
    return sorted(found, key=lambda sitting: (sitting.ended, sitting.pk), reverse=True)


def _gathered(saves: Iterator[_Save]) -> Iterator[Sitting]:
    current: Sitting | None = None
    for save in saves:
        if current is not None and _goes_on(current, save):
            _extend(current, save)
            continue
        if current is not None:
            yield current
        current = _begun(save)
    if current is not None:
        yield current


def _begun(save: _Save) -> Sitting:
    return Sitting(
        pk=save.pk,
        kind=save.kind,
        author=save.author,
        author_name=save.author_name,
        begun=save.at,
        ended=save.at,
        first=save.version,
        version=save.version,
        settled=save.settled,
        pks=[save.pk],
    )


def _goes_on(sitting: Sitting, save: _Save) -> bool:
    same = (sitting.author, sitting.author_name) == (save.author, save.author_name)
    return same and sitting.kind in WRITTEN and save.kind in WRITTEN and save.at - sitting.ended < PAUSE


def _extend(sitting: Sitting, save: _Save) -> None:
    sitting.pk, sitting.ended, sitting.version = save.pk, save.at, save.version
    sitting.pks.append(save.pk)
    if save.kind == Kind.MERGED:
        sitting.kind = Kind.MERGED


def before(section: Section, *, version: int) -> Words | None:
    """What the section said before that version; None where its history begins there."""
    rows = Revision.objects.filter(section=section, version__lt=version).order_by("-version")
    row = rows.first()
    return Words.of(row) if row else None


def begun_from(set_aside: Revision) -> Words | None:
    """What the section said when a text that was set aside was begun, as nearly as its history reaches back."""
    return before(set_aside.section, version=set_aside.base_version + 1)
