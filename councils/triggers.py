"""Rules over rows that a constraint cannot say, held by the database itself as triggers on SQLite and PostgreSQL.

An AppConfig names its `Guard`s by a method `guards` and calls `connect`; they are taken off before migrations (SQLite
cannot rebuild a table that a trigger of another one reads, and drops the table's own without a word) and put back
after. A system check says when one is missing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import AppConfig, apps
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.signals import post_migrate, pre_migrate


@dataclass(frozen=True)
class Guard:
    """Refuse an event on a table's rows unless a condition holds.

    `allowed` is SQL that both databases read, over NEW and OLD; empty means never. `lock` is an SQL query that
    PostgreSQL runs first, so that two transactions cannot both pass (SQLite has one writer at a time).
    """

    name: str
    table: str
    event: str
    message: str
    allowed: str = ""
    lock: str = ""

    def create(self, vendor: str) -> list[str]:
        """The SQL statements that install the guard."""
        if vendor == "sqlite":
            return [self._sqlite()] if self.event != "TRUNCATE" else []
        return [self._postgres_function(), self._postgres_path(), self._postgres_trigger()]

    def drop(self, vendor: str) -> str:
        """The SQL statement that takes it off; no error where it is not there."""
        if vendor == "sqlite":
            return f"DROP TRIGGER IF EXISTS {self.name}"
        return f"DROP FUNCTION IF EXISTS {self.name}() CASCADE"

    def exists_on(self, vendor: str) -> bool:
        """Whether the database has such a guard at all: SQLite knows no TRUNCATE."""
        return vendor != "sqlite" or self.event != "TRUNCATE"

    def _sqlite(self) -> str:
        when = f"WHEN ({self.allowed}) IS NOT TRUE" if self.allowed else ""
        return (
            f"CREATE TRIGGER {self.name} BEFORE {self.event} ON {self.table} FOR EACH ROW {when} "
            f"BEGIN SELECT RAISE(ABORT, '{self.message}'); END"
        )

    def _postgres_function(self) -> str:
        refuse = f"RAISE EXCEPTION '{self.message}' USING ERRCODE = 'restrict_violation';"
        body = f"IF ({self.allowed}) IS NOT TRUE THEN {refuse} END IF;" if self.allowed else refuse
        lock = f"PERFORM 1 FROM ({self.lock}) AS locked;" if self.lock else ""
        back = "OLD" if self.event == "DELETE" else "NEW"
        return (
            f"CREATE OR REPLACE FUNCTION {self.name}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN {lock} {body} RETURN {back}; END $$"
        )

    def _postgres_path(self) -> str:
        """Have the function look up tables in our schema only: a session's temporary tables would come first."""
        return (
            "DO $$ BEGIN EXECUTE format("
            f"'ALTER FUNCTION {self.name}() SET search_path = %I, pg_temp', current_schema()); END $$"
        )

    def _postgres_trigger(self) -> str:
        each = "STATEMENT" if self.event == "TRUNCATE" else "ROW"
        return (
            f"CREATE TRIGGER {self.name} BEFORE {self.event} ON {self.table} "
            f"FOR EACH {each} EXECUTE FUNCTION {self.name}()"
        )


def forbid(table: str, message: str, *events: str) -> list[Guard]:
    """Guards that refuse the events outright."""
    return [Guard(f"{table}_no_{event.lower()}", table, event, message) for event in events]


def all_guards() -> list[Guard]:
    """Every app's guards."""
    return [guard for config in apps.get_app_configs() for guard in getattr(config, "guards", list)()]


def install(connection: BaseDatabaseWrapper, guards: Iterable[Guard]) -> None:
    """Put the guards on their tables, anew where they are there already; tables not yet made are passed over."""
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for guard in guards:
            if guard.table in tables:
                cursor.execute(guard.drop(connection.vendor))
                for statement in guard.create(connection.vendor):
                    cursor.execute(statement)


def remove(connection: BaseDatabaseWrapper, guards: Iterable[Guard]) -> None:
    """Take the guards off."""
    with connection.cursor() as cursor:
        for guard in guards:
            cursor.execute(guard.drop(connection.vendor))


def missing(connection: BaseDatabaseWrapper) -> list[Guard]:
    """The guards that ought to be on existing tables and are not."""
    sql = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql)
        present = {row[0] for row in cursor.fetchall()}
    tables = set(connection.introspection.table_names())
    wanted = [g for g in all_guards() if g.table in tables and g.exists_on(connection.vendor)]
    return [guard for guard in wanted if guard.name not in present]


def connect(config: AppConfig) -> None:
    """Have the app's guards taken off before migrations and put back after them."""
    pre_migrate.connect(_before, sender=config, dispatch_uid=f"guards-off-{config.label}")
    post_migrate.connect(_after, sender=config, dispatch_uid=f"guards-on-{config.label}")


def _before(using: str, **_: Any) -> None:
    remove(connections[using], all_guards())


def _after(using: str, **_: Any) -> None:
    install(connections[using], all_guards())


@register(Tags.database)
def check_guards(databases: Iterable[str] | None = None, **_: Any) -> list[CheckMessage]:
    """Say which guards are missing in the databases that are checked."""
    return [
        Error(f"Databasen mangler vagten {guard.name} på {guard.table}.", hint="Kør migrate.", id="councils.E001")
        for alias in databases or []
        for guard in missing(connections[alias])
    ]
