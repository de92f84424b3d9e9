"""Accounts are closed and opened by administrators, and nobody comes to an administrator's account by these pages."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from councils.models import Person, User
from tests.accounts.steps import is_signed_in, sign_in
from tests.base import PASSWORD, Cast, make_account, make_person, outbox
from tests.people.builders import at, choose, link_to, page, send, signed_in, text


def account(client: Client, who: User, action: str) -> int:
    """Press a button of the account on the person's page."""
    return client.post(at("account", who.person.slug), {"action": action}).status_code


# Closing -------------------------------------------------------------------------------------------------------------


def test_an_administrator_closes_an_account_and_whoever_uses_it_is_out(cast: Cast) -> None:
    mayor = Client()
    sign_in(mayor, cast.mayor)
    administrator = signed_in(cast.administrator)
    assert account(administrator, cast.mayor, "close") == 302
    assert not is_signed_in(mayor)
    sign_in(mayor, cast.mayor)
    assert not is_signed_in(mayor)
    said = text(page(administrator, at("person", cast.mayor.person.slug)))
    assert "Konto lukket" in said
    assert "Rettighederne kan først bruges, når den åbnes igen" in said
    assert cast.mayor.person.memberships.exists()


def test_it_can_be_opened_again(cast: Cast) -> None:
    administrator, mayor = signed_in(cast.administrator), Client()
    account(administrator, cast.mayor, "close")
    account(administrator, cast.mayor, "open")
    sign_in(mayor, cast.mayor)
    assert is_signed_in(mayor)


def test_doing_it_twice_says_so(cast: Cast) -> None:
    administrator = signed_in(cast.administrator)
    account(administrator, cast.mayor, "close")
    answer = administrator.post(at("account", cast.mayor.person.slug), {"action": "close"}, follow=True)
    assert "Kontoen var allerede lukket" in answer.content.decode()


def test_nobody_closes_their_own(cast: Cast) -> None:
    administrator = signed_in(cast.administrator)
    assert "Luk kontoen" not in page(administrator, at("person", "administrator"))
    assert account(administrator, cast.administrator, "close") == 403
    assert User.objects.get(pk=cast.administrator.pk).is_active


def test_who_has_no_account_has_none_to_close(cast: Cast) -> None:
    person = make_person("Uden konto")
    assert signed_in(cast.administrator).post(at("account", person.slug), {"action": "close"}).status_code == 403


@pytest.mark.parametrize("action", ["close", "open", "link", "address", "delete", ""])
def test_the_secretary_does_none_of_it(cast: Cast, action: str) -> None:
    secretary = signed_in(cast.secretary)
    assert "Luk kontoen" not in page(secretary, at("person", "borgmester-i-viborg"))
    assert account(secretary, cast.mayor, action) == 403
    assert account(secretary, cast.administrator, action) == 403
    assert User.objects.filter(is_active=False).count() == 0


def test_an_unknown_action_does_nothing(cast: Cast) -> None:
    assert account(signed_in(cast.administrator), cast.mayor, "delete") == 302
    assert User.objects.get(pk=cast.mayor.pk).is_active


# Another address -----------------------------------------------------------------------------------------------------


def move(client: Client, who: User, email: str) -> str:
    """Press the button that has an account sign in with its person's address."""
    sent = {"action": "address", "email": email}
    return client.post(at("account", who.person.slug), sent, follow=True).content.decode()


def test_an_administrator_has_an_account_sign_in_with_its_persons_new_address(cast: Cast) -> None:
    rename(signed_in(cast.secretary), cast.mayor.person, "Ny.borgmester@test.example")
    administrator, mayor = signed_in(cast.administrator), Client()
    assert "Lad kontoen logge ind med den" in page(administrator, at("person", cast.mayor.person.slug))
    assert "Adressen er ændret" in move(administrator, cast.mayor, "Ny.borgmester@test.example")
    sign_in(mayor, "ny.borgmester@test.example")
    assert is_signed_in(mayor)
    (mail,) = outbox(to="borgmester@test.example")
    assert "Ny.borgmester@test.example" in mail.message
    assert outbox(to="Ny.borgmester@test.example") == []


def test_the_secretary_has_no_account_sign_in_with_another_address(cast: Cast) -> None:
    secretary = signed_in(cast.secretary)
    rename(secretary, cast.mayor.person, "mit@test.example")
    assert "Lad kontoen logge ind med den" not in page(secretary, at("person", cast.mayor.person.slug))
    sent = {"action": "address", "email": "mit@test.example"}
    assert secretary.post(at("account", cast.mayor.person.slug), sent).status_code == 403
    assert User.objects.get(pk=cast.mayor.pk).email == "borgmester@test.example"


