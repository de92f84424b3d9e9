"""Saving while one writes, in a real browser: connections lost, sessions ended, and others in the same section."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Dialog, Page, Route, expect

from tests.e2e.editing import (
    PATIENCE,
    SECRETARY,
    address,
    draft,
    set_text,
    status,
    text_box,
    wait_for_saved,
    write_at_end,
)

Desk = Callable[..., Page]
TWO = "<p>Den ene.</p><p>Den anden.</p>"
OTHER = re.compile("En anden har ændret det samme sted")


def test_a_lost_connection_keeps_the_text_until_it_is_back(desk: Desk) -> None:
    set_text("lokalraadene", TWO)
    page = desk(SECRETARY, address("lokalraadene"))
    page.context.set_offline(True)
    write_at_end(page, " Uden net.")
    expect(status(page)).to_have_text("Ikke gemt. Vi prøver igen", timeout=PATIENCE)
    assert "Uden net" in page.evaluate("JSON.stringify(localStorage)")
    page.context.set_offline(False)
    wait_for_saved(page)
    assert "Uden net" in draft("lokalraadene").text
    assert page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('afsnit:')).length") == 0


def test_leaving_with_unsaved_text_asks_first(desk: Desk) -> None:
    page = desk(SECRETARY, address("lokalraadene"))
    page.context.set_offline(True)
    write_at_end(page, " Ikke gemt.")
    asked: list[str] = []

    def accept(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", accept)
    page.close(run_before_unload=True)
    page.wait_for_event("close")
    assert asked == ["beforeunload"]


def test_a_session_that_ended_keeps_the_text_and_saves_it_after_signing_in(desk: Desk) -> None:
    set_text("kredsraadet", TWO)
    page = desk(SECRETARY, address("kredsraadet"))
    expect(text_box(page)).to_be_visible()
    Session.objects.all().delete()
    write_at_end(page, " Logget af.")
    expect(status(page)).to_have_text("Ikke gemt. Du er logget af", timeout=PATIENCE)
    page.get_by_role("link", name="Log ind igen").click()
    page.get_by_role("button", name="Sekretær for kredsrådet").click()
    expect(page).to_have_url(re.compile(address("kredsraadet")))
    expect(text_box(page)).to_contain_text("Logget af.")
    wait_for_saved(page)
    assert draft("kredsraadet").text == TWO.replace("anden.", "anden. Logget af.")


def test_signing_in_elsewhere_lets_the_open_page_go_on(desk: Desk) -> None:
    set_text("kredsraadet", TWO)
    page = desk(SECRETARY, address("kredsraadet"))
    expect(text_box(page)).to_be_visible()
    Session.objects.all().delete()
    write_at_end(page, " Endnu.")
    expect(status(page)).to_have_text("Ikke gemt. Du er logget af", timeout=PATIENCE)
    other = page.context.new_page()
    other.goto("/konto/log-ind/")
    other.get_by_role("button", name="Sekretær for kredsrådet").click()
    expect(other.get_by_role("button", name="Log af")).to_be_visible()
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    wait_for_saved(page)
    assert "Endnu." in draft("kredsraadet").text


def test_a_text_is_not_saved_in_anothers_name(desk: Desk) -> None:
    set_text("kredsraadet", TWO)
    page = desk(SECRETARY, address("kredsraadet"))
    other = page.context.new_page()
    other.goto("/konto/log-ind/?next=/konto/")
    other.get_by_role("button", name="Log af").click()
    other.goto("/konto/log-ind/")
    other.get_by_role("button", name="Kommunikation").click()
    expect(other.get_by_role("button", name="Log af")).to_be_visible()
    write_at_end(page, " Hvis?")
    expect(status(page)).to_contain_text("Ikke gemt", timeout=PATIENCE)
    assert draft("kredsraadet").text == TWO


@pytest.mark.unhurried
def test_two_in_different_paragraphs_are_merged(desk: Desk) -> None:
    set_text("tvaergaaende-samarbejde", TWO)
    one, two = (desk(SECRETARY, address("tvaergaaende-samarbejde")) for _ in range(2))
    write_at_end(one, " Af mig.")
    wait_for_saved(one)
    text_box(two).click()
    two.keyboard.press("Control+Home")
    two.keyboard.type("Af dig: ")
    wait_for_saved(two)
    expect(text_box(two)).to_contain_text("Af mig.")
    expect(status(two)).to_contain_text("flettet")
    assert draft("tvaergaaende-samarbejde").text == "<p>Af dig: Den ene.</p><p>Den anden. Af mig.</p>"


def test_two_in_the_same_paragraph_are_asked_to_choose(desk: Desk) -> None:
    set_text("beredskabsstaben", TWO)
    one, two = (desk(SECRETARY, address("beredskabsstaben")) for _ in range(2))
    write_at_end(one, " Af mig.")
    wait_for_saved(one)
    write_at_end(two, " Af dig.")
    expect(two.get_by_role("alert").filter(has_text=OTHER)).to_be_visible(timeout=PATIENCE)
    expect(text_box(two)).to_have_attribute("contenteditable", "false")
    two.get_by_role("link", name="Vælg, hvad der skal stå").first.click()
    expect(two).to_have_url(re.compile("/to-versioner/"))
    assert draft("beredskabsstaben").text.endswith("Af mig.</p>")


def test_what_is_typed_while_another_is_merged_in_is_not_lost(desk: Desk) -> None:
    set_text("forord", TWO)
    page = desk(SECRETARY, address("forord"))
    held: list[Route] = []
    page.route("**/gem/", lambda route: held.append(route) if not held else route.continue_())
    text_box(page).click()
    set_text("forord", TWO.replace("anden", "andens"))
    page.keyboard.press("Control+Home")
    page.keyboard.type("Først")
    expect(status(page)).to_have_text("Gemmer …", timeout=PATIENCE)
    page.keyboard.type(" og så: ")
    held[0].continue_()
    wait_for_saved(page)
    expect(text_box(page)).to_have_text("Først og så: Den ene.Den andens.", timeout=PATIENCE)
    assert draft("forord").text == "<p>Først og så: Den ene.</p><p>Den andens.</p>"


def test_an_answer_that_is_lost_makes_nobody_choose_between_their_own_texts(desk: Desk) -> None:
    set_text("digital-kriminalitet", TWO)
    page = desk(SECRETARY, address("digital-kriminalitet"))
    lost: list[str] = []

    def lose_the_first(route: Route) -> None:
        if lost:
            route.continue_()
            return
        route.fetch()
        lost.append(route.request.url)
        route.abort("internetdisconnected")

    page.route("**/gem/", lose_the_first)
    write_at_end(page, " Sendt")
    expect(status(page)).to_have_text("Ikke gemt. Vi prøver igen", timeout=PATIENCE)
    page.keyboard.type(", og mere.")
    wait_for_saved(page)
    assert draft("digital-kriminalitet").text == TWO.replace("anden.", "anden. Sendt, og mere.")


def test_a_cpr_number_is_warned_of_as_it_is_typed_and_not_saved(desk: Desk) -> None:
    set_text("faerdselssikkerhed", TWO)
    page = desk(SECRETARY, address("faerdselssikkerhed"))
    write_at_end(page, " 010190-1234")
    box = page.get_by_label("Det er ikke et CPR-nummer")
    expect(box).to_be_visible()
    expect(status(page)).to_contain_text("Ikke gemt", timeout=PATIENCE)
    assert draft("faerdselssikkerhed").text == TWO
    page.get_by_text("Det er ikke et CPR-nummer").click()
    wait_for_saved(page)
    assert "010190-1234" in draft("faerdselssikkerhed").text


def test_marking_saves_first(desk: Desk) -> None:
    set_text("spiritus-og-narko", TWO)
    page = desk(SECRETARY, address("spiritus-og-narko"))
    write_at_end(page, " Færdig.")
    page.get_by_role("button", name="Markér som omskrevet").click()
    expect(page.get_by_text("Afsnittet er markeret som omskrevet.")).to_be_visible()
    row = draft("spiritus-og-narko")
    assert (row.text, row.state) == (TWO.replace("anden.", "anden. Færdig."), "rewritten")


def test_who_else_is_here_is_shown(desk: Desk) -> None:
    page = desk(SECRETARY, address("vold-i-nattelivet"))
    expect(page.locator("[data-others]")).to_be_hidden()
    other = desk("formand.viborg@demo.example", address("vold-i-nattelivet"))
    other.evaluate(
        """address => fetch(address, {
            method: "POST",
            headers: { "X-CSRFToken": document.querySelector("[name=csrfmiddlewaretoken]").value },
        })""",
        f"{address('vold-i-nattelivet')}til-stede/",
    )
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.get_by_text("Også her: Formand for Lokalrådet i Viborg")).to_be_visible()
