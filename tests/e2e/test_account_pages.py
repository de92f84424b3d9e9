"""Signing in and the account's own pages, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.accounts.steps import code_now

Opener = Callable[..., Page]

OUTSIDE = ["/konto/log-ind/", "/konto/adgangskode/glemt/", "/konto/opret/", "/konto/adgangskode/ny/1-abc-def/"]
INSIDE = ["/konto/", "/konto/adgangskode/", "/konto/totrin/", "/konto/totrin/app/", "/konto/sessioner/"]


def come_in(page: Page, role: str) -> Page:
    """Press the button of a demo role on the sign-in page."""
    page.get_by_role("button", name=role).click()
    expect(page.get_by_role("button", name="Log af")).to_be_visible()
    return page


def signed_in(open_page: Opener, address: str, *, width: int = 1280) -> Page:
    """A page as the district council's secretary sees it."""
    page = come_in(open_page("/konto/log-ind/", width=width), "Sekretær for kredsrådet")
    page.goto(address)
    return page


def hold_to_account(page: Page) -> None:
    """Axe finds nothing, and at 320 pixels nothing scrolls sideways."""
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("address", INSIDE)
def test_the_accounts_pages_can_be_used_by_all(open_page: Opener, address: str, width: int) -> None:
    hold_to_account(signed_in(open_page, address, width=width))


def test_a_mistake_is_read_first_and_leads_to_its_field(open_page: Opener) -> None:
    page = open_page("/konto/log-ind/")
    page.get_by_label("E-mail").fill("sekretaer@demo.example")
    page.keyboard.press("Enter")
    expect(page).to_have_title(re.compile("^Fejl: "))
    expect(page.get_by_role("alert")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Adgangskode")).to_be_focused()
    expect(page.get_by_label("E-mail")).to_have_value("sekretaer@demo.example")
    hold_to_account(page)


def test_a_second_factor_is_made_and_asked_for(open_page: Opener) -> None:
    role = "Kommunikation"
    page = come_in(open_page("/konto/log-ind/"), role)
    page.goto("/konto/totrin/app/")
    picture = page.get_by_alt_text("QR-kode")
    assert picture.evaluate("image => image.complete && image.naturalWidth > 0")
    secret = page.locator("code.secret").inner_text()
    page.get_by_label("Kode fra appen").fill(code_now(secret))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Nødkoder")).to_be_visible()
    hold_to_account(page)
    recovery = page.locator(".codes code").first.inner_text()

    other = open_page("/konto/log-ind/")
    other.get_by_role("button", name=role).click()
    expect(other.get_by_role("heading", name="Skriv koden fra din app")).to_be_visible()
    hold_to_account(other)
    other.get_by_role("textbox", name="Kode").fill(recovery)
    other.keyboard.press("Enter")
    expect(other.get_by_role("button", name="Log af")).to_be_visible()

    page.goto("/konto/totrin/app/fjern/")
    hold_to_account(page)
    page.get_by_role("button", name="Fjern appen").click()
    expect(page.get_by_text("Totrinsbekræftelse er slået fra.")).to_be_visible()


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("address", OUTSIDE)
def test_pages_before_signing_in_can_be_used_by_all(open_page: Opener, address: str, width: int) -> None:
    hold_to_account(open_page(address, width=width))
