"""What makes WeasyPrint faster without changing a byte of what it writes. Each holds only while a document is set."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

import pydyf


@contextmanager
def collection_paused() -> Iterator[None]:
    """Pause the search for reference cycles.

    Nearly all of the objects made for a document live until it is written; looking through them again and again
    takes a sixth of the time of a long plan.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@contextmanager
def pages_listed_once() -> Iterator[None]:
    """Keep the list of references to pages, which pydyf 0.13 makes anew for every element of the structure tree.

    Without this the time for tags grows with the square of the number of pages: a fifth of all at 400 pages.
    """
    original = pydyf.PDF.page_references
    pydyf.PDF.page_references = property(_page_references)
    try:
        yield
    finally:
        pydyf.PDF.page_references = original


def _page_references(pdf: pydyf.PDF) -> tuple[bytes, ...]:
    numbers = pdf.pages["Kids"][::3]  # each reference is three entries: number, generation, R
    known: tuple[bytes, ...] = vars(pdf).get("known_page_references", ())
    if len(known) != len(numbers):
        known = vars(pdf)["known_page_references"] = tuple(b"%d 0 R" % number for number in numbers)
    return known
