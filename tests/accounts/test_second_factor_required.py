"""Secretaries and administrators come to the desk and the registers with a second factor only."""

from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from councils.models import Delegation
from tests.accounts.steps import APP, connect_app, sign_in
from tests.base import Cast

WHY = "/konto/totrin/kraevet/"
MUST = ["secretary", "local_secretary", "administrator"]
NEED_NOT = ["chair_of_viborg", "mayor", "contributor", "director", "delegate", "former_secretary"]


@pytest.fixture(autouse=True)
def required(settings: Settings) -> None:
    """As in production."""
    settings.SECOND_FACTOR_REQUIRED = True


def browser(cast: Cast, who: str) -> Client:
    """A browser in which that member of the cast has signed in."""
    client = Client()
    sign_in(client, getattr(cast, who))
    return client


@pytest.mark.parametrize("who", MUST)
@pytest.mark.parametrize("page", ["/skrivebord/", "/skrivebord/personer/", "/admin/", "/admin/councils/council/"])
def test_those_who_must_are_sent_to_the_page_that_says_why(cast: Cast, who: str, page: str) -> None:
    answer = browser(cast, who).get(page)
    assert (answer.status_code, answer["Location"]) == (302, f"{WHY}?next={page.replace('/', '%2F')}")


@pytest.mark.parametrize("who", NEED_NOT)
def test_others_are_not(cast: Cast, who: str) -> None:
    assert browser(cast, who).get("/skrivebord/").headers.get("Location") is None


def test_a_delegate_of_a_secretary_must_too(cast: Cast) -> None:
    seat = cast.secretary.person.memberships.get()
    Delegation.objects.create(membership=seat, delegate=cast.delegate.person, scope="prepare")
    assert browser(cast, "delegate").get("/skrivebord/")["Location"].startswith(WHY)


def test_by_setting_nobody_must(cast: Cast, settings: Settings) -> None:
    settings.SECOND_FACTOR_REQUIRED = False
    for who in MUST:
        assert browser(cast, who).get("/skrivebord/").status_code == 200


def test_whoever_has_made_one_goes_on_to_where_they_were_going(cast: Cast) -> None:
    client = browser(cast, "secretary")
    why = client.get("/skrivebord/personer/?side=2", follow=True)
    assert "Tilknyt en app, før du går videre" in why.content.decode()
    connect_app(client)
    codes = client.get("/konto/totrin/noedkoder/").content.decode()
    assert "Jeg har gemt dem: fortsæt" in codes
    assert client.get("/konto/totrin/videre/")["Location"] == "/skrivebord/personer/?side=2"
    assert client.get("/konto/totrin/videre/")["Location"] == "/skrivebord/"
    assert client.get("/skrivebord/").status_code == 200
    assert "Jeg har gemt dem: fortsæt" not in client.get("/konto/totrin/noedkoder/").content.decode()


def test_nothing_is_changed_without_one(cast: Cast) -> None:
    client = browser(cast, "secretary")
    address = f"/admin/councils/council/{cast.viborg.pk}/delete/"
    assert client.post(address, {"post": "yes"})["Location"] == f"{WHY}?next=%2Fskrivebord%2F"
    cast.viborg.refresh_from_db()


@pytest.mark.parametrize("elsewhere", ["https://ond.example/", "//ond.example", "http://["])
def test_nobody_is_led_to_another_site(cast: Cast, elsewhere: str) -> None:
    client = browser(cast, "secretary")
    client.get(WHY, {"next": elsewhere})
    connect_app(client)
    assert client.get("/konto/totrin/videre/")["Location"] == "/skrivebord/"
    assert client.get(WHY, {"next": elsewhere})["Location"] == "/konto/"


def test_taking_it_away_is_no_way_round(cast: Cast) -> None:
    client = browser(cast, "secretary")
    connect_app(client)
    assert client.get("/skrivebord/").status_code == 200
    client.post(f"{APP}fjern/")
    assert client.get("/skrivebord/")["Location"].startswith(WHY)
    assert client.get("/admin/")["Location"].startswith(WHY)


def test_recovery_codes_alone_are_none(cast: Cast) -> None:
    client = browser(cast, "secretary")
    connect_app(client)
    Authenticator.objects.filter(type=Authenticator.Type.TOTP).delete()
    assert client.get("/skrivebord/")["Location"].startswith(WHY)


def test_an_office_that_begins_brings_it_and_one_that_ends_lifts_it(cast: Cast) -> None:
    client = browser(cast, "secretary")
    seat = cast.secretary.person.memberships.get()
    seat.ends = timezone.localdate() - timedelta(days=1)
    seat.save()
    assert client.get("/skrivebord/").status_code == 404
    seat.ends = None
    seat.save()
    assert client.get("/skrivebord/")["Location"].startswith(WHY)


def test_public_pages_and_the_accounts_own_ask_for_nothing(cast: Cast) -> None:
    client = browser(cast, "secretary")
    for page in ("/", "/lokalraad/", "/konto/", "/konto/sessioner/", "/konto/totrin/"):
        assert client.get(page).status_code == 200
    assert "Mangler, og er nødvendig" in client.get("/konto/").content.decode()


def test_who_need_not_is_sent_on_from_the_page(cast: Cast) -> None:
    assert browser(cast, "mayor").get(WHY)["Location"] == "/konto/"
    assert browser(cast, "mayor").get(WHY, {"next": "/skrivebord/"})["Location"] == "/skrivebord/"


def test_a_stranger_is_sent_to_the_door_first(client: Client, db: None) -> None:
    assert client.get("/skrivebord/")["Location"] == "/konto/log-ind/?next=/skrivebord/"
    assert client.get(WHY)["Location"] == f"/konto/log-ind/?next={WHY}"
