"""What is forgotten when its time is over, and what is not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings as portal
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from post_office.models import STATUS, Email, Log

from councils.models import Notice
from kredsraad import due, upkeep
from plans.models import Plan, Presence
from tests.base import Cast, section
from tests.scratch import Scratch, together

NOW = datetime(2030, 1, 3, 12, tzinfo=UTC)
MOMENT = timedelta(seconds=1)


def email(status: int, age: timedelta) -> Email:
    """A mail whose last change lies so far back."""
    row = Email.objects.create(from_email="portal@test.example", to=["a@test.example"], status=status)
    Email.objects.filter(pk=row.pk).update(last_updated=NOW - age)
    return row


def test_who_was_there_a_day_ago_is_forgotten(cast: Cast, plan: Plan) -> None:
    for user, age in ((cast.secretary, upkeep.HERE + MOMENT), (cast.mayor, upkeep.HERE)):
        Presence.objects.create(section=section(plan, "forord"), user=user, seen_at=NOW - age)
    assert list(upkeep.forget_presence(NOW)) == ["removed 1 old presence(s)"]
    assert Presence.objects.get().user == cast.mayor
    assert list(upkeep.forget_presence(NOW)) == []


@pytest.mark.django_db
def test_mail_that_needs_no_more_work_is_kept_for_ninety_days() -> None:
    old, young = timedelta(days=90) + MOMENT, timedelta(days=90)
    sent, failed = email(STATUS.sent, old), email(STATUS.failed, old)
    Log.objects.create(email=failed, status=STATUS.failed, message="550")
    notice = Notice.objects.create(key="a", kind="reminder", email=sent, created_at=NOW)
    kept = {email(STATUS.sent, young), email(STATUS.failed, young)}
    assert list(upkeep.forget_mail(NOW)) == ["removed 2 old mail(s)"]
    assert set(Email.objects.all()) == kept
    notice.refresh_from_db()
    assert notice.email is None


@pytest.mark.django_db
@pytest.mark.parametrize("status", [STATUS.queued, STATUS.requeued])
def test_mail_that_waits_is_never_deleted(status: int) -> None:
    email(status, timedelta(days=1000))
    assert list(upkeep.forget_mail(NOW)) == []


@pytest.mark.django_db
def test_only_notices_of_reminders_that_cannot_be_due_again_are_forgotten() -> None:
    old = NOW - upkeep.NOTICE_KEPT - MOMENT
    for key, at in (("reminder:1:2029-10-01:3:7", old), ("reminder:2:2030-01-04:3:7", NOW), ("assignment:1:7", old)):
        Notice.objects.create(key=key, kind="reminder", created_at=at)
    assert list(upkeep.forget_notices(NOW)) == ["removed 1 old notice(s)"]
    assert set(Notice.objects.values_list("key", flat=True)) == {"reminder:2:2030-01-04:3:7", "assignment:1:7"}


@pytest.fixture
def empty_cache(db: None) -> None:
    """A cache with nothing in it."""
    cache.clear()


@pytest.mark.usefixtures("empty_cache")
def test_what_has_expired_in_the_cache_is_deleted_and_the_rest_is_kept() -> None:
    cache.set("short", 1, timeout=60)
    cache.set("long", 2, timeout=3600)
    cache.set("ever", 3, timeout=None)
    soon = datetime.now(tz=UTC) + timedelta(minutes=30)
    assert list(upkeep.forget_cached(soon)) == ["removed 1 expired cache row(s)"]
    assert list(upkeep.forget_cached(soon)) == []
    assert cache.get_many(["short", "long", "ever"]) == {"long": 2, "ever": 3}


def test_the_cache_is_in_the_table_that_is_tidied() -> None:
    assert portal.CACHES["default"]["LOCATION"] == "portal_cache"


@pytest.mark.usefixtures("empty_cache")
def test_a_daily_job_runs_once_a_day_in_copenhagen() -> None:
    runs = []

    @upkeep.once_a_day
    def job(now: datetime) -> Iterator[str]:
        runs.append(now)
        yield "done"

    moments = [datetime(2030, 1, 3, hour, 30, tzinfo=UTC) for hour in (1, 12, 22, 23)]
    assert [list(job(moment)) for moment in moments] == [["done"], [], [], ["done"]]
    assert runs == [moments[0], moments[3]]


def test_a_daily_job_runs_once_in_processes_that_begin_it_at_once(own_database: Scratch) -> None:
    @upkeep.once_a_day
    def job(now: datetime) -> Iterator[str]:
        yield "done"

    cache.clear()  # begins the file's log, which two that open a new file at once would quarrel about
    results = together(*[lambda: list(job(NOW))] * 6)
    assert sorted(map(str, results)) == sorted(map(str, [["done"], *[[]] * 5]))


UPKEEP = (upkeep.forget_presence, upkeep.forget_cached, upkeep.forget_notices, upkeep.forget_mail)


@pytest.mark.django_db
@pytest.mark.parametrize("job", UPKEEP, ids=lambda job: job.__name__)
def test_a_round_with_nothing_to_do_only_reads(job: Callable[[datetime], Iterator[str]]) -> None:
    with CaptureQueriesContext(connection) as queries:
        assert list(job(datetime(2001, 1, 1, tzinfo=UTC))) == []
    assert all(query["sql"].startswith("SELECT") for query in queries)


def test_jobs_at_once_share_the_work_without_harm(own_database: Scratch) -> None:
    for _ in range(20):
        email(STATUS.sent, timedelta(days=100))
    results = together(*[lambda: due.run_jobs(now=NOW)] * 4)
    assert [result[1] for result in results] == [0] * 4, results
    assert not Email.objects.exists()
