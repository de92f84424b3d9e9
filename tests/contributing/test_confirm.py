"""Confirming the sections of which "no changes" was answered: one, and several at once."""

from __future__ import annotations

from typing import Any

import pytest

from plans.models import Plan, Section
from tests.base import Cast, publish, section
from tests.contributing.builders import ask, decide, signed_in, told

LIST = "/skrivebord/plan/2023/bidrag/"


@pytest.fixture
def carried(cast: Cast, plan: Plan) -> Plan:
    """The small plan with all its sections carried over from the year before."""
    plan.sections.update(state="carried")
    return plan


def send(user: Any, *values: str) -> Any:
    """Send the list with those rows chosen."""
    return signed_in(user).post(LIST + "bekraeft/", {"valgt": values})


def test_several_are_confirmed_at_once(cast: Cast, carried: Plan) -> None:
    rows = [ask(carried, key, cast.post, state="unchanged") for key in ("naevnet", "formaend")]
    client = signed_in(cast.secretary)
    assert told(client.get(LIST)).count('name="valgt"') == 2
    client.post(LIST + "bekraeft/", {"valgt": [f"{row.pk}:1" for row in rows]})
    assert "»4.1 Nævnet« er alle bekræftet." in told(client.get(LIST))
    assert {section(carried, key).state for key in ("naevnet", "formaend")} == {"confirmed"}


def test_one_is_confirmed_from_its_page(cast: Cast, carried: Plan) -> None:
    row = ask(carried, "naevnet", cast.post, state="unchanged")
    assert "Bekræft afsnittet" in told(signed_in(cast.secretary).get(f"{LIST}{row.pk}/"))
    assert decide(cast.secretary, "confirm", row, section_version=1).url == LIST
    assert section(carried, "naevnet").state == "confirmed"


def test_what_was_changed_since_it_was_shown_is_not_confirmed(cast: Cast, carried: Plan) -> None:
    row = ask(carried, "naevnet", cast.post, state="unchanged")
    Section.objects.filter(pk=row.section_id).update(version=2)
    client = signed_in(cast.secretary)
    client.post(LIST + "bekraeft/", {"valgt": f"{row.pk}:1"})
    assert "Ikke bekræftet: »4.1 Nævnet«" in told(client.get(LIST))
    decide(cast.secretary, "confirm", row, section_version=1)
    assert section(carried, "naevnet").state == "carried"


def test_what_has_no_such_answer_is_not_confirmed(cast: Cast, carried: Plan) -> None:
    rows = [ask(carried, "naevnet", cast.post), ask(carried, "formaend", cast.post, state="delivered")]
    send(cast.secretary, *[f"{row.pk}:1" for row in rows])
    assert {section(carried, key).state for key in ("naevnet", "formaend")} == {"carried"}


def test_what_is_rewritten_stays_so(cast: Cast, carried: Plan) -> None:
    row = ask(carried, "naevnet", cast.post, state="unchanged")
    Section.objects.filter(pk=row.section_id).update(state="rewritten")
    decide(cast.secretary, "confirm", row, section_version=1)
    assert section(carried, "naevnet").state == "rewritten"


def test_an_empty_section_must_be_opened_first(cast: Cast, carried: Plan) -> None:
    Section.objects.filter(plan=carried, key="naevnet").update(text="")
    ask(carried, "naevnet", cast.post, state="unchanged")
    assert 'name="valgt"' not in told(signed_in(cast.secretary).get(LIST))


@pytest.mark.parametrize("value", ["", ":", "x:y", "1", "9" * 40 + ":" + "9" * 40, "\x00:1", "-1:-1"])
def test_choices_that_are_none_confirm_nothing(cast: Cast, carried: Plan, value: str) -> None:
    ask(carried, "naevnet", cast.post, state="unchanged")
    assert send(cast.secretary, value).status_code == 302
    assert section(carried, "naevnet").state == "carried"


def test_readers_may_not_and_strangers_find_nothing(cast: Cast, carried: Plan) -> None:
    row = ask(carried, "naevnet", cast.post, state="unchanged")
    assert [send(user, f"{row.pk}:1").status_code for user in (cast.mayor, cast.contributor)] == [403, 404]
    assert section(carried, "naevnet").state == "carried"


def test_nothing_is_confirmed_in_a_plan_that_is_published(cast: Cast, plan: Plan) -> None:
    row = ask(plan, "naevnet", cast.post, state="unchanged")
    publish(plan)
    assert send(cast.secretary, f"{row.pk}:1").status_code == 409


def test_only_post_confirms(cast: Cast, plan: Plan) -> None:
    assert signed_in(cast.secretary).get(LIST + "bekraeft/").status_code == 405
