"""The PDF: what stands on its pages, how it is put together, and that it is always the same."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from io import BytesIO
from typing import Any

import pdfplumber
import pypdf
import pytest

from plans.publishing.html import render_article
from plans.publishing.passages import all_sections
from plans.publishing.pdf import RenderedPdf, RenderingFailed, render_pdf
from tests.publishing import contents
from tests.publishing.conftest import FACTS
from tests.publishing.contents import EVERY_KIND, headings, plan, section
from tests.publishing.words import Element, main_part, structure, words_of_html, words_of_pdf

Rendered = Callable[[str], RenderedPdf]


@cache
def pages(pdf: RenderedPdf) -> list[str]:
    """Return the text of each page, a line for each line."""
    with pdfplumber.open(BytesIO(pdf.data)) as opened:
        return [page.extract_text() for page in opened.pages]


def reader(pdf: RenderedPdf) -> Any:
    return pypdf.PdfReader(BytesIO(pdf.data))


def text_of(element: Element) -> str:
    return " ".join(" ".join(f.text for e in element.all() for f in e.fragments).split())


# --- The same text as on the web --------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_the_main_part_reads_like_the_article(kind: str, rendered: Rendered) -> None:
    article = words_of_html(render_article(EVERY_KIND[kind]()))
    assert words_of_pdf(rendered(kind).data, article) == article


def test_words_are_hyphenated_at_line_ends(rendered: Rendered) -> None:
    assert re.search(r"[a-zæøå]-\n[a-zæøå]", "\n".join(pages(rendered("long"))))


# --- Cover, contents, head and foot -----------------------------------------------------------------------------------


def test_the_cover_names_plan_edition_and_date(rendered: Rendered) -> None:
    cover = pages(rendered("small"))[0]
    for words in ["Kredsrådet · Midt- og Vestjylland", "Samarbejdsplan\n2023", "2. udgave\n8. februar 2023"]:
        assert words in cover


def test_the_map_says_in_words_what_it_shows(rendered: Rendered) -> None:
    assert alternatives(rendered("small")) == ["Skematisk kort: Thisted, Viborg, Ringkøbing-Skjern, Holstebro"]


def alternatives(pdf: RenderedPdf) -> list[str]:
    """Return the alternative texts of all figures."""
    with pdfplumber.open(BytesIO(pdf.data)) as opened:
        nodes = list(opened.structure_tree)
    found = []
    while nodes:
        node = nodes.pop(0)
        found += [node["alt_text"]] if node["type"] == "Figure" else []
        nodes += node.get("children", [])
    return found


def test_a_plan_without_a_map_has_no_figure() -> None:
    assert alternatives(render_pdf(contents.small() | {"map": []}, FACTS)) == []


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_contents_say_on_which_page_each_heading_is(kind: str, rendered: Rendered) -> None:
    pdf = reader(rendered(kind))
    lines = list(contents_lines(rendered(kind)))
    for key, page in lines:
        assert pdf.get_destination_page_number(pdf.named_destinations[key]) + 1 == page
    assert [key for key, _ in lines] == listed_keys(EVERY_KIND[kind]())


def contents_lines(pdf: RenderedPdf) -> Iterator[tuple[str, int]]:
    """Yield the key that each line of the contents leads to and the page number that it shows."""
    main = next(page.page for page in main_part(pdf.data) if page.page)
    with pdfplumber.open(BytesIO(pdf.data)) as opened:
        for page in opened.pages[1 : main - 1]:
            for link in page.annots:
                box = page.crop((link["x0"] - 80, link["top"], link["x1"] + 1, link["bottom"]))
                yield link["data"]["Dest"].decode(), int(box.extract_text().split()[-1])


def listed_keys(content: dict[str, Any]) -> list[str]:
    """Return the keys of the sections that the contents list: all with a heading that are not too deep."""
    return [
        found["key"]
        for found in all_sections(content["sections"])
        if found["role"] != "signatories" and found["number"].count(".") < 3
    ]


def test_every_page_but_the_cover_has_head_and_foot(rendered: Rendered) -> None:
    pdf = rendered("rich")
    for number, page in enumerate(pages(pdf)[1:], start=2):
        assert page.startswith("Samarbejdsplan 2023 2. udgave, 8. februar 2023\n")
        assert page.endswith(f"\nKontrolsum 3f9a 7c21 5be0 d48e Side {number} af {pdf.page_count}")
    assert "Side" not in pages(pdf)[0]


def test_a_very_long_title_is_cut_in_the_head_only() -> None:
    title = "Samarbejdsplan for det lokale kriminalitetsforebyggende samarbejde i Ringkøbing-Skjern Kommune 2023"
    pdf = render_pdf(contents.small() | {"title": title}, FACTS)
    assert " ".join(pages(pdf)[0].split()).count(title) == 1
    assert pages(pdf)[1].startswith("Samarbejdsplan for det lokale … 2. udgave, 8. februar 2023\n")
    assert reader(pdf).metadata.title == f"{title}, 2. udgave"


def test_the_colophon_tells_of_signing_decision_and_correction() -> None:
    pdf = render_pdf(contents.small(), replace(FACTS, note="En titel er tilføjet."))
    text = " ".join(pages(pdf)[1].split())
    assert "2. udgave, offentliggjort 8. februar 2023." in text
    assert "Besluttet: Kredsrådets møde 3. januar 2023." in text
    assert "Underskrevet: Holstebro, den 3. januar 2023." in text
    assert "Rettet i denne udgave. En titel er tilføjet." in text


def test_an_archived_plan_says_so() -> None:
    found = pages(render_pdf(contents.small(), replace(FACTS, is_archive=True)))
    assert "Arkiveret plan\n2. udgave" in found[0]
    assert "Arkiveret plan. Planen er optaget i arkivet" in found[1]
    assert "Arkiveret plan, 2. udgave, 8. februar 2023" in found[2]


def test_a_draft_says_so_on_every_page_and_names_no_edition() -> None:
    found = pages(render_pdf(contents.parts(), replace(FACTS, draft=True)))
    letters = ["".join(page.split()) for page in found]
    assert all("UDKAST" in page or "TSAKDU" in page for page in letters)
    assert not any("udgave," in page for page in found)


# --- Pages ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_no_heading_stands_alone_at_a_pages_foot(kind: str, rendered: Rendered) -> None:
    for page in main_part(rendered(kind).data)[:-1]:
        blocks = [
            found for found in page.all() if found.kind in {"H2", "H3", "H4", "H5", "H6", "P", "L", "Table", "Div"}
        ]
        assert not blocks[-1].kind.startswith("H"), text_of(blocks[-1])


@pytest.mark.parametrize("before", range(6, 26, 2))
def test_signatories_are_kept_together(before: int) -> None:
    found = pages(render_pdf(contents.signed(before), FACTS))
    with_names = [page for page in found if "Efternavn" in page]
    assert len(with_names) == 1
    assert with_names[0].count("Efternavn") == 12
    assert "Underskrivere" in with_names[0]


def test_a_long_table_repeats_its_header_on_each_page(rendered: Rendered) -> None:
    with_rows = [page for page in pages(rendered("rich")) if re.search(r"Område \d", page)]
    assert len(with_rows) > 3
    assert all("Boligområde Indsats" in page for page in with_rows)


def test_a_short_table_stays_on_one_page() -> None:
    rows = "".join(f"<tr><td>Række {i}</td></tr>" for i in range(10))
    body = f"<p>{contents.SENTENCE}</p>" * 14 + f"<table><tbody>{rows}</tbody></table>"
    found = pages(render_pdf(plan(section("a", "A", "1", body=body)), FACTS))
    assert len([page for page in found if "Række" in page]) == 1


# --- How it is put together -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_bookmarks_are_the_plans_tree(kind: str, rendered: Rendered) -> None:
    content = EVERY_KIND[kind]()
    assert bookmarks(reader(rendered(kind)).outline) == tree(content["sections"])


def bookmarks(outline: list[Any]) -> list[Any]:
    """Return the outline as nested lists of titles."""
    return [bookmarks(entry) if isinstance(entry, list) else entry.title for entry in outline]


def tree(sections: list[dict[str, Any]]) -> list[Any]:
    """Return the sections' headings as nested lists."""
    result: list[Any] = []
    for found in sections:
        result.append(headings({"sections": [found | {"children": []}]})[0])
        result += [tree(found["children"])] if found["children"] else []
    return result


