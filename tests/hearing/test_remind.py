"""Reminding the councils that have not responded, in one step."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from councils.models import Council, User
from plans import hearing as hearings
from plans import stages
from plans.models import HearingResponse, Plan
from plans.saving import Author
from tests.base import Cast, make_cast, outbox
from tests.hearing.builders import hearing_of, in_days, page, plan_in_hearing, remarked, sent, signed_in, told
from tests.scratch import Scratch, together

PAGE = "/skrivebord/plan/2024/hoering/paamind/"


def remind(user: User, *councils: Council) -> Any:
    """What the page sends with those councils chosen."""
    return signed_in(user).post(PAGE, {"valgt": [council.pk for council in councils]})


def test_the_page_shows_the_letter_and_sends_nothing(cast: Cast, heard: Plan) -> None:
    before = len(outbox())
    shown = told(signed_in(cast.secretary).get(PAGE))
    assert shown.count(" checked") == 2
    assert "Sådan ser det ud til" in shown
    assert "Har I ingen bemærkninger" in shown
    assert len(outbox()) == before


def test_chair_and_secretary_of_those_chosen_are_reminded(cast: Cast, heard: Plan) -> None:
    before = len(outbox())
    assert remind(cast.secretary, cast.viborg).url == page("hearing", 2024)
    letters = outbox()[before:]
    assert {email.to[0] for email in letters} == {cast.chair_of_viborg.email, cast.local_secretary.email}
    assert "om 10 dage" in letters[0].message
    assert "Sekretær minder om høringen" in letters[0].message


def test_who_has_responded_is_not_reminded(cast: Cast, heard: Plan) -> None:
    sent(heard, cast.viborg, cast.chair_of_viborg)
    before = len(outbox())
    remind(cast.secretary, cast.viborg)
    assert len(outbox()) == before


def test_for_seven_days_it_says_when_and_does_not_send_again(cast: Cast, heard: Plan) -> None:
    remarked(heard, cast.viborg, cast.local_secretary)
    remind(cast.secretary, cast.viborg)
    before = len(outbox())
    remind(cast.secretary, cast.viborg)
    assert len(outbox()) == before
    assert "Påmindet" in told(signed_in(cast.secretary).get(page("hearing", 2024)))
    HearingResponse.objects.update(reminded_at=timezone.now() - timedelta(days=7, minutes=1))
    remind(cast.secretary, cast.viborg)
    assert len(outbox()) == before + 2


def test_whom_no_mail_reaches_is_named_and_left_out(cast: Cast, heard: Plan) -> None:
    cast.chair_of_herning.person.memberships.update(ends=in_days(-1))
    shown = told(signed_in(cast.secretary).get(PAGE))
    assert "Lokalrådet i Herning: hverken formand eller sekretær har en konto" in shown


@pytest.mark.parametrize("who", ["mayor", "chair_of_viborg", "communications"])
def test_readers_remind_nobody(cast: Cast, heard: Plan, who: str) -> None:
    assert remind(getattr(cast, who), cast.viborg).status_code == 403
    assert signed_in(getattr(cast, who)).get(PAGE).status_code == 403


def test_what_no_page_sends_reminds_nobody(cast: Cast, heard: Plan) -> None:
    before = len(outbox())
    for chosen in (["x"], ["9" * 40], ["\x00"], []):
        assert signed_in(cast.secretary).post(PAGE, {"valgt": chosen}).status_code == 302
    assert len(outbox()) == before


def test_after_the_hearing_nobody_is_reminded(cast: Cast, heard: Plan) -> None:
    stages.move(heard, "editing", author=Author.of(cast.secretary), reason="En fejl.")
    assert remind(cast.secretary, cast.viborg).status_code == 409
    assert signed_in(cast.secretary).get(PAGE).status_code == 409


def test_two_who_remind_at_once_write_one_mail(own_database: Scratch) -> None:
    cast = make_cast()
    plan = plan_in_hearing(cast)
    before, author = len(outbox()), Author.of(cast.secretary)
    hearing = hearing_of(plan)

    def act() -> list[Council]:
        return hearings.remind(hearing=hearing, chosen=[cast.herning.pk], author=author, at=timezone.now())

    results = together(act, act, act)
    assert sorted(map(len, results)) == [0, 0, 1]
    assert len(outbox()) == before + 1
