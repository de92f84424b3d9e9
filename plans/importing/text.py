"""Reads an existing plan, given as plain text, into sections.

The source's words are kept one by one, broken letters included. What is dropped is markup only: bullets (the letter
"e" too, where text recognition made it of a bullet), list numbers, bars round a heading and the hyphens of divided
words; each is listed in the result, so that `coverage.unplaced_words` can account for every word.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from plans.importing.blocks import Layout, render_body
from plans.importing.bullets import misread_bullets
from plans.importing.contents import ContentsIndex
from plans.importing.coverage import unplaced_words
from plans.importing.decoding import decode
from plans.importing.finder import Heading, HeadingFinder
from plans.importing.front import Cover, take_contents, take_cover
from plans.importing.headings import Candidate
from plans.importing.joining import Joiner, own_words
from plans.importing.keys import Keys
from plans.importing.lines import Line, is_page_number, measure_of, split_lines
from plans.importing.model import ContentsEntry, Doubt, Findings, ImportProblem, ParsedPlan, ParsedSection
from plans.importing.signatories import Signatures, doubt_date, find_date, find_signatures, render_signatures
from plans.importing.tree import TreeBuilder, chapter_after_parts, check_part_numbers

UNPLACED = "Ordene kom ikke med i noget afsnit"
WITHOUT_HEADING = "Uden overskrift"


def read_plan_text(data: bytes) -> ParsedPlan:
    """The plan in a UTF-8 text file, checked: a word that found no place is among the doubts, with its line.

    Raises ImportProblem (with a Danish message) for a file that holds no text to read; any text is read somehow.
    """
    plan = read_text(decode(data))
    lost = [Doubt(line, words, UNPLACED, left_out=True) for line, words in unplaced_words(data, plan)]
    return replace(plan, doubts=tuple(sorted((*plan.doubts, *lost), key=lambda doubt: doubt.line)))


def read_text(text: str) -> ParsedPlan:
    """The plan in a decoded text, without the check of `read_plan_text`. Raises ImportProblem for one without text."""
    return _Reader(text).read()


@dataclass(slots=True)
class _Signed:
    """The first place and date met."""

    text: str = ""
    line: int = 0


class _Reader:
    """One reading of one text."""

    def __init__(self, text: str) -> None:
        self.findings = Findings()
        self.keys = Keys()
        self.signed = _Signed()
        lines, self.entries = self._take_apart(split_lines(text))
        self.lines = lines
        self.layout = Layout(measure_of(lines), misread_bullets(lines))
        self.joiner = Joiner(self.findings, own_words(lines))

    def _take_apart(self, lines: Sequence[Line]) -> tuple[list[Line], list[ContentsEntry]]:
        """The lines without page numbers and contents list."""
        kept = _without_page_numbers(lines, self.findings)
        entries, rest = take_contents(kept)
        return rest, entries

    def read(self) -> ParsedPlan:
        """Find the headings, then the text below each."""
        contents = ContentsIndex(self.entries)
        headings = HeadingFinder(self.lines, contents, self.layout, self.joiner).find()
        cover, preamble = self._preamble(headings)
        if preamble:
            headings = [self._heading_of(preamble), *headings]
        if not headings:
            raise ImportProblem("Filen indeholder ingen afsnit, kun indholdsfortegnelse eller sidetal.")
        sections = self._sections(headings, preamble)
        printed = [(heading.line.number, heading.found.lead, heading.found.text) for heading in headings]
        contents.check(printed[bool(preamble) :], cover.title, self.findings)
        return self._plan(cover, sections)

    def _preamble(self, headings: Sequence[Heading]) -> tuple[Cover, list[Line]]:
        """The cover, and the text that stands above the first heading."""
        if not headings:
            return Cover(), self.lines
        return take_cover(self.lines[: headings[0].start], self.findings)

    def _heading_of(self, preamble: Sequence[Line]) -> Heading:
        """Text above the first heading needs a section too."""
        first = preamble[0]
        reason = f"Teksten har ingen overskrift; den er sat i et afsnit med navnet »{WITHOUT_HEADING}«"
        self.findings.doubt(first.number, first.text, reason)
        return Heading(Candidate("foreword", (), "", "", WITHOUT_HEADING), first, 0, 0)

    def _sections(self, headings: Sequence[Heading], preamble: list[Line]) -> tuple[ParsedSection, ...]:
        bodies = self._bodies(headings, preamble)
        pairs = list(zip(headings, bodies, strict=True))
        foreword = [line for heading, body in pairs if heading.found.role == "foreword" for line in body]
        builder = TreeBuilder(self.keys, chapter_after_parts(headings, foreword, self.findings))
        check_part_numbers(headings, self.findings)
        for heading, body in pairs:
            section = builder.add(heading)
            self._fill(section, body, builder.top, is_last=heading is headings[-1])
        return tuple(builder.top)

    def _bodies(self, headings: Sequence[Heading], preamble: list[Line]) -> list[list[Line]]:
        starts = [heading.start for heading in headings[1:]] + [len(self.lines)]
        bodies = [self.lines[heading.end : start] for heading, start in zip(headings, starts, strict=True)]
        return [preamble, *bodies[1:]] if preamble else bodies

    def _fill(self, section: ParsedSection, body: list[Line], top: list[ParsedSection], *, is_last: bool) -> None:
        """Give the section its text; signatories become a section of their own below it."""
        signatures = find_signatures(body)
        if signatures is None:
            section.body_html = self._render(self._without_date(body))
            return
        section.body_html = self._render(self._without_date(body[: signatures.start]))
        signed = self._signatories(signatures, body)
        below = section.role == "foreword" or not is_last
        (section.children if below else top).append(signed)

    def _render(self, lines: Sequence[Line]) -> str:
        return render_body(lines, self.layout, self.joiner)

    def _without_date(self, lines: list[Line]) -> list[Line]:
        """The lines without place and date, which are the plan's and not the section's."""
        index = None if self.signed.text else find_date(lines)
        if index is None:
            return lines
        line = lines[index]
        self.signed = _Signed(line.text, line.number)
        doubt_date(line, self.findings)
        after = [replace(line, gap=True) for line in lines[index + 1 : index + 2]]
        return [*lines[:index], *after, *lines[index + 2 :]]

    def _signatories(self, found: Signatures, body: list[Line]) -> ParsedSection:
        first = found.heading or found.persons[0].name
        html = render_signatures(found, self.joiner)
        rest = body[found.end :]
        if rest:
            self.findings.doubt(rest[0].number, rest[0].text, "Teksten står efter underskriverne og er sat under dem")
        html += self._render(self._without_date(rest))
        key = self.keys.take("underskrivere")
        heading = found.heading.text if found.heading else ""
        return ParsedSection(key, "signatories", "", heading, html, first.number)

    def _plan(self, cover: Cover, sections: tuple[ParsedSection, ...]) -> ParsedPlan:
        found = self.findings
        return ParsedPlan(
            title=cover.title,
            council_line=cover.council_line,
            signed=self.signed.text,
            sections=sections,
            doubts=tuple(sorted(found.doubts, key=lambda doubt: doubt.line)),
            contents_entries=tuple(self.entries),
            signed_line=self.signed.line,
            marks=tuple(found.marks),
            joins=tuple(found.joins),
        )


def _without_page_numbers(lines: Sequence[Line], findings: Findings) -> list[Line]:
    """The lines without page numbers; what stood behind one still begins its page."""
    kept: list[Line] = []
    page = False
    for index, line in enumerate(lines):
        if is_page_number(lines, index):
            findings.doubt(line.number, line.text, "Sidetal, som er udeladt", left_out=True)
            page = page or line.page_start
            continue
        kept.append(replace(line, page_start=True) if page else line)
        page = False
    return kept
