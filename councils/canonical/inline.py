"""Inline content: text with its marks, flat, so that every way to nest the same marks comes out alike."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from html import escape
from typing import NamedTuple

from councils.canonical.characters import clings, composed, escaped

_WIDE_GAP = re.compile(r"\s{2,}|\n")
_SPACES = re.compile(" {2,}")

Tag = tuple[str, str]


class Marks(NamedTuple):
    """What a piece of text is: part of a link (its target, or ""), important, emphasised."""

    href: str = ""
    strong: bool = False
    em: bool = False

    def common(self, other: "Marks") -> "Marks":
        """The marks whose tags stay open from this piece to the other: both have them, and those further out too."""
        if self.href != other.href:
            return PLAIN
        if self.strong != other.strong:
            return Marks(self.href)
        return Marks(self.href, self.strong, self.em and other.em)

    @lru_cache(maxsize=256)  # noqa: B019 - keyed by the value: a tuple's equals are the same
    def tags(self) -> list[Tag]:
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
        return map(_serialised, _split(runs))


def _merged(runs: Iterable[Run]) -> Iterator[Run]:
    """Neighbours with the same marks as one."""
    parts: list[str] = []
    current = PLAIN
    for text, marks in runs:
        if marks != current and parts:
            yield "".join(parts), current
            parts = []
        current = marks
        parts.append(text)
    if parts:
        yield "".join(parts), current


def _based(pieces: list[Run]) -> Iterator[Run]:
    """The pieces in form C, combining characters with the marks of the character they combine with."""
    if any(clings(text[0]) for text, _ in pieces):
        pieces = list(_clinging(pieces))
    return ((composed(text), marks) for text, marks in _merged(pieces))


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
        last = text[-1]


def _spaced(pieces: Iterable[Run], gap_text: Callable[[str], str]) -> Iterator[Run]:
    """White space as HTML shows it, none at the edges; between two words it has the marks common to both."""
    before: Marks | None = None
    gap: list[str] = []
    for text, marks in pieces:
        core = text.strip()
        if not core:
            gap.append(text)
            continue
        start = text.index(core[0])
        gap.append(text[:start])
        if before is not None and any(gap):
            yield gap_text("".join(gap)), before.common(marks)
        yield _WIDE_GAP.sub(lambda match: gap_text(match.group()), core), marks
        before, gap = marks, [text[start + len(core) :]]


def _line_gap(space: str) -> str:
    if space == " ":
        return space
    return "\n" if "\n" in space else _SPACES.sub(" ", space)


def _paragraph_gap(space: str) -> str:
    return "\n\n" if space.count("\n") > 1 else _line_gap(space)


def _split(runs: Iterable[Run]) -> Iterator[list[Run]]:
    """The runs of each paragraph."""
    paragraph: list[Run] = []
    for text, marks in runs:
        first, *others = text.split("\n\n")
        paragraph.append((first, marks))
        for other in others:
            yield paragraph
            paragraph = [(other, marks)]
    if paragraph:
        yield paragraph


def _serialised(runs: Iterable[Run]) -> str:
    """HTML of normalised runs: tags are opened as late and closed as late as their order allows."""
    out: list[str] = []
    open_tags: list[Tag] = []
    for text, marks in _merged(run for run in runs if run[0]):
        wanted = marks.tags()
        kept = 0
        for open_tag, tag in zip(open_tags, wanted, strict=False):
            if open_tag != tag:
                break
            kept += 1
        out += [end for _, end in reversed(open_tags[kept:])]
        out += [start for start, _ in wanted[kept:]]
        out.append("<br>".join(map(escaped, text.split("\n"))))
        open_tags = wanted
    return "".join(out + [end for _, end in reversed(open_tags)])
