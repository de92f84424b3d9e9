"""Several processes that send at once send each mail once, on either database; a killed one leaves none stuck."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import timedelta
from threading import Event

import pytest
from django.conf import settings as portal
from django.db import connection
from django.utils import timezone
from post_office.models import STATUS, Email
from pytest_django import Settings

from councils import postbox
from kredsraad import sending
from tests.base import outbox
from tests.mail.conftest import use
from tests.mail.server import MailServer
from tests.scratch import Scratch, together

COUNT = 40


def write(count: int) -> None:
    """Put so many mails in the queue."""
    for number in range(count):
        postbox.put(recipient=f"r{number}@test.example", subject=f"Nummer {number}", text="Tekst")


def run_due(database: Scratch, server: MailServer) -> subprocess.Popen[str]:
    """Begin a process of its own that does what is due, once."""
    environment = {
        "PATH": os.environ["PATH"],
        "ENV_FILE": "",
        "DEMO": "on",
        "SECRET_KEY": "only-for-the-test-run",
        "DATABASE_URL": database.url,
        "EMAIL_URL": f"smtp://127.0.0.1:{server.port}",
    }
    return subprocess.Popen(
        [sys.executable, "manage.py", "run_due"],
        cwd=portal.BASE_DIR,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def assert_each_once(server: MailServer, count: int) -> None:
    """Every mail came, and none came twice."""
    assert server.recipients == {f"r{number}@test.example": 1 for number in range(count)}
    assert {email.status for email in outbox()} == {STATUS.sent}


@pytest.mark.usefixtures("own_database")
def test_threads_that_send_at_once_send_each_mail_once(server: MailServer) -> None:
    write(COUNT)
    now = timezone.now()
    assert all(isinstance(lines, list) for lines in together(*[lambda: list(sending.send_mail(now))] * 6))
    assert_each_once(server, COUNT)


def test_processes_that_send_at_once_send_each_mail_once(own_database: Scratch, server: MailServer) -> None:
    write(COUNT)
    connection.close()
    processes = [run_due(own_database, server) for _ in range(3)]
    outputs = [process.communicate(timeout=120) for process in processes]
    assert [process.returncode for process in processes] == [0, 0, 0], outputs
    assert_each_once(server, COUNT)


def test_a_process_killed_while_it_sends_leaves_no_mail_stuck(
    own_database: Scratch, server: MailServer, settings: Settings
) -> None:
    use(settings, server.port)
    spoken_to, killed = Event(), Event()

    def stall(session: object, address: str) -> str:
        spoken_to.set()
        killed.wait(60)
        return "451 too late to be heard"

    server.at_recipient = stall
    write(2)
    connection.close()
    process = run_due(own_database, server)
    assert spoken_to.wait(60)
    process.kill()
    process.communicate(timeout=60)
    killed.set()
    server.at_recipient = lambda session, address: "250 OK"
    now = timezone.now()
    assert list(sending.send_mail(now)) == ["sent 1 mail(s)"]
    assert Email.objects.filter(status=STATUS.requeued).count() == 1
    assert list(sending.send_mail(now + sending.CLAIM + timedelta(seconds=1))) == ["sent 1 mail(s)"]
    assert_each_once(server, 2)
