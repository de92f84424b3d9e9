"""Every public page, on the demo's data: what a citizen finds there."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from django.test import Client

pytestmark = pytest.mark.usefixtures("loaded_demo")

PAGES = [
    "/",
    "/samarbejdsplan/",
    "/samarbejdsplan/2023/",
    "/samarbejdsplan/2022/",
    "/samarbejdsplan/2023/udgave/1/",
    "/samarbejdsplan/arkiv/",
    "/lokalraad/",
    "/lokalraad/viborg/",
    "/lokalraad/viborg/samarbejdsplan/",
    "/kredsraadet/",
    "/raad-og-naevn/",
    "/raad-og-naevn/psp/",
    "/indsatsomraader/",
    "/indsatsomraader/udpegede-omraader/",
    "/indsatser/spiritus-og-narko/",
]
MISSING = [
    "/findes-ikke/",
    "/samarbejdsplan/2024/",  # a draft is never shown
    "/samarbejdsplan/2024.pdf",
    "/samarbejdsplan/1999/",
    "/samarbejdsplan/02023/",
    "/samarbejdsplan/2023/udgave/2/",
    "/samarbejdsplan/2023/udgave/01/",
    "/samarbejdsplan/2023/udgave/99999999999999999999/",
    "/lokalraad/ingenby/",
    "/lokalraad/ingenby/samarbejdsplan/",
    "/lokalraad/viborg/samarbejdsplan/2023/",
    "/raad-og-naevn/findes-ikke/",
    "/indsatsomraader/findes-ikke/",
    "/indsatser/findes-ikke/",
]


class Links(HTMLParser):
    """Collects a page's internal links and its ids."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what the tag has."""
        values = dict(attrs)
        if tag == "a" and (href := values.get("href")):
            self.found.add(href)
        if values.get("id"):
            self.ids.append(str(values["id"]))


def read(address: str) -> Links:
    """The links and ids of the page at the address."""
    links = Links()
    links.feed(Client().get(address).content.decode())
    return links


def canonical(html: str) -> str:
    """The address that the page gives as its permanent one."""
    found = re.search(r'<link rel="canonical"\s+href="([^"]*)"', html)
    return found[1] if found else ""


def text_of(address: str) -> str:
    """The words of the page, without its markup."""
    html = Client().get(address).content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html.replace("<wbr>", "")))


@pytest.mark.parametrize("address", PAGES)
def test_page_is_shown(address: str) -> None:
    """The page answers, in Danish, with one heading of the first rank, and sets no cookie."""
    response = Client().get(address)
    html = response.content.decode()
    assert response.status_code == 200
    assert '<html lang="da">' in html
    assert html.count("<h1") == 1
    assert not response.cookies


@pytest.mark.parametrize("address", PAGES)
def test_page_has_no_inline_styles_or_scripts(address: str) -> None:
    """The content security policy allows none."""
    html = Client().get(address).content.decode()
    assert not re.search(r"\sstyle=|<style|\son\w+=|<script(?![^>]*\ssrc=)", html)


@pytest.mark.parametrize("address", PAGES)
def test_ids_stand_once(address: str) -> None:
    """An address with a # leads to one place."""
    ids = read(address).ids
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("address", MISSING)
def test_page_is_missing(address: str) -> None:
    """Missing is told in the portal's own words."""
    response = Client().get(address)
    assert response.status_code == 404
    assert "Siden findes ikke" in response.content.decode()


@pytest.mark.parametrize("address", PAGES)
def test_only_reading_is_allowed(address: str) -> None:
    """Public pages take nothing in."""
    assert Client().post(address).status_code == 405


