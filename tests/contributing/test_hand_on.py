"""Handing a contribution on to somebody else."""

from __future__ import annotations

from typing import Any

import pytest

from councils.models import Post, PostHolding
from plans.models import Assignment, Plan
from tests.base import Cast, make_cast, make_person, make_plan, outbox, publish
from tests.contributing.builders import NEW, act, ask, fresh, page, second_holder, signed_in, told, write
from tests.scratch import Scratch, together


def hand_on(user: Any, row: Assignment, to: str = "", **data: Any) -> Any:
    """Hand on to another function, unless told otherwise."""
    return act(user, "hand_on", row, **{"to": to or "funktion:faerdsel", "message": "Det er jer.", "version": 1} | data)


@pytest.fixture
def other(cast: Cast) -> Post:
    """Another function, which the mayor's delegate holds."""
    post = Post.objects.create(name="Færdsel", slug="faerdsel")
    PostHolding.objects.create(post=post, person=cast.delegate.person)
    return post


def test_it_is_asked_of_the_other_with_the_draft_and_the_date(cast: Cast, plan: Plan, other: Post) -> None:
    row = ask(plan, "naevnet", cast.post)
    write(cast.contributor, row, NEW)
    assert hand_on(cast.contributor, row, version=2).url == "/skrivebord/plan/bidrag/"
    new = Assignment.objects.get(handed_on_from=row)
    assert (fresh(row).state, new.state, new.post, new.due, new.text) == ("handed_on", "waiting", other, row.due, NEW)
    assert (new.message, new.assigned_by_name) == ("Det er jer.", "Bidragyder")
    assert "fire gange om året" in told(signed_in(cast.delegate).get(page(new)))


def test_both_and_the_secretary_are_told(cast: Cast, plan: Plan, other: Post) -> None:
    hand_on(cast.contributor, ask(plan, "naevnet", cast.post))
    new = Assignment.objects.get(post=other)
    (mine,), (theirs,), (secretarys,) = (outbox(to=u) for u in (cast.contributor, cast.delegate, cast.secretary))
    assert "givet bidraget videre til Færdsel" in mine.message
    assert "Det er jer." in theirs.message
    assert f"/skrivebord/plan/bidrag/{new.pk}/" in theirs.message
    assert f"/skrivebord/plan/2023/bidrag/{new.pk}/" in secretarys.message


def test_afterwards_the_first_reads_where_it_went_and_answers_no_more(cast: Cast, plan: Plan, other: Post) -> None:
    row = ask(plan, "naevnet", cast.post)
    hand_on(cast.contributor, row)
    shown = told(signed_in(cast.contributor).get(page(row)))
    assert "Givet videre til Færdsel" in shown
    assert "tre medlemmer" not in shown
    response = write(cast.contributor, row, NEW, do="lever")
    assert response.status_code == 409
    assert "fire gange om året" in told(response)
    new = Assignment.objects.get(post=other)
    assert signed_in(cast.contributor).get(page(new)).status_code == 404


def test_the_choices_are_those_who_can_answer_by_function_or_public_name(cast: Cast, plan: Plan, other: Post) -> None:
    make_person("Uden Konto", function="Fuldmægtig")
    cast.mayor.person.function = "Borgmester"
    cast.mayor.person.save()
    cast.director.person.name_public = True
    cast.director.person.save()
    shown = told(signed_in(cast.contributor).get(page(ask(plan, "naevnet", cast.post)) + "giv-videre/"))
    for words in (">Færdsel<", ">Borgmester<", ">Politidirektør<"):
        assert words in shown
    for words in ("Borgmester i Viborg", "Fuldmægtig", "Uden Konto", "@", ">Forebyggelse<"):
        assert words not in shown.split("<main")[1]


@pytest.mark.parametrize("to", ["", "funktion:forebyggelse", "person:findes-ikke", "person:udenfor\x00"])
def test_whom_it_cannot_go_to_is_told_by_the_field(cast: Cast, plan: Plan, other: Post, to: str) -> None:
    row = ask(plan, "naevnet", cast.post)
    response = act(cast.contributor, "hand_on", row, to=to, message="Det er jer.", version=1)
    assert response.status_code == 200
    assert "<title>Fejl:" in told(response)
    assert "Det er jer." in told(response)
    assert fresh(row).state == "waiting"


def test_who_is_asked_already_is_told_by_the_field(cast: Cast, plan: Plan, other: Post) -> None:
    row = ask(plan, "naevnet", cast.post)
    ask(plan, "naevnet", other)
    assert "er allerede spurgt" in told(hand_on(cast.contributor, row))
    assert fresh(row).state == "waiting"
    assert outbox() == []


def test_handing_on_against_a_delivery_lets_one_through_and_loses_no_text(own_database: Scratch) -> None:
    cast = make_cast()
    row = ask(make_plan(cast.district), "naevnet", cast.post)
    PostHolding.objects.create(post=Post.objects.create(name="Færdsel", slug="faerdsel"), person=cast.delegate.person)
    mine, others = signed_in(cast.contributor), signed_in(second_holder(cast.post))
    draft = {"heading": "Nævnet", "text": NEW, "version": 1, "base": 1, "do": "lever"}
    sent, handed = together(
        lambda: mine.post(page(row) + "tekst/", draft),
        lambda: others.post(page(row) + "giv-videre/", {"to": "funktion:faerdsel", "version": 1}),
    )
    now, successors = fresh(row), Assignment.objects.filter(handed_on_from=row).count()
    if sent.status_code == 302:
        assert (now.state, now.text, successors) == ("delivered", NEW, 0)
    else:
        assert (sent.status_code, now.state, successors) == (409, "handed_on", 1)
        assert "fire gange om året" in told(sent)
    assert handed.status_code in (302, 409)


def test_what_is_answered_or_published_is_not_handed_on(cast: Cast, plan: Plan, other: Post) -> None:
    row, answered = ask(plan, "naevnet", cast.post), ask(plan, "formaend", cast.post, state="delivered")
    assert hand_on(cast.contributor, answered).status_code == 409
    publish(plan)
    assert hand_on(cast.contributor, row).status_code == 409
    assert Assignment.objects.count() == 2


def test_others_find_nothing_to_hand_on(cast: Cast, plan: Plan, other: Post) -> None:
    row = ask(plan, "naevnet", cast.post)
    assert [hand_on(user, row).status_code for user in (cast.secretary, cast.mayor, cast.outsider)] == [404] * 3
