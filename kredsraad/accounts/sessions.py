"""Where somebody is signed in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from councils.models import User
from kredsraad.accounts.browsers import browser_name


@dataclass(frozen=True)
class SignedIn:
    """One browser in which an account is signed in: which, from where, since when, and whether it is the one asking."""

    pk: int
    browser: str
    ip: str
    since: datetime
    here: bool


def sessions_of(user: User, *, here: str | None) -> list[SignedIn]:
    """The account's sessions that still open anything, the one with the key `here` first and then the newest.

    Two queries, however many there are. Those that ended some other way (in time, by a new password) are passed over.
    """
    rows = list(UserSession.objects.filter(user=user).order_by("-created_at"))
    keys = [row.session_key for row in rows]
    standing = Session.objects.filter(session_key__in=keys, expire_date__gt=timezone.now())
    living = {session.session_key for session in standing if _opens(session, user)}
    found = [
        SignedIn(row.pk, browser_name(row.user_agent), row.ip, row.created_at, row.session_key == here)
        for row in rows
        if row.session_key in living
    ]
    return sorted(found, key=lambda session: not session.here)


def _opens(session: Session, user: User) -> bool:
    kept = str(session.get_decoded().get(HASH_SESSION_KEY, ""))
    return constant_time_compare(kept, user.get_session_auth_hash())


def forget_ended(now: datetime) -> Iterator[str]:
    """Forget where people were signed in, once the session has ended; a job of kredsraad.due."""
    ended = UserSession.objects.exclude(session_key__in=Session.objects.values("session_key"))
    if ended.exists():
        count, _ = ended.delete()
        yield f"forgot {count} ended sign-in(s)"
