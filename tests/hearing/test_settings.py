"""How the council decides: kept with its history, logged, and never changed over another's head."""

from __future__ import annotations

import re
from typing import Any

import pytest

from councils.models import Body, Council, Delegation, User
from plans.models import Plan
from tests.base import Cast, make_account, make_plan, publish
from tests.hearing.builders import signed_in, told

PAGE = "/skrivebord/indstillinger/"
AS_IT_IS = {"publication_rule": "decision", "needs_sign_off": "on", "editorial_authority": "on", "preparing_body": ""}


def seen(user: User) -> str:
    """What a page that is opened now says that it has seen."""
    found = re.search(r'name="seen" value="([^"]*)"', signed_in(user).get(PAGE).content.decode())
    assert found
    return found[1]


def save(user: User, **data: Any) -> Any:
    """What the page sends that was opened just now."""
    values = AS_IT_IS | {"seen": seen(user)} | data
    return signed_in(user).post(PAGE, {name: value for name, value in values.items() if value is not None})


def fresh(cast: Cast) -> Council:
    """The council as the database has it."""
    return Council.objects.get(pk=cast.district.pk)


def test_each_change_is_kept_with_who_and_when(cast: Cast) -> None:
    assert save(cast.secretary, publication_rule="all", needs_sign_off=None).url == PAGE
    council = fresh(cast)
    assert (council.publication_rule, council.needs_sign_off, council.editorial_authority) == ("all", False, True)
    assert council.history.first().history_user == cast.secretary


def test_it_is_logged_for_every_plan_under_way_and_no_other(cast: Cast) -> None:
    published, under_way = make_plan(cast.district), make_plan(cast.district, year=2024)
    publish(published)
    save(cast.secretary, publication_rule="all", needs_sign_off=None)
    event = under_way.events.get(kind="settings")
    assert event.actor == "Sekretær"
    assert event.text == "krav før offentliggørelse: alle underskrivere; kommunikation frigiver planen: nej"
    assert not published.events.filter(kind="settings").exists()


def test_a_preparing_body_is_chosen_and_taken_away(cast: Cast) -> None:
    body = Body.objects.create(name="Kontaktudvalget", slug="kontaktudvalget", kind="forum")
    save(cast.secretary, preparing_body=body.pk)
    assert fresh(cast).preparing_body == body
    save(cast.secretary)
    assert fresh(cast).preparing_body is None


def test_the_same_again_changes_nothing(cast: Cast) -> None:
    before = cast.district.history.count()
    answer = signed_in(cast.secretary).post(PAGE, AS_IT_IS | {"seen": seen(cast.secretary)}, follow=True)
    assert "Ingen indstillinger var ændret." in told(answer)
    assert cast.district.history.count() == before


def test_the_second_of_two_is_told_and_may_go_on(cast: Cast) -> None:
    mark = seen(cast.secretary)
    save(cast.secretary, publication_rule="all")
    answer = save(cast.secretary, seen=mark, needs_sign_off=None)
    assert answer.status_code == 422
    assert "En anden har ændret indstillingerne" in told(answer)
    assert fresh(cast).needs_sign_off
    found = re.search(r'name="seen" value="([^"]*)"', answer.content.decode())
    assert found
    assert save(cast.secretary, seen=found[1], publication_rule="all", needs_sign_off=None).status_code == 302


@pytest.mark.parametrize(
    "data",
    [
        {"publication_rule": "x"},
        {"publication_rule": None},
        {"preparing_body": "9" * 40},
        {"preparing_body": "x"},
        {"seen": "x"},
        {"seen": "\x00"},
    ],
)
def test_what_no_page_sends_changes_nothing(cast: Cast, data: dict[str, Any]) -> None:
    assert save(cast.secretary, **{"needs_sign_off": None} | data).status_code == 422
    assert fresh(cast).needs_sign_off


@pytest.mark.parametrize("who", ["mayor", "director", "communications", "chair_of_viborg"])
def test_readers_do_not_decide_it(cast: Cast, who: str) -> None:
    client = signed_in(getattr(cast, who))
    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE, AS_IT_IS).status_code == 403


@pytest.mark.parametrize("who", ["outsider", "contributor", "administrator", "former_secretary"])
def test_it_is_not_for_strangers(cast: Cast, who: str) -> None:
    assert signed_in(getattr(cast, who)).get(PAGE).status_code == 404


@pytest.mark.parametrize(("scope", "code"), [("act", 200), ("prepare", 403)])
def test_a_delegate_only_where_they_may_act(cast: Cast, scope: str, code: int) -> None:
    user = make_account("vikar@test.example", "Vikar")
    membership = cast.secretary.person.memberships.get()
    Delegation.objects.create(membership=membership, delegate=user.person, scope=scope)
    assert signed_in(user).get(PAGE).status_code == code


def test_without_a_council_there_is_nothing_to_settle(db: None) -> None:
    assert not Plan.objects.exists()
    assert signed_in(make_account("x@test.example", "X")).get(PAGE).status_code == 404
