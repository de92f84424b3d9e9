"""What has to be done when its time has come.

A job takes the present time and returns one line for each thing it did, none if nothing was due. It must be safe to
run at any time, any number of times, and in several processes at once: it claims its work in the database, in the
transaction that does it. New jobs are added to JOBS, here, because this floor may import from all others.
"""

import logging
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from django.contrib.sessions.models import Session
from django.utils import timezone

from kredsraad import upkeep
from kredsraad.accounts.sessions import forget_ended
from kredsraad.sending import send_mail
from plans import decision_reminders, hearing_news, making_ready, proposal_news, records, releasing
from plans.reminding import remind_due

logger = logging.getLogger(__name__)

MORNING = 7  # o'clock in Copenhagen

Job = Callable[[datetime], Iterable[str]]


def clear_expired_sessions(now: datetime) -> Iterator[str]:
    """Delete the sessions that ended before ``now``; Django only stops honouring them."""
    expired = Session.objects.filter(expire_date__lt=now)
    # Asked first, so that a round with nothing to do takes no write lock.
    if expired.exists():
        count, _ = expired.delete()
        yield f"removed {count} expired session(s)"


def remind_contributors(now: datetime) -> Iterator[str]:
    """Write the reminders of contributions that are due; from the morning on, so that nobody is woken by one."""
    if timezone.localtime(now).hour < MORNING:
        return
    if count := remind_due(now):
        yield f"wrote {count} reminder(s)"


def remind_councils(now: datetime) -> Iterator[str]:
    """Remind the local councils that have not responded in a hearing that is soon over; from the morning on too."""
    if timezone.localtime(now).hour < MORNING:
        return
    if count := hearing_news.remind_due(now):
        yield f"wrote {count} reminder(s) of a hearing"


def remind_signatories(now: datetime) -> Iterator[str]:
    """Remind those who have not answered on a plan that is to be decided soon; from the morning on, as the others."""
    if timezone.localtime(now).hour < MORNING:
        return
    if count := decision_reminders.remind_due(now):
        yield f"wrote {count} reminder(s) of a decision"


def prepare_releases(now: datetime) -> Iterator[str]:
    """Make the editions ready that were ordered."""
    if count := making_ready.prepare_due(now):
        yield f"made {count} release(s) ready"


def publish_releases(now: datetime) -> Iterator[str]:
    """Publish the editions whose time has come."""
    published, failed = releasing.publish_due(now)
    if published:
        yield f"published {published} edition(s)"
    if failed:
        yield f"{failed} publication(s) failed"


def ask_for_proposals(now: datetime) -> Iterator[str]:
    """Write the invitations to propose and the reminders of it that are due; from the morning on, as the others."""
    if timezone.localtime(now).hour < MORNING:
        return
    if count := proposal_news.write_due(now):
        yield f"wrote {count} mail(s) about proposals"


def hand_over_records(now: datetime) -> Iterator[str]:
    """Lay the copies that wait in the records folder."""
    written, failed = records.hand_over(now)
    if written:
        yield f"wrote {written} copy(ies) for the records"
    if failed:
        yield f"{failed} copy(ies) for the records wait"


JOBS: tuple[Job, ...] = (
    clear_expired_sessions,
    forget_ended,
    upkeep.forget_presence,
    upkeep.forget_cached,
    upkeep.forget_notices,
    upkeep.forget_mail,
    upkeep.thin_versions,
    remind_contributors,
    ask_for_proposals,
    remind_councils,
    remind_signatories,
    publish_releases,
    prepare_releases,
    hand_over_records,
    send_mail,
)
"""In this order: what writes mail before what sends it, and sending last, since a mail server may be slow."""


def run_jobs(*, now: datetime, jobs: Iterable[Job] = JOBS) -> tuple[list[str], int]:
    """Run every job once; return the lines about what was done, and the number of jobs that failed.

    A failure is logged with its traceback and does not keep the other jobs from running.
    """
    done: list[str] = []
    failures = 0
    for job in jobs:
        try:
            done.extend(job(now))
        except Exception:
            failures += 1
            logger.exception("%s failed", job.__name__)
    return done, failures
