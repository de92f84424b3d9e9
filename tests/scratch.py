"""Databases of a test's own, apart from the one that pytest-django rolls back: for threads, and for killed processes.

On SQLite a file, because threads share no transaction in memory; on PostgreSQL a database of its own on the same
server. Each is a copy of the migrated, empty test database, with its guards.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Barrier
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from django.db import connection, connections, transaction

IS_SQLITE = connection.vendor == "sqlite"
PATIENCE = 60
"""Seconds that threads wait for one another before the test fails."""


@dataclass(frozen=True)
class Scratch:
    """A database: what Django calls it, and the DATABASE_URL by which another process finds it."""

    name: str
    url: str

    def copy(self, folder: Path) -> Scratch:
        """Another database with the same rows; nobody may be connected to this one."""
        if IS_SQLITE:
            return _copy_file(sqlite3.connect(self.name), folder)
        return _create_from(self.name)

    def remove(self) -> None:
        """Take the database away; files go with the folder that they are in."""
        if not IS_SQLITE:
            _on_server(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')


def copy_of_test_database(folder: Path) -> Scratch:
    """A copy of the test database as it is now. No transaction may be open."""
    name = str(connection.settings_dict["NAME"])
    # pytest-django makes a test database only if a test asks for one; without it this would be somebody's own.
    assert "mode=memory" in name if IS_SQLITE else name.startswith("test_"), "the test must ask for db"
    if IS_SQLITE:
        connection.ensure_connection()
        return _copy_file(connection.connection, folder, close=False)
    connection.close()
    return _create_from(name)


def _copy_file(source: sqlite3.Connection, folder: Path, *, close: bool = True) -> Scratch:
    path = folder / f"{uuid4().hex}.sqlite3"
    target = sqlite3.connect(path)
    source.backup(target)
    target.close()
    if close:
        source.close()
    return Scratch(str(path), f"sqlite:///{path}")


def _create_from(template: str) -> Scratch:
    name = f"scratch_{uuid4().hex}"
    _on_server(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return Scratch(name, urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl())


def _on_server(sql: str) -> None:
    with connection._nodb_cursor() as cursor:
        cursor.execute(sql)


@contextmanager
def using(scratch: Scratch) -> Iterator[Scratch]:
    """Have Django use the scratch database as its default one, in this thread and in those begun meanwhile."""
    kept, settings = connections["default"], connections.settings["default"]
    connections.settings["default"] = {**settings, "NAME": scratch.name}
    connections["default"] = connections.create_connection("default")
    try:
        yield scratch
    finally:
        connections["default"].close()
        connections.settings["default"] = settings
        connections["default"] = kept


@contextmanager
def rolled_back(blocker: Any) -> Iterator[None]:
    """For fixtures of a whole file: what is made inside is there for every test of it and gone afterwards.

    `blocker` is pytest-django's `django_db_blocker`; the fixture asks for `django_db_setup`, the file's tests for `db`.
    """
    with blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


def together(*actions: Callable[[], Any]) -> list[Any]:
    """Run the actions at the same moment, each in a thread with its own connection.

    Gives what each returned, or the exception that it raised, in their order.
    """
    barrier = Barrier(len(actions))

    def run(action: Callable[[], Any]) -> Any:
        try:
            barrier.wait(PATIENCE)
            return action()
        except Exception as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(actions)) as pool:
        return [future.result(PATIENCE) for future in [pool.submit(run, action) for action in actions]]
