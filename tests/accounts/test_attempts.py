"""Attempts are limited, and counted in the database, so that all web processes share them."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from pytest_django import Settings

from tests.accounts.steps import SIGN_IN, is_signed_in, link_in, newest_mail, sign_in
from tests.base import PASSWORD, Cast

TOO_MANY = "Der er prøvet for mange gange."
NEW = "et-helt-nyt-kodeord-i-dag"


def guess(client: Client, email: str, times: int, **more: Any) -> None:
    """Try with so many wrong passwords."""
    for number in range(times):
        sign_in(client, email, f"gæt-nummer-{number}", **more)


def test_after_five_wrong_passwords_the_right_one_is_not_taken_either(client: Client, cast: Cast) -> None:
    guess(client, cast.secretary.email, 5)
    answer = sign_in(client, cast.secretary)
    assert TOO_MANY in answer.content.decode()
    assert not is_signed_in(client)


def test_others_can_still_sign_in(client: Client, cast: Cast) -> None:
    guess(client, cast.secretary.email, 5)
    assert sign_in(client, cast.mayor).status_code == 302


def test_another_machine_does_not_help(client: Client, cast: Cast) -> None:
    for number in range(5):
        guess(client, cast.secretary.email, 1, REMOTE_ADDR=f"192.0.2.{number}")
    assert TOO_MANY in sign_in(client, cast.secretary, REMOTE_ADDR="192.0.2.77").content.decode()


def test_another_port_or_name_of_the_portal_does_not_help(client: Client, cast: Cast) -> None:
    for port in range(5):
        guess(client, cast.secretary.email.upper(), 1, headers={"host": f"portal.example:{8000 + port}"})
    assert TOO_MANY in sign_in(client, cast.secretary, headers={"host": "localhost"}).content.decode()


def test_many_addresses_from_one_machine_are_stopped(client: Client, cast: Cast) -> None:
    for number in range(10):
        guess(client, f"nummer{number}@test.example", 1)
    assert TOO_MANY in sign_in(client, cast.mayor).content.decode()


def test_a_right_password_uses_up_no_attempt(client: Client, cast: Cast) -> None:
    for _ in range(7):
        assert sign_in(client, cast.secretary).status_code == 302
        client.post("/konto/log-af/")


def test_very_many_requests_get_a_page_that_says_so(client: Client, db: None) -> None:
    answers = [client.post(SIGN_IN, {}) for _ in range(31)]
    assert [answer.status_code for answer in answers] == [200] * 30 + [429]
    assert "For mange forsøg" in answers[-1].content.decode()
    assert client.get(SIGN_IN).status_code == 200


def test_attempts_are_counted_where_every_process_sees_them(client: Client, cast: Cast) -> None:
    guess(client, cast.secretary.email, 1)
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM portal_cache WHERE cache_key LIKE %s", ["%login_failed%"])
        assert cursor.fetchone()[0] == 2


def test_a_full_cache_does_not_forget_them(client: Client, cast: Cast) -> None:
    guess(client, cast.secretary.email, 5)
    for number in range(400):
        cache.set(f"noget-{number}", 1)
    assert TOO_MANY in sign_in(client, cast.secretary).content.decode()


def test_a_new_password_opens_the_account_again(client: Client, cast: Cast) -> None:
    guess(client, cast.secretary.email, 5)
    client.post("/konto/adgangskode/glemt/", {"email": cast.secretary.email})
    form = client.get(link_in(newest_mail()), follow=True).redirect_chain[-1][0]
    client.post(form, {"password1": NEW, "password2": NEW})
    assert sign_in(client, cast.secretary, NEW).status_code == 302


def test_mails_with_a_new_password_are_limited(client: Client, cast: Cast) -> None:
    answers = [client.post("/konto/adgangskode/glemt/", {"email": cast.mayor.email}) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [302] * 5 + [429]


@pytest.mark.parametrize("proxies", [0, 1, 3])
@pytest.mark.parametrize(
    "forwarded", ["", "sludder", "1.2.3.4, sludder", "'; DROP TABLE", "[::1", "2001:db8::1", ",,,", "1.2.3.4:80"]
)
def test_an_odd_header_is_no_error(
    client: Client, cast: Cast, settings: Settings, proxies: int, forwarded: str
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    headers = {"x-forwarded-for": forwarded, "x-real-ip": "sludder", "forwarded": "for=_x"}
    assert sign_in(client, cast.secretary, "forkert", headers=headers).status_code == 200
    assert sign_in(client, cast.secretary, PASSWORD, headers=headers).status_code == 302
    assert client.get("/konto/sessioner/").status_code == 200


def test_a_server_without_an_address_for_its_visitor_lets_people_in(client: Client, cast: Cast) -> None:
    assert sign_in(client, cast.secretary, REMOTE_ADDR="").status_code == 302


def test_a_visitor_cannot_choose_the_address_they_are_counted_by(client: Client, cast: Cast) -> None:
    for number in range(10):
        guess(client, f"nummer{number}@test.example", 1, headers={"x-forwarded-for": f"203.0.113.{number}"})
    answer = sign_in(client, cast.mayor, headers={"x-forwarded-for": "203.0.113.99"})
    assert TOO_MANY in answer.content.decode()
