"""The whole draft, as it would be read: a page and a PDF that say on every page that they are a draft."""

from __future__ import annotations

from io import BytesIO

import pdfplumber
import pytest
from django.test import Client

from plans.models import Plan, PlanPreview, Section
from tests.base import Cast, make_plan

PAGE, PDF = "/skrivebord/plan/2024/udkast/", "/skrivebord/plan/2024/udkast.pdf"


@pytest.fixture
def draft(cast: Cast) -> Plan:
    """The small plan as a draft for 2024."""
    return make_plan(cast.district, year=2024, stage="editing")


@pytest.mark.parametrize("who", ["secretary", "mayor", "communications", "chair_of_viborg"])
def test_who_may_read_the_draft_reads_it_whole(client: Client, cast: Cast, draft: Plan, who: str) -> None:
    client.force_login(getattr(cast, who))
    page = client.get(PAGE).content.decode()
    assert "UDKAST" in page
    assert "Nævnet har tre medlemmer." in page
    assert "private" in client.get(PAGE)["Cache-Control"]


@pytest.mark.parametrize("who", ["outsider", "former_chair", "contributor", "administrator"])
@pytest.mark.parametrize("address", [PAGE, PDF])
def test_others_find_nothing(client: Client, cast: Cast, draft: Plan, who: str, address: str) -> None:
    client.force_login(getattr(cast, who))
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("address", [PAGE, PDF])
def test_a_stranger_is_sent_to_sign_in(client: Client, draft: Plan, address: str) -> None:
    assert client.get(address)["Location"].startswith("/konto/log-ind/")


@pytest.mark.parametrize("address", [PAGE, PDF])
def test_it_is_only_read(client: Client, cast: Cast, draft: Plan, address: str) -> None:
    client.force_login(cast.secretary)
    assert client.post(address).status_code == 405


def test_every_page_of_the_pdf_says_that_it_is_a_draft(client: Client, cast: Cast, draft: Plan) -> None:
    client.force_login(cast.secretary)
    answer = client.get(PDF)
    assert answer["Content-Type"] == "application/pdf"
    with pdfplumber.open(BytesIO(answer.content)) as pdf:
        texts = ["".join((page.extract_text() or "").split()).upper() for page in pdf.pages]
        turned = ["".join(char["text"] for char in page.chars).upper() for page in pdf.pages]
    assert len(texts) > 2
    assert all("UDKAST" in text or "UDKAST" in chars for text, chars in zip(texts, turned, strict=True))


def test_a_pdf_that_is_current_is_not_made_again(client: Client, cast: Cast, draft: Plan) -> None:
    client.force_login(cast.secretary)
    first = client.get(PDF)
    made = PlanPreview.objects.get().made_at
    assert client.get(PDF).content == first.content
    assert client.get(PDF, headers={"if-none-match": first["ETag"]}).status_code == 304
    assert PlanPreview.objects.get().made_at == made
    Section.objects.filter(key="naevnet").update(text="<p>Nævnet har fire medlemmer.</p>")
    assert client.get(PDF)["ETag"] != first["ETag"]
    assert PlanPreview.objects.get().made_at > made


def test_letters_that_cannot_be_printed_are_told_of_with_their_section(client: Client, cast: Cast, draft: Plan) -> None:
    Section.objects.filter(key="naevnet").update(text="<p>漢</p>")
    client.force_login(cast.secretary)
    answer = client.get(PDF)
    assert answer.status_code == 409
    assert "Nævnet" in answer.content.decode()
    assert client.get(PAGE).status_code == 200
