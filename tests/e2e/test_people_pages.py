"""People, functions and invitations, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from post_office.models import Email

from tests.e2e.test_account_pages import hold_to_account, signed_in

Opener = Callable[..., Page]

PEOPLE = "/skrivebord/personer/"
PAGES = [
    PEOPLE,
    PEOPLE + "?q=findes-ikke",
    PEOPLE + "demo-sekretaer-kredsraadet/",
    PEOPLE + "ulrik-wilbek/",
    PEOPLE + "demo-bidragyder-fnt/?dato=2022-01-01",
    PEOPLE + "demo-formand-lemvig/inviter/",
    PEOPLE + "ulrik-wilbek/inviter/",
    PEOPLE + "ulrik-wilbek/ret/",
    PEOPLE + "opret/plads/?raad=viborg&rolle=secretary",
    PEOPLE + "opret/bemyndigelse/",
    "/skrivebord/funktioner/",
    "/skrivebord/funktioner/fnt/",
]


@pytest.mark.parametrize("address", PAGES)
def test_the_pages_can_be_used_by_all(open_page: Opener, address: str) -> None:
    page = signed_in(open_page, address)
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    hold_to_account(page)


def test_a_mistake_is_read_first(open_page: Opener) -> None:
    page = signed_in(open_page, PEOPLE + "opret/plads/?raad=herning&rolle=chair")
    page.get_by_label("Person", exact=True).select_option("Ulrik Wilbek, Borgmester")
    page.get_by_label("Deltager for").select_option("kommune")
    page.get_by_role("button", name="Gem").click()
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page).to_have_title(re.compile("^Fejl: "))
    expect(page.get_by_text("Rådet har allerede en formand i perioden.").first).to_be_visible()
    hold_to_account(page)


def test_somebody_new_is_given_an_office_invited_and_comes_in(open_page: Opener) -> None:
    page = signed_in(open_page, PEOPLE)
    page.get_by_role("link", name="Ny person").click()
    page.get_by_label("Navn", exact=True).fill("Asta Nyby")
    page.get_by_label("E-mail").fill("asta@demo.example")
    page.get_by_role("button", name="Opret").click()
    page.get_by_role("link", name="Giv en plads i et råd").click()
    page.get_by_label("Råd", exact=True).select_option("Lokalrådet i Skive")
    page.get_by_label("Rolle").select_option("næstformand")
    page.get_by_label("Deltager for").select_option("kommune")
    page.get_by_role("button", name="Gem").click()
    expect(page.get_by_text("Skrive planen for Lokalrådet i Skive")).to_be_visible()
    page.get_by_role("link", name="Inviter").click()
    page.get_by_role("button", name="Send invitationen").click()
    expect(page.get_by_text("Invitationen er sendt til asta@demo.example.")).to_be_visible()

    letter = Email.objects.filter(to="asta@demo.example").latest("pk")
    found = re.search(r"https://portal\.example(/konto/invitation/\S+)", letter.message)
    assert found
    other = open_page(found[1])
    hold_to_account(other)
    other.get_by_label("Adgangskode", exact=True).fill("solsort-i-regnvejr-42")
    other.get_by_label("Adgangskode igen").fill("solsort-i-regnvejr-42")
    other.keyboard.press("Enter")
    expect(other.get_by_role("button", name="Log af")).to_be_visible()
    expect(other).to_have_url(re.compile("/skrivebord/$"))

    late = open_page(found[1])
    expect(late.get_by_role("heading", name="Invitationen er brugt")).to_be_visible()
    hold_to_account(late)
