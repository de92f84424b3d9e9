"""Two who publish at the same moment: one edition, and one who is told so."""

from __future__ import annotations

from collections.abc import Callable
from threading import Barrier
from typing import Any

import pytest

from plans.models import ApprovalRound, Edition, Plan, PlanEvent, Section
from plans.publishing import editions
from plans.publishing.pdf import render_pdf
from plans.publishing.withdrawing import ask_blocking, confirm_blocking, withdraw
from plans.workflow import IllegalTransition
from tests.base import make_cast, make_plan, publish
from tests.scratch import PATIENCE, Scratch, together


@pytest.fixture
def plan(own_database: Scratch) -> Plan:
    """The small plan, in a database of its own."""
    return make_plan(make_cast().district)


def publishing(plan: Plan, **fields: Any) -> Callable[[], Edition]:
    """Publish the plan as somebody would who has just opened it."""
    return lambda: publish(Plan.objects.get(pk=plan.pk), **fields)


def wait_for_each_other_after_rendering(monkeypatch: pytest.MonkeyPatch, parties: int) -> None:
    """Have all pages ready before anybody stores them: the worst moment to meet."""
    barrier = Barrier(parties)

    def render(*args: Any) -> Any:
        rendered = render_pdf(*args)
        barrier.wait(PATIENCE)
        return rendered

    monkeypatch.setattr(editions, "render_pdf", render)


def split(results: list[Any]) -> tuple[list[Edition], list[Exception]]:
    """The editions and the refusals among the results."""
    return [r for r in results if isinstance(r, Edition)], [r for r in results if isinstance(r, Exception)]


def test_two_with_finished_pages_make_one_edition(plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    wait_for_each_other_after_rendering(monkeypatch, 2)
    made, refused = split(together(publishing(plan), publishing(plan)))
    assert len(made) == 1
    assert [type(error) for error in refused] == [IllegalTransition]
    assert str(refused[0]) == (
        "Samarbejdsplan 2023 er netop offentliggjort som 1. udgave af en anden. Der er ikke lavet en udgave mere."
    )
    assert (Edition.objects.count(), made[0].files.count()) == (1, 1)
    assert PlanEvent.objects.filter(kind=PlanEvent.Kind.PUBLISHED).count() == 1
    assert ApprovalRound.objects.filter(ended_at__isnull=False).count() == 1


def test_four_who_begin_at_once_make_one_edition(plan: Plan) -> None:
    made, refused = split(together(*[publishing(plan)] * 4))
    assert len(made) == 1
    assert {type(error) for error in refused} == {IllegalTransition}
    assert Edition.objects.get().files.count() == 1


def test_two_corrections_at_once_make_one_edition(plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(plan)
    Section.objects.filter(key="naevnet").update(text="<p>Nævnet har fire medlemmer.</p>")
    wait_for_each_other_after_rendering(monkeypatch, 2)
    made, refused = split(together(publishing(plan, note="Rettet"), publishing(plan, note="Også rettet")))
    assert [edition.number for edition in made] == [2]
    assert {type(error) for error in refused} == {IllegalTransition}
    assert Edition.objects.count() == 2


def test_two_who_withdraw_at_once_withdraw_once(plan: Plan) -> None:
    edition = publish(plan)
    results = together(*[lambda: withdraw(edition, reason="Fejl", actor="Anna")] * 2)
    assert sorted(type(result).__name__ for result in results) == ["IllegalTransition", "Withdrawal"]


def test_two_who_confirm_a_blocking_at_once_erase_once(plan: Plan) -> None:
    edition = publish(plan)
    ask_blocking(edition, reason="Et navn for meget", actor="Anna")
    results = together(lambda: confirm_blocking(edition, actor="Bo"), lambda: confirm_blocking(edition, actor="Carl"))
    assert sorted(type(result).__name__ for result in results) == ["Blocking", "IllegalTransition"]
    assert PlanEvent.objects.filter(kind=PlanEvent.Kind.BLOCKED).count() == 1
