"""The portal with its demo on a real server, and a real browser (the system's Chromium) to read it with."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client, override_settings
from playwright.sync_api import Browser, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from councils.models import User
from plans.models import Edition, Plan, Section
from plans.publishing.withdrawing import withdraw
from tests.base import publish
from tests.scratch import Scratch, using

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
EXPECTED = (
    "status of 401",
    "status of 403",
    "status of 404",
    "status of 409",
    "status of 410",
    "status of 422",
    "INTERNET_DISCONNECTED",
    "htmx:sendError",
    "htmx:afterRequest",
)
"""What the browser says of answers that tests ask for on purpose; anything else fails the test."""
QUIET = ["--no-sandbox", "--disable-background-networking", "--disable-quic", "--no-first-run"]


@pytest.fixture(scope="package")
def portal(empty_database: Scratch, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running portal: the demo, with 2023 corrected in a second edition and 2022 withdrawn."""
    folder = tmp_path_factory.mktemp("portal")
    with django_db_blocker.unblock():
        scratch = empty_database.copy(folder)
        with using(scratch), override_settings(DEMO=True, VAR_DIR=folder, ALLOWED_HOSTS=["localhost"]):
            fill()
            server = LiveServer("localhost")
            yield server.url
            server.stop()
        scratch.remove()


def fill() -> None:
    """The demo's data, and an edition of each state that a page can tell of."""
    call_command("load_demo", verbosity=0, stdout=StringIO())
    plan = Plan.objects.get(council__kind="district", year=2023)
    Section.objects.filter(plan=plan, key="lokale-prioriteter").update(note="Rettet note.")
    publish(plan, note="Noten til afsnit 3.2 er rettet.", published_on=date(2023, 2, 8))
    withdraw(Edition.objects.get(year=2022), reason="Udgaven var ikke behandlet i rådet.", actor="Sekretæren")


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Chromium. Its driver runs a loop in this thread, which Django would take for asynchronous code."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        with sync_playwright() as playwright:
            chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
            yield chromium
            chromium.close()


HURRY = """(() => {
    const later = window.setTimeout;
    window.setTimeout = (what, pause, ...more) => later(what, pause === 2000 ? 300 : pause, ...more);
})();"""
"""The page saves of itself two seconds after the last key; a test waits less, unless it is marked `unhurried`."""


@pytest.fixture
def open_page(portal: str, browser: Browser, request: pytest.FixtureRequest) -> Iterator[Callable[..., Page]]:
    """Opens an address of the portal in a window so wide; fails the test on any message of the browser."""
    contexts, messages = [], []
    hurries = request.node.get_closest_marker("unhurried") is None

    def opened(address: str, *, width: int = 1280, height: int = 900, **options: Any) -> Page:
        context = browser.new_context(viewport={"width": width, "height": height}, base_url=portal, **options)
        contexts.append(context)
        if hurries:
            context.add_init_script(HURRY)
        page = context.new_page()
        page.on("pageerror", lambda error: messages.append(str(error)))
        page.on("console", lambda message: messages.append(message.text) if message.type == "error" else None)
        page.goto(address)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert [message for message in messages if not any(known in message for known in EXPECTED)] == []


@pytest.fixture
def desk(portal: str, open_page: Callable[..., Page]) -> Callable[..., Page]:
    """Opens an address as the account with that e-mail address, in a browser of its own where it is signed in."""

    def opened(email: str, address: str, **options: Any) -> Page:
        return open_page(address, storage_state={"cookies": [session_cookie(email)], "origins": []}, **options)

    return opened


def session_cookie(email: str) -> dict[str, Any]:
    """The cookie of a fresh session of the account, as Playwright takes it."""
    client = Client()
    client.force_login(User.objects.get(email=email), "django.contrib.auth.backends.ModelBackend")
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    return {
        "name": settings.SESSION_COOKIE_NAME,
        "value": value,
        "domain": "localhost",
        "path": "/",
        "expires": -1,
        "httpOnly": True,
        "secure": False,
        "sameSite": "Lax",
    }
