"""What is forgotten when its time is over. Each asks first, so that a round with nothing to do takes no write lock."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from django.core.cache import cache
from django.db import connection
from django.db.models import Q
from django.utils import timezone
from post_office.models import STATUS, Email

from councils.models import Notice
from plans import hearing_news, reminding, thinning
from plans.models import Presence

HERE = timedelta(days=1)
"""Who was last heard of in a section longer ago is not there any more."""
MAIL_KEPT = timedelta(days=90)
"""How long a mail is kept that needs no more work: it names people, and says what they were told."""
NOTICE_KEPT = timedelta(days=60)
"""A reminder's cause comes up from 14 days before its date to 7 days after it, and then no more."""

Job = Callable[[datetime], Iterator[str]]


def once_a_day(job: Job) -> Job:
    """Have the job run in the first round of the day in Copenhagen alone, in whichever process that is."""

    @wraps(job)
    def run(now: datetime) -> Iterator[str]:
        key = f"once-a-day:{job.__name__}:{timezone.localdate(now)}"
        if cache.get(key) is None and cache.add(key, True, timeout=2 * 24 * 3600):
            yield from job(now)

    return run


def forget_presence(now: datetime) -> Iterator[str]:
    """Forget who was in a section."""
    yield from _delete(Presence.objects.filter(seen_at__lt=now - HERE), "old presence(s)")


def forget_mail(now: datetime) -> Iterator[str]:
    """Delete mails that were sent, or refused, long ago."""
    over = Email.objects.filter(status__in=(STATUS.sent, STATUS.failed), last_updated__lt=now - MAIL_KEPT)
    yield from _delete(over, "old mail(s)")


def forget_notices(now: datetime) -> Iterator[str]:
    """Forget that reminders were written, once they cannot be due again; other causes may come up at any time."""
    reminders = Q(key__startswith=f"{reminding.KIND}:") | Q(key__startswith=f"{hearing_news.KIND}:")
    over = Notice.objects.filter(reminders, created_at__lt=now - NOTICE_KEPT)
    yield from _delete(over, "old notice(s)")


def _delete(rows: Any, what: str) -> Iterator[str]:
    if rows.exists():
        count = rows.delete()[1].get(rows.model._meta.label, 0)
        yield f"removed {count} {what}"


def forget_cached(now: datetime) -> Iterator[str]:
    """Delete what has expired in the cache, which itself only stops giving it out."""
    moment = connection.ops.adapt_datetimefield_value(now)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM portal_cache WHERE expires < %s", [moment])
        if cursor.fetchone()[0]:
            cursor.execute("DELETE FROM portal_cache WHERE expires < %s", [moment])
            yield f"removed {cursor.rowcount} expired cache row(s)"


@once_a_day
def thin_versions(now: datetime) -> Iterator[str]:
    """Keep one version a sitting of what was saved in drafts some weeks ago."""
    if count := thinning.thin(now):
        yield f"removed {count} version(s) that a later one of the same sitting stands for"
