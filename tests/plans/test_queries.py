"""The number of queries does not grow with the plan."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plans import assembly, outline, workflow
from plans.models import Plan, Section
from plans.publishing.freezing import freeze
from tests.base import PUBLISHED_ON, Cast, make_flat_plan, publish


def check(plan: Plan) -> None:
    """What is asked before a publication."""
    workflow.obstacles(plan, freeze(plan, on=PUBLISHED_ON), note="", on=PUBLISHED_ON)


def count(action: Callable[[], object]) -> int:
    """How many queries the action takes."""
    with CaptureQueriesContext(connection) as queries:
        action()
    return len(queries)


def count_for(plan: Plan, action: Callable[[Plan], object]) -> int:
    """How many queries the action takes on the plan as a view would fetch it."""
    fetched = Plan.objects.select_related("council").get(pk=plan.pk)
    return count(lambda: action(fetched))


@pytest.mark.parametrize(
    "action",
    [
        lambda plan: outline.load(plan),
        lambda plan: freeze(plan, on=PUBLISHED_ON),
        check,
        lambda plan: assembly.report(plan, created=False),
    ],
    ids=["the outline", "freezing", "the check before publication", "the report on an assembly"],
)
def test_a_plan_of_300_sections_takes_as_many_queries_as_one_of_3(cast: Cast, action: Callable[[Plan], object]) -> None:
    small, large = make_flat_plan(cast.viborg, count=3), make_flat_plan(cast.herning, count=300)
    Section.objects.update(state=Section.State.CARRIED)
    assert count_for(small, action) == count_for(large, action)


def test_publishing_takes_no_more_queries_for_more_sections(cast: Cast) -> None:
    small, large = make_flat_plan(cast.viborg, count=1), make_flat_plan(cast.herning, count=40)
    assert count(lambda: publish(small)) == count(lambda: publish(large))
