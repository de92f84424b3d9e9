"""Killed at any moment, a release is taken over by another process, and becomes one whole edition."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from signal import SIGKILL
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone

from councils.models import User
from plans import making_ready, releasing
from plans.models import Edition, Plan, PlanEvent, Release
from tests.base import make_cast, outbox
from tests.releasing.builders import decided_plan, ordered, scheduled
from tests.releasing.dying import PREPARING, PUBLISHING
from tests.scratch import Scratch, using


@pytest.fixture(scope="module")
def decided(
    empty_database: Scratch, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Scratch]:
    """A database with a plan that was decided on."""
    with django_db_blocker.unblock():
        scratch = empty_database.copy(tmp_path_factory.mktemp("decided"))
        with using(scratch):
            decided_plan(make_cast())
        yield scratch
        scratch.remove()


@pytest.fixture
def portal(decided: Scratch, db: None, tmp_path: Path) -> Iterator[Scratch]:
    """A copy of that database for one test; other processes reach it by its URL."""
    scratch = decided.copy(tmp_path)
    yield scratch
    scratch.remove()


def work_and_die(portal: Scratch, moment: str) -> None:
    """Do what is due in a process of its own that is killed at the moment."""
    environment = os.environ | {"DATABASE_URL": portal.url}
    command = [sys.executable, "-m", "tests.releasing.dying", moment]
    killed = subprocess.run(
        command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, timeout=120, check=False
    )
    assert killed.returncode == -SIGKILL, killed.stderr


def secretary() -> User:
    """The secretary's account in the database that is in use."""
    return User.objects.get(email="sekretaer@test.example")


@pytest.mark.parametrize("moment", PREPARING)
def test_made_ready_by_another_once_its_lease_has_passed(portal: Scratch, moment: str) -> None:
    with using(portal):
        ordered(Plan.objects.get(), secretary())
    work_and_die(portal, moment)
    with using(portal):
        now = timezone.now()
        row = Release.objects.get()
        assert (row.state, row.html, bytes(row.pdf), row.attempts) == ("ordered", "", b"", 1)
        assert row.step in making_ready.STEPS
        assert making_ready.prepare_due(now) == 0
        assert making_ready.prepare_due(now + making_ready.LEASE) == 1
        assert Release.objects.get().state == "prepared"


@pytest.mark.parametrize("moment", PUBLISHING)
def test_killed_while_it_publishes_nothing_has_happened_and_another_does_it(portal: Scratch, moment: str) -> None:
    with using(portal):
        row = scheduled(Plan.objects.get(), secretary(), publish_at=timezone.now() + timedelta(hours=1))
        written = len(outbox())
    work_and_die(portal, moment)
    with using(portal):
        assert Release.objects.get().state == "scheduled"
        assert not Edition.objects.exists()
        assert len(outbox()) == written
        assert row.publish_at is not None
        assert releasing.publish_due(row.publish_at) == (1, 0)
        assert bytes(Edition.objects.get().files.get().data) == bytes(row.pdf)
        assert PlanEvent.objects.filter(kind="published").count() == 1
