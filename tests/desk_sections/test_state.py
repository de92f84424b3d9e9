"""Saying of a section that it holds, or is rewritten."""

from __future__ import annotations

import pytest
from django.test import Client

from plans import saving
from plans.models import Plan, Section
from plans.saving import Author, Words
from tests.base import Cast, section
from tests.desk_sections.conftest import TEXT

ADDRESS = "/skrivebord/plan/2024/afsnit/vold/status/"


def state_of(row: Section) -> str:
    """The section's state in the database."""
    return section(row.plan, "vold").state


@pytest.mark.parametrize("wanted", ["confirmed", "rewritten"])
def test_the_secretary_says_so_of_what_was_seen(client: Client, cast: Cast, row: Section, wanted: str) -> None:
    client.force_login(cast.secretary)
    assert client.post(ADDRESS, {"base": "1", "state": wanted}).status_code == 302
    assert state_of(row) == wanted


@pytest.mark.parametrize("base", ["0", "2", "", "x", "9" * 30])
def test_nobody_confirms_what_they_have_not_seen(client: Client, cast: Cast, row: Section, base: str) -> None:
    client.force_login(cast.secretary)
    answer = client.post(ADDRESS, {"base": base, "state": "confirmed"}, follow=True)
    assert "Afsnittet er ændret, siden du så det" in answer.content.decode()
    assert state_of(row) == "new"


@pytest.mark.parametrize("wanted", ["", "carried", "new", "hvad"])
def test_other_states_are_nobodys_to_give(client: Client, cast: Cast, row: Section, wanted: str) -> None:
    client.force_login(cast.secretary)
    client.post(ADDRESS, {"base": "1", "state": wanted})
    assert state_of(row) == "new"


@pytest.mark.parametrize(("who", "code"), [("mayor", 403), ("outsider", 404), ("administrator", 404)])
def test_others_may_not(client: Client, cast: Cast, row: Section, who: str, code: int) -> None:
    client.force_login(getattr(cast, who))
    assert client.post(ADDRESS, {"base": "1", "state": "confirmed"}).status_code == code
    assert state_of(row) == "new"


def test_a_stage_in_which_nobody_writes_is_explained(client: Client, cast: Cast, row: Section) -> None:
    Plan.objects.update(stage="decision")
    client.force_login(cast.secretary)
    assert client.post(ADDRESS, {"base": "1", "state": "confirmed"}).status_code == 409


# With what is written on the page ------------------------------------------------------------------------------------

WRITTEN = {"base": "1", "state": "rewritten", "heading": "Vold", "text": "<p>Nyt.</p>", "note": ""}


def test_what_is_written_is_saved_and_marked(client: Client, cast: Cast, row: Section) -> None:
    client.force_login(cast.secretary)
    assert client.post(ADDRESS, WRITTEN).status_code == 302
    assert (section(row.plan, "vold").text, state_of(row)) == ("<p>Nyt.</p>", "rewritten")


def test_a_mistake_marks_and_saves_nothing(client: Client, cast: Cast, row: Section) -> None:
    client.force_login(cast.secretary)
    answer = client.post(ADDRESS, WRITTEN | {"text": "<p>010190-1234</p>"})
    assert answer.status_code == 422
    assert "010190-1234" in answer.content.decode()
    assert (section(row.plan, "vold").text, state_of(row)) == (TEXT, "new")


def test_what_another_wrote_meanwhile_is_read_before_it_is_marked(client: Client, cast: Cast, row: Section) -> None:
    saving.save(row, Words("Vold", TEXT.replace("Anden", "Bos"), ""), base=1, author=Author(None, "Bo"))
    client.force_login(cast.secretary)
    answer = client.post(ADDRESS, WRITTEN | {"text": TEXT.replace("Første", "Mit")}, follow=True)
    assert "læs først, hvad der er kommet til" in answer.content.decode()
    assert (section(row.plan, "vold").text, state_of(row)) == ("<p>Mit.</p><p>Bos.</p>", "new")


def test_what_another_changed_too_is_asked_about(client: Client, cast: Cast, row: Section) -> None:
    saving.save(row, Words("Vold", "<p>Bos.</p>", ""), base=1, author=Author(None, "Bo"))
    client.force_login(cast.secretary)
    assert "/to-versioner/" in client.post(ADDRESS, WRITTEN)["Location"]
    assert state_of(row) == "new"
