"""Reminders 14 and 3 days before the day for responses, each once."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone

from kredsraad.due import remind_councils
from plans import stages
from plans.hearing_news import remind_due
from plans.models import Hearing, Plan
from plans.saving import Author
from tests.base import Cast, make_cast, outbox
from tests.hearing.builders import hearing_of, in_days, plan_in_hearing, sent
from tests.scratch import Scratch, together


@pytest.fixture
def heard(cast: Cast) -> Plan:
    """A plan in hearing for twenty days."""
    return plan_in_hearing(cast, due=20)


def noon(days: int) -> datetime:
    """Noon so many days from today."""
    return timezone.make_aware(datetime.combine(in_days(days), time(12)))


def written(days: int) -> int:
    """How many reminders a round so many days from today writes."""
    return remind_due(noon(days))


def test_each_comes_once_however_often_it_is_looked_for(cast: Cast, heard: Plan) -> None:
    assert [written(day) for day in (0, 5, 6, 6, 7, 16, 17, 17, 18, 20, 21, 30)] == [0, 0, 3, 0, 0, 0, 3, 0, 0, 0, 0, 0]
    letters = [email for email in outbox(to=cast.chair_of_herning) if "har ikke sendt sit høringssvar" in email.message]
    assert len(letters) == 2
    assert "om 14 dage" in letters[0].message


def test_who_has_responded_is_not_reminded(cast: Cast, heard: Plan) -> None:
    sent(heard, cast.viborg, cast.chair_of_viborg)
    assert written(6) == 1


def test_a_step_that_was_past_when_it_was_opened_is_left_out(cast: Cast, heard: Plan) -> None:
    Hearing.objects.update(due=in_days(10))
    assert [written(day) for day in (0, 1, 7)] == [0, 0, 3]


def test_another_day_is_another_cause(cast: Cast, heard: Plan) -> None:
    assert written(6) == 3
    Hearing.objects.update(due=in_days(25))
    assert [written(day) for day in (7, 11)] == [0, 3]


def test_a_hearing_that_is_over_reminds_nobody(cast: Cast, heard: Plan) -> None:
    stages.move(heard, "editing", author=Author.of(cast.secretary), reason="En fejl.")
    assert written(6) == 0


def test_who_chose_that_mail_away_gets_none(cast: Cast, heard: Plan) -> None:
    cast.chair_of_herning.muted_mail = ["hearing"]
    cast.chair_of_herning.save()
    assert written(6) == 2


def test_nobody_is_woken_by_one(cast: Cast, heard: Plan) -> None:
    night = timezone.make_aware(datetime.combine(in_days(6), time(4)))
    assert list(remind_councils(night)) == []
    assert list(remind_councils(night + timedelta(hours=4))) == ["wrote 3 reminder(s) of a hearing"]


def test_two_rounds_at_once_write_each_mail_once(own_database: Scratch) -> None:
    plan = plan_in_hearing(make_cast(), due=20)
    before = len(outbox())
    results = together(*[lambda: written(6)] * 3)
    assert sum(results) == 3
    assert len(outbox()) == before + 3
    assert hearing_of(plan).ended_at is None
