"""Two changes of one section brought together, place by place as a person chooses.

The places are computed afresh for every page, so that one can leave it and come back. Each has a token made of its
texts: a choice counts for the place that it was made of, wherever that stands by now, and for no other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.safestring import SafeString

from councils.canonical import canonicalise
from plans import saving
from plans.comparing import difference, plain_difference
from plans.merging import resolved
from plans.models import Revision, Section
from plans.saving import Author, Comparison, Saved, Words, as_stored
from plans.section_forms import LONGEST_TEXT, SectionTextField

MINE, THEIRS, BOTH = "mine", "theirs", "both"
CHOICES = (MINE, THEIRS, BOTH)
NOT_CHOSEN = "Vælg, hvad der skal stå her."
LONGEST_LINE = {"heading": 250, "note": 2000}
"""Letters that the heading and the note may have."""


@dataclass
class Question:
    """One place to decide: what it was, what each made of it, what is chosen so far, and what is wrong with that.

    `name` is the form field's; `is_html` says whether the place is section text or one line of plain text.
    """

    name: str
    title: str
    base: str
    mine: str
    theirs: str
    is_html: bool = True
    choice: str = ""
    written: str = ""
    error: str = ""

    @cached_property
    def token(self) -> str:
        """The place itself, short: the same texts give the same token."""
        texts = "\x00".join((self.base, self.mine, self.theirs))
        return sha256(texts.encode(errors="replace")).hexdigest()[:16]

    @property
    def shown_mine(self) -> SafeString:
        """My version with what I changed marked."""
        return self._shown(self.mine)

    @property
    def shown_theirs(self) -> SafeString:
        """The other's version with what that changed marked."""
        return self._shown(self.theirs)

    def _shown(self, text: str) -> SafeString:
        return difference(self.base, text) if self.is_html else plain_difference(self.base, text)

    @property
    def editor(self) -> SafeString:
        """The field in which both are written together; where there is no script, as HTML."""
        name = f"{self.name}-tekst"
        attrs = {
            "id": f"id_{name}",
            "class": "form-input",
            "rows": 8,
            "aria-label": f"{self.title}: begge dele, skrevet sammen",
        }
        return SectionTextField().widget.render(name, self.written, attrs=attrs)

    @property
    def answer(self) -> str:
        """What shall stand at the place, as chosen."""
        return {MINE: self.mine, THEIRS: self.theirs}.get(self.choice, self.written)


@dataclass
class Questions:
    """All places of a comparison, with the answers given so far."""

    comparison: Comparison
    rows: list[Question] = field(default_factory=list)

    @property
    def answered(self) -> int:
        """How many places are decided."""
        return sum(bool(row.choice) and not row.error for row in self.rows)

    @property
    def is_answered(self) -> bool:
        """Whether every place is."""
        return self.answered == len(self.rows)

    @property
    def wrong(self) -> list[Question]:
        """The places where something is missing or wrong."""
        return [row for row in self.rows if row.error]

    @property
    def has_editor(self) -> bool:
        """Whether any place is section text, for which the page needs the editor."""
        return any(row.is_html for row in self.rows)

    def words(self) -> Words:
        """The whole section with the answers in it."""
        found, by_name = self.comparison, {row.name: row.answer for row in self.rows}
        texts = [row.answer for row in self.rows if row.is_html]
        return Words(
            heading=by_name["heading"] if found.heading is None else found.heading,
            text=resolved(found.text, texts),
            note=by_name["note"] if found.note is None else found.note,
        )


def questions(comparison: Comparison, data: Mapping[str, str] | None = None) -> Questions:
    """The places of the comparison; with what a form sent, the answers and what is missing from them."""
    result = Questions(comparison, list(_rows(comparison)))
    for row in result.rows:
        # Both texts one after the other, for whoever wants to write them together.
        row.written = row.mine + row.theirs if row.is_html else f"{row.mine} {row.theirs}".strip()
    if data is not None:
        sent = {data[name]: name.removesuffix("-sted") for name in data if name.endswith("-sted")}
        for row in result.rows:
            _answer(row, data, sent.get(row.token, "" if sent else row.name))
    return result


def _rows(found: Comparison) -> Iterator[Question]:
    base, mine, theirs = found.base, found.mine, found.theirs
    if found.heading is None:
        yield Question("heading", "Overskriften", base.heading, mine.heading, theirs.heading, is_html=False)
    places = found.places
    for number, place in enumerate(places, start=1):
        title = f"Sted {number} af {len(places)} i teksten" if len(places) > 1 else "Stedet i teksten"
        yield Question(f"sted-{number}", title, place.base, place.mine, place.theirs)
    if found.note is None:
        yield Question("note", "Noten, som trykkes", base.note, mine.note, theirs.note, is_html=False)


def _answer(row: Question, data: Mapping[str, str], sent_as: str) -> None:
    """What the form says of the place; `sent_as` is the field's name there, "" where the form does not know it."""
    choice = data.get(sent_as, "")
    row.choice = choice if choice in CHOICES else ""
    written = data.get(f"{sent_as}-tekst")
    if written is not None:
        row.written = canonicalise(written) if row.is_html else " ".join(as_stored(written).split())
    if not row.choice:
        row.error = NOT_CHOSEN
    elif row.choice == BOTH:
        row.error = _too_long(row)


def _too_long(row: Question) -> str:
    longest = LONGEST_LINE.get(row.name, LONGEST_TEXT)
    return f"Teksten er for lang. Den må fylde højst {longest} tegn." if len(row.written) > longest else ""


# A text that was set aside -------------------------------------------------------------------------------------------


def settle(set_aside: Revision, *, at: datetime | None = None) -> bool:
    """Say that its writer has decided; the text stays in the history. False where that was decided before."""
    waiting = Revision.objects.filter(pk=set_aside.pk, settled_at__isnull=True)
    return bool(waiting.update(settled_at=at or timezone.now()))


def save_chosen(set_aside: Revision, section: Section, chosen: Questions, *, base: int, author: Author) -> Saved:
    """Save the section with the answers in it, from the version that was shown, and settle the text.

    Raises what saving.save raises; a new conflict has a text of its own, so this one is settled then too.
    """
    try:
        saved = saving.save(section, chosen.words(), base=base, author=author, kind=Revision.Kind.MERGED)
    except saving.Conflict:
        settle(set_aside)
        raise
    settle(set_aside)
    return saved
