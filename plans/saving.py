"""The one way by which a section's text comes into the draft.

Every save says which version it began from, and is a conditional UPDATE on it. Where somebody saved in between, what
differs in other paragraphs is merged; where the same paragraph was changed, nothing is written but a *set-aside*
revision with the whole text, and the writer is asked. So no text is ever overwritten or lost, whichever page, script or
button it came from: autosave, save, restore, take over, rename and confirm all come here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from councils.canonical import canonicalise
from councils.canonical.characters import composed, visible
from plans.merging import Merged, Place, merge, merge_line, pieces, places, resolved
from plans.models import Plan, Revision, Section
from plans.workflow import EDITABLE, IllegalTransition, editing_obstacles

PATIENCE = 50
"""How often a save is tried again because another one came first; each round means that somebody got through."""
HIGHEST_VERSION = 2**31 - 1
"""The largest number that both databases can keep; a client may send any."""
Kind = Revision.Kind


class SectionGone(Exception):
    """The section was removed; the text that was to be saved is in its history."""


class VersionPassed(Exception):
    """A change that has no text of its own (confirm) began from a version that is no longer the newest."""


@dataclass(frozen=True)
class Words:
    """What a section says: heading, text (section HTML), printed note."""

    heading: str
    text: str
    note: str

    @classmethod
    def of(cls, row: Section | Revision) -> Words:
        """The words of a section or of a revision."""
        return cls(row.heading, row.text, row.note)

    def tidy(self) -> Words:
        """As they are stored: one line of heading, canonical text, a note without space round it; all of it visible."""
        lines = (" ".join(as_stored(line).split()) for line in self.note.splitlines())
        return Words(" ".join(as_stored(self.heading).split()), canonicalise(self.text), "\n".join(lines).strip())


def as_stored(text: str) -> str:
    """Plain text as section HTML would have it: form C, without characters that nobody sees."""
    return composed(visible(text))


@dataclass(frozen=True)
class Author:
    """Who saves: the account, or None for the portal itself, and the name that the history keeps."""

    account: Any
    name: str

    @classmethod
    def of(cls, user: Any) -> Author:
        """The author that an account is."""
        return cls(user, str(user))


@dataclass(frozen=True)
class Saved:
    """A save that came through: the section's version, what stands in it now, and whether another's text was merged."""

    version: int
    words: Words
    merged: bool = False
    changed: bool = True


@dataclass(frozen=True)
class Ground:
    """What a page sent before the text that it sends now, and went on from.

    `version` is the section's since that came in, merged with another's text; None where the answer was lost, so that
    the page does not know whether it came in.
    """

    words: Words
    version: int | None = None


class Conflict(Exception):
    """Somebody else changed the same paragraph; `set_aside` holds the text, and waits for its writer's choice."""

    def __init__(self, set_aside: Revision) -> None:
        super().__init__("En anden har ændret det samme sted.")
        self.set_aside = set_aside


def save(
    section: Section,
    words: Words,
    *,
    base: int,
    author: Author,
    kind: Kind = Kind.EDITED,
    state: str | None = None,
    at: datetime | None = None,
    grounds: Sequence[Ground] = (),
    **taken: str,
) -> Saved:
    """Save what somebody wrote, beginning from version `base`; `taken` are taken_heading and taken_text, if any.

    `grounds` are what the same page sent since, so that nobody is asked to choose between two texts of their own.
    Returns what stands in the section afterwards. Raises Conflict, SectionGone (the text is in the history then) and
    workflow.IllegalTransition where the plan's stage lets nobody write.
    """
    now, mine = at or timezone.now(), words.tidy()
    base = base if 0 <= base <= HIGHEST_VERSION else 0
    stood = [replace(ground, words=ground.words.tidy()) for ground in grounds]
    for _ in range(PATIENCE):
        with transaction.atomic():
            outcome = _attempt(section.pk, mine, base, author, kind, state, now, taken, stood)
        if isinstance(outcome, Saved):
            return outcome
        if isinstance(outcome, Exception):
            raise outcome
    raise Conflict(_set_aside(section.pk, mine, base, author, now))


