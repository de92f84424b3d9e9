"""What every test shares."""

from __future__ import annotations

import os
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as portal
from django.core.management import call_command
from django.db import connections
from django.test import TransactionTestCase, override_settings
from hypothesis import settings

from councils.triggers import all_guards, install, remove
from plans.models import Plan
from tests.base import Cast, make_cast, make_plan
from tests.scratch import Scratch, copy_of_test_database, rolled_back, using

# No example database: a test run leaves nothing in the source tree. In CI the same examples every time.
settings.register_profile("suite", deadline=None, database=None, derandomize="CI" in os.environ)
settings.load_profile("suite")


ASKING = pytest.mark.django_db
"""Says that a database is needed at all; see below."""


DATABASE_FIXTURES = {"db", "transactional_db", "django_db_setup", "empty_database", "own_database"}


def pytest_addoption(parser: pytest.Parser) -> None:
    """A second run, on another database, need not repeat what has no database."""
    parser.addoption("--database-only", action="store_true", help="run only the tests that use the database")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what was asked to be left out, and see to it that there is a database where one is needed.

    pytest-django makes its database only where a test asks for it by name; browser tests alone only copy it.
    """
    if config.getoption("--database-only"):
        config.hook.pytest_deselected(items=[item for item in items if not _asks_the_database(item)])
        items[:] = [item for item in items if _asks_the_database(item)]
    if any("db" in getattr(item, "fixturenames", ()) or item.get_closest_marker("django_db") for item in items):
        return
    for item in items:
        if "empty_database" in getattr(item, "fixturenames", ()):
            item.add_marker(ASKING)


def _asks_the_database(item: pytest.Item) -> bool:
    """Whether the test, or a fixture of it, may find another answer in another database.

    What a browser shows is the same on each; but the test of a whole year is run on both.
    """
    if "browser" in getattr(item, "fixturenames", ()) and not item.get_closest_marker("any_database"):
        return False
    named = set(getattr(item, "fixturenames", ()))
    return bool(named & DATABASE_FIXTURES) or item.get_closest_marker("django_db") is not None


@pytest.fixture(autouse=True, scope="session")
def guards_rest_during_flush() -> Iterator[None]:
    """After a transactional test the tables are emptied, which the database's guards rightly refuse: off, then on."""
    flush = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]

    def flush_unguarded(case: Any) -> None:
        aliases = list(case._databases_names(include_mirrors=False))
        for alias in aliases:
            remove(connections[alias], all_guards())
        try:
            flush(case)
        finally:
            for alias in aliases:
                install(connections[alias], all_guards())

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", flush_unguarded)
        yield


@pytest.fixture(autouse=True, scope="session")
def mail_is_queued(django_test_environment: None) -> None:
    """Mail waits in the queue, as in production: Django's test set-up would let allauth's pass it by."""
    portal.EMAIL_BACKEND = "councils.postbox.QueueBackend"


@pytest.fixture
def cast(db: None) -> Cast:
    """The named cast."""
    return make_cast()


@pytest.fixture
def plan(cast: Cast) -> Plan:
    """The small plan of the district council for 2023."""
    return make_plan(cast.district)


@pytest.fixture(scope="module")
def loaded_registers(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The registers as a newcomer gets them; rolled back after the file's last test."""
    with rolled_back(django_db_blocker):
        call_command("load_demo", registers_only=True, stdout=StringIO())
        yield


@pytest.fixture(scope="module")
def loaded_demo(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """The whole demo: plans of 2022 and 2023 published, 2024 begun; rolled back after the file's last test."""
    folder = tmp_path_factory.mktemp("var")
    with rolled_back(django_db_blocker):
        with override_settings(DEMO=True, VAR_DIR=folder):
            call_command("load_demo", stdout=StringIO())
        yield


@pytest.fixture(scope="session")
def empty_database(
    request: pytest.FixtureRequest,
    django_db_setup: None,
    django_db_blocker: Any,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Scratch]:
    """A migrated, empty database that others are copied from."""
    for item in request.session.items:
        # It has been made by now; a test that had the mark would write in a transaction that no server sees.
        item.own_markers = [mark for mark in item.own_markers if mark is not ASKING.mark]
    with django_db_blocker.unblock():
        scratch = copy_of_test_database(tmp_path_factory.mktemp("databases"))
        yield scratch
        scratch.remove()


@pytest.fixture
def own_database(empty_database: Scratch, db: None, tmp_path: Path) -> Iterator[Scratch]:
    """A real database for this test alone, in which transactions are committed and threads meet."""
    scratch = empty_database.copy(tmp_path)
    with using(scratch):
        yield scratch
    scratch.remove()


@pytest.fixture
def shared() -> Path:
    """The folder with the source plans, which is not part of the portal; skips the test where it is not there."""
    folder = Path(portal.BASE_DIR).parent / "shared" / "source-plans"
    if not folder.is_dir():
        pytest.skip(f"{folder} is not here: the source plans are no part of the portal")
    return folder
