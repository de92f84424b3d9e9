"""A real mail server on this machine, which a test starts and stops, and whose moods it chooses."""

from __future__ import annotations

import socket
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from threading import Thread
from typing import Any

from aiosmtpd.controller import Controller

OK = "250 OK"


class MailServer:
    """Keeps what it was sent. Each of `at_recipient` and `at_text` may answer something else than OK, or break off."""

    def __init__(self) -> None:
        self.port = free_port()
        self.received: list[EmailMessage] = []
        self.at_recipient: Callable[[Any, str], str] = lambda server, address: OK
        self.at_text: Callable[[Any, str], str] = lambda server, address: OK
        self._controller: Controller | None = None

    def start(self) -> None:
        """Answer, always at the same port."""
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self._controller.start()

    def stop(self) -> None:
        """Answer no more."""
        if self._controller is not None:
            self._controller.stop()
            self._controller = None

    @property
    def recipients(self) -> Counter[str]:
        """How many mails came for each address."""
        return Counter(str(message["To"]) for message in self.received)

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        """Asked by aiosmtpd for each recipient."""
        answer = self.at_recipient(server, address)
        if answer == OK:
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        """Asked by aiosmtpd for each text."""
        answer = self.at_text(server, envelope.rcpt_tos[0])
        if answer == OK:
            message = message_from_bytes(envelope.content, policy=policy.default)
            assert isinstance(message, EmailMessage)
            self.received.append(message)
        return answer


def refusing(bad: str, answer: str) -> Callable[[Any, str], str]:
    """Give this answer for one address, and take the others."""
    return lambda server, address: answer if address == bad else OK


def breaking_off(bad: str = "") -> Callable[[Any, str], str]:
    """Cut the connection without a word, for one address or for all."""

    def answer(server: Any, address: str) -> str:
        if not bad or address == bad:
            server.transport.abort()
        return OK if bad and address != bad else "451 too late to be heard"

    return answer


def free_port() -> int:
    """A port at which nobody answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def silent_server() -> Iterator[int]:
    """A server that takes connections and never says anything; gives its port."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        kept: list[socket.socket] = []

        def take() -> None:
            while True:
                try:
                    kept.append(listener.accept()[0])
                except OSError:
                    return

        Thread(target=take, daemon=True).start()
        yield int(listener.getsockname()[1])
        listener.shutdown(socket.SHUT_RDWR)
    for connection in kept:
        connection.close()
