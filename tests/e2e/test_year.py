"""A whole year in a real browser: proposals, hearing, decision twice, set time, correction, withdrawal, blocking."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import override_settings
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from post_office.models import Email
from pytest_django.live_server_helper import LiveServer

from kredsraad.due import run_jobs
from plans.models import Plan, PlanEvent, Section
from tests.base import Cast
from tests.e2e import year
from tests.e2e.conftest import session_cookie
from tests.scratch import Scratch, using

pytestmark = pytest.mark.any_database
DESK = "/skrivebord/plan/2024/"
Open = Callable[[str, str], Page]


@pytest.fixture
def cast_of_the_year(
    empty_database: Scratch, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Cast, str]]:
    """The cast in a database of its own, and the address of the portal that serves it."""
    folder = tmp_path_factory.mktemp("year")
    with django_db_blocker.unblock():
        scratch = empty_database.copy(folder)
        with (
            using(scratch),
            override_settings(VAR_DIR=folder, ALLOWED_HOSTS=["localhost"], SECOND_FACTOR_REQUIRED=False),
        ):
            cast = year.found()
            server = LiveServer("localhost")
            yield cast, server.url
            server.stop()
        scratch.remove()


@pytest.fixture
def at(cast_of_the_year: tuple[Cast, str], browser: Browser) -> Iterator[Open]:
    """Opens an address of the desk as the account with the e-mail address; one window each, kept through the year."""
    windows: dict[str, Page] = {}

    def opened(who: str, address: str) -> Page:
        if who not in windows:
            context = browser.new_context(base_url=cast_of_the_year[1], viewport={"width": 1280, "height": 900})
            if who:
                cookie: Any = session_cookie(f"{who}@test.example")
                context.add_cookies([cookie])
            windows[who] = context.new_page()
        windows[who].goto(address)
        return windows[who]

    yield opened
    for page in windows.values():
        page.context.close()


def press(page: Page, name: str | re.Pattern[str]) -> None:
    """Press a button by its name."""
    page.get_by_role("button", name=name).first.click()


def plan() -> Plan:
    """The plan of the year."""
    return Plan.objects.get(council__kind="district", year=2024)


def text_of(key: str) -> str:
    """What a section says."""
    return Section.objects.get(plan=plan(), key=key).text


def write(page: Page, label: str, words: str) -> None:
    """Put a text in an editor's field."""
    page.get_by_role("textbox", name=label, exact=True).fill(words)


def step(page: Page, label: str, reason: str = "") -> None:
    """Take the plan to another stage: the page that says what happens, and then that."""
    if reason:
        page.get_by_label("Hvorfor").fill(reason)
    press(page, label)


def test_a_year_from_proposals_to_a_blocked_edition(at: Open, cast_of_the_year: tuple[Cast, str]) -> None:
    cast, _ = cast_of_the_year
    begin(at)
    propose(at)
    answer(at)
    confirm_sections(at)
    hear(at)
    decide_once_and_take_it_back(at, cast)
    decide_for_good(at)
    publish_at_a_set_time(at)
    correct(at)
    take_back(at)
    the_log_has_it_all(at)


