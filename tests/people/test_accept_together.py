"""Invitations taken up, and sent, at the same moment: one account, one letter."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.test import Client

from councils.models import Invitation, User
from kredsraad.accounts import invitations
from tests.base import make_account, make_cast, outbox
from tests.people.builders import at, choose, invitee, link_to, send, signed_in
from tests.scratch import Scratch, together


def test_two_who_use_the_same_link_at_once_make_one_account(own_database: Scratch) -> None:
    cast = make_cast()
    person = invitee()
    send(signed_in(cast.secretary), person)
    link = link_to(person)
    clients = [Client() for _ in range(4)]
    answers = together(*(tries(client, link) for client in clients))
    assert sorted(answer.status_code for answer in answers) == [302, 410, 410, 410]
    user = User.objects.get(email=person.email)
    person.refresh_from_db()
    assert person.user == user
    inside = [client.get("/konto/").status_code == 200 for client in clients]
    assert inside.count(True) == 1


def tries(client: Client, link: str) -> Callable[[], Any]:
    """Somebody who sends the form."""
    return lambda: choose(client, link)


def test_two_who_invite_the_same_person_at_once_send_one_letter(own_database: Scratch) -> None:
    cast = make_cast()
    other = make_account("drift2@test.example", "Drift", is_superuser=True)
    person = invitee()
    clients = [signed_in(cast.secretary), signed_in(other)]
    sent = {"email": person.email, "pending": ""}

    def press(client: Client) -> Callable[[], Any]:
        return lambda: client.post(at("invite", person.slug), sent)

    answers = together(*map(press, clients))
    assert sorted(answer.status_code for answer in answers) == [302, 409]
    assert len(outbox()) == 1
    assert Invitation.objects.pending().count() == 1


def test_a_link_that_is_withdrawn_while_it_is_used_leaves_one_or_the_other(own_database: Scratch) -> None:
    cast = make_cast()
    person = invitee()
    send(signed_in(cast.secretary), person)
    link, secretary = link_to(person), signed_in(cast.secretary)
    accepted, _ = together(
        lambda: choose(Client(), link), lambda: secretary.post(at("invitation_withdraw", person.slug))
    )
    row = person.invitations.get()
    assert (row.accepted_at is None) != (row.withdrawn_at is None)
    assert User.objects.filter(email=person.email).exists() == (row.accepted_at is not None)
    assert accepted.status_code == (302 if row.accepted_at else 410)
    assert invitations.pending(person) is None
