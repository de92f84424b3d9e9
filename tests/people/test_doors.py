"""Whom the pages about people are for: the district's secretary and administrators; to others they are not there."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from councils.models import Invitation, Membership
from tests.base import Cast, row_counts
from tests.people.builders import LIST, at, invitee, signed_in

INSIDE = ("secretary", "administrator")
OUTSIDE = (
    "chair_of_viborg",
    "chair_of_herning",
    "local_secretary",
    "contributor",
    "mayor",
    "delegate",
    "director",
    "communications",
    "former_chair",
    "former_secretary",
    "outsider",
)
POST_ONLY = ("invitation_withdraw", "account")


def addresses(cast: Cast) -> dict[str, str]:
    """Every page about people, by name."""
    slug, held = "bidragyder", cast.contributor.person.holdings.get()
    leave = cast.delegate.person.delegations.get()
    found = {name: at(name) for name in ("people", "posts")}
    found |= {f"{name}_new": at(f"{name}_new") for name in ("person", "post", "seat", "delegation", "holding")}
    found |= {name: at(name, slug) for name in ("person", "person_edit", "invite", *POST_ONLY)}
    found |= {"post_edit": at("post_edit", "forebyggelse")}
    for name, row in (("seat", cast.mayor.person.memberships.get()), ("delegation", leave), ("holding", held)):
        found |= {name: at(name, row.pk), f"{name}_end": at(f"{name}_end", row.pk)}
    return found


@pytest.mark.parametrize("who", INSIDE)
def test_those_who_keep_people_find_every_page(cast: Cast, who: str) -> None:
    client = signed_in(getattr(cast, who))
    found = {name: client.get(path).status_code for name, path in addresses(cast).items()}
    assert found == {name: 405 if name in POST_ONLY else 200 for name in found}


@pytest.mark.parametrize("who", OUTSIDE)
def test_to_all_others_no_page_is_there(cast: Cast, who: str) -> None:
    client = signed_in(getattr(cast, who))
    before = row_counts()
    for path in addresses(cast).values():
        assert (client.get(path).status_code, client.post(path, {}).status_code) == (404, 404), path
    assert row_counts() == before


def test_a_stranger_is_sent_to_sign_in(cast: Cast) -> None:
    for path in addresses(cast).values():
        answer = Client().get(path)
        assert (answer.status_code, answer["Location"]) == (302, f"/konto/log-ind/?next={path}")


def test_an_office_that_ended_yesterday_opens_nothing(cast: Cast) -> None:
    Membership.objects.filter(person__user=cast.secretary).update(ends="2020-01-01")
    assert signed_in(cast.secretary).get(LIST).status_code == 404


@pytest.mark.parametrize("name", ["people", "person", "posts"])
def test_pages_that_are_for_looking_take_no_post(cast: Cast, name: str) -> None:
    assert signed_in(cast.secretary).post(addresses(cast)[name]).status_code == 405


def test_looking_changes_nothing(cast: Cast) -> None:
    client = signed_in(cast.administrator)
    before = row_counts()
    for path in addresses(cast).values():
        client.get(path)
    assert row_counts() == before


def test_every_form_wants_its_token(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.administrator)
    for name, path in addresses(cast).items():
        if name not in ("people", "person", "posts"):
            assert client.post(path, {}).status_code == 403, name


def test_no_page_is_kept_by_a_cache(cast: Cast) -> None:
    client = signed_in(cast.secretary)
    for name, path in addresses(cast).items():
        assert "no-store" in client.get(path)["Cache-Control"], name


# What somebody may send who means no good ----------------------------------------------------------------------------

GARBAGE: list[Any] = ["", "x", "-1", "0", str(10**30), "1e5", "\0", "☃", "' OR 1=1 --", ["1", "2"], "2026-02-31"]


@pytest.mark.parametrize("value", GARBAGE)
def test_garbage_in_every_field_is_answered_with_a_page(cast: Cast, value: Any) -> None:
    client = signed_in(cast.administrator)
    names = "name function email phone duty organisation council person role capacity municipality title starts ends "
    names += "post membership delegate scope pending action next"
    for name, path in addresses(cast).items():
        answer = client.post(path, dict.fromkeys(names.split(), value))
        assert answer.status_code in (200, 302, 405, 409), (name, answer.status_code)


@pytest.mark.parametrize("value", GARBAGE)
def test_garbage_in_every_address_is_answered_with_a_page(cast: Cast, value: Any) -> None:
    client = signed_in(cast.administrator)
    names = "q vis dato raad rolle person funktion plads next".split()
    for name, path in addresses(cast).items():
        if name not in POST_ONLY:
            assert client.get(path, dict.fromkeys(names, value)).status_code == 200, name
    for name in ("seat", "delegation", "holding"):
        assert client.get(at(name, 10**30)).status_code == 404
        assert client.get(at(f"{name}_end", 10**30)).status_code == 404


def test_bytes_that_are_no_text_are_answered_with_a_page(cast: Cast) -> None:
    client = signed_in(cast.secretary)
    assert client.get(LIST + "?q=%ff%fe&vis=%ff").status_code == 200
    form = "application/x-www-form-urlencoded"
    assert client.post(at("person_new"), b"name=%ff%00&email=%ff", content_type=form).status_code == 200


@pytest.mark.parametrize(
    "elsewhere", ["https://ondt.example/", "//ondt.example", "javascript:alert(1)", "desk:people", "\\\\ondt.example"]
)
def test_one_is_sent_on_to_the_portals_own_pages_alone(cast: Cast, elsewhere: str) -> None:
    client = signed_in(cast.secretary)
    answer = client.post(at("person_new"), {"name": "Ny", "next": elsewhere})
    assert answer["Location"] == at("person", "ny")
    assert "ondt.example" not in client.get(at("person_new"), {"next": elsewhere}).content.decode()


def test_one_comes_back_to_where_one_came_from(cast: Cast) -> None:
    client = signed_in(cast.secretary)
    for name, data in (("person_new", {"name": "Ny"}), ("post_new", {"name": "Ny", "duty": "contributor"})):
        assert client.post(at(name), data | {"next": "/skrivebord/plan/2024/bidrag/nyt/?a=1"})["Location"] == (
            "/skrivebord/plan/2024/bidrag/nyt/?a=1"
        )
    person = invitee()
    sent = {"email": person.email, "pending": "", "next": "/skrivebord/mail/"}
    assert client.post(at("invite", person.slug), sent)["Location"] == "/skrivebord/mail/"
    assert Invitation.objects.count() == 1
