"""A plan released in a real browser: made ready while one looks on, let go, corrected, withdrawn and blocked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import override_settings
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from councils.models import User
from plans import releasing
from plans.models import Edition, Plan, Release
from plans.publishing.withdrawing import ask_blocking, confirm_blocking, withdraw
from tests.base import make_cast
from tests.e2e.usable import hold_to
from tests.releasing.builders import (
    NOTE,
    PUBLIC,
    RELEASE,
    correct,
    decided_plan,
    kept,
    ordered,
    released,
    stored,
)
from tests.scratch import Scratch, using

SECRETARY, PRESS = "sekretaer@test.example", "presse@test.example"
PATIENCE = 60_000  # milliseconds that the pages of a plan may take
Desk = Callable[..., Page]


@pytest.fixture(scope="module")
def portal(empty_database: Scratch, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A portal of this file's own: what is published here is not in the others' way."""
    folder = tmp_path_factory.mktemp("releasing")
    with django_db_blocker.unblock():
        scratch = empty_database.copy(folder)
        with using(scratch), override_settings(ALLOWED_HOSTS=["localhost"]):
            make_cast()
            server = LiveServer("localhost")
            yield server.url
            server.stop()
        scratch.remove()


def secretary() -> User:
    """The secretary's account."""
    return User.objects.get(email=SECRETARY)


def plan_of(year: int) -> Plan:
    """The plan of a year that the council has decided on; made when it is first asked for."""
    found = Plan.objects.filter(year=year).first()
    return found or decided_plan(_Cast(), year=year)  # type: ignore[arg-type]


class _Cast:
    """What the builders need of the cast, as this file's database has it."""

    @property
    def district(self) -> Any:
        """The district council."""
        return User.objects.get(email=SECRETARY).person.memberships.get().council

    @property
    def secretary(self) -> User:
        """The secretary."""
        return secretary()


# Every page, wide and narrow -----------------------------------------------------------------------------------------


def address(year: int, rest: str) -> str:
    """A page about the plan of a year."""
    return f"/skrivebord/plan/{year}/{rest}"


def decided() -> str:
    """The form."""
    plan_of(2011)
    return address(2011, "offentliggoer/")


def lacking() -> str:
    """What stands in the way."""
    plan_of(2012).rounds.update(decision="", signed_off_at=None)
    return address(2012, "offentliggoer/")


def failed() -> str:
    """After a failure."""
    plan = plan_of(2013)
    if not plan.releases.exists():
        ordered(plan, secretary())
        Release.objects.filter(plan=plan).update(
            state="failed", last_error="Skriften mangler.", retry_at=timezone.now()
        )
    return address(2013, "offentliggoer/")


def ready() -> str:
    """Before it is let go."""
    plan = plan_of(2014)
    if not plan.releases.exists():
        kept(plan, secretary())
    return address(2014, "offentliggoer/")


def corrected() -> Plan:
    """A plan with two editions, the first of them withdrawn, and a blocking asked for of the second."""
    plan = plan_of(2015)
    if not plan.editions.exists():
        first = stored(plan)
        correct(plan, secretary())
        released(plan, secretary(), note=NOTE)
        withdraw(first, reason="Ikke behandlet i rådet.", actor="Sekretær")
        ask_blocking(plan.editions.get(number=2), reason="Et navn for meget", actor="Sekretær")
    return plan


def blocked() -> str:
    """After a blocking."""
    plan = plan_of(2016)
    if not plan.editions.exists():
        edition = stored(plan)
        ask_blocking(edition, reason="Et navn for meget", actor="Anna")
        confirm_blocking(edition, actor="Bo")
    return address(2016, "udgave/1/bloker/")


def of_corrected(rest: str) -> Callable[[], str]:
    """A page about the plan with two editions."""
    return lambda: address(corrected().year, rest)


