"""Writing a section in a real browser: the editor, its keyboard, its dialogs, and what is pasted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.e2e.editing import (
    SECRETARY,
    address,
    draft,
    paste,
    set_text,
    text_box,
    wait_for_saved,
    write_at_end,
)

Desk = Callable[..., Page]

SAMPLES = Path(__file__).parents[1] / "desk_sections" / "paste"
PASTED = (
    "<p>Vold i nattelivet</p><p>I 2023 er der <strong>fortsat</strong> fokus på <em>Viborg</em> og Herning."
    ' Se <a href="https://politi.dk/nattelivet">politiets side</a>.</p>'
    "<ul><li>Synligt politi<ul><li>fredag og lørdag</li></ul></li><li>Samarbejde med bevillingshaverne</li></ul>"
    "<ol><li>Først drøftes det i lokalrådet.</li><li>Så drøftes det i kredsrådet.</li></ol>{}"
    '<table><thead><tr><th scope="col" colspan="2">Anmeldelser</th></tr></thead>'
    "<tbody><tr><td>Viborg</td><td>1\xa0204</td></tr></tbody></table>"
)
"""What each sample is, cleaned; Word's has one item more."""


def focused(page: Page) -> str:
    """The name of what has the keyboard."""
    return str(page.evaluate("document.activeElement.getAttribute('aria-label') || document.activeElement.id"))


def test_what_is_typed_is_saved_and_said_to_be(desk: Desk) -> None:
    page = desk(SECRETARY, address("bevillingsnaevn"))
    write_at_end(page, " Mere om nævnet.")
    wait_for_saved(page)
    expect(page.locator("[data-save-aloud]")).to_contain_text("Gemt kl.")
    assert draft("bevillingsnaevn").text.endswith("Mere om nævnet.</p>")
    assert draft("bevillingsnaevn").state == "carried"


def test_bold_and_italic_by_keyboard(desk: Desk) -> None:
    set_text("konfliktraad", "<p>Først.</p>")
    page = desk(SECRETARY, address("konfliktraad"))
    write_at_end(page, " ")
    for key, words in (("b", "fed"), ("b", " "), ("i", "skrå")):
        page.keyboard.press(f"Control+{key}")
        page.keyboard.type(words)
    expect(page.get_by_role("button", name="Kursiv")).to_have_attribute("aria-pressed", "true")
    wait_for_saved(page)
    assert draft("konfliktraad").text == "<p>Først. <strong>fed</strong> <em>skrå</em></p>"


def test_a_change_is_taken_back_by_keyboard(desk: Desk) -> None:
    set_text("konfliktraad", "<p>Først.</p>")
    page = desk(SECRETARY, address("konfliktraad"))
    write_at_end(page, " Så.")
    page.keyboard.press("Control+z")
    expect(text_box(page)).to_have_text("Først.")
    page.keyboard.press("Control+y")
    expect(text_box(page)).to_have_text("Først. Så.")


@pytest.mark.unhurried
def test_a_link_to_another_section_carries_its_number(desk: Desk) -> None:
    set_text("bandeexit", "<p>Se</p>")
    page = desk(SECRETARY, address("bandeexit"))
    write_at_end(page, " ")
    page.keyboard.press("Control+k")
    dialog = page.get_by_role("dialog", name="Link")
    dialog.get_by_label("Til et afsnit i planen").select_option("#konfliktraad")
    expect(dialog.get_by_label("Tekst, der vises")).to_have_value("afsnit 6.6")
    assert Axe().run(page).violations_count == 0
    dialog.get_by_role("button", name="Indsæt link").click()
    expect(text_box(page)).to_be_focused()
    wait_for_saved(page)
    assert draft("bandeexit").text == '<p>Se <a href="#konfliktraad">afsnit 6.6</a></p>'


@pytest.mark.parametrize(
    ("typed", "href"),
    [
        ("www.politi.dk", "https://www.politi.dk"),
        ("post@politi.dk", "mailto:post@politi.dk"),
        ("https://politi.dk/a", "https://politi.dk/a"),
    ],
)
def test_a_link_to_an_address(desk: Desk, typed: str, href: str) -> None:
    set_text("bandeexit", "<p>politiet</p>")
    page = desk(SECRETARY, address("bandeexit"))
    text_box(page).click()
    page.keyboard.press("Control+a")
    page.get_by_role("button", name="Link").click()
    page.get_by_label("Eller til en adresse").fill(typed)
    page.keyboard.press("Enter")
    wait_for_saved(page)
    assert draft("bandeexit").text == f'<p><a href="{href}">politiet</a></p>'


def test_what_is_no_address_is_told_of_in_the_dialog(desk: Desk) -> None:
    page = desk(SECRETARY, address("bandeexit"))
    text_box(page).click()
    page.keyboard.press("Control+k")
    page.get_by_label("Eller til en adresse").fill("javascript:alert(1)")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog").get_by_role("alert")).to_contain_text("Vælg et afsnit")
    page.keyboard.press("Escape")
    expect(text_box(page)).to_be_focused()


