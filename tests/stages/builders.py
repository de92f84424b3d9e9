"""What the tests of the steps share: the page of the step, and what it is sent."""

from __future__ import annotations

from typing import Any

from councils.models import User
from plans.models import Plan
from tests.hearing.builders import page, signed_in


def step(user: User, plan: Plan, target: str, **data: Any) -> Any:
    """What the page of the step sends, opened while the plan was where it is."""
    return signed_in(user).post(page("stage", plan.year), {"fra": plan.stage, "til": target} | data)


def stage_of(plan: Plan) -> str:
    """The stage as the database has it."""
    return Plan.objects.values_list("stage", flat=True).get(pk=plan.pk)


def logged(plan: Plan, kind: str) -> list[str]:
    """What the plan's log says of that kind, in order."""
    return list(plan.events.filter(kind=kind).order_by("pk").values_list("text", flat=True))
