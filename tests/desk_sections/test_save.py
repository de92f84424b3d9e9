"""Saving a section from its page: as a form, and as JSON while one writes."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from plans import outline
from plans.models import Plan, Revision, Section
from tests.base import Cast, section
from tests.desk_sections.conftest import TEXT

ADDRESS = "/skrivebord/plan/2024/afsnit/vold/gem/"
PAGE = "/skrivebord/plan/2024/afsnit/vold/"


def post(client: Client, *, json: bool = False, address: str = ADDRESS, **fields: Any) -> Any:
    """Send the form, with what the page would have in it unless told otherwise."""
    data = {"base": "1", "heading": "Vold", "text": TEXT, "note": ""} | fields
    return client.post(address, data, headers={"accept": "application/json"} if json else {})


@pytest.fixture
def secretary(client: Client, cast: Cast) -> Client:
    """The secretary's browser."""
    client.force_login(cast.secretary)
    return client


def stored(row: Section) -> str:
    """The text as it is in the database."""
    return section(row.plan, "vold").text


def test_a_text_is_saved_and_said_to_be(secretary: Client, row: Section) -> None:
    answer = post(secretary, text=TEXT.replace("Anden", "Ny"))
    assert (answer.status_code, answer["Location"]) == (302, PAGE)
    assert stored(row) == TEXT.replace("Anden", "Ny")
    assert "Gemt kl." in secretary.get(PAGE).content.decode()
    assert Revision.objects.get(version=2).author_name == "Sekretær"


def test_while_one_writes_the_answer_is_the_new_version(secretary: Client, row: Section) -> None:
    answer = post(secretary, json=True, text=TEXT.replace("Anden", "Ny"))
    assert (answer.status_code, answer.json()["version"], answer.json()["merged"]) == (200, 2, False)


def test_what_another_changed_elsewhere_is_merged_and_sent_back(secretary: Client, row: Section) -> None:
    post(secretary, text=TEXT.replace("Første", "Hans"))
    answer = post(secretary, json=True, text=TEXT.replace("Anden", "Hendes"))
    assert answer.json()["merged"]
    assert answer.json()["text"] == "<p>Hans.</p><p>Hendes.</p>" == stored(row)


@pytest.mark.parametrize("json", [True, False])
def test_what_another_changed_too_is_asked_about(secretary: Client, row: Section, json: bool) -> None:
    post(secretary, text=TEXT.replace("Anden", "Hans"))
    answer = post(secretary, json=json, text=TEXT.replace("Anden", "Hendes"))
    place = f"{PAGE}to-versioner/{Revision.objects.get(kind='set_aside').pk}/"
    if json:
        assert (answer.status_code, answer.json()) == (409, {"conflict": place})
    else:
        assert (answer.status_code, answer["Location"]) == (302, place)
    assert "Hans" in stored(row)


@pytest.mark.parametrize("base", ["", "-1", "nul", "9" * 40, "1.5", "\x00", "²"])
def test_a_version_that_is_none_saves_nothing_and_keeps_what_was_typed(
    secretary: Client, row: Section, base: str
) -> None:
    answer = post(secretary, base=base, text=TEXT.replace("Anden", "Ny"))
    assert answer.status_code == 422
    assert "Ny" in answer.content.decode()
    assert stored(row) == TEXT


def test_a_heading_that_is_too_long_is_told_of_at_the_field(secretary: Client, row: Section) -> None:
    answer = post(secretary, heading="x" * 251)
    assert answer.status_code == 422
    assert 'id="id_heading_error"' in answer.content.decode()
    assert answer.content.decode().count("<title>Fejl:") == 1


@pytest.mark.parametrize("field", ["heading", "text", "note"])
def test_a_cpr_number_is_warned_of_before_it_is_saved(secretary: Client, row: Section, field: str) -> None:
    values = {field: "010190-1234"}
    assert post(secretary, json=True, **values).status_code == 422
    assert not Revision.objects.exists()
    assert post(secretary, json=True, cpr_seen="on", **values).status_code == 200


def test_script_is_cleaned_away(secretary: Client, row: Section) -> None:
    post(secretary, text='<p onclick="a()">Hej<script>alert(1)</script></p>')
    assert stored(row) == "<p>Hej</p>"


@pytest.mark.parametrize(
    ("who", "code"),
    [("mayor", 403), ("delegate", 403), ("communications", 403), ("outsider", 404), ("administrator", 404)],
)
def test_others_save_nothing(client: Client, cast: Cast, row: Section, who: str, code: int) -> None:
    client.force_login(getattr(cast, who))
    assert post(client, text="<p>Nyt.</p>").status_code == code
    assert stored(row) == TEXT


def test_a_stranger_is_sent_to_sign_in(client: Client, row: Section) -> None:
    answer: HttpResponse = post(client, text="<p>Nyt.</p>")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/konto/log-ind/")
    assert stored(row) == TEXT


def test_it_must_be_posted(secretary: Client, row: Section) -> None:
    assert secretary.get(ADDRESS).status_code == 405


@pytest.mark.parametrize("stage", ["decision", "published"])
def test_a_stage_in_which_nobody_writes_is_explained(secretary: Client, row: Section, stage: str) -> None:
    Plan.objects.filter(pk=row.plan_id).update(stage=stage)
    assert post(secretary, text="<p>Nyt.</p>").status_code == 409
    assert "Teksten kan" in post(secretary, json=True, text="<p>Nyt.</p>").json()["message"]
    assert stored(row) == TEXT


def test_what_the_registers_write_is_not_written_here(secretary: Client, draft: Plan) -> None:
    assert post(secretary, address=ADDRESS.replace("vold", "raad")).status_code == 403


def test_a_removed_section_keeps_what_was_written(secretary: Client, row: Section) -> None:
    outline.remove(row, by="Bo", at=timezone.now())
    answer = post(secretary, json=True, text="<p>Nyt.</p>")
    assert answer.status_code == 410
    assert Revision.objects.get(kind="set_aside").text == "<p>Nyt.</p>"
    assert post(secretary, text="<p>Nyt.</p>")["Location"] == "/skrivebord/plan/2024/"
