"""Reminding the rest in one step."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from plans.models import Assignment, Plan
from tests.base import Cast, make_cast, make_person, make_plan, outbox, publish
from tests.contributing.builders import ask, fresh, in_days, signed_in, told
from tests.scratch import Scratch, together

ADDRESS = "/skrivebord/plan/2023/bidrag/paamind/"
LIST = "/skrivebord/plan/2023/bidrag/"


def send(user: Any, *rows: Assignment) -> Any:
    """Send the page with those rows chosen."""
    return signed_in(user).post(ADDRESS, {"valgt": [row.pk for row in rows]})


def test_the_page_shows_the_letter_and_to_whom_and_sends_nothing(cast: Cast, plan: Plan) -> None:
    ask(plan, "naevnet", cast.post)
    page = told(signed_in(cast.secretary).get(ADDRESS))
    assert "Sådan ser det ud til Bidragyder." in page
    assert "har bedt os minde dig om 1 bidrag" in page
    assert page.count("checked") == 1
    assert outbox() == []


def test_the_rest_are_reminded_in_one_step(cast: Cast, plan: Plan) -> None:
    rows = [ask(plan, "naevnet", cast.post), ask(plan, "formaend", cast.mayor, due=in_days(-4))]
    answered = ask(plan, "aftalen", cast.mayor, state="unchanged")
    assert send(cast.secretary, *rows, answered).url == LIST
    assert len(outbox(to=cast.contributor)) == len(outbox(to=cast.mayor)) == 1
    assert "Aftalen" not in outbox(to=cast.mayor)[0].message
    assert all(fresh(row).reminded_at for row in rows)
    assert fresh(answered).reminded_at is None


def test_for_seven_days_it_says_when_and_does_not_send_again(cast: Cast, plan: Plan) -> None:
    row = ask(plan, "naevnet", cast.post)
    send(cast.secretary, row)
    page = told(signed_in(cast.secretary).get(LIST))
    assert f"Påmindet {date_format(timezone.localdate(), 'j. N')}" in page
    assert "paamind" not in page
    send(cast.secretary, row)
    assert len(outbox()) == 1


def test_after_seven_days_it_may_be_sent_again(cast: Cast, plan: Plan) -> None:
    row = ask(plan, "naevnet", cast.post, reminded_at=timezone.now() - timedelta(days=7, minutes=1))
    assert "Påmind (1)" in told(signed_in(cast.secretary).get(LIST))
    send(cast.secretary, row)
    assert len(outbox()) == 1


def test_only_the_chosen_are_reminded(cast: Cast, plan: Plan) -> None:
    chosen, other = ask(plan, "naevnet", cast.post), ask(plan, "formaend", cast.mayor)
    send(cast.secretary, chosen)
    assert fresh(other).reminded_at is None
    assert outbox(to=cast.mayor) == []


def test_the_page_says_who_gets_no_letter_and_why(cast: Cast, plan: Plan) -> None:
    cast.mayor.muted_mail = ["reminder"]
    cast.mayor.save()
    ask(plan, "naevnet", cast.mayor)
    ask(plan, "formaend", make_person("Uden Konto"))
    ask(plan, "aftalen", cast.post, reminded_at=timezone.now())
    page = told(signed_in(cast.secretary).get(ADDRESS))
    for words in ("har slået påmindelser fra", "har ingen konto endnu", "Der er ingen at påminde"):
        assert words in page


@pytest.mark.parametrize("chosen", [[], ["x", "", "\x00", "-1", "9" * 40]])
def test_choices_that_are_none_send_nothing(cast: Cast, plan: Plan, chosen: list[str]) -> None:
    ask(plan, "naevnet", cast.post)
    assert signed_in(cast.secretary).post(ADDRESS, {"valgt": chosen}).status_code == 302
    assert outbox() == []


def test_what_belongs_to_another_plan_is_not_reminded_from_here(cast: Cast, plan: Plan) -> None:
    other = ask(make_plan(cast.district, year=2024), "naevnet", cast.post)
    send(cast.secretary, other)
    assert outbox() == []


def test_two_who_remind_at_once_send_one_mail(own_database: Scratch) -> None:
    cast = make_cast()
    row = ask(make_plan(cast.district), "naevnet", cast.post)
    clients = [signed_in(cast.secretary) for _ in range(3)]
    together(*[lambda c=c: c.post(ADDRESS, {"valgt": [row.pk]}) for c in clients])
    assert len(outbox(to=cast.contributor)) == 1


def test_readers_may_not_and_strangers_find_nothing(cast: Cast, plan: Plan) -> None:
    row = ask(plan, "naevnet", cast.post)
    assert [send(user, row).status_code for user in (cast.mayor, cast.contributor, cast.outsider)] == [403, 404, 404]
    assert outbox() == []


def test_nobody_is_reminded_when_the_plan_is_published(cast: Cast, plan: Plan) -> None:
    row = ask(plan, "naevnet", cast.post)
    publish(plan)
    assert send(cast.secretary, row).status_code == 409
    assert outbox() == []
