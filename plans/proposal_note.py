"""The note of all proposals and answers of a year (høringsnotat), as Word and as the print HTML of a PDF.

Answers that were sent, unless a working copy with the drafts is asked for; internal notes never.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any

import docx
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString

from councils.canonical import plain_text
from councils.models import Council
from plans.models import NoProposals, Proposal, ProposalAnswer
from plans.proposal_standing import Row, rows_of
from plans.publishing import letters
from plans.publishing.passages import trusted, with_links

WORKING_COPY = "Arbejdskopi med kladder. Svar, der er mærket »kladde«, er ikke sendt."
LANGUAGE = "da-DK"


@dataclass(frozen=True)
class Entry:
    """One proposal in the note, with those merged into it, and its answer."""

    row: Row
    origins: tuple[Proposal, ...]
    answer: ProposalAnswer | None

    @property
    def name(self) -> str:
        """Number and title."""
        return str(self.row.proposal)

    @property
    def councils(self) -> str:
        """Whom it came from."""
        names = dict.fromkeys(str(row.council) for row in (self.row.proposal, *self.origins))
        return ", ".join(names)

    @property
    def about(self) -> str:
        """What it is about."""
        proposal = self.row.proposal
        if proposal.kind == Proposal.Kind.NEW:
            return "Nyt afsnit"
        what = "Noget skal ud af" if proposal.kind == Proposal.Kind.REMOVAL else "Ændring af"
        return f"{what} »{proposal.section_heading}«"

    @property
    def outcome(self) -> str:
        """What was decided, and that it is a draft where it is."""
        if self.answer is None or not self.answer.outcome:
            return "Ikke besvaret"
        draft = "" if self.answer.sent_at else " (kladde)"
        where = f", afsnittet »{self.answer.section_heading}«" if self.answer.section_heading else ""
        return f"{self.answer.get_outcome_display()}{draft}{where}"

    @property
    def text(self) -> SafeString:
        """The proposed text as section HTML, its links to sections as words alone."""
        return trusted(with_links(self.row.proposal.text, {}))


@dataclass(frozen=True)
class Note:
    """The note of a year, as it is on the day."""

    year: int
    district: str
    on: date
    entries: list[Entry]
    none: list[str]
    is_working_copy: bool

    @property
    def title(self) -> str:
        """What it is called."""
        return f"Høringsnotat: forslag til samarbejdsplan {self.year}"

    @property
    def answered(self) -> int:
        """How many have an answer in it."""
        return sum(entry.answer is not None for entry in self.entries)


def note_of(year: int, *, working: bool, at: datetime, only_answered: bool = False) -> Note:
    """The year's proposals in the order of their numbers, for others than the secretariat those answered alone."""
    proposals = Proposal.objects.of_year(year).received().heads().order_by("number")
    rows = [row for row in rows_of(proposals, at=at) if row.is_answered or not only_answered]
    origins: dict[int, list[Proposal]] = {}
    merged = Proposal.objects.of_year(year).received().filter(merged_into__isnull=False).select_related("council")
    for row in merged.order_by("number"):
        origins.setdefault(row.merged_into_id or 0, []).append(row)
    none = NoProposals.objects.filter(year=year).select_related("council").order_by("council__name")
    district = Council.objects.district().first()
    return Note(
        year=year,
        district=str(district) if district else "",
        on=timezone.localdate(at),
        entries=[Entry(row, tuple(origins.get(row.proposal.pk, ())), _answer(row, working)) for row in rows],
        none=[str(row.council) for row in none],
        is_working_copy=working,
    )


def _answer(row: Row, working: bool) -> ProposalAnswer | None:
    """The newest that was sent; in a working copy what is drafted goes before it."""
    return (row.draft if working else None) or row.answer


# PDF -----------------------------------------------------------------------------------------------------------------


def print_html(note: Note) -> str:
    """The document that the PDF is set from; a letter that the typeface lacks is printed as "?"."""
    context = {
        "note": note,
        "title": note.title,
        "author": note.district,
        "subtitle": f"{note.district}, {date_format(note.on, 'j. F Y')}",
        "marked": "ARBEJDSKOPI" if note.is_working_copy else "",
        "foot": "",
        "warning": WORKING_COPY if note.is_working_copy else "",
    }
    return letters.printable(render_to_string("plans/print/proposals.html", context))


# Word ----------------------------------------------------------------------------------------------------------------


def word(note: Note) -> bytes:
    """The note as a Word file, with headings, a language and a title, so that it can be read aloud."""
    document: Any = docx.Document()
    properties = document.core_properties
    properties.title, properties.author, properties.language = note.title, note.district, LANGUAGE
    properties.comments = ""
    document.add_heading(_clean(note.title), level=1)
    for line in _lead(note):
        document.add_paragraph(_clean(line))
    for entry in note.entries:
        _add_entry(document, entry)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _lead(note: Note) -> Iterator[str]:
    yield f"{note.district}, {date_format(note.on, 'j. F Y')}"
    if note.is_working_copy:
        yield WORKING_COPY
    if not note.entries:
        yield f"Der er ikke modtaget forslag til planen for {note.year}."
    if note.none:
        yield f"Har meldt, at de ingen forslag har: {', '.join(note.none)}."


def _add_entry(document: Any, entry: Entry) -> None:
    document.add_heading(_clean(entry.name), level=2)
    _add_labelled(document, "Fra", entry.councils)
    _add_labelled(document, "Forslaget", entry.about)
    for label, lines in _parts(entry):
        document.add_heading(label, level=3)
        for line in lines:
            document.add_paragraph(_clean(line))


def _add_labelled(document: Any, label: str, words: str) -> None:
    paragraph = document.add_paragraph()
    paragraph.add_run(f"{label}: ").bold = True
    paragraph.add_run(_clean(words))


def _parts(entry: Entry) -> Iterator[tuple[str, list[str]]]:
    proposal = entry.row.proposal
    if proposal.text:
        yield "Foreslået tekst", plain_text(proposal.text).split("\n")
    if proposal.reasons:
        yield "Begrundelse", proposal.reasons.split("\n")
    answer = [entry.outcome, *(entry.answer.text.split("\n") if entry.answer and entry.answer.text else ())]
    yield "Svar", answer


def _clean(text: str) -> str:
    """Text without the signs that an XML file cannot hold (XML 1.0, 2.2)."""
    return "".join(sign for sign in text if sign in "\t\n" or ord(sign) >= FIRST_SIGN)


FIRST_SIGN = 0x20
