"""The secretariat's page of a hearing: who has responded and who has not."""

from __future__ import annotations

import pytest

from plans import stages
from plans.models import Hearing, Plan
from plans.saving import Author
from tests.base import Cast, publish
from tests.hearing.builders import hearing_of, in_days, page, remarked, sent, signed_in, sound_plan, told

PAGE = "/skrivebord/plan/2024/hoering/"


def test_it_says_who_has_responded_and_who_has_not(cast: Cast, heard: Plan) -> None:
    remarked(heard, cast.viborg, cast.local_secretary)
    sent(heard, cast.viborg, cast.chair_of_viborg)
    shown = told(signed_in(cast.secretary).get(PAGE))
    assert "1 af 2 lokalråd har svaret" in shown
    assert "10 dage tilbage" in shown
    assert "Skal besvares" in shown
    assert f'href="{page("answer", 2024, "viborg")}?hoering={hearing_of(heard).pk}"' in shown
    assert "Afventer" in shown


@pytest.mark.parametrize("who", ["chair_of_herning", "mayor", "communications"])
def test_readers_see_that_it_came_and_not_what_it_says(cast: Cast, heard: Plan, who: str) -> None:
    sent(heard, cast.viborg, cast.chair_of_viborg)
    client = signed_in(getattr(cast, who))
    shown = told(client.get(PAGE))
    assert "1 af 2 lokalråd har svaret" in shown
    assert "/hoering/viborg/" not in shown
    assert "Påmind" not in shown
    assert client.get(page("answer", 2024, "viborg")).status_code == 403


def test_after_publication_the_other_councils_read_it(cast: Cast, heard: Plan) -> None:
    sent(heard, cast.viborg, cast.chair_of_viborg)
    publish(heard)
    client = signed_in(cast.chair_of_herning)
    assert "/hoering/viborg/" in told(client.get(PAGE))
    assert "Vi er enige." in told(client.get(page("answer", 2024, "viborg")))
    assert "<textarea" not in told(client.get(page("answer", 2024, "viborg")))


def test_before_it_the_page_says_when_it_comes(cast: Cast) -> None:
    sound_plan(cast)
    assert "har ikke været i høring endnu" in told(signed_in(cast.secretary).get(PAGE))


def test_whom_no_mail_reaches_is_named(cast: Cast, heard: Plan) -> None:
    cast.chair_of_herning.person.memberships.update(ends=in_days(-1))
    shown = told(signed_in(cast.secretary).get(PAGE))
    assert "Lokalrådet i Herning" in shown.partition("Kan ikke svare endnu")[2]


def test_an_earlier_hearing_can_be_seen(cast: Cast, heard: Plan) -> None:
    first = hearing_of(heard)
    sent(heard, cast.viborg, cast.chair_of_viborg)
    stages.move(heard, "editing", author=Author.of(cast.secretary), reason="En fejl.")
    stages.move(heard, "hearing", author=Author.of(cast.secretary))
    shown = told(signed_in(cast.secretary).get(PAGE))
    assert "0 af 2 lokalråd har svaret" in shown
    assert f"?hoering={first.pk}" in shown
    earlier = told(signed_in(cast.secretary).get(PAGE, {"hoering": first.pk}))
    assert "stoppet" in earlier
    assert "1 af 1 lokalråd har svaret" in earlier


@pytest.mark.parametrize("number", ["x", "9" * 40, "\x00", "0"])
def test_a_hearing_that_there_is_not_is_not_found(cast: Cast, heard: Plan, number: str) -> None:
    assert signed_in(cast.secretary).get(PAGE, {"hoering": number}).status_code == 404


def test_another_plans_hearing_is_not_shown(cast: Cast, heard: Plan) -> None:
    other = sound_plan(cast, year=2025)
    assert (
        signed_in(cast.secretary).get(page("hearing", other.year), {"hoering": Hearing.objects.get().pk}).status_code
        == 404
    )
