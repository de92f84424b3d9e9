"""A plan that is to be decided on, in browsers: of the signatory, the secretary and communications."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Page, expect

from councils.models import Council, Delegation, User
from plans import deciding, signing, stages
from plans.models import Approval, ApprovalRound, Plan
from plans.saving import Author
from tests.base import make_account, make_plan
from tests.e2e.editing import PATIENCE, SECRETARY, text_box
from tests.e2e.usable import hold_to

YEAR = 2009
DELEGATE, COMMUNICATIONS = "skive.sekretariat@test.example", "kommunikation@demo.example"
SIGN, DECISION = f"/skrivebord/godkend/{YEAR}/", f"/skrivebord/plan/{YEAR}/godkendelse/"
CORRECT = f"/skrivebord/plan/{YEAR}/redaktionel-rettelse/"
SKIVE, VIBORG = "kommune:0779", "kommune:0791"
Desk = Callable[..., Page]


@pytest.fixture(scope="module", autouse=True)
def decided_on(portal: str) -> Iterator[Plan]:
    """A plan of its own year; Skive's mayor has a delegate, and Viborg's has remarks."""
    council = Council.objects.get(kind="district")
    plan = make_plan(council, year=YEAR, stage="decision")
    Plan.objects.filter(pk=plan.pk).update(stage="decision")
    plan.refresh_from_db()
    on, author = timezone.localdate(), Author.of(User.objects.get(email=SECRETARY))
    held = next(seat for seat in signing.seats(council, on=on) if seat.key == SKIVE)
    account = make_account(DELEGATE, "Skives borgmestersekretariat")
    Delegation.objects.create(membership=held.membership, delegate=account.person, scope="act")
    opened = stages.open_round(plan, author=author, at=timezone.now())
    deciding.record_for(
        opened,
        shown={VIBORG: 0},
        outcome="remarks",
        remarks="Mødekalenderen viser tre møder. Vi har planlagt fire.",
        reference="Brev af 4. december",
        digest=opened.digest,
        author=author,
        at=timezone.now(),
    )
    yield plan
    # Not deleted: what was given stays. Published, it stands in nobody's way.
    Plan.objects.filter(pk=plan.pk).update(stage="published")


def opened() -> ApprovalRound:
    """The open round."""
    return ApprovalRound.objects.select_related("plan__council").get(plan__year=YEAR, ended_at__isnull=True)


def remarks() -> int:
    """The remarks that wait for an answer, or did."""
    return Approval.objects.get(approval_round__plan__year=YEAR, seat=VIBORG, outcome="remarks").pk


PAGES: list[tuple[str, Callable[[], str]]] = [
    (SECRETARY, lambda: DECISION),
    (SECRETARY, lambda: f"{DECISION}beslutning/"),
    (SECRETARY, lambda: f"{DECISION}noter/"),
    (SECRETARY, lambda: f"{DECISION}paamind/"),
    (SECRETARY, lambda: f"{DECISION}bemaerkning/{remarks()}/"),
    (SECRETARY, lambda: f"{DECISION}tekst/"),
    (SECRETARY, lambda: CORRECT),
    (SECRETARY, lambda: f"{CORRECT}kredsraadet/"),
    (SECRETARY, lambda: f"{CORRECT}underskrivere/opdater/"),
    (SECRETARY, lambda: f"/skrivebord/plan/{YEAR}/kommune/viborg/"),
    (COMMUNICATIONS, lambda: f"{DECISION}frigiv/"),
    (DELEGATE, lambda: SIGN),
]


@pytest.mark.parametrize(("email", "address"), PAGES)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(desk: Desk, email: str, address: Callable[[], str]) -> None:
    page = desk(email, address())
    assert page.locator("h1").count() == 1
    hold_to(page)


def test_the_digest_is_copied_whole(desk: Desk) -> None:
    page = desk(SECRETARY, DECISION, permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Kopiér").click()
    expect(page.get_by_role("status").filter(has_text="Kopieret")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == opened().digest


def test_what_is_wrong_has_the_keyboard_first(desk: Desk) -> None:
    page = desk(DELEGATE, SIGN, width=390)
    page.get_by_role("button", name="Fortsæt").press("Enter")
    expect(page.locator("[data-focus]")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#id_outcome$"))
    assert Axe().run(page).response["violations"] == []


def test_a_delegate_approves_on_behalf_by_keyboard_and_takes_it_back(desk: Desk) -> None:
    page = desk(DELEGATE, SIGN, width=390)
    expect(page.get_by_text("På vegne af borgmester i Skive Kommune").first).to_be_visible()
    page.get_by_label("Jeg godkender planen").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Fortsæt").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile(r"^Godkend .*\?$"))
    assert Axe().run(page).response["violations"] == []
    page.get_by_role("button", name=re.compile("Godkend på vegne af")).press("Enter")
    expect(page.get_by_role("heading", name="Planen er godkendt")).to_be_visible()
    page.get_by_role("link", name="Fortryd svaret").press("Enter")
    assert Axe().run(page).response["violations"] == []
    page.get_by_role("button", name="Fortryd svaret").press("Enter")
    expect(page.get_by_label("Jeg godkender planen")).not_to_be_checked()


def test_a_spelling_is_put_right_and_what_was_approved_stands(desk: Desk) -> None:
    before = opened()
    page = desk(SECRETARY, CORRECT)
    page.get_by_role("link", name="1 Kredsrådet").click()
    expect(text_box(page)).to_be_editable(timeout=PATIENCE)
    page.wait_for_load_state("networkidle")
    text_box(page).focus()
    expect(text_box(page)).to_be_focused()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text("Kredsrådet mødes fire gange om året.")
    expect(text_box(page)).to_have_text("Kredsrådet mødes fire gange om året.")
    page.get_by_label("Hvorfor rettes det?").fill("Antallet var forkert")
    page.get_by_role("button", name="Se forskellen").click()
    expect(page.locator("del")).to_have_text("to")
    expect(page.locator("ins")).to_have_text("fire")
    assert Axe().run(page).response["violations"] == []
    page.get_by_role("button", name="Ret teksten, og giv besked").click()
    expect(page.get_by_role("heading", name="Redaktionelle rettelser")).to_be_visible()
    assert opened().follows == before
    reader = desk(DELEGATE, SIGN, width=320)
    expect(reader.locator("#rettelser ins")).to_have_text("fire")
    assert reader.evaluate("document.documentElement.scrollWidth") <= 320


def test_remarks_are_answered_the_decision_recorded_and_the_plan_let_go(desk: Desk) -> None:
    """Each finds the next step from the page that the last one ended on."""
    page = desk(SECRETARY, DECISION)
    expect(page.get_by_role("button", name="Offentliggør")).to_be_disabled()
    page.get_by_role("link", name="Svar uden at rette").click()
    page.get_by_label("Svar").fill("Kalenderen viser kun de åbne møder.")
    page.get_by_role("button", name="Send svaret").click()
    expect(page.get_by_text("Kalenderen viser kun de åbne møder.")).to_be_visible()
    page.get_by_role("link", name="Notér beslutningen").first.click()
    page.get_by_label("Planen er tiltrådt").check()
    page.get_by_label("Besluttet i skriftlig procedure").check()
    page.get_by_label("Den skriftlige procedure sluttede").fill(timezone.localdate().isoformat())
    page.get_by_label("Hvem tog forbehold?").first.fill("Borgmesteren i Viborg")
    page.get_by_label("Hvilket forbehold?").first.fill("Antallet af møder.")
    page.get_by_role("button", name="Notér beslutningen").click()
    expect(page.get_by_text("Antallet af møder.")).to_be_visible()
    press: Any = desk(COMMUNICATIONS, f"{DECISION}frigiv/")
    press.get_by_role("button", name="Frigiv planen").click()
    expect(press.get_by_role("heading", name="Planen er frigivet")).to_be_visible()
    page.reload()
    expect(page.get_by_role("link", name="Offentliggør", exact=True)).to_be_visible()
