"""What changed from one section text to another, shown word by word as section HTML with ``ins`` and ``del``.

Texts are cut into the pieces that merging knows (paragraphs, list items, tables). A piece that both have in another
wording is shown once with its words compared; what only one has is shown whole. ``ins`` and ``del`` stand inside
paragraphs, items, captions and cells alone, so the result is as well formed as the texts. Without what is in ``ins`` it
has the old text's words, without what is in ``del`` the new one's. Stylesheets give both words of their own for those
who hear the page (desk-parts.css).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import escape, unescape
from itertools import zip_longest

from django.utils.safestring import SafeString, mark_safe

from councils.canonical.inline import PLAIN, Marks
from plans.aligning import matches, share, steps
from plans.merging import Piece, pieces

ISLAND = 3
"""Letters of an unchanged stretch between two changed ones that is too short to help a reader."""


def difference(old: str, new: str) -> SafeString:
    """How the old section HTML became the new one, as section HTML with ``ins`` and ``del``."""
    return _safe("".join(_blocks(pieces(old), pieces(new))))


def changes(old: str, new: str) -> SafeString:
    """The same, but of the paragraphs, list items and tables only those in which something changed."""
    return _safe("".join(_blocks(pieces(old), pieces(new), only_changed=True)))


def plain_difference(old: str, new: str) -> SafeString:
    """The same of two plain texts, such as headings and notes, as inline HTML; lines are parted by ``br``."""
    return _safe(_compared(_tokens(_as_inline(old)), _tokens(_as_inline(new))))


_CHANGED = re.compile(r"(?:<(ins|del)>(?:(?!</\1>).)*</\1>(?:\s|</?(?!ins|del)[^>]*>)*)+", re.DOTALL)


def places_changed(shown: str) -> int:
    """In how many places the difference says that something changed; what changed side by side is one place."""
    return sum(1 for _ in _CHANGED.finditer(shown))


def summary(*shown: str) -> str:
    """The differences counted together, in Danish: "2 steder ændret"."""
    count = sum(map(places_changed, shown))
    if count == 0:
        return "Ingen forskel"
    return "1 sted ændret" if count == 1 else f"{count} steder ændret"


def _safe(html: str) -> SafeString:
    return mark_safe(html)  # noqa: S308  made of canonical HTML and of escaped text


def _as_inline(text: str) -> str:
    return escape(text, quote=False).replace("\n", "<br>")


# Blocks --------------------------------------------------------------------------------------------------------------


def _blocks(old: list[Piece], new: list[Piece], *, only_changed: bool = False) -> Iterator[str]:
    """The pieces of both in one order, list items gathered in lists."""
    open_list, just_begun = "", False
    for one, other in steps(old, new, lambda piece: (piece.kind, piece.html), _pieces_alike):
        if only_changed and one is not None and other is not None and one.html == other.html:
            continue
        piece = other or one
        assert piece is not None  # noqa: S101  a step has one side or both
        begins = all(side.begins for side in (one, other) if side is not None)
        if open_list and (piece.kind != open_list or (begins and not just_begun)):
            yield f"</{open_list}>"
            open_list = ""
        if piece.kind in ("ul", "ol") and not open_list:
            yield f"<{piece.kind}>"
            open_list = piece.kind
        # The first item of the old list and that of the new one begin one list.
        just_begun = other is None and (begins or just_begun)
        yield _piece(piece.kind, one.html if one else "", other.html if other else "")
    if open_list:
        yield f"</{open_list}>"


_TAG = re.compile(r"<[^>]*>")


def _pieces_alike(one: Piece, other: Piece) -> float:
    return _alike(one.html, other.html) if one.kind == other.kind else 0.0


def _alike(one: str, other: str) -> float:
    return share(_bag(one), _bag(other))


@lru_cache(maxsize=128)  # as many as one stretch of changed pieces weighs against each other
def _bag(html: str) -> Counter[str]:
    return Counter(_TAG.sub(" ", html).split())


def _piece(kind: str, old: str, new: str) -> str:
    """One piece from its two wordings, either of which may be missing ("")."""
    if kind == "p":
        return f"<p>{_inline(old[3:-4], new[3:-4])}</p>"
    return _table(old, new) if kind == "table" else _item(old, new)


_NESTED = re.compile(r"<[uo]l>")


def _item(old: str, new: str) -> str:
    (old_line, old_lists), (new_line, new_lists) = _opened(old), _opened(new)
    return f"<li>{_inline(old_line, new_line)}{''.join(_blocks(pieces(old_lists), pieces(new_lists)))}</li>"


def _opened(item: str) -> tuple[str, str]:
    """An item's own line, and the lists below it."""
    inner = item[len("<li>") : -len("</li>")]
    nested = _NESTED.search(inner)
    return (inner[: nested.start()], inner[nested.start() :]) if nested else (inner, "")


