"""The list: one entry for each time that a person sat with the text."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from plans.models import Plan
from plans.saving import Conflict
from tests.base import Cast
from tests.desk_history.builders import BASE, HISTORY, queries, save


def shown(client: Client, path: str = HISTORY) -> list[str]:
    """The entries of the list, without tags."""
    page = client.get(path).content.decode()
    entries = re.findall(r"<li(?: class=\"now\")?>\s*<b>(.*?)</li>", page, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]*>", " ", entry).split()) for entry in entries]


def test_saves_with_short_pauses_are_one_sitting(client: Client, cast: Cast, plan: Plan) -> None:
    for minutes in (0, 2, 31, 60):
        save(plan, f"<p>Efter {minutes}.</p>", by="Anna", minutes=minutes)
    save(plan, "<p>Efter en pause.</p>", by="Anna", minutes=91)
    client.force_login(cast.secretary)
    entries = shown(client)
    assert len(entries) == 3
    assert entries[0].startswith("Tekst ændret Anna, 8. november 2023 kl. 14.31")
    assert entries[1].startswith("Tekst ændret Anna, 8. november 2023 kl. 14.00")
    assert entries[2].startswith("Udgangspunkt")


def test_each_person_has_an_entry_of_their_own(client: Client, cast: Cast, plan: Plan) -> None:
    for minutes, name in enumerate(("Anna", "Bo", "Anna")):
        save(plan, f"<p>{minutes}</p>", by=name, minutes=minutes)
    client.force_login(cast.secretary)
    assert [entry.split()[2].strip(",") for entry in shown(client)[:3]] == ["Anna", "Bo", "Anna"]


def test_a_confirmation_and_a_text_that_was_not_chosen_are_entries(client: Client, cast: Cast, plan: Plan) -> None:
    save(plan, "<p>Bos.</p>", by="Bo")
    with pytest.raises(Conflict):
        save(plan, "<p>Annas.</p>", by=cast.secretary, base=1, minutes=1)
    save(plan, "<p>Bos igen.</p>", by="Bo", minutes=2)
    client.force_login(cast.secretary)
    entries = shown(client)
    assert entries[0].startswith("Tekst ændret Bo")
    assert entries[1].startswith("Ikke valgt Ikke flettet ind Sekretær")
    assert len(entries) == 3


def test_a_text_set_aside_is_for_its_writer_and_those_who_write_the_plan(
    client: Client, cast: Cast, plan: Plan
) -> None:
    save(plan, "<p>Bos.</p>", by="Bo")
    with pytest.raises(Conflict) as conflict:
        save(plan, "<p>Annas.</p>", by=cast.former_secretary, base=1, minutes=1)
    page = f"{HISTORY}{conflict.value.set_aside.pk}/"
    client.force_login(cast.mayor)
    assert not any("Ikke valgt" in entry for entry in shown(client))
    assert client.get(page).status_code == 404
    client.force_login(cast.secretary)
    assert client.get(page).status_code == 200


def test_a_section_that_nobody_changed_says_so(client: Client, cast: Cast, plan: Plan) -> None:
    client.force_login(cast.mayor)
    assert "Ingen har ændret afsnittet" in client.get(HISTORY).content.decode()


def test_twenty_entries_a_page(client: Client, cast: Cast, plan: Plan) -> None:
    for number in range(25):
        save(plan, f"<p>{number}</p>", by=f"Person {number}", minutes=number)
    client.force_login(cast.secretary)
    assert len(shown(client)) == 20
    assert len(shown(client, f"{HISTORY}?side=2")) == 6
    for odd in ("0", "-1", "99", "x", "9" * 40, "\x00"):
        assert client.get(HISTORY, {"side": odd}).status_code == 200


def test_the_section_shows_the_newest_five_and_leads_to_all(client: Client, cast: Cast, plan: Plan) -> None:
    for number in range(7):
        save(plan, f"<p>{number}</p>", by=f"Person {number}", minutes=number)
    client.force_login(cast.mayor)
    assert len(shown(client, BASE)) == 5
    assert "Alle 8" in client.get(BASE).content.decode()


def test_a_long_history_asks_no_more_than_a_short_one(client: Client, cast: Cast, plan: Plan) -> None:
    save(plan, "<p>0</p>", by="Anna")
    client.force_login(cast.secretary)
    few = queries(client, HISTORY), queries(client, BASE)
    for number in range(1, 60):
        save(plan, f"<p>{number}</p>", by=f"Person {number % 7}", minutes=number)
    assert (queries(client, HISTORY), queries(client, BASE)) == few


@pytest.mark.parametrize(
    ("who", "code"), [("outsider", 404), ("former_chair", 404), ("contributor", 404), ("mayor", 200)]
)
def test_whoever_reads_the_draft_reads_its_history(client: Client, cast: Cast, plan: Plan, who: str, code: int) -> None:
    client.force_login(getattr(cast, who))
    assert client.get(HISTORY).status_code == code


def test_strangers_sign_in_first(client: Client, plan: Plan) -> None:
    answer = client.get(HISTORY)
    assert answer.status_code == 302
    assert answer["Location"].endswith(f"?next={HISTORY}")


def test_nothing_is_sent_to_the_list(client: Client, cast: Cast, plan: Plan) -> None:
    client.force_login(cast.secretary)
    assert client.post(HISTORY).status_code == 405