def set_state(section: Section, state: str, *, base: int, author: Author, at: datetime | None = None) -> Saved:
    """Say of the section as it was in version `base` that it holds, or is rewritten.

    Raises VersionPassed where it says something else by now: nobody confirms a text that they have not seen.
    """
    now = at or timezone.now()
    with transaction.atomic():
        row = _fresh(section.pk)
        if row is None:
            raise SectionGone
        _check_stage(row)
        if row.version != base:
            raise VersionPassed
        saved = _write(row, Words.of(row), author, Kind.CONFIRMED, state, now, {})
    if saved is None:
        raise VersionPassed
    return saved


@transaction.atomic
def correct(section: Section, words: Words, *, base: int, author: Author, at: datetime) -> Saved:
    """Put a section right while its plan is being decided on; plans.correcting alone may, with all that belongs to it.

    Nothing is merged here: who corrects has seen exactly the text that is to be decided on. Raises VersionPassed,
    SectionGone, and workflow.IllegalTransition in any other stage.
    """
    row = _fresh(section.pk)
    if row is None:
        raise SectionGone
    if row.plan.stage not in CORRECTABLE or row.plan.is_archive:
        raise IllegalTransition(["Redaktionelle rettelser laves kun, mens planen er til beslutning."])
    saved = _write(row, words.tidy(), author, Kind.EDITED, None, at, {}, CORRECTABLE) if row.version == base else None
    if saved is None:
        raise VersionPassed
    return saved


CORRECTABLE = (Plan.Stage.DECISION,)
"""The stages in which a text is put right under authority and in no other way."""


def _attempt(
    pk: int,
    mine: Words,
    base: int,
    author: Author,
    kind: Kind,
    state: str | None,
    now: datetime,
    taken: dict[str, str],
    grounds: Sequence[Ground],
) -> Saved | Exception | None:
    """One try: what came of it, or None where another save came first."""
    row = _fresh(pk)
    if row is None:
        _set_aside(pk, mine, base, author, now)
        return SectionGone()
    if reasons := editing_obstacles(row.plan):
        return IllegalTransition(reasons)
    if row.version == base or _is_the_writers_own(row, grounds):
        return _write(row, mine, author, kind, state, now, taken)
    merged = _merged(row, mine, base, grounds)
    if merged is None:
        return Conflict(_set_aside(pk, mine, base, author, now))
    saved = _write(row, merged, author, Kind.MERGED if kind == Kind.EDITED else kind, state, now, taken)
    return replace(saved, merged=True) if saved else None


def _fresh(pk: int) -> Section | None:
    """The section as it is; locked where the database can, so that nobody has to try again and again.

    Its plan is locked first, as by whoever moves the plan to another stage: what is frozen there has every save in it
    that came before, and none that came after.
    """
    Plan.objects.select_for_update(of=("self",)).filter(sections=pk).values_list("pk", flat=True).first()
    return Section.objects.select_for_update(of=("self",)).select_related("plan").filter(pk=pk).first()


def _check_stage(row: Section) -> None:
    if reasons := editing_obstacles(row.plan):
        raise IllegalTransition(reasons)


def _write(
    row: Section,
    words: Words,
    author: Author,
    kind: Kind,
    state: str | None,
    now: datetime,
    taken: dict[str, str],
    stages: Sequence[str] = EDITABLE,
) -> Saved | None:
    """The conditional UPDATE and its revision; None where the version has passed. What changes nothing is no save."""
    new_state = state or row.state
    unchanged = Words.of(row) == words and new_state == row.state
    if unchanged and all(getattr(row, name) == value for name, value in taken.items()):
        return Saved(row.version, words, changed=False)
    _keep_beginning(row)
    fields = {"heading": words.heading, "text": words.text, "note": words.note, "state": new_state, **taken}
    version = row.version + 1
    # No join here: PostgreSQL looks again only at this table's own columns when it has waited for another's save.
    rows = Section.objects.filter(pk=row.pk, version=row.version, plan__in=Plan.objects.filter(stage__in=stages))
    if not rows.update(version=version, **fields):
        return None
    Revision.objects.create(
        section=row,
        kind=kind,
        version=version,
        base_version=row.version,
        author=author.account,
        author_name=author.name,
        saved_at=now,
        heading=words.heading,
        text=words.text,
        note=words.note,
        state=new_state,
    )
    return Saved(version, words)


