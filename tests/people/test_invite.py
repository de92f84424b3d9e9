"""Inviting somebody by mail: the letter is seen before it is sent; the newest link alone opens anything."""

from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from councils.models import Invitation, User
from tests.base import PASSWORD, Cast, make_account, make_person, outbox, row_counts, seat
from tests.people.builders import at, choose, invitee, link_to, page, send, signed_in, text


@pytest.fixture
def secretary(cast: Cast) -> Client:
    """The secretary's browser."""
    return signed_in(cast.secretary)


def test_the_letter_is_shown_before_it_is_sent_without_its_secret(secretary: Client) -> None:
    person = invitee()
    html = page(secretary, at("invite", person.slug))
    assert "Kære Ny Sekretær" in html
    assert "https://portal.example/konto/invitation/…/" in html
    assert "ny@test.example" in html
    assert outbox() == []
    assert not Invitation.objects.exists()


def test_who_would_find_nothing_to_do_is_pointed_at(cast: Cast, secretary: Client) -> None:
    person = invitee()
    assert "får ikke noget at se endnu" in page(secretary, at("invite", person.slug))
    seat(person, cast.district)
    assert "får ikke noget at se endnu" not in page(secretary, at("invite", person.slug))


def test_a_letter_goes_to_the_person_in_text_and_html(cast: Cast, secretary: Client, settings: Settings) -> None:
    settings.INVITATION_DAYS = 5
    person = invitee()
    before = timezone.now()
    answer = send(secretary, person)
    assert answer["Location"] == at("person", person.slug)
    (mail,) = outbox(to="ny@test.example")
    assert mail.subject == "Invitation til at arbejde med samarbejdsplanen"
    for words in ("Kære Ny Sekretær", "Sekretær inviterer dig", link_to(person)):
        assert words in mail.message
        assert words in mail.html_message
    row = person.invitations.get()
    assert (row.email, row.invited_by, row.invited_by_name) == ("ny@test.example", cast.secretary, "Sekretær")
    assert timedelta(days=5) <= row.expires_at - before < timedelta(days=5, minutes=1)


def test_the_persons_page_says_that_they_are_invited(secretary: Client) -> None:
    person = invitee()
    send(secretary, person)
    said = text(page(secretary, at("person", person.slug)))
    assert "Inviteret" in said
    assert "Træk tilbage" in said
    assert "ikke logge ind og får ingen mail" not in said


def test_the_persons_page_shows_nobody_the_link(secretary: Client) -> None:
    person = invitee()
    send(secretary, person)
    token = link_to(person).split("/")[-2]
    for name in ("person", "invite"):
        assert token not in page(secretary, at(name, person.slug))


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"email": ""}, "har ingen e-mail"),
        ({"email": "Sekretaer@TEST.example"}, "bruges allerede til en anden konto"),
        ({"email": "Anden@test.example"}, "Anden er allerede inviteret med adressen"),
    ],
)
def test_what_is_in_the_way_is_told_before_anything_is_sent(
    secretary: Client, fields: dict[str, str], said: str
) -> None:
    send(secretary, invitee("Anden", "anden@test.example"))
    person = invitee(**fields)
    before = row_counts()
    html = page(secretary, at("invite", person.slug))
    assert said in html
    assert "Send invitationen" not in html
    assert f"{at('person_edit', person.slug)}?next=" in html
    answer = send(secretary, person)
    assert answer.status_code == 409
    assert said in answer.content.decode()
    assert row_counts() == before


def test_who_has_an_account_is_not_invited(cast: Cast, secretary: Client) -> None:
    person = cast.mayor.person
    person.email = "helt-ny@test.example"
    person.save()
    answer = send(secretary, person)
    assert answer.status_code == 409
    html = answer.content.decode()
    assert "har allerede en konto" in html
    assert at("person_edit", person.slug) not in html
    assert outbox() == []


def test_an_address_that_allauth_knows_is_taken_too(cast: Cast, secretary: Client) -> None:
    EmailAddress.objects.create(user=cast.mayor, email="ny@test.example", verified=True)
    assert send(secretary, invitee()).status_code == 409


