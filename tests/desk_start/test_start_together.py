"""Two who start the plan at the same moment: one plan with its dates, and each is told."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from plans.models import Plan, Timetable
from tests.base import make_cast, make_plan
from tests.desk_start.forms import START, filled
from tests.scratch import Scratch, together


@pytest.mark.parametrize("many", [2, 5])
def test_one_plan_comes_of_it(own_database: Scratch, many: int) -> None:
    cast = make_cast()
    earlier = make_plan(cast.district, year=2024)
    clients = [Client() for _ in range(many)]
    for client in clients:
        client.force_login(cast.secretary)
    data = filled(clients[0])

    def press(client: Client) -> Any:
        return lambda: client.post(START, data)

    answers = together(*map(press, clients))
    assert [answer["Location"] for answer in answers] == ["/skrivebord/plan/2025/"] * many
    plan = Plan.objects.get(year=2025)
    assert Plan.objects.count() == 2
    assert Timetable.objects.filter(plan=plan).count() == 1
    assert plan.sections.count() == earlier.sections.count()
    pages = [client.get("/skrivebord/plan/2025/").content.decode() for client in clients]
    assert sum("Planen for 2025 er startet." in page for page in pages) == 1
    assert sum("Planen for 2025 er allerede startet" in page for page in pages) == many - 1
