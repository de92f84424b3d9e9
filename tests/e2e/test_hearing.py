"""A hearing in two browsers: a chair remarks and sends, the secretary answers; and the pages beside it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Page, expect

from councils.models import Council, User
from plans import responding, stages
from plans.models import Hearing, Plan, Timetable
from plans.saving import Author
from tests.base import make_plan
from tests.e2e.conftest import session_cookie
from tests.e2e.usable import hold_to
from tests.hearing.builders import SOUND

SECRETARY, VIBORG, HERNING = "sekretaer@demo.example", "formand.viborg@demo.example", "formand.herning@demo.example"
YEAR = 2010
PLAN, COUNCIL = f"/skrivebord/plan/{YEAR}/", f"/skrivebord/lokalraad/viborg/hoering/{YEAR}/"
Desk = Callable[..., Page]


@pytest.fixture(scope="module")
def heard(portal: str) -> Iterator[Plan]:
    """A plan of an earlier year in hearing, of which Herning has sent its response; over when the file is."""
    plan = make_plan(Council.objects.get(kind="district"), year=YEAR, sections=SOUND)
    Timetable.objects.create(plan=plan, hearing_due=timezone.localdate() + timedelta(days=9))
    stages.move(plan, "hearing", author=Author.of(User.objects.get(email=SECRETARY)))
    send_for_herning(Hearing.objects.get(plan=plan))
    yield plan
    Hearing.objects.filter(plan=plan).update(ended_at=timezone.now())
    Plan.objects.filter(pk=plan.pk).update(stage="published")


def send_for_herning(hearing: Hearing) -> None:
    """A remark, sent."""
    council, chair = Council.objects.get(slug="herning"), Author.of(User.objects.get(email=HERNING))
    place = responding.places(json.loads(hearing.content))[2]
    now = timezone.now()
    said = responding.add_remark(
        hearing=hearing, council=council, place=place, text="Skriv mere.", author=chair, at=now
    )
    seen = responding.seen_of(said.response, said.response.remarks.all())
    responding.send(hearing=hearing, council=council, seen=seen, no_remarks=False, author=chair, at=now)


PAGES = [
    (SECRETARY, f"{PLAN}kan-godkendes/"),
    (SECRETARY, "/skrivebord/plan/2024/kan-godkendes/"),
    (SECRETARY, f"{PLAN}fase/"),
    (SECRETARY, f"{PLAN}fase/?til=editing"),
    (SECRETARY, "/skrivebord/plan/2024/fase/?til=hearing"),
    (SECRETARY, f"{PLAN}hoering/"),
    (SECRETARY, f"{PLAN}hoering/udkast/"),
    (SECRETARY, f"{PLAN}hoering/paamind/"),
    (SECRETARY, f"{PLAN}hoering/frist/"),
    (SECRETARY, f"{PLAN}hoering/herning/"),
    (SECRETARY, f"{PLAN}forberedelse/"),
    (SECRETARY, f"{PLAN}tidsplan/"),
    (SECRETARY, "/skrivebord/indstillinger/"),
    (VIBORG, f"{COUNCIL}?afsnit=vold"),
    (VIBORG, f"{COUNCIL}send/?ingen=1"),
    (VIBORG, f"{PLAN}hoering/"),
]


@pytest.mark.parametrize(("email", "address"), PAGES)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(desk: Desk, heard: Plan, email: str, address: str) -> None:
    page = desk(email, address)
    assert page.locator("h1").count() == 1
    hold_to(page)


def test_a_chair_remarks_by_keyboard_and_sends_and_the_secretary_answers(desk: Desk, heard: Plan) -> None:
    chair = desk(VIBORG, COUNCIL)
    chair.locator("summary", has_text="1 Vold i nattelivet").focus()
    chair.keyboard.press("Enter")
    chair.keyboard.press("Tab")
    chair.keyboard.type("Nævn natteravnene.")
    chair.keyboard.press("Tab")
    chair.keyboard.press("Enter")
    expect(chair.get_by_text("1 af 1 er med i svaret")).to_be_visible()
    chair.get_by_label("Fælles tekst").fill("Vi støtter planen.")
    chair.get_by_role("button", name="Gem teksten").click()
    chair.get_by_role("link", name="Send høringssvaret").click()
    expect(chair.get_by_text("Nævn natteravnene.")).to_be_visible()
    chair.get_by_role("button", name="Send", exact=True).click()
    expect(chair.get_by_text("Høringssvaret er sendt til kredsrådets sekretariat.")).to_be_visible()
    expect(chair.get_by_role("button", name="Tag svaret tilbage")).to_be_visible()

    secretary = desk(SECRETARY, f"{PLAN}hoering/")
    secretary.get_by_role("link", name=re.compile("1 bemærkning fra Lokalrådet i Viborg")).click()
    secretary.get_by_label("Svar på teksten").fill("Tak for det.")
    secretary.get_by_role("button", name="Gem, og gå til at sende").click()
    expect(secretary.locator("[data-focus]")).to_be_focused()
    expect(secretary).to_have_title(re.compile("^Fejl:"))
    secretary.get_by_label("Svar på bemærkningen").fill("Det gør vi.")
    secretary.get_by_role("button", name="Gem, og gå til at sende").click()
    secretary.get_by_role("button", name="Send svaret").click()
    expect(secretary.get_by_text("Svaret er sendt til Lokalrådet i Viborg.")).to_be_visible()

    chair.goto(COUNCIL)
    expect(chair.get_by_text("Det gør vi.")).to_be_visible()
    assert Axe().run(chair).response["violations"] == []


def test_without_script_a_remark_is_written_too(open_page: Callable[..., Page], heard: Plan) -> None:
    cookies = {"cookies": [session_cookie(HERNING)], "origins": []}
    page = open_page(COUNCIL.replace("viborg", "herning"), storage_state=cookies, java_script_enabled=False)
    expect(page.get_by_text("Det kan ikke ændres, når det er sendt.")).to_be_visible()
    page.get_by_role("button", name="Tag svaret tilbage").click()
    page.locator("summary", has_text="2 Nævnet").click()
    page.locator("#bemaerk_naevnet_text").fill("Uden script.")
    page.get_by_role("button", name="Gem bemærkningen til 2 Nævnet").click()
    expect(page.get_by_text("Uden script.").first).to_be_visible()
