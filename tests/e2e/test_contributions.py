"""A section asked of somebody, answered and taken over, in two browsers; and what stands round a section."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from playwright.sync_api import Page, expect

from plans.models import Assignment, Revision
from tests.e2e.editing import PATIENCE, SAVED, SECRETARY, draft, set_text, text_box, write_at_end
from tests.e2e.usable import hold_to

CONTRIBUTOR = "bidragyder@demo.example"
PLAN = "/skrivebord/plan/2024/"
ASKED, HEADING = "ungdomskriminalitetsnaevnet", "Ungdomskriminalitetsnævnet"
Desk = Callable[..., Page]


def delivered() -> int:
    """The demo's contribution with a text that waits to be taken over."""
    return Assignment.objects.get(section__key="narkotikasalg-ved-skoler").pk


def waiting() -> int:
    """The one that waits for the contributor."""
    return Assignment.objects.get(section__key="psykisk-saarbare").pk


def set_aside() -> str:
    """A choice between two texts that the secretary has to make."""
    row = draft("forord")
    values = {"base_version": 1, "author_name": "Sekretær", "saved_at": timezone.now(), "state": "rewritten"}
    aside = Revision.objects.create(
        section=row, kind="set_aside", heading="Et andet forord", text="<p>Et andet.</p>", **values
    )
    return f"{PLAN}afsnit/forord/to-versioner/{aside.pk}/"


PAGES: list[tuple[str, Callable[[], str]]] = [
    (SECRETARY, lambda: f"{PLAN}bidrag/"),
    (SECRETARY, lambda: f"{PLAN}bidrag/nyt/"),
    (SECRETARY, lambda: f"{PLAN}bidrag/som-sidste-aar/"),
    (SECRETARY, lambda: f"{PLAN}bidrag/paamind/"),
    (SECRETARY, lambda: f"{PLAN}bidrag/{delivered()}/"),
    (SECRETARY, lambda: f"{PLAN}afsnit/forord/historik/"),
    (SECRETARY, set_aside),
    (SECRETARY, lambda: "/skrivebord/mail/"),
    (CONTRIBUTOR, lambda: "/skrivebord/plan/bidrag/"),
    (CONTRIBUTOR, lambda: f"/skrivebord/plan/bidrag/{waiting()}/"),
    (CONTRIBUTOR, lambda: f"/skrivebord/plan/bidrag/{waiting()}/giv-videre/"),
]


@pytest.mark.parametrize(("email", "address"), PAGES)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(desk: Desk, email: str, address: Callable[[], str]) -> None:
    page = desk(email, address())
    assert page.locator("h1").count() == 1
    hold_to(page)


def test_a_section_is_asked_for_written_delivered_and_taken_over(desk: Desk) -> None:
    """Each finds the next step from the page that the last one ended on."""
    set_text(ASKED, "<p>Første stykke.</p><p>Andet stykke.</p>")
    secretary = desk(SECRETARY, f"{PLAN}bidrag/nyt/?afsnit={ASKED}")
    secretary.get_by_label("Bidragyder", exact=True).select_option("funktion:fnt")
    secretary.get_by_label("Frist").fill((timezone.localdate() + timedelta(days=20)).isoformat())
    secretary.get_by_role("button", name="Send").click()
    expect(secretary).to_have_url(re.compile(rf"{PLAN}bidrag/$"))

    contributor = desk(CONTRIBUTOR, "/skrivebord/plan/bidrag/")
    contributor.get_by_role("link", name=HEADING).first.click()
    expect(contributor.locator(".ProseMirror")).to_be_visible()
    write_at_end(contributor, " Skrevet af bidragyderen.")
    contributor.get_by_role("button", name="Levér teksten").click()
    expect(contributor.get_by_text("Tekst leveret").first).to_be_visible()

    secretary.goto(f"{PLAN}bidrag/")
    secretary.get_by_role("link", name=HEADING).first.click()
    expect(secretary.locator("ins", has_text="Skrevet af bidragyderen").first).to_be_visible()
    secretary.get_by_role("button", name="Overtag teksten").click()
    secretary.goto(f"{PLAN}afsnit/{ASKED}/")
    expect(text_box(secretary)).to_contain_text("Skrevet af bidragyderen.")
    assert draft(ASKED).state == "rewritten"


def test_a_text_sent_without_a_connection_is_there_again(desk: Desk) -> None:
    page = desk(CONTRIBUTOR, f"/skrivebord/plan/bidrag/{waiting()}/")
    expect(page.locator(".ProseMirror")).to_be_visible()
    page.context.set_offline(True)
    write_at_end(page, " Sendt uden net.")
    page.get_by_role("button", name="Gem kladde").click()
    expect(page.locator(".ProseMirror")).to_have_count(0)
    page.context.set_offline(False)
    page.goto(f"/skrivebord/plan/bidrag/{waiting()}/")
    expect(text_box(page)).to_contain_text("Sendt uden net.")
    expect(page.locator("[data-save-state]")).to_have_text(SAVED, timeout=PATIENCE)
    assert "Sendt uden net." in Assignment.objects.get(pk=waiting()).text
    page.get_by_role("button", name="Gem kladde").click()
    expect(page.get_by_text("Kladden er gemt")).to_be_visible()
    expect(page.locator("[data-save-state]")).to_have_text("Din kladde")
    assert page.evaluate("Object.keys(localStorage)") == []


def test_a_page_that_was_open_while_one_signed_in_anew_can_still_be_sent(desk: Desk) -> None:
    page = desk(CONTRIBUTOR, f"/skrivebord/plan/bidrag/{waiting()}/")
    expect(page.locator(".ProseMirror")).to_be_visible()
    Session.objects.all().delete()
    other = page.context.new_page()
    other.goto("/konto/log-ind/")
    other.get_by_role("button", name="Bidragyder").first.click()
    expect(other).to_have_url(re.compile("/skrivebord/"))
    page.get_by_label("Skriv til sekretæren").fill("Er det i orden?")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("Din besked er sendt til sekretæren.")).to_be_visible()
