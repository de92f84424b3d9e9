"""Reminders of contributions: 14 and 3 days before the date and on it, each once for an assignment and reader."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from councils.models import PostHolding
from kredsraad import due
from plans.models import Assignment, Plan, Section
from plans.reminding import open_assignments, readers, remind, remind_due
from tests.base import Cast, make_account, make_flat_plan, make_person, make_plan, outbox, publish
from tests.mail.builders import ASKED, DUE, ask, noon


def days_before(days: int) -> datetime:
    """Noon, so many days before the date."""
    return noon(DUE - timedelta(days=days))


@pytest.mark.parametrize(
    ("days", "written"), [(20, 0), (15, 0), (14, 1), (9, 1), (4, 1), (3, 1), (1, 1), (0, 1), (-7, 1), (-8, 0)]
)
def test_the_newest_reminder_goes_out_on_its_day_or_when_things_run_again(
    cast: Cast, plan: Plan, days: int, written: int
) -> None:
    ask(plan, "kredsraadet", cast)
    assert remind_due(days_before(days)) == written
    assert len(outbox(to=cast.contributor)) == written


def test_each_of_the_three_goes_out_once_however_often_it_is_looked_for(cast: Cast, plan: Plan) -> None:
    ask(plan, "kredsraadet", cast)
    written = {days: remind_due(days_before(days)) + remind_due(days_before(days)) for days in range(20, -12, -1)}
    assert [days for days, count in written.items() if count] == [14, 3, 0]
    assert len(outbox()) == 3


def test_one_mail_lists_all_that_is_due_the_same_day(cast: Cast, plan: Plan) -> None:
    ask(plan, "kredsraadet", cast)
    ask(plan, "formaend", cast)
    ask(plan, "naevnet", cast, due=DUE + timedelta(days=1))
    assert remind_due(days_before(3)) == 2
    first, second = outbox(to=cast.contributor)
    assert first.subject == "Frist 8. november: 2 bidrag til Samarbejdsplan 2023"
    for text in (
        "- Kredsrådet (Samarbejdsplan 2023)",
        "- Formænd",
        "om 3 dage, den 8. november 2022",
        "Vi har ikke modtaget",
    ):
        assert text in first.message
    assert "<li>" in first.html_message
    assert "Nævnet" not in first.message
    assert "- Nævnet" in second.message
    assert "https://portal.example/skrivebord/plan/bidrag/" in first.message


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (14, "Fristen er om 14 dage,"),
        (1, "Fristen er i morgen,"),
        (0, "Fristen er i dag,"),
        (-2, "Fristen var den 8. november 2022."),
    ],
)
def test_it_says_how_far_off_the_date_is(cast: Cast, plan: Plan, days: int, words: str) -> None:
    ask(plan, "kredsraadet", cast)
    remind_due(days_before(days))
    assert words in outbox()[0].message


def test_what_is_asked_later_gets_a_mail_of_its_own_and_the_first_is_not_named_again(cast: Cast, plan: Plan) -> None:
    ask(plan, "kredsraadet", cast)
    remind_due(days_before(3))
    ask(plan, "formaend", cast, assigned_at=days_before(5))
    remind_due(days_before(3))
    assert ["Kredsrådet (" in mail.message for mail in outbox()] == [True, False]


def test_an_assignment_made_two_days_before_gets_the_reminder_on_the_day_alone(cast: Cast, plan: Plan) -> None:
    ask(plan, "kredsraadet", cast, assigned_at=days_before(2))
    assert [remind_due(days_before(days)) for days in (2, 1, 0)] == [0, 0, 1]


def test_nobody_is_reminded_on_the_day_that_they_were_asked(cast: Cast, plan: Plan) -> None:
    ask(plan, "kredsraadet", cast, assigned_at=days_before(3))
    assert [remind_due(days_before(days)) for days in (3, 2, 1)] == [0, 0, 0]


def test_another_date_is_reminded_of_anew(cast: Cast, plan: Plan) -> None:
    assignment = ask(plan, "kredsraadet", cast)
    remind_due(days_before(0))
    Assignment.objects.filter(pk=assignment.pk).update(due=DUE + timedelta(days=3))
    assert remind_due(days_before(0)) == 1


@pytest.mark.parametrize("state", [state for state in Assignment.State if state != "waiting"])
def test_nothing_is_said_of_what_was_answered(cast: Cast, plan: Plan, state: str) -> None:
    ask(plan, "kredsraadet", cast, state=state)
    assert remind_due(days_before(0)) == 0


def test_nothing_is_said_of_a_removed_section(cast: Cast, plan: Plan) -> None:
    assignment = ask(plan, "kredsraadet", cast)
    Section.objects.filter(pk=assignment.section_id).update(removed_at=timezone.now())
    assert remind_due(days_before(0)) == 0


def test_nothing_is_said_of_a_published_plan(cast: Cast, plan: Plan) -> None:
    ask(plan, "kredsraadet", cast)
    publish(plan)
    assert remind_due(days_before(0)) == 0


def test_nothing_is_said_of_an_archive(cast: Cast) -> None:
    ask(make_plan(cast.district, origin="archive"), "kredsraadet", cast)
    assert remind_due(days_before(0)) == 0


def test_whoever_holds_the_function_on_the_day_is_written_to(cast: Cast, plan: Plan) -> None:
    PostHolding.objects.filter(post=cast.post).update(ends=DUE - timedelta(days=4))
    PostHolding.objects.create(post=cast.post, person=cast.outsider.person, starts=DUE - timedelta(days=3))
    PostHolding.objects.create(post=cast.post, person=make_person("Uden konto"))
    ask(plan, "kredsraadet", cast)
    remind_due(days_before(14))
    remind_due(days_before(3))
    assert [mail.to for mail in outbox()] == [[cast.contributor.email], [cast.outsider.email]]


def test_a_person_asked_by_name_is_written_to(cast: Cast, plan: Plan) -> None:
    ask(plan, "kredsraadet", cast, person=cast.mayor.person)
    remind_due(days_before(3))
    assert [mail.to for mail in outbox()] == [[cast.mayor.email]]


def test_a_person_without_an_account_breaks_nothing(cast: Cast, plan: Plan) -> None:
    ask(plan, "kredsraadet", cast, person=make_person("Uden konto"))
    ask(plan, "formaend", cast)
    assert remind_due(days_before(3)) == 1


def test_a_closed_account_is_not_written_to(cast: Cast, plan: Plan) -> None:
    closed = make_account("lukket@test.example", "Lukket", is_active=False)
    assignment = ask(plan, "kredsraadet", cast, person=closed.person)
    assert remind_due(days_before(3)) == 0
    assert readers([assignment], on=DUE) == {assignment.pk: []}


def test_who_wants_no_reminders_gets_none_and_the_others_do(cast: Cast, plan: Plan) -> None:
    cast.contributor.muted_mail = ["reminder"]
    cast.contributor.save()
    PostHolding.objects.create(post=cast.post, person=cast.outsider.person)
    ask(plan, "kredsraadet", cast)
    assert remind_due(days_before(3)) == 1
    assert [mail.to for mail in outbox()] == [[cast.outsider.email]]


def test_the_queries_do_not_grow_with_what_was_reminded_of(cast: Cast) -> None:
    plan = make_flat_plan(cast.district, count=30)

    def cost() -> int:
        remind_due(days_before(3))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert remind_due(days_before(3)) == 0
        return len(queries)

    ask(plan, "s1", cast)
    small = cost()
    for number in range(2, 31):
        ask(plan, f"s{number}", cast, assigned_at=days_before(20))
    assert cost() == small


# At the secretary's request ------------------------------------------------------------------------------------------


def test_a_reminder_at_request_goes_to_all_who_are_waited_for_and_says_who_asks(cast: Cast, plan: Plan) -> None:
    ask(plan, "kredsraadet", cast)
    ask(plan, "formaend", cast, state="delivered")
    ask(plan, "naevnet", cast, person=cast.mayor.person)
    at = days_before(6)
    written = remind(Assignment.objects.all(), by="Sekretær", at=at)
    assert {reminder.reader for reminder in written} == {cast.contributor, cast.mayor}
    assert "Sekretær har bedt os minde dig om 1 bidrag" in outbox(to=cast.contributor)[0].message
    assert "Formænd" not in outbox(to=cast.contributor)[0].message
    assert set(open_assignments().values_list("reminded_at", flat=True)) == {at}


def test_a_reminder_at_request_does_not_take_the_place_of_one_that_is_due(cast: Cast, plan: Plan) -> None:
    ask(plan, "kredsraadet", cast)
    remind(Assignment.objects.all(), by="Sekretær", at=days_before(3))
    assert remind_due(days_before(3)) == 1


# As a job ------------------------------------------------------------------------------------------------------------


def at_hour(day: date, hour: int) -> datetime:
    """So late in Copenhagen in November."""
    return datetime(day.year, day.month, day.day, hour - 1, tzinfo=UTC)


@pytest.mark.parametrize(("hour", "lines"), [(6, []), (7, ["wrote 1 reminder(s)"]), (23, ["wrote 1 reminder(s)"])])
def test_the_job_writes_from_the_morning_on(cast: Cast, plan: Plan, hour: int, lines: list[str]) -> None:
    ask(plan, "kredsraadet", cast)
    assert list(due.remind_contributors(at_hour(DUE, hour))) == lines


def test_the_day_is_the_one_in_copenhagen(cast: Cast, plan: Plan) -> None:
    ask(plan, "kredsraadet", cast, assigned_at=ASKED)
    remind_due(datetime(2022, 11, 4, 23, 30, tzinfo=UTC))
    assert "Fristen er om 3 dage" in outbox()[0].message
