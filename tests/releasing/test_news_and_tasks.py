"""Who is told of a publication, each once and of nothing else; and what the overview asks of whom."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from councils.models import Membership
from plans import releasing
from plans.models import ApprovalRound, Plan, Release
from plans.saving import Author
from tests.base import Cast, outbox
from tests.releasing.builders import NOTE, correct, ordered, prepared, released, scheduled, signed_in

pytestmark = pytest.mark.usefixtures("quick_press")
DESK = "/skrivebord/"


# Mail ----------------------------------------------------------------------------------------------------------------


def test_everybody_with_a_seat_is_told_once_of_a_publication(plan: Plan, cast: Cast) -> None:
    released(plan, cast.secretary)
    told = [mail.to[0] for mail in outbox() if mail.subject == "Samarbejdsplan 2024 er offentliggjort"]
    expected = {
        cast.mayor, cast.delegate, cast.director, cast.communications, cast.chair_of_viborg, cast.chair_of_herning,
        cast.local_secretary,
    }  # fmt: skip
    assert sorted(told) == sorted(user.email for user in expected)


def test_it_leads_to_the_plan_as_citizens_read_it(plan: Plan, cast: Cast) -> None:
    released(plan, cast.secretary)
    assert "https://portal.example/samarbejdsplan/2024/" in outbox(to=cast.mayor)[-1].message


def test_a_correction_is_told_with_its_note(plan: Plan, cast: Cast) -> None:
    released(plan, cast.secretary)
    correct(plan, cast.secretary)
    released(plan, cast.secretary, note=NOTE)
    mail = outbox(to=cast.mayor)[-1]
    assert mail.subject == "Samarbejdsplan 2024 er rettet"
    assert NOTE in mail.message


def test_who_has_muted_it_is_not_told(plan: Plan, cast: Cast) -> None:
    cast.mayor.muted_mail = ["published"]
    cast.mayor.save()
    released(plan, cast.secretary)
    assert not [mail for mail in outbox(to=cast.mayor) if "offentliggjort" in mail.subject]


def test_nobody_can_mute_a_failure(plan: Plan, cast: Cast) -> None:
    cast.secretary.muted_mail = ["published"]
    cast.secretary.save()
    row = scheduled(plan, cast.secretary)
    ApprovalRound.objects.update(decision="Et andet møde")
    assert row.publish_at is not None
    assert releasing.publish_due(row.publish_at) == (0, 1)
    assert outbox(to=cast.secretary)[-1].subject == "Offentliggørelsen af Samarbejdsplan 2024 mislykkedes"


def test_at_a_set_time_the_one_who_let_it_go_is_told_too(plan: Plan, cast: Cast) -> None:
    row = scheduled(plan, cast.secretary)
    assert row.publish_at is not None
    releasing.publish_due(row.publish_at)
    assert outbox(to=cast.secretary)[-1].subject == "Samarbejdsplan 2024 er offentliggjort"


def test_those_whose_term_has_ended_are_not_told(plan: Plan, cast: Cast) -> None:
    Membership.objects.filter(person=cast.mayor.person).update(ends=timezone.localdate() - timedelta(days=1))
    released(plan, cast.secretary)
    assert not [mail for mail in outbox(to=cast.mayor) if "offentliggjort" in mail.subject]


# The overview --------------------------------------------------------------------------------------------------------


def overview(client: Client) -> str:
    """What waits."""
    return client.get(DESK).content.decode()


def test_a_decided_plan_may_be_published(secretary: Client, plan: Plan, cast: Cast) -> None:
    assert "Samarbejdsplan 2024 kan offentliggøres" in overview(secretary)
    assert "kan offentliggøres" not in overview(signed_in(cast.mayor))


def test_not_while_something_stands_in_the_way(secretary: Client, plan: Plan) -> None:
    plan.rounds.update(signed_off_at=None)
    assert "kan offentliggøres" not in overview(secretary)


def test_what_is_ready_waits_to_be_let_go(secretary: Client, plan: Plan, cast: Cast) -> None:
    prepared(plan, cast.secretary)
    page = overview(secretary)
    assert "er klar og venter på, at du frigiver den" in page
    assert "kan offentliggøres" not in page


def test_what_waits_for_its_time_asks_nothing(secretary: Client, plan: Plan, cast: Cast) -> None:
    scheduled(plan, cast.secretary)
    page = overview(secretary)
    assert "venter på, at du frigiver den" not in page
    assert "kan offentliggøres" not in page


def test_what_failed_is_told(secretary: Client, plan: Plan, cast: Cast) -> None:
    ordered(plan, cast.secretary)
    Release.objects.update(state="failed", last_error="Skriften mangler.")
    assert "Offentliggørelsen af Samarbejdsplan 2024 mislykkedes" in overview(secretary)


def test_what_was_called_off_can_be_published(secretary: Client, plan: Plan, cast: Cast) -> None:
    row = prepared(plan, cast.secretary)
    releasing.cancel(row, author=Author.of(cast.secretary), at=timezone.now())
    assert "Samarbejdsplan 2024 kan offentliggøres" in overview(secretary)


def test_the_page_leads_to_the_log_for_those_who_read_it(plan: Plan, cast: Cast) -> None:
    for user, leads in ((cast.secretary, True), (cast.communications, True), (cast.mayor, False)):
        page = signed_in(user).get("/skrivebord/plan/2024/offentliggoer/").content.decode()
        assert ("/skrivebord/plan/2024/log/" in page) == leads
