"""From cleaned HTML to blocks: one pass over its tags, without recursion, in linear time."""

import re
from collections.abc import Callable, Mapping
from html import unescape

from councils.canonical.blocks import Cell, Item, List, Row, Table
from councils.canonical.characters import visible
from councils.canonical.cleaning import clean_href
from councils.canonical.inline import PLAIN, Inline, Marks

# nh3 writes every tag like this and escapes every other "<".
_TOKEN = re.compile(r'<(/?)([a-z][a-z0-9]*)((?: [a-z]+="[^"]*")*)>|([^<]+)')
_ATTRIBUTE = re.compile(r' ([a-z]+)="([^"]*)"')
_SPAN = re.compile(r"[0-9]{1,2}")
_MAX_SPAN = 50
# Deeper lists go on at this level: no plan nests further, and writing nested lists is recursive.
_MAX_LISTS = 8
_VOID = frozenset({"br", "hr"})

Attributes = dict[str, str]


def read(cleaned: str) -> list[Inline | List | Table]:
    """The blocks of HTML as ``cleaning.clean`` gives it, in order, empty ones perhaps among them."""
    return _Reader().read(cleaned)


class _OpenList:
    """A list being read, with the item being read, if any."""

    def __init__(self, is_ordered: bool) -> None:
        self.list = List(is_ordered)
        self.item: Item | None = None

    def current_item(self) -> Item:
        """The open item; text or a list outside any ``li`` opens one of its own."""
        self.item = self.item or Item()
        return self.item

    def close_item(self) -> None:
        """Keep the item if it has text; lists without any join the item before, or move up a level."""
        item, self.item = self.item, None
        items = self.list.items
        if item is None:
            return
        if item.line.has_text:
            items.append(item)
        elif items:
            items[-1].lists += item.lists
        else:
            items += [inner for nested in item.lists for inner in nested.items]


