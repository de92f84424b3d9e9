"""Plain text and words of section HTML, for search, comparing and counting."""

from __future__ import annotations

import pytest

from councils.canonical import is_empty, plain_text, words

CASES = {
    "none": (None, ""),
    "paragraphs": ("<p>a</p><p>b</p>", "a\nb"),
    "break": ("<p>a<br>b</p>", "a\nb"),
    "inline": ('<p>po<strong>li</strong><em>ti</em> <a href="#k">x</a></p>', "politi x"),
    "list": ("<ol><li>a<ul><li>b</li><li>c</li></ul></li><li>d</li></ol>", "a\nb\nc\nd"),
    "table": ("<table><caption>o</caption><tr><th>a<th>b<tr><td>c<td>d</table>", "o\na\tb\nc\td"),
    "empty cell": ("<table><tr><td>a<td><td>b<tr><td><td>c<td></table>", "a\t\tb\nc"),
    "blocks beside each other": ("<p>a</p><ul><li>b</li></ul><p>c</p>", "a\nb\nc"),
    "signs": ("<p>a &lt;b&gt; &amp;amp; &#x338;c</p>", "a <b> &amp; \u0338c"),
    "no-break space": ("<p>§&nbsp;113</p>", "§\xa0113"),
    "markup that is not canonical": ("<script>x</script><h2>a</h2> b <div>c</div>", "a\nb\nc"),
}


@pytest.mark.parametrize("name", CASES)
def test_plain_text(name: str) -> None:
    html, expected = CASES[name]
    assert plain_text(html) == expected


def test_words() -> None:
    assert words("<p>Efter §&nbsp;113,</p><ul><li>po<b>li</b>ti</li></ul>") == ["Efter", "§", "113,", "politi"]
    assert words("") == words(None) == []


def test_a_number_does_not_hide_from_a_search_behind_markup() -> None:
    assert plain_text("<p>0101<b>01</b>-12\u200b34</p>") == "010101-1234"


@pytest.mark.parametrize("html", ["a", "<p>a</p>", "<table><tr><td>1</table>", "&lt;"])
def test_text_that_shows_something_is_not_empty(html: str) -> None:
    assert not is_empty(html)
