"""Recording for seats what they said elsewhere."""

from __future__ import annotations

from typing import Any

import pytest

from plans.models import Approval, ApprovalRound, Plan, PlanEvent
from tests.base import Cast
from tests.deciding.builders import CHAIR, DECISION, MAYOR, decide, fresh, give, signed_in, told

ADDRESS = f"{DECISION}noter/"
MEETING = "Kredsrådets møde 14. december 2023, punkt 3"


def send(cast: Cast, opened: ApprovalRound, *seats: str, **data: Any) -> Any:
    """What the secretary's form sends."""
    values = {"seats": list(seats), "outcome": "approved", "reference": MEETING, "digest": opened.digest}
    return signed_in(cast.secretary).post(ADDRESS, values | data)


def test_several_seats_are_recorded_at_once_with_a_reference(cast: Cast, opened: ApprovalRound) -> None:
    assert send(cast, opened, f"{CHAIR}@0", f"{MAYOR}@0")["Location"] == DECISION
    rows = list(Approval.objects.order_by("pk"))
    assert [(row.seat, row.capacity, row.reference) for row in rows] == [
        (CHAIR, "recorded", MEETING),
        (MAYOR, "recorded", MEETING),
    ]
    assert {row.given_by_name for row in rows} == {"Sekretær"}
    events = PlanEvent.objects.filter(kind="approved")
    assert {event.actor for event in events} == {"Sekretær"}
    assert all(event.on_behalf_of for event in events)
    assert MEETING in told(signed_in(cast.secretary).get(DECISION))


def test_remarks_are_recorded_too(cast: Cast, opened: ApprovalRound) -> None:
    send(cast, opened, f"{MAYOR}@0", outcome="remarks", remarks="Sagt på mødet.")
    assert Approval.objects.get().remarks == "Sagt på mødet."


def test_the_councils_decision_is_the_reference_offered(cast: Cast, opened: ApprovalRound) -> None:
    decide(opened)
    assert f'value="{fresh(opened).decision}"' in told(signed_in(cast.secretary).get(ADDRESS))


def test_who_has_approved_is_not_offered(cast: Cast, opened: ApprovalRound) -> None:
    give(opened, cast.mayor)
    page = told(signed_in(cast.secretary).get(ADDRESS))
    assert f'value="{CHAIR}@0"' in page
    assert MAYOR not in page


def test_a_seat_that_answered_meanwhile_is_left_as_it_is(cast: Cast, opened: ApprovalRound) -> None:
    remarks = give(opened, cast.mayor, "remarks", remarks="Nej.")
    page = send(cast, opened, f"{MAYOR}@0")
    assert page.status_code == 422
    assert "En af dem har svaret imens." in told(page)
    assert Approval.objects.count() == 1
    assert send(cast, opened, f"{MAYOR}@{remarks.pk}").status_code == 302
    assert Approval.objects.latest("pk").outcome == "approved"


@pytest.mark.parametrize(
    ("seats", "data", "words"),
    [
        ([], {}, "Vælg mindst én."),
        ([f"{MAYOR}@0"], {"reference": ""}, "Skriv, hvor det fremgår."),
        ([f"{MAYOR}@0"], {"reference": "x" * 201}, "200"),
        ([f"{MAYOR}@0"], {"outcome": "remarks"}, "Skriv bemærkningerne."),
        ([f"{MAYOR}@0"], {"outcome": "taken_back"}, "Vælg"),
        (["kommune:9999@0"], {}, "En af dem har svaret imens."),
        (["\x00", "x" * 500], {}, "En af dem har svaret imens."),
        ([f"{MAYOR}@0"], {"digest": ""}, "Siden er for gammel."),
    ],
)
def test_what_cannot_be_taken_is_told(
    cast: Cast, opened: ApprovalRound, seats: list[str], data: dict[str, Any], words: str
) -> None:
    page = send(cast, opened, *seats, **data)
    assert page.status_code == 422
    assert words in told(page)
    assert not Approval.objects.exists()


def test_another_text_or_another_stage_is_refused(cast: Cast, opened: ApprovalRound) -> None:
    assert send(cast, opened, f"{MAYOR}@0", digest="0" * 64).status_code == 409
    Plan.objects.update(stage="editing")
    assert send(cast, opened, f"{MAYOR}@0").status_code == 409
    assert not Approval.objects.exists()
