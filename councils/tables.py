"""Tables of section HTML as web pages show them."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape

from councils.canonical import plain_text

_TABLE = re.compile(r"<table>(.*?</table>)", re.DOTALL)
_CAPTION = re.compile(r"<caption>(.*?)</caption>", re.DOTALL)


def in_scrolling_regions(html: str, name: Callable[[str], str]) -> str:
    """Canonical section HTML with each table in a region of its own that scrolls and can be reached by keyboard.

    `name` is given the text of each table's caption in turn (may be empty) and says what the region is called: it
    needs a name, and no two on a page may share one (WAI-ARIA 1.2, 5.3.3).
    """

    def wrapped(table: re.Match[str]) -> str:
        caption = _CAPTION.search(table[1])
        label = name(plain_text(caption[1]) if caption else "")
        return (
            f'<div class="table--responsive-scroll" tabindex="0" role="region" aria-label="{escape(label)}">'
            f'<table class="table">{table[1]}</div>'
        )

    return _TABLE.sub(wrapped, html)
