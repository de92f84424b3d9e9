"""Mail on the console, for a demo: what a person reads, with the letters and links as they are."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from threading import RLock

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

RULE = "─" * 79
_lock = RLock()


class EmailBackend(BaseEmailBackend):
    """Prints the text of each mail. The HTML, and the coding that carries mail over the net, are left out."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Print the mails; gives how many."""
        with _lock:
            for message in email_messages:
                _print(_page(message))
        return len(email_messages)


def _page(message: EmailMessage) -> str:
    head = f"Mail til {', '.join(message.recipients())}\nEmne: {message.subject}"
    return f"{RULE}\n{head}\n\n{str(message.body).strip()}\n{RULE}\n"


def _print(page: str) -> None:
    """Letters that the terminal does not know become question marks: a mail is not to fail for them."""
    code = sys.stdout.encoding or "utf-8"
    sys.stdout.write(page.encode(code, "replace").decode(code))
    sys.stdout.flush()
