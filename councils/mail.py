"""Mail: Danish, text and HTML, with a link to the thing itself.

A mail is a row, written in the same transaction as its cause; run_due hands it to the mail server (django-post-office),
and tries again while that is down. A cause with a key is written of once, however often it is looked for.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.utils import timezone
from post_office import mail
from post_office.models import Email

from councils.models import Notice, User

KINDS: dict[str, str] = {
    "assignment": "Når jeg bliver bedt om et bidrag",
    "reminder": "Påmindelser om frister",
    "question": "Når en bidragyder stiller et spørgsmål",
    "delivery": "Når et bidrag er leveret",
    "comment": "Kommentarer i tråde, som jeg er med i",
}
"""What people may choose not to be written to about. All else (invitations, passwords) is always sent."""


@dataclass(frozen=True)
class Letter:
    """A mail to be written: its kind, its subject, the template (mail/<name>.txt and .html) and what that needs.

    `path` is where the link leads, a path of the portal's own. `key` names the cause: with one, the reader is written
    to once.
    """

    kind: str
    subject: str
    template: str
    path: str
    context: dict[str, Any] = field(default_factory=dict)
    key: str = ""


def address(path: str) -> str:
    """The full address of a path of the portal."""
    return settings.SITE_URL + path


def wants(user: User, kind: str) -> bool:
    """Whether the account has not chosen away this kind of mail."""
    return kind not in user.muted_mail


def write(letter: Letter, user: User) -> Email | None:
    """Write to the holder of an account; None where they do not want this kind, or were written to already."""
    if not user.is_active or not wants(user, letter.kind):
        return None
    return write_to(letter, user.email, user=user)


@transaction.atomic
def write_to(letter: Letter, recipient: str, *, user: User | None = None) -> Email | None:
    """Write to an address; None where that was done already for the letter's key."""
    notice = None
    if letter.key:
        notice = _claimed(letter, recipient, user)
        if notice is None:
            return None
    context = {**letter.context, "link": address(letter.path), "site_url": settings.SITE_URL, "subject": letter.subject}
    email = mail.send(
        recipients=[recipient],
        sender=settings.DEFAULT_FROM_EMAIL,
        subject=" ".join(letter.subject.split()),
        message=render_to_string(f"mail/{letter.template}.txt", context).strip() + "\n",
        html_message=render_to_string(f"mail/{letter.template}.html", context),
    )
    if notice is not None:
        notice.email = email
        notice.save(update_fields=["email"])
    return email


def _claimed(letter: Letter, recipient: str, user: User | None) -> Notice | None:
    """The row that says the letter is written; None where another process, or an earlier round, was first."""
    key = f"{letter.key}:{user.pk if user else recipient}"
    try:
        with transaction.atomic():
            return Notice.objects.create(key=key, kind=letter.kind, user=user, created_at=timezone.now())
    except IntegrityError:
        return None
