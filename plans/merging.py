"""Two changes of one section brought together, paragraph by paragraph.

A text is cut into pieces: paragraphs, tables and single list items. What only one of two writers changed is taken from
that one; where both changed the same piece, or added at the same point, the place is left for a person to decide
(three-way merge; Khanna, Kunal and Pierce, "A Formal Investigation of Diff3", 2007, with changed stretches in place of
stable ones, so that neighbouring paragraphs do not hinder each other).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from councils.canonical import canonicalise

_TOP = re.compile(r"<(p|ul|ol|table)>")
_LIST_TAG = re.compile(r"<(/?)(ul|ol|li)>")


@dataclass(frozen=True)
class Piece:
    """A paragraph, a table or a list item, as canonical HTML; `kind` is p, table, ul or ol.

    `begins` is true for the first item of a list: two lists beside each other stay two.
    """

    kind: str
    html: str
    begins: bool = False


@dataclass(frozen=True)
class Place:
    """A stretch that both changed, each in another way: what it was, what one made of it, and the other. HTML."""

    base: str
    mine: str
    theirs: str


Merged = list[tuple[Piece, ...] | Place]
"""The text in order: stretches that are settled, and places that are not."""


# Pieces --------------------------------------------------------------------------------------------------------------


def pieces(html: str) -> list[Piece]:
    """The pieces of canonical section HTML, in order."""
    return list(_cut(canonicalise(html)))


def _cut(html: str) -> Iterator[Piece]:
    place = 0
    while found := _TOP.match(html, place):
        kind = found[1]
        end = _end_of_list(html, place) if kind in ("ul", "ol") else html.index(f"</{kind}>", place) + len(kind) + 3
        yield from _items(html[place:end], kind) if kind in ("ul", "ol") else [Piece(kind, html[place:end])]
        place = end


def _end_of_list(html: str, start: int) -> int:
    depth = 0
    for tag in _LIST_TAG.finditer(html, start):
        if tag[2] != "li":
            depth += -1 if tag[1] else 1
            if depth == 0:
                return tag.end()
    return len(html)


def _items(html: str, kind: str) -> Iterator[Piece]:
    """The list's own items; lists nested in them stay inside."""
    depth, begun, first = 0, 0, True
    for tag in _LIST_TAG.finditer(html):
        if tag[2] != "li":
            depth += -1 if tag[1] else 1
        elif depth == 1 and not tag[1]:
            begun = tag.start()
        elif depth == 1:
            yield Piece(kind, html[begun : tag.end()], first)
            first = False


def joined(parts: Iterable[Piece]) -> str:
    """Canonical HTML of the pieces; items of one kind after one another are one list, unless one of them begins one."""
    out: list[str] = []
    open_list = ""
    for part in parts:
        if open_list and (part.kind != open_list or part.begins):
            out.append(f"</{open_list}>")
            open_list = ""
        if part.kind in ("ul", "ol") and not open_list:
            out.append(f"<{part.kind}>")
            open_list = part.kind
        out.append(part.html)
    if open_list:
        out.append(f"</{open_list}>")
    return canonicalise("".join(out))


# Merging -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Hunk:
    """That pieces first..last (end excluded) of the base were made into `new`."""

    first: int
    last: int
    new: tuple[Piece, ...]

    def meets(self, other: _Hunk) -> bool:
        """Whether both change the same piece, or add at the same point."""
        if self.first == self.last or other.first == other.last:
            if self.first == self.last and other.first == other.last:
                return self.first == other.first
            point, stretch = (self, other) if self.first == self.last else (other, self)
            return stretch.first < point.first < stretch.last
        return self.first < other.last and other.first < self.last


def merge(base: str, mine: str, theirs: str) -> Merged:
    """Bring two changes of the base together; all three are section HTML."""
    old, one, two = pieces(base), pieces(mine), pieces(theirs)
    changes = _paired(list(_hunks(old, one)), list(_hunks(old, two)))
    merged: Merged = []
    place = 0
    for first, last, my_hunks, their_hunks in changes:
        merged.append(tuple(old[place:first]))
        merged.extend(_settled(old[first:last], first, my_hunks, their_hunks))
        place = last
    merged.append(tuple(old[place:]))
    return [part for part in merged if isinstance(part, Place) or part]


def places(merged: Merged) -> list[Place]:
    """The places that a person must decide."""
    return [part for part in merged if isinstance(part, Place)]


def resolved(merged: Merged, choices: Sequence[str]) -> str:
    """The whole text with each place in turn replaced by the HTML chosen for it."""
    left = iter(choices)
    out: list[Piece] = []
    for part in merged:
        chosen = pieces(next(left)) if isinstance(part, Place) else part
        out.extend(chosen)
    return joined(out)


def _hunks(old: list[Piece], new: list[Piece]) -> Iterator[_Hunk]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, first, last, new_first, new_last in matcher.get_opcodes():
        if tag == "equal":
            continue
        # As many pieces as before: each was changed by itself, and its neighbours are free for others.
        if last - first == new_last - new_first:
            for step in range(last - first):
                yield _Hunk(first + step, first + step + 1, (new[new_first + step],))
        else:
            yield _Hunk(first, last, tuple(new[new_first:new_last]))


Change = tuple[int, int, list[_Hunk], list[_Hunk]]


def _paired(one: list[_Hunk], two: list[_Hunk]) -> list[Change]:
    """The hunks in order, those that meet put together: (first, last, mine, theirs)."""
    left = sorted([(h, True) for h in one] + [(h, False) for h in two], key=lambda pair: (pair[0].first, pair[0].last))
    changes: list[Change] = []
    for hunk, is_mine in left:
        if changes and any(hunk.meets(other) for other in (changes[-1][3] if is_mine else changes[-1][2])):
            first, last, my_hunks, their_hunks = changes[-1]
            (my_hunks if is_mine else their_hunks).append(hunk)
            changes[-1] = (first, max(last, hunk.last), my_hunks, their_hunks)
        else:
            changes.append((hunk.first, hunk.last, [hunk] if is_mine else [], [] if is_mine else [hunk]))
    return _apart(changes)


def _apart(changes: list[Change]) -> list[Change]:
    """Changes whose stretches came to overlap while they grew are one."""
    result: list[Change] = []
    for change in changes:
        if result and change[0] < result[-1][1]:
            first, last, mine, theirs = result.pop()
            change = (first, max(last, change[1]), mine + change[2], theirs + change[3])
        result.append(change)
    return result


def _settled(
    old: list[Piece], offset: int, mine: list[_Hunk], theirs: list[_Hunk]
) -> Iterator[tuple[Piece, ...] | Place]:
    my_version, their_version = _applied(old, offset, mine), _applied(old, offset, theirs)
    if not mine or my_version == their_version:
        yield tuple(their_version)
    elif not theirs:
        yield tuple(my_version)
    else:
        yield Place(base=joined(old), mine=joined(my_version), theirs=joined(their_version))


def _applied(old: list[Piece], offset: int, hunks: list[_Hunk]) -> list[Piece]:
    out: list[Piece] = []
    place = offset
    for hunk in sorted(hunks, key=lambda h: (h.first, h.last)):
        out.extend(old[place - offset : hunk.first - offset])
        out.extend(hunk.new)
        place = max(place, hunk.last)
    return out + old[place - offset :]


def merge_line(base: str, mine: str, theirs: str) -> str | None:
    """One of two versions of a heading or a note, where only one was changed or both alike; None where they differ."""
    if mine == theirs or theirs == base:
        return mine
    return theirs if mine == base else None
