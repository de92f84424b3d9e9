"""A colleague whose telephone and recovery codes are gone: an administrator takes the second factor away."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from councils.models import User
from tests.base import Cast, outbox
from tests.people.builders import at, page, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def mayor(cast: Cast) -> User:
    """The mayor, with a second factor and recovery codes."""
    for kind in (Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES):
        Authenticator.objects.create(user=cast.mayor, type=kind, data={})
    return cast.mayor


def press(client: Client, who: User) -> int:
    """Press the button on the person's page."""
    return client.post(at("account", who.person.slug), {"action": "second-factor"}).status_code


def test_an_administrator_takes_it_away_and_its_holder_is_told(cast: Cast, mayor: User) -> None:
    administrator = signed_in(cast.administrator)
    assert "Fjern totrinsbekræftelsen" in page(administrator, at("person", mayor.person.slug))
    assert press(administrator, mayor) == 302
    assert not Authenticator.objects.exists()
    (mail,) = outbox(to=mayor)
    assert mail.subject == "Din totrinsbekræftelse er fjernet"
    assert "/konto/log-ind/" in mail.message
    assert "Fjern totrinsbekræftelsen" not in page(administrator, at("person", mayor.person.slug))


def test_a_second_press_writes_no_second_mail(cast: Cast, mayor: User) -> None:
    administrator = signed_in(cast.administrator)
    press(administrator, mayor)
    press(administrator, mayor)
    assert len(outbox(to=mayor)) == 1


def test_the_secretary_takes_nobodys_away(cast: Cast, mayor: User) -> None:
    secretary = signed_in(cast.secretary)
    assert "Fjern totrinsbekræftelsen" not in page(secretary, at("person", mayor.person.slug))
    assert press(secretary, mayor) == 403
    assert Authenticator.objects.count() == 2


def test_nobody_takes_their_own_away_here(cast: Cast) -> None:
    Authenticator.objects.create(user=cast.administrator, type=Authenticator.Type.TOTP, data={})
    assert press(signed_in(cast.administrator), cast.administrator) == 403
    assert Authenticator.objects.exists()
