"""Canonicalising, rule by rule."""

from __future__ import annotations

import unicodedata

import pytest

from councils.canonical import canonicalise, is_empty
from tests.canonical.grammar import assert_canonical

NO_BREAK = "\N{NO-BREAK SPACE}"

CASES = {
    # blocks
    "no text": ("", ""),
    "bare text": ("Råd", "<p>Råd</p>"),
    "paragraphs": ("<p>a</p>\n\n<p>b</p>", "<p>a</p><p>b</p>"),
    "headings": ("<h1>a</h1>b<h6>c</h6>", "<p>a</p><p>b</p><p>c</p>"),
    "containers": ("<div>a<section>b</section></div><blockquote><p>c</p></blockquote>", "<p>a</p><p>b</p><p>c</p>"),
    "empty blocks": ("<p></p><p> &nbsp; </p><ul><li></li></ul><table><tr><td></td></tr></table>", ""),
    "definition list": ("<dl><dt>a<dd>b</dl>", "<p>a</p><p>b</p>"),
    "rule": ("a<hr>b", "<p>a</p><p>b</p>"),
    "comment": ("a<!-- x -->b", "<p>ab</p>"),
    # line breaks
    "one break": ("<p>a<br>b</p>", "<p>a<br>b</p>"),
    "breaks at the edges": ("<p><br>a<br></p>", "<p>a</p>"),
    "two breaks part paragraphs": ("<p>a<br> <br/>b</p>", "<p>a</p><p>b</p>"),
    "two breaks in an item": ("<ul><li>a<br><br>b</li></ul>", "<ul><li>a<br>b</li></ul>"),
    "break in strong": ("<b>a<br>b</b>", "<p><strong>a<br>b</strong></p>"),
    # inline
    "b and i": ("<b>a</b><i>b</i>", "<p><strong>a</strong><em>b</em></p>"),
    "unknown inline": ("<span>a</span><u>b</u><sup>c</sup>", "<p>abc</p>"),
    "nested same": ("<b><strong>a<b>b</b></strong></b>", "<p><strong>ab</strong></p>"),
    "adjacent same": ("<b>a</b><strong>b</strong>", "<p><strong>ab</strong></p>"),
    "adjacent same across a space": ("<b>a</b> <b>b</b>", "<p><strong>a b</strong></p>"),
    "order of nesting": (
        '<em><strong><a href="#k">a</a></strong></em>',
        '<p><a href="#k"><strong><em>a</em></strong></a></p>',
    ),
    "overlap": ("<b>a<i>b</b>c</i>", "<p><strong>a<em>b</em></strong><em>c</em></p>"),
    "empty inline": ("a<b></b><i> </i>b", "<p>a b</p>"),
    "inline around blocks": ("<b><p>a</p><p>b</p></b>", "<p><strong>a</strong></p><p><strong>b</strong></p>"),
    "space at a border": ("a<b> b </b>c", "<p>a <strong>b</strong> c</p>"),
    # white space and characters
    "white space": ("<p>\n a \t\r\n b \n</p>", "<p>a b</p>"),
    "no-break space": ("a&nbsp;b\u202fc", f"<p>a{NO_BREAK}b\u202fc</p>"),
    "no-break space at the edges": ("<p>&nbsp;a&nbsp;</p>", "<p>a</p>"),
    "invisible": ("<p>k\u00adre\u200bds\ufeff\u2060r\x00\x07å\x9fd\u202e</p>", "<p>kredsråd</p>"),
    "invisible as references": ("k&shy;re&#8203;ds&zwnj;", "<p>kreds</p>"),
    "line separator": ("a\u2028b\x85c", "<p>a b c</p>"),
    "hidden tag characters": ("a\U000e0041\U000e0042b\U000e007f", "<p>ab</p>"),
    "lone surrogate": ("a\ud800b", "<p>ab</p>"),
    "form C": ("A\u030arhus", "<p>Århus</p>"),
    "form C across a tag": ("A<b>\u030arhus</b>", "<p>Å<strong>rhus</strong></p>"),
    "form C across two tags": ("<b>A</b><i>\u030a</i><b>rhus</b>", "<p><strong>Århus</strong></p>"),
    "Hangul across a tag": ("\u1112\u1161<b>\u11ab</b>", "<p>\ud55c</p>"),
    "mark at the start": ("<b>\u0338a</b>", "<p><strong>&#x338;a</strong></p>"),
    "mark after a break": ("a<br>\u0338b", "<p>a<br>&#x338;b</p>"),
    "mark after a space": ("a <b>\u0301b</b>", "<p>a <strong>&#x301;b</strong></p>"),
    "mark after a sign": ("&lt;\u0338 &gt;\u0338", "<p>\u226e \u226f</p>"),
    "signs": ("a &lt; b &amp; c &gt; d \"e\" 'f'", "<p>a &lt; b &amp; c &gt; d \"e\" 'f'</p>"),
    "bare signs": ("a < b & c > d", "<p>a &lt; b &amp; c &gt; d</p>"),
    # links
    "outward": (
        '<a href="https://example.dk/?a=1&b=2">x</a>',
        '<p><a href="https://example.dk/?a=1&amp;b=2">x</a></p>',
    ),
    "mail": ('<a href="mailto:raad@example.dk">x</a>', '<p><a href="mailto:raad@example.dk">x</a></p>'),
    "section": ('<a href="#del-1">x</a>', '<p><a href="#del-1">x</a></p>'),
    "other attributes": (
        '<a href="#k" rel="nofollow" target="_blank" title="t" id="i">x</a>',
        '<p><a href="#k">x</a></p>',
    ),
    "scheme in capitals": ('<a href=" HTTPS://example.dk/A ">x</a>', '<p><a href="https://example.dk/A">x</a></p>'),
    "space in a target": ('<a href="https://example.dk/a b">x</a>', '<p><a href="https://example.dk/a%20b">x</a></p>'),
    "no key": ('<a href="#">x</a><a href="#Del_1">y</a>', "<p>xy</p>"),
    "relative": ('<a href="side.html">x</a><a href="/rod">y</a><a href="//vaert.dk">z</a>', "<p>xyz</p>"),
    "other protocols": ('<a href="ftp://x.dk">x</a><a href="tel:112">y</a>', "<p>xy</p>"),
    "no host": ('<a href="https://">x</a><a href="mailto:">y</a>', "<p>xy</p>"),
    "no target": ('<a name="_Toc1">x</a>', "<p>x</p>"),
    "link without text": ('a<a href="#k"></a><a href="#k"> </a>b', "<p>a b</p>"),
    "link around blocks": (
        '<a href="#k"><p>a</p><ul><li>b</ul></a>',
        '<p><a href="#k">a</a></p><ul><li><a href="#k">b</a></li></ul>',
    ),
    # lists
    "list": ("<ul>\n<li>a\n<li>b\n</ul>", "<ul><li>a</li><li>b</li></ul>"),
    "ordered": ('<ol start="3" type="a"><li value="2">a</ol>', "<ol><li>a</li></ol>"),
    "paragraphs in an item": ("<ul><li><p>a</p><p>b</p></li></ul>", "<ul><li>a<br>b</li></ul>"),
    "nested": ("<ul><li><p>a</p><ol><li>b</ol></ul>", "<ul><li>a<ol><li>b</li></ol></li></ul>"),
    "two nested": (
        "<ul><li>a<ul><li>b</ul><ol><li>c</ol></ul>",
        "<ul><li>a<ul><li>b</li></ul><ol><li>c</li></ol></li></ul>",
    ),
    "text after a nested list": (
        "<ul><li>a<ul><li>b</ul>c<li>d</ul>",
        "<ul><li>a<ul><li>b<br>c</li></ul></li><li>d</li></ul>",
    ),
    "list in a list": ("<ul><li>a</li><ul><li>b</li></ul></ul>", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
    "item of only a list": ("<ul><li><ul><li>a</ul></ul>", "<ul><li>a</li></ul>"),
    "text in a list": ("<ul>a<li>b</li>c</ul>", "<ul><li>a</li><li>b</li><li>c</li></ul>"),
    "item without a list": ("<li>a</li><li>b</li>", "<p>a</p><p>b</p>"),
    "list in a paragraph": ("<p>a<ul><li>b</ul>c</p>", "<p>a</p><ul><li>b</li></ul><p>c</p>"),
    "table in an item": (
        "<ul><li>a<table><tr><td>b<td>c<tr><td>d</table>e</ul>",
        "<ul><li>a<br>b c<br>d<br>e</li></ul>",
    ),
    # tables
    "table": ("<table><tr><td>a</table>", "<table><tbody><tr><td>a</td></tr></tbody></table>"),
    "paragraphs in a cell": (
        "<table><tr><td><p>a</p><p>b</p></table>",
        "<table><tbody><tr><td>a<br>b</td></tr></tbody></table>",
    ),
    "list in a cell": (
        "<table><tr><td>a<ul><li>b<li>c</ul></table>",
        "<table><tbody><tr><td>a<br>b<br>c</td></tr></tbody></table>",
    ),
    "table in a cell": (
        "<table><tr><td>a<table><caption>b</caption><tr><th>c<td>d<tr><td>e</table>f<td>g</table>",
        "<table><tbody><tr><td>a<br>b<br>c d<br>e<br>f</td><td>g</td></tr></tbody></table>",
    ),
    "header row": (
        "<table><tr><th>a<th>b<tr><th>c<td>d</table>",
        '<table><thead><tr><th scope="col">a</th><th scope="col">b</th></tr></thead>'
        '<tbody><tr><th scope="row">c</th><td>d</td></tr></tbody></table>',
    ),
    "header row with an empty corner": (
        "<table><tr><th><th>b<tr><th>c<td>d</table>",
        '<table><thead><tr><td></td><th scope="col">b</th></tr></thead>'
        '<tbody><tr><th scope="row">c</th><td>d</td></tr></tbody></table>',
    ),
    "only headers": ("<table><tr><th>a</table>", '<table><tbody><tr><th scope="row">a</th></tr></tbody></table>'),
    "scopes": (
        '<table><tr><th scope="ROW">a<th scope="colgroup">b<tr><td>c<td>d</table>',
        '<table><thead><tr><th scope="row">a</th><th scope="col">b</th></tr></thead>'
        "<tbody><tr><td>c</td><td>d</td></tr></tbody></table>",
    ),
    "spans": (
        '<table><tr><td colspan="2" rowspan="050">a<td colspan="51">b<td colspan="1">c<td colspan="03">d</table>',
        '<table><tbody><tr><td colspan="2">a</td><td>b</td><td>c</td><td colspan="3">d</td></tr></tbody></table>',
    ),
    "caption": (
        "<table><caption><p>a</p><b>b</b></caption><tr><td>c</table>",
        "<table><caption>a<br><strong>b</strong></caption><tbody><tr><td>c</td></tr></tbody></table>",
    ),
    "only a caption": ("<table><caption>a</caption><tr><td></table>", "<p>a</p>"),
    "foot": (
        "<table><thead><tr><td>a<tbody><tr><td>b<tfoot><tr><td>c</table>",
        "<table><thead><tr><td>a</td></tr></thead><tbody><tr><td>b</td></tr><tr><td>c</td></tr></tbody></table>",
    ),
    "empty row": (
        "<table><tr><td>a<tr><td><tr><td>b</table>",
        "<table><tbody><tr><td>a</td></tr><tr><td>b</td></tr></tbody></table>",
    ),
    "empty row under a span": (
        '<table><tr><td rowspan="2">a<td>b<tr><td><tr><td>c</table>',
        '<table><tbody><tr><td rowspan="2">a</td><td>b</td></tr><tr><td></td></tr><tr><td>c</td></tr></tbody></table>',
    ),
    "empty cell": ("<table><tr><td>a<td></table>", "<table><tbody><tr><td>a</td><td></td></tr></tbody></table>"),
    "text between rows": ("<table>a<tr>b<td>c</table>", "<p>ab</p><table><tbody><tr><td>c</td></tr></tbody></table>"),
}

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta name=Generator
 content="Microsoft Word 15">
<title>Plan</title><style><!-- p.MsoNormal {mso-style-parent:""; margin:0cm;} --></style>
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument><w:LatentStyles>
<w:LsdException Locked="false" Name="Normal"/></w:LatentStyles></xml><![endif]--></head><body lang=DA>
<!--StartFragment--><p class=MsoNormal style='mso-margin-top-alt:auto'><b style='mso-bidi-font-weight:normal'>
<span lang=DA style='font-family:"Calibri",sans-serif;mso-fareast-language:DA'>Lokalråd<o:p></o:p></span></b></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoNormal><span style='mso-spacerun:yes'>&nbsp;</span><font face="Arial" size=2 color="#000000">Rådet
<st1:place w:st="on">i Viborg</st1:place></font> mødes<o:p/> <a name="_Toc1"></a>hvert år.</p>
<table class=MsoTableGrid border=1 style='border-collapse:collapse'><tr style='height:1cm'><td width=50 valign=top
 style='border:solid'><p class=MsoNormal>Holstebro<o:p></o:p></p></td><td>
<p class=MsoNormal><o:p>&nbsp;</o:p></p></td></tr></table>
<ul style='margin-top:0cm' type=disc><li class=MsoNormal style='mso-list:l0 level1 lfo1'>Første<o:p></o:p></li></ul>
<!--EndFragment--></body></html>"""


@pytest.mark.parametrize("name", CASES)
def test_rule(name: str) -> None:
    html, expected = CASES[name]
    assert canonicalise(html) == expected
    assert_canonical(expected)
    assert canonicalise(expected) == expected


def test_none_is_no_text() -> None:
    assert canonicalise(None) == ""


def test_text_from_word_comes_out_clean() -> None:
    assert canonicalise(WORD) == (
        "<p><strong>Lokalråd</strong></p><p>Rådet i Viborg mødes hvert år.</p>"
        "<table><tbody><tr><td>Holstebro</td><td></td></tr></tbody></table><ul><li>Første</li></ul>"
    )


@pytest.mark.parametrize(
    "html", ["", " ", "<p>&nbsp;</p>", "<script>x</script>", "<ul><li><br></ul>", "\u200b", "<!-- x -->"]
)
def test_text_that_shows_nothing_is_empty(html: str) -> None:
    assert is_empty(html)
    assert canonicalise(html) == ""


def test_marks_are_the_only_second_parts_of_compositions() -> None:
    """What ``clings`` relies on, for every character of the Unicode version that Python has."""
    pairs = (unicodedata.decomposition(chr(code)).split() for code in range(0x110000))
    seconds = {chr(int(pair[1], 16)) for pair in pairs if len(pair) == 2 and not pair[0].startswith("<")}
    assert {unicodedata.category(character)[0] for character in seconds} == {"M"}


def test_no_character_changes_its_side_in_form_c() -> None:
    from councils.canonical.characters import clings

    for code in (*range(0xD800), *range(0xE000, 0x30000)):
        composed = unicodedata.normalize("NFC", chr(code))
        assert {clings(character) for character in composed} == {clings(chr(code))} or not clings(composed[0])


def test_lists_deeper_than_eight_levels_go_on_at_the_eighth() -> None:
    html = canonicalise("".join(f"<ul><li>{level}" for level in range(12)))
    assert_canonical(html)
    assert html.count("<ul>") == 8
    assert html.endswith("<ul><li>7</li><li>8</li><li>9</li><li>10</li><li>11</li></ul>" + "</li></ul>" * 7)


def test_no_more_than_thirty_marks_stay_on_a_character() -> None:
    assert canonicalise("x" + "\u0334" * 40) == "<p>x" + "\u0334" * 30 + "</p>"


HEAPS = ["<div>", "<b>", "<p><b>", "<ul><li>", "<table><tr><td>", "<span>", "<o:p>", "<svg><style>", "<dl><dt>", "<h1>"]
HEAPS += [
    "<a<",
    "<!--",
    "&",
    "&#x301;&#x323;",
    "<b>&#x301;</b>&#x301;",
    "&nbsp;<b> </b>",
    "<br>",
    "</p>",
    "<i>x<b>",
    "<rt>",
]


@pytest.mark.parametrize("heap", HEAPS)
def test_heaped_markup_is_brought_to_canonical_form(heap: str) -> None:
    """Each of these once took minutes, or would have ended in a RecursionError (benchmarks/hostile.py times them)."""
    canonical = canonicalise(heap * (200_000 // len(heap)))
    assert canonicalise(canonical) == canonical


def test_text_under_heaped_markup_is_kept() -> None:
    html = canonicalise("".join(f"<div><b>ord{number} " for number in range(500)))
    assert [word for word in html.replace("<", " <").split() if "ord" in word][-1].endswith("ord499")
    assert html.count("ord") == 500


def test_words_own_elements_do_not_count_as_depth() -> None:
    html = "<xml>" + '<w:LsdException Locked="false"/>' * 400 + "</xml><ul><li><b>a</b></li></ul>"
    assert canonicalise(html) == "<ul><li><strong>a</strong></li></ul>"


def test_a_megabyte_is_brought_to_canonical_form() -> None:
    sentence = 'Politidirektøren drøfter <a href="#plan">planen</a> med <b>kredsrådet</b> og borgmestrene. '
    html = f"<p>{sentence * 6}</p>" * 1900
    canonical = canonicalise(html)
    assert len(canonical) > 1_000_000
