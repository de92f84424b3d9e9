"""Whatever anybody tries in whatever order: no forbidden step succeeds, no allowed one fails, the log explains all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from plans.models import Plan, PlanEvent
from plans.publishing.pdf import RenderedPdf
from tests.base import Cast
from tests.hearing.builders import sound_plan
from tests.year.actions import TABLE, YEAR, Action, Course

ROLES = (
    "anonymous outsider chair_of_viborg chair_of_herning local_secretary secretary contributor mayor delegate director "
    "communications former_chair administrator"
).split()
AHEAD = (
    "to editing",
    "to hearing",
    "Viborg has no remarks",
    "Herning has no remarks",
    "to decision",
    "decide",
    "sign off",
    "order",
    "publish",
)
"""What leads on, in this order."""
BY_NAME = {action.name: action for action in TABLE}
TO_SIGN_IN, NOT_YOURS, NOT_NOW = {302, 401}, {403, 404}, {400, 404, 409, 422}


@pytest.fixture
def quick_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rules are asked here, not the typesetting: that has its own tests."""
    made = RenderedPdf(b"%PDF-1.7 en hurtig side", 1)
    monkeypatch.setattr("plans.making_ready.render_pdf", lambda content, facts: made)


@pytest.fixture
def clients(cast: Cast) -> dict[str, Client]:
    """A browser for each role."""
    found = {}
    for role in ROLES:
        found[role] = Client()
        if role != "anonymous":
            found[role].force_login(getattr(cast, role))
    return found


@contextmanager
def undone() -> Iterator[None]:
    """What is done inside is rolled back at the end."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def is_allowed(action: Action, role: str, course: Course) -> bool:
    """What the table says."""
    return role in action.roles and course.stage in action.stages and action.may(course)


def next_ahead(course: Course) -> Action | None:
    """What leads the plan on, where something does."""
    for name in AHEAD:
        action = BY_NAME[name]
        if name == "to editing" and course.stage != "collecting":
            continue
        passed = {"decide": "decided", "sign off": "signed off", "order": "ordered"}.get(name, name[:7].lower().strip())
        if course.stage in action.stages and action.may(course) and passed not in course.done:
            return action
    return None


@st.composite
def tries(draw: Any, course: Course) -> tuple[str, Action]:
    """Who tries what next: what leads on, what belongs to the stage though it may be too early, or anything at all."""
    how = draw(st.sampled_from(("on", "on", "here", "here", "any")))
    ahead = next_ahead(course)
    if how == "on" and ahead is not None:
        return draw(st.sampled_from(ahead.roles)), ahead
    here = [action for action in TABLE if course.stage in action.stages]
    action = draw(st.sampled_from(here if how != "any" else list(TABLE)))
    return draw(st.sampled_from(action.roles if how != "any" else ROLES)), action


@settings(max_examples=15, phases=(Phase.generate,), suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_no_forbidden_step_succeeds_and_no_allowed_one_fails(
    cast: Cast, clients: dict[str, Client], quick_pdf: None, data: st.DataObject
) -> None:
    with undone():
        plan = sound_plan(cast, year=YEAR)
        Plan.objects.filter(pk=plan.pk).update(stage="collecting")
        course = Course()
        for _ in range(data.draw(st.integers(5, 30))):
            role, action = data.draw(tries(course))
            attempt(plan, cast, clients, role, action, course)
        check_log(plan)


def attempt(plan: Plan, cast: Cast, clients: dict[str, Client], role: str, action: Action, course: Course) -> None:
    """One try: it comes to what the table says, and the plan stands where it should."""
    plan.refresh_from_db()
    allowed = is_allowed(action, role, course)
    answer = action.send(clients[role], cast, plan)
    where = f"{action.name} by {role} in {course.stage} with {sorted(course.done)}"
    if allowed:
        assert answer.status_code in (200, 302), f"{where} was refused: {said(answer)}"
        action.does(course)
    elif role in action.roles:
        assert answer.status_code in NOT_NOW, f"{where} was answered {answer.status_code}"
    else:
        expected = TO_SIGN_IN if role == "anonymous" else NOT_YOURS
        assert answer.status_code in expected, f"{where} was answered {answer.status_code}"
    plan.refresh_from_db()
    assert (plan.stage, plan.editions.count()) == (course.stage, course.editions), where


def said(answer: Any) -> str:
    """What a page that refuses gives as its reasons."""
    reasons = answer.context.get("reasons", []) if answer.context else []
    return f"{answer.status_code} {[str(getattr(reason, 'text', reason)) for reason in reasons]}"


def check_log(plan: Plan) -> None:
    """Each line of the log goes on from where the one before left the plan, and the last leaves it where it is."""
    labels = {str(label): value for value, label in Plan.Stage.choices}
    stage = "collecting"
    for event in plan.events.filter(kind__in=(PlanEvent.Kind.STAGE, PlanEvent.Kind.PUBLISHED)):
        if event.kind == PlanEvent.Kind.PUBLISHED:
            assert stage == "decision" or stage == "published"
            stage = "published"
        elif "→" in event.text:
            source, target = (labels[word] for word in event.text.split(":")[0].split(" → "))
            assert source == stage
            stage = target
        else:
            stage = labels[event.text]
        assert event.actor
    assert stage == plan.stage
