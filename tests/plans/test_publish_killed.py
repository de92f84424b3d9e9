"""Killed at any moment, publication leaves the whole edition or none, and can be repeated."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from signal import SIGKILL
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from plans.models import ApprovalRound, Edition, Plan, PlanEvent
from plans.publishing import editions
from plans.publishing.pdf import RenderedPdf
from tests.base import make_cast, make_plan
from tests.plans.dying import MOMENTS, PUBLICATION, die
from tests.scratch import Scratch, using

LATE = "right after the end of the transaction"


@pytest.fixture(scope="module")
def ready_to_publish(
    empty_database: Scratch, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Scratch]:
    """A database with a plan that nothing keeps from being published."""
    with django_db_blocker.unblock():
        scratch = empty_database.copy(tmp_path_factory.mktemp("ready"))
        with using(scratch):
            make_plan(make_cast().district)
        yield scratch
        scratch.remove()


@pytest.fixture
def portal(ready_to_publish: Scratch, db: None, tmp_path: Path) -> Iterator[Scratch]:
    """A copy of that database for one test; other processes reach it by its URL."""
    scratch = ready_to_publish.copy(tmp_path)
    yield scratch
    scratch.remove()


def publish_and_die(portal: Scratch, moment: str) -> subprocess.CompletedProcess[str]:
    """Publish in a process of its own that is killed at the moment."""
    environment = os.environ | {"DATABASE_URL": portal.url}
    command = [sys.executable, "-m", "tests.plans.dying", moment]
    return subprocess.run(
        command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, timeout=120, check=False
    )


def publish_again() -> str:
    """Publish by the command, and give what it says, or why it refuses."""
    out = StringIO()
    try:
        call_command("publish_plan", **PUBLICATION, stdout=out)
    except CommandError as refused:
        return str(refused)
    return out.getvalue()


def assert_nothing_published() -> None:
    """The plan is as before, but for the decision, which stands."""
    assert Plan.objects.get().stage == Plan.Stage.EDITING
    assert not Edition.objects.exists()
    assert not PlanEvent.objects.filter(kind=PlanEvent.Kind.PUBLISHED).exists()
    assert not ApprovalRound.objects.filter(ended_at__isnull=False).exists()


def assert_published_once() -> None:
    """One whole edition: text, file, digests, the round ended, the stage, the log."""
    edition = Edition.objects.get()
    file = edition.files.get()
    assert hashlib.sha256(edition.content.encode()).hexdigest() == edition.digest == edition.approval_round.digest
    assert hashlib.sha256(bytes(file.data)).hexdigest() == file.digest
    assert bytes(file.data).startswith(b"%PDF")
    assert ApprovalRound.objects.get().ended_at is not None
    assert Plan.objects.get().stage == Plan.Stage.PUBLISHED
    assert PlanEvent.objects.filter(kind=PlanEvent.Kind.PUBLISHED).count() == 1


@pytest.mark.parametrize("moment", [moment for moment in MOMENTS if moment != LATE])
def test_killed_before_its_end_it_has_not_happened(portal: Scratch, moment: str) -> None:
    killed = publish_and_die(portal, moment)
    assert killed.returncode == -SIGKILL, killed.stderr
    with using(portal):
        assert_nothing_published()
        assert "1. udgave er offentliggjort" in publish_again()
        assert_published_once()


def test_killed_after_its_end_it_has_happened(portal: Scratch) -> None:
    killed = publish_and_die(portal, LATE)
    assert killed.returncode == -SIGKILL, killed.stderr
    with using(portal):
        assert_published_once()
        assert "Indholdet er det samme som i 1. udgave" in publish_again()
        assert_published_once()


class DieAtWrite:
    """Kills the process before its nth statement that writes, counted from 0; those that read leave nothing behind."""

    def __init__(self, number: int) -> None:
        self.left = number

    def __call__(self, execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        """Run the statement, or die."""
        if not sql.startswith("SELECT"):
            if self.left == 0:
                die()
            self.left -= 1
        return execute(sql, *rest)


def publish_in_a_fork(portal: Scratch, *, dying_at: int) -> bool:
    """Publish in a forked process that is killed before its nth write; whether it came so far."""
    child = os.fork()
    if child == 0:
        with using(portal), connection.execute_wrapper(DieAtWrite(dying_at)):
            publish_again()
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
    return os.WIFSIGNALED(status)


@pytest.mark.django_db
def test_killed_before_any_of_its_writes_it_has_not_happened(
    ready_to_publish: Scratch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(editions, "render_pdf", lambda content, facts: RenderedPdf(b"%PDF-1.7", 1))
    writes, killed = 0, True
    while killed:
        portal = ready_to_publish.copy(tmp_path)
        killed = publish_in_a_fork(portal, dying_at=writes)
        with using(portal):
            (assert_nothing_published if killed else assert_published_once)()
            publish_again()
            assert_published_once()
        portal.remove()
        writes += 1
    assert writes > 8
