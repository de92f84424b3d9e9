"""Forgotten passwords, by a mail; and another password, by whoever knows the old one."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from post_office.models import Email

from councils.models import User
from tests.accounts.steps import is_signed_in, link_in, newest_mail, sign_in
from tests.base import PASSWORD, Cast

ASK, CHANGE = "/konto/adgangskode/glemt/", "/konto/adgangskode/"
NEW = "et-helt-nyt-kodeord-i-dag"


def ask(client: Client, email: str) -> Any:
    """Ask for a mail, and read the page that answers."""
    return client.post(ASK, {"email": email}, follow=True)


def choose(client: Client, link: str, one: str = NEW, other: str = NEW) -> Any:
    """Follow the mail's link and send the form that it leads to."""
    page = client.get(link, follow=True)
    return client.post(page.request["PATH_INFO"], {"password1": one, "password2": other}, follow=True)


# Forgotten -----------------------------------------------------------------------------------------------------------


def test_the_whole_way_by_the_mail_in_the_queue(client: Client, cast: Cast) -> None:
    assert "Se i din mail" in ask(client, cast.secretary.email).content.decode()
    mail = newest_mail()
    assert mail.to == [cast.secretary.email]
    assert "Nu kan du logge ind" in choose(client, link_in(mail)).content.decode()
    assert sign_in(client, cast.secretary).status_code == 200
    assert sign_in(client, cast.secretary, NEW).status_code == 302


def test_the_mail_is_danish_text_and_html_with_the_link_in_both(client: Client, cast: Cast) -> None:
    ask(client, cast.secretary.email)
    mail = newest_mail()
    assert mail.subject == "Vælg en ny adgangskode"
    for body in (mail.message, mail.html_message):
        assert "https://portal.example" + link_in(mail) in body
        assert "Har du ikke selv bedt om det" in body
        assert cast.secretary.display_name in body
    assert "<html" in mail.html_message
    assert "<" not in mail.message


def test_the_link_goes_to_the_portal_by_its_own_name(client: Client, cast: Cast) -> None:
    client.post(ASK, {"email": cast.secretary.email}, headers={"host": "localhost:8000"})
    assert "https://portal.example/konto/" in newest_mail().message
    assert "localhost" not in newest_mail().message + newest_mail().html_message


def test_the_holder_is_told_afterwards(client: Client, cast: Cast) -> None:
    ask(client, cast.secretary.email)
    choose(client, link_in(newest_mail()))
    told = newest_mail()
    assert (told.to, told.subject) == ([cast.secretary.email], "Du har fået en ny adgangskode")
    assert "https://portal.example/konto/" in told.message


def test_an_unknown_address_gets_the_same_page_and_no_mail(client: Client, cast: Cast) -> None:
    known, unknown = ask(client, cast.secretary.email), ask(client, "ingen@test.example")
    assert known.content == unknown.content
    assert Email.objects.count() == 1


def test_a_closed_account_gets_no_mail(client: Client, cast: Cast) -> None:
    User.objects.filter(pk=cast.secretary.pk).update(is_active=False)
    assert "Se i din mail" in ask(client, cast.secretary.email).content.decode()
    assert not Email.objects.exists()


def test_capitals_do_not_matter(client: Client, cast: Cast) -> None:
    User.objects.filter(pk=cast.secretary.pk).update(email="Sekretaer@Test.Example")
    ask(client, "SEKRETAER@test.example")
    assert "Nu kan du logge ind" in choose(client, link_in(newest_mail())).content.decode()


def test_a_letter_that_only_looks_the_same_is_another_address(client: Client, cast: Cast) -> None:
    User.objects.filter(pk=cast.secretary.pk).update(email="mike@test.example")
    ask(client, "m\u0131ke@test.example")
    assert not Email.objects.exists()


def test_a_link_is_good_once(client: Client, cast: Cast) -> None:
    ask(client, cast.secretary.email)
    link = link_in(newest_mail())
    choose(client, link)
    page = client.get(link, follow=True).content.decode()
    assert "Linket gælder ikke mere" in page
    assert "Send et nyt link" in page


def test_a_link_is_void_once_the_address_has_changed(client: Client, cast: Cast) -> None:
    ask(client, cast.secretary.email)
    User.objects.filter(pk=cast.secretary.pk).update(email="ny@test.example")
    assert "Linket gælder ikke mere" in client.get(link_in(newest_mail()), follow=True).content.decode()


