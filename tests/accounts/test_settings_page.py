"""The account's own page: what leads where, what one holds, and what one wants mail about."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from councils import mail
from councils.models import Delegation, Person, PostHolding
from tests.accounts.steps import connect_app, sign_in
from tests.base import Cast, seat

PAGE = "/konto/"


def page_of(client: Client) -> str:
    """The page as the browser gets it."""
    return client.get(PAGE).content.decode()


@pytest.fixture
def mayor(client: Client, cast: Cast) -> Client:
    """A mayor's browser."""
    sign_in(client, cast.mayor)
    return client


def test_everything_is_a_step_away(mayor: Client) -> None:
    page = page_of(mayor)
    for link in ("/konto/adgangskode/", "/konto/totrin/", "/konto/sessioner/"):
        assert f'href="{link}"' in page
    assert "Du er kun logget ind her." in page
    assert "Ikke slået til" in page


def test_it_says_when_the_second_factor_is_there(mayor: Client) -> None:
    connect_app(mayor)
    assert "Slået til" in page_of(mayor)


def test_a_stranger_is_sent_to_sign_in(client: Client, db: None) -> None:
    assert client.get(PAGE)["Location"] == "/konto/log-ind/?next=/konto/"
    assert client.post(PAGE)["Location"] == "/konto/log-ind/?next=/konto/"


def test_other_methods_are_refused(mayor: Client) -> None:
    assert mayor.put(PAGE).status_code == 405


# What one holds ------------------------------------------------------------------------------------------------------


def test_offices_and_functions_are_told(client: Client, cast: Cast) -> None:
    client.force_login(cast.mayor)
    assert "Medlem i Kredsrådet i Midt- og Vestjylland" in page_of(client)
    client.force_login(cast.delegate)
    assert "Må handle på vegne af Borgmester i Viborg, medlem i Kredsrådet" in page_of(client)
    client.force_login(cast.contributor)
    assert "Forebyggelse" in page_of(client)
    client.force_login(cast.administrator)
    assert "<li>Administrator</li>" in page_of(client)


def test_whoever_has_nothing_to_do_lands_here_and_is_told_what_ended(client: Client, cast: Cast) -> None:
    answer = sign_in(client, cast.former_chair, next="/skrivebord/")
    assert answer["Location"] == PAGE
    page = page_of(client)
    assert "Du har ingen opgaver i portalen lige nu" in page
    assert "Næstformand i Lokalrådet i Viborg: ophørte" in page
    assert 'href="/skrivebord/"' not in page


def test_what_begins_later_is_told(client: Client, cast: Cast) -> None:
    seat(cast.outsider.person, cast.viborg, "member", starts=timezone.localdate() + timedelta(days=30))
    sign_in(client, cast.outsider)
    page = page_of(client)
    assert "Medlem i Lokalrådet i Viborg: begynder" in page
    assert "ophørte" not in page


def test_an_ended_function_and_an_ended_delegation_are_told(client: Client, cast: Cast) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    PostHolding.objects.update(ends=yesterday)
    Delegation.objects.update(ends=yesterday)
    for user in (cast.contributor, cast.delegate):
        client.force_login(user)
        assert "ophørte" in page_of(client)


def test_an_account_without_a_person_has_a_page_too(client: Client, cast: Cast) -> None:
    Person.objects.filter(user=cast.outsider).update(user=None)
    sign_in(client, cast.outsider)
    assert "Du har ingen opgaver i portalen lige nu" in page_of(client)


# Mail ----------------------------------------------------------------------------------------------------------------


def test_everything_is_wanted_until_one_says_otherwise(mayor: Client) -> None:
    assert page_of(mayor).count(" checked") == len(mail.KINDS)


def test_what_is_not_ticked_is_not_sent(mayor: Client, cast: Cast) -> None:
    answer = mayor.post(PAGE, {"kinds": ["assignment", "reminder"]}, follow=True)
    assert "Dine valg om mail er gemt." in answer.content.decode()
    cast.mayor.refresh_from_db()
    assert cast.mayor.muted_mail == [kind for kind in mail.KINDS if kind not in ("assignment", "reminder")]
    assert mail.wants(cast.mayor, "reminder")
    assert not mail.wants(cast.mayor, "comment")
    assert page_of(mayor).count(" checked") == 2


def test_nothing_ticked_is_an_answer_too(mayor: Client, cast: Cast) -> None:
    mayor.post(PAGE)
    cast.mayor.refresh_from_db()
    assert cast.mayor.muted_mail == list(mail.KINDS)


def test_all_ticked_again_mutes_nothing(mayor: Client, cast: Cast) -> None:
    mayor.post(PAGE)
    mayor.post(PAGE, {"kinds": list(mail.KINDS)})
    cast.mayor.refresh_from_db()
    assert cast.mayor.muted_mail == []


@pytest.mark.parametrize("kind", ["password", "\0", "x" * 9000, ""])
def test_a_kind_that_is_none_changes_nothing(mayor: Client, cast: Cast, kind: str) -> None:
    answer = mayor.post(PAGE, {"kinds": ["reminder", kind]})
    assert answer.status_code == 200
    assert "<title>Fejl: " in answer.content.decode()
    cast.mayor.refresh_from_db()
    assert cast.mayor.muted_mail == []


def test_only_ones_own_choices_are_changed(mayor: Client, cast: Cast) -> None:
    mayor.post(PAGE)
    cast.secretary.refresh_from_db()
    assert cast.secretary.muted_mail == []
