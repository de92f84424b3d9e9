"""Reminding the silent councils by hand, with the letter shown first."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from councils.models import Membership
from plans.models import Plan
from tests.base import Cast, outbox
from tests.proposals.builders import INBOX, dates, sent, signed_in, told

ADDRESS = f"{INBOX}paamind/?aar=2023"


def send(user: Any, *councils: Any) -> Any:
    """Send the page with those chosen."""
    return signed_in(user).post(ADDRESS, {"valgt": [getattr(row, "pk", row) for row in councils]})


def test_the_page_shows_the_letter_and_to_whom_and_sends_nothing(cast: Cast, plan: Plan) -> None:
    dates(plan)
    sent(cast.herning)
    shown = told(signed_in(cast.secretary).get(ADDRESS))
    assert "Sekretariatet har ikke modtaget forslag fra Lokalrådet i Viborg" in shown
    assert "Lokalrådet i Herning" not in shown
    assert outbox() == []


def test_those_chosen_are_reminded_and_it_says_when(cast: Cast, plan: Plan) -> None:
    assert send(cast.secretary, cast.viborg).url == f"{INBOX}?aar=2023"
    assert len(outbox(to=cast.chair_of_viborg)) == len(outbox(to=cast.local_secretary)) == 1
    assert outbox(to=cast.chair_of_herning) == []
    shown = told(signed_in(cast.secretary).get(INBOX))
    assert f"Påmindet {date_format(timezone.localdate(), 'j. N')}" in shown
    assert "Påmind (1)" in shown


def test_not_twice_in_seven_days(cast: Cast, plan: Plan) -> None:
    send(cast.secretary, cast.viborg)
    send(cast.secretary, cast.viborg)
    assert len(outbox(to=cast.chair_of_viborg)) == 1


def test_who_has_spoken_is_not_reminded(cast: Cast, plan: Plan) -> None:
    sent(cast.viborg)
    before = len(outbox())
    send(cast.secretary, cast.viborg)
    assert len(outbox()) == before


def test_a_council_that_nobody_can_be_written_to_in_is_named(cast: Cast, plan: Plan) -> None:
    Membership.objects.filter(council=cast.herning).delete()
    assert 'Lokalrådet i Herning: <span class="weak">ingen i ledelsen har en konto' in told(
        signed_in(cast.secretary).get(ADDRESS)
    )


def test_with_nobody_silent_the_page_says_so(cast: Cast, plan: Plan) -> None:
    sent(cast.viborg)
    sent(cast.herning)
    assert "Der er ingen at påminde" in told(signed_in(cast.secretary).get(ADDRESS))


@pytest.mark.parametrize("value", ["", "x", "0", "9" * 40, "\x00"])
def test_what_is_no_council_is_not_reminded(cast: Cast, plan: Plan, value: str) -> None:
    assert send(cast.secretary, value).status_code == 302
    assert outbox() == []


def test_others_may_not(cast: Cast, plan: Plan) -> None:
    for user in (cast.chair_of_viborg, cast.mayor, cast.outsider):
        assert send(user, cast.herning).status_code == 404
    assert outbox() == []
