"""Reminders of themselves, 14 and 3 days before the date, each once."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from councils.models import Delegation
from kredsraad.due import remind_signatories
from plans import decision_reminders
from plans.models import ApprovalRound, Plan
from tests.base import Cast, make_cast, make_plan, outbox
from tests.deciding.builders import CHAIR, give, to_decision
from tests.scratch import Scratch, together

DUE = date(2031, 3, 20)


def at(days_before: int, hour: int = 8) -> datetime:
    """So many days before the date."""
    day = DUE - timedelta(days=days_before)
    return timezone.make_aware(datetime(day.year, day.month, day.day, hour))  # noqa: DTZ001


@pytest.fixture
def opened(cast: Cast, plan: Plan) -> ApprovalRound:
    """A round that was opened long before the date."""
    return to_decision(plan, cast, due=DUE)


def test_they_go_out_14_and_3_days_before_and_no_other_day(cast: Cast, opened: ApprovalRound) -> None:
    written = {days: decision_reminders.remind_due(at(days)) for days in range(16, -3, -1)}
    assert {days: count for days, count in written.items() if count} == {14: 3, 3: 3}
    assert len(outbox(to=cast.mayor)) == len(outbox(to=cast.delegate)) == 2
    assert "20. marts 2031" in outbox(to=cast.mayor)[0].message


def test_a_step_that_nobody_ran_on_its_day_goes_out_on_the_next(cast: Cast, opened: ApprovalRound) -> None:
    assert [decision_reminders.remind_due(at(days)) for days in (10, 9, 1)] == [3, 0, 3]


def test_who_has_answered_is_not_reminded(cast: Cast, opened: ApprovalRound) -> None:
    give(opened, cast.mayor)
    decision_reminders.remind_due(at(14))
    assert [len(outbox(to=user)) for user in (cast.mayor, cast.delegate, cast.director)] == [0, 0, 1]


def test_who_answers_for_two_seats_gets_one_mail(cast: Cast, opened: ApprovalRound) -> None:
    held = cast.director.person.memberships.get()
    Delegation.objects.create(membership=held, delegate=cast.delegate.person, scope="act")
    decision_reminders.remind_due(at(14))
    (mail,) = outbox(to=cast.delegate)
    assert "politidirektør og borgmester i Viborg Kommune" in mail.message


def test_who_was_just_asked_is_not_reminded_at_once(cast: Cast, plan: Plan) -> None:
    to_decision(plan, cast, at=at(14), due=DUE)
    assert decision_reminders.remind_due(at(13)) == 0
    assert decision_reminders.remind_due(at(3)) == 3


def test_a_plan_that_went_back_reminds_nobody(cast: Cast, opened: ApprovalRound) -> None:
    Plan.objects.update(stage="editing")
    assert decision_reminders.remind_due(at(14)) == 0


def test_a_round_without_a_date_reminds_nobody(cast: Cast, opened: ApprovalRound) -> None:
    ApprovalRound.objects.update(due=None)
    assert decision_reminders.remind_due(at(14)) == 0


def test_nobody_is_woken_by_one(cast: Cast, opened: ApprovalRound) -> None:
    assert list(remind_signatories(at(14, hour=3))) == []
    assert list(remind_signatories(at(14))) == ["wrote 3 reminder(s) of a decision"]


def test_two_processes_write_each_once(own_database: Scratch) -> None:
    cast = make_cast()
    to_decision(make_plan(cast.district), cast, due=DUE)
    results = together(*[lambda: decision_reminders.remind_due(at(14))] * 4)
    assert sum(results) == 3
    assert len(outbox(to=cast.mayor)) == len(outbox(to=cast.director)) == 1


def test_a_seat_that_answers_itself_is_reminded_by_its_key(cast: Cast, opened: ApprovalRound) -> None:
    give(opened, cast.director, seat=CHAIR)
    assert decision_reminders.remind_due(at(3)) == 2
