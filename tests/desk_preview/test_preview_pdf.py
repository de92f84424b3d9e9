"""The draft as PDF: UDKAST on every page, sound for screen readers, and made anew only when something changed."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import page as validation
import pdfplumber
import pytest
from django.test import Client, override_settings

from plans.models import Plan, PlanPreview, Section
from plans.publishing import previews
from plans.publishing.pdf import RenderingFailed, render_pdf
from tests.base import Cast, make_cast, make_plan
from tests.scratch import Scratch, together

PDF = "/skrivebord/plan/2024/udkast.pdf"


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """The contents that PDFs are made of during the test, in order."""
    made: list[dict[str, Any]] = []

    def counted(content: dict[str, Any], facts: Any) -> Any:
        made.append(content)
        return render_pdf(content, facts)

    monkeypatch.setattr(previews, "render_pdf", counted)
    return made


def get(client: Client, user: object, **headers: str) -> Any:
    """The answer that the account gets."""
    client.force_login(user)  # type: ignore[arg-type]
    return client.get(PDF, headers=headers)


def letters(data: bytes) -> list[str]:
    """The letters of each page in the order they are set, whichever way they are turned."""
    with pdfplumber.open(BytesIO(data)) as pdf:
        return ["".join(char["text"] for char in page.chars) for page in pdf.pages]


def test_every_page_says_that_it_is_a_draft(client: Client, cast: Cast, draft: Plan) -> None:
    answer = get(client, cast.mayor)
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'inline; filename="udkast-samarbejdsplan-2024.pdf"'
    pages = letters(answer.content)
    assert len(pages) > 2
    assert "Indhold" in pages[1]
    assert all("UDKAST" in page for page in pages)


@pytest.mark.parametrize("profile", [validation.ValidationProfile.PDF_A_2A, validation.ValidationProfile.PDF_UA_1])
def test_it_passes_the_checks_for_archiving_and_accessibility(
    client: Client, cast: Cast, draft: Plan, profile: Any
) -> None:
    found = validation.validate_pdf_bytes(get(client, cast.mayor).content, profile=profile)
    assert [failure.message for failure in found.failures] == []


def test_one_that_is_current_is_not_made_again(client: Client, cast: Cast, draft: Plan, rendered: list[Any]) -> None:
    first = get(client, cast.secretary)
    for reader in (cast.secretary, cast.mayor, cast.chair_of_viborg):
        assert get(client, reader).content == first.content
    assert len(rendered) == 1
    assert PlanPreview.objects.count() == 1


def test_who_has_it_as_it_is_gets_no_second_copy(client: Client, cast: Cast, draft: Plan, rendered: list[Any]) -> None:
    first = get(client, cast.mayor)
    again = get(client, cast.mayor, **{"if-none-match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    for answer in (first, again):
        assert set(answer["Cache-Control"].split(", ")) == {"private", "no-cache"}


@pytest.mark.parametrize("who", ["outsider", "contributor"])
def test_an_etag_opens_no_door(client: Client, cast: Cast, draft: Plan, who: str) -> None:
    tag = get(client, cast.mayor)["ETag"]
    assert get(client, getattr(cast, who), **{"if-none-match": tag}).status_code == 404


def test_a_change_of_the_text_makes_a_new_one_in_its_place(
    client: Client, cast: Cast, draft: Plan, rendered: list[Any]
) -> None:
    first = get(client, cast.secretary)
    Section.objects.filter(key="naevnet").update(text="<p>Nævnet har fire medlemmer.</p>")
    second = get(client, cast.secretary, **{"if-none-match": first["ETag"]})
    assert second.status_code == 200
    assert second["ETag"] != first["ETag"]
    assert "fire" in "".join(letters(second.content))
    assert len(rendered) == 2
    assert PlanPreview.objects.count() == 1


def test_what_changes_nothing_in_print_makes_no_new_one(
    client: Client, cast: Cast, draft: Plan, rendered: list[Any]
) -> None:
    get(client, cast.secretary)
    Section.objects.update(state="carried", version=7)
    get(client, cast.secretary)
    assert len(rendered) == 1


def test_other_templates_make_a_new_one(
    client: Client, cast: Cast, draft: Plan, rendered: list[Any], tmp_path: Path
) -> None:
    get(client, cast.secretary)
    folder = tmp_path / previews.PRINT_TEMPLATES
    folder.mkdir(parents=True)
    (folder / "plan.html").write_text("<p>Ny</p>")
    with override_settings(BASE_DIR=tmp_path):
        get(client, cast.secretary)
    assert len(rendered) == 2


# What cannot be made -------------------------------------------------------------------------------------------------


def test_letters_that_cannot_be_printed_are_told_of_with_their_section(client: Client, cast: Cast, draft: Plan) -> None:
    Section.objects.filter(key="naevnet").update(text="<p>漢</p>")
    answer = get(client, cast.secretary)
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "»4.1 Nævnet« har tegn, som skriften IBM Plex Sans mangler: 漢 (U+6F22)." in html
    assert 'lang="da"' in html
    assert not PlanPreview.objects.exists()


def test_a_failure_of_the_engine_is_told_in_danish(
    client: Client, cast: Cast, draft: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(content: Any, facts: Any) -> Any:
        raise RenderingFailed("Filen css/print.css mangler.")

    monkeypatch.setattr(previews, "render_pdf", fail)
    answer = get(client, cast.secretary)
    assert answer.status_code == 409
    assert "Filen css/print.css mangler." in answer.content.decode()
    assert not PlanPreview.objects.exists()


# Several at once -----------------------------------------------------------------------------------------------------


def test_several_who_ask_at_once_all_get_a_whole_file(own_database: Scratch) -> None:
    cast = make_cast()
    make_plan(cast.district, year=2024)
    clients = [Client() for _ in range(4)]
    for client in clients:
        client.force_login(cast.mayor)
    answers = together(*(lambda client=client: client.get(PDF) for client in clients))
    assert [answer.status_code for answer in answers] == [200] * 4
    assert all(answer.content.startswith(b"%PDF") and answer.content.rstrip().endswith(b"%%EOF") for answer in answers)
    kept = PlanPreview.objects.get()
    assert bytes(kept.data) in {answer.content for answer in answers}
