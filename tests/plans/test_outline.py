"""The outline: its numbers, and what may be moved to where."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from plans import outline
from plans.models import Plan, Section
from plans.outline import OutlineChanged, OutlineRefused
from tests.base import Cast, make_flat_plan, make_plan, section, shown


def remove(plan: Plan, key: str, *, seen: int | None = None) -> Section:
    """Remove the section, and give it as it was."""
    row = section(plan, key)
    outline.remove(row, by="Sekretær", at=timezone.now(), seen=seen)
    return row


AS_MADE = [
    "forord",
    "Del 1 del-1",
    "  1 kredsraadet",
    "  2 lokalraadene",
    "    2.1 formaend",
    "Del 2 del-2",
    "  3 aftalen",
    "Bilag 4 oevrige-raad",
    "  4.1 naevnet",
]


def test_chapters_are_counted_across_parts_and_into_the_annexes(plan: Plan) -> None:
    assert shown(plan) == AS_MADE


def test_what_lies_under_the_foreword_has_no_number(cast: Cast) -> None:
    foreword = {"key": "forord", "role": "foreword", "children": [{"key": "laesevejledning"}]}
    assert shown(make_plan(cast.district, sections=[foreword, {"key": "et"}])) == [
        "forord",
        "  laesevejledning",
        "1 et",
    ]


def test_signatories_take_no_number_from_others(cast: Cast) -> None:
    rows = [{"key": "a"}, {"key": "underskrivere", "role": "signatories"}, {"key": "b"}]
    assert shown(make_plan(cast.district, sections=rows)) == ["1 a", "underskrivere", "2 b"]


def test_a_printed_number_is_shown_and_counted_past(cast: Cast) -> None:
    rows: list[dict[str, Any]] = [
        {"key": "a", "printed_number": "I", "children": [{"key": "a-a"}, {"key": "a-b", "printed_number": "I.7"}]},
        {"key": "b"},
    ]
    assert shown(make_plan(cast.district, sections=rows)) == ["I a", "  1.1 a-a", "  I.7 a-b", "2 b"]


def test_a_section_is_spoken_of_by_number_label_or_heading(plan: Plan) -> None:
    spoken = [node.reference for node in outline.walk(outline.load(plan))]
    assert spoken == ["Forord", "Del 1", "1", "2", "2.1", "Del 2", "3", "4", "4.1"]


# Changing it ---------------------------------------------------------------------------------------------------------


def test_moving_a_section_takes_along_what_is_below(plan: Plan) -> None:
    outline.move(section(plan, "lokalraadene"), parent=section(plan, "del-2"), at=0)
    assert shown(plan)[1:7] == [
        "Del 1 del-1",
        "  1 kredsraadet",
        "Del 2 del-2",
        "  2 lokalraadene",
        "    2.1 formaend",
        "  3 aftalen",
    ]


def test_moving_to_no_place_in_particular_is_moving_last(plan: Plan) -> None:
    outline.move(section(plan, "kredsraadet"), parent=section(plan, "oevrige-raad"))
    assert shown(plan)[-2:] == ["  3.1 naevnet", "  3.2 kredsraadet"]


def test_a_section_is_indented_under_the_one_before(plan: Plan) -> None:
    outline.indent(section(plan, "lokalraadene"))
    assert shown(plan)[2:5] == ["  1 kredsraadet", "    1.1 lokalraadene", "      1.1.1 formaend"]


def test_a_section_is_outdented_to_right_after_its_parent(plan: Plan) -> None:
    outline.outdent(section(plan, "formaend"))
    assert shown(plan)[2:5] == ["  1 kredsraadet", "  2 lokalraadene", "  3 formaend"]


@pytest.mark.parametrize(("key", "by"), [("kredsraadet", 1), ("lokalraadene", -1)])
def test_sections_change_places_with_their_neighbour(plan: Plan, key: str, by: int) -> None:
    outline.shift(section(plan, key), by=by)
    assert shown(plan)[2:5] == ["  1 lokalraadene", "    1.1 formaend", "  2 kredsraadet"]


def test_a_new_section_is_put_where_it_is_asked_for(plan: Plan) -> None:
    outline.add(plan, parent=section(plan, "del-1"), at=1, key="nyt", heading="Nyt")
    outline.add(plan, key="sidst", heading="Sidst")
    assert shown(plan)[2:5] == ["  1 kredsraadet", "  2 nyt", "  3 lokalraadene"]
    assert shown(plan)[-1] == "6 sidst"


def test_a_section_is_removed_with_all_below_it_and_kept(plan: Plan) -> None:
    remove(plan, "lokalraadene")
    assert shown(plan)[1:4] == ["Del 1 del-1", "  1 kredsraadet", "Del 2 del-2"]
    kept = Section.everything.filter(removed_by="Sekretær").values_list("key", flat=True)
    assert set(kept) == {"lokalraadene", "formaend"}


def test_a_removed_section_is_put_back_where_it_was(plan: Plan) -> None:
    outline.restore(remove(plan, "kredsraadet"))
    assert shown(plan) == AS_MADE
    outline.restore(remove(plan, "del-1"))
    assert shown(plan) == AS_MADE


def test_what_was_removed_by_itself_before_stays_removed(plan: Plan) -> None:
    child, parent = remove(plan, "formaend"), remove(plan, "lokalraadene")
    outline.restore(parent)
    assert "    2.1 formaend" not in shown(plan)
    outline.restore(child)
    assert shown(plan) == AS_MADE


def test_a_section_whose_parent_is_gone_is_put_back_under_the_nearest_that_stands(plan: Plan) -> None:
    child = remove(plan, "formaend")
    remove(plan, "lokalraadene")
    outline.restore(child)
    assert shown(plan)[1:4] == ["Del 1 del-1", "  1 kredsraadet", "  2 formaend"]


def test_a_section_of_a_part_that_is_gone_is_put_back_last_in_the_plan(plan: Plan) -> None:
    chapter = remove(plan, "lokalraadene")
    remove(plan, "del-1")
    outline.restore(chapter)
    assert shown(plan)[-2:] == ["3 lokalraadene", "  3.1 formaend"]


def test_a_section_put_back_under_one_that_has_moved_too_deep_is_put_last(plan: Plan) -> None:
    child, parent = remove(plan, "formaend"), section(plan, "kredsraadet")
    for level in range(3, outline.MAX_DEPTH + 1):
        parent = outline.add(plan, parent=parent, key=f"niveau-{level}")
    outline.move(section(plan, "lokalraadene"), parent=section(plan, "niveau-5"))
    outline.restore(child)
    assert shown(plan)[-1] == "4 formaend"


def test_the_places_after_a_removed_section_are_its_again_when_it_is_put_back(plan: Plan) -> None:
    gone = remove(plan, "forord")
    outline.add(plan, at=0, key="nyt-forord", heading="Nyt")
    outline.restore(gone)
    rows = Section.objects.filter(plan=plan, parent=None).order_by("position")
    assert [(row.key, row.position) for row in rows][:3] == [("forord", 0), ("nyt-forord", 1), ("del-1", 2)]


def test_places_are_counted_anew_where_a_section_was_taken_away(plan: Plan) -> None:
    outline.move(section(plan, "kredsraadet"), parent=section(plan, "del-2"))
    remove(plan, "forord")
    assert section(plan, "lokalraadene").position == 0
    assert [section(plan, key).position for key in ("del-1", "del-2", "oevrige-raad")] == [0, 1, 2]


# What is refused -----------------------------------------------------------------------------------------------------


def refused(plan: Plan, change: Any) -> str:
    """Assert that the change is refused and has changed nothing; give the words of the refusal."""
    before, version = shown(plan), Plan.objects.get(pk=plan.pk).outline_version
    with pytest.raises(OutlineRefused) as refusal:
        change()
    assert shown(plan) == before
    assert Plan.objects.get(pk=plan.pk).outline_version == version
    return str(refusal.value)


@pytest.mark.parametrize("below", ["lokalraadene", "formaend"])
def test_nothing_is_moved_under_itself(plan: Plan, below: str) -> None:
    moved = section(plan, "lokalraadene")
    assert "under sig selv" in refused(plan, lambda: outline.move(moved, parent=section(plan, below)))


@pytest.mark.parametrize(
    ("key", "parent"),
    [
        ("forord", "del-1"),
        ("del-2", "del-1"),
        ("oevrige-raad", "del-2"),
        ("del-1", "oevrige-raad"),
        ("oevrige-raad", "forord"),
    ],
)
def test_nothing_is_moved_to_where_its_kind_has_no_place(plan: Plan, key: str, parent: str) -> None:
    told = refused(plan, lambda: outline.move(section(plan, key), parent=section(plan, parent)))
    assert "kan ikke ligge under et afsnit af arten" in told


def test_nothing_is_moved_into_another_plan(cast: Cast, plan: Plan) -> None:
    elsewhere = section(make_plan(cast.viborg), "del-1")
    told = refused(plan, lambda: outline.move(section(plan, "kredsraadet"), parent=elsewhere))
    assert told == "Et afsnit kan ikke flyttes til en anden plan."


def test_nothing_is_added_under_a_section_of_another_plan(cast: Cast, plan: Plan) -> None:
    elsewhere = section(make_plan(cast.viborg), "del-1")
    refused(plan, lambda: outline.add(plan, parent=elsewhere, key="nyt"))
    assert not Section.objects.filter(key="nyt").exists()


def test_nothing_is_moved_under_a_section_that_is_gone(plan: Plan) -> None:
    gone = remove(plan, "formaend")
    assert "findes ikke længere" in refused(plan, lambda: outline.move(section(plan, "naevnet"), parent=gone))
    assert "findes ikke længere" in refused(plan, lambda: outline.move(gone, parent=None))
    assert "findes ikke længere" in refused(plan, lambda: outline.add(plan, parent=gone, key="nyt"))
    assert "findes ikke længere" in refused(plan, lambda: outline.remove(gone, by="", at=timezone.now()))


def test_what_stands_in_the_plan_is_not_put_back(plan: Plan) -> None:
    assert "allerede sat ind" in refused(plan, lambda: outline.restore(section(plan, "formaend")))


def test_the_tree_does_not_get_too_deep(plan: Plan) -> None:
    parent = section(plan, "kredsraadet")
    for level in range(3, outline.MAX_DEPTH + 1):
        parent = outline.add(plan, parent=parent, key=f"niveau-{level}")
    assert "6 niveauer" in refused(plan, lambda: outline.add(plan, parent=parent, key="for-dybt"))
    deep = section(plan, "niveau-5")
    assert "6 niveauer" in refused(plan, lambda: outline.move(section(plan, "lokalraadene"), parent=deep))


@pytest.mark.parametrize(("key", "by"), [("kredsraadet", -1), ("lokalraadene", 1), ("kredsraadet", 2)])
def test_nothing_is_shifted_past_the_end(plan: Plan, key: str, by: int) -> None:
    assert "ligger allerede" in refused(plan, lambda: outline.shift(section(plan, key), by=by))


def test_the_first_of_its_row_is_not_indented_and_the_outermost_not_outdented(plan: Plan) -> None:
    assert "intet afsnit før" in refused(plan, lambda: outline.indent(section(plan, "kredsraadet")))
    assert "allerede yderst" in refused(plan, lambda: outline.outdent(section(plan, "oevrige-raad")))


def test_a_change_begun_from_an_older_tree_is_refused(plan: Plan) -> None:
    seen = plan.outline_version
    outline.shift(section(plan, "kredsraadet"), by=1, seen=seen)
    with pytest.raises(OutlineChanged, match="ændret af en anden"):
        remove(plan, "formaend", seen=seen)
    with pytest.raises(OutlineChanged, match="ændret af en anden"):
        outline.add(plan, key="nyt", seen=seen)
    gone = remove(plan, "formaend", seen=Plan.objects.get(pk=plan.pk).outline_version)
    with pytest.raises(OutlineChanged, match="ændret af en anden"):
        outline.restore(gone, seen=seen)


@pytest.mark.parametrize(
    ("key", "ways"),
    [
        ("forord", "down"),
        ("del-1", "up down"),
        ("kredsraadet", "down out"),
        ("lokalraadene", "up out into"),
        ("formaend", "out"),
        ("oevrige-raad", "up"),
    ],
)
def test_each_section_knows_which_ways_it_may_go(plan: Plan, key: str, ways: str) -> None:
    found = outline.possible_moves(outline.load(plan))[section(plan, key).pk]
    assert [way for way in ("up", "down", "out", "into") if getattr(found, way)] == ways.split()


def test_the_tree_is_read_in_one_query_however_large(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    small, large = make_flat_plan(cast.district, count=3), make_flat_plan(cast.viborg, count=300)
    for plan, count in ((small, 3), (large, 300)):
        with django_assert_num_queries(1):
            assert len(outline.load(plan)) == count