def test_sending_again_ends_the_link_before(secretary: Client) -> None:
    person = invitee()
    send(secretary, person)
    first = link_to(person)
    assert "Send en ny invitation" in page(secretary, at("invite", person.slug))
    send(secretary, person)
    assert link_to(person) != first
    answer = Client().get(first)
    assert answer.status_code == 410
    assert "Der er sendt en nyere invitation" in answer.content.decode()
    assert Client().get(link_to(person)).status_code == 200


def test_pressing_twice_sends_one_letter(secretary: Client) -> None:
    person = invitee()
    for _ in range(2):
        answer = secretary.post(at("invite", person.slug), {"email": person.email, "pending": ""})
    assert answer.status_code == 409
    assert "siden du åbnede siden" in answer.content.decode()
    assert len(outbox()) == 1


def test_an_address_that_was_changed_meanwhile_is_not_written_to_unseen(secretary: Client) -> None:
    person = invitee()
    answer = send(secretary, person, email="gammel@test.example")
    assert answer.status_code == 409
    assert outbox() == []


def test_an_address_that_takes_no_mail_is_told_of(secretary: Client) -> None:
    person = invitee(email='"a,b"@test.example')
    answer = send(secretary, person)
    assert answer.status_code == 409
    assert "Der kan ikke sendes mail til adressen" in answer.content.decode()
    assert not Invitation.objects.exists()


def test_a_link_that_is_withdrawn_opens_nothing(secretary: Client) -> None:
    person = invitee()
    send(secretary, person)
    answer = secretary.post(at("invitation_withdraw", person.slug), follow=True)
    assert "Invitationen er trukket tilbage" in answer.content.decode()
    gone = choose(Client(), link_to(person))
    assert gone.status_code == 410
    assert "Den er trukket tilbage" in gone.content.decode()
    assert not User.objects.filter(email=person.email).exists()


def test_withdrawing_what_is_not_there_changes_nothing(secretary: Client) -> None:
    person = invitee()
    answer = secretary.post(at("invitation_withdraw", person.slug), follow=True)
    assert "Der var ingen invitation at trække tilbage" in answer.content.decode()


def test_one_can_be_invited_again_after_a_withdrawal(secretary: Client) -> None:
    person = invitee()
    send(secretary, person)
    secretary.post(at("invitation_withdraw", person.slug))
    send(secretary, person)
    assert Client().get(link_to(person)).status_code == 200


def test_markup_in_a_name_stays_text_in_the_letter(secretary: Client) -> None:
    person = make_person("<b>Anna</b> {{ 7 }}", slug="anna", email="anna@test.example")
    send(secretary, person)
    (mail,) = outbox()
    assert "<b>Anna</b> {{ 7 }}" in mail.message
    assert "&lt;b&gt;Anna&lt;/b&gt; {{ 7 }}" in mail.html_message


# Accounts that belong to nobody --------------------------------------------------------------------------------------


def test_an_administrator_gives_a_person_the_account_with_the_same_address(cast: Cast) -> None:
    loose = User.objects.create_user("Loes@test.example", PASSWORD, display_name="Løs")
    person = invitee(email="loes@test.example")
    administrator = signed_in(cast.administrator)
    assert "Giv Ny Sekretær kontoen" in page(administrator, at("person", person.slug))
    administrator.post(at("account", person.slug), {"action": "link"})
    person.refresh_from_db()
    assert person.user == loose
    assert person.history.first().history_user == cast.administrator


def test_an_account_of_somebody_is_given_to_nobody_else(cast: Cast) -> None:
    make_account("optaget@test.example", "Optaget")
    person = invitee(email="optaget@test.example")
    answer = signed_in(cast.administrator).post(at("account", person.slug), {"action": "link"}, follow=True)
    assert "Der er ingen konto med den adresse, som ikke hører til nogen" in answer.content.decode()
    person.refresh_from_db()
    assert person.user is None
