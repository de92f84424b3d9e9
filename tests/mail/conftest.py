"""A mail server for the tests that send."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_django import Settings

from tests.mail.server import MailServer

SMTP = "django.core.mail.backends.smtp.EmailBackend"


@pytest.fixture
def server(settings: Settings) -> Iterator[MailServer]:
    """A mail server that runs, and the portal set to send by it."""
    server = MailServer()
    use(settings, server.port)
    server.start()
    yield server
    server.stop()


def use(settings: Settings, port: int) -> None:
    """Have the portal send by the server at the port, patient for a moment only."""
    settings.POST_OFFICE = settings.POST_OFFICE | {"BACKENDS": {"default": SMTP}}
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 5
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
