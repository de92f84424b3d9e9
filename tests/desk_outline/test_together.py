"""Several at once, each in a thread: the outline stays a tree, no section is lost, and who came second is told."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.test import Client

from plans import outline, saving
from plans.models import Plan, PlanEvent, Revision, Section
from plans.saving import Author, Words
from tests.base import Cast, make_cast, make_plan, section
from tests.desk_outline.conftest import Desk
from tests.scratch import Scratch, together

ROUNDS = 3


@pytest.fixture
def cast(own_database: Scratch) -> Cast:
    """The cast, in a database of its own."""
    return make_cast()


@pytest.fixture
def plan(cast: Cast) -> Plan:
    """The small plan, in that database."""
    return make_plan(cast.district)


@pytest.fixture
def desks(cast: Cast, plan: Plan) -> Callable[[int], list[Desk]]:
    """So many browsers, each signed in as the secretary."""

    def signed_in(count: int) -> list[Desk]:
        found = []
        for _ in range(count):
            client = Client()
            client.force_login(cast.secretary)
            found.append(Desk(client, plan))
        return found

    return signed_in


def assert_tree(plan: Plan) -> None:
    """Every standing section is reached from the top once, siblings are counted from 0, and none is lost."""
    nodes = list(outline.walk(outline.load(plan)))
    assert {node.section.key for node in nodes} == set(plan.sections.values_list("key", flat=True))
    assert len(nodes) == plan.sections.count()
    places: dict[int | None, list[int]] = {}
    for node in nodes:
        places.setdefault(node.section.parent_id, []).append(node.section.position)
        assert node.depth <= outline.MAX_DEPTH
    assert all(found == list(range(len(found))) for found in places.values())


def codes(responses: list[Any]) -> list[int]:
    """The answers' codes, smallest first; an exception in a thread fails the test."""
    for response in responses:
        assert not isinstance(response, Exception), response
    return sorted(response.status_code for response in responses)


def test_of_many_who_move_from_the_same_outline_one_gets_through(plan: Plan, desks: Any) -> None:
    moves = ["up:lokalraadene", "out:formaend", "up:del-2", "into:lokalraadene", "down:forord"]
    for _ in range(ROUNDS):
        seen = Plan.objects.get().outline_version
        actions = [partial(desk.post, move, seen=seen) for desk, move in zip(desks(len(moves)), moves, strict=True)]
        found = codes(together(*actions))
        assert found.count(302) <= 1
        assert Plan.objects.get().outline_version == seen + found.count(302)
        assert_tree(plan)


def test_a_move_into_a_section_against_its_removal(plan: Plan, desks: Any) -> None:
    for _ in range(ROUNDS):
        mover, remover = desks(2)
        seen = mover.seen()
        found = together(
            partial(mover.post, "place", key="naevnet", parent="lokalraadene", after="", seen=seen),
            partial(remover.post, "remove:lokalraadene", seen=seen),
        )
        assert codes(found) == [302, 409]
        assert_tree(plan)
        moved = section(plan, "naevnet").parent if plan.sections.filter(key="naevnet") else None
        assert moved is None or moved.removed_at is None
        restore(mover, "lokalraadene")
        mover.post("place", key="naevnet", parent="oevrige-raad", after="")


def restore(desk: Desk, key: str) -> None:
    """Put the section back where it was removed."""
    if Section.everything.get(plan=desk.plan, key=key).removed_at:
        assert desk.post(f"restore:{key}").status_code == 302


def test_a_new_section_against_the_removal_of_what_it_shall_lie_under(plan: Plan, desks: Any) -> None:
    for number in range(ROUNDS):
        adder, remover = desks(2)
        seen = adder.seen()
        heading = f"Nyt nummer {number}"
        found = together(
            partial(adder.add, heading, "under:lokalraadene", seen=seen),
            partial(remover.post, "remove:lokalraadene", seen=seen),
        )
        assert codes(found) == [302, 409]
        assert_tree(plan)
        added = Section.everything.filter(plan=plan, heading=heading).first()
        if added is None:
            refusal = next(response for response in found if response.status_code == 409)
            assert f'value="{heading}"' in refusal.content.decode()
        else:
            assert added.removed_at is None
        restore(adder, "lokalraadene")


def test_a_removed_section_put_back_against_a_new_one_of_the_same_name(plan: Plan, desks: Any) -> None:
    desks(1)[0].post("remove:naevnet")
    for number in range(2, 2 + ROUNDS):
        adder, restorer = desks(2)
        seen = adder.seen()
        found = together(
            partial(adder.add, "Nævnet", "under:oevrige-raad", seen=seen),
            partial(restorer.post, "restore:naevnet", seen=seen),
        )
        assert codes(found) == [302, 409]
        assert_tree(plan)
        keys = list(Section.everything.filter(plan=plan, heading="Nævnet").values_list("key", flat=True))
        assert len(keys) == len(set(keys)) <= number
        if plan.sections.filter(key="naevnet"):
            adder.post("remove:naevnet")


def test_the_same_section_put_back_by_two_stands_once(plan: Plan, desks: Any) -> None:
    first, second = desks(2)
    first.post("remove:lokalraadene")
    seen = first.seen()
    found = together(
        partial(first.post, "restore:lokalraadene", seen=seen),
        partial(second.post, "restore:lokalraadene", seen=seen),
    )
    assert codes(found) == [302, 409]
    assert_tree(plan)
    assert PlanEvent.objects.filter(kind="restored").count() == 1


def test_a_save_against_the_removal_of_its_section_loses_no_text(cast: Cast, plan: Plan, desks: Any) -> None:
    text = "<p>Skrevet i sidste øjeblik.</p>"
    for _ in range(ROUNDS):
        desk = desks(1)[0]
        row, seen = section(plan, "naevnet"), desk.seen()
        words = Words(row.heading, text, row.note)
        together(
            partial(saving.save, row, words, base=row.version, author=Author.of(cast.secretary)),
            partial(desk.post, "remove:naevnet", seen=seen),
        )
        now = Section.everything.get(plan=plan, key="naevnet")
        assert now.removed_at is not None
        assert now.text == text or Revision.objects.filter(section=now, text=text).exists()
        restore(desk, "naevnet")
        assert_tree(plan)


def test_two_who_confirm_the_same_sections_confirm_each_once(plan: Plan, desks: Any) -> None:
    Section.objects.filter(key__in=["naevnet", "aftalen"]).update(state="carried")
    chosen = ["naevnet:1", "aftalen:1"]
    actions = [partial(desk.post, "confirm", chosen=chosen) for desk in desks(3)]
    codes(together(*actions))
    assert set(Section.objects.filter(key__in=["naevnet", "aftalen"]).values_list("state", "version")) == {
        ("confirmed", 2)
    }
