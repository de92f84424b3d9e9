"""Handing the queued mails to the mail server: each once, however many processes do it, and none lost while it is down.

A mail is claimed by a conditional UPDATE that counts the attempt and puts the next one some time ahead; nothing is
locked while the server is spoken to. Whoever is stopped halfway has only put that one mail off: when the time has come
somebody else claims it. A server that is down, or will not have us, is no fault of the mail, which waits for as long as
it takes. A refusal for good (5xx, RFC 5321 § 4.2.1) makes it *failed*, for a person to see.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPResponseException
from time import monotonic
from typing import Any

from django.core.mail import get_connection
from django.db import transaction
from django.db.models import F, Q, QuerySet
from post_office.models import STATUS, Email, Log
from post_office.settings import get_backend

logger = logging.getLogger(__name__)

WAITING = (STATUS.queued, STATUS.requeued)
CLAIM = timedelta(minutes=15)
"""How long a mail is left to whoever claimed it; longer than a server can draw one conversation out."""
AGAIN_AFTER = timedelta(minutes=5)
LONGEST_WAIT = timedelta(hours=6)
ROUND = 60
"""Seconds after which a round begins no other mail, so that other jobs come to their turn."""
BATCH = 200
MISHAPS = 2
"""How many conversations may break off one after the other before the server is left alone until the next round."""
UNAVAILABLE = 421
"""The server's word for "not now, to nobody" (RFC 5321 § 4.2.2)."""
FOR_GOOD = 500


class Outcome(Enum):
    """What came of an attempt."""

    SENT = auto()
    REFUSED = auto()  # this mail can never be delivered as it is
    PUT_OFF = auto()  # the server cannot take this mail now, but perhaps later
    BROKEN_OFF = auto()  # the conversation ended too early; the next mail begins a new one
    UNREACHABLE = auto()  # there is no server, or it will not have us


@dataclass(frozen=True)
class Answer:
    """What came of an attempt, and why, in the server's words."""

    outcome: Outcome
    kind: str = ""
    words: str = ""


def send_mail(now: datetime) -> Iterator[str]:
    """Hand over every mail whose time has come."""
    if not (due := _due(now)):
        return
    counts: Counter[Outcome] = Counter()
    server = get_connection(get_backend())
    mishaps, end = 0, monotonic() + ROUND
    for pk, attempts in due:
        if mishaps >= MISHAPS or monotonic() > end:
            break
        if _claim(pk, attempts, now):
            outcome = _deliver(Email.objects.get(pk=pk), server, now)
            counts[outcome] += 1
            mishaps = {Outcome.UNREACHABLE: MISHAPS, Outcome.BROKEN_OFF: mishaps + 1}.get(outcome, 0)
    _hang_up(server)
    if counts[Outcome.SENT]:
        yield f"sent {counts[Outcome.SENT]} mail(s)"
    if counts[Outcome.REFUSED]:
        yield f"{counts[Outcome.REFUSED]} mail(s) refused"


def _due(now: datetime) -> list[tuple[int, int | None]]:
    """The mails to be sent, with how often each was tried: new ones first, then those that waited longest."""
    ready = Email.objects.filter(Q(scheduled_time=None) | Q(scheduled_time__lte=now), status__in=WAITING)
    ordered = ready.order_by("-priority", F("scheduled_time").asc(nulls_first=True), "pk")
    return list(ordered.values_list("pk", "number_of_retries")[:BATCH])


def _claim(pk: int, attempts: int | None, now: datetime) -> bool:
    """Whether the mail is ours to send: nobody has tried it since it was looked for."""
    row = _tried(pk, attempts).filter(status__in=WAITING)
    ahead = {"number_of_retries": (attempts or 0) + 1, "scheduled_time": now + CLAIM, "last_updated": now}
    return bool(row.update(status=STATUS.requeued, **ahead))


def _tried(pk: int, attempts: int | None) -> QuerySet[Email]:
    """The mail, if it has been tried just so often."""
    rows = Email.objects.filter(pk=pk)
    return rows.filter(number_of_retries__isnull=True) if attempts is None else rows.filter(number_of_retries=attempts)


