"""Where one is signed in: listed, and ended one by one or all at once."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from councils.models import User
from kredsraad.accounts.sessions import forget_ended
from tests.accounts.steps import is_signed_in, sign_in
from tests.base import PASSWORD, Cast

PAGE = "/konto/sessioner/"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
SAFARI = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/18.0 Mobile/15E148 Safari/604.1"
)
CHROME = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36"


def browser(user: User, agent: str = FIREFOX, **more: Any) -> Client:
    """A browser in which that account has signed in."""
    client = Client(headers={"user-agent": agent})
    assert sign_in(client, user, **more).status_code == 302
    return client


def session_in(client: Client) -> UserSession:
    """The row of a browser's session."""
    return UserSession.objects.get(session_key=client.session.session_key)


def test_each_is_shown_by_browser_and_place(cast: Cast) -> None:
    browser(cast.secretary, SAFARI, REMOTE_ADDR="192.0.2.7")
    browser(cast.secretary, CHROME)
    browser(cast.mayor, "Noget helt andet")
    page = browser(cast.secretary).get(PAGE).content.decode()
    for words in ("Firefox på Windows", "Safari på iPhone", "Chrome på Linux", "192.0.2.7"):
        assert words in page
    assert "Ukendt browser" not in page
    assert page.index("Firefox på Windows") < page.index("Chrome på Linux") < page.index("Safari på iPhone")


def test_what_a_browser_says_of_itself_is_only_text(cast: Cast) -> None:
    client = browser(cast.secretary, "<script>alert(1)</script> Firefox/1.0")
    assert "<script>alert" not in client.get(PAGE).content.decode()
    assert browser(cast.secretary, "x" * 5000).get(PAGE).status_code == 200
    assert browser(cast.secretary, "").get(PAGE).status_code == 200


def test_one_is_ended(cast: Cast) -> None:
    here, there, third = browser(cast.secretary), browser(cast.secretary), browser(cast.secretary)
    answer = here.post(f"{PAGE}{session_in(there).pk}/afslut/", follow=True)
    assert "Du er logget af på den anden enhed." in answer.content.decode()
    assert [is_signed_in(client) for client in (here, there, third)] == [True, False, True]


def test_ones_own_is_ended(cast: Cast) -> None:
    here = browser(cast.secretary)
    here.post(f"{PAGE}{session_in(here).pk}/afslut/")
    assert not is_signed_in(here)


def test_all_others_are_ended(cast: Cast) -> None:
    here, others = browser(cast.secretary), [browser(cast.secretary) for _ in range(2)]
    stranger = browser(cast.mayor)
    assert "Du er logget af alle andre steder." in here.post(PAGE, follow=True).content.decode()
    assert is_signed_in(here)
    assert is_signed_in(stranger)
    assert not any(is_signed_in(client) for client in others)


def test_somebody_elses_is_not_there(cast: Cast) -> None:
    here, stranger = browser(cast.secretary), browser(cast.mayor)
    assert here.post(f"{PAGE}{session_in(stranger).pk}/afslut/").status_code == 404
    assert is_signed_in(stranger)


@pytest.mark.parametrize("number", ["0", "999999", str(10**30), "9" * 5000, "x", "-1"])
def test_a_number_that_is_none_is_not_there(cast: Cast, number: str) -> None:
    assert browser(cast.secretary).post(f"{PAGE}{number}/afslut/").status_code == 404


def test_a_link_ends_nothing(cast: Cast) -> None:
    here, there = browser(cast.secretary), browser(cast.secretary)
    assert here.get(f"{PAGE}{session_in(there).pk}/afslut/").status_code == 405
    assert is_signed_in(there)


def test_strangers_are_sent_to_the_door(client: Client, db: None) -> None:
    for answer in (client.get(PAGE), client.post(PAGE), client.post(f"{PAGE}1/afslut/")):
        assert answer.status_code == 302
        assert answer["Location"].startswith("/konto/log-ind/?next=")


def test_another_password_signs_out_everywhere_else(cast: Cast) -> None:
    here, there = browser(cast.secretary), browser(cast.secretary)
    new = "et-helt-nyt-kodeord-i-dag"
    here.post("/konto/adgangskode/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert is_signed_in(here)
    assert not is_signed_in(there)
    assert here.get(PAGE).content.decode().count("Siden ") == 1


def test_where_somebody_was_signed_in_is_forgotten_once_they_are_not(cast: Cast) -> None:
    left, stays = browser(cast.mayor), browser(cast.secretary)
    left.post("/konto/log-af/")
    assert UserSession.objects.count() == 2
    assert list(forget_ended(timezone.now())) == ["forgot 1 ended sign-in(s)"]
    assert list(forget_ended(timezone.now())) == []
    assert UserSession.objects.get() == session_in(stays)


def test_the_list_takes_as_many_queries_however_long_it_is(cast: Cast) -> None:
    here = browser(cast.secretary)
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            assert here.get(PAGE).status_code == 200
        counts.append(len(queries))
        for _ in range(5):
            browser(cast.secretary)
    assert counts[0] == counts[1]