PAGES: list[tuple[str, Callable[[], str]]] = [
    (SECRETARY, decided),
    (SECRETARY, lacking),
    (SECRETARY, failed),
    (SECRETARY, ready),
    (SECRETARY, lambda: f"{ready()}side/"),
    (SECRETARY, lambda: f"{ready()}annuller/"),
    (SECRETARY, of_corrected("offentliggoer/")),
    (SECRETARY, of_corrected("udgaver/")),
    (SECRETARY, of_corrected("udgave/2/forskel/")),
    (SECRETARY, of_corrected("udgave/2/tilbagekald/")),
    (SECRETARY, of_corrected("udgave/2/bloker/")),
    (PRESS, of_corrected("udgave/2/bloker/")),
    (SECRETARY, of_corrected("log/")),
    (PRESS, of_corrected("log/")),
    (SECRETARY, blocked),
]


@pytest.mark.parametrize(("email", "page_of"), PAGES)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(desk: Desk, email: str, page_of: Callable[[], str]) -> None:
    page = desk(email, page_of())
    assert page.locator("h1").count() == 1
    hold_to(page)


# The way of a release ------------------------------------------------------------------------------------------------


def test_it_is_made_ready_while_one_looks_on_and_let_go(desk: Desk) -> None:
    plan_of(2024)
    page = desk(SECRETARY, RELEASE)
    page.get_by_role("button", name="Gør udgaven klar").click()
    expect(page.get_by_role("heading", name="1. udgave er klar")).to_be_visible(timeout=PATIENCE)
    page.get_by_role("link", name="Se websiden").click()
    expect(page.get_by_text("IKKE OFFENTLIGGJORT")).to_be_visible()
    expect(page.get_by_text("Nævnet har tre medlemmer.")).to_be_visible()
    page.get_by_role("link", name="Tilbage til offentliggørelsen").click()
    page.get_by_role("button", name="Offentliggør nu").click()
    expect(page.get_by_role("heading", name="1. udgave er offentliggjort")).to_be_visible()
    page.get_by_role("link", name="Se siden, som borgerne ser den").click()
    expect(page).to_have_url(re.compile(f"{PUBLIC}$"))
    expect(page.get_by_text("Nævnet har tre medlemmer.")).to_be_visible()


def test_where_it_has_come_to_is_seen(desk: Desk) -> None:
    """Another process is at it: the page shows its steps, and comes anew when it is done."""
    plan = plan_of(2017)
    row = releasing.claim(ordered(plan, secretary()), until=timezone.now() + timedelta(minutes=3), at=timezone.now())
    assert row is not None
    page = desk(SECRETARY, address(2017, "offentliggoer/"))
    status = page.get_by_role("status")
    Release.objects.filter(pk=row.pk).update(step="Sætter PDF'en")
    expect(status.locator("[aria-current=step]")).to_have_text("Sætter PDF'en …", timeout=10_000)
    Release.objects.filter(pk=row.pk).update(state="failed", last_error="Skriften mangler.", leased_until=None)
    expect(page.get_by_role("heading", name="Offentliggørelsen mislykkedes")).to_be_visible(timeout=10_000)


def test_without_script_it_goes_the_same_way(desk: Desk) -> None:
    plan_of(2018)
    page = desk(SECRETARY, address(2018, "offentliggoer/"), java_script_enabled=False)
    page.get_by_role("button", name="Gør udgaven klar").click()
    expect(page.get_by_role("link", name="Opdatér")).to_be_visible()
    page.get_by_role("button", name="Gør den klar nu").click()
    expect(page.get_by_role("heading", name="1. udgave er klar")).to_be_visible(timeout=PATIENCE)


