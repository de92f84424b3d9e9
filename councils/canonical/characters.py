"""Characters: which are dropped, which count as white space, and which cling to the one before them."""

import re
import unicodedata
from html import escape

# Control characters that Unicode gives the white space property, and the line and paragraph separators: as a space.
_SPACING = re.compile("[\t\n\x0b\x0c\r\x1c-\x1f\x85\u2028\u2029]")
# What no reader sees but what makes equal texts differ, hides words, or turns the reading direction: other controls,
# soft hyphen, zero-width and bidirectional marks, annotation marks, byte order mark, tag characters, non-characters
# (Unicode chapter 23).
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f"
    + "".join(f"{chr(plane | 0xFFFE)}{chr(plane | 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000))
    + "]"
)
# Characters with a combining class, all of which are below U+1E950 so far.
_MARK = "".join(filter(unicodedata.combining, map(chr, range(0x300, 0x20000))))
_MAYBE_MARKS = re.compile("[\u0300-\U0001ffff]{31}")
_TOO_MANY_MARKS = re.compile(f"([{_MARK}]{{30}})[{_MARK}]+")


def visible(text: str) -> str:
    """The text without invisible characters, other controls than spaces dropped, line ends as spaces."""
    if text.isascii() and text.isprintable():
        return text
    return _INVISIBLE.sub("", _SPACING.sub(" ", text))


def composed(text: str) -> str:
    """The text in normalisation form C, with no more than 30 combining marks in a row (the limit of UAX #15, D3).

    More occur in no language, and to sort them takes time that grows with the square of their number.
    """
    return text if text.isascii() else _few_marks(unicodedata.normalize("NFC", _few_marks(text)))


def clings(character: str) -> bool:
    """Whether the character may merge with the one before it under form C: combining marks and Hangul vowels and tails.

    Every canonical composition in Unicode has such a character as its second part.
    """
    if character < "\u0300":
        return False
    return unicodedata.category(character)[0] == "M" or "\u1160" <= character <= "\u11ff"


def escaped(text: str) -> str:
    """Text for a place right after a tag: a leading mark is written as a reference.

    Otherwise form C of the whole string would merge it with the tag: ">" and U+0338 are "≯" (U+226F).
    """
    if text and clings(text[0]):
        return f"&#x{ord(text[0]):x};{escape(text[1:], quote=False)}"
    return escape(text, quote=False)


def _few_marks(text: str) -> str:
    return _TOO_MANY_MARKS.sub(r"\1", text) if _MAYBE_MARKS.search(text) else text
