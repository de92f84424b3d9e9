"""The mails that wait: rows of django-post-office, put there by whatever writes a mail, and sent by kredsraad.sending.

The rows are made here, not by post_office.mail: that takes each subject and text for a Django template, so that braces
in what somebody wrote would be run.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import make_msgid
from post_office.models import PRIORITY, STATUS, Email
from post_office.settings import get_message_id_fqdn
from post_office.validators import validate_email_with_name

logger = logging.getLogger(__name__)

LONGEST_SUBJECT = 200
MACHINE_MADE = {"Auto-Submitted": "auto-generated"}
"""Keeps answering machines from answering (RFC 3834)."""


def one_line(text: str) -> str:
    """A subject as it may stand in a header: one line, printable, and not too long."""
    line = "".join(letter for letter in " ".join(text.split()) if letter.isprintable())
    return line if len(line) <= LONGEST_SUBJECT else line[: LONGEST_SUBJECT - 1].rstrip() + "…"


def put(
    *, recipient: str, subject: str, text: str, html: str = "", sender: str = "", headers: dict[str, str] | None = None
) -> Email | None:
    """Put a mail to one address in the queue, in the transaction of its cause; None where it cannot be written to."""
    if not _takes_mail(recipient):
        logger.warning("An address that takes no mail was not written to.")
        return None
    return Email.objects.create(
        from_email=sender or settings.DEFAULT_FROM_EMAIL,
        to=[recipient],
        subject=one_line(subject),
        message=text,
        html_message=html,
        headers=MACHINE_MADE | (headers or {}),
        message_id=make_msgid(domain=get_message_id_fqdn()),
        priority=PRIORITY.medium,
        status=STATUS.queued,
    )


def _takes_mail(recipient: str) -> bool:
    """Whether it is one address. The row keeps several with commas between: one with a comma inside would be two."""
    try:
        validate_email_with_name(recipient)
    except ValidationError:
        return False
    return "," not in recipient


class QueueBackend(BaseEmailBackend):
    """Django's way to send mail, for what others write (allauth): puts it in the queue, once for each recipient."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Put the mails in the queue; gives how many."""
        return sum(_queue(message) for message in email_messages)


def _queue(message: EmailMessage) -> bool:
    if message.attachments:
        raise ValueError("The portal's mails carry links, not attachments.")
    headers = {name: str(value) for name, value in message.extra_headers.items()}
    if message.reply_to:
        headers.setdefault("Reply-To", ", ".join(message.reply_to))
    rows = [
        put(
            recipient=recipient,
            subject=str(message.subject),
            text=str(message.body),
            html=_html_of(message),
            sender=message.from_email,
            headers=headers,
        )
        for recipient in message.recipients()
    ]
    return any(rows)


def _html_of(message: EmailMessage) -> str:
    alternatives: Iterable[Any] = message.alternatives if isinstance(message, EmailMultiAlternatives) else ()
    return next((str(content) for content, kind in alternatives if kind == "text/html"), "")
