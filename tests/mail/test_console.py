"""In a demo mail is printed, as a person reads it."""

from __future__ import annotations

import io
import sys
from datetime import UTC, datetime

import pytest
from django.core.management import call_command
from post_office.models import STATUS
from pytest_django import Settings

from councils import postbox
from kredsraad import sending
from tests.base import outbox

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def console(settings: Settings) -> None:
    """Mail goes to the console."""
    settings.POST_OFFICE = settings.POST_OFFICE | {"BACKENDS": {"default": "kredsraad.console.EmailBackend"}}


def write() -> None:
    """Put a mail in Danish in the queue."""
    postbox.put(
        recipient="aase@test.example",
        subject="Frist: 8. november for »Øvrige råd«",
        text="Kære Åse\n\nhttps://portal.example/skrivebord/plan/bidrag/?a=1&b=2\n",
        html="<p>Kære Åse</p>",
    )


def test_run_due_prints_it_with_its_danish_letters_and_its_link(capsys: pytest.CaptureFixture[str]) -> None:
    write()
    call_command("run_due")
    out = capsys.readouterr().out
    for line in (
        "Mail til aase@test.example",
        "Emne: Frist: 8. november for »Øvrige råd«",
        "Kære Åse",
        "https://portal.example/skrivebord/plan/bidrag/?a=1&b=2",
        "sent 1 mail(s)",
    ):
        assert f"{line}\n" in out
    assert "<p>" not in out
    assert outbox()[0].status == STATUS.sent


def test_a_terminal_that_does_not_know_the_letters_fails_no_mail(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr(sys, "stdout", terminal)
    write()
    assert list(sending.send_mail(datetime(2030, 1, 1, tzinfo=UTC))) == ["sent 1 mail(s)"]
    assert b"K?re ?se" in terminal.buffer.getvalue()
