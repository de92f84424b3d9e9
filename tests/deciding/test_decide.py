"""Recording what the council decided."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from councils.models import Delegation
from plans.models import ApprovalRound, Plan, PlanEvent, Reservation
from plans.publishing.facts import danish_date
from tests.base import Cast, outbox
from tests.deciding.builders import DECISION, decide, fresh, meeting_item, signed_in, told

ADDRESS = f"{DECISION}beslutning/"


def send(cast: Cast, opened: ApprovalRound, **data: Any) -> Any:
    """What the secretary's form sends, by default a decision of yesterday's written procedure."""
    yesterday = timezone.localdate() - timedelta(days=1)
    values = {"outcome": "agreed", "written": "on", "decided_on": yesterday.isoformat(), "digest": opened.digest}
    sent = {key: value for key, value in (values | data).items() if value is not None}
    return signed_in(cast.secretary).post(ADDRESS, sent)


def recorded_at(opened: ApprovalRound) -> str:
    """When the decision was recorded, as the page sends it back."""
    at = fresh(opened).recorded_at
    return at.isoformat() if at else ""


def test_a_meetings_decision_is_recorded_by_its_item(cast: Cast, opened: ApprovalRound) -> None:
    item = meeting_item(cast)
    assert send(cast, opened, item=item.pk, written=None, decided_on=None)["Location"] == DECISION
    row = fresh(opened)
    day = timezone.localdate(item.meeting.starts_at)
    assert row.decision == f"Kredsrådets møde {danish_date(day)}, punkt 3"
    assert (row.outcome, row.decided_on, row.meeting_item, row.written_procedure) == ("agreed", day, item, False)
    assert (row.recorded_by, row.recorded_at is not None) == ("Sekretær", True)
    assert "tiltrådt" in PlanEvent.objects.get(kind="decided").text


def test_a_written_procedure_has_a_date_of_its_own(cast: Cast, opened: ApprovalRound) -> None:
    send(cast, opened, outcome="discussed")
    row = fresh(opened)
    assert row.decision.startswith("Skriftlig procedure i Kredsrådet, afsluttet ")
    assert (row.outcome, row.written_procedure, row.meeting_item) == ("discussed", True, None)


def test_reservations_are_kept_by_name_and_never_changed(cast: Cast, opened: ApprovalRound) -> None:
    send(cast, opened, **{"forbehold-1-name": "Borgmesteren i Viborg", "forbehold-1-text": "Mod afsnit 3."})
    (row,) = Reservation.objects.all()
    assert (row.name, row.text) == ("Borgmesteren i Viborg", "Mod afsnit 3.")
    assert "Mod afsnit 3." in told(signed_in(cast.secretary).get(DECISION))
    with pytest.raises(DatabaseError), transaction.atomic():
        Reservation.objects.update(text="x")


def test_communications_is_asked_once_to_let_it_go_out(cast: Cast, opened: ApprovalRound) -> None:
    send(cast, opened)
    send(cast, opened, seen=recorded_at(opened), outcome="discussed")
    (mail,) = outbox(to=cast.communications)
    assert "/skrivebord/plan/2023/godkendelse/frigiv/" in mail.message


@pytest.mark.parametrize("outcome", ["agreed", "returned"])
def test_communications_is_not_asked_where_it_need_not_or_the_plan_goes_back(
    cast: Cast, opened: ApprovalRound, outcome: str
) -> None:
    type(cast.district).objects.update(needs_sign_off=outcome == "returned")
    send(cast, opened, outcome=outcome)
    assert outbox(to=cast.communications) == []


def test_a_plan_that_was_sent_back_is_led_to_editing(cast: Cast, opened: ApprovalRound) -> None:
    send(cast, opened, outcome="returned")
    page = told(signed_in(cast.secretary).get(DECISION))
    assert "send planen tilbage til redigering" in page
    assert "/skrivebord/plan/2023/fase/?til=editing" in page
    assert fresh(opened).ended_at is None


def test_a_record_is_put_right(cast: Cast, opened: ApprovalRound) -> None:
    send(cast, opened)
    page = told(signed_in(cast.secretary).get(ADDRESS))
    seen = recorded_at(opened)
    assert f'value="{seen}"' in page.replace("&#x27;", "'")
    assert send(cast, opened, outcome="discussed", seen=seen).status_code == 302
    assert fresh(opened).outcome == "discussed"
    assert PlanEvent.objects.filter(kind="decided").count() == 2


def test_the_second_of_two_is_told_what_the_first_recorded(cast: Cast, opened: ApprovalRound) -> None:
    decide(opened)
    page = send(cast, opened, outcome="discussed", **{"forbehold-1-name": "A", "forbehold-1-text": "Mit ord."})
    assert page.status_code == 409
    assert "Sekretariatet har imens noteret en beslutning" in told(page)
    assert "Mit ord." in told(page)
    assert fresh(opened).outcome == "agreed"
    assert not Reservation.objects.exists()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"outcome": None}, "Vælg, hvad rådet besluttede."),
        ({"written": None, "decided_on": None}, "Vælg mødets punkt"),
        ({"decided_on": ""}, "Vælg den dag, proceduren sluttede."),
        ({"decided_on": "i går"}, "Skriv en dato"),
        ({"decided_on": "2199-01-01"}, "er ikke kommet endnu"),
        ({"item": "999999999999999999999"}, "Vælg et punkt fra listen."),
        ({"item": "\x00"}, "Vælg et punkt fra listen."),
        ({"forbehold-1-text": "Uden navn"}, "Skriv, hvem der tog forbeholdet."),
        ({"forbehold-3-name": "Uden ord"}, "Skriv, hvad forbeholdet går ud på."),
        ({"digest": "x"}, "Siden er for gammel."),
    ],
)
def test_what_cannot_be_taken_is_told_at_the_field(
    cast: Cast, opened: ApprovalRound, data: dict[str, Any], words: str
) -> None:
    page = send(cast, opened, **data)
    assert page.status_code == 422
    assert words in told(page)
    assert fresh(opened).decision == ""


def test_a_meeting_to_come_has_decided_nothing_yet(cast: Cast, opened: ApprovalRound) -> None:
    item = meeting_item(cast, timezone.localdate() + timedelta(days=3))
    page = send(cast, opened, item=item.pk, written=None, decided_on=None)
    assert page.status_code == 422
    assert "er ikke kommet endnu" in told(page)


def test_a_cancelled_meeting_and_anothers_are_not_offered(cast: Cast, opened: ApprovalRound) -> None:
    item = meeting_item(cast, state="cancelled")
    assert f'<option value="{item.pk}"' not in told(signed_in(cast.secretary).get(ADDRESS))
    assert send(cast, opened, item=item.pk, written=None).status_code == 422


@pytest.mark.parametrize("seen", ["", "x", "9" * 50, "2023-01-01T00:00:00", "2023-13-45T99:00"])
def test_a_page_of_another_time_does_not_undo_what_is_recorded(cast: Cast, opened: ApprovalRound, seen: str) -> None:
    decide(opened)
    assert send(cast, opened, outcome="discussed", seen=seen).status_code == 409
    assert fresh(opened).outcome == "agreed"


def test_another_text_than_was_shown_is_not_decided_on(cast: Cast, opened: ApprovalRound) -> None:
    assert send(cast, opened, digest="0" * 64).status_code == 409
    assert fresh(opened).decision == ""


def test_outside_the_stage_nothing_is_decided(cast: Cast, opened: ApprovalRound) -> None:
    Plan.objects.update(stage="editing")
    assert send(cast, opened).status_code == 409
    assert signed_in(cast.secretary).get(ADDRESS).status_code == 409


def test_who_may_only_prepare_for_the_secretary_does_not_record(cast: Cast, opened: ApprovalRound) -> None:
    held = cast.secretary.person.memberships.get()
    Delegation.objects.create(membership=held, delegate=cast.outsider.person, scope="prepare")
    assert signed_in(cast.outsider).get(DECISION).status_code == 200
    assert signed_in(cast.outsider).post(ADDRESS, {}).status_code == 403
