"""What holds for any text: canonicalising twice is canonicalising once, the grammar is kept, and no word is lost."""

from __future__ import annotations

from collections import Counter
from html import escape

import nh3
from hypothesis import given, settings
from hypothesis import strategies as st

from councils.canonical import canonicalise, words
from tests.canonical.grammar import assert_canonical, seen, words_of

INLINE_TAGS = {"a", "b", "strong", "i", "em", "span", "font", "u", "sup", "o:p", "x"}
LIST_TAGS = {"ul", "ol", "li"}
TABLE_TAGS = {"table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"}
BLOCK_TAGS = {"p", "div", "h2", "blockquote", "section", "dl", "dt", "pre", "br", "hr"}
TAGS = sorted(INLINE_TAGS | LIST_TAGS | TABLE_TAGS | BLOCK_TAGS)

CHARACTERS = st.sampled_from(
    "ab æ\u00e5 \n\t<>&\"'=/#;\xa0\u2003\xad\u200b\u202e\x00\x0b\u0301\u0323\u0338\u030a\u0344\u1100\u1161\u11a8\u0958"
)
TEXTS = st.one_of(
    st.text(CHARACTERS, max_size=6),
    st.text(max_size=6),
    st.sampled_from(["ord", " ", "A", "\u030a", "&nbsp;", "&#x338;"]),
)
HREFS = st.one_of(
    st.sampled_from(
        [
            "#k",
            "#k2",
            "https://a.dk/",
            "HTTP://a.dk/b c",
            "mailto:a@b.dk",
            "javascript:x",
            "/r",
            "https://\u212b.dk/=\u0338",
        ]
    ),
    st.text(max_size=8).map("https://".__add__),
    st.text(max_size=8),
)
ATTRIBUTES = st.one_of(
    st.just(""),
    HREFS.map(lambda href: f' href="{escape(href)}"'),
    st.sampled_from(
        [' scope="row"', ' scope="col"', ' colspan="2"', ' rowspan="3"', ' colspan="0"', ' class="x" style="y"']
    ),
)


@st.composite
def tag_soup(draw: st.DrawFn) -> str:
    """Tags and text in any order, some closed, some not."""
    pieces = st.one_of(
        TEXTS,
        st.builds("<{}{}>".format, st.sampled_from(TAGS), ATTRIBUTES),
        st.builds("</{}>".format, st.sampled_from(TAGS)),
    )
    return "".join(draw(st.lists(pieces, max_size=40)))


def _element(tags: set[str], children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    inner = st.lists(children, max_size=3).map("".join)
    return st.builds("<{0}{1}>{2}</{0}>".format, st.sampled_from(sorted(tags)), ATTRIBUTES, inner)


TREES: st.SearchStrategy[str] = st.deferred(
    lambda: st.one_of(TEXTS, TEXTS, _element(INLINE_TAGS, TREES), _element(BLOCK_TAGS, TREES), LISTS, TABLES)
)
LISTS: st.SearchStrategy[str] = _element({"ul", "ol"}, st.one_of(_element({"li"}, TREES), TREES))
ROWS = _element({"thead", "tbody", "tfoot"}, _element({"tr"}, _element({"td", "th"}, TREES)))
TABLES: st.SearchStrategy[str] = _element({"table"}, st.one_of(_element({"caption"}, TREES), ROWS, ROWS))
HTML = st.one_of(tag_soup(), TREES)


def _visible_words(html: str) -> list[str]:
    """What nh3 alone leaves of the words, every tag of the soup allowed."""
    return words_of(nh3.clean(html, tags=set(TAGS), link_rel=None), INLINE_TAGS)


def _check(html: str) -> None:
    canonical = canonicalise(html)
    assert_canonical(canonical)
    assert canonicalise(canonical) == canonical


@given(st.text())
def test_any_text(text: str) -> None:
    _check(text)


@given(st.text(CHARACTERS))
def test_text_of_awkward_characters(text: str) -> None:
    _check(text)


@settings(max_examples=400)
@given(tag_soup())
def test_tag_soup(html: str) -> None:
    _check(html)


@settings(max_examples=400)
@given(TREES)
def test_nested_markup(html: str) -> None:
    _check(html)


@settings(max_examples=400)
@given(HTML)
def test_no_word_is_lost_or_moved(html: str) -> None:
    kept, there = seen(" ".join(words(html))), _visible_words(html)
    # The one thing that moves is a caption that stands after rows: it is shown above them, and goes there.
    assert Counter(kept) == Counter(there) if "<caption" in html else kept == there


@given(st.text())
def test_words_of_plain_text_are_the_text(text: str) -> None:
    assert seen(" ".join(words(escape(text)))) == seen(text)


@given(HTML, HTML)
def test_blocks_stay_apart(first: str, second: str) -> None:
    """Canonical texts put one after the other are canonical again."""
    joined = canonicalise(first) + canonicalise(second)
    assert canonicalise(joined) == joined
