"""Inline content: text with its marks, flat, so that every way to nest the same marks comes out alike."""

import re
from collections.abc import Callable, Iterable, Iterator
from html import escape
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from councils.canonical.characters import clings, composed, escaped

_WIDE_GAP = re.compile(r"\s{2,}|\n")
_SPACES = re.compile(" {2,}")


class Marks(NamedTuple):
    """What a piece of text is: part of a link (its target, or ""), important, emphasised."""

    href: str = ""
    strong: bool = False
    em: bool = False

    def common(self, other: "Marks") -> "Marks":
        """The marks that both have."""
        href = self.href if self.href == other.href else ""
        return Marks(href, self.strong and other.strong, self.em and other.em)

    def tags(self) -> list[tuple[str, str]]:
        """The start and end tags that say it, outermost first: always link, strong, em."""
        link = [(f'<a href="{escape(self.href)}">', "</a>")] if self.href else []
        strong = [("<strong>", "</strong>")] if self.strong else []
        return link + strong + ([("<em>", "</em>")] if self.em else [])


PLAIN = Marks()
Run = tuple[str, Marks]


class Inline:
    """Inline content while it is read: pieces of text in order, "\\n" for a line break."""

    def __init__(self) -> None:
        self.pieces: list[Run] = []
        self.has_text = False

    def add(self, text: str, marks: Marks) -> None:
        """Append visible text (see ``characters.visible``)."""
        if text:
            self.pieces.append((text, marks))
            self.has_text = self.has_text or not text.isspace()

    def end_line(self) -> None:
        """Append a line break; those at the edges and repeated ones do not count."""
        self.pieces.append(("\n", PLAIN))

    def html(self) -> str:
        """Canonical HTML of the content as one block, lines parted by ``br``."""
        return _serialised(_spaced(_based(self.pieces), _line_gap))

    def paragraphs(self) -> Iterator[str]:
        """Canonical HTML of each paragraph: two line breaks in a row part paragraphs."""
        runs = _spaced(_based(self.pieces), _paragraph_gap)
        for is_border, paragraph in groupby(_split(runs), key=lambda run: run[0] == "\n\n"):
            if not is_border:
                yield _serialised(paragraph)


def _merged(runs: Iterable[Run]) -> Iterator[Run]:
    """Neighbours with the same marks as one."""
    for marks, group in groupby(runs, key=itemgetter(1)):
        yield "".join(map(itemgetter(0), group)), marks


def _based(pieces: Iterable[Run]) -> Iterator[Run]:
    """The pieces in form C, combining characters with the marks of the character they combine with."""
    return ((composed(text), marks) for text, marks in _merged(_clinging(_merged(pieces))))


def _clinging(pieces: Iterable[Run]) -> Iterator[Run]:
    """Hand the combining characters that begin a piece to the piece before, unless that ends in white space."""
    last, base = " ", PLAIN
    for text, marks in pieces:
        count = 0
        if not last.isspace():
            count = next((i for i, character in enumerate(text) if not clings(character)), len(text))
            yield text[:count], base
        if count < len(text):
            base = marks
            yield text[count:], marks
        last = text[-1:] or last


def _spaced(pieces: Iterable[Run], gap_text: Callable[[str], str]) -> Iterator[Run]:
    """White space as HTML shows it, none at the edges; between two words it has the marks that both have."""
    before: Marks | None = None
    gap: list[str] = []
    for text, marks in pieces:
        core = text.strip()
        if not core:
            gap.append(text)
            continue
        start = text.index(core[0])
        gap.append(text[:start])
        if before is not None:
            yield gap_text("".join(gap)), before.common(marks)
        yield _WIDE_GAP.sub(lambda match: gap_text(match.group()), core), marks
        before, gap = marks, [text[start + len(core) :]]


def _line_gap(space: str) -> str:
    return "\n" if "\n" in space else _SPACES.sub(" ", space)


def _paragraph_gap(space: str) -> str:
    return "\n\n" if space.count("\n") > 1 else _line_gap(space)


def _split(runs: Iterable[Run]) -> Iterator[Run]:
    """The runs with each paragraph border as a run of its own."""
    for text, marks in runs:
        for part in re.split("(\n\n)", text):
            yield part, marks


def _serialised(runs: Iterable[Run]) -> str:
    """HTML of normalised runs: tags are opened as late and closed as late as their order allows."""
    out: list[str] = []
    open_tags: list[tuple[str, str]] = []
    for text, marks in _merged(run for run in runs if run[0]):
        wanted = marks.tags()
        kept = next((i for i, pair in enumerate(zip(open_tags, wanted)) if pair[0] != pair[1]), None)
        kept = min(len(open_tags), len(wanted)) if kept is None else kept
        out += [end for _, end in reversed(open_tags[kept:])]
        out += [start for start, _ in wanted[kept:]]
        out.append("<br>".join(map(escaped, text.split("\n"))))
        open_tags = wanted
    return "".join(out + [end for _, end in reversed(open_tags)])
