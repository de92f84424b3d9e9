"""Ways round the rules for editions that once worked: two decisions at once, one person as two, raw SQL."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from plans.models import Blocking, Edition, Plan
from plans.publishing import editions
from plans.publishing.freezing import freeze
from plans.publishing.pdf import render_pdf
from plans.publishing.withdrawing import ask_blocking, confirm_blocking, withdraw
from plans.workflow import IllegalTransition, record_decision
from tests.base import Cast, make_plan, publish

pytestmark = pytest.mark.django_db
on_sqlite = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="a word of SQLite's own")
on_postgresql = pytest.mark.skipif("connection.vendor == 'sqlite'", reason="PostgreSQL looks in many schemas")


@pytest.fixture
def edition(plan: Plan) -> Edition:
    """The small plan, published."""
    return publish(plan)


def run(*statements: str) -> None:
    """Run raw SQL in a savepoint."""
    with transaction.atomic(), connection.cursor() as cursor:
        for sql in statements:
            cursor.execute(sql)


def test_the_decision_that_the_pdf_prints_is_the_one_that_the_edition_keeps(
    plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    def decide_otherwise_meanwhile(*args: Any) -> Any:
        day = date(2023, 2, 8)
        record_decision(plan, frozen=freeze(plan, on=day), decision="En anden", signed_on=day, actor="En anden")
        return render_pdf(*args)

    monkeypatch.setattr(editions, "render_pdf", decide_otherwise_meanwhile)
    with pytest.raises(IllegalTransition, match="En anden har imens noteret en anden beslutning"):
        publish(plan)
    assert not Edition.objects.exists()


@pytest.mark.parametrize(
    "name", ["åse  holm", "ÅSE HOLM", "A\u030ase Holm", "Åse\u00a0Holm", "Åse\u200b Holm", " Åse Holm\u2003"]
)
def test_one_person_is_not_two_by_writing_the_name_otherwise(edition: Edition, name: str) -> None:
    ask_blocking(edition, reason="Et navn for meget", actor="Åse Holm")
    with pytest.raises(IllegalTransition, match="En anden end den"):
        confirm_blocking(edition, actor=name)
    assert Edition.objects.get().content


def test_what_nobody_can_see_is_neither_a_reason_nor_a_name(edition: Edition) -> None:
    with pytest.raises(IllegalTransition, match="Skriv en begrundelse") as refused:
        withdraw(edition, reason="\u200b", actor="\u200b")
    assert len(refused.value.reasons) == 2


def test_a_blocking_cannot_be_written_as_confirmed_from_the_start(edition: Edition) -> None:
    now = edition.published_at
    fields: dict[str, Any] = {"asked_by": "A", "asked_at": now, "confirmed_by": "B", "confirmed_at": now}
    with pytest.raises(DatabaseError, match="bekræftes af en anden"), transaction.atomic():
        Blocking.objects.create(edition=edition, reason="x", **fields)


@pytest.mark.parametrize("change", ["year = 1990", "id = 4711", "council_id = (SELECT MAX(id) FROM councils_council)"])
def test_a_published_plan_is_not_moved_from_under_its_editions(edition: Edition, change: str) -> None:
    with pytest.raises(DatabaseError, match="hverken flyttes eller slettes"):
        run(f"UPDATE plans_plan SET {change}")  # noqa: S608
    assert Edition.objects.get().plan.year == 2023


def test_a_published_plan_is_not_deleted(edition: Edition) -> None:
    with pytest.raises(DatabaseError, match="hverken flyttes eller slettes"):
        run("DELETE FROM plans_plan")


def test_a_plan_without_editions_is_moved_and_deleted(cast: Cast) -> None:
    plan = make_plan(cast.district)
    Plan.objects.filter(pk=plan.pk).update(year=2024, council=cast.viborg)
    plan.delete()
    assert not Plan.objects.exists()


@on_sqlite
@pytest.mark.parametrize("change", ["id = {0.pk}", "council_id = {0.council_id}"])
def test_another_plan_does_not_take_a_published_ones_place(cast: Cast, edition: Edition, change: str) -> None:
    make_plan(cast.viborg)
    what = change.format(edition.plan)
    with pytest.raises(DatabaseError, match="hverken flyttes eller slettes"):
        run(f"UPDATE OR REPLACE plans_plan SET {what} WHERE council_id = {cast.viborg.pk}")  # noqa: S608


@on_postgresql
def test_a_guard_is_not_fooled_by_a_temporary_table_of_the_same_name(edition: Edition) -> None:
    with pytest.raises(DatabaseError, match="hverken ændres eller slettes"):
        run(
            "CREATE TEMPORARY TABLE plans_blocking AS "
            "SELECT id AS edition_id, published_at AS confirmed_at, 'A' AS asked_by, 'B' AS confirmed_by "
            "FROM public.plans_edition",
            "UPDATE public.plans_edition SET content = '', html = ''",
        )