def test_every_link_leads_somewhere() -> None:
    """Followed from the front page, every internal link answers 200, and every # names an id of its page.

    The one to the desk ends at its door.
    """
    waiting, seen = ["/"], {"/"}
    while waiting:
        address = waiting.pop()
        for href in read(address).found:
            target, _, anchor = href.partition("#")
            target = target or address
            if not target.startswith("/"):
                continue
            if target not in seen:
                seen.add(target)
                response = Client().get(target, follow=True)
                assert response.status_code == 200, f"{address} links to {href}"
                if "html" in response["Content-Type"] and not response.redirect_chain:
                    waiting.append(target)
            if anchor and not target.endswith(".pdf"):
                assert anchor in read(target).ids, f"{address} links to {href}"
    assert set(PAGES) <= seen | {"/samarbejdsplan/2023/", "/lokalraad/viborg/samarbejdsplan/"}


def test_front_page_counts_the_municipalities() -> None:
    """Names and number come from the registers."""
    text = text_of("/")
    assert "de elleve kommuner i Midt- og Vestjylland" in text
    assert "Ringkøbing-Skjern" in text


def test_front_page_shows_newest_plan_and_its_focus_areas() -> None:
    """The newest published plan, never the draft."""
    text = text_of("/")
    assert "Prioriterede indsatsområder 2023" in text
    assert "Psykisk syge og psykisk sårbare" in text
    assert "2024" not in text


def test_plan_page_shows_facts_outline_and_article() -> None:
    """Edition, dates and place, the side menu from the frozen outline, and the text."""
    html = Client().get("/samarbejdsplan/2023/").content.decode()
    assert "1. udgave (arkiveret plan)" in html
    assert "Holstebro, den 3. januar 2023" in html
    assert html.count('href="#udpegede-omraader"') >= 3  # both menus and the permalink
    assert canonical(html) == "/samarbejdsplan/2023/"


def test_newest_plan_names_its_permanent_address() -> None:
    """The address that moves on each year points at the one that stays."""
    assert canonical(Client().get("/samarbejdsplan/").content.decode()) == "/samarbejdsplan/2023/"


def test_pdf_is_served_by_year_and_by_edition() -> None:
    """Both addresses give the same file."""
    by_year, by_edition = Client().get("/samarbejdsplan/2023.pdf"), Client().get("/samarbejdsplan/2023/udgave/1.pdf")
    assert by_year["Content-Type"] == "application/pdf"
    assert by_year.getvalue()[:5] == b"%PDF-"
    assert by_year.getvalue() == by_edition.getvalue()


def test_designated_areas_concern_three_local_councils() -> None:
    """The duty falls on the councils with an area that meets the crime criterion (inventory, section 4)."""
    concerned = [
        slug
        for slug in ["herning", "holstebro", "silkeborg", "viborg", "struer"]
        if "Særligt udpegede områder" in text_of(f"/lokalraad/{slug}/")
    ]
    assert concerned == ["herning", "holstebro", "silkeborg"]


def test_bodies_cover_the_municipalities_that_they_name() -> None:
    """Ten licensing boards are named; Struer's is not."""
    assert "Bevillingsnævn" in text_of("/lokalraad/viborg/")
    assert "Bevillingsnævn" not in text_of("/lokalraad/struer/")


def test_register_pages_name_their_section_in_the_plan() -> None:
    """From a register row to its section, with the number of the published outline."""
    links = read("/indsatsomraader/udpegede-omraader/").found
    assert "/samarbejdsplan/2023/#udpegede-omraader" in links
    assert "Afsnit 4.1" in text_of("/indsatsomraader/udpegede-omraader/")


def test_initiative_shows_its_figures() -> None:
    """The three figures of January 2022."""
    text = text_of("/indsatser/spiritus-og-narko/")
    assert all(figure in text for figure in ["119", "67 %", "32 %", "januar 2022"])


def test_people_without_public_name_are_shown_by_function() -> None:
    """Names are shown for those who agreed, and for nobody else."""
    assert "Helle Kyndesen" in text_of("/kredsraadet/")
    assert "Formand for Lokalrådet i Viborg" in text_of("/lokalraad/viborg/")
