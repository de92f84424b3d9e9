"""Ordering a release: who may, when, and all that stands in the way at once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from plans import making_ready, releasing
from plans.models import Plan, PlanEvent, Release, Section
from plans.saving import Author
from tests.base import Cast
from tests.releasing.builders import NOTE, RELEASE, correct, forms, ordered, released, signed_in, tomorrow

pytestmark = pytest.mark.usefixtures("quick_press")


def test_the_page_offers_it_once_nothing_stands_in_the_way(secretary: Client, plan: Plan) -> None:
    page = secretary.get(RELEASE).content.decode()
    assert "Gør udgaven klar" in page
    assert "spærrer" not in page


def test_it_is_ordered_for_now(secretary: Client, plan: Plan, cast: Cast) -> None:
    answer = secretary.post(RELEASE, forms())
    assert (answer.status_code, answer["Location"]) == (302, RELEASE)
    row = Release.objects.get()
    assert (row.state, row.number, row.publish_at, row.note) == ("ordered", 1, None, "")
    assert (row.published_on, row.ordered_by_name) == (timezone.localdate(), str(cast.secretary))


def test_the_order_is_in_the_log(secretary: Client, plan: Plan, cast: Cast) -> None:
    secretary.post(RELEASE, forms())
    event = PlanEvent.objects.get(kind="release")
    assert event.text == "1. udgave bestilt, til offentliggørelse straks"
    assert event.actor_account == cast.secretary


def test_it_is_ordered_for_a_time_in_copenhagen(secretary: Client, plan: Plan) -> None:
    secretary.post(RELEASE, forms(when="senere", day=tomorrow().isoformat(), clock="09:30"))
    row = Release.objects.get()
    assert row.publish_at is not None
    local = timezone.localtime(row.publish_at)
    assert (local.date(), local.hour, local.minute) == (tomorrow(), 9, 30)
    assert row.published_on == tomorrow()


def test_the_printed_date_may_be_another(secretary: Client, plan: Plan) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    secretary.post(RELEASE, forms(published_on=yesterday.isoformat()))
    assert Release.objects.get().published_on == yesterday


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"when": ""}, "Vælg, hvornår planen offentliggøres."),
        ({"when": "i morgen"}, "Vælg et af de to."),
        ({"when": "senere"}, "Vælg en dato."),
        ({"when": "senere", "day": "2099-01-01"}, "Vælg et klokkeslæt."),
        ({"when": "senere", "day": "2020-01-01", "clock": "09:00"}, "Tidspunktet er passeret."),
        ({"when": "senere", "day": "9999-12-31", "clock": "23:59"}, "Datoen ligger for langt ude"),
        ({"when": "senere", "day": "0001-01-01", "clock": "00:00"}, "Datoen ligger for langt ude"),
        ({"when": "senere", "day": "i morgen", "clock": "klokken ni"}, "Skriv en dato, for eksempel 08-11-2023."),
        ({"when": "senere", "day": "2027-03-28", "clock": "02:30"}, "Det klokkeslæt findes ikke den dag"),
        ({"published_on": "31-02-2024"}, "Skriv en dato, for eksempel 08-11-2023."),
        ({"published_on": "9999-01-01"}, "Det år kan en plan ikke have."),
        ({"published_on": "\x00"}, "Skriv en dato, for eksempel 08-11-2023."),
    ],
)
def test_what_was_typed_wrong_is_said_at_its_field(
    secretary: Client, plan: Plan, fields: dict[str, str], words: str
) -> None:
    answer = secretary.post(RELEASE, forms(**fields))
    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert "<title>Fejl: " in answer.content.decode()
    assert not Release.objects.exists()


def test_a_time_too_far_ahead_is_refused(secretary: Client, plan: Plan) -> None:
    far = timezone.localdate() + timedelta(days=500)
    answer = secretary.post(RELEASE, forms(when="senere", day=far.isoformat(), clock="09:00"))
    assert answer.status_code == 409
    assert "mere end et år ude i fremtiden" in answer.content.decode()


def test_a_printed_date_after_its_publication_is_refused(secretary: Client, plan: Plan) -> None:
    answer = secretary.post(RELEASE, forms(published_on=tomorrow().isoformat()))
    assert answer.status_code == 409
    assert "ligger i fremtiden" in answer.content.decode()


# What stands in the way ----------------------------------------------------------------------------------------------


def test_all_reasons_are_told_at_once_and_each_is_linked(secretary: Client, plan: Plan) -> None:
    plan.rounds.update(decision="", outcome="", recorded_at=None, signed_off_at=None)
    page = secretary.get(RELEASE).content.decode()
    assert "2 spærrer" in page
    assert "Rådets beslutning er ikke noteret." in page
    assert "Kommunikation har ikke frigivet planen." in page
    assert page.count('<a class="button button-secondary sm" href="/skrivebord/plan/2024/godkendelse/') == 2
    assert "Gør udgaven klar" not in page
    assert secretary.post(RELEASE, forms()).status_code == 409


def test_a_plan_in_another_stage_is_not_ordered(secretary: Client, plan: Plan) -> None:
    Plan.objects.update(stage="editing")
    answer = secretary.post(RELEASE, forms())
    assert answer.status_code == 409
    assert "Planen er i fasen »redigering«." in answer.content.decode()
    assert not Release.objects.exists()


def test_what_changed_after_the_decision_is_not_ordered(secretary: Client, plan: Plan) -> None:
    Section.objects.filter(key="naevnet").update(text="<p>Nævnet har ni medlemmer.</p>")
    assert secretary.post(RELEASE, forms()).status_code == 409


def test_one_at_a_time(secretary: Client, plan: Plan, cast: Cast) -> None:
    ordered(plan, cast.secretary)
    answer = secretary.post(RELEASE, forms())
    assert answer.status_code == 409
    assert "En offentliggørelse er allerede i gang." in answer.content.decode()
    assert Release.objects.count() == 1


def test_an_archive_plan_is_not_published_here(secretary: Client, plan: Plan) -> None:
    Plan.objects.update(origin="archive")
    answer = secretary.post(RELEASE, forms())
    assert answer.status_code == 409
    assert "er en arkiveret plan" in answer.content.decode()


# Corrections ---------------------------------------------------------------------------------------------------------


def test_a_correction_asks_for_its_note_and_shows_the_difference(secretary: Client, plan: Plan, cast: Cast) -> None:
    released(plan, cast.secretary)
    correct(plan, cast.secretary)
    page = secretary.get(RELEASE).content.decode()
    assert "Hvad er rettet?" in page
    assert "<del>tre</del><ins>fire</ins>" in page
    answer = secretary.post(RELEASE, forms(note="  "))
    assert "Skriv, hvad der er rettet i den nye udgave." in answer.content.decode()


def test_a_correction_is_ordered_with_its_note(secretary: Client, plan: Plan, cast: Cast) -> None:
    released(plan, cast.secretary)
    correct(plan, cast.secretary)
    secretary.post(RELEASE, forms(note=NOTE))
    row = Release.objects.get(state="ordered")
    assert (row.number, row.note) == (2, NOTE)


def test_a_note_that_cannot_be_printed_is_refused_and_kept(secretary: Client, plan: Plan, cast: Cast) -> None:
    released(plan, cast.secretary)
    correct(plan, cast.secretary)
    answer = secretary.post(RELEASE, forms(note="Rettet \N{GRINNING FACE}"))
    assert answer.status_code == 409
    assert "Noten om rettelsen har tegn, som skriften IBM Plex Sans mangler" in answer.content.decode()
    assert "Rettet \N{GRINNING FACE}" in answer.content.decode()


def test_a_number_of_a_person_in_the_note_is_warned_of(secretary: Client, plan: Plan, cast: Cast) -> None:
    released(plan, cast.secretary)
    correct(plan, cast.secretary)
    answer = secretary.post(RELEASE, forms(note="Slettet: 010203-1234"))
    assert "ligner et CPR-nummer" in answer.content.decode()
    assert "Det er ikke et CPR-nummer" in answer.content.decode()
    assert secretary.post(RELEASE, forms(note="Slettet: 010203-1234", cpr_seen="on")).status_code == 302


# Who -----------------------------------------------------------------------------------------------------------------


def test_readers_read_and_order_nothing(plan: Plan, cast: Cast) -> None:
    for user in (cast.mayor, cast.communications, cast.chair_of_viborg):
        client = signed_in(user)
        assert "Gør udgaven klar" not in client.get(RELEASE).content.decode()
        assert client.post(RELEASE, forms()).status_code == 403


def test_strangers_find_nothing(plan: Plan, cast: Cast) -> None:
    assert signed_in(cast.outsider).get(RELEASE).status_code == 404


def test_another_year_has_no_page(secretary: Client, plan: Plan) -> None:
    assert secretary.get("/skrivebord/plan/2031/offentliggoer/").status_code == 404


def test_what_is_made_ready_again_after_a_day_keeps_its_date(plan: Plan, cast: Cast) -> None:
    row = ordered(plan, cast.secretary, at=timezone.now())
    assert making_ready.prepare(row, at=timezone.now() + timedelta(days=2))
    row.refresh_from_db()
    edition = releasing.confirm(
        row, seen=row.pdf_digest, author=Author.of(cast.secretary), at=timezone.now() + timedelta(days=2)
    )
    assert edition is not None
    assert edition.published_on == timezone.localdate()
