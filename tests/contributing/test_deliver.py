"""Saving a draft and delivering a text."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from plans.models import Plan, Section
from tests.base import Cast, make_cast, make_plan, outbox, publish, section
from tests.contributing.builders import (
    NEW,
    act,
    ask,
    delivered,
    everything_written,
    fresh,
    marked,
    page,
    second_holder,
    signed_in,
    told,
    write,
)
from tests.scratch import Scratch, together

LONG = "<p>" + "Ord. " * 30000 + "</p>"


def test_a_draft_is_kept_and_goes_on_from_where_it_was(cast: Cast, plan: Plan) -> None:
    row = ask(plan, "kredsraadet", cast.post)
    assert write(cast.contributor, row, NEW).url == page(row)
    assert (fresh(row).text, fresh(row).state) == (NEW, "waiting")
    assert "fire gange om året" in told(signed_in(cast.contributor).get(page(row)))
    assert section(plan, "kredsraadet").text == "<p>Kredsrådet mødes to gange om året.</p>"
    assert outbox() == []


def test_the_pages_script_saves_by_itself(cast: Cast, plan: Plan) -> None:
    row = ask(plan, "kredsraadet", cast.post)
    data = {"heading": "Kredsrådet", "text": NEW, "version": 1, "base": 1, "do": "gem"}
    response = signed_in(cast.contributor).post(page(row) + "tekst/", data, headers={"accept": "application/json"})
    assert response.json()["version"] == 2
    assert response.json()["message"].startswith("Gemt kl. ")
    again = signed_in(cast.contributor).post(page(row) + "tekst/", data, headers={"accept": "application/json"})
    assert again.status_code == 409
    wrong = signed_in(cast.contributor).post(
        page(row) + "tekst/", data | {"text": "010190-1234"}, headers={"accept": "application/json"}
    )
    assert wrong.status_code == 422
    assert "CPR" in wrong.json()["message"]


def test_a_delivered_text_goes_to_the_secretary_with_a_word(cast: Cast, plan: Plan) -> None:
    row = ask(plan, "kredsraadet", cast.post)
    response = write(cast.contributor, row, NEW, heading="Rådet", do="lever", word="Ny mødekadence.")
    assert response.url == page(row)
    now = fresh(row)
    assert (now.state, now.heading, now.text, now.answer) == ("delivered", "Rådet", NEW, "Ny mødekadence.")
    assert (now.answered_by, now.base_version) == ("Bidragyder", 1)
    (mail,) = outbox(to=cast.secretary)
    assert "Ny mødekadence." in mail.message
    assert f"https://portal.example/skrivebord/plan/2023/bidrag/{row.pk}/" in mail.message


def test_a_secretary_who_has_chosen_that_away_gets_no_mail(cast: Cast, plan: Plan) -> None:
    cast.secretary.muted_mail = ["delivery"]
    cast.secretary.save()
    write(cast.contributor, ask(plan, "kredsraadet", cast.post), NEW, do="lever")
    assert outbox() == []


def test_delivering_the_sections_own_text_is_no_changes(cast: Cast, plan: Plan) -> None:
    row = ask(plan, "kredsraadet", cast.post)
    write(cast.contributor, row, "<p>Kredsrådet mødes to gange om året.</p>", do="lever")
    assert fresh(row).state == "unchanged"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"text": ""}, "Skriv en tekst"),
        ({"text": "<script>alert(1)</script>"}, "Skriv en tekst"),
        ({"heading": "x" * 251}, "højst have 250 tegn"),
        ({"text": "<p>CPR 010190-1234</p>"}, "CPR-nummer"),
        ({"word": "010190-1234"}, "CPR-nummer"),
        ({"word": "x" * 3001}, "højst have 3000 tegn"),
        ({"version": ""}, "Siden er for gammel"),
        ({"version": "9" * 40}, "Siden er for gammel"),
        ({"base": "x"}, "Siden er for gammel"),
        ({"text": "a\x00b"}, "Null"),
    ],
)
def test_what_cannot_be_delivered_is_told_and_stays_on_the_screen(
    cast: Cast, plan: Plan, data: Any, words: str
) -> None:
    row = ask(plan, "kredsraadet", cast.post)
    values = {"heading": "Kredsrådet", "text": NEW, "version": 1, "base": 1, "word": "Til dig", "do": "lever"} | data
    response = act(cast.contributor, "text", row, **values)
    shown = told(response)
    assert response.status_code == 200
    assert words in shown
    assert "<title>Fejl:" in shown
    assert fresh(row).state == "waiting"
    if "text" not in data:
        assert "fire gange om året" in shown


def test_what_is_delivered_is_cleaned(cast: Cast, plan: Plan) -> None:
    row = ask(plan, "kredsraadet", cast.post)
    write(cast.contributor, row, '<p onclick="x()">Nyt<script>alert(1)</script><img src=x onerror=y></p>', do="lever")
    assert fresh(row).text == "<p>Nyt</p>"


def test_a_long_text_is_taken(cast: Cast, plan: Plan) -> None:
    row = ask(plan, "kredsraadet", cast.post)
    assert write(cast.contributor, row, LONG, do="lever").status_code == 302


def test_the_second_of_two_holders_is_told_keeps_the_text_and_sees_both(cast: Cast, plan: Plan) -> None:
    row, other = ask(plan, "kredsraadet", cast.post), second_holder(cast.post)
    write(cast.contributor, row, NEW)
    response = write(other, row, "<p>Kredsrådet mødes hver måned.</p>", version=1, base=1)
    shown = told(response)
    assert response.status_code == 409
    assert "Ikke gemt" in shown
    assert "hver måned" in shown
    assert "fire" in shown
    assert fresh(row).text == NEW


def test_taking_the_others_place_knowingly_keeps_the_others_text_in_the_history(cast: Cast, plan: Plan) -> None:
    row, other = ask(plan, "kredsraadet", cast.post), second_holder(cast.post)
    write(cast.contributor, row, NEW)
    write(other, row, "<p>Kredsrådet mødes hver måned.</p>", version=2, base=1, replaces="on")
    assert fresh(row).text == "<p>Kredsrådet mødes hver måned.</p>"
    assert "fire gange om året" in everything_written(row)


def test_a_text_for_what_was_delivered_meanwhile_stays_on_the_screen(cast: Cast, plan: Plan) -> None:
    row, other = ask(plan, "kredsraadet", cast.post), second_holder(cast.post)
    write(cast.contributor, row, NEW, do="lever")
    response = write(other, row, "<p>Kredsrådet mødes hver måned.</p>", version=1, base=1, do="lever")
    assert response.status_code == 409
    assert "hver måned" in told(response)
    assert fresh(row).text == NEW


def test_two_holders_who_deliver_at_once_overwrite_nothing(own_database: Scratch) -> None:
    cast = make_cast()
    row = ask(make_plan(cast.district), "kredsraadet", cast.post)
    other = second_holder(cast.post)
    texts = {cast.contributor: "<p>Fra den ene.</p>", other: "<p>Fra den anden.</p>"}
    clients = [(signed_in(user), text) for user, text in texts.items()]
    data = {"heading": "Kredsrådet", "version": 1, "base": 1, "do": "lever"}
    results = together(*[lambda c=c, t=t: c.post(page(row) + "tekst/", data | {"text": t}) for c, t in clients])
    assert sorted(response.status_code for response in results) == [302, 409]
    first, second = sorted(zip(results, texts.values(), strict=True), key=lambda pair: pair[0].status_code)
    assert fresh(row).text == first[1]
    assert second[1][3:-4] in told(second[0])


def test_nothing_is_delivered_to_a_published_plan_or_a_removed_section(cast: Cast, plan: Plan) -> None:
    row, removed = ask(plan, "kredsraadet", cast.post), ask(plan, "naevnet", cast.post)
    Section.objects.filter(pk=removed.section_id).update(removed_at=plan.created_at)
    assert write(cast.contributor, removed, NEW, do="lever").status_code == 404
    Section.everything.filter(pk=removed.section_id).update(removed_at=None)
    publish(plan)
    response = write(cast.contributor, row, NEW, do="lever")
    assert response.status_code == 409
    assert "Planen er offentliggjort" in told(response)
    assert fresh(row).text == ""


def test_only_post_saves(cast: Cast, plan: Plan) -> None:
    row = ask(plan, "kredsraadet", cast.post)
    assert signed_in(cast.contributor).get(page(row) + "tekst/").status_code == 405


def test_a_form_without_its_token_is_refused(cast: Cast, plan: Plan) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.contributor)
    assert client.post(page(ask(plan, "kredsraadet", cast.post)) + "tekst/", {"text": NEW}).status_code == 403


def test_a_delivered_text_is_shown_with_what_it_changes(cast: Cast, plan: Plan) -> None:
    shown = told(signed_in(cast.contributor).get(page(delivered(plan, "kredsraadet", cast.post))))
    assert marked("del", shown) == ["to"]
    assert marked("ins", shown) == ["fire"]


def test_a_word_to_the_secretary_is_kept_with_the_draft_and_shown_when_it_is_delivered(cast: Cast, plan: Plan) -> None:
    row = ask(plan, "naevnet", cast.post)
    seen_by_the_secretary = f"/skrivebord/plan/{plan.year}/bidrag/{row.pk}/"
    write(cast.contributor, row, NEW, word="Tallet er fra i går.")
    assert "Tallet er fra i går." in told(signed_in(cast.contributor).get(page(row)))
    assert "Tallet er fra i går." not in told(signed_in(cast.secretary).get(seen_by_the_secretary))
    write(cast.contributor, row, NEW, word="Tallet er fra i går.", do="lever")
    assert "Tallet er fra i går." in told(signed_in(cast.secretary).get(seen_by_the_secretary))
    act(cast.contributor, "take_back", row, version=fresh(row).version)
    assert "Tallet er fra i går." in told(signed_in(cast.contributor).get(page(row)))
    assert "Tallet er fra i går." not in told(signed_in(cast.secretary).get(seen_by_the_secretary))
