"""Choosing between two versions, place by place."""

from __future__ import annotations

import pytest
from django.test import Client

from plans import saving
from plans.models import Revision, Section
from plans.saving import Author, Conflict, Words
from tests.base import Cast, section
from tests.desk_sections.conftest import TEXT

pytestmark = pytest.mark.django_db


def save(row: Section, text: str, *, base: int = 1, name: str = "Bo") -> None:
    """Save the section's text past the page."""
    saving.save(row, Words("Vold", text, ""), base=base, author=Author(None, name))


@pytest.fixture
def aside(row: Section) -> Revision:
    """Anna's text, which met Bo's in both paragraphs."""
    save(row, "<p>Bos ene.</p><p>Bos anden.</p>")
    with pytest.raises(Conflict) as conflict:
        save(row, "<p>Annas ene.</p><p>Annas anden.</p>", name="Anna")
    return conflict.value.set_aside


@pytest.fixture
def address(aside: Revision) -> str:
    """Where one chooses."""
    return f"/skrivebord/plan/2024/afsnit/vold/to-versioner/{aside.pk}/"


@pytest.fixture
def secretary(client: Client, cast: Cast) -> Client:
    """The secretary's browser."""
    client.force_login(cast.secretary)
    return client


def test_both_versions_are_shown_and_nothing_is_chosen_yet(secretary: Client, address: str) -> None:
    page = secretary.get(address).content.decode()
    for words in ("Bos", "Annas", "2 steder er forskellige", "Intet er gået tabt"):
        assert words in page
    assert "checked" not in page


def test_each_place_is_taken_from_whom_was_chosen(secretary: Client, address: str, row: Section) -> None:
    answer = secretary.post(address, {"base": "2", "sted-1": "mine", "sted-2": "theirs"})
    assert answer.status_code == 302
    assert section(row.plan, "vold").text == "<p>Annas ene.</p><p>Bos anden.</p>"
    assert Revision.objects.get(kind="set_aside").settled_at


def test_both_can_be_written_together(secretary: Client, address: str, row: Section) -> None:
    both = {"base": "2", "sted-1": "both", "sted-1-tekst": "<p>Begges.</p>", "sted-2": "mine"}
    secretary.post(address, both)
    assert section(row.plan, "vold").text == "<p>Begges.</p><p>Annas anden.</p>"


def test_a_place_that_is_left_open_is_asked_for_again(secretary: Client, address: str, row: Section) -> None:
    answer = secretary.post(address, {"base": "2", "sted-1": "mine", "sted-2": "noget"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Vælg, hvad der skal stå her" in page
    assert page.count("checked") == 1
    assert "Bos" in section(row.plan, "vold").text


def test_what_is_saved_may_be_kept_and_the_text_lies_in_the_history(
    secretary: Client, address: str, row: Section
) -> None:
    secretary.post(address, {"do": "behold"})
    assert section(row.plan, "vold").text == "<p>Bos ene.</p><p>Bos anden.</p>"
    aside = Revision.objects.get(kind="set_aside")
    assert (aside.text, bool(aside.settled_at)) == ("<p>Annas ene.</p><p>Annas anden.</p>", True)


def test_another_save_in_between_is_told_of_and_overwritten_by_nobody(
    secretary: Client, address: str, row: Section
) -> None:
    save(row, "<p>Bos tredje.</p><p>Bos anden.</p>", base=2)
    answer = secretary.post(address, {"base": "2", "sted-1": "mine", "sted-2": "mine"})
    assert answer.status_code == 422
    assert "En anden har gemt igen" in answer.content.decode()
    assert "tredje" in section(row.plan, "vold").text


def test_a_number_of_a_person_is_warned_of(secretary: Client, address: str, row: Section) -> None:
    data = {"base": "2", "sted-1": "both", "sted-1-tekst": "<p>010190-1234</p>", "sted-2": "mine"}
    assert secretary.post(address, data).status_code == 422
    assert secretary.post(address, data | {"cpr_seen": "on"}).status_code == 302


@pytest.mark.parametrize(("who", "code"), [("mayor", 403), ("outsider", 404), ("administrator", 404)])
def test_others_choose_nothing(client: Client, cast: Cast, address: str, who: str, code: int) -> None:
    client.force_login(getattr(cast, who))
    assert client.get(address).status_code == code
    assert client.post(address, {"do": "behold"}).status_code == code


def test_only_a_text_of_this_section_is_found(secretary: Client, address: str, row: Section) -> None:
    saved = Revision.objects.get(version=2)
    for pk in (saved.pk, 0, 10**18):
        assert secretary.get(f"/skrivebord/plan/2024/afsnit/vold/to-versioner/{pk}/").status_code == 404
    assert TEXT not in section(row.plan, "vold").text
