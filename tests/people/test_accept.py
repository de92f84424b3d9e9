"""Taking up an invitation: a password, an account, and in."""

from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import signing
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from councils.models import Invitation, Person, User
from kredsraad.accounts import invitations
from tests.accounts.steps import is_signed_in, sign_in
from tests.base import PASSWORD, Cast, row_counts, seat
from tests.people.builders import NEW_PASSWORD, at, choose, invitee, link_to, send, signed_in, text


@pytest.fixture
def person(cast: Cast) -> Person:
    """Somebody who has been invited, and is Herning's secretary."""
    invited = invitee()
    seat(invited, cast.herning, "secretary")
    send(signed_in(cast.secretary), invited)
    return invited


@pytest.fixture
def link(person: Person) -> str:
    """The address in their letter."""
    return link_to(person)


def test_the_page_says_who_is_invited_and_asks_for_a_password(client: Client, link: str) -> None:
    html = client.get(link).content.decode()
    said = text(html)
    assert "Sekretær har inviteret Ny Sekretær til at arbejde" in said
    assert "ny@test.example" in html
    assert html.count('autocomplete="new-password"') == 2


def test_a_password_makes_the_account_and_opens_the_desk(client: Client, person: Person, link: str) -> None:
    answer = choose(client, link)
    assert (answer.status_code, answer["Location"]) == (302, "/skrivebord/")
    assert client.get("/skrivebord/").status_code == 200
    person.refresh_from_db()
    user = person.user
    assert user is not None
    assert (user.email, user.display_name, user.is_superuser, user.is_staff) == (
        "ny@test.example",
        "Ny Sekretær",
        False,
        False,
    )
    address = EmailAddress.objects.get(user=user)
    assert (address.email, address.verified, address.primary) == ("ny@test.example", True, True)
    row = person.invitations.get()
    assert row.accepted_at is not None
    assert person.history.first().user == user


def test_one_signs_in_with_it_afterwards_whatever_the_case(client: Client, link: str) -> None:
    choose(Client(), link)
    sign_in(client, "NY@test.example", NEW_PASSWORD)
    assert is_signed_in(client)


def test_an_address_with_capitals_makes_an_account_too(cast: Cast, client: Client) -> None:
    person = invitee("Anna", "Anna.Holm@Test.example")
    send(signed_in(cast.secretary), person)
    choose(Client(), link_to(person))
    sign_in(client, "anna.holm@test.example", NEW_PASSWORD)
    assert is_signed_in(client)


def test_a_secretary_is_asked_for_a_second_factor_first(client: Client, link: str, settings: Settings) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    choose(client, link)
    assert client.get("/skrivebord/")["Location"].startswith("/konto/totrin/kraevet/")


def test_who_holds_no_office_yet_comes_to_the_accounts_page(cast: Cast, client: Client) -> None:
    person = invitee("Anna", "anna@test.example")
    send(signed_in(cast.secretary), person)
    assert choose(client, link_to(person))["Location"] == "/konto/"


@pytest.mark.parametrize(
    ("password", "again", "field", "said"),
    [
        ("", "", "password1", "påkrævet"),
        (NEW_PASSWORD, NEW_PASSWORD + "x", "password2", "De to adgangskoder er ikke ens."),
        ("kort", "kort", "password1", "mindst 12 tegn"),
        ("123456789012345", "123456789012345", "password1", "udelukkende numerisk"),
        ("ny@test.example", "ny@test.example", "password1", "minder for meget om"),
        ("Ny Sekretær", "Ny Sekretær", "password1", "minder for meget om"),
        ("a\0bcdefghijklmn", "a\0bcdefghijklmn", "password1", "tegn"),
    ],
)
def test_a_password_that_will_not_do_is_told_of_by_the_field(
    client: Client, link: str, password: str, again: str, field: str, said: str
) -> None:
    before = row_counts()
    html = choose(client, link, password, again).content.decode()
    assert said in html.split(f'id="id_{field}_error"')[1][:400]
    assert "<title>Fejl: " in html
    assert NEW_PASSWORD not in html
    assert row_counts() == before


def test_fields_that_are_missing_are_told_of(client: Client, link: str) -> None:
    assert client.post(link, {}).status_code == 200


def test_looking_changes_nothing(client: Client, link: str) -> None:
    before = row_counts()
    for _ in range(3):
        assert client.get(link).status_code == 200
        assert client.head(link).status_code == 200
    assert row_counts() == before


