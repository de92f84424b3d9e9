"""``run_due`` does what is due, survives a failing job, and stops when asked to."""

import os
import signal
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command

from kredsraad import due
from kredsraad.management.commands import run_due

NOW = datetime(2024, 1, 3, 12, tzinfo=UTC)


def failing(now: datetime) -> Iterator[str]:
    """A job that fails halfway."""
    yield "half"
    raise ValueError(f"no luck at {now}")


@pytest.mark.django_db
def test_expired_sessions_are_removed_and_others_kept() -> None:
    Session.objects.create(session_key="old", expire_date=NOW - timedelta(seconds=1))
    Session.objects.create(session_key="live", expire_date=NOW + timedelta(seconds=1))
    assert list(due.clear_expired_sessions(NOW)) == ["removed 1 expired session(s)"]
    assert list(Session.objects.values_list("session_key", flat=True)) == ["live"]


@pytest.mark.django_db
def test_nothing_due_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("run_due")
    assert capsys.readouterr().out == ""


def test_a_failing_job_does_not_keep_the_next_one_from_running(caplog: pytest.LogCaptureFixture) -> None:
    done, failures = due.run_jobs(now=NOW, jobs=[failing, lambda now: [f"done at {now:%H}"]])
    assert done == ["half", "done at 12"]
    assert failures == 1
    assert "failing failed" in caplog.text


@pytest.mark.django_db
def test_a_single_run_with_a_failure_exits_with_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_due, "run_jobs", lambda now: due.run_jobs(now=now, jobs=[failing]))
    with pytest.raises(CommandError, match="1 job"):
        call_command("run_due")


@pytest.fixture
def signals_restored() -> Iterator[None]:
    """Put the signal handlers back that ``--watch`` replaces."""
    kept = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yield
    for number, handler in kept.items():
        signal.signal(number, handler)


@pytest.mark.usefixtures("signals_restored")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_watching_goes_on_until_a_signal(monkeypatch: pytest.MonkeyPatch, number: signal.Signals) -> None:
    rounds: list[datetime] = []

    def third_time_stops(now: datetime) -> tuple[list[str], int]:
        rounds.append(now)
        if len(rounds) == 3:
            os.kill(os.getpid(), number)
        return [], 1

    monkeypatch.setattr(run_due, "run_jobs", third_time_stops)
    monkeypatch.setattr(run_due, "close_old_connections", lambda: None)
    call_command("run_due", watch=True, interval=0.001)
    assert len(rounds) == 3
