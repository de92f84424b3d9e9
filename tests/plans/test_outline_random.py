"""Whatever is moved, by whom and when: the outline stays a tree."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plans import outline
from plans.models import Plan, Section
from plans.outline import OutlineChanged, OutlineRefused
from tests.base import Cast, make_cast, make_plan, section
from tests.scratch import Scratch, together

KEYS = ["forord", "del-1", "kredsraadet", "lokalraadene", "formaend", "del-2", "aftalen", "oevrige-raad", "naevnet"]
keys = st.sampled_from(KEYS)
moves = st.one_of(
    st.tuples(st.just("move"), keys, st.one_of(st.none(), keys), st.one_of(st.none(), st.integers(0, 9))),
    st.tuples(st.just("indent"), keys),
    st.tuples(st.just("outdent"), keys),
    st.tuples(st.just("shift"), keys, st.integers(-2, 2)),
    st.tuples(st.just("remove"), keys),
    st.tuples(st.just("restore"), keys),
)


def everything(plan: Plan, key: str) -> Section:
    """The section with the key, removed or not."""
    return Section.everything.select_related("plan", "parent").get(plan=plan, key=key)


def apply(plan: Plan, change: tuple[Any, ...]) -> None:
    """Make the change, unless it is refused."""
    name, key, *rest = change
    row, under = everything(plan, key), everything(plan, rest[0]) if name == "move" and rest[0] else None
    try:
        if name == "move":
            outline.move(row, parent=under, at=rest[1])
        elif name == "shift":
            outline.shift(row, by=rest[0])
        elif name == "remove":
            outline.remove(row, by="", at=timezone.now())
        else:
            getattr(outline, name)(row)
    except OutlineRefused:
        pass


def assert_tree(plan: Plan) -> None:
    """All standing sections are reached from the top, once each, siblings are counted from 0, and none is lost."""
    nodes = list(outline.walk(outline.load(plan)))
    removed = Section.everything.filter(plan=plan, removed_at__isnull=False).values_list("key", flat=True)
    assert sorted([*(node.section.key for node in nodes), *removed]) == sorted(KEYS)
    by_parent: dict[int | None, list[int]] = {}
    for node in nodes:
        by_parent.setdefault(node.section.parent_id, []).append(node.section.position)
        assert node.depth <= outline.MAX_DEPTH
    assert all(places == list(range(len(places))) for places in by_parent.values())


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=st.lists(moves, max_size=12))
def test_any_moves_leave_a_tree_of_the_same_sections(cast: Cast, changes: list[tuple[Any, ...]]) -> None:
    with transaction.atomic():
        plan = make_plan(cast.district)
        for change in changes:
            apply(plan, change)
            assert_tree(plan)
        transaction.set_rollback(True)


@pytest.fixture
def plan(own_database: Scratch) -> Plan:
    """The small plan, in a database of its own."""
    return make_plan(make_cast().district)


def moving(plan: Plan, key: str, parent: str, *, seen: int | None = None) -> Callable[[], None]:
    """Move a section as somebody would who has just opened the outline."""
    return lambda: outline.move(section(plan, key), parent=section(plan, parent), seen=seen)


def test_of_two_who_move_from_the_same_outline_one_is_told(plan: Plan) -> None:
    seen = plan.outline_version
    first, second = moving(plan, "formaend", "del-1", seen=seen), moving(plan, "formaend", "del-2", seen=seen)
    results = together(first, second)
    assert [type(result) for result in results if result] == [OutlineChanged]
    assert Plan.objects.get().outline_version == seen + 1
    assert_tree(plan)


def test_two_who_move_sections_under_each_other_make_no_ring(plan: Plan) -> None:
    for _ in range(5):
        together(moving(plan, "kredsraadet", "lokalraadene"), moving(plan, "lokalraadene", "kredsraadet"))
        assert_tree(plan)
        for key in ("kredsraadet", "lokalraadene"):
            outline.move(section(plan, key), parent=section(plan, "del-1"))


def test_many_who_add_at_once_all_find_a_place(plan: Plan) -> None:
    def adding(key: str) -> Callable[[], Section]:
        return lambda: outline.add(Plan.objects.get(pk=plan.pk), parent=section(plan, "del-1"), key=key)

    added = together(*[adding(f"nyt-{n}") for n in range(6)])
    assert all(isinstance(row, Section) for row in added)
    places = Section.objects.filter(parent__key="del-1").order_by("position").values_list("position", flat=True)
    assert list(places) == list(range(8))