def test_it_is_planned_by_the_keyboard(desk: Desk) -> None:
    """Day and time are asked for once a time is chosen; then it waits for it."""
    plan = plan_of(2019)
    page = desk(SECRETARY, address(2019, "offentliggoer/"))
    expect(page.get_by_label("Klokkeslæt")).to_be_hidden()
    page.get_by_label("Når den er gjort klar").focus()
    page.keyboard.press("ArrowDown")
    page.get_by_label("Dato", exact=True).fill((timezone.localdate() + timedelta(days=2)).isoformat())
    page.get_by_label("Klokkeslæt").fill("09:00")
    page.get_by_label("Klokkeslæt").press("Enter")
    expect(page.get_by_role("heading", name="1. udgave er klar")).to_be_visible(timeout=PATIENCE)
    page.get_by_role("button", name="Planlæg").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="1. udgave venter på tidspunktet")).to_be_visible()
    assert Release.objects.get(plan=plan).state == "scheduled"
    assert not Edition.objects.filter(plan=plan).exists()


def test_what_was_typed_wrong_is_read_first_and_kept(desk: Desk) -> None:
    plan_of(2020)
    page = desk(SECRETARY, address(2020, "offentliggoer/"))
    page.get_by_label("På et bestemt tidspunkt").check()
    page.get_by_label("Klokkeslæt").fill("09:00")
    page.get_by_role("button", name="Gør udgaven klar").click()
    expect(page).to_have_title(re.compile("^Fejl: "))
    expect(page.get_by_role("alert")).to_be_focused()
    page.get_by_role("link", name="Dato: Vælg en dato.").click()
    expect(page.get_by_label("Dato", exact=True)).to_be_focused()
    expect(page.get_by_label("Klokkeslæt")).to_have_value("09:00")


# Taking back ---------------------------------------------------------------------------------------------------------


def test_two_persons_block_an_edition_in_two_browsers(desk: Desk) -> None:
    plan = plan_of(2021)
    stored(plan)
    asking = desk(SECRETARY, address(2021, "udgaver/"))
    asking.get_by_role("link", name="Blokér").click()
    asking.get_by_label("Begrundelse").fill("Et navn for meget")
    asking.get_by_role("button", name="Bed en anden om at bekræfte").click()
    expect(asking.get_by_role("heading", name="Venter på endnu en person")).to_be_visible()
    assert asking.get_by_role("button", name="Blokér udgaven").count() == 0

    other = desk(PRESS, "/skrivebord/")
    other.get_by_role("link", name=re.compile("En blokering af Samarbejdsplan 2021")).first.click()
    other.get_by_role("button", name="Blokér udgaven, og slet dens indhold").click()
    expect(other.get_by_role("heading", name="Indhold og filer er slettet")).to_be_visible()
    other.goto("/samarbejdsplan/2021/")
    expect(other.get_by_text("Udgaven er blokeret")).to_be_visible()


def test_a_correction_begins_where_the_edition_is_and_shows_its_difference(desk: Desk) -> None:
    plan = plan_of(2022)
    stored(plan)
    page = desk(SECRETARY, address(2022, "udgaver/"))
    page.get_by_role("link", name="Begynd en rettelse").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    correct(plan, secretary())
    page.goto(address(2022, "offentliggoer/"))
    expect(page.locator("ins", has_text="fire")).to_be_visible()
    page.get_by_label("Hvad er rettet?").fill(NOTE)
    page.get_by_role("button", name="Gør udgaven klar").click()
    expect(page.get_by_role("heading", name="2. udgave er klar")).to_be_visible(timeout=PATIENCE)
    page.get_by_role("button", name="Offentliggør nu").click()
    page.goto(address(2022, "udgave/2/forskel/"))
    expect(page.locator("del", has_text="tre")).to_be_visible()
    page.goto(address(2022, "log/"))
    page.get_by_label("Hændelse", exact=True).select_option("published")
    page.get_by_role("button", name="Vis").click()
    expect(page.get_by_role("heading", name="2 hændelser")).to_be_visible()


def test_files_are_fetched(desk: Desk) -> None:
    year = corrected().year
    page = desk(SECRETARY, address(year, "log/"))
    with page.expect_download() as fetched:
        page.get_by_role("link", name="Hent det hele (ZIP)").click()
    assert fetched.value.suggested_filename == f"journal-kredsraadet-{year}.zip"