@pytest.mark.parametrize("email", ["HERNING@test.example", "ny@test.example"])
def test_an_address_that_is_taken_or_was_not_seen_is_not_signed_in_with(cast: Cast, email: str) -> None:
    rename(signed_in(cast.secretary), cast.mayor.person, email)
    assert "Adressen er ikke ændret" in move(signed_in(cast.administrator), cast.mayor, "HERNING@test.example")
    assert User.objects.get(pk=cast.mayor.pk).email == "borgmester@test.example"
    assert outbox() == []


def test_an_administrators_address_is_changed_by_no_button(cast: Cast) -> None:
    other = make_account("drift@test.example", "Drift", is_superuser=True)
    rename(signed_in(cast.secretary), other.person, "mit@test.example")
    administrator = signed_in(cast.administrator)
    assert "Lad kontoen logge ind med den" not in page(administrator, at("person", "drift"))
    assert "Adressen er ikke ændret" in move(administrator, other, "mit@test.example")
    assert User.objects.get(pk=other.pk).email == "drift@test.example"


# Taking over ---------------------------------------------------------------------------------------------------------


def as_it_was(cast: Cast) -> bool:
    """The administrator's account is untouched, and the only one there is."""
    user = User.objects.get(is_superuser=True)
    return (
        user == cast.administrator
        and user.email == cast.administrator.email
        and user.check_password(PASSWORD)
        and user.person == Person.objects.get(slug="administrator")
    )


def rename(client: Client, person: Person, email: str) -> None:
    """Give a person another address."""
    client.post(at("person_edit", person.slug), {"name": person.name, "email": email})


def test_the_secretary_can_not_have_an_administrators_password_sent_elsewhere(cast: Cast) -> None:
    secretary = signed_in(cast.secretary)
    rename(secretary, cast.administrator.person, "mit@test.example")
    Client().post(reverse("account_reset_password"), {"email": "mit@test.example"})
    assert outbox(to="mit@test.example") == []
    assert send(secretary, Person.objects.get(slug="administrator")).status_code == 409
    assert outbox() == []
    assert as_it_was(cast)


def test_the_secretary_can_not_invite_somebody_else_to_an_administrators_address(cast: Cast) -> None:
    secretary = signed_in(cast.secretary)
    person = make_person("Stråmand", email=cast.administrator.email.upper())
    assert send(secretary, person).status_code == 409
    assert "bruges allerede til en anden konto" in page(secretary, at("invite", person.slug))
    assert as_it_was(cast)


def test_an_invitation_does_not_become_an_administrators_by_a_change_of_address(cast: Cast) -> None:
    secretary, person = signed_in(cast.secretary), make_person("Stråmand", email="mit@test.example")
    send(secretary, person)
    link = link_to(person)
    Person.objects.filter(pk=person.pk).update(email=cast.administrator.email)
    assert choose(Client(), link).status_code == 410
    assert as_it_was(cast)


def test_an_account_that_an_invitation_makes_is_no_administrators(cast: Cast) -> None:
    secretary, person = signed_in(cast.secretary), make_person("Stråmand", email="mit@test.example")
    send(secretary, person)
    fields = {"password1": "solsort-i-regnvejr", "password2": "solsort-i-regnvejr"}
    Client().post(link_to(person), fields | {"is_superuser": "on", "is_staff": "on", "email": cast.administrator.email})
    made = User.objects.get(email="mit@test.example")
    assert (made.is_superuser, made.is_staff) == (False, False)
    assert as_it_was(cast)


def test_no_form_about_people_takes_what_makes_an_administrator(cast: Cast) -> None:
    secretary = signed_in(cast.secretary)
    more = {"user": cast.administrator.pk, "is_superuser": "on", "user__is_superuser": "on", "is_staff": "on"}
    secretary.post(at("person_new"), {"name": "Ny", **more})
    secretary.post(at("person_edit", "sekretaer"), {"name": "Sekretær", **more})
    secretary.post(at("person_edit", "uden-embede"), {"name": "Uden embede", **more})
    assert Person.objects.get(slug="ny").user is None
    assert Person.objects.get(slug="sekretaer").user == cast.secretary
    assert as_it_was(cast)


def test_the_secretary_can_not_give_a_person_an_administrators_loose_account(cast: Cast) -> None:
    loose = User.objects.create_superuser("drift@test.example", PASSWORD)
    person = make_person("Stråmand", email="drift@test.example")
    secretary = signed_in(cast.secretary)
    assert "Giv Stråmand kontoen" not in page(secretary, at("person", person.slug))
    assert secretary.post(at("account", person.slug), {"action": "link"}).status_code == 403
    assert not Person.objects.filter(user=loose).exists()


def test_the_register_in_the_admin_lets_the_secretary_move_no_account(cast: Cast) -> None:
    person = make_person("Stråmand")
    address = reverse("admin:councils_person_change", args=[person.pk])
    sent = {"name": "Stråmand", "slug": person.slug, "user": make_account("x@test.example", "X").pk}
    assert signed_in(cast.secretary).post(address, sent).status_code == 302
    person.refresh_from_db()
    assert person.user is None
