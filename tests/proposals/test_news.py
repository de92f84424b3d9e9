"""The mails of themselves: the invitation, and the reminders before the deadline, each once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from councils.models import Membership
from kredsraad.due import run_jobs
from plans import proposal_news
from plans.models import NoProposals, Plan
from tests.base import Cast, make_account, make_cast, make_plan, outbox, seat
from tests.proposals.builders import dates, draft, in_days, sent
from tests.scratch import Scratch, together


def noon(days: int = 0) -> datetime:
    """Midday, so many days from today."""
    return datetime.combine(in_days(days), datetime.min.time(), UTC) + timedelta(hours=11)


def subjects(user: object) -> list[str]:
    """What was written to the account."""
    return [mail.subject for mail in outbox(to=user)]  # type: ignore[arg-type]


def test_the_councils_are_invited_when_the_collecting_begins_and_once(cast: Cast, plan: Plan) -> None:
    dates(plan, collecting_from=3, proposals_due=40)
    assert proposal_news.write_due(noon()) == 0
    assert proposal_news.write_due(noon(3)) == 3
    assert proposal_news.write_due(noon(3)) == proposal_news.write_due(noon(4)) == 0
    mail = outbox(to=cast.chair_of_viborg)[0]
    assert mail.subject == "Forslag til samarbejdsplanen for 2023"
    assert "/skrivebord/lokalraad/viborg/" in mail.message
    assert "herning" not in mail.message
    assert outbox(to=cast.secretary) == outbox(to=cast.mayor) == []


def test_a_plan_without_dates_invites_while_it_is_collected_for(cast: Cast, plan: Plan) -> None:
    assert proposal_news.write_due(noon()) == 0
    Plan.objects.update(stage="collecting")
    assert proposal_news.write_due(noon()) == 3


@pytest.mark.parametrize("days", [14, 13, 4])
def test_two_weeks_before_the_silent_are_reminded(cast: Cast, plan: Plan, days: int) -> None:
    dates(plan, proposals_due=days)
    proposal_news.write_due(noon())
    proposal_news.write_due(noon())
    found = [subject for subject in subjects(cast.chair_of_viborg) if subject.startswith("Påmindelse")]
    assert len(found) == 1


def test_three_days_before_they_are_reminded_once_more(cast: Cast, plan: Plan) -> None:
    dates(plan, proposals_due=14)
    for day in range(16):
        proposal_news.write_due(noon(day))
    found = [subject for subject in subjects(cast.chair_of_viborg) if subject.startswith("Påmindelse")]
    assert len(found) == 2


def test_who_has_proposed_or_said_none_is_left_in_peace_and_a_draft_is_no_answer(cast: Cast, plan: Plan) -> None:
    dates(plan, proposals_due=14)
    sent(cast.viborg)
    draft(cast.herning)
    proposal_news.write_due(noon())
    assert outbox(to=cast.chair_of_viborg) == []
    assert outbox(to=cast.chair_of_herning)
    NoProposals.objects.create(council=cast.herning, year=2023, declared_at=timezone.now(), declared_by_name="F")
    before = len(outbox())
    proposal_news.write_due(noon(11))
    assert len(outbox()) == before


def test_nobody_is_reminded_of_what_they_were_asked_for_since(cast: Cast, plan: Plan) -> None:
    dates(plan, collecting_from=0, proposals_due=10)
    proposal_news.write_due(noon())
    assert subjects(cast.chair_of_viborg) == ["Forslag til samarbejdsplanen for 2023"]


@pytest.mark.parametrize("stage", ["hearing", "decision", "published"])
def test_later_nobody_is_asked(cast: Cast, plan: Plan, stage: str) -> None:
    dates(plan, proposals_due=14)
    Plan.objects.update(stage=stage)
    assert proposal_news.write_due(noon()) == 0


def test_an_archived_plan_asks_for_nothing(cast: Cast) -> None:
    dates(make_plan(cast.district, origin="archive"), proposals_due=14)
    assert proposal_news.write_due(noon()) == 0


def test_a_new_chair_is_invited_too(cast: Cast, plan: Plan) -> None:
    dates(plan)
    proposal_news.write_due(noon())
    deputy = make_account("ny@test.example", "Ny næstformand")
    seat(deputy.person, cast.viborg, "vice_chair")
    assert proposal_news.write_due(noon()) == 1
    assert subjects(deputy) == ["Forslag til samarbejdsplanen for 2023"]


def test_members_without_a_leading_seat_are_not_asked(cast: Cast, plan: Plan) -> None:
    dates(plan)
    Membership.objects.filter(person=cast.local_secretary.person).update(role="member")
    proposal_news.write_due(noon())
    assert outbox(to=cast.local_secretary) == []


def test_who_has_chosen_it_away_gets_none(cast: Cast, plan: Plan) -> None:
    dates(plan)
    cast.chair_of_viborg.muted_mail = ["proposal"]
    cast.chair_of_viborg.save()
    proposal_news.write_due(noon())
    assert outbox(to=cast.chair_of_viborg) == []


def test_the_portals_job_writes_them_in_the_daytime(cast: Cast, plan: Plan) -> None:
    dates(plan)
    night = datetime.combine(in_days(0), datetime.min.time(), UTC) + timedelta(hours=2)
    assert not [line for line in run_jobs(now=night)[0] if "proposals" in line]
    assert "wrote 3 mail(s) about proposals" in run_jobs(now=noon())[0]


def test_several_processes_write_each_once(own_database: Scratch) -> None:
    cast = make_cast()
    dates(make_plan(cast.district))
    together(*[lambda: proposal_news.write_due(noon()) for _ in range(3)])
    assert len(outbox(to=cast.chair_of_viborg)) == 1
