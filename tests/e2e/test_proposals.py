"""Proposals in real browsers: proposed, answered together, inserted; and every page for axe, phones and keyboards.

What is written here is for the year 2031, which has no plan: the demo's own year is left as it is.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Dialog, Page, expect

from councils.models import Council
from plans.models import Plan, Proposal
from tests.e2e.editing import SECRETARY
from tests.e2e.usable import hold_to
from tests.proposals.builders import draft, drafted, sent

CHAIR = "formand.viborg@demo.example"
INBOX, VIBORG = "/skrivebord/forslag/", "/skrivebord/lokalraad/viborg/"
YEAR = 2031
Desk = Callable[..., Page]


def viborg() -> Council:
    """The council that proposes."""
    return Council.objects.get(slug="viborg")


def own(**fields: object) -> Proposal:
    """A proposal of Viborg's for the far year, kept apart from the demo's."""
    plan = Plan.objects.get(council__kind="district", year=2024)
    number = Proposal.objects.filter(year=YEAR).count() + 1
    return sent(viborg(), YEAR, base_plan=plan, section_key="bevillingsnaevn", number=number, **fields)


def address(row: Proposal) -> str:
    """Its page at the council."""
    return f"{VIBORG}forslag/{row.pk}/"


def ready_to_send() -> str:
    """The page that asks whether an answer shall go out."""
    row = own()
    drafted(row, ready=True)
    return f"{INBOX}{row.reference}/send/"


PAGES: list[tuple[str, Callable[[], str]]] = [
    (SECRETARY, lambda: INBOX),
    (SECRETARY, lambda: f"{INBOX}?status=imoedekommet"),
    (SECRETARY, lambda: f"{INBOX}paamind/"),
    (SECRETARY, lambda: f"{INBOX}2024-05/"),
    (SECRETARY, lambda: f"{INBOX}2024-07/"),
    (SECRETARY, lambda: f"{INBOX}2024-07/indsaet/"),
    (SECRETARY, lambda: f"{INBOX}2024-01/indsaet/"),
    (SECRETARY, lambda: f"{INBOX}2024-07/saml/"),
    (SECRETARY, ready_to_send),
    (SECRETARY, lambda: f"{INBOX}send/?aar={YEAR}"),
    (CHAIR, lambda: VIBORG),
    (CHAIR, lambda: f"{VIBORG}forslag/nyt/?afsnit=bevillingsnaevn"),
    (CHAIR, lambda: address(draft(viborg(), YEAR))),
    (CHAIR, lambda: address(own())),
    (CHAIR, lambda: f"{address(own())}traek-tilbage/"),
]


@pytest.mark.parametrize(("email", "at"), PAGES)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(desk: Desk, email: str, at: Callable[[], str]) -> None:
    page = desk(email, at())
    assert page.locator("h1").count() == 1
    hold_to(page)


def test_a_chair_proposes_by_keyboard_and_the_secretary_answers(desk: Desk) -> None:
    """A section's text is fetched; what is missing is said at the top with focus; nothing typed is lost."""
    chair = desk(CHAIR, VIBORG)
    chair.get_by_role("link", name="Nyt forslag").press("Enter")
    chair.get_by_label("Kort titel").fill("Natteravne ved busterminalen")
    chair.get_by_label("Hvilket afsnit?").select_option("bevillingsnaevn")
    chair.get_by_role("button", name="Hent afsnittets tekst").press("Enter")
    text = chair.get_by_role("textbox", name="Foreslået tekst")
    expect(text).to_contain_text("restaurationsloven")
    expect(chair.get_by_text("Afsnittets tekst er sat ind")).to_be_focused()
    text.press("Control+End")
    chair.keyboard.type(" Natteravnene er med til møderne.")
    chair.get_by_role("button", name="Send forslaget").press("Enter")
    expect(chair.get_by_role("alert")).to_be_focused()
    chair.get_by_role("link", name="Skriv en begrundelse").press("Enter")
    chair.keyboard.type("De kender stedet bedst.")
    expect(chair.get_by_label("Kort titel")).to_have_value("Natteravne ved busterminalen")
    chair.get_by_role("button", name="Send forslaget").press("Enter")
    expect(chair.get_by_text("er sendt til sekretariatet")).to_be_visible()
    row = Proposal.objects.get(title="Natteravne ved busterminalen")
    assert row.text.endswith("Natteravnene er med til møderne.</p>")

    secretary = desk(SECRETARY, f"{INBOX}{row.reference}/")
    expect(secretary.locator("ins").first).to_contain_text("Natteravnene er med")
    secretary.get_by_label("Delvist imødekommet").check()
    secretary.get_by_label("Svar til lokalrådet").fill("Tak, det tager vi med.")
    secretary.get_by_role("button", name="Send svaret").press("Enter")
    expect(secretary.get_by_text("Lokalrådet i Viborg").first).to_be_visible()
    secretary.get_by_role("button", name="Send svaret").press("Enter")
    expect(secretary.get_by_text("er sendt").first).to_be_visible()
    chair.goto(address(row))
    expect(chair.get_by_text("Tak, det tager vi med.")).to_be_visible()


def test_without_script_the_sections_text_is_fetched_by_its_button(desk: Desk) -> None:
    page = desk(CHAIR, f"{VIBORG}forslag/nyt/", java_script_enabled=False)
    page.get_by_label("Kort titel").fill("Uden script")
    page.get_by_label("Hvilket afsnit?").select_option("bevillingsnaevn")
    page.get_by_role("button", name="Hent afsnittets tekst").click()
    expect(page.get_by_label("Kort titel")).to_have_value("Uden script")
    assert "restaurationsloven" in page.get_by_label("Foreslået tekst").input_value()


def test_a_page_with_something_typed_is_not_left_without_asking(desk: Desk) -> None:
    page = desk(CHAIR, f"{VIBORG}forslag/nyt/")
    page.get_by_label("Kort titel").press_sequentially("x")
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.get_by_role("link", name="Overblik").first.click(no_wait_after=True)
    page.wait_for_function("() => true")
    expect(page.get_by_label("Kort titel")).to_have_value("x")
    assert asked == ["beforeunload"]
