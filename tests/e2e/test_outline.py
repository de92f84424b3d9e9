"""The outline in a real browser: by keyboard, by dragging, with two at once, without script, narrow and on paper."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings
from playwright.sync_api import Locator, Page, expect

from plans import saving
from plans.models import Plan, Revision, Section
from plans.saving import Author
from tests.e2e.usable import hold_to

SECRETARY, READER = "sekretaer@demo.example", "formand.viborg@demo.example"
HOME = "/skrivebord/plan/2024/"


@pytest.fixture(autouse=True)
def as_it_was(portal: str) -> Iterator[None]:
    """Each test finds the outline as the demo has it."""
    plan = Plan.objects.get(council__kind="district", year=2024)
    before = list(Section.everything.filter(plan=plan).values())
    yield
    added = Section.everything.filter(plan=plan).exclude(pk__in=[row["id"] for row in before])
    added.update(parent=None)
    added.delete()
    Revision.objects.filter(section__plan=plan).delete()
    for row in before:
        Section.everything.filter(pk=row["id"]).update(**row)


@pytest.fixture
def page(desk: Callable[..., Page]) -> Page:
    """The secretary's browser at the outline."""
    return desk(SECRETARY, HOME)


def numbers(page: Page) -> list[str]:
    """Number and heading of each line that is seen."""
    lines = page.locator("#outline-list > [data-key]:visible").all()
    return [" ".join(line.locator(".no, .t a").all_inner_texts()).strip() for line in lines]


def line(page: Page, key: str) -> Locator:
    """The line of one section."""
    return page.locator(f"#afsnit-{key}")


def said(page: Page) -> Locator:
    """What is read aloud."""
    return page.locator("#outline-said")


def new_heading(page: Page) -> Locator:
    """The field for the heading of a new section."""
    return page.locator("#nyt").get_by_label("Overskrift")


def grip(page: Page, key: str) -> tuple[float, float]:
    """The middle of the section's handle."""
    box = line(page, key).locator(".grip").bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def drag(page: Page, key: str, *, onto: str, below: bool = True, aside: int = 0) -> None:
    """Drag a section by its handle to above or below the middle of another line, and so far to the side."""
    line(page, onto).evaluate("line => line.scrollIntoView({block: 'center'})")
    x, y = grip(page, key)
    to = grip(page, onto)[1] + (14 if below else -14)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y + 6, steps=3)
    page.mouse.move(x + aside / 2, (y + to) / 2, steps=8)
    page.mouse.move(x + aside, to, steps=8)
    page.mouse.move(x + aside, to + 1, steps=3)
    page.mouse.up()


# By keyboard ---------------------------------------------------------------------------------------------------------


def test_a_section_is_moved_by_keyboard_and_keeps_the_focus(page: Page) -> None:
    down = page.locator("#down-vold-i-nattelivet")
    page.locator("#up-vold-i-nattelivet").focus()
    page.keyboard.press("ArrowRight")
    expect(down).to_be_focused()
    page.keyboard.press("Enter")
    expect(said(page)).to_have_text("4.2 er nu 4.3: »Vold i nattelivet«.")
    expect(down).to_be_focused()
    expect(line(page, "vold-i-nattelivet").locator(".no")).to_have_text("4.3")
    page.keyboard.press("Enter")
    expect(said(page)).to_have_text("4.3 er nu 4.4: »Vold i nattelivet«.")
    expect(down).to_be_focused()
    expect(down).to_have_attribute("aria-disabled", "true")
    page.keyboard.press("Enter")
    expect(said(page)).to_contain_text("Det kan afsnittet ikke")
    expect(down).to_be_focused()


def test_the_tools_of_a_line_are_one_stop_of_the_tab_key(page: Page) -> None:
    page.locator("#afsnit-vold-i-nattelivet .t a").focus()
    page.keyboard.press("Tab")
    expect(page.locator("#up-vold-i-nattelivet")).to_be_focused()
    page.keyboard.press("End")
    expect(page.locator("#more-vold-i-nattelivet")).to_be_focused()
    page.keyboard.press("Home")
    expect(page.locator("#up-vold-i-nattelivet")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("#afsnit-digital-kriminalitet .t a")).to_be_focused()


