"""Finds the headings among the lines: form, place on the page, sequence of numbers and contents list together."""

from collections.abc import Sequence as Lines
from dataclasses import dataclass, replace

from plans.importing.blocks import Layout
from plans.importing.bullets import read_bullet, read_numeral
from plans.importing.contents import ContentsIndex
from plans.importing.headings import LONGEST, Candidate, candidate, in_capitals, reads_as_heading
from plans.importing.joining import Joiner
from plans.importing.lines import Line, falls_short
from plans.importing.sequence import Fit, Sequence

MOST_LINES = 3
"""Printed lines in the longest heading."""
LONGEST_CAPITALS = 80


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading found: lines `start` up to `end` hold it. `anew` marks an item numbered anew below its section."""

    found: Candidate
    line: Line
    start: int
    end: int
    anew: bool = False


@dataclass(frozen=True, slots=True)
class _OpenList:
    """A list of numbered items: the number it expects next (0: there is no list), and whether it is in capitals."""

    expects: int = 0
    capitals: bool = False


class HeadingFinder:
    """Reads the lines once, from the first to the last, and keeps where the numbering has come to."""

    def __init__(self, lines: Lines[Line], contents: ContentsIndex, layout: Layout, joiner: Joiner) -> None:
        """`lines` are without contents list; guesses go to the joiner's findings."""
        self.lines, self.contents, self.layout, self.joiner = lines, contents, layout, joiner
        self.headings: list[Heading] = []
        self._sequence = Sequence()
        self._list = _OpenList()
        self._chapter_capitals = self._item_capitals = False

    def find(self) -> list[Heading]:
        """All headings, in order."""
        index = 0
        while index < len(self.lines):
            found = self._read(index)
            if found is None:
                self._follow_items(index)
                index += 1
            else:
                self._remember(found)
                index = found.end
        return self.headings

    def _remember(self, heading: Heading) -> None:
        self.headings.append(heading)
        self._list = _OpenList()
        if heading.anew:
            self._item_capitals = in_capitals(heading.found.text)
        elif len(heading.found.number) == 1:
            self._chapter_capitals = in_capitals(heading.found.text)

    def _read(self, index: int) -> Heading | None:
        line = self.lines[index]
        found = candidate(line.text)
        if found is None:
            return self._unnumbered(index)
        if not self._may_begin(index) and not self.contents.lists(found):
            return None
        if found.role == "section":
            return self._numbered(index, found)
        if found.role == "foreword" and self.headings:
            return self._unnumbered(index)
        if found.role == "annex":
            self._sequence.take(found.number or self._sequence.path)
        return self._heading(index, found)

    def _may_begin(self, index: int) -> bool:
        """A heading begins a page, follows a blank line, a heading or the end of a sentence."""
        after_heading = bool(self.headings) and self.headings[-1].end == index
        return index == 0 or self.lines[index].fresh or after_heading or self.lines[index - 1].ends_sentence

    def _numbered(self, index: int, found: Candidate) -> Heading | None:
        listed = self.contents.lists(found)
        fit = self._fit(index, found, listed)
        if not listed and not self._convinces(index, found, fit):
            return None
        if fit is Fit.RESTART:
            return self._item(index, found)
        if fit is Fit.JUMP:
            self._doubt(index, "Nummeret følger ikke efter det forrige")
        self._sequence.take(found.number)
        return self._heading(index, found)

    def _fit(self, index: int, found: Candidate, listed: bool) -> Fit:
        """The number's fit in the sequence, corrected by what the contents list and the type say."""
        fit = self._sequence.fit(found.number)
        if fit is not Fit.NEXT:
            return Fit.JUMP if listed else fit
        another = len(found.number) == 1 and self.contents.gives_number_to_another(found)
        return Fit.RESTART if another or self._is_rather_an_item(index, found) else fit

    def _convinces(self, index: int, found: Candidate, fit: Fit) -> bool:
        """Whether a numbered line that no contents list vouches for is a heading and not text."""
        if fit is Fit.NONE or self._runs_on(index):
            self._doubt_odd_number(index, found, fit)
            return False
        if len(found.number) > 1:
            return fit is Fit.NEXT or self._isolated(index)
        dotted = found.lead.endswith(".")
        if fit is Fit.JUMP or not dotted:
            return fit is not Fit.RESTART and self._isolated(index)
        return not self._in_list(index, found, fit)

    def _doubt_odd_number(self, index: int, found: Candidate, fit: Fit) -> None:
        if fit is Fit.NONE and len(found.number) > 1 and self._isolated(index):
            self._doubt(index, "Ligner en overskrift, men nummeret passer ikke i rækken; linjen er læst som tekst")

    def _item(self, index: int, found: Candidate) -> Heading:
        self._sequence.item = found.number[0]
        self._doubt(index, "Nummereringen begynder forfra: linjen er læst som overskrift")
        return replace(self._heading(index, replace(found, printed_number=found.lead)), anew=True)

    def _is_rather_an_item(self, index: int, found: Candidate) -> bool:
        """4. after both chapter 3 and item 3.: it belongs with those set like it, capitals or not."""
        if not self._sequence.continues_items(found.number) or self.contents.lists(found):
            return False
        self._doubt(index, "Nummeret kan både være næste kapitel og næste punkt")
        return self._item_capitals != self._chapter_capitals and in_capitals(found.text) == self._item_capitals

    def _isolated(self, index: int) -> bool:
        after = self.lines[index + 1] if index + 1 < len(self.lines) else None
        return (index == 0 or self.lines[index].fresh) and (after is None or after.fresh)

    def _runs_on(self, index: int) -> bool:
        """Whether the next line continues this one as running text does."""
        end = self._end(index)
        if end >= len(self.lines) or self.lines[end].fresh or read_numeral(self.lines[end].text):
            return False
        following = self.lines[end]
        if read_bullet(following.text, self.layout.misread) or candidate(following.text):
            return False
        return not following.starts_high or not falls_short(self.lines[end - 1], following, self.layout.measure)

    def _in_list(self, index: int, found: Candidate, fit: Fit) -> bool:
        """Whether "1. …" is an item of a list: an item stands before or after it, set alike, with no text between."""
        number, capitals = found.number[0], in_capitals(found.text)
        after = self.lines[index + 1] if index + 1 < len(self.lines) else None
        numeral = read_numeral(after.text) if after else None
        more = numeral is not None and numeral.number == number + 1 and in_capitals(numeral.text) == capitals
        if (number, capitals) == (self._list.expects, self._list.capitals):
            if more or fit is not Fit.NEXT or not self._isolated(index) or capitals != self._chapter_capitals:
                return True
            self._doubt(index, "Nummeret kan både være næste kapitel og næste punkt")
            return False
        solid = after is not None and not after.fresh
        return more and (solid or fit is Fit.RESTART)

    def _follow_items(self, index: int) -> None:
        """Keep which item an open list expects next; other text ends it."""
        line = self.lines[index]
        numeral = read_numeral(line.text)
        if numeral:
            self._list = _OpenList(numeral.number + 1, in_capitals(numeral.text))
        elif line.fresh and not line.starts_low:
            self._list = _OpenList()

    def _unnumbered(self, index: int) -> Heading | None:
        """A heading without a number: promised by the contents list, or alone and in capitals behind the cover."""
        text = self.lines[index].text
        if not reads_as_heading(text) or not self._isolated(index):
            return None
        listed = self.contents.lists_unnumbered(self.lines[index].number, text)
        if not listed and not (self.headings and in_capitals(text) and len(text) <= LONGEST_CAPITALS):
            return None
        self._doubt(index, "Overskrift uden nummer")
        return self._heading(index, Candidate("section", (), "", "", text))

    def _heading(self, index: int, found: Candidate) -> Heading:
        end = self._end(index)
        lines = self.lines[index:end]
        if found.bars:
            for _ in range(2):
                self.joiner.findings.mark(lines[0].number, "|")
            self._doubt(index, "Overskriften står i en ramme (| … |); stregerne er udeladt")
        elif end - index > 1 or not found.text:
            found = replace(found, text=self._joined(found, lines))
        return Heading(found, lines[0], index, end)

    def _joined(self, found: Candidate, lines: Lines[Line]) -> str:
        first = replace(lines[0], text=found.text)
        return self.joiner.join([first, *lines[1:]] if found.text else lines[1:])

    def _end(self, index: int) -> int:
        """The index behind the heading that begins at `index`, wrapped lines included."""
        end = index + 1
        length = len(self.lines[index].text)
        while end < len(self.lines) and end - index < MOST_LINES and self._wraps(index, end):
            length += 1 + len(self.lines[end].text)
            if length > LONGEST:
                break
            end += 1
        return end

    def _wraps(self, index: int, end: int) -> bool:
        """Whether line `end` belongs to the heading above it."""
        head, line = self.lines[index], self.lines[end]
        found = candidate(head.text)
        if line.fresh or candidate(line.text) or read_bullet(line.text, self.layout.misread) or (found and found.bars):
            return False
        if in_capitals(line.text) and in_capitals(head.text):
            return True
        alone = end + 1 == len(self.lines) or self.lines[end + 1].fresh
        names_part = found is not None and found.role == "part" and not found.text and reads_as_heading(line.text)
        ends_open = not line.text.endswith((".", ",", ";", ":"))
        return alone and ends_open and (line.starts_low or names_part)

    def _doubt(self, index: int, reason: str) -> None:
        line = self.lines[index]
        self.joiner.findings.doubt(line.number, line.text, reason)
