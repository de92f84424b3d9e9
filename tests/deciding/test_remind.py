"""Reminding those who have not answered, by hand."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from councils.models import Notice
from plans.models import ApprovalRound, Plan
from tests.base import Cast, outbox
from tests.deciding.builders import CHAIR, DECISION, MAYOR, give, signed_in, told
from tests.deciding.test_correct import confirm

ADDRESS = f"{DECISION}paamind/"


def send(cast: Cast, *seats: str) -> Any:
    """Send the page with those seats chosen."""
    return signed_in(cast.secretary).post(ADDRESS, {"valgt": list(seats)})


def test_the_page_shows_the_letter_and_to_whom_and_sends_nothing(cast: Cast, opened: ApprovalRound) -> None:
    page = told(signed_in(cast.secretary).get(ADDRESS))
    assert page.count(" checked") == 2
    assert "Sekretær har bedt os minde dig om det." in page
    assert "Borgmester i Viborg, Borgmestersekretariat" in page
    assert outbox() == []


def test_one_seat_can_be_chosen(cast: Cast, opened: ApprovalRound) -> None:
    page = told(signed_in(cast.secretary).get(f"{ADDRESS}?plads={MAYOR}"))
    assert page.count(" checked") == 1
    assert "svar fra borgmester i Viborg Kommune" in page


def test_those_who_have_not_answered_are_reminded(cast: Cast, opened: ApprovalRound) -> None:
    give(opened, cast.director, seat=CHAIR)
    assert send(cast, MAYOR, CHAIR)["Location"] == DECISION
    assert [len(outbox(to=user)) for user in (cast.mayor, cast.delegate, cast.director)] == [1, 1, 0]
    assert "/skrivebord/godkend/2023/" in outbox(to=cast.mayor)[0].message


def test_for_seven_days_nobody_is_reminded_again(cast: Cast, opened: ApprovalRound) -> None:
    send(cast, MAYOR)
    assert "Påmindet" in told(signed_in(cast.secretary).get(DECISION))
    send(cast, MAYOR)
    assert len(outbox(to=cast.mayor)) == 1


def test_after_seven_days_one_may_be(cast: Cast, opened: ApprovalRound) -> None:
    send(cast, MAYOR)
    for row in Notice.objects.filter(key__startswith="decision-asked"):
        row.created_at -= timedelta(days=7, minutes=1)
        row.key = row.key.replace(timezone.localdate().isoformat(), "2020-01-01")
        row.save()
    send(cast, MAYOR)
    assert len(outbox(to=cast.mayor)) == 2


def test_a_correction_does_not_begin_the_seven_days_anew(cast: Cast, plan: Plan, opened: ApprovalRound) -> None:
    send(cast, MAYOR)
    confirm(cast, plan)
    before = len(outbox(to=cast.mayor))
    send(cast, MAYOR)
    assert len(outbox(to=cast.mayor)) == before


def test_the_page_says_who_gets_no_letter_and_why(cast: Cast, opened: ApprovalRound) -> None:
    for user in (cast.mayor, cast.delegate):
        user.muted_mail = ["decision"]
        user.save()
    cast.director.is_active = False
    cast.director.save()
    page = told(signed_in(cast.secretary).get(ADDRESS))
    for words in ("Der er ingen at påminde", "har slået mail om beslutningen fra", "har ingen konto endnu"):
        assert words in page


@pytest.mark.parametrize("chosen", [[], ["x", "", "\x00", "9" * 400], ["kommune:0657"]])
def test_what_is_no_seat_reminds_nobody(cast: Cast, opened: ApprovalRound, chosen: list[str]) -> None:
    assert send(cast, *chosen).status_code == 302
    assert outbox() == []


def test_outside_the_stage_it_is_refused(cast: Cast, opened: ApprovalRound) -> None:
    Plan.objects.update(stage="editing")
    assert send(cast, MAYOR).status_code == 409
    assert outbox() == []
