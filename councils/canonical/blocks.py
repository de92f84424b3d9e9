"""The blocks of canonical HTML and how each is written."""

from dataclasses import dataclass, field
from itertools import takewhile

from councils.canonical.inline import Inline


@dataclass
class Item:
    """A list item: one stretch of inline content, then nested lists."""

    line: Inline = field(default_factory=Inline)
    lists: list["List"] = field(default_factory=list)

    def html(self) -> str:
        """The item as an ``li`` element."""
        return f"<li>{self.line.html()}{''.join(nested.html() for nested in self.lists)}</li>"


@dataclass
class List:
    """A list of items that have text; the reader limits how deep lists nest."""

    is_ordered: bool
    items: list[Item] = field(default_factory=list)

    def html(self) -> str:
        """The list as ``ul`` or ``ol``."""
        tag = "ol" if self.is_ordered else "ul"
        return f"<{tag}>{''.join(item.html() for item in self.items)}</{tag}>"


@dataclass
class Cell:
    """A cell of a table; ``scope`` is "row", "col" or "" (not said), spans count from 1."""

    is_header: bool
    scope: str
    colspan: int
    rowspan: int
    line: Inline = field(default_factory=Inline)

    def html(self, default_scope: str) -> str:
        """The cell as ``th`` with its scope, or ``td``; a header cell that says nothing is none (WCAG 2.2, 1.3.1)."""
        is_header = self.is_header and self.line.has_text
        tag = "th" if is_header else "td"
        scope = f' scope="{self.scope or default_scope}"' if is_header else ""
        spans = "".join(
            f' {name}="{span}"' for name, span in (("colspan", self.colspan), ("rowspan", self.rowspan)) if span > 1
        )
        return f"<{tag}{scope}{spans}>{self.line.html()}</{tag}>"


@dataclass
class Row:
    """A row of cells; ``in_head`` when it was read inside ``thead``."""

    in_head: bool
    cells: list[Cell] = field(default_factory=list)

    @property
    def has_text(self) -> bool:
        """Whether any cell has."""
        return any(cell.line.has_text for cell in self.cells)

    @property
    def is_all_headers(self) -> bool:
        """Whether every cell with text is a header, and there is one."""
        return self.has_text and all(cell.is_header or not cell.line.has_text for cell in self.cells)

    def html(self, default_scope: str) -> str:
        """The row as ``tr``."""
        return f"<tr>{''.join(cell.html(default_scope) for cell in self.cells)}</tr>"


@dataclass
class Table:
    """A table: caption and rows in the order read."""

    caption: Inline = field(default_factory=Inline)
    rows: list[Row] = field(default_factory=list)

    def html(self) -> str:
        """The table; only its caption as paragraphs when no cell has text, "" when that has none either."""
        if not any(row.has_text for row in self.rows):
            return "".join(map(_paragraph, self.caption.paragraphs()))
        rows = self._needed_rows()
        heads = _count_head_rows(rows)
        caption = f"<caption>{self.caption.html()}</caption>" if self.caption.has_text else ""
        return f"<table>{caption}{_group('thead', rows[:heads], 'col')}{_group('tbody', rows[heads:], 'row')}</table>"

    def _needed_rows(self) -> list[Row]:
        """Rows without text go, unless cells that span rows could come to reach into others."""
        if any(cell.rowspan > 1 for row in self.rows for cell in row.cells):
            return self.rows
        return [row for row in self.rows if row.has_text]


def serialise(blocks: list[Inline | List | Table]) -> str:
    """Canonical HTML of the blocks; inline content becomes paragraphs."""
    return "".join(
        "".join(map(_paragraph, block.paragraphs())) if isinstance(block, Inline) else block.html() for block in blocks
    )


def _paragraph(html: str) -> str:
    return f"<p>{html}</p>"


def _group(tag: str, rows: list[Row], default_scope: str) -> str:
    return f"<{tag}>{''.join(row.html(default_scope) for row in rows)}</{tag}>" if rows else ""


def _count_head_rows(rows: list[Row]) -> int:
    """The leading rows of ``thead``; where there are none, leading rows of header cells only, if others follow them."""
    said = len(list(takewhile(lambda row: row.in_head, rows)))
    shown = len(list(takewhile(lambda row: row.is_all_headers, rows)))
    return said or (shown if shown < len(rows) else 0)
