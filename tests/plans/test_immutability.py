"""What was published cannot be changed: the database itself refuses, whoever asks and in whatever way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from plans.models import ApprovalRound, Edition, Plan
from plans.publishing.withdrawing import ask_blocking, withdraw
from tests.base import make_cast, make_plan, publish, section
from tests.scratch import rolled_back

pytestmark = pytest.mark.django_db

SEALED = {
    "plans_edition": "title = 'Noget andet'",
    "plans_editionfile": "data = ''",
    "plans_approvalround": "content = '{}'",
    "plans_withdrawal": "reason = 'Noget andet'",
    "plans_blocking": "reason = 'Noget andet'",
    "plans_planevent": "text = 'Noget andet'",
}
"""The tables, and for each a change that somebody might want to make."""

on_sqlite = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="a word of SQLite's own")
on_postgresql = pytest.mark.skipif("connection.vendor == 'sqlite'", reason="SQLite has no TRUNCATE")
each_table = pytest.mark.parametrize("table", SEALED)


@pytest.fixture(scope="module")
def edition(django_db_setup: None, django_db_blocker: Any) -> Iterator[Edition]:
    """A published edition that is withdrawn, and that somebody asked to have blocked: a row in every table."""
    with rolled_back(django_db_blocker):
        cast = make_cast()
        edition = publish(make_plan(cast.district))
        make_plan(cast.viborg)
        withdraw(edition, reason="Trykt med fejl", actor="Anna")
        ask_blocking(edition, reason="Et navn for meget", actor="Anna")
        connection.check_constraints()
        yield edition


def rows(table: str) -> list[Any]:
    """All that is in the table."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table} ORDER BY id")  # noqa: S608
        return [tuple(bytes(v) if isinstance(v, memoryview) else v for v in row) for row in cursor.fetchall()]


def run(sql: str) -> None:
    """Run raw SQL in a savepoint; the guards that wait for the transaction's end are asked at once."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
        connection.check_constraints()


def refused(table: str, sql: str, message: str = "kan") -> None:
    """Assert that the database refuses the SQL, in words of ours, and that the table is as before."""
    before = rows(table)
    assert before
    with pytest.raises(DatabaseError, match=message):
        run(sql)
    assert rows(table) == before


def columns(table: str) -> list[str]:
    """The names of the table's columns."""
    with connection.cursor() as cursor:
        return [column.name for column in connection.introspection.get_table_description(cursor, table)]


def copied(table: str, **changed: str) -> str:
    """SQL for a row like the table's first, but for the columns given."""
    names = columns(table)
    values = ", ".join(changed.get(name, name) for name in names)
    return f"INTO {table} ({', '.join(names)}) SELECT {values} FROM {table} ORDER BY id LIMIT 1"  # noqa: S608


@each_table
def test_no_row_can_be_changed(edition: Edition, table: str) -> None:
    refused(table, f"UPDATE {table} SET {SEALED[table]}")  # noqa: S608


@each_table
def test_no_row_can_get_another_number(edition: Edition, table: str) -> None:
    refused(table, f"UPDATE {table} SET id = id + 1000")  # noqa: S608


@pytest.mark.parametrize("table", [table for table in SEALED if table != "plans_blocking"])
def test_no_row_can_be_deleted(edition: Edition, table: str) -> None:
    refused(table, f"DELETE FROM {table}")  # noqa: S608


def test_a_blocking_that_nobody_confirmed_can_be_taken_back(edition: Edition) -> None:
    run("DELETE FROM plans_blocking")
    assert rows("plans_blocking") == []


@on_postgresql
@each_table
def test_no_table_can_be_emptied(edition: Edition, table: str) -> None:
    refused(table, f"TRUNCATE {table} CASCADE")


@on_postgresql
def test_emptying_the_plans_empties_nothing(edition: Edition) -> None:
    refused("plans_edition", "TRUNCATE plans_plan CASCADE")


@on_sqlite
@each_table
def test_no_row_can_be_replaced(edition: Edition, table: str) -> None:
    refused(table, f"INSERT OR REPLACE {copied(table)}")
    refused(table, f"REPLACE {copied(table)}")


@on_sqlite
@each_table
def test_no_row_can_be_replaced_by_changing_it(edition: Edition, table: str) -> None:
    refused(table, f"UPDATE OR REPLACE {table} SET {SEALED[table]}")  # noqa: S608


@on_sqlite
def test_no_edition_can_be_replaced_by_another_of_its_round(edition: Edition) -> None:
    another = copied("plans_edition", id="999", number="2", note="'Rettet'")
    refused("plans_edition", f"INSERT OR REPLACE {another}")


