"""The one canonical form of section HTML.

Text reaches the portal from an editor, from Word, from fixtures and from imported plans. Each of them writes the same
paragraph differently, so every write path brings text to one form: two texts that look the same are the same string,
and an untouched section never differs from the year before.

The form: blocks ``p``, ``ul``, ``ol`` and ``table`` one after another without white space between; inline ``strong``,
``em``, ``a[href]`` and ``br``. List items and cells hold inline content, and an item may end with nested lists. The
string as a whole is in Unicode normalisation form C (UAX #15) and stays so when it is normalised again.
"""

import re
from functools import lru_cache
from html import unescape

from councils.canonical.blocks import serialise
from councils.canonical.cleaning import clean
from councils.canonical.reading import read

__all__ = ["canonicalise", "is_empty", "plain_text", "words"]

_LINE_TAGS = re.compile(r"<(?:/?(?:p|ul|ol|li|table|caption|thead|tbody|tr)|br)\b[^>]*>")
_CELL_END = re.compile(r"</t[dh]>")
_ANY_TAG = re.compile(r"<[^>]*>")
_GAPS = re.compile(r"[\t\n]{2,}")


def canonicalise(html: str | None) -> str:
    """Bring any text to canonical section HTML; None and text without visible words give "".

    Never fails on a string, whatever is in it. Words keep their order, and none is lost: only what a reader cannot see
    (scripts, styles, titles, invisible characters) and images are dropped. Idempotent.
    """
    if not html:
        return ""
    return _remembered(html) if len(html) <= _REMEMBERED_LENGTH else _canonicalised(html)


def plain_text(html: str | None) -> str:
    """The visible text of any HTML: one line for each paragraph, item, table row or line, cells parted by tabs."""
    text = _LINE_TAGS.sub("\n", canonicalise(html))
    text = unescape(_ANY_TAG.sub("", _CELL_END.sub("\t", text)))
    return _GAPS.sub(_narrowed, text).strip("\t\n")


def words(html: str | None) -> list[str]:
    """The visible words of any HTML in order, punctuation attached, as white space parts them."""
    return plain_text(html).split()


def is_empty(html: str | None) -> bool:
    """Whether the HTML shows a reader no text at all."""
    return not canonicalise(html)


def _canonicalised(html: str) -> str:
    return serialise(read(clean(html)))


# One saving brings the same text to its form several times, as do proofing, comparing and freezing a plan.
_REMEMBERED_LENGTH = 20_000
_remembered = lru_cache(maxsize=512)(_canonicalised)


def _narrowed(gap: re.Match[str]) -> str:
    """Blank lines and the tabs at a line's ends go; tabs between two cells stay, so that columns can be told."""
    return "\n" if "\n" in gap.group() else gap.group()
