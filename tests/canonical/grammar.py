"""What canonical section HTML may look like, told apart from the code that makes it; words as they are seen."""

from __future__ import annotations

import re
import unicodedata
from html.parser import HTMLParser

INLINE = {"#text", "a", "strong", "em", "br"}
CHILDREN = {
    "#root": {"p", "ul", "ol", "table"},
    "p": INLINE,
    "ul": {"li"},
    "ol": {"li"},
    "li": INLINE | {"ul", "ol"},
    "table": {"caption", "thead", "tbody"},
    "caption": INLINE,
    "thead": {"tr"},
    "tbody": {"tr"},
    "tr": {"th", "td"},
    "th": INLINE,
    "td": INLINE,
    "a": {"#text", "strong", "em", "br"},
    "strong": {"#text", "em", "br"},
    "em": {"#text", "br"},
}
ATTRIBUTES = {
    "href": re.compile(r"#[a-z0-9-]+|https?://[^\s/\\?#]\S*|mailto:[^\s?]\S*"),
    "scope": re.compile("row|col"),
    "colspan": re.compile("[2-9]|[1-4][0-9]|50"),
    "rowspan": re.compile("[2-9]|[1-4][0-9]|50"),
}
ALLOWED = {"a": {"href"}, "th": {"scope", "colspan", "rowspan"}, "td": {"colspan", "rowspan"}}
REQUIRED = {"a": {"href"}, "th": {"scope"}}
MAY_BE_EMPTY = {"td", "tr", "br"}


class _Reader(HTMLParser):
    """Checks every tag against the grammar while it is read."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.path = ["#root"]
        self.children: list[list[str]] = [[]]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._child(tag)
        names = [name for name, _ in attrs]
        assert REQUIRED.get(tag, set()) <= set(names) <= ALLOWED.get(tag, set()), (tag, names)
        assert len(names) == len(set(names))
        for name, value in attrs:
            assert ATTRIBUTES[name].fullmatch(value or ""), (name, value)
        if tag != "br":
            self.path.append(tag)
            self.children.append([])

    def handle_endtag(self, tag: str) -> None:
        assert self.path.pop() == tag
        children = self.children.pop()
        assert children or tag in MAY_BE_EMPTY, f"empty {tag}"
        if {"ul", "ol"} & set(children):
            first = min(i for i, child in enumerate(children) if child in ("ul", "ol"))
            assert not INLINE & set(children[first:]), "text after a nested list"
        assert not children or (children[0] != "br" and children[-1] != "br"), f"break at the edge of {tag}"

    def handle_data(self, data: str) -> None:
        self._child("#text")

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(decl)

    def handle_pi(self, data: str) -> None:
        raise AssertionError(data)

    def unknown_decl(self, data: str) -> None:
        raise AssertionError(data)

    def _child(self, tag: str) -> None:
        assert tag in CHILDREN[self.path[-1]], (tag, self.path)
        assert not (tag == "br" and self.children[-1][-1:] == ["br"]), "two breaks in a row"
        self.children[-1].append(tag)


def assert_canonical(html: str) -> None:
    """Fail unless the text keeps to the grammar, form C and the rules of white space."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert reader.path == ["#root"], "unclosed"
    assert unicodedata.is_normalized("NFC", html)
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]|  ", html)
    assert not re.search(r"</(strong|em|a)><\1[ >]", html), "neighbours could be one"
    assert not re.search(r"<(?:p|li|td|th|caption|br)(?: [^>]*)?>(?:<(?:a|strong|em)\b[^>]*>)*\s", html), (
        "space at start"
    )
    assert not re.search(r"\s(?:</(?:a|strong|em)>)*(?:</(?:p|li|td|th|caption)>|<br>|<[uo]l>)", html), "space at end"


class _Words(HTMLParser):
    """Joins the text, with a space at every tag that is not inline."""

    def __init__(self, inline: set[str]) -> None:
        super().__init__(convert_charrefs=True)
        self.inline = inline
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: object = None) -> None:
        self.text += [] if tag in self.inline else [" "]

    handle_endtag = handle_starttag

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def words_of(html: str, inline: set[str]) -> list[str]:
    """The words of clean HTML in order, as ``seen`` gives them."""
    reader = _Words(inline)
    reader.feed(html)
    reader.close()
    return seen("".join(reader.text))


def seen(text: str) -> list[str]:
    """The words of the text in form C, without characters that are not seen."""
    visible = (c for c in text if c.isspace() or unicodedata.category(c) not in ("Cc", "Cf", "Cn"))
    return unicodedata.normalize("NFC", "".join(visible)).split()