def test_the_address_is_told_to_nobody_and_kept_by_no_cache(client: Client, link: str) -> None:
    for answer in (client.get(link), choose(client, link, "kort"), client.get(link[:-9] + "/"), choose(client, link)):
        assert answer["Referrer-Policy"] == "strict-origin"
        assert "no-store" in answer["Cache-Control"]


def test_the_form_wants_its_token(link: str) -> None:
    client = Client(enforce_csrf_checks=True)
    assert choose(client, link).status_code == 403


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_other_methods_are_refused(client: Client, link: str, method: str) -> None:
    assert getattr(client, method)(link).status_code == 405


# Links that open nothing ---------------------------------------------------------------------------------------------


def closed(client: Client, link: str, status: int = 410) -> str:
    """What the page says, by looking and by trying; nothing comes of either."""
    before = row_counts()
    answers = [client.get(link), choose(client, link)]
    assert [answer.status_code for answer in answers] == [status, status]
    assert row_counts() == before
    return text(answers[0].content.decode())


def test_a_link_is_used_once(client: Client, person: Person, link: str) -> None:
    choose(Client(), link)
    said = closed(client, link)
    assert "Invitationen er brugt" in said
    assert "Log ind" in said
    assert User.objects.get(person=person).check_password(NEW_PASSWORD)


def test_a_link_lasts_so_many_days(client: Client, person: Person, link: str) -> None:
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert "Bed kredsrådets sekretariat om at sende en ny" in closed(client, link)


def test_a_link_ends_with_the_address_that_it_was_sent_to(client: Client, person: Person, link: str) -> None:
    Person.objects.filter(pk=person.pk).update(email="rettet@test.example")
    assert "Den er trukket tilbage" in closed(client, link)


def test_a_link_ends_when_the_address_has_got_an_account_another_way(client: Client, link: str) -> None:
    User.objects.create_user("NY@test.example", PASSWORD)
    assert "Invitationen er brugt" in closed(client, link)


def test_a_link_ends_when_the_person_has_got_an_account_another_way(
    cast: Cast, client: Client, person: Person, link: str
) -> None:
    Person.objects.filter(user=cast.outsider).update(user=None)
    Person.objects.filter(pk=person.pk).update(user=cast.outsider)
    assert "Invitationen er brugt" in closed(client, link)


@pytest.mark.parametrize("salt", ["", "another"])
def test_a_link_that_somebody_made_up_is_not_known(client: Client, person: Person, salt: str) -> None:
    row = person.invitations.get()
    forged = signing.dumps({"invitation": row.pk, "email": row.email}, salt=salt or "x", key="guessed")
    assert "Linket kan ikke bruges" in closed(client, invitations.path_of(forged), 404)


@pytest.mark.parametrize("token", ["x", "a:b:c", "%00", "☃", "x" * 4000, "..", "1:2:3:4"])
def test_garbage_for_a_link_is_not_known(client: Client, db: None, token: str) -> None:
    assert client.get(f"/konto/invitation/{token}/").status_code == 404


def test_a_link_cut_short_is_not_known(client: Client, link: str) -> None:
    assert "ikke kopieret helt" in closed(client, link[:-4] + "/", 404)


def test_a_link_of_somebody_who_is_gone_is_not_known(client: Client, person: Person, link: str) -> None:
    person.memberships.all().delete()
    person.delete()
    closed(client, link, 404)


# Whoever is signed in ------------------------------------------------------------------------------------------------


def test_whoever_is_signed_in_is_asked_to_sign_out_first(cast: Cast, link: str) -> None:
    client = signed_in(cast.mayor)
    before = row_counts()
    for answer in (client.get(link), choose(client, link)):
        assert "Du er logget ind som Borgmester i Viborg" in answer.content.decode()
    assert row_counts() == before
    answer = client.post("/konto/log-af/", {"next": link})
    assert answer["Location"] == link
    assert choose(client, link).status_code == 302


def test_the_invitation_is_the_only_way_in(cast: Cast, client: Client) -> None:
    assert client.get(at("person", "ny-sekretaer")).status_code == 302
    before = User.objects.count()
    client.post("/konto/opret/", {"email": "x@test.example", "password1": NEW_PASSWORD, "password2": NEW_PASSWORD})
    assert User.objects.count() == before
