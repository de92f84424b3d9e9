"""Signing out: by a button, never by a link."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.accounts.steps import is_signed_in, sign_in
from tests.base import Cast

OUT = "/konto/log-af/"


@pytest.fixture
def secretary(client: Client, cast: Cast) -> Client:
    """The secretary's browser."""
    sign_in(client, cast.secretary)
    return client


def test_the_button_signs_out_and_says_so(secretary: Client) -> None:
    answer = secretary.post(OUT, follow=True)
    assert answer.redirect_chain == [("/konto/log-ind/", 302)]
    assert "Du er logget af." in answer.content.decode()
    assert not is_signed_in(secretary)


def test_a_link_only_asks(secretary: Client) -> None:
    page = secretary.get(OUT)
    assert page.status_code == 200
    assert "Log af" in page.content.decode()
    assert is_signed_in(secretary)


def test_the_button_needs_the_token_of_its_form(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.secretary)
    assert client.post(OUT).status_code == 403
    assert is_signed_in(client)


def test_who_is_not_signed_in_is_sent_to_the_door(client: Client, db: None) -> None:
    assert client.get(OUT)["Location"] == "/konto/log-ind/"
    assert client.post(OUT)["Location"] == "/konto/log-ind/"


def test_the_session_is_gone_not_only_its_cookie(secretary: Client) -> None:
    cookie = secretary.cookies["sessionid"].value
    secretary.post(OUT)
    secretary.cookies["sessionid"] = cookie
    assert not is_signed_in(secretary)
