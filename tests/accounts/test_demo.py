"""One press signs in as any demo role; only in a demo, and only as those."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import Settings

from councils.models import User
from tests.accounts.steps import SIGN_IN, connect_app, is_signed_in, sign_in
from tests.base import Cast, make_account, make_district, seat

DEMO = "/konto/demo/"


@pytest.fixture
def role(settings: Settings, db: None) -> User:
    """A demo account, in a demo."""
    settings.DEMO = True
    user = make_account("sekretaer@demo.example", "Sekretær for kredsrådet", is_demo=True)
    seat(user.person, make_district(), "secretary")
    return user


def test_the_page_offers_each_role(client: Client, role: User) -> None:
    make_account("rigtig@test.example", "Rigtig konto")
    make_account("lukket@demo.example", "Lukket rolle", is_demo=True, is_active=False)
    page = client.get(SIGN_IN).content.decode()
    assert f'name="account" value="{role.pk}"' in page.replace("\n", " ").replace("  ", "")
    assert "Sekretær for kredsrådet" in page
    assert "Rigtig konto" not in page
    assert "Lukket rolle" not in page


def test_one_press_signs_in(client: Client, role: User) -> None:
    answer = client.post(DEMO, {"account": role.pk})
    assert (answer.status_code, answer["Location"]) == (302, "/skrivebord/")
    assert client.get("/konto/").context["user"] == role


def test_one_goes_on_to_where_one_was_going(client: Client, role: User) -> None:
    answer = client.post(DEMO, {"account": role.pk, "next": "/skrivebord/personer/"})
    assert answer["Location"] == "/skrivebord/personer/"
    client.post("/konto/log-af/")
    assert client.post(DEMO, {"account": role.pk, "next": "https://ond.example/"})["Location"] == "/skrivebord/"


def test_from_one_role_to_another(client: Client, role: User) -> None:
    other = make_account("formand@demo.example", "Formand", is_demo=True)
    client.post(DEMO, {"account": role.pk})
    client.post(DEMO, {"account": other.pk})
    assert client.get("/konto/").context["user"] == other


def test_a_demo_account_has_a_password_too(client: Client, role: User) -> None:
    assert sign_in(client, role).status_code == 302


def test_a_role_with_a_second_factor_is_asked_for_it(client: Client, role: User) -> None:
    client.post(DEMO, {"account": role.pk})
    connect_app(client)
    client.post("/konto/log-af/")
    assert client.post(DEMO, {"account": role.pk})["Location"] == "/konto/totrin/kode/"
    assert not is_signed_in(client)


def test_no_other_account_is_signed_in_so(client: Client, role: User) -> None:
    real = make_account("rigtig@test.example", "Rigtig konto")
    closed = make_account("lukket@demo.example", "Lukket rolle", is_demo=True, is_active=False)
    for user in (real, closed):
        assert client.post(DEMO, {"account": user.pk}).status_code == 404
    assert not is_signed_in(client)


@pytest.mark.parametrize("account", ["", "0", "x", "\0", str(10**30), "9" * 5000, "1 OR 1=1", "-1"])
def test_nonsense_is_not_there(client: Client, role: User, account: str) -> None:
    assert client.post(DEMO, {"account": account}).status_code == 404
    assert client.post(DEMO).status_code == 404


def test_a_link_does_not_do_it(client: Client, role: User) -> None:
    assert client.get(DEMO, {"account": role.pk}).status_code == 405


def test_the_button_needs_the_token_of_its_form(role: User) -> None:
    assert Client(enforce_csrf_checks=True).post(DEMO, {"account": role.pk}).status_code == 403


def test_outside_a_demo_there_is_no_such_page(client: Client, cast: Cast) -> None:
    demo = make_account("sekretaer@demo.example", "Demosekretær", is_demo=True)
    for user in (demo, cast.secretary):
        assert client.post(DEMO, {"account": user.pk}).status_code == 404
    assert client.get(DEMO).status_code == 404
    assert "Demosekretær" not in client.get(SIGN_IN).content.decode()
    assert not is_signed_in(client)
