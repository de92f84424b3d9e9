"""``manage.py ready`` makes a database fit to serve from, or says why it cannot."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

ROOT = Path(__file__).parents[2]


def ready(database: Path) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own on an SQLite file."""
    environment = {
        "PATH": os.environ["PATH"],
        "ENV_FILE": "",
        "SECRET_KEY": "k" * 60,
        "SITE_URL": "https://portal.example",
        "DATABASE_URL": f"sqlite:///{database}",
    }
    command = [sys.executable, "manage.py", "ready"]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def test_a_new_database_is_made_once(tmp_path: Path) -> None:
    first = ready(tmp_path / "new.sqlite3")
    assert (first.returncode, first.stdout) == (0, "Bringing the database up to date\n"), first.stderr
    second = ready(tmp_path / "new.sqlite3")
    assert (second.returncode, second.stdout) == (0, ""), second.stderr


def test_a_guard_that_is_missing_is_put_back(tmp_path: Path) -> None:
    database = tmp_path / "portal.sqlite3"
    ready(database)
    with closing(sqlite3.connect(database)) as file:
        file.execute("DROP TRIGGER plans_edition_no_delete")
        file.commit()
        result = ready(database)
        assert result.returncode == 0, result.stderr
        found = "SELECT count(*) FROM sqlite_master WHERE name = 'plans_edition_no_delete'"
        assert file.execute(found).fetchone() == (1,)


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("This is not a database. " * 50, encoding="utf-8")
    result = ready(file)
    assert result.returncode == 1
    assert "cannot be used: file is not a database" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.django_db
def test_a_database_made_by_a_newer_version_is_left_alone() -> None:
    MigrationRecorder(connection).record_applied("plans", "9999_from_the_future")
    with pytest.raises(CommandError, match=r"newer version of the portal \(it has plans\.9999_from_the_future"):
        call_command("ready")


@pytest.mark.django_db
def test_tables_of_a_package_that_is_gone_do_no_harm() -> None:
    MigrationRecorder(connection).record_applied("left_behind", "0001_initial")
    call_command("ready")