# Tables --------------------------------------------------------------------------------------------------------------

_CAPTION = re.compile(r"<caption>(.*?)</caption>", re.DOTALL)
_ROW = re.compile(r"<tr>(.*?)</tr>", re.DOTALL)
_CELL = re.compile(r"<(t[hd])([^>]*)>(.*?)</\1>", re.DOTALL)
Cell = tuple[str, str, str]
"""A cell's tag, its attributes as they are written, and what is in it."""


def _table(old: str, new: str) -> str:
    groups = "".join(_rows(group, _group(old, group), _group(new, group)) for group in ("thead", "tbody"))
    caption = _inline(_first(_CAPTION, old), _first(_CAPTION, new))
    return f"<table>{f'<caption>{caption}</caption>' if caption else ''}{groups}</table>"


def _first(pattern: re.Pattern[str], html: str) -> str:
    found = pattern.search(html)
    return found[1] if found else ""


def _group(table: str, tag: str) -> list[str]:
    """The rows of the table's head or body, what is inside each."""
    start = table.find(f"<{tag}>")
    return _ROW.findall(table[start : table.index(f"</{tag}>", start)]) if start >= 0 else []


def _rows(tag: str, old: list[str], new: list[str]) -> str:
    rows = [_row(_cells(one), _cells(other)) for one, other in steps(old, new, str, _alike)]
    return f"<{tag}>{''.join(rows)}</{tag}>" if rows else ""


def _cells(row: str | None) -> list[Cell]:
    return _CELL.findall(row or "")


def _row(old: list[Cell], new: list[Cell]) -> str:
    """One row with its cells compared; a row that got more or fewer cells is shown as two."""
    if len(old) == len(new):
        return f"<tr>{''.join(map(_cell, old, new))}</tr>"
    gone = "".join(_written(tag, attributes, _inline(html, "")) for tag, attributes, html in old)
    come = "".join(_written(tag, attributes, _inline("", html)) for tag, attributes, html in new)
    return "".join(f"<tr>{cells}</tr>" for cells in (gone, come) if cells)


def _cell(old: Cell, new: Cell) -> str:
    """A cell that became a header, or reaches further, says so in all its words."""
    shown = _inline(old[2], new[2]) if old[:2] == new[:2] else _inline(old[2], "") + _inline("", new[2])
    return _written(new[0], new[1], shown)


def _written(tag: str, attributes: str, html: str) -> str:
    return f"<{tag}{attributes}>{html}</{tag}>"


# Words ---------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Token:
    """A word, a sign or a line break as HTML, its marks, and the space before it.

    `gap` is the space that the text has there; the first word of a line counts as having one, so that it is the same
    word when others come before it.
    """

    html: str
    marks: Marks
    gap: str
    starts_line: bool

    @property
    def key(self) -> tuple[str, Marks, bool]:
        """What makes it the same token in two texts."""
        return self.html, self.marks, bool(self.gap) or self.starts_line


_PART = re.compile(
    r"<(?P<end>/?)(?P<tag>a|strong|em|br)(?: href=\"(?P<href>[^\"]*)\")?>"
    r"|(?P<gap>\s+)"
    r"|(?P<word>&[#\w]+;|[\w\u0300-\u036f]+(?:[-.,:/@'’][\w\u0300-\u036f]+)*|\S)"
)


def _inline(old: str, new: str) -> str:
    """Inline HTML of two wordings of one line; equal ones as they are."""
    return new if old == new else _compared(_tokens(old), _tokens(new))


