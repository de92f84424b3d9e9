"""The decision's pages ask the database as often for many seats, answers and corrections as for few."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from councils.models import Delegation, Municipality, User
from kredsraad.desk.tasks import Sight
from kredsraad.desk.tasks_decision import tasks
from plans import decision_reminders
from plans.models import ApprovalRound, Plan
from tests.base import Cast, make_account, seat
from tests.deciding.builders import DECISION, SIGN, give, signed_in
from tests.deciding.test_correct import confirm

MORE = 6


def queries(user: User, address: str) -> int:
    """How many queries the page takes."""
    client = signed_in(user)
    with CaptureQueriesContext(
        connection,
    ) as found:
        assert client.get(address).status_code == 200
    return len(found)


def members(cast: Cast) -> Iterator[User]:
    """Further mayors who sign, each with a delegate."""
    for number in range(MORE):
        place = Municipality.objects.create(
            code=f"1{number:03}", name=f"By {number}", slug=f"by-{number}", tile_column=1, tile_row=number + 2
        )
        user = make_account(f"m{number}@test.example", f"Borgmester {number}")
        values: dict[str, Any] = {
            "capacity": "municipality",
            "municipality": place,
            "signs_plan": True,
            "order": 10 + number,
        }
        held = seat(user.person, cast.district, **values)
        helper = make_account(f"h{number}@test.example", f"Hjælper {number}")
        Delegation.objects.create(membership=held, delegate=helper.person, scope="act")
        yield user


def fill(cast: Cast, plan: Plan, opened: ApprovalRound) -> None:
    """More seats, some with remarks, some with approvals."""
    for number, user in enumerate(members(cast)):
        if number % 3:
            outcome = "approved" if number % 2 else "remarks"
            give(opened, user, outcome, seat=f"kommune:1{number:03}", remarks="Nej.")


@pytest.mark.parametrize("page", ["", "paamind/", "noter/", "beslutning/"])
def test_the_secretarys_pages(cast: Cast, plan: Plan, opened: ApprovalRound, page: str) -> None:
    before = queries(cast.secretary, f"{DECISION}{page}")
    fill(cast, plan, opened)
    assert queries(cast.secretary, f"{DECISION}{page}") <= before + (1 if page == "paamind/" else 0)


def test_the_signatorys_page(cast: Cast, plan: Plan, opened: ApprovalRound) -> None:
    before = queries(cast.mayor, SIGN)
    fill(cast, plan, opened)
    assert queries(cast.mayor, SIGN) == before


def test_corrections_add_none(cast: Cast, plan: Plan, opened: ApprovalRound) -> None:
    confirm(cast, plan)
    before = queries(cast.mayor, SIGN), queries(cast.secretary, DECISION)
    for number in range(3):
        confirm(cast, plan, f"<p>Kredsrådet mødes {number} gange.</p>")
    assert (queries(cast.mayor, SIGN), queries(cast.secretary, DECISION)) == before


def test_tasks_and_reminders(cast: Cast, plan: Plan, opened: ApprovalRound) -> None:
    def counted() -> tuple[int, int]:
        with CaptureQueriesContext(connection) as first:
            list(tasks(Sight(cast.secretary, plan, timezone.localdate(), writes=True)))
        with CaptureQueriesContext(connection) as second:
            decision_reminders.remind_due(timezone.now() + timedelta(days=200))
        return len(first), len(second)

    before = counted()
    fill(cast, plan, opened)
    assert counted() == before
