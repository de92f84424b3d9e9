"""The second factor: an app with codes, made, used, changed and taken away; and recovery codes."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from post_office.models import Email

from tests.accounts.steps import (
    APP,
    CODE,
    code_now,
    connect_app,
    is_signed_in,
    newest_mail,
    recovery_codes,
    send_code,
    sign_in,
)
from tests.base import PASSWORD, Cast

CODES, AGAIN = "/konto/totrin/noedkoder/", "/konto/totrin/bekraeft/"


@pytest.fixture
def mayor(client: Client, cast: Cast) -> Client:
    """The browser of a mayor, who need not have a second factor."""
    sign_in(client, cast.mayor)
    return client


def first_step(cast: Cast) -> Client:
    """Another browser of the mayor's, in which the password has been taken."""
    client = Client()
    assert sign_in(client, cast.mayor, next="/skrivebord/")["Location"] == CODE
    return client


# Making it -----------------------------------------------------------------------------------------------------------


def test_the_page_has_a_picture_that_the_policy_allows_and_the_key_as_text(mayor: Client) -> None:
    answer = mayor.get(APP)
    page = answer.content.decode()
    assert 'src="data:image/svg+xml;base64,' in page
    assert "img-src 'self' data:" in answer["Content-Security-Policy"]
    assert '<code class="secret">' in page
    assert 'autocomplete="one-time-code"' in page
    assert "no-store" in answer["Cache-Control"]


def test_a_right_code_makes_it_and_shows_the_recovery_codes(mayor: Client) -> None:
    _, answer = connect_app(mayor)
    assert (answer.status_code, answer["Location"]) == (302, CODES)
    assert len(recovery_codes(mayor)) == 10
    assert "no-store" in mayor.get(CODES)["Cache-Control"]


def test_the_holder_is_told(mayor: Client, django_capture_on_commit_callbacks: object) -> None:
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        connect_app(mayor)
    mail = newest_mail()
    assert mail.subject == "Totrinsbekræftelse er slået til"
    assert "https://portal.example/konto/totrin/" in mail.message
    assert "https://portal.example/konto/totrin/" in mail.html_message


@pytest.mark.parametrize("code", ["000000", "", "x", "\0", "1" * 5000, "٠٠٠٠٠٠"])
def test_a_wrong_code_makes_nothing(mayor: Client, code: str) -> None:
    mayor.get(APP)
    answer = mayor.post(APP, {"code": code})
    assert answer.status_code == 200
    assert "<title>Fejl: " in answer.content.decode()
    assert not Authenticator.objects.exists()


def test_a_wrong_code_keeps_the_key(mayor: Client) -> None:
    before = mayor.get(APP).context["form"].secret
    assert mayor.post(APP, {"code": "000000"}).context["form"].secret == before