def _keep_beginning(row: Section) -> None:
    """What stood in the section before its first save: plans are assembled without a history."""
    Revision.objects.get_or_create(
        section=row,
        version=row.version,
        defaults={
            "kind": Kind.BEGUN,
            "base_version": row.version,
            "saved_at": row.plan.created_at,
            "heading": row.heading,
            "text": row.text,
            "note": row.note,
            "state": row.state,
        },
    )


def _set_aside(pk: int, mine: Words, base: int, author: Author, now: datetime) -> Revision:
    """Keep a text that could not be saved; the same one is kept once."""
    values = {"heading": mine.heading, "text": mine.text, "note": mine.note}
    waiting = Revision.objects.filter(section_id=pk, kind=Kind.SET_ASIDE, base_version=base, settled_at__isnull=True)
    existing = waiting.filter(author=author.account, **values).first()
    if existing is not None:
        return existing
    return Revision.objects.create(
        section_id=pk,
        kind=Kind.SET_ASIDE,
        base_version=base,
        author=author.account,
        author_name=author.name,
        saved_at=now,
        state=Section.State.REWRITTEN,
        **values,
    )


# Bringing together ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Comparison:
    """A text and what has been saved since it was begun: the text cut into settled stretches and places to decide.

    `heading` and `note` are the settled ones, or None where both were changed.
    """

    base: Words
    mine: Words
    theirs: Words
    text: Merged
    heading: str | None
    note: str | None

    @property
    def places(self) -> list[Place]:
        """The places in the text that a person must decide."""
        return places(self.text)

    @property
    def is_settled(self) -> bool:
        """Whether nothing is left to decide."""
        return not self.places and self.heading is not None and self.note is not None


def compare(base: Words, mine: Words, theirs: Words) -> Comparison:
    """Set two changes of the same words beside each other."""
    return Comparison(
        base=base,
        mine=mine,
        theirs=theirs,
        text=merge(base.text, mine.text, theirs.text),
        heading=merge_line(base.heading, mine.heading, theirs.heading),
        note=merge_line(base.note, mine.note, theirs.note),
    )


def words_at(section: Section, version: int) -> Words | None:
    """What the section said in that version; None where its history does not reach so far."""
    if section.version == version:
        return Words.of(section)
    row = Revision.objects.filter(section=section, version=version).first()
    return Words.of(row) if row else None


def compare_set_aside(set_aside: Revision, section: Section) -> Comparison:
    """A text that was set aside beside what the section says now."""
    mine = Words.of(set_aside)
    base = words_at(section, set_aside.base_version)
    return compare(base or _nothing_in_common(mine, Words.of(section)), mine, Words.of(section))


def _is_the_writers_own(row: Section, grounds: Sequence[Ground]) -> bool:
    """Whether the section says exactly what the page sent before: its answer was lost, and nobody came between."""
    return any(ground.version is None and ground.words == Words.of(row) for ground in grounds)


def _merged(row: Section, mine: Words, base: int, grounds: Sequence[Ground]) -> Words | None:
    """The words with both changes in them; None where a person must decide."""
    stood = (ground.words for ground in grounds if ground.version is not None and ground.version <= row.version)
    old = next(stood, None) or words_at(row, base) or _nothing_in_common(mine, Words.of(row))
    found = compare(old, mine, Words.of(row))
    if not found.is_settled:
        return None
    return Words(found.heading or "", resolved(found.text, []), found.note or "")


def _nothing_in_common(mine: Words, theirs: Words) -> Words:
    """A stand-in for a forgotten base: what both say alike counts as old, all else as changed by both."""
    shared = {piece.html for piece in pieces(mine.text)}
    text = "".join(piece.html for piece in pieces(theirs.text) if piece.html in shared and piece.kind in ("p", "table"))
    return Words(
        mine.heading if mine.heading == theirs.heading else "", text, mine.note if mine.note == theirs.note else ""
    )