@on_sqlite
@pytest.mark.parametrize("table", ["plans_editionfile", "plans_withdrawal", "plans_blocking"])
def test_no_row_can_be_replaced_by_another_of_its_edition(edition: Edition, table: str) -> None:
    refused(table, f"INSERT OR REPLACE {copied(table, id='999')}")


@pytest.fixture
def open_round(edition: Edition) -> ApprovalRound:
    """A decision that is not published yet."""
    ended = edition.approval_round
    return ApprovalRound.objects.create(
        plan=ended.plan, content="{}", digest="0" * 64, opened_at=ended.opened_at, signed_on=ended.signed_on
    )


@on_sqlite
def test_no_open_round_can_be_replaced_by_a_new_one(open_round: ApprovalRound) -> None:
    refused("plans_approvalround", f"INSERT OR REPLACE {copied('plans_approvalround', id='999', ended_at='NULL')}")


@on_sqlite
def test_no_open_round_can_be_replaced_by_opening_an_ended_one(open_round: ApprovalRound) -> None:
    refused("plans_approvalround", "UPDATE OR REPLACE plans_approvalround SET ended_at = NULL")


@pytest.mark.parametrize(
    "change", ["decision = 'Intet møde'", "decided_on = NULL, outcome = 'returned'", "ended_at = NULL"]
)
def test_what_was_decided_of_an_edition_stands(edition: Edition, change: str) -> None:
    refused("plans_approvalround", f"UPDATE plans_approvalround SET {change}, recorded_by = 'Ingen'")  # noqa: S608


@each_table
def test_no_row_can_be_overwritten_where_it_exists(edition: Edition, table: str) -> None:
    refused(table, f"INSERT {copied(table)} ON CONFLICT (id) DO UPDATE SET {SEALED[table]}")


def test_no_edition_can_be_emptied_because_somebody_asked(edition: Edition) -> None:
    refused("plans_edition", "UPDATE plans_edition SET content = '', html = ''")
    refused("plans_editionfile", "UPDATE plans_editionfile SET data = ''")
    refused("plans_approvalround", "UPDATE plans_approvalround SET content = ''")


@pytest.mark.parametrize("name", ["Anna", "ANNA", " anna "])
def test_nobody_confirms_a_blocking_of_their_own(edition: Edition, name: str) -> None:
    sql = f"UPDATE plans_blocking SET confirmed_at = asked_at, confirmed_by = '{name}'"  # noqa: S608
    refused("plans_blocking", sql, message="kan|blocking_needs_two_persons")


def test_a_confirmed_blocking_stays(edition: Edition) -> None:
    run("UPDATE plans_blocking SET confirmed_at = asked_at, confirmed_by = 'Bo'")
    refused("plans_blocking", "DELETE FROM plans_blocking")
    refused("plans_blocking", "UPDATE plans_blocking SET confirmed_by = 'Carl'")
    refused("plans_blocking", "UPDATE plans_blocking SET confirmed_at = NULL, confirmed_by = ''")


def test_a_blocked_edition_can_be_emptied_and_nothing_else(edition: Edition) -> None:
    run("UPDATE plans_blocking SET confirmed_at = asked_at, confirmed_by = 'Bo'")
    refused("plans_edition", "UPDATE plans_edition SET content = '', html = '', digest = ''")
    refused("plans_edition", "UPDATE plans_edition SET content = 'Noget andet', html = ''")
    run("UPDATE plans_edition SET content = '', html = ''")
    refused("plans_edition", "UPDATE plans_edition SET content = 'Noget andet'")


@pytest.mark.parametrize(
    "delete", [lambda e: e.delete(), lambda e: e.plan.delete(), lambda e: e.approval_round.delete()]
)
def test_the_portal_itself_cannot_delete_an_edition(edition: Edition, delete: Callable[[Edition], Any]) -> None:
    with pytest.raises(Exception, match=r"protected|kan hverken"), transaction.atomic():
        delete(edition)
    assert Edition.objects.filter(pk=edition.pk).exists()


def test_a_section_lies_in_its_own_plan(edition: Edition) -> None:
    elsewhere = section(Plan.objects.get(council__slug="viborg"), "kredsraadet")
    sql = f"UPDATE plans_section SET parent_id = {elsewhere.pk} WHERE plan_id = {edition.plan_id}"  # noqa: S608
    refused("plans_section", sql, message="sin egen plan")
