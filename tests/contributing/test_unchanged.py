"""Answering "no changes", and taking an answer back."""

from __future__ import annotations

import pytest

from plans.models import Plan, Section
from tests.base import Cast, outbox, publish
from tests.contributing.builders import act, ask, delivered, fresh, page, second_holder, signed_in, told, write


def test_one_press_answers(cast: Cast, plan: Plan) -> None:
    row = ask(plan, "naevnet", cast.post)
    response = act(cast.contributor, "unchanged", row, version=1, base=1)
    assert response.url == "/skrivebord/plan/bidrag/"
    now = fresh(row)
    assert (now.state, now.answered_by) == ("unchanged", "Bidragyder")
    assert now.answered_at is not None
    assert outbox() == []


def test_it_keeps_which_version_of_the_section_was_meant(cast: Cast, plan: Plan) -> None:
    row = ask(plan, "naevnet", cast.post)
    Section.objects.filter(pk=row.section_id).update(version=4)
    act(cast.contributor, "unchanged", row, version=1, base=4)
    assert fresh(row).base_version == 4


@pytest.mark.parametrize("state", ["unchanged", "delivered"])
def test_an_answer_can_be_taken_back_and_given_again(cast: Cast, plan: Plan, state: str) -> None:
    row = delivered(plan, "naevnet", cast.post, state=state)
    assert "Ret mit svar" in told(signed_in(cast.contributor).get(page(row)))
    act(cast.contributor, "take_back", row, version=1)
    now = fresh(row)
    assert (now.state, now.answered_by, now.answered_at) == ("waiting", "", None)
    assert now.text == row.text
    assert "Levér teksten" in told(signed_in(cast.contributor).get(page(row)))


@pytest.mark.parametrize("state", ["taken", "withdrawn", "handed_on", "waiting"])
def test_what_has_been_dealt_with_cannot_be_taken_back(cast: Cast, plan: Plan, state: str) -> None:
    row = ask(plan, "naevnet", cast.post, state=state)
    response = act(cast.contributor, "take_back", row, version=1)
    assert response.status_code == 302
    assert fresh(row).state == state


def test_what_waits_anew_already_cannot_wait_twice(cast: Cast, plan: Plan) -> None:
    row = ask(plan, "naevnet", cast.post, state="unchanged")
    ask(plan, "naevnet", cast.post)
    client = signed_in(cast.contributor)
    client.post(page(row) + "tag-tilbage/", {"version": 1})
    assert fresh(row).state == "unchanged"
    assert "venter allerede på svar" in told(client.get(page(row)))


def test_an_answer_to_what_another_holder_wrote_meanwhile_is_refused(cast: Cast, plan: Plan) -> None:
    row, other = ask(plan, "naevnet", cast.post), second_holder(cast.post)
    write(other, row, "<p>Nyt.</p>")
    client = signed_in(cast.contributor)
    client.post(page(row) + "ingen-aendringer/", {"version": 1, "base": 1})
    assert fresh(row).state == "waiting"
    assert "En anden har svaret eller gemt noget" in told(client.get(page(row)))


def test_a_draft_begun_survives_no_changes(cast: Cast, plan: Plan) -> None:
    row = ask(plan, "naevnet", cast.post)
    write(cast.contributor, row, "<p>Nyt.</p>")
    act(cast.contributor, "unchanged", row, version=2, base=1)
    assert fresh(row).text == "<p>Nyt.</p>"


@pytest.mark.parametrize("data", [{}, {"version": "x", "base": "1"}, {"version": "9" * 40, "base": "-1"}])
def test_a_form_that_is_broken_is_told_of(cast: Cast, plan: Plan, data: dict[str, str]) -> None:
    row = ask(plan, "naevnet", cast.post)
    response = act(cast.contributor, "unchanged", row, **data)
    assert response.status_code == 200
    assert "Siden er for gammel" in told(response)
    assert fresh(row).state == "waiting"


def test_nothing_is_answered_once_the_plan_is_published(cast: Cast, plan: Plan) -> None:
    row, answered = ask(plan, "naevnet", cast.post), ask(plan, "formaend", cast.post, state="unchanged")
    publish(plan)
    assert act(cast.contributor, "unchanged", row, version=1, base=1).status_code == 409
    assert act(cast.contributor, "take_back", answered, version=1).status_code == 409


def test_only_post_answers(cast: Cast, plan: Plan) -> None:
    row = ask(plan, "naevnet", cast.post)
    client = signed_in(cast.contributor)
    assert [client.get(page(row) + name).status_code for name in ("ingen-aendringer/", "tag-tilbage/")] == [405, 405]
