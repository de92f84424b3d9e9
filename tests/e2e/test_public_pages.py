"""Every public page in a real browser: accessible, narrow, by keyboard, on paper."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

Opener = Callable[..., Page]

PAGES = [
    "/",
    "/samarbejdsplan/2023/",
    "/samarbejdsplan/2023/udgave/1/",  # superseded
    "/samarbejdsplan/2022/",  # withdrawn
    "/samarbejdsplan/arkiv/",
    "/lokalraad/",
    "/lokalraad/viborg/",
    "/lokalraad/viborg/samarbejdsplan/",  # none yet
    "/kredsraadet/",
    "/raad-og-naevn/",
    "/raad-og-naevn/psp/",
    "/indsatsomraader/",
    "/indsatsomraader/udpegede-omraader/",
    "/indsatser/spiritus-og-narko/",
    "/findes-ikke/",
]


def focused(page: Page) -> str:
    """The text of the element that has the keyboard."""
    return str(page.evaluate("document.activeElement.textContent.trim()"))


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("address", PAGES)
def test_axe_finds_nothing(open_page: Opener, address: str, width: int) -> None:
    """Neither on a desk nor on a phone."""
    results = Axe().run(open_page(address, width=width))
    assert results.violations_count == 0, results.generate_report()


@pytest.mark.parametrize("address", PAGES)
def test_nothing_scrolls_sideways(open_page: Opener, address: str) -> None:
    """At 320 pixels, which is 1280 at four times the size (WCAG 2.2, 1.4.10)."""
    page = open_page(address, width=320, height=640)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_skip_link_comes_first(open_page: Opener) -> None:
    """The first Tab reaches it, and Enter moves past the menu."""
    page = open_page("/samarbejdsplan/2023/")
    page.keyboard.press("Tab")
    assert focused(page) == "Gå til sidens indhold"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "indhold"


def test_map_is_walked_row_by_row(open_page: Opener) -> None:
    """Tab follows the eye: never upwards, and within a row from left to right."""
    page = open_page("/")
    places = page.eval_on_selector_all(
        ".tilemap a", "links => links.map(a => [a.getBoundingClientRect().top, a.getBoundingClientRect().left])"
    )
    assert len(places) == 11
    assert places == sorted(places)


def test_focus_can_be_seen(open_page: Opener) -> None:
    """A ring of three pixels round the link that has the keyboard."""
    page = open_page("/")
    page.locator(".tilemap a").first.focus()
    page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineWidth") == "3px"


def test_menu_drawer_works_by_keyboard(open_page: Opener) -> None:
    """On a phone it opens, takes the keyboard, and gives it back on Escape."""
    page = open_page("/", width=390)
    page.locator(".js-menu-open").focus()
    page.keyboard.press("Enter")
    drawer = page.get_by_role("dialog", name="Menu")
    expect(drawer).to_be_visible()
    expect(drawer.get_by_role("link", name="Lokalråd")).to_be_visible()
    page.keyboard.press("Escape")
    expect(drawer).not_to_be_visible()


def test_side_menu_follows_the_reader(open_page: Opener) -> None:
    """The section that is read is marked, and its chapter alone unfolded."""
    page = open_page("/samarbejdsplan/2023/")
    menu = page.locator("nav.toc__wide")
    expect(menu.locator('a[href="#udpegede-omraader"]')).not_to_be_visible()
    menu.locator('a[href="#fleraarsaftalen"]').click()
    expect(menu.locator('a[href="#fleraarsaftalen"]')).to_have_attribute("aria-current", "true")
    menu.locator('a[href="#digital-kriminalitet"]').click()
    expect(menu.locator("a[aria-current]")).to_have_count(1)
    expect(menu.locator('a[href="#digital-kriminalitet"]')).to_have_attribute("aria-current", "true")
    expect(menu.locator('a[href="#psykisk-saarbare"]')).not_to_be_visible()


def test_last_section_is_marked_at_the_end(open_page: Opener) -> None:
    """Though it is too short to come up to the top of the window."""
    page = open_page("/samarbejdsplan/2023/", height=1400)
    page.evaluate("window.scrollTo(0, document.documentElement.scrollHeight)")
    expect(page.locator('nav.toc__wide a[href="#spiritus-og-narko"]')).to_have_attribute("aria-current", "true")


def test_plan_can_be_read_without_script(open_page: Opener) -> None:
    """The side menu is a list of links with every chapter unfolded; on a phone it opens as a disclosure."""
    page = open_page("/samarbejdsplan/2023/", java_script_enabled=False)
    expect(page.locator('nav.toc__wide a[href="#udpegede-omraader"]')).to_be_visible()
    phone = open_page("/samarbejdsplan/2023/", width=390, java_script_enabled=False)
    contents = phone.locator("details.toc__narrow a").first
    expect(contents).not_to_be_visible()
    phone.locator("details.toc__narrow summary").click()
    expect(contents).to_be_visible()


def test_table_becomes_labelled_rows_on_a_phone(open_page: Opener) -> None:
    """In the frozen article too."""
    cell = open_page("/samarbejdsplan/2023/", width=390).locator(".doc table td").first
    assert cell.get_attribute("data-label") == "Kommune"
    assert cell.evaluate("cell => getComputedStyle(cell).display") == "block"


def test_print_leaves_the_frame_out(open_page: Opener) -> None:
    """On paper there is the plan, in its own typeface, and neither menus nor buttons."""
    page = open_page("/samarbejdsplan/2023/")
    page.emulate_media(media="print")
    for part in [".navigation-menu", ".breadcrumbs", ".toc", ".years", ".actions", "footer", ".back-to-top-button"]:
        expect(page.locator(part).first).not_to_be_visible()
    expect(page.locator("article.doc")).to_be_visible()
    assert "IBM Plex Sans" in page.evaluate("getComputedStyle(document.querySelector('.doc p')).fontFamily")


def test_typeface_is_loaded(open_page: Opener) -> None:
    """From the portal itself; Danish text needs the small files only."""
    page = open_page("/")
    page.evaluate("document.fonts.ready")
    files = page.evaluate("performance.getEntriesByType('resource').map(r => r.name).filter(n => n.endsWith('.woff2'))")
    assert files
    assert all("Latin1" in name for name in files)


def test_superseded_edition_leads_to_the_current_one(open_page: Opener) -> None:
    """From the warning to the edition that took its place."""
    page = open_page("/samarbejdsplan/2023/udgave/1/")
    expect(page.get_by_text("Denne udgave er erstattet")).to_be_visible()
    page.get_by_role("link", name="2. udgave af 8. februar 2023").click()
    expect(page.locator(".facts")).to_contain_text("2. udgave")
    expect(page.locator(".fix")).to_contain_text("Noten til afsnit 3.2 er rettet.")
