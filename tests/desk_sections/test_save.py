"""Saving a section from its page: as a form, and as JSON while one writes."""

from __future__ import annotations

from json import dumps
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from plans import outline
from plans.models import Plan, Revision, Section
from tests.base import Cast, make_plan, section
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
    assert answer.status_code == 401
    assert "/konto/log-ind/?next=" in answer.content.decode()
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


# What a page's script sends and is told ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "grounds",
    [
        "",
        "x",
        "{}",
        "[1]",
        "null",
        '[{"heading": 1}]',
        "[" * 5000,
        '[{"heading":"","text":"","note":"","version":"x"}]',
    ],
)
def test_grounds_that_are_none_are_passed_over(secretary: Client, row: Section, grounds: str) -> None:
    assert post(secretary, json=True, text="<p>Nyt.</p>", grounds=grounds).status_code == 200


def test_a_text_whose_answer_was_lost_is_gone_on_from(secretary: Client, row: Section) -> None:
    sent = TEXT.replace("Anden", "Anden og")
    post(secretary, json=True, text=sent)
    ground = dumps([{"heading": "Vold", "text": sent, "note": ""}])
    answer = post(secretary, json=True, text=TEXT.replace("Anden", "Anden og tredje"), grounds=ground)
    assert (answer.status_code, answer.json()["merged"]) == (200, False)
    assert "Anden og tredje" in stored(row)


def test_what_stands_already_is_not_told_as_merged(secretary: Client, row: Section) -> None:
    post(secretary, text="<p>Nyt.</p>")
    assert not post(secretary, json=True, text="<p>Nyt.</p>").json()["merged"]


@pytest.mark.parametrize("json", [True, False])
def test_a_page_of_another_account_saves_nothing(secretary: Client, cast: Cast, row: Section, json: bool) -> None:
    answer = post(secretary, json=json, text="<p>Nyt.</p>", writer=str(cast.mayor.pk))
    assert answer.status_code == (401 if json else 422)
    assert "logget ind som Sekretær" in answer.content.decode() or json
    assert stored(row) == TEXT


def test_a_script_is_told_in_json_that_nobody_is_signed_in(client: Client, row: Section) -> None:
    answer = post(client, json=True)
    assert (answer.status_code, answer.json()["message"]) == (401, "Du er logget af.")
    assert answer.json()["sign_in"].startswith("/konto/log-ind/?next=")


@pytest.mark.parametrize(("who", "code"), [("mayor", 403), ("outsider", 404)])
def test_a_script_is_told_in_json_that_it_may_not(
    client: Client, cast: Cast, row: Section, who: str, code: int
) -> None:
    client.force_login(getattr(cast, who))
    answer = post(client, json=True)
    assert (answer.status_code, answer["Content-Type"]) == (code, "application/json")


def test_a_number_that_was_answered_for_is_not_asked_about_again(secretary: Client, row: Section) -> None:
    number = "<p>010190-1234</p>"
    assert post(secretary, json=True, text=number).status_code == 422
    assert post(secretary, json=True, text=number, cpr_seen="on").status_code == 200
    assert post(secretary, json=True, text=f"{number}<p>Mere.</p>", base="2").status_code == 200
    assert post(secretary, json=True, text=f"{number}<p>020290-1234</p>", base="3").status_code == 422


def test_a_mistake_in_a_removed_section_is_told_without_a_page_of_it(secretary: Client, row: Section) -> None:
    outline.remove(row, by="Bo", at=timezone.now())
    answer = post(secretary, text="<p>010190-1234</p>")
    assert (answer.status_code, "Afsnittet er fjernet" in answer.content.decode()) == (409, True)


def test_a_mistake_in_a_stage_in_which_nobody_writes_is_told_as_that(secretary: Client, row: Section) -> None:
    Plan.objects.filter(pk=row.plan_id).update(stage="decision")
    assert post(secretary, text="<p>010190-1234</p>").status_code == 409


def test_a_note_is_the_same_whether_sent_by_form_or_script(secretary: Client, row: Section) -> None:
    post(secretary, json=True, note="En\nnote")
    assert post(secretary, note="En\r\nnote", base="2")["Location"] == PAGE
    assert section(row.plan, "vold").version == 2


def test_a_part_has_a_heading_alone(secretary: Client, cast: Cast) -> None:
    part = make_plan(cast.district, year=2024).sections.get(key="del-1")
    page = secretary.get("/skrivebord/plan/2024/afsnit/del-1/").content.decode()
    assert 'name="heading"' in page
    assert "data-rich-text" not in page
    address = ADDRESS.replace("vold", "del-1")
    assert post(secretary, address=address, heading="Nyt navn", text="<p>Nej.</p>").status_code == 302
    part.refresh_from_db()
    assert (part.heading, part.text) == ("Nyt navn", "")


def test_a_heading_may_not_be_taken_away(secretary: Client, row: Section) -> None:
    answer = post(secretary, json=True, heading=" ")
    assert answer.json()["errors"]["heading"][0]["message"] == "Skriv en overskrift."


@pytest.mark.parametrize("field", ["heading", "text", "note"])
def test_bytes_that_are_no_text_are_told_of(secretary: Client, row: Section, field: str) -> None:
    sent: dict[str, Any] = {field: "a\x00b"}
    assert post(secretary, **sent).status_code == 422
    assert stored(row) == TEXT
