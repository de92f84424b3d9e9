"""The overview, the start of a plan and the preview in a real browser: by keyboard, narrow, and on paper."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from io import BytesIO

import pdfplumber
import pytest
from django.db import connection
from playwright.sync_api import Page, expect

from councils.triggers import all_guards, install, remove
from plans.models import Plan, PlanEvent, Section, SectionLineage
from tests.e2e.usable import hold_to

SECRETARY, READER = "sekretaer@demo.example", "formand.viborg@demo.example"
CONTRIBUTOR, ADMINISTRATOR = "bidragyder@demo.example", "administrator@demo.example"
OVERVIEW, START = "/skrivebord/", "/skrivebord/plan/ny/"
DATES, PREVIEW = "/skrivebord/plan/2024/tidsplan/", "/skrivebord/plan/2024/udkast/"
PAGES = [
    (SECRETARY, OVERVIEW),
    (READER, OVERVIEW),
    (CONTRIBUTOR, OVERVIEW),
    (ADMINISTRATOR, OVERVIEW),
    (SECRETARY, START),
    (SECRETARY, DATES),
    (READER, DATES),
    (READER, "/skrivebord/plan/2024/svar/"),
    (READER, PREVIEW),
]


@pytest.fixture
def without_next_year(portal: str) -> Iterator[None]:
    """Takes the plan for 2025 away again; its log can only be deleted while nothing guards it."""
    yield
    made = Plan.objects.filter(year=2025)
    remove(connection, all_guards())
    SectionLineage.objects.filter(section__plan__in=made).delete()
    Section.everything.filter(plan__in=made).update(parent=None)
    Section.everything.filter(plan__in=made).delete()
    PlanEvent.objects.filter(plan__in=made).delete()
    made.delete()
    install(connection, all_guards())


@pytest.mark.parametrize(("email", "address"), PAGES)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(desk: Callable[..., Page], email: str, address: str) -> None:
    page = desk(email, address)
    hold_to(page)


def test_a_plan_is_started_from_the_overview(desk: Callable[..., Page], without_next_year: None) -> None:
    page = desk(SECRETARY, OVERVIEW)
    page.get_by_role("link", name="Start planen for 2025").click()
    expect(page.get_by_text("Samarbejdsplan 2024 er ikke offentliggjort endnu")).to_be_visible()
    page.get_by_label("Møde i rådet").fill("2024-12-05")
    page.get_by_role("button", name="Start planen for 2025").click()
    expect(page.get_by_role("alert")).to_be_focused()
    page.get_by_role("alert").get_by_role("link").first.click()
    expect(page.get_by_label("Møde i rådet")).to_be_focused()
    page.get_by_label("Møde i rådet").fill("")
    page.get_by_role("button", name="Start planen for 2025").click()
    expect(page).to_have_url(re.compile("/skrivebord/plan/2025/(#.*)?$"))
    expect(page.get_by_text("Planen for 2025 er startet.")).to_be_visible()
    page.get_by_role("navigation", name="Hovedmenu").get_by_role("link", name="Overblik").click()
    expect(page.get_by_text("Samarbejdsplan 2024 er under redigering")).to_be_visible()


def test_each_task_leads_to_its_list_by_keyboard(desk: Callable[..., Page]) -> None:
    page = desk(SECRETARY, OVERVIEW)
    task = page.get_by_role("link", name="afsnit er videreført og ikke bekræftet", exact=False).first
    count = int(task.inner_text().split()[0])
    task.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#outline-list > [data-key]:not(.band)")).to_have_count(count)


def test_a_phone_shows_the_present_stage_and_the_others_when_asked(desk: Callable[..., Page]) -> None:
    page = desk(READER, OVERVIEW, width=390)
    stages = page.locator(".stages > li:visible")
    expect(stages).to_have_count(1)
    button = page.get_by_role("button", name="Fase 2 af 5. Vis alle faser")
    button.focus()
    page.keyboard.press("Enter")
    expect(stages).to_have_count(5)
    expect(page.get_by_role("button", name="Vis kun den nuværende fase")).to_be_focused()


def test_without_script_a_phone_shows_all_stages(desk: Callable[..., Page]) -> None:
    page = desk(READER, OVERVIEW, width=390, java_script_enabled=False)
    expect(page.locator(".stages > li:visible")).to_have_count(5)


def test_the_preview_says_udkast_wherever_one_is_in_it(desk: Callable[..., Page]) -> None:
    page = desk(READER, PREVIEW)
    band = page.locator(".draft-band")
    link = page.get_by_role("navigation", name="Indhold").get_by_role("link", name="Øvrige råd")
    heading = page.locator(link.get_attribute("href") or "").get_by_role("heading").first
    link.click()
    expect(band).to_be_in_viewport()
    expect(heading).to_be_in_viewport()
    covered = band.evaluate("band => band.getBoundingClientRect().bottom")
    assert heading.evaluate("heading => heading.getBoundingClientRect().top") >= covered
    page.mouse.wheel(0, 100_000)
    expect(band).to_be_in_viewport()


def test_every_printed_page_of_the_preview_says_udkast(desk: Callable[..., Page]) -> None:
    page = desk(READER, PREVIEW)
    with pdfplumber.open(BytesIO(page.pdf(format="A4"))) as pdf:
        texts = [sheet.extract_text() for sheet in pdf.pages]
    assert len(texts) > 3
    assert all("UDKAST" in text for text in texts)