def test_a_section_is_added_renamed_removed_and_undone_by_keyboard(page: Page) -> None:
    page.locator("#more-vold-i-nattelivet").focus()
    page.keyboard.press("Enter")
    heading = page.get_by_label("Overskrift")
    expect(heading).to_be_focused()
    page.keyboard.press("Control+A")
    page.keyboard.type("Vold i byen")
    page.keyboard.press("Enter")
    expect(said(page)).to_have_text("»Vold i nattelivet« hedder nu »Vold i byen«.")
    expect(line(page, "vold-i-nattelivet").locator(".t a")).to_be_focused()

    page.locator("#more-vold-i-nattelivet").press("Enter")
    page.get_by_role("link", name="Tilføj afsnit efter").press("Enter")
    expect(new_heading(page)).to_be_focused()
    page.keyboard.type("Uro ved stationen")
    page.keyboard.press("Enter")
    expect(said(page)).to_have_text("4.3 Uro ved stationen er tilføjet.")
    expect(line(page, "uro-ved-stationen").locator(".t a")).to_be_focused()

    page.locator("#more-uro-ved-stationen").press("Enter")
    page.get_by_role("button", name="Fjern").press("Enter")
    expect(said(page)).to_have_text("4.3 Uro ved stationen er fjernet.")
    expect(page.locator("#undo")).to_be_focused()
    page.keyboard.press("Enter")
    expect(said(page)).to_have_text("Fortrudt. 4.3 Uro ved stationen er sat ind igen.")
    expect(line(page, "uro-ved-stationen").locator(".t a")).to_be_focused()


def test_several_are_confirmed_by_keyboard(page: Page) -> None:
    for key in ("bandeexit", "konfliktraad"):
        line(page, key).locator(".tick").focus()
        page.keyboard.press("Space")
    page.get_by_role("button", name="Bekræft de valgte").press("Enter")
    expect(said(page)).to_have_text("6.3 Bandeexit-programmet og 6.6 Konfliktråd er bekræftet.")
    expect(line(page, "bandeexit")).to_contain_text("Bekræftet")


# By mouse ------------------------------------------------------------------------------------------------------------


def test_a_section_is_dragged_past_others(page: Page) -> None:
    drag(page, "vold-i-nattelivet", onto="narkotikasalg-ved-skoler")
    expect(said(page)).to_have_text("4.2 er nu 4.4: »Vold i nattelivet«.")
    page.get_by_role("button", name="Fortryd").click()
    expect(said(page)).to_have_text("Fortrudt. 4.4 er nu 4.2: »Vold i nattelivet«.")


def test_a_section_is_dragged_to_the_side_into_the_one_above(page: Page) -> None:
    drag(page, "narkotikasalg-ved-skoler", onto="narkotikasalg-ved-skoler", aside=40)
    expect(said(page)).to_have_text("4.4 er nu 4.3.1: »Narkotikasalg ved skoler«.")


def test_what_lies_below_a_section_is_dragged_along(page: Page) -> None:
    page.locator("#into-narkotikasalg-ved-skoler").click()
    expect(said(page)).to_contain_text("4.3.1")
    drag(page, "digital-kriminalitet", onto="vold-i-nattelivet", below=False)
    expect(said(page)).to_have_text("4.3 er nu 4.2: »Indsats mod digital kriminalitet«.")
    expect(line(page, "narkotikasalg-ved-skoler").locator(".no")).to_have_text("4.2.1")


def test_a_section_that_is_let_go_where_it_was_is_not_moved(page: Page) -> None:
    before = numbers(page)
    x, y = grip(page, "vold-i-nattelivet")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y + 5, steps=5)
    page.mouse.up()
    assert numbers(page) == before
    assert Plan.objects.get(council__kind="district", year=2024).outline_version == version(page)


def version(page: Page) -> int:
    """The version of the tree that the page shows."""
    return int(page.locator("#outline-moves [name=seen]").get_attribute("value") or 0)


def test_sections_are_found_while_one_types(page: Page) -> None:
    page.get_by_label("Find afsnit").fill("vold")
    assert numbers(page) == ["4.2 Vold i nattelivet"]
    expect(said(page)).to_have_text("1 afsnit.")
    page.get_by_label("Find afsnit").fill("")
    assert len(numbers(page)) == 27


# Two at once, and what goes wrong ------------------------------------------------------------------------------------


def test_the_second_of_two_is_told_and_loses_nothing(page: Page, desk: Callable[..., Page]) -> None:
    other = desk(SECRETARY, HOME)
    page.locator("#more-vold-i-nattelivet").click()
    page.get_by_role("link", name="Tilføj afsnit efter").click()
    new_heading(page).fill("Uro ved stationen")
    other.locator("#down-vold-i-nattelivet").click()
    expect(said(other)).to_contain_text("4.2 er nu 4.3")
    page.get_by_role("button", name="Tilføj her").click()
    expect(said(page)).to_contain_text("Dispositionen er ændret af en anden, siden du åbnede den.")
    expect(page.get_by_text("Dispositionen er ændret af en anden").first).to_be_visible()
    expect(new_heading(page)).to_have_value("Uro ved stationen")
    expect(line(page, "vold-i-nattelivet").locator(".no")).to_have_text("4.3")
    page.get_by_role("button", name="Tilføj her").click()
    expect(said(page)).to_have_text("4.4 Uro ved stationen er tilføjet.")


