"""What happened lately in a draft: who wrote where, who said and answered what, and the plan's log; without texts.

As many queries whatever happened. Autosaves make many versions: those by one person with short pauses between them are
told as one, however many sections they were in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.urls import reverse

from plans.models import Assignment, Comment, Plan, PlanEvent, Revision
from plans.thinning import PAUSE

SHOWN = 8
"""Entries on the page."""
READ_BACK = 200
"""Versions that are looked through for them."""
NAMED = 3
SYSTEM = "Portalen"

Kind = Revision.Kind
VERBS: dict[str, str] = {
    Kind.CONFIRMED: "ændrede status på",
    Kind.RENAMED: "gav ny overskrift til",
    Kind.REGISTER: "hentede fra registret til",
    Kind.KEPT: "beholdt teksten i",
    Kind.CONTRIBUTION: "overtog bidrag til",
    Kind.RESTORED: "gendannede",
}
"""What is said of a version; the kinds that are not here are writing."""
WRITING = "skrev i"
ANSWERS: dict[str, str] = {
    Assignment.State.DELIVERED: "leverede tekst til",
    Assignment.State.TAKEN: "leverede tekst til",
    Assignment.State.UNCHANGED: "svarede »Ingen ændringer« om",
}
EVENTS: dict[str, str] = {
    PlanEvent.Kind.ASSEMBLED: "startede planen",
    PlanEvent.Kind.STAGE: "skiftede fase",
    PlanEvent.Kind.TIMETABLE: "ændrede tidsplanen",
    PlanEvent.Kind.REMOVED: "ændrede dispositionen",
    PlanEvent.Kind.RESTORED: "ændrede dispositionen",
    PlanEvent.Kind.RESPONDED: "gav høringssvar",
    PlanEvent.Kind.PREPARED: "noterede forberedelsen",
    PlanEvent.Kind.DECIDED: "noterede beslutningen",
    PlanEvent.Kind.ROUND_ENDED: "afsluttede godkendelsesrunden",
    PlanEvent.Kind.PUBLISHED: "offentliggjorde planen",
    PlanEvent.Kind.WITHDRAWN: "tilbagekaldte en udgave",
}
"""Of the log, what every reader of the draft may see: a blocking is for the two alone who make it."""
Names = dict[int, tuple[str, str]]
"""Sections by primary key: what they are called, and their address."""


@dataclass
class Entry:
    """One thing that happened: who, what they did, the sections (name, address) it was in, and when."""

    at: datetime
    who: str
    did: str
    places: list[tuple[str, str]] = field(default_factory=list)
    more: str = ""

    @property
    def named(self) -> list[tuple[str, str]]:
        """The sections that are named; all where one more would be left."""
        return self.places if len(self.places) <= NAMED + 1 else self.places[:NAMED]

    @property
    def others(self) -> int:
        """How many are only counted."""
        return len(self.places) - len(self.named)


def lately(plan: Plan, names: Names, *, writes: bool) -> list[Entry]:
    """The newest entries, newest first; four queries. What contributors answer is for whoever writes the plan."""
    found = [*_written(plan, names), *_said(plan, names), *_logged(plan)]
    if writes:
        found += _answered(plan, names)
    return sorted(found, key=lambda entry: entry.at, reverse=True)[:SHOWN]


# Writing -------------------------------------------------------------------------------------------------------------


def _written(plan: Plan, names: Names) -> Iterable[Entry]:
    rows = Revision.objects.filter(section__plan=plan, version__isnull=False).exclude(kind=Kind.BEGUN)
    columns = ("author_name", "kind", "section", "saved_at")
    newest = rows.order_by("-saved_at", "-pk").values_list(*columns)[:READ_BACK]
    open_entries: dict[tuple[str, str], tuple[Entry, datetime]] = {}
    for who, kind, section, at in newest:
        if section not in names:
            continue
        key = who, VERBS.get(kind, WRITING)
        entry, begun = open_entries.get(key, (None, at))
        if entry is None or begun - at >= PAUSE:
            entry = Entry(at, who or SYSTEM, key[1])
            yield entry
        open_entries[key] = entry, at
        if names[section] not in entry.places:
            entry.places.append(names[section])


# Talk, answers, the log ----------------------------------------------------------------------------------------------


def _said(plan: Plan, names: Names) -> Iterator[Entry]:
    rows = Comment.objects.filter(section__plan=plan).order_by("-created_at", "-pk")
    columns = ("pk", "author_name", "section", "parent", "assignment", "created_at")
    for pk, who, section, parent, assignment, at in rows.values_list(*columns)[:SHOWN]:
        if section in names:
            name, url = names[section]
            did = "svarede i en tråd om" if parent else "stillede spørgsmål om" if assignment else "kommenterede"
            yield Entry(at, who, did, [(name, f"{url}#kommentar-{pk}")])


def _answered(plan: Plan, names: Names) -> Iterator[Entry]:
    rows = Assignment.objects.filter(section__plan=plan, answered_at__isnull=False, state__in=ANSWERS)
    columns = ("pk", "answered_by", "state", "section", "answered_at")
    for pk, who, state, section, at in rows.order_by("-answered_at", "-pk").values_list(*columns)[:SHOWN]:
        if section in names:
            address = reverse("draft:assignment", args=[plan.year, pk])
            yield Entry(at, who, ANSWERS[state], [(names[section][0], address)])


def _logged(plan: Plan) -> Iterator[Entry]:
    rows: Any = PlanEvent.objects.filter(plan=plan, kind__in=EVENTS).order_by("-at", "-pk")
    for kind, who, text, at in rows.values_list("kind", "actor", "text", "at")[:SHOWN]:
        yield Entry(at, who or SYSTEM, EVENTS[kind], more=text)
