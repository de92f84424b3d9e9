"""Asking for more, giving another date, withdrawing."""

from __future__ import annotations

from typing import Any

import pytest

from plans.models import Comment, Plan
from tests.base import Cast, outbox, publish
from tests.contributing.builders import NEW, ask, decide, delivered, fresh, in_days, page, signed_in, told

ADDRESS = "/skrivebord/plan/2023/bidrag/"
SOON = in_days(7).isoformat()


@pytest.mark.parametrize("state", ["delivered", "unchanged"])
def test_more_is_asked_for_with_a_word_and_a_date(cast: Cast, plan: Plan, state: str) -> None:
    row = delivered(plan, "kredsraadet", cast.post, state=state, reminded_at=plan.created_at)
    decide(cast.secretary, "more", row, text="Skriv også om 2024.", due=SOON)
    now = fresh(row)
    assert (now.state, now.due, now.text, now.reminded_at) == ("waiting", in_days(7), NEW, None)
    shown = told(signed_in(cast.contributor).get(page(row)))
    assert "Skriv også om 2024." in shown
    assert "Levér teksten" in shown
    assert "Skriv også om 2024." in outbox(to=cast.contributor)[0].message
    assert not Comment.objects.unresolved().exists()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"text": ""}, "Skriv, hvad der mangler."),
        ({"due": in_days(-1).isoformat()}, "Datoen er overskredet."),
        ({"text": "010190-1234"}, "CPR-nummer"),
    ],
)
def test_a_request_that_lacks_something_is_told_and_kept(cast: Cast, plan: Plan, data: Any, words: str) -> None:
    row = delivered(plan, "kredsraadet", cast.post)
    shown = told(decide(cast.secretary, "more", row, **{"text": "Mere, tak.", "due": SOON} | data))
    assert words in shown
    assert "<title>Fejl:" in shown
    assert fresh(row).state == "delivered"


def test_what_was_taken_back_meanwhile_is_told_and_the_word_is_kept(cast: Cast, plan: Plan) -> None:
    row = delivered(plan, "kredsraadet", cast.post)
    response = decide(cast.secretary, "more", row, text="Mere, tak.", due=SOON, version=9)
    assert response.status_code == 409
    assert "Mere, tak." in told(response)
    assert not Comment.objects.exists()


def test_what_waits_anew_already_is_not_asked_for_twice(cast: Cast, plan: Plan) -> None:
    row = delivered(plan, "kredsraadet", cast.post)
    ask(plan, "kredsraadet", cast.post)
    response = decide(cast.secretary, "more", row, text="Mere, tak.", due=SOON)
    assert response.status_code == 409
    assert "venter allerede på svar" in told(response)


def test_another_date_is_given_and_told(cast: Cast, plan: Plan) -> None:
    row = ask(plan, "naevnet", cast.post, due=in_days(-2), reminded_at=plan.created_at)
    assert "Ikke modtaget" in told(signed_in(cast.secretary).get(f"{ADDRESS}{row.pk}/"))
    decide(cast.secretary, "due", row, due=SOON)
    now = fresh(row)
    assert (now.due, now.reminded_at) == (in_days(7), None)
    assert "Fristen for dit bidrag er ændret." in outbox(to=cast.contributor)[0].message


def test_the_same_date_again_tells_nobody(cast: Cast, plan: Plan) -> None:
    row = ask(plan, "naevnet", cast.post, due=in_days(7))
    decide(cast.secretary, "due", row, due=SOON)
    assert outbox() == []


@pytest.mark.parametrize("due", ["", "x", "2001-01-01", "99999-01-01", "\x00"])
def test_a_date_that_cannot_be_is_told(cast: Cast, plan: Plan, due: str) -> None:
    row = ask(plan, "naevnet", cast.post)
    shown = told(decide(cast.secretary, "due", row, due=due))
    assert "<title>Fejl:" in shown
    assert fresh(row).due == in_days(10)


def test_what_is_answered_gets_no_other_date(cast: Cast, plan: Plan) -> None:
    row = delivered(plan, "naevnet", cast.post)
    decide(cast.secretary, "due", row, due=SOON)
    assert fresh(row).due == in_days(10)


@pytest.mark.parametrize("state", ["waiting", "delivered", "unchanged"])
def test_what_is_withdrawn_is_told_and_kept(cast: Cast, plan: Plan, state: str) -> None:
    row = delivered(plan, "naevnet", cast.post, state=state)
    assert decide(cast.secretary, "withdraw", row).url == ADDRESS
    assert (fresh(row).state, fresh(row).text) == ("withdrawn", NEW)
    assert "trukket opgaven tilbage" in outbox(to=cast.contributor)[0].message
    assert "Trukket tilbage (1)" in told(signed_in(cast.secretary).get(ADDRESS))


def test_what_is_withdrawn_twice_is_told_once(cast: Cast, plan: Plan) -> None:
    row = ask(plan, "naevnet", cast.post)
    decide(cast.secretary, "withdraw", row)
    decide(cast.secretary, "withdraw", row)
    assert len(outbox()) == 1


@pytest.mark.parametrize("state", ["taken", "handed_on"])
def test_what_is_done_with_is_not_withdrawn(cast: Cast, plan: Plan, state: str) -> None:
    row = ask(plan, "naevnet", cast.post, state=state)
    decide(cast.secretary, "withdraw", row)
    assert fresh(row).state == state


ACTIONS = ["more", "due", "withdraw"]


@pytest.mark.parametrize("action", ACTIONS)
def test_readers_may_not_and_strangers_find_nothing(cast: Cast, plan: Plan, action: str) -> None:
    row = ask(plan, "naevnet", cast.post)
    data = {"text": "Mere", "due": SOON}
    codes = [decide(user, action, row, **data).status_code for user in (cast.mayor, cast.contributor, cast.outsider)]
    assert codes == [403, 404, 404]
    assert (fresh(row).state, fresh(row).due) == ("waiting", in_days(10))


@pytest.mark.parametrize("action", ACTIONS)
def test_nothing_is_changed_once_the_plan_is_published(cast: Cast, plan: Plan, action: str) -> None:
    row = delivered(plan, "naevnet", cast.post, state="delivered" if action == "more" else "waiting")
    publish(plan)
    assert decide(cast.secretary, action, row, text="Mere", due=SOON).status_code == 409
    assert outbox() == []


@pytest.mark.parametrize("path", ["mere/", "frist/", "traek-tilbage/", "skriv/"])
def test_only_post_changes(cast: Cast, plan: Plan, path: str) -> None:
    row = ask(plan, "naevnet", cast.post)
    assert signed_in(cast.secretary).get(f"{ADDRESS}{row.pk}/{path}").status_code == 405