def test_metadata_say_language_title_author_and_date(rendered: Rendered) -> None:
    pdf = reader(rendered("small"))
    assert pdf.trailer["/Root"]["/Lang"] == "da"
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Samarbejdsplan 2023, 2. udgave"
    assert pdf.metadata.author == "Kredsrådet i Midt- og Vestjyllands Politikreds"
    assert pdf.metadata["/CreationDate"] == "D:20230208"


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_only_the_chosen_typeface_is_in_it_and_embedded(kind: str, rendered: Rendered) -> None:
    fonts = {
        font["/BaseFont"]: "/FontFile2" in font["/DescendantFonts"][0]["/FontDescriptor"]
        for page in reader(rendered(kind)).pages
        for font in (entry.get_object() for entry in page["/Resources"]["/Font"].values())
    }
    assert fonts
    assert all(re.fullmatch(r"/[A-Z]{6}\+IBM-Plex-Sans(-\S+)?", name) and embedded for name, embedded in fonts.items())


def test_structure_has_parts_lists_tables_and_figure(rendered: Rendered) -> None:
    kinds = {found.kind for root in structure(rendered("rich").data) for found in root.all()}
    assert {"Part", "Sect", "H1", "H2", "H6", "P", "L", "LI", "LBody", "Table", "TH", "TD", "Caption", "Link"} <= kinds


# --- What is refused --------------------------------------------------------------------------------------------------


def test_letters_that_the_typeface_lacks_are_named() -> None:
    content = plan(section("a", "A", "1", body="<p>Et 漢 og et 字.</p>"))
    with pytest.raises(RenderingFailed, match=r"字 \(U\+5B57\), 漢 \(U\+6F22\)"):
        render_pdf(content, FACTS)


def test_after_a_refusal_the_next_plan_is_set(rendered: Rendered) -> None:
    with pytest.raises(RenderingFailed):
        render_pdf(plan(section("a", "漢", "1")), FACTS)
    assert render_pdf(contents.small(), FACTS) == rendered("small")
