"""Mail: Danish, text and HTML, with a link to the thing itself.

A mail is a row, written in the same transaction as its cause; run_due hands it to the mail server
(kredsraad.sending), and tries again while that is down. A cause with a key is written of once, however often it is
looked for.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from post_office.models import Email

from councils import postbox
from councils.models import Notice, User
from councils.shell import load_shell

KINDS: dict[str, str] = {
    "assignment": "Når jeg bliver bedt om et bidrag",
    "reminder": "Påmindelser om frister",
    "question": "Når en bidragyder stiller et spørgsmål",
    "delivery": "Når et bidrag er leveret",
    "comment": "Kommentarer i tråde, som jeg er med i",
    "proposal": "Forslag: indbydelse, frister og svar",
    "hearing": "Høring: når den begynder, frister og svar",
    "decision": "Beslutning: når en godkendelse ønskes, og når noget ændres",
    "published": "Når en plan er offentliggjort eller rettet",
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
    """Whether the account has not chosen away this kind of mail; what is not in KINDS, nobody can."""
    return kind not in KINDS or kind not in user.muted_mail


def write(letter: Letter, user: User) -> Email | None:
    """Write to the holder of an account; None where they do not want this kind, or were written to already."""
    if not user.is_active or not wants(user, letter.kind):
        return None
    return write_to(letter, user.email, user=user)


@transaction.atomic
def write_to(letter: Letter, recipient: str, *, user: User | None = None) -> Email | None:
    """Write to an address; None where that was done already for the letter's key, or where it takes no mail."""
    if letter.key and not claim(letter.key, kind=letter.kind, user=user, recipient=recipient):
        return None
    context = _context(letter, user)
    email = postbox.put(
        recipient=recipient,
        subject=letter.subject,
        text=render_to_string(f"mail/{letter.template}.txt", context).strip() + "\n",
        html=render_to_string(f"mail/{letter.template}.html", context).strip() + "\n",
    )
    if letter.key:
        Notice.objects.filter(key=notice_key(letter.key, user, recipient)).update(email=email)
    return email


def text_of(letter: Letter, user: User | None = None) -> str:
    """The letter as its reader would get it, without writing it: for a page that shows it first."""
    return render_to_string(f"mail/{letter.template}.txt", _context(letter, user)).strip() + "\n"


def claim(key: str, *, kind: str, user: User | None, recipient: str = "", at: datetime | None = None) -> bool:
    """Take it on to write of a cause to a reader, in the transaction that does; False where that was taken on before.

    Another process that asks at the same time waits for this one's transaction to end.
    """
    row = Notice(key=notice_key(key, user, recipient), kind=kind, user=user, created_at=at or timezone.now())
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        return False
    return True


def notice_key(key: str, user: User | None, recipient: str = "") -> str:
    """What a notice of the cause to the reader is called, in a row's few letters: an address may be longer."""
    return f"{key}:{user.pk if user else sha256(recipient.casefold().encode()).hexdigest()[:32]}"


def written(keys: Iterable[str]) -> set[str]:
    """Those of the notices that there are."""
    return set(Notice.objects.filter(key__in=list(keys)).values_list("key", flat=True))


def _context(letter: Letter, user: User | None) -> dict[str, Any]:
    """What every mail's frame shows (templates/mail/base.*), and what the letter itself brings."""
    return {
        "reader": user.display_name if user else "",
        "portal": load_shell().name,
        "site_url": settings.SITE_URL,
        "choices_link": address(reverse("account_settings")) if user and letter.kind in KINDS else "",
        **letter.context,
        "link": address(letter.path),
        "subject": postbox.one_line(letter.subject),
    }