def _deliver(email: Email, server: Any, now: datetime) -> Outcome:
    """Send a mail that is ours, and write down what came of it."""
    answer = _attempt(email, server)
    if answer.outcome is Outcome.SENT:
        # Whoever claimed it meanwhile, it is sent.
        Email.objects.filter(pk=email.pk).update(status=STATUS.sent, scheduled_time=None, last_updated=now)
    elif answer.outcome is Outcome.REFUSED:
        logger.error("Mail %s was refused: %s", email.pk, answer.words)
        _note(email, answer, now, status=STATUS.failed, scheduled_time=None)
    else:
        logger.warning("Mail %s waits: %s", email.pk, answer.words)
        _note(email, answer, now, status=STATUS.requeued, scheduled_time=now + _pause(email, answer, now))
    if answer.outcome is Outcome.BROKEN_OFF:
        _hang_up(server)
    return answer.outcome


def _pause(email: Email, answer: Answer, now: datetime) -> timedelta:
    """How long to wait: shortly where the server was at fault, a tenth of its age where it is the mail's own case."""
    if answer.outcome is not Outcome.PUT_OFF:
        return AGAIN_AFTER
    return min(max((now - email.created) / 10, AGAIN_AFTER), LONGEST_WAIT)


@transaction.atomic
def _note(email: Email, answer: Answer, now: datetime, **fields: Any) -> None:
    """Write down a failed attempt, unless somebody else has claimed the mail since. The same reason is kept once."""
    if not _tried(email.pk, email.number_of_retries).update(last_updated=now, **fields):
        return
    last = Log.objects.filter(email=email).order_by("-date", "-pk").first()
    if last is None or (last.exception_type, last.message) != (answer.kind, answer.words):
        last = Log.objects.create(email=email, status=STATUS.failed, exception_type=answer.kind, message=answer.words)
    Log.objects.filter(pk=last.pk).update(date=now)


def _attempt(email: Email, server: Any) -> Answer:
    """Hand the mail to the server, and tell what it said."""
    try:
        message = email.email_message()
        message.message()
    except Exception as error:
        return _answer(Outcome.REFUSED, error)
    try:
        server.open()
    except Exception as error:
        return _answer(Outcome.UNREACHABLE, error)
    try:
        server.send_messages([message])
    except Exception as error:
        return _answer(_meaning(error), error)
    return Answer(Outcome.SENT)


def _meaning(error: Exception) -> Outcome:
    """Whose fault it is that a mail was not taken."""
    codes = _codes(error)
    if UNAVAILABLE in codes or not isinstance(error, SMTPRecipientsRefused | SMTPDataError):
        return Outcome.BROKEN_OFF if isinstance(error, OSError) else Outcome.REFUSED
    return Outcome.REFUSED if min(codes) >= FOR_GOOD else Outcome.PUT_OFF


def _codes(error: Exception) -> list[int]:
    if isinstance(error, SMTPRecipientsRefused):
        return [code for code, _ in error.recipients.values()]
    return [error.smtp_code] if isinstance(error, SMTPResponseException) else []


def _answer(outcome: Outcome, error: Exception) -> Answer:
    """An answer in the server's words, without the address that it spoke of."""
    if isinstance(error, SMTPRecipientsRefused):
        words = "; ".join(f"{code} {_readable(said)}" for code, said in error.recipients.values())
    elif isinstance(error, SMTPResponseException):
        words = f"{error.smtp_code} {_readable(error.smtp_error)}"
    else:
        words = str(error) or type(error).__name__
    return Answer(outcome, type(error).__name__, " ".join(words.split())[:500])


def _readable(said: bytes | str) -> str:
    return said.decode("utf-8", "replace") if isinstance(said, bytes) else said


def _hang_up(server: Any) -> None:
    """End the conversation; the server's farewell changes nothing about what it has taken."""
    with suppress(OSError):
        server.close()
