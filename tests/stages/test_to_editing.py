"""From collecting to editing."""

from __future__ import annotations

import pytest

from plans.models import Plan
from tests.base import Cast, make_plan, outbox
from tests.hearing.builders import page, signed_in, told
from tests.stages.builders import logged, stage_of, step


@pytest.fixture
def plan(cast: Cast) -> Plan:
    """A plan for 2024 that proposals are collected for."""
    plan = make_plan(cast.district, year=2024)
    Plan.objects.update(stage="collecting")
    plan.refresh_from_db()
    return plan


def test_the_page_says_what_happens_and_changes_nothing(cast: Cast, plan: Plan) -> None:
    shown = told(signed_in(cast.secretary).get(page("stage", 2024) + "?til=editing"))
    assert "Indsamlingen slutter" in shown
    assert "Der sendes ingen mail" in shown
    assert stage_of(plan) == "collecting"


def test_the_secretary_takes_the_step_and_it_is_logged(cast: Cast, plan: Plan) -> None:
    assert step(cast.secretary, plan, "editing").status_code == 302
    assert stage_of(plan) == "editing"
    assert logged(plan, "stage") == ["indsamling → redigering"]
    assert plan.events.get(kind="stage").actor == "Sekretær"
    assert outbox() == []


@pytest.mark.parametrize("who", ["mayor", "delegate", "director", "communications", "chair_of_viborg"])
def test_readers_take_no_step(cast: Cast, plan: Plan, who: str) -> None:
    assert step(getattr(cast, who), plan, "editing").status_code == 403
    assert signed_in(getattr(cast, who)).get(page("stage", 2024)).status_code == 403
    assert stage_of(plan) == "collecting"


def test_a_step_that_there_is_not_is_refused_with_its_reason(cast: Cast, plan: Plan) -> None:
    answer = step(cast.secretary, plan, "decision")
    assert answer.status_code == 409
    assert "Fra fasen »indsamling« kan planen ikke gå til »beslutning«." in told(answer)


@pytest.mark.parametrize("target", ["", "x", "published", "\x00", "9" * 40])
def test_what_no_page_sends_is_refused(cast: Cast, plan: Plan, target: str) -> None:
    assert step(cast.secretary, plan, target).status_code == 409
    assert stage_of(plan) == "collecting"


def test_an_archive_has_no_steps(cast: Cast) -> None:
    archive = make_plan(cast.district, year=2020, origin="archive")
    assert step(cast.secretary, archive, "editing").status_code == 409
    assert "ingen flere skridt" in told(signed_in(cast.secretary).get(page("stage", 2020)))


def test_the_second_of_two_who_press_is_told(cast: Cast, plan: Plan) -> None:
    step(cast.secretary, plan, "editing")
    answer = step(cast.secretary, plan, "editing")
    assert answer.status_code == 409
    assert "Planen er imens gået til fasen »redigering«" in told(answer)
    assert logged(plan, "stage") == ["indsamling → redigering"]