def test_what_is_ticked_and_sought_stays_when_something_else_is_done(page: Page) -> None:
    line(page, "bandeexit").locator(".tick").check()
    page.locator("#down-konfliktraad").click()
    expect(said(page)).to_contain_text("6.6 er nu 6.7")
    expect(line(page, "bandeexit").locator(".tick")).to_be_checked()
    page.get_by_label("Find afsnit").fill("vold")
    page.locator("#down-vold-i-nattelivet").click()
    expect(said(page)).to_contain_text("4.2 er nu 4.3")
    expect(page.locator("#outline-list > [data-key]:visible")).to_have_count(1)
    assert numbers(page) == ["4.3 Vold i nattelivet"]


def test_a_box_that_was_ticked_before_another_wrote_is_not_confirmed(page: Page) -> None:
    line(page, "bandeexit").locator(".tick").check()
    row = Section.objects.get(plan__year=2024, plan__council__kind="district", key="bandeexit")
    saving.save(row, saving.Words(row.heading, "<p>Nyt.</p>", ""), base=row.version, author=Author(None, "En anden"))
    page.get_by_role("button", name="Bekræft de valgte").click()
    expect(said(page)).to_contain_text("er ændret, siden du så det")
    expect(line(page, "bandeexit")).to_contain_text("Videreført, ændret")


def test_a_lost_connection_is_told_and_changes_nothing(page: Page) -> None:
    page.context.set_offline(True)
    page.locator("#down-vold-i-nattelivet").click()
    expect(page.get_by_role("alert")).to_contain_text("Der er ingen forbindelse.")
    page.context.set_offline(False)
    page.locator("#down-vold-i-nattelivet").click()
    expect(said(page)).to_contain_text("4.2 er nu 4.3")


def test_what_was_typed_comes_back_after_signing_in_again(page: Page) -> None:
    page.locator("#add-last").click()
    new_heading(page).fill("Uro ved stationen")
    cookies = page.context.cookies()
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.get_by_role("button", name="Tilføj her").click()
    page.wait_for_url("**/konto/log-ind/**")
    page.context.add_cookies(cookies)  # type: ignore[arg-type]
    page.goto(next_of(page.url))
    expect(new_heading(page)).to_have_value("Uro ved stationen")


def next_of(address: str) -> str:
    """Where one is sent after signing in."""
    return parse_qs(urlsplit(address).query)["next"][0]


# Without script, narrow, on paper, for all ---------------------------------------------------------------------------


def test_everything_works_without_script(desk: Callable[..., Page]) -> None:
    page = desk(SECRETARY, HOME, java_script_enabled=False)
    page.locator("#down-vold-i-nattelivet").click()
    expect(page.locator(".undo")).to_contain_text("4.2 er nu 4.3: »Vold i nattelivet«.")
    page.locator("#more-vold-i-nattelivet").click()
    page.get_by_label("Overskrift").fill("Vold i byen")
    page.keyboard.press("Enter")
    expect(line(page, "vold-i-nattelivet")).to_contain_text("Vold i byen")
    page.locator("#add-last").click()
    new_heading(page).fill("Del tre")
    page.get_by_label("Art").select_option("part")
    page.get_by_role("button", name="Tilføj her").click()
    expect(line(page, "del-tre")).to_contain_text("Del 2 · Del tre")
    page.get_by_role("button", name="Fortryd").click()
    expect(line(page, "del-tre")).to_have_count(0)
    line(page, "bandeexit").locator(".tick").check()
    page.get_by_role("button", name="Bekræft de valgte").click()
    expect(line(page, "bandeexit")).to_contain_text("Bekræftet")
    page.get_by_label("Find afsnit").fill("vold")
    page.get_by_role("button", name="Find", exact=True).click()
    page.wait_for_url(re.compile("q=vold"))
    assert numbers(page) == ["4.3 Vold i byen"]


@pytest.mark.parametrize(
    "address", [HOME, f"{HOME}?aaben=vold-i-nattelivet", f"{HOME}?nyt=sidst", f"{HOME}?vis=bidrag"]
)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(desk: Callable[..., Page], address: str) -> None:
    page = desk(SECRETARY, address)
    hold_to(page)
    for width in (390, 900):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_on_paper_there_are_no_tools(page: Page) -> None:
    page.emulate_media(media="print")
    expect(page.locator(".moves").first).to_be_hidden()
    expect(page.locator(".filters")).to_be_hidden()
    expect(line(page, "vold-i-nattelivet").locator(".t a")).to_be_visible()


def test_a_reader_has_no_tools(desk: Callable[..., Page]) -> None:
    page = desk(READER, HOME)
    assert len(numbers(page)) == 27
    expect(page.locator("#outline button:visible")).to_have_count(0)


def test_a_stranger_signs_in_first(open_page: Callable[..., Page]) -> None:
    page = open_page(HOME)
    expect(page).to_have_url(f"/konto/log-ind/?next={HOME}")