@pytest.mark.unhurried
def test_a_table_is_made_with_header_cells_and_a_caption(desk: Desk) -> None:
    set_text("traumeteamet", "<p>Tal:</p>")
    page = desk(SECRETARY, address("traumeteamet"))
    write_at_end(page, "")
    page.get_by_role("button", name="Indsæt tabel").click()
    tools = page.get_by_role("toolbar", name="Tabel")
    tools.get_by_role("button", name="Slet kolonne").click()
    page.keyboard.type("Antal")
    page.keyboard.press("ArrowDown")
    page.keyboard.type("12")
    tools.get_by_role("button", name="Slet række").click()
    tools.get_by_role("button", name="Ny række").click()
    page.keyboard.press("ArrowDown")
    page.keyboard.type("14")
    tools.get_by_role("button", name="Tabeltekst").click()
    page.get_by_label("Hvad viser tabellen?").fill("Sager pr. år")
    assert Axe().run(page).violations_count == 0
    page.keyboard.press("Enter")
    wait_for_saved(page)
    text = draft("traumeteamet").text
    assert text.startswith("<p>Tal:</p><table><caption>Sager pr. år</caption><thead><tr>")
    assert '<th scope="col">Antal</th>' in text
    assert "14" in text
    assert "12" not in text


def test_a_table_that_is_not_touched_stays_as_it_is(desk: Desk) -> None:
    before = draft("udpegede-omraader").text
    page = desk(SECRETARY, address("udpegede-omraader"))
    expect(page.get_by_text("Boligområder, der opfylder kriminalitetskriteriet").first).to_be_visible()
    text_box(page).click()
    page.keyboard.press("Control+Home")
    page.keyboard.type("Nyt. ")
    wait_for_saved(page)
    assert draft("udpegede-omraader").text == before.replace("<p>", "<p>Nyt. ", 1)


@pytest.mark.parametrize("sample", ["word", "libreoffice", "google-docs"])
def test_what_is_pasted_is_clean_and_stays_so(desk: Desk, sample: str) -> None:
    set_text("radikalisering", "")
    page = desk(SECRETARY, address("radikalisering"))
    text_box(page).click()
    paste(page, (SAMPLES / f"{sample}.html").read_text("utf-8"))
    wait_for_saved(page)
    more = "<ul><li>Et punkt, hvis tegn er skrevet i teksten</li></ul>" if sample == "word" else ""
    assert draft("radikalisering").text == PASTED.format(more)
    shown = text_box(page).inner_text()
    page.reload()
    expect(text_box(page)).to_be_visible()
    assert text_box(page).inner_text() == shown


def test_the_keyboard_comes_into_the_text_and_out_of_it(desk: Desk) -> None:
    page = desk(SECRETARY, address("psykisk-saarbare"))
    page.get_by_label("Overskrift").focus()
    found = []
    for _ in range(3):
        page.keyboard.press("Tab")
        found.append(focused(page))
    assert found[:2] == ["Fed", "Tekst"]
    assert found[2] not in ("Fed", "Tekst")


def test_the_toolbar_is_one_stop_with_arrows_inside(desk: Desk) -> None:
    page = desk(SECRETARY, address("psykisk-saarbare"))
    page.get_by_role("button", name="Fed").focus()
    names = []
    for key in ("ArrowRight", "End", "ArrowRight", "ArrowLeft", "Home"):
        page.keyboard.press(key)
        names.append(focused(page))
    assert names == ["Kursiv", "Gendan", "Fed", "Gendan", "Fed"]
    page.keyboard.press("Tab")
    assert focused(page) == "Tekst"
    page.keyboard.press("Shift+Tab")
    assert focused(page) == "Fed"


@pytest.mark.parametrize("key", ["udpegede-omraader", "forord", "del-1", "underskrivere"])
@pytest.mark.parametrize("width", [1360, 390])
def test_the_page_can_be_used_by_all(desk: Desk, key: str, width: int) -> None:
    page = desk(SECRETARY, address(key), width=width)
    if page.locator("form[data-autosave] [data-rich]").count():
        expect(text_box(page)).to_be_visible()
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_who_reads_sees_the_text_alone(desk: Desk) -> None:
    page = desk("formand.viborg@demo.example", address("forord"))
    expect(page.get_by_role("heading", name="Tekst til plan 2024")).to_be_visible()
    expect(page.locator("form[data-autosave]")).to_have_count(0)


def test_without_script_there_is_a_button_to_save(desk: Desk) -> None:
    set_text("al-capone", "<p>Før.</p>")
    page = desk(SECRETARY, address("al-capone"), java_script_enabled=False)
    field = page.get_by_label("Tekst", exact=True)
    expect(field).to_have_value("<p>Før.</p>")
    field.fill("<p>Efter.</p>")
    page.get_by_role("button", name="Gem", exact=True).click()
    expect(page.get_by_text("Gemt kl.")).to_be_visible()
    assert draft("al-capone").text == "<p>Efter.</p>"


def test_without_script_marking_saves_what_was_typed(desk: Desk) -> None:
    page = desk(SECRETARY, address("offerraadgivningen"), java_script_enabled=False)
    page.get_by_label("Tekst", exact=True).fill("<p>Efter.</p>")
    page.get_by_role("button", name="Markér som omskrevet").click()
    expect(page.get_by_text("Afsnittet er markeret som omskrevet.")).to_be_visible()
    row = draft("offerraadgivningen")
    assert (row.text, row.state) == ("<p>Efter.</p>", "rewritten")