def test_who_signed_in_long_ago_shows_who_they_are_first(client: Client, cast: Cast) -> None:
    client.force_login(cast.mayor, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(APP)["Location"] == f"/konto/bekraeft/?next={APP.replace('/', '%2F')}"
    wrong = client.post("/konto/bekraeft/", {"password": "forkert", "next": APP})
    assert "Adgangskoden er ikke rigtig." in wrong.content.decode()
    assert client.post("/konto/bekraeft/", {"password": PASSWORD, "next": APP})["Location"] == APP
    assert client.get(APP).status_code == 200


# Using it ------------------------------------------------------------------------------------------------------------


def test_the_password_alone_does_not_sign_in(mayor: Client, cast: Cast) -> None:
    connect_app(mayor)
    client = first_step(cast)
    assert not is_signed_in(client)
    assert client.get("/skrivebord/").status_code == 302
    page = client.get(CODE).content.decode()
    assert "Skriv koden fra din app" in page
    assert "Fortryd, og log ind som en anden" in page


def test_the_code_signs_in_and_leads_on(mayor: Client, cast: Cast) -> None:
    secret, _ = connect_app(mayor)
    client = first_step(cast)
    answer = send_code(client, CODE, secret)
    assert (answer.status_code, answer["Location"]) == (302, "/skrivebord/")
    assert is_signed_in(client)


def test_a_code_is_good_once(mayor: Client, cast: Cast) -> None:
    secret, _ = connect_app(mayor)
    used = code_now(secret)
    first_step(cast).post(CODE, {"code": used})
    second = first_step(cast)
    assert "Koden er ikke rigtig." in second.post(CODE, {"code": used}).content.decode()
    assert not is_signed_in(second)


def test_wrong_codes_are_limited(mayor: Client, cast: Cast) -> None:
    secret, _ = connect_app(mayor)
    client = first_step(cast)
    pages = [client.post(CODE, {"code": f"00000{n}"}).content.decode() for n in range(6)]
    assert "Koden er ikke rigtig." in pages[0]
    assert "Der er prøvet for mange gange." in pages[5]
    assert "Der er prøvet for mange gange." in send_code(client, CODE, secret).content.decode()
    assert not is_signed_in(client)


def test_one_can_turn_back(mayor: Client, cast: Cast) -> None:
    connect_app(mayor)
    client = first_step(cast)
    client.post("/konto/log-af/")
    assert client.get(CODE)["Location"] == "/konto/log-ind/"
    assert client.get("/konto/log-ind/").status_code == 200


def test_without_the_first_step_there_is_no_second(client: Client, db: None) -> None:
    assert client.get(CODE)["Location"] == "/konto/log-ind/"
    assert client.post(CODE, {"code": "000000"})["Location"] == "/konto/log-ind/"


def test_a_missing_code_is_an_error_on_the_page(mayor: Client, cast: Cast) -> None:
    connect_app(mayor)
    assert first_step(cast).post(CODE, {"code": ""}).status_code == 200


def test_a_code_is_asked_for_before_the_account_is_changed_long_afterwards(
    mayor: Client, client: Client, cast: Cast
) -> None:
    secret, _ = connect_app(mayor)
    other = Client()
    other.force_login(cast.mayor, backend="django.contrib.auth.backends.ModelBackend")
    page = other.get(CODES, follow=True).content.decode()
    assert "Brug en kode i stedet" in page
    assert send_code(other, f"{AGAIN}?next={CODES}", secret)["Location"] == CODES
    assert len(recovery_codes(other)) == 10


# Recovery codes ------------------------------------------------------------------------------------------------------


def test_a_recovery_code_signs_in_once(mayor: Client, cast: Cast) -> None:
    connect_app(mayor)
    code = recovery_codes(mayor)[3]
    assert first_step(cast).post(CODE, {"code": code})["Location"] == "/skrivebord/"
    again = first_step(cast)
    assert "Koden er ikke rigtig." in again.post(CODE, {"code": code}).content.decode()
    assert code not in recovery_codes(mayor)
    assert len(recovery_codes(mayor)) == 9


def test_they_can_be_taken_as_text(mayor: Client) -> None:
    connect_app(mayor)
    answer = mayor.get(f"{CODES}hent/")
    assert answer["Content-Type"].startswith("text/plain")
    assert "attachment" in answer["Content-Disposition"]
    assert "no-store" in answer["Cache-Control"]
    assert all(code in answer.content.decode() for code in recovery_codes(mayor))


def test_new_ones_void_the_old(mayor: Client, django_capture_on_commit_callbacks: object) -> None:
    connect_app(mayor)
    before = recovery_codes(mayor)
    assert "De 10 koder, du har tilbage" in mayor.get(f"{CODES}nye/").content.decode()
    assert recovery_codes(mayor) == before
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        mayor.post(f"{CODES}nye/")
    assert not set(before) & set(recovery_codes(mayor))
    assert newest_mail().subject == "Du har fået nye nødkoder"


def test_without_an_app_there_are_none(mayor: Client) -> None:
    assert mayor.get(CODES).status_code == 404
    assert mayor.get(f"{CODES}hent/").status_code == 404
    assert "Nødkoder kræver" in mayor.post(f"{CODES}nye/").content.decode()


# Taking it away ------------------------------------------------------------------------------------------------------


def test_the_app_is_taken_away_with_its_recovery_codes(mayor: Client, cast: Cast) -> None:
    connect_app(mayor)
    assert mayor.get(APP)["Location"] == f"{APP}fjern/"
    assert Authenticator.objects.count() == 2
    assert mayor.get(f"{APP}fjern/").status_code == 200
    answer = mayor.post(f"{APP}fjern/", follow=True)
    assert "Totrinsbekræftelse er slået fra." in answer.content.decode()
    assert not Authenticator.objects.exists()
    assert newest_mail().subject == "Totrinsbekræftelse er slået fra"
    assert sign_in(Client(), cast.mayor)["Location"] == "/skrivebord/"


def test_without_one_there_is_nothing_to_take_away(mayor: Client) -> None:
    assert mayor.get(f"{APP}fjern/").status_code == 404
    assert mayor.post(f"{APP}fjern/").status_code == 404
    assert not Email.objects.exists()


def test_strangers_are_sent_to_the_door(client: Client, db: None) -> None:
    for page in (APP, f"{APP}fjern/", CODES, f"{CODES}nye/", f"{CODES}hent/", "/konto/totrin/", AGAIN):
        answer = client.get(page)
        assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/konto/log-ind/"), page


# Odd requests --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("fields", [{}, {"credential": "{}"}, {"credential": "\0"}, {"code": "", "credential": "x"}])
def test_a_form_without_its_field_is_an_error_on_the_page(mayor: Client, cast: Cast, fields: dict[str, str]) -> None:
    connect_app(mayor)
    client = first_step(cast)
    answer = client.post(CODE, fields)
    assert answer.status_code == 200
    assert "Der er fejl" in answer.content.decode()
    assert not is_signed_in(client)


def test_what_was_sent_is_done_once_one_has_shown_who_one_is(mayor: Client, cast: Cast) -> None:
    connect_app(mayor)
    before = recovery_codes(mayor)
    late = Client()
    late.force_login(cast.mayor, backend="django.contrib.auth.backends.ModelBackend")
    asked = late.post(f"{CODES}nye/")
    assert asked["Location"].startswith("/konto/bekraeft/?next=")
    late.post("/konto/bekraeft/", {"password": PASSWORD, "next": f"{CODES}nye/"})
    assert not set(before) & set(recovery_codes(late))
