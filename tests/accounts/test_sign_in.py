"""Signing in with e-mail and password."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from councils.models import User
from tests.accounts.steps import SIGN_IN, is_signed_in, sign_in
from tests.base import PASSWORD, Cast, make_account

WRONG = "E-mail eller adgangskode er ikke rigtig."


def test_who_has_something_to_do_lands_on_the_desk(client: Client, cast: Cast) -> None:
    answer = sign_in(client, cast.chair_of_viborg)
    assert (answer.status_code, answer["Location"]) == (302, "/skrivebord/")
    assert is_signed_in(client)


def test_whoever_was_going_somewhere_goes_on_there(client: Client, cast: Cast) -> None:
    door = client.get("/skrivebord/personer/")
    assert (door.status_code, door["Location"]) == (302, f"{SIGN_IN}?next=/skrivebord/personer/")
    assert (
        '<input type="hidden" name="next" value="/skrivebord/personer/">'
        in client.get(door["Location"]).content.decode()
    )
    assert sign_in(client, cast.secretary, next="/skrivebord/personer/")["Location"] == "/skrivebord/personer/"


def test_who_sent_a_form_without_being_signed_in_goes_back_to_its_page(client: Client, cast: Cast) -> None:
    form, page = "/konto/sessioner/1/afslut/", "/konto/sessioner/?side=2"
    sent = client.post(form, headers={"referer": f"http://testserver{page}"})
    assert sent["Location"] == f"{SIGN_IN}?next=/konto/sessioner/%3Fside%3D2"
    for elsewhere in ("https://ond.example/skrivebord/", "//ond.example/x", "http://[", "sludder:x", ""):
        assert client.post(form, headers={"referer": elsewhere})["Location"] == f"{SIGN_IN}?next={form}"


@pytest.mark.parametrize("written", ["Viborg@Test.Example", "  viborg@test.example "])
def test_the_address_is_taken_as_people_write_it(client: Client, cast: Cast, written: str) -> None:
    assert sign_in(client, written).status_code == 302


def test_an_address_kept_with_capitals_is_found(client: Client, cast: Cast) -> None:
    User.objects.filter(pk=cast.mayor.pk).update(email="Borgmester@Test.Example")
    assert sign_in(client, "borgmester@test.example").status_code == 302


def test_a_wrong_password_keeps_the_address_typed_but_not_the_password(client: Client, cast: Cast) -> None:
    answer = sign_in(client, cast.secretary, "forkert-adgangskode")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "<title>Fejl: Log ind" in page
    assert WRONG in page
    assert f'value="{cast.secretary.email}"' in page
    assert "forkert-adgangskode" not in page
    assert not is_signed_in(client)


def test_an_unknown_address_gets_the_same_answer(client: Client, cast: Cast) -> None:
    pages = []
    for email in (cast.secretary.email, "ingen@test.example"):
        page = sign_in(client, email, "forkert").content.decode()
        pages.append(re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page).replace(email, ""))
    assert pages[0] == pages[1]


def test_empty_fields_are_named(client: Client, db: None) -> None:
    page = client.post(SIGN_IN, {}).content.decode()
    assert '<a href="#id_login">E-mail: ' in page
    assert '<a href="#id_password">Adgangskode: ' in page


@pytest.mark.parametrize(
    "fields",
    [
        {"login": "a\0b@test.example", "password": "x"},
        {"login": "ingen adresse", "password": "x"},
        {"login": "a" * 5000 + "@test.example", "password": "x"},
        {"login": "a@test.example", "password": "x\0y"},
        {"login": "a@test.example", "password": "x" * 100_000},
        {"login": b"\xff\xfe@test.example", "password": b"\xff"},
    ],
)
def test_nonsense_is_an_error_on_the_page(client: Client, db: None, fields: dict[str, str]) -> None:
    answer = client.post(SIGN_IN, fields)
    assert answer.status_code == 200
    assert "Der er fejl" in answer.content.decode()


def test_a_closed_account_is_told_so_once_the_password_is_right(client: Client, cast: Cast) -> None:
    User.objects.filter(pk=cast.secretary.pk).update(is_active=False)
    answer = sign_in(client, cast.secretary)
    assert (answer.status_code, answer["Location"]) == (302, "/konto/lukket/")
    assert "Kontoen er lukket" in client.get("/konto/lukket/").content.decode()
    assert not is_signed_in(client)
    assert WRONG in sign_in(client, cast.secretary, "forkert").content.decode()


def test_a_demo_account_opens_nothing_where_there_is_no_demo(client: Client, db: None) -> None:
    user = make_account("sekretaer@demo.example", "Sekretær", is_demo=True)
    assert sign_in(client, user)["Location"] == "/konto/lukket/"
    assert not is_signed_in(client)


def test_a_new_session_is_begun(client: Client, cast: Cast) -> None:
    client.get("/konto/adgangskode/ny/1-abc-def/")
    session = client.session
    session["before"] = True
    session.save()
    before = session.session_key
    sign_in(client, cast.secretary)
    assert client.session.session_key != before


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://ond.example/",
        "//ond.example/",
        "/\\ond.example/",
        "https:ond.example",
        "javascript:alert(1)",
        "http://[",
        "http://portal.example@ond.example/",
        "https://localhost/",
        "\x00/skrivebord/",
        "data:text/html,x",
    ],
)
def test_nobody_is_led_to_another_site(client: Client, cast: Cast, elsewhere: str) -> None:
    assert client.get(SIGN_IN, {"next": elsewhere}).status_code == 200
    assert sign_in(client, cast.secretary, next=elsewhere)["Location"] == "/skrivebord/"
    assert client.get(SIGN_IN, {"next": elsewhere})["Location"] == "/skrivebord/"
    assert client.post("/konto/log-af/", {"next": elsewhere})["Location"] == SIGN_IN


def test_signing_in_needs_the_token_of_the_form(cast: Cast) -> None:
    answer = sign_in(Client(enforce_csrf_checks=True), cast.secretary)
    assert answer.status_code == 403
    assert "Siden var for gammel" in answer.content.decode()


@pytest.mark.parametrize("headers", [{"x-requested-with": "XMLHttpRequest"}, {"accept": "application/json"}])
def test_the_page_is_a_page_whatever_the_request_says_of_itself(
    client: Client, cast: Cast, headers: dict[str, str]
) -> None:
    answer = sign_in(client, cast.secretary, "forkert", headers=headers)
    assert answer["Content-Type"].startswith("text/html")


def test_nobody_signs_up(client: Client, db: None) -> None:
    for answer in (client.get("/konto/opret/"), client.post("/konto/opret/", {"email": "ny@test.example"})):
        assert "Konti oprettes ved invitation" in answer.content.decode()
    fields = {"email": "ny@test.example", "password1": PASSWORD, "password2": PASSWORD}
    client.post("/konto/opret/", fields)
    assert not User.objects.exists()


def test_who_is_signed_in_already_is_sent_on(client: Client, cast: Cast) -> None:
    client.force_login(cast.secretary)
    assert client.get(SIGN_IN)["Location"] == "/skrivebord/"
