"""The words of the web article and of the PDF's main part, for comparing them with each other or with a source."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from html import unescape
from io import BytesIO
from typing import Any

import pdfplumber

PERMALINK = re.compile(r'<a class="permalink".*?</a>', re.DOTALL)
INLINE_TAG = re.compile(r"</?(?:a|em|strong)\b[^>]*>")
OTHER_TAG = re.compile(r"<[^>]*>")


def words_of_html(html: str) -> list[str]:
    """Return the words that a reader of section or article HTML sees, permalinks aside."""
    html = INLINE_TAG.sub("", PERMALINK.sub("", html))
    return unescape(OTHER_TAG.sub(" ", html)).split()


def words_of_pdf(data: bytes, known: Iterable[str] = ()) -> list[str]:
    """Return the words of a PDF's main part in the order in which its tags are read aloud.

    List markers and repeated table headers are left out. A word broken at a line's end is joined again when the whole
    is among the ``known`` words.
    """
    pages = main_part(data)
    repeated = {id(header) for header in repeated_headers(pages)}
    fragments = [fragment for element in pages for fragment in read(element, repeated)]
    text = ""
    for fragment, before in zip(fragments, [None, *fragments], strict=False):
        text += (" " if before is None or not fragment.adjoins(before) else "") + fragment.text
    return joined(text.split(), set(known))


@dataclass(frozen=True)
class Fragment:
    """A run of text on one line, with its place on the page in points."""

    text: str
    page: int
    top: float
    left: float
    right: float

    def adjoins(self, before: "Fragment") -> bool:
        """Whether it follows without a gap on the same line, as emphasis within a word does."""
        same_line = self.page == before.page and abs(self.top - before.top) < 2
        return same_line and abs(self.left - before.right) < 0.8


@dataclass(frozen=True)
class Element:
    """A structure element with the text fragments of its marked content."""

    kind: str
    page: int | None
    fragments: tuple[Fragment, ...]
    children: tuple["Element", ...]

    def all(self) -> Iterator["Element"]:
        """Yield this element and all below it in reading order."""
        yield self
        for child in self.children:
            yield from child.all()


@cache
def structure(data: bytes) -> list[Element]:
    """Return the structure tree of a tagged PDF, with its text."""
    with pdfplumber.open(BytesIO(data)) as pdf:
        runs = {page.page_number: marked_runs(page) for page in pdf.pages}
        return [element(node, runs, None) for node in pdf.structure_tree]


def element(node: dict[str, Any], runs: dict[int, dict[int, Fragment]], page: int | None) -> Element:
    """Make an element of what pdfplumber tells; a child without a page is on its parent's."""
    page = node.get("page_number", page)
    found = [runs[page][mcid] for mcid in node.get("mcids", []) if page is not None and mcid in runs[page]]
    children = tuple(element(child, runs, page) for child in node.get("children", []))
    return Element(node["type"], page, tuple(found), children)


def marked_runs(page: Any) -> dict[int, Fragment]:
    """Return the text of each marked content of a page by its number."""
    letters: dict[int, list[dict[str, Any]]] = {}
    for letter in page.chars:
        if letter["mcid"] is not None:
            letters.setdefault(letter["mcid"], []).append(letter)
    return {
        mcid: Fragment(
            "".join(letter["text"] for letter in run), page.page_number, run[0]["bottom"], run[0]["x0"], run[-1]["x1"]
        )
        for mcid, run in letters.items()
    }


def main_part(data: bytes) -> list[Element]:
    """Return the elements of ``<main>``, one a page: what comes after cover and contents."""
    return [found for root in structure(data) for found in root.all() if found.kind == "Part"]


def repeated_headers(pages: list[Element]) -> Iterator[Element]:
    """Yield the table headers that only repeat the one before: a page's first text, and in the same words."""
    before = ""
    for page in pages:
        first = next(read(page, set()), None)
        for header in (found for found in page.all() if found.kind == "THead"):
            fragments = list(read(header, set()))
            words = " ".join(fragment.text for fragment in fragments)
            if fragments[:1] == [first] and words == before:
                yield header
            before = words


def read(element: Element, left_out: set[int]) -> Iterator[Fragment]:
    """Yield the fragments below an element in reading order, without the markers of lists and what is left out."""
    if element.kind == "Lbl" or id(element) in left_out:
        return
    if element.kind == "Link":  # its own text and that of elements in it are numbered as they stand on the page
        yield from sorted((f for e in element.all() for f in e.fragments), key=lambda f: (f.page, f.top, f.left))
        return
    yield from element.fragments
    for child in element.children:
        yield from read(child, left_out)


def joined(words: list[str], known: set[str]) -> list[str]:
    """Join words that end with a hyphen to the next one where that makes a known word."""
    result: list[str] = []
    for word in words:
        before = result[-1] if result and result[-1].endswith("-") else ""
        whole = next((w for w in (before[:-1] + word, before + word) if before and w in known), "")
        if whole:
            result[-1] = whole
        else:
            result.append(word)
    return result
