"""The web article: sections and headings, links that show present numbers, notes, signatories, tables."""

import re
from html.parser import HTMLParser
from typing import Any

import pytest

from plans.publishing.html import render_article
from plans.publishing.passages import all_sections
from tests.publishing import contents
from tests.publishing.contents import EVERY_KIND, headings, plan, section
from tests.publishing.words import words_of_html


class Outline(HTMLParser):
    """Collects ids, heading levels and the text of each heading without its permalink."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.levels: list[int] = []
        self.texts: list[str] = []
        self.open = 0
        self.in_heading = self.in_permalink = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.ids += [value] if (value := given.get("id")) else []
        self.in_permalink |= given.get("class") == "permalink"
        if re.fullmatch("h[1-6]", tag):
            self.in_heading = True
            self.levels.append(int(tag[1]))
            self.texts.append("")

    def handle_endtag(self, tag: str) -> None:
        self.in_permalink = self.in_permalink and tag != "a"
        self.in_heading = self.in_heading and not re.fullmatch("h[1-6]", tag)

    def handle_data(self, data: str) -> None:
        if self.in_heading and not self.in_permalink:
            self.texts[-1] += data


def article_of(*sections: dict[str, Any]) -> str:
    return render_article(plan(*sections))


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_every_section_is_there_in_order_under_its_key(kind: str) -> None:
    content = EVERY_KIND[kind]()
    assert Outline(render_article(content)).ids == [found["key"] for found in all_sections(content["sections"])]


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_headings_say_label_number_and_heading(kind: str) -> None:
    content = EVERY_KIND[kind]()
    assert [" ".join(text.split()) for text in Outline(render_article(content)).texts] == headings(content)


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_heading_levels_start_at_two_and_are_never_skipped(kind: str) -> None:
    levels = Outline(render_article(EVERY_KIND[kind]())).levels
    assert all(below <= above + 1 for above, below in zip([1, *levels], levels, strict=False))


def test_what_is_deeper_than_six_levels_stays_at_six() -> None:
    assert Outline(article_of(contents.deep("1", levels=9))).levels == [2, 3, 4, 5, 6, 6, 6, 6, 6]


def test_chapters_of_a_part_are_headed_like_those_without_one() -> None:
    outline = Outline(render_article(contents.parts()))
    by_key = dict(zip(outline.ids, outline.levels, strict=True))
    assert (by_key["del-1"], by_key["kredsraadet"], by_key["nattelivet"], by_key["konfliktraad"]) == (2, 2, 3, 3)


def test_a_section_without_heading_number_and_label_has_no_heading() -> None:
    assert not Outline(article_of(section("underskrivere", "", role="signatories"))).levels


def test_permalinks_lead_to_the_key_and_say_where() -> None:
    html = " ".join(render_article(contents.parts()).split())
    assert '<a class="permalink" href="#nattelivet" aria-label="Link til afsnit 3.1">#</a>' in html
    assert '<a class="permalink" href="#naevn" aria-label="Link til bilag 4">#</a>' in html
    assert '<a class="permalink" href="#forord" aria-label="Link til Forord">#</a>' in html


def test_links_between_sections_show_present_numbers() -> None:
    html = render_article(contents.parts())
    assert (
        'Se <a href="#nattelivet">afsnit 3.1</a>, <a href="#nattelivet">afsnit 3.1</a>, '
        '<a href="#nattelivet">afsnit 3.1</a>, afsnit <a href="#nattelivet">3.1</a>, '
        '<a href="#nattelivet">Afsnit 3.1</a>, <a href="#naevn">bilag 4</a>, <a href="#del-2">del 2</a>, '
        '<a href="#forord">Forord</a>, <a href="#nattelivet">vold i <em>natte</em>livet</a>, afsnit 8 og '
        '<a href="https://www.retsinformation.dk/">loven</a>.'
    ) in html


def test_a_heading_with_markup_in_it_is_shown_and_not_obeyed() -> None:
    link = '<p>Se <a href="#a"></a></p>'
    html = article_of(section("a", "<b>P & Q</b>"), section("b", "B", "1", body=link, note="<i>1 < 2</i>"))
    assert "&lt;b&gt;P &amp; Q&lt;/b&gt;&nbsp;" in html
    assert '<a href="#a">&lt;b&gt;P &amp; Q&lt;/b&gt;</a>' in html
    assert "&lt;i&gt;1 &lt; 2&lt;/i&gt;" in html


def test_notes_say_who_speaks() -> None:
    html = render_article(contents.parts())
    assert (
        '<div class="note-box quiet" role="note"><p><b>Note fra sekretariatet.</b> Afsnittet var tomt i den plan, der '
        "blev underskrevet.</p></div>"
    ) in re.sub(r">\s+<", "><", html)


def test_remarks_on_the_whole_plan_come_first() -> None:
    words = words_of_html(render_article(contents.parts()))
    assert " ".join(words).startswith(
        "Bemærkninger til planen. Planen er gengivet efter den underskrevne udgave. Forord"
    )


def test_signatories_are_a_list_and_a_missing_title_leaves_nothing() -> None:
    html = re.sub(r"\s*\n\s*", "", render_article(contents.signed()))
    assert html.count("<li><b>Navn") == 12
    assert "<li><b>Navn 10 Efternavn</b><span>Borgmester i Kommune 10</span></li>" in html
    assert "<li><b>Navn 11 Efternavn</b></li>" in html


def test_signatories_in_another_form_are_shown_as_they_are_written() -> None:
    body = "<p>Underskrevet af</p><ul><li><strong>Navn</strong><br>Borgmester</li></ul>"
    assert body in article_of(section("underskrivere", "Underskrivere", role="signatories", body=body))


def test_tables_scroll_in_regions_with_names_of_their_own() -> None:
    html = render_article(contents.rich())
    opening = '<div class="table--responsive-scroll" tabindex="0" role="region" aria-label="'
    labels = [found.split('"')[0] for found in html.split(opening)[1:]]
    assert labels == ["Tabel 1: Områder", "Tabel 2, afsnit 1", "Tabel 3, afsnit 1"]
    assert html.count("</table></div>") == 3


def test_a_caption_with_quotation_marks_stays_within_its_attribute() -> None:
    table = '<table><caption>"Trygt <em>Natteliv</em>" &amp; andet</caption><tbody><tr><td>1</td></tr></tbody></table>'
    html = article_of(section("a", "A", "1", body=table))
    assert 'aria-label="Tabel 1: &quot;Trygt Natteliv&quot; &amp; andet"' in html


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_no_inline_style_or_script(kind: str) -> None:
    html = render_article(EVERY_KIND[kind]())
    assert "style=" not in html
    assert "<script" not in html
