"""The page takes as many queries for 300 sections, with talk, contributions and history, as for three."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from plans.models import Assignment, Comment, Plan, Revision
from tests.base import Cast, make_flat_plan
from tests.desk_outline.conftest import Desk

FEW, MANY = 2022, 2023
MOST = 12


@pytest.fixture
def plans(cast: Cast) -> None:
    """One plan of three sections, and one of 300 with all that can hang on them."""
    make_flat_plan(cast.district, count=3, year=FEW)
    fill(make_flat_plan(cast.district, count=300, year=MANY), cast)


def fill(plan: Plan, cast: Cast) -> None:
    """Talk, contributions and versions for every section, and some that are removed."""
    now, rows = timezone.now(), list(plan.sections.all())
    plan.sections.update(state="carried")
    Comment.objects.bulk_create(
        Comment(section=row, author_name="A", text="?", created_at=now) for row in rows for _ in range(3)
    )
    Assignment.objects.bulk_create(
        Assignment(section=row, post=cast.post, due=date(2023, 1, 1), assigned_by_name="S", assigned_at=now)
        for row in rows
    )
    Revision.objects.bulk_create(
        Revision(section=row, version=n, base_version=n, saved_at=now, state="new", kind="edited")
        for row in rows
        for n in range(2, 6)
    )
    plan.sections.filter(position__gte=290).update(removed_at=now, removed_by="S")


def count(action: Callable[[], Any]) -> int:
    """How many queries the action takes."""
    with CaptureQueriesContext(connection) as queries:
        response = action()
    assert response.status_code == 200
    return len(queries)


@pytest.mark.parametrize("address", ["", "?vis=mangler", "?q=1", "?aaben=s2", "?nyt=efter:s2"])
@pytest.mark.parametrize("who", ["secretary", "mayor", "delegate", "communications"])
def test_the_outline_takes_fewer_than_twelve(plans: None, cast: Cast, at_desk: Any, who: str, address: str) -> None:
    client = at_desk(getattr(cast, who)).client
    few = count(lambda: client.get(f"/skrivebord/plan/{FEW}/{address}"))
    many = count(lambda: client.get(f"/skrivebord/plan/{MANY}/{address}"))
    assert few == many < MOST


@pytest.mark.parametrize("op", ["down:s2", "remove:s2"])
def test_a_change_takes_no_more_in_a_large_plan(plans: None, cast: Cast, at_desk: Callable[..., Desk], op: str) -> None:
    few, many = (at_desk(cast.secretary, Plan.objects.get(year=year)).client for year in (FEW, MANY))
    sent = {"op": op, "seen": 1}
    taken = [
        count(lambda client=client, year=year: client.post(f"/skrivebord/plan/{year}/disposition/", sent, headers=HTMX))  # type: ignore[misc]
        for client, year in ((few, FEW), (many, MANY))
    ]
    assert taken[0] == taken[1]


HTMX = {"HX-Request": "true"}
