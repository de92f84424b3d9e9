"""A person's page: what they may do, why, and until when, today and on another day."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from councils.models import Delegation, Membership
from plans.models import Assignment, Plan
from tests.accounts.steps import connect_app, sign_in
from tests.base import Cast, make_person, seat
from tests.contributing.builders import ask
from tests.people.builders import at, in_days, page, signed_in, text


@pytest.fixture
def secretary(cast: Cast) -> Client:
    """The secretary's browser."""
    return signed_in(cast.secretary)


def panel(html: str, heading: str) -> str:
    """What the panel with that heading says."""
    return next(text("<main>" + part) for part in html.split("<section")[1:] if heading in part.split("</h2>")[0])


def test_it_says_what_why_and_until_when(cast: Cast, secretary: Client) -> None:
    Membership.objects.filter(person__user=cast.local_secretary).update(starts="2024-01-01", ends="2031-12-31")
    said = panel(page(secretary, at("person", "sekretaer-i-viborg")), "Må i dag")
    assert "Skrive planen for Lokalrådet i Viborg" in said
    assert "Sekretær i Lokalrådet i Viborg" in said
    assert "fra 1. januar 2024" in said
    assert "til og med 31. december 2031" in said


def test_a_right_without_an_end_says_so(secretary: Client) -> None:
    assert "uden slutdato" in panel(page(secretary, at("person", "formand-i-herning")), "Må i dag")


def test_what_has_ended_and_what_comes_stand_apart(cast: Cast, secretary: Client) -> None:
    seat(cast.former_chair.person, cast.herning, "member", starts=in_days(5))
    html = page(secretary, at("person", "tidligere-formand-i-viborg"))
    assert "Har ingen hverv i dag" in panel(html, "Må i dag")
    assert "Medlem i Lokalrådet i Herning" in panel(html, "Begynder senere")
    ended = panel(html, "Ophørt")
    assert "Næstformand i Lokalrådet i Viborg" in ended
    assert "Ret" in ended
    assert "Afslut" not in ended


def test_another_day_shows_what_held_then(cast: Cast, secretary: Client) -> None:
    yesterday = in_days(-1)
    html = page(secretary, at("person", "tidligere-sekretaer"), dato=yesterday.isoformat())
    assert "Føre personer og funktioner og invitere" in panel(html, "Må den")
    assert "Ophørt" not in html


@pytest.mark.parametrize("day", ["2026-02-31", "i går", "99999-01-01"])
def test_a_day_that_is_none_is_told_of_and_today_is_shown(secretary: Client, day: str) -> None:
    html = page(secretary, at("person", "formand-i-herning"), dato=day)
    assert "Skriv en dato" in html
    assert "<title>Fejl: " in html
    assert "Må i dag" in html
    assert f'value="{day}"' in html


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "24.12.2026"])
def test_every_day_there_is_can_be_asked_of(secretary: Client, day: str) -> None:
    assert "Skriv en dato" not in page(secretary, at("person", "formand-i-herning"), dato=day)


def test_a_delegate_is_told_for_whom_and_a_holder_to_whom(cast: Cast, secretary: Client) -> None:
    own = panel(page(secretary, at("person", "borgmestersekretariat")), "Må i dag")
    assert "Må handle på vegne af Borgmester i Viborg, medlem i Kredsrådet" in own
    given = panel(page(secretary, at("person", "borgmester-i-viborg")), "Har bemyndiget andre")
    assert "Borgmestersekretariat må handle på vegne af" in given
    Delegation.objects.update(ends="2020-01-01")
    assert "Ophørte bemyndigelser (1)" in page(secretary, at("person", "borgmester-i-viborg"))


def test_a_function_and_what_it_is_asked_for_are_told(cast: Cast, plan: Plan, secretary: Client) -> None:
    ask(plan, "forord", cast.post, due=date(2030, 5, 1))
    done = ask(plan, "kredsraadet", cast.contributor)
    Assignment.objects.filter(pk=done.pk).update(state=Assignment.State.UNCHANGED)
    html = page(secretary, at("person", "bidragyder"))
    assert "Varetager funktionen Forebyggelse" in panel(html, "Må i dag")
    asked = panel(html, "Bedt om bidrag")
    assert "Forord" in asked
    assert "1. maj 2030" in asked
    assert "1 bidrag er besvaret" in asked


def test_somebody_without_an_office_who_is_asked_for_something_can_answer_it(
    cast: Cast, plan: Plan, secretary: Client
) -> None:
    ask(plan, "forord", cast.outsider)
    said = text(page(secretary, at("person", "uden-embede")))
    assert "er bedt om bidrag og kan svare på dem" in said


def test_without_an_account_the_rights_wait(cast: Cast, secretary: Client) -> None:
    seat(make_person("Uden konto"), cast.herning)
    assert "Uden konto kan Uden konto ikke logge ind" in page(secretary, at("person", "uden-konto"))


def test_it_says_how_one_signs_in(cast: Cast, secretary: Client, settings: Settings) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    client = Client()
    sign_in(client, cast.administrator)
    connect_app(client)
    html = page(client, at("person", "sekretaer"))
    assert "Kræves, ikke slået til endnu" in html
    assert "sekretaer@test.example" in html
    assert "Slået til" in page(client, at("person", "administrator"))


def test_every_link_on_it_leads_somewhere(cast: Cast, secretary: Client) -> None:
    html = page(secretary, at("person", "borgmester-i-viborg"))
    for href in set(re.findall(r'href="(/skrivebord/personer/[^"]*)"', html)):
        assert secretary.get(href.replace("&amp;", "&")).status_code == 200, href


def test_it_takes_as_many_queries_however_much_is_held(cast: Cast, plan: Plan, secretary: Client) -> None:
    address = at("person", "bidragyder")

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            page(secretary, address)
        return len(asked)

    seated = seat(cast.contributor.person, cast.herning, "member", ends="2010-01-01")
    Delegation.objects.create(membership=seated, delegate=cast.outsider.person, scope="read")
    Delegation.objects.create(membership=seated, delegate=cast.outsider.person, scope="act", ends="2009-01-01")
    ask(plan, "forord", cast.contributor)
    queries()
    few = queries()
    for year in range(2011, 2021):
        more = seat(cast.contributor.person, cast.herning, "member", starts=f"{year}-01-01", ends=f"{year}-12-31")
        Delegation.objects.create(membership=more, delegate=cast.outsider.person, scope="act")
    for key in ("kredsraadet", "formaend", "aftalen"):
        ask(plan, key, cast.contributor)
    assert queries() == few


def test_who_is_not_there_is_not_found(secretary: Client) -> None:
    assert secretary.get(at("person", "findes-ikke")).status_code == 404


def test_the_page_of_the_districts_secretary_says_that_it_keeps_people(secretary: Client) -> None:
    said = panel(page(secretary, at("person", "sekretaer")), "Må i dag")
    assert "Skrive planen for Kredsrådet i Midt- og Vestjylland" in said
    assert "Føre personer og funktioner og invitere" in said
