"""The secretariat's list: what has come in, what waits, who is silent."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from plans.models import NoProposals, Plan
from tests.base import Cast, make_plan, publish
from tests.proposals.builders import INBOX, answered, dates, draft, drafted, sent, signed_in, told


def page(user: Any, query: str = "") -> str:
    """The list."""
    return told(signed_in(user).get(INBOX + query))


def test_an_empty_list_says_what_will_come_and_when(cast: Cast, plan: Plan) -> None:
    dates(plan)
    shown = page(cast.secretary)
    assert "Ingen forslag endnu" in shown
    assert "Indsamlingen slutter" in shown
    assert "Ikke modtaget (2)" in shown


def test_the_oldest_unanswered_comes_first_then_drafts_then_the_rest_by_number(cast: Cast, plan: Plan) -> None:
    now = timezone.now()
    answered(sent(cast.viborg, title="Besvaret"), "accepted")
    sent(cast.viborg, title="Nyest", submitted_at=now)
    sent(cast.herning, title="Ældst", submitted_at=now - timedelta(days=9))
    drafted(sent(cast.herning, title="Kladdesvar"))
    shown = page(cast.secretary)
    names = ("Ældst", "Nyest", "Kladdesvar", "Besvaret")
    places = [shown.index(f">{name}<") for name in names]
    assert places == sorted(places)
    assert "9 dage" in shown
    assert "4 forslag fra 2 lokalråd" in shown
    assert "3 forslag venter på svar" in shown


def test_drafts_of_the_councils_are_not_here(cast: Cast, plan: Plan) -> None:
    draft(cast.viborg, title="Kun vores")
    assert "Kun vores" not in page(cast.secretary)


def test_each_filters_count_is_that_of_its_list(cast: Cast, plan: Plan) -> None:
    answered(sent(cast.viborg), "accepted")
    answered(sent(cast.viborg, section_key="formaend", section_heading="Formænd"), "rejected")
    sent(cast.herning)
    shown = page(cast.secretary)
    for words in ("Alle (3)", "Uden svar (1)", "Imødekommet (1)", "Ikke imødekommet (1)", "Delvist imødekommet (0)"):
        assert words in shown
    assert "Viser 1 af 3" in page(cast.secretary, "?status=imoedekommet")
    viborgs = page(cast.secretary, "?raad=viborg")
    assert "Alle (2)" in viborgs
    assert "Viser 2 af 3" in viborgs
    assert "Viser 1 af 3" in page(cast.secretary, "?raad=viborg&afsnit=formaend")


def test_a_filter_that_finds_nothing_offers_all(cast: Cast, plan: Plan) -> None:
    sent(cast.viborg)
    assert "Ingen forslag her." in page(cast.secretary, "?status=delvist")


@pytest.mark.parametrize("query", ["?aar=x", "?aar=999999", "?aar=%00", "?status=%00&raad=x&afsnit=%F0", "?aar=1"])
def test_what_no_filter_is_called_does_no_harm(cast: Cast, plan: Plan, query: str) -> None:
    sent(cast.viborg)
    assert signed_in(cast.secretary).get(INBOX + query).status_code == 200


def test_who_has_been_heard_from_and_who_is_silent(cast: Cast, plan: Plan) -> None:
    sent(cast.viborg)
    shown = page(cast.secretary)
    assert "Ikke modtaget (1)" in shown
    assert "Har sendt forslag (1)" in shown
    NoProposals.objects.create(council=cast.herning, year=2023, declared_at=timezone.now(), declared_by_name="F")
    shown = page(cast.secretary)
    assert "Alle lokalråd har svaret." in shown
    assert "Ingen forslag i år (1)" in shown


def test_when_all_is_answered_it_says_so(cast: Cast, plan: Plan) -> None:
    answered(sent(cast.viborg))
    shown = page(cast.secretary)
    assert "Alt er besvaret." in shown
    assert "venter på svar" not in shown


def test_it_leads_to_the_oldest_and_to_those_that_are_ready(cast: Cast, plan: Plan) -> None:
    sent(cast.viborg)
    drafted(sent(cast.herning), ready=True)
    shown = signed_in(cast.secretary).get(INBOX).content.decode()
    assert 'href="/skrivebord/forslag/2023-01/"' in shown
    assert "Send 1 svar, der er klar" in told(signed_in(cast.secretary).get(INBOX))


def test_other_years_have_their_own_list(cast: Cast, plan: Plan) -> None:
    sent(cast.viborg, 2024, title="Gemt til næste år")
    assert "Gemt til næste år" not in page(cast.secretary)
    assert "Gemt til næste år" in page(cast.secretary, "?aar=2024")


def test_others_find_nothing_until_the_plan_is_published(cast: Cast, plan: Plan) -> None:
    sent(cast.viborg)
    for user in (cast.chair_of_viborg, cast.mayor, cast.contributor, cast.outsider):
        assert signed_in(user).get(INBOX).status_code == 404
        assert signed_in(user).get(f"{INBOX}?aar=2023").status_code == 404


def test_after_publication_all_councils_read_what_was_answered_and_nothing_private(cast: Cast, plan: Plan) -> None:
    answered(sent(cast.viborg, title="Besvaret"), "accepted")
    drafted(sent(cast.viborg, title="Ubesvaret"))
    publish(plan)
    shown = page(cast.chair_of_herning)
    assert "Besvaret" in shown
    for words in ("Ubesvaret", "kladde", "Høringsnotat", "Påmind", "Lokalrådene"):
        assert words not in shown
    assert signed_in(cast.chair_of_herning).get(f"{INBOX}?aar=2024").status_code == 404
    assert signed_in(cast.outsider).get(INBOX).status_code == 404


def test_the_list_takes_as_many_queries_for_much_as_for_little(cast: Cast, plan: Plan) -> None:
    client, head = signed_in(cast.secretary), sent(cast.viborg)
    sent(cast.herning, merged_into=head)
    client.get(INBOX)
    with CaptureQueriesContext(connection) as few:
        client.get(INBOX)
    for number in range(12):
        row = sent(cast.viborg if number % 2 else cast.herning)
        answered(row) if number % 3 else drafted(row, ready=True)
    with CaptureQueriesContext(connection) as many:
        client.get(INBOX)
    assert len(many) == len(few)


def test_a_year_with_a_plan_to_come_is_offered(cast: Cast, plan: Plan) -> None:
    make_plan(cast.district, year=2024)
    sent(cast.viborg, 2023)
    shown = page(cast.secretary)
    assert "Forslag til plan 2024" in shown
    assert "?aar=2023" in shown