class _Reader:
    """Follows the tags and knows where the next word belongs."""

    def __init__(self) -> None:
        self.blocks: list[Inline | List | Table] = []
        self.paragraph = Inline()
        self.lists: list[_OpenList] = []
        self.table: Table | None = None
        self.cell: Inline | None = None
        self.in_head = False
        self.marks = PLAIN
        # For each open element: the marks outside it, and what to do at its end.
        self.ends: list[tuple[Marks, Callable[[], None]]] = []

    def read(self, cleaned: str) -> list[Inline | List | Table]:
        """All blocks of the text."""
        for slash, tag, attributes, text in _TOKEN.findall(cleaned):
            if text:
                self._line().add(visible(unescape(text)), self.marks)
            elif slash:
                self.marks, end = self.ends.pop()
                end()
            else:
                self._start(tag, {name: unescape(value) for name, value in _ATTRIBUTE.findall(attributes)})
        self._end_block()
        return self.blocks

    def _start(self, tag: str, attributes: Attributes) -> None:
        if tag in _VOID:
            self._line().end_line() if tag == "br" else self._end_block()
            return
        outside = self.marks
        end = _STARTS.get(tag, _Reader._start_block)(self, tag, attributes)
        self.ends.append((outside, end))

    def _line(self) -> Inline:
        """Where inline content goes now. After a nested list it goes on in that list's last item, to stay in order."""
        if self.cell is not None:
            return self.cell
        if not self.lists:
            return self.paragraph
        item = self.lists[-1].current_item()
        while item.lists:
            item = item.lists[-1].items[-1]
        return item.line

    def _end_block(self) -> None:
        """A border between blocks: a new paragraph, or a new line where only inline content may stand."""
        if self.cell is not None or self.lists:
            self._line().end_line()
        elif self.paragraph.pieces:
            self.blocks.append(self.paragraph)
            self.paragraph = Inline()

    def _start_block(self, tag: str, attributes: Attributes) -> Callable[[], None]:
        self._end_block()
        return self._end_block

    def _start_inline(self, tag: str, attributes: Attributes) -> Callable[[], None]:
        if tag == "a":
            self.marks = self.marks._replace(href=clean_href(attributes.get("href", "")) or self.marks.href)
        elif tag in ("b", "strong"):
            self.marks = self.marks._replace(strong=True)
        else:
            self.marks = self.marks._replace(em=True)
        return _nothing

    def _start_list(self, tag: str, attributes: Attributes) -> Callable[[], None]:
        self._end_block()
        if self.table is not None or len(self.lists) >= _MAX_LISTS:
            return self._end_block
        self.lists.append(_OpenList(is_ordered=tag == "ol"))
        return self._end_list

    def _end_list(self) -> None:
        closed = self.lists.pop()
        closed.close_item()
        if not closed.list.items:
            return
        if self.lists:
            self.lists[-1].current_item().lists.append(closed.list)
        else:
            self.blocks.append(closed.list)
        self._end_block()

    def _start_item(self, tag: str, attributes: Attributes) -> Callable[[], None]:
        if self.table is not None or not self.lists:
            return self._start_block(tag, attributes)
        self.lists[-1].close_item()
        return self.lists[-1].close_item

    def _start_table(self, tag: str, attributes: Attributes) -> Callable[[], None]:
        self._end_block()
        if self.table is not None or self.lists:
            return self._end_block
        self.table = Table()
        return self._end_table

    def _end_table(self) -> None:
        self._end_block()
        if self.table is not None:
            self.blocks.append(self.table)
        self.table = None

    def _start_group(self, tag: str, attributes: Attributes) -> Callable[[], None]:
        """``thead``, ``tbody``, ``tfoot`` or ``tr``."""
        if self.table is None or self.cell is not None:
            return self._start_block(tag, attributes)
        if tag == "tr":
            self.table.rows.append(Row(self.in_head))
            return _nothing
        self.in_head = tag == "thead"
        return self._end_group

    def _end_group(self) -> None:
        self.in_head = False

    def _start_cell(self, tag: str, attributes: Attributes) -> Callable[[], None]:
        if self.table is None or self.cell is not None:
            # A table inside an item or a cell: rows become lines, cells are parted by a space.
            self._line().add(" ", PLAIN)
            return _nothing
        scope = attributes.get("scope", "").lower()
        cell = Cell(
            is_header=tag == "th",
            scope=scope if scope in ("row", "col") else "",
            colspan=_span(attributes.get("colspan", "")),
            rowspan=_span(attributes.get("rowspan", "")),
        )
        self.table.rows = self.table.rows or [Row(self.in_head)]
        self.table.rows[-1].cells.append(cell)
        self.cell = cell.line
        return self._end_cell

    def _start_caption(self, tag: str, attributes: Attributes) -> Callable[[], None]:
        if self.table is None or self.cell is not None:
            return self._start_block(tag, attributes)
        self.cell = self.table.caption
        self.cell.end_line()
        return self._end_cell

    def _end_cell(self) -> None:
        self.cell = None


def _nothing() -> None:
    """At the end of an element nothing needs to be done but to restore the marks."""


def _span(value: str) -> int:
    """How many columns or rows a cell takes, 1 when the attribute makes no sense."""
    span = int(value) if _SPAN.fullmatch(value) else 1
    return span if 1 < span <= _MAX_SPAN else 1


_Start = Callable[[_Reader, str, Attributes], Callable[[], None]]
_STARTS: Mapping[str, _Start] = (
    dict.fromkeys(("a", "b", "em", "i", "strong"), _Reader._start_inline)
    | dict.fromkeys(("dir", "menu", "ol", "ul"), _Reader._start_list)
    | dict.fromkeys(("thead", "tbody", "tfoot", "tr"), _Reader._start_group)
    | dict.fromkeys(("td", "th"), _Reader._start_cell)
    | {"li": _Reader._start_item, "table": _Reader._start_table, "caption": _Reader._start_caption}
)