def begin(at: Open) -> None:
    """The secretary starts next year's plan."""
    page = at("sekretaer", "/skrivebord/plan/ny/?year=2024")
    press(page, re.compile("Start planen"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Plan 2024")
    year.give_dates(
        plan(),
        collecting_from=year.days_from_now(-20),
        proposals_due=year.days_from_now(10),
        hearing_due=year.days_from_now(20),
        meeting_on=year.days_from_now(40),
    )


def propose(at: Open) -> None:
    """Two chairs propose, one says none."""
    page = at("viborg", "/skrivebord/lokalraad/viborg/forslag/nyt/")
    page.get_by_label("Kort titel").fill("Fast kontaktperson for hver skole")
    page.get_by_label("Hvilket afsnit?").select_option(label="2 Skoler")
    press(page, "Hent afsnittets tekst")
    box = page.get_by_role("textbox", name="Foreslået tekst", exact=True)
    expect(box).to_contain_text("enkle kontaktveje")
    box.focus()
    page.keyboard.press("Control+End")
    page.keyboard.type(" Hver skole har en fast kontaktperson.")
    page.get_by_label("Begrundelse").fill("Skolerne ringer til flere numre.")
    press(page, "Send forslaget")
    expect(page.locator("main")).to_contain_text("2024-01")
    page = at("herning", "/skrivebord/lokalraad/herning/forslag/nyt/")
    page.get_by_label("Kort titel").fill("Natteravne")
    page.get_by_label("Nyt afsnit").check()
    write(page, "Foreslået tekst", "Natteravnene går fredag og lørdag.")
    page.get_by_label("Begrundelse").fill("De er der hver uge.")
    press(page, "Send forslaget")
    page = at("skive", "/skrivebord/lokalraad/skive/")
    press(page, "Ingen forslag i år")
    expect(page.locator("main")).to_contain_text("Fortryd »ingen forslag i år«")


def answer(at: Open) -> None:
    """One is accepted and put in the section, the other is not accepted, and why; both answers go out together."""
    page = at("sekretaer", f"{DESK}fase/?til=editing")
    step(page, "Afslut indsamlingen og begynd redigeringen")
    page = at("sekretaer", "/skrivebord/forslag/2024-01/indsaet/")
    expect(page.locator("ins").first).to_contain_text("Hver skole har en fast kontaktperson.")
    press(page, "Indsæt i afsnittet")
    assert "fast kontaktperson" in text_of("skoler")
    page = at("sekretaer", "/skrivebord/forslag/2024-01/")
    page.get_by_label("Imødekommet", exact=False).first.check()
    page.get_by_label("Hvor i planen endte det?").select_option(label="2 Skoler")
    press(page, "Læg klar til samlet afsendelse")
    page = at("sekretaer", "/skrivebord/forslag/2024-02/")
    page.get_by_label("Ikke imødekommet", exact=False).check()
    page.get_by_label("Svar til lokalrådet").fill("Det står i den lokale plan.")
    press(page, "Læg klar til samlet afsendelse")
    page = at("sekretaer", "/skrivebord/forslag/send/")
    press(page, "Send de valgte svar")
    page = at("herning", "/skrivebord/lokalraad/herning/")
    expect(page.locator("main")).to_contain_text("Ikke imødekommet")


def confirm_sections(at: Open) -> None:
    """What was carried over is confirmed, all of it at once."""
    page = at("sekretaer", DESK)
    for box in page.get_by_role("checkbox").all():
        if box.is_visible():
            box.check()
    press(page, re.compile("bekræft", re.IGNORECASE))
    expect(page.locator(".state", has_text="Videreført")).to_have_count(0)
    assert not Section.objects.filter(plan=plan(), state="carried").exists()


def hear(at: Open) -> None:
    """In hearing: one council has a remark, two have none; the remark is answered."""
    page = at("sekretaer", f"{DESK}fase/?til=hearing")
    step(page, "Send planen i høring")
    page = at("viborg", "/skrivebord/lokalraad/viborg/hoering/2024/")
    page.locator("summary", has_text="Vold i nattelivet").first.click()
    page.locator("details[open] textarea").first.fill("Nævn også natteravnene.")
    page.locator("details[open]").get_by_role("button", name="Gem bemærkningen").first.click()
    page = at("viborg", "/skrivebord/lokalraad/viborg/hoering/2024/send/")
    press(page, "Send")
    for council in ("herning", "skive"):
        page = at(council, f"/skrivebord/lokalraad/{council}/hoering/2024/send/?ingen=1")
        press(page, "Send")
    page = at("sekretaer", f"{DESK}hoering/viborg/")
    page.get_by_label("Svar").first.fill("Det gør vi til næste år.")
    press(page, "Gem, og gå til at sende")
    press(page, "Send svaret")
    page = at("viborg", "/skrivebord/lokalraad/viborg/hoering/2024/")
    expect(page.locator("main")).to_contain_text("Det gør vi til næste år.")


def decide_once_and_take_it_back(at: Open, cast: Cast) -> None:
    """A delegate and the director approve; the mayor changes; the text is changed, and both approvals lapse."""
    page = at("sekretaer", f"{DESK}fase/?til=decision")
    step(page, "Send planen til beslutning")
    sign(at("sekretariat", "/skrivebord/godkend/2024/"), "Godkend på vegne af")
    sign(at("direktoer", "/skrivebord/godkend/2024/"), "Godkend planen")
    year.change_of_mayor(cast)
    page = at("sekretaer", f"{DESK}godkendelse/")
    expect(page.locator("main")).to_contain_text("2 af 2")
    page = at("sekretaer", f"{DESK}fase/?til=editing")
    lapsing = page.locator("main")
    expect(lapsing).to_contain_text("Det bortfalder")
    expect(lapsing).to_contain_text("Borgmester i Viborg Kommune")
    step(page, "Tilbage til redigering", "En dato mangler.")
    row = Section.objects.get(plan=plan(), key="vold")
    page = at("sekretaer", f"{DESK}afsnit/vold/")
    write(page, "Tekst", "Politiet er til stede i nattelivet fredag og lørdag.")
    expect(page.locator("[data-save-state]")).to_have_text(re.compile(r"^Gemt.* kl\. \d\d\.\d\d$"), timeout=15_000)
    assert Section.objects.get(pk=row.pk).version > row.version


def sign(page: Page, button: str) -> None:
    """The signatory approves: choose, go on, see it once more, and then that."""
    page.get_by_label("Jeg godkender planen").check()
    press(page, "Fortsæt")
    press(page, re.compile(button))
    expect(page.locator("main")).to_contain_text("Godkendt")


def decide_for_good(at: Open) -> None:
    """Again: the new mayor approves, the council decides with one reservation, communications lets go."""
    page = at("sekretaer", f"{DESK}fase/?til=decision")
    step(page, "Send planen til beslutning")
    expect(page.locator("main")).to_contain_text("0 af 2")
    sign(at("ny.borgmester", "/skrivebord/godkend/2024/"), "Godkend planen")
    sign(at("direktoer", "/skrivebord/godkend/2024/"), "Godkend planen")
    page = at("sekretaer", f"{DESK}godkendelse/beslutning/")
    page.get_by_label("Planen er tiltrådt").check()
    page.get_by_label("Besluttet i skriftlig procedure").check()
    page.get_by_label("Den skriftlige procedure sluttede").fill(timezone.localdate().isoformat())
    page.get_by_label("Hvem tog forbehold?").first.fill("Borgmesteren i Skive")
    page.get_by_label("Hvilket forbehold?").first.fill("Økonomien er ikke afklaret.")
    press(page, "Notér beslutningen")
    expect(page.locator("main")).to_contain_text("Økonomien er ikke afklaret.")
    page = at("presse", f"{DESK}godkendelse/frigiv/")
    press(page, "Frigiv planen")


def publish_at_a_set_time(at: Open) -> None:
    """Made ready, looked at, planned; nothing is public before its time."""
    moment = timezone.localtime(timezone.now() + timedelta(hours=2))
    page = at("sekretaer", f"{DESK}offentliggoer/")
    page.get_by_label("På et bestemt tidspunkt").check()
    page.get_by_label("Dato", exact=True).fill(moment.date().isoformat())
    page.get_by_label("Klokkeslæt").fill(f"{moment:%H:%M}")
    press(page, "Gør udgaven klar")
    expect(page.get_by_role("button", name="Planlæg")).to_be_visible(timeout=60_000)
    page.get_by_role("link", name="Se websiden").click()
    expect(page.locator("main")).to_contain_text("fredag og lørdag")
    page.go_back()
    press(page, "Planlæg")
    assert at("", "/samarbejdsplan/2024/").locator("main").inner_text().count("fredag og lørdag") == 0
    run_jobs(now=timezone.now() + timedelta(hours=3))
    expect(at("", "/samarbejdsplan/2024/").locator("main")).to_contain_text("fredag og lørdag")


def correct(at: Open) -> None:
    """A correction becomes a second edition with its note; the hearing is not held again."""
    page = at("sekretaer", f"{DESK}fase/?til=editing")
    step(page, "Begynd en rettelse", "Tiderne er forkerte.")
    page = at("sekretaer", f"{DESK}afsnit/vold/")
    write(page, "Tekst", "Politiet er til stede i nattelivet torsdag, fredag og lørdag.")
    expect(page.locator("[data-save-state]")).to_have_text(re.compile(r"^Gemt.* kl\. \d\d\.\d\d$"), timeout=15_000)
    page = at("sekretaer", f"{DESK}fase/?til=decision")
    step(page, "Send planen til beslutning")
    page = at("sekretaer", f"{DESK}godkendelse/beslutning/")
    page.get_by_label("Planen er drøftet").check()
    page.get_by_label("Besluttet i skriftlig procedure").check()
    page.get_by_label("Den skriftlige procedure sluttede").fill(timezone.localdate().isoformat())
    press(page, "Notér beslutningen")
    press(at("presse", f"{DESK}godkendelse/frigiv/"), "Frigiv planen")
    page = at("sekretaer", f"{DESK}offentliggoer/")
    page.get_by_label("Når den er gjort klar").check()
    page.get_by_label("Hvad er rettet?").fill("Torsdag er kommet med.")
    press(page, "Gør udgaven klar")
    expect(page.get_by_role("button", name="Offentliggør nu")).to_be_visible(timeout=60_000)
    expect(page.locator("ins").first).to_contain_text("torsdag")
    press(page, "Offentliggør nu")
    page = at("", "/samarbejdsplan/2024/")
    expect(page.locator("main")).to_contain_text("Torsdag er kommet med.")


def take_back(at: Open) -> None:
    """The first edition is withdrawn; the second is blocked by two persons, and nobody reads it any more."""
    page = at("sekretaer", f"{DESK}udgave/1/tilbagekald/")
    page.get_by_label("Begrundelse").fill("Tiderne var forkerte.")
    press(page, "Tilbagekald udgaven")
    expect(at("", "/samarbejdsplan/2024/udgave/1/").locator("main")).to_contain_text("Tiderne var forkerte.")
    page = at("sekretaer", f"{DESK}udgave/2/bloker/")
    page.get_by_label("Begrundelse").fill("Personoplysninger.")
    press(page, "Bed en anden om at bekræfte")
    expect(page.locator("main")).not_to_contain_text("Blokér udgaven, og slet dens indhold")
    press(at("presse", f"{DESK}udgave/2/bloker/"), "Blokér udgaven, og slet dens indhold")
    page = at("", "/samarbejdsplan/2024/udgave/2/")
    expect(page.locator("main")).not_to_contain_text("torsdag")


def the_log_has_it_all(at: Open) -> None:
    """Every step is in the log, by whom and for whom, and everybody was written to of what concerned them."""
    page = at("sekretaer", f"{DESK}log/")
    expect(page.locator("main")).to_contain_text("Blokeret")
    kinds = set(plan().events.values_list("kind", flat=True))
    assert kinds >= {
        PlanEvent.Kind.PROPOSED,
        PlanEvent.Kind.NO_PROPOSALS,
        PlanEvent.Kind.ANSWERED,
        PlanEvent.Kind.HEARING,
        PlanEvent.Kind.RESPONDED,
        PlanEvent.Kind.RESPONSE_ANSWERED,
        PlanEvent.Kind.ROUND_OPENED,
        PlanEvent.Kind.ROUND_ENDED,
        PlanEvent.Kind.APPROVED,
        PlanEvent.Kind.DECIDED,
        PlanEvent.Kind.SIGNED_OFF,
        PlanEvent.Kind.PUBLISHED,
        PlanEvent.Kind.WITHDRAWN,
        PlanEvent.Kind.BLOCKED,
    }
    behalf = plan().events.filter(kind=PlanEvent.Kind.APPROVED).exclude(on_behalf_of="")
    assert "Viborg" in behalf.get().on_behalf_of
    herning = Email.objects.filter(to="herning@test.example").values_list("subject", flat=True)
    assert not [subject for subject in herning if "kontaktperson" in subject]
