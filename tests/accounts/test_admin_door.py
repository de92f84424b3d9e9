"""The admin is entered by the portal's own door, and keeps nothing that nobody needs there."""

from __future__ import annotations

import pytest
from django.contrib import admin
from django.test import Client

from tests.accounts.steps import is_signed_in, sign_in
from tests.base import PASSWORD, Cast

DOOR = "/konto/log-ind/?next="


def test_its_own_sign_in_is_the_portals(client: Client, db: None) -> None:
    assert client.get("/admin/login/")["Location"] == f"{DOOR}%2Fadmin%2F"
    page = client.get("/admin/login/?next=/admin/councils/council/")
    assert page["Location"] == f"{DOOR}%2Fadmin%2Fcouncils%2Fcouncil%2F"


def test_it_takes_no_password(client: Client, cast: Cast) -> None:
    data = {"username": cast.secretary.email, "password": PASSWORD}
    assert client.post("/admin/login/", data)["Location"].startswith("/konto/log-ind/")
    assert not is_signed_in(client)


@pytest.mark.parametrize("elsewhere", ["https://ond.example/", "//ond.example/", "http://[", "javascript:x"])
def test_nobody_is_led_to_another_site(client: Client, db: None, elsewhere: str) -> None:
    assert client.get("/admin/login/", {"next": elsewhere})["Location"] == f"{DOOR}%2Fadmin%2F"


def test_from_a_page_of_the_admin_through_the_door_and_back(client: Client, cast: Cast) -> None:
    page = "/admin/councils/council/"
    answer = client.get(page, follow=True)
    assert answer.redirect_chain[-1][0] == f"{DOOR}%2Fadmin%2Fcouncils%2Fcouncil%2F"
    assert sign_in(client, cast.secretary, next=page)["Location"] == page
    assert client.get(page).status_code == 200


@pytest.mark.parametrize("who", ["mayor", "chair_of_viborg", "former_secretary", "outsider"])
def test_for_others_who_have_signed_in_there_is_no_admin(client: Client, cast: Cast, who: str) -> None:
    client.force_login(getattr(cast, who))
    for page in ("/admin/", "/admin/councils/council/", "/admin/logout/", "/admin/findes-ikke/"):
        assert client.get(page).status_code == 404


def test_its_way_out_is_the_portals(client: Client, cast: Cast) -> None:
    sign_in(client, cast.secretary)
    assert "Log af" in client.get("/admin/logout/").content.decode()
    assert is_signed_in(client)
    assert client.post("/admin/logout/")["Location"] == "/konto/log-ind/"
    assert not is_signed_in(client)


def test_passwords_are_changed_on_the_portals_page(client: Client, cast: Cast) -> None:
    client.force_login(cast.secretary)
    assert client.get("/admin/password_change/")["Location"] == "/konto/adgangskode/"


def test_no_mails_secrets_or_sessions_are_kept_there(client: Client, cast: Cast) -> None:
    listed = {model._meta.app_label for model in admin.site._registry}
    assert listed == {"councils", "initiatives", "plans"}
    client.force_login(cast.administrator)
    for page in ("post_office/email/", "mfa/authenticator/", "account/emailaddress/", "usersessions/usersession/"):
        assert client.get(f"/admin/{page}").status_code == 404