@pytest.mark.parametrize("key", ["1-abc", "1-abc-def", "zzzzzzzzzzzzz-abc-def", f"{'z' * 14}-a-b", "0-set-password"])
def test_a_link_that_is_none_says_so(client: Client, db: None, key: str) -> None:
    answer = client.get(f"/konto/adgangskode/ny/{key}/")
    assert answer.status_code == 200
    assert "Linket gælder ikke mere" in answer.content.decode()


def test_a_password_that_will_not_do_is_told_by_the_field(client: Client, cast: Cast) -> None:
    ask(client, cast.secretary.email)
    link = link_in(newest_mail())
    assert "for kort" in choose(client, link, "kort", "kort").content.decode()
    assert "numerisk" in choose(client, link, "9182736455463728", "9182736455463728").content.decode()
    assert "minder for meget" in choose(client, link, "sekretaer@test", "sekretaer@test").content.decode()
    page = choose(client, link, NEW, NEW + "x").content.decode()
    assert '<a href="#id_password2">Ny adgangskode igen: ' in page
    assert sign_in(client, cast.secretary).status_code == 302


def test_sessions_with_the_old_password_end(cast: Cast) -> None:
    thief, owner = Client(), Client()
    sign_in(thief, cast.secretary)
    ask(owner, cast.secretary.email)
    choose(owner, link_in(newest_mail()))
    assert not is_signed_in(thief)


def test_a_new_password_is_no_way_past_the_second_step(client: Client, cast: Cast) -> None:
    ask(client, cast.secretary.email)
    choose(client, link_in(newest_mail()))
    assert not is_signed_in(client)


@pytest.mark.parametrize("email", ["", "ingen adresse", "a\0@test.example", "a" * 9000 + "@test.example"])
def test_nonsense_is_an_error_on_the_page(client: Client, db: None, email: str) -> None:
    answer = client.post(ASK, {"email": email})
    assert answer.status_code == 200
    assert "Der er fejl" in answer.content.decode()


def test_the_key_does_not_stay_in_the_address(client: Client, cast: Cast) -> None:
    ask(client, cast.secretary.email)
    assert client.get(link_in(newest_mail()))["Location"].endswith("-set-password/")


# Changed -------------------------------------------------------------------------------------------------------------


def change(client: Client, old: str = PASSWORD, one: str = NEW, other: str = NEW) -> Any:
    """Send the form that changes the password."""
    return client.post(CHANGE, {"oldpassword": old, "password1": one, "password2": other}, follow=True)


def test_another_password_is_taken_and_told_of(client: Client, cast: Cast) -> None:
    sign_in(client, cast.secretary)
    answer = change(client)
    assert answer.redirect_chain[-1][0] == reverse("account_settings")
    assert "Din adgangskode er ændret." in answer.content.decode()
    assert newest_mail().subject == "Din adgangskode er ændret"
    client.post("/konto/log-af/")
    assert sign_in(client, cast.secretary, NEW).status_code == 302


def test_the_old_one_must_be_right(client: Client, cast: Cast) -> None:
    sign_in(client, cast.secretary)
    page = change(client, old="forkert").content.decode()
    assert "Nuværende adgangskode: Adgangskoden er ikke rigtig." in page
    assert not Email.objects.exists()


def test_nothing_typed_comes_back(client: Client, cast: Cast) -> None:
    sign_in(client, cast.secretary)
    assert NEW not in change(client, old="forkert").content.decode()


def test_guessing_the_old_one_is_limited(client: Client, cast: Cast) -> None:
    sign_in(client, cast.secretary)
    assert [change(client, old=f"gæt-{n}").status_code for n in range(6)] == [200] * 5 + [429]


def test_an_account_without_a_password_chooses_its_first(client: Client, cast: Cast) -> None:
    cast.secretary.set_unusable_password()
    cast.secretary.save()
    client.force_login(cast.secretary, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(CHANGE, follow=True)
    assert page.redirect_chain == [("/konto/adgangskode/vaelg/", 302)]
    answer = client.post("/konto/adgangskode/vaelg/", {"password1": NEW, "password2": NEW}, follow=True)
    assert "Din adgangskode er gemt." in answer.content.decode()
    assert sign_in(Client(), cast.secretary, NEW).status_code == 302
