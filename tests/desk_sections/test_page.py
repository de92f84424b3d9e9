"""The page of a section: for who writes, for who reads, and how many questions it asks of the database."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from plans import saving
from plans.models import Comment, Plan, Presence, Revision, Section
from plans.saving import Author, Words
from tests.base import Cast, make_flat_plan, section

PAGE = "/skrivebord/plan/2024/afsnit/vold/"


def test_who_writes_gets_the_form_with_the_version(client: Client, cast: Cast, row: Section) -> None:
    client.force_login(cast.secretary)
    page = client.get(PAGE).content.decode()
    assert 'name="base" value="1"' in page
    assert "data-rich-text" in page
    assert "Første." in page


def test_the_field_for_the_note_is_open_where_one_is_lacking(client: Client, cast: Cast, row: Section) -> None:
    client.force_login(cast.secretary)
    assert '<details class="printed-note">' in client.get(PAGE).content.decode()
    Section.objects.filter(pk=row.pk).update(text="")
    assert '<details class="printed-note" open>' in client.get(PAGE).content.decode()


@pytest.mark.parametrize("who", ["mayor", "delegate", "director", "communications", "chair_of_viborg"])
def test_who_reads_gets_the_text_and_no_form(client: Client, cast: Cast, row: Section, who: str) -> None:
    client.force_login(getattr(cast, who))
    page = client.get(PAGE).content.decode()
    assert "<p>Første.</p>" in page
    assert "data-autosave" not in page


@pytest.mark.parametrize("who", ["outsider", "former_chair", "former_secretary", "contributor", "administrator"])
def test_who_has_nothing_to_do_with_it_finds_nothing(client: Client, cast: Cast, row: Section, who: str) -> None:
    client.force_login(getattr(cast, who))
    assert client.get(PAGE).status_code == 404


def test_a_text_that_was_carried_over_and_written_in_is_not_called_unchanged(
    client: Client, cast: Cast, row: Section
) -> None:
    Section.objects.filter(pk=row.pk).update(state="carried")
    client.force_login(cast.secretary)
    assert "Videreført uændret" in client.get(PAGE).content.decode()
    saving.save(row, Words("Vold", "<p>Nyt.</p>", ""), base=1, author=Author(None, "Anna"))
    for address in (PAGE, "/skrivebord/plan/2024/"):
        page = client.get(address).content.decode()
        assert "Videreført, ændret" in page
        assert "Videreført uændret" not in page


def test_what_the_registers_write_is_shown_as_it_is_today(client: Client, cast: Cast, draft: Plan) -> None:
    client.force_login(cast.secretary)
    page = client.get(PAGE.replace("vold", "raad")).content.decode()
    assert "Lokalrådet i Viborg" in page
    assert "data-autosave" not in page


def test_a_section_that_is_not_there_is_not_found(client: Client, cast: Cast, draft: Plan) -> None:
    client.force_login(cast.secretary)
    for address in (PAGE.replace("vold", "findes-ikke"), PAGE.replace("2024", "2050")):
        assert client.get(address).status_code == 404


def test_who_else_is_there_is_told_for_a_minute(client: Client, cast: Cast, row: Section) -> None:
    now = timezone.now()
    Presence.objects.create(section=row, user=cast.mayor, seen_at=now - timedelta(seconds=30))
    Presence.objects.create(section=row, user=cast.director, seen_at=now - timedelta(seconds=90))
    client.force_login(cast.secretary)
    answer = client.post(f"{PAGE}til-stede/")
    assert answer.json() == {"others": ["Borgmester i Viborg"]}
    assert "Borgmester i Viborg" in client.get(PAGE).content.decode()


def test_the_page_asks_as_often_for_much_as_for_little(client: Client, cast: Cast) -> None:
    plan = make_flat_plan(cast.district, count=3, year=2024)
    client.force_login(cast.secretary)
    few = _queries(client)
    for number in range(4, 60):
        Section.objects.create(plan=plan, key=f"s{number}", heading=f"Afsnit {number}", position=number)
    row = section(plan, "s1")
    for number in range(20):
        saving.save(row, Words("Afsnit 1", f"<p>{number}</p>", ""), base=number + 1, author=Author(None, "Anna"))
        Comment.objects.create(section=row, author_name="Bo", text="Hm", created_at=timezone.now())
    assert Revision.objects.count() > 20
    assert _queries(client) == few


def _queries(client: Client) -> int:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get("/skrivebord/plan/2024/afsnit/s1/").status_code == 200
    return len(asked)
