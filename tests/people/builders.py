"""What the tests of people share: who looks, addresses, and the forms that pages send."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from councils.models import Council, Person, User
from tests.base import make_person, outbox

LIST = "/skrivebord/personer/"
NEW_PASSWORD = "solsort-i-regnvejr-42"


def signed_in(user: User) -> Client:
    """A browser in which the account has signed in."""
    client = Client()
    client.force_login(user)
    return client


def in_days(days: int) -> date:
    """A day so many days from today."""
    return timezone.localdate() + timedelta(days=days)


def page(client: Client, address: str, **data: Any) -> str:
    """The page, which must be there."""
    answer = client.get(address, data)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.content.decode()


def text(html: str) -> str:
    """What the page says, without its markup."""
    return " ".join(re.sub(r"<[^>]*>", " ", html.split("<main", 1)[1]).split())


def at(name: str, *args: Any) -> str:
    """The address of one of the desk's pages."""
    return reverse(f"desk:{name}", args=args)


def seat_form(council: Council, person: Person, role: str = "member", **fields: Any) -> dict[str, Any]:
    """The form that gives a seat."""
    values = {"council": council.pk, "person": person.pk, "role": role, "capacity": "municipality"}
    return values | {"starts": timezone.localdate().isoformat()} | fields


# Invitations ---------------------------------------------------------------------------------------------------------


def invitee(name: str = "Ny Sekretær", email: str = "ny@test.example", **fields: Any) -> Person:
    """Somebody who can be invited."""
    return make_person(name, email=email, **fields)


def send(client: Client, person: Person, *, email: str = "", pending: Any = None, **more: Any) -> Any:
    """Press the button on the page with the letter, as that page is now unless told otherwise."""
    waiting = person.invitations.pending().first()
    fields = {"email": email or person.email, "pending": waiting.pk if waiting and pending is None else pending or ""}
    return client.post(at("invite", person.slug), fields | more)


def link_to(person: Person) -> str:
    """The address in the newest letter to the person."""
    found = re.search(r"https://portal\.example(/konto/invitation/\S+/)", outbox(to=person.email)[-1].message)
    assert found
    return found[1]


def choose(client: Client, link: str, password: str = NEW_PASSWORD, again: str | None = None) -> Any:
    """Send the form on the invitation's page."""
    return client.post(link, {"password1": password, "password2": password if again is None else again})