def _tokens(html: str) -> list[Token]:
    """The line's tokens in order."""
    tokens: list[Token] = []
    marks, gap, starts = PLAIN, "", True
    for part in _PART.finditer(html):
        if part["gap"]:
            gap = part["gap"]
        elif part["tag"] and part["tag"] != "br":
            marks = _marked(marks, part)
        else:
            word = part["word"] or "<br>"
            tokens.append(Token(word, marks if part["word"] else PLAIN, gap, starts or word == "<br>"))
            gap, starts = "", word == "<br>"
    return tokens


def _marked(marks: Marks, part: re.Match[str]) -> Marks:
    """The marks after a tag."""
    if part["tag"] == "a":
        return marks._replace(href="" if part["end"] else unescape(part["href"] or ""))
    if part["tag"] == "strong":
        return marks._replace(strong=not part["end"])
    return marks._replace(em=not part["end"])


@dataclass
class _Stretch:
    """Words that only the old text has and those that only the new one has, or words that both have, with both gaps."""

    gone: list[Token]
    come: list[Token]
    same: list[Token]

    @property
    def is_change(self) -> bool:
        """Whether the two texts differ here."""
        return not self.same


def _compared(old: list[Token], new: list[Token]) -> str:
    stretches = _without_islands(list(_stretches(old, new)))
    after = [*(stretch.same for stretch in stretches[1:]), []]
    return "".join(map(_shown, stretches, after))


def _stretches(old: list[Token], new: list[Token]) -> Iterator[_Stretch]:
    first = second = 0
    found = matches([token.key for token in old], [token.key for token in new])
    for at_old, at_new, length in [*found, (len(old), len(new), 0)]:
        if first < at_old or second < at_new:
            yield _Stretch(old[first:at_old], new[second:at_new], [])
        if length:
            one, other = old[at_old : at_old + length], new[at_new : at_new + length]
            # A first word has no space before it, but may have come to stand after others.
            yield _Stretch(one, other, [b if b.gap else a for a, b in zip(one, other, strict=True)])
        first, second = at_old + length, at_new + length


def _without_islands(stretches: list[_Stretch]) -> list[_Stretch]:
    """An "og" that two changed stretches happen to share is part of the change."""
    result: list[_Stretch] = []
    for stretch, after in zip_longest(stretches, stretches[1:]):
        before = result[-1] if result else None
        if before and (_continues(before, stretch) or (after and _is_island(before, stretch, after))):
            result[-1] = _Stretch(before.gone + stretch.gone, before.come + stretch.come, [])
        else:
            result.append(stretch)
    return result


def _continues(before: _Stretch, stretch: _Stretch) -> bool:
    return before.is_change and stretch.is_change


def _is_island(before: _Stretch, stretch: _Stretch, after: _Stretch) -> bool:
    """Whether a few letters stand alone between words that were put in others' place."""
    rewritten = all(side.is_change and side.gone and side.come for side in (before, after))
    return rewritten and not stretch.is_change and sum(len(token.html) for token in stretch.same) <= ISLAND


def _shown(stretch: _Stretch, after: list[Token]) -> str:
    """The stretch, what is changed without the space before it wherever that leaves the words as they were."""
    if stretch.same:
        return _written_out(stretch.same)
    lead = ""
    firsts = [side[0].gap for side in (stretch.gone, stretch.come) if side]
    if all(firsts) and (len(firsts) == 2 or not after or after[0].gap):
        lead = firsts[-1]
    gone, come = _written_out(stretch.gone)[len(lead) :], _written_out(stretch.come)[len(lead) :]
    return lead + (f"<del>{gone}</del>" if gone else "") + (f"<ins>{come}</ins>" if come else "")


def _written_out(tokens: Iterable[Token]) -> str:
    """HTML of the tokens, the space before each outside the marks that begin with it."""
    out: list[str] = []
    marks = PLAIN
    for token in tokens:
        if token.marks != marks:
            out += [end for _, end in reversed(marks.tags())]
            out += [token.gap, *(start for start, _ in token.marks.tags())]
            marks = token.marks
        else:
            out.append(token.gap)
        out.append(token.html)
    return "".join(out + [end for _, end in reversed(marks.tags())])
