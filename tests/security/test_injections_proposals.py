"""The known ways to smuggle script, through every text field of proposals: none survives to a page, mail or file."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pypdf
import pytest
from django.test import Client
from post_office.models import Email

from plans.models import Plan, Proposal, ProposalAnswer
from plans.publishing.letters import lacking
from tests.base import Cast, make_plan, publish
from tests.proposals.builders import INBOX, VIBORG, answer, form, own_page, page, send_one, signed_in
from tests.security.test_injections_everywhere import FORBIDDEN_IN_PDF, batches, dangerous, in_paragraphs

pytestmark = pytest.mark.django_db
TITLE, PARTNERS = 150, 300


@pytest.fixture
def written(cast: Cast, plan: Plan) -> Plan:
    """A proposal for each group of vectors, with that group in every field, answered, and one text put in the plan."""
    for vectors in batches():
        propose(cast, vectors)
    for row in Proposal.objects.filter(state="submitted").order_by("number"):
        reply(cast, row, row.reasons)
    row = Proposal.objects.filter(kind="new", state="submitted").earliest("number")
    seen = Plan.objects.values_list("outline_version", flat=True).get(pk=plan.pk)
    data = {"heading": row.reasons[:250], "spot": "sidst", "seen": seen, "cpr_seen": "on"}
    signed_in(cast.secretary).post(f"{page(row)}indsaet/", data)
    return plan


def propose(cast: Cast, vectors: list[str]) -> None:
    """Title, text, reasons and partners; what the form refuses is sent once more without it."""
    words, client = " ".join(vectors), signed_in(cast.chair_of_viborg)
    data: dict[str, Any] = {"kind": "new", "text": in_paragraphs(["ord", *vectors]), "reasons": words, "cpr_seen": "on"}
    data |= {"section_key": "", "base_key": "", "base": 0}
    for more in ({"title": words[:TITLE], "partners": words[:PARTNERS]}, {"title": "x", "reasons": "x"}):
        if client.post(f"{VIBORG}forslag/nyt/", form(**data | more)).status_code == 302:
            return


def reply(cast: Cast, row: Proposal, words: str) -> None:
    """Answer and internal note."""
    data = {"outcome": "partly", "section_key": "kredsraadet", "text": words, "internal_note": words, "cpr_seen": "on"}
    answer(cast.secretary, row, **data, do="klar", released="on")
    send_one(cast.secretary, row)


def pages() -> Iterator[tuple[str, str]]:
    """Each page that shows what was written, with who looks."""
    yield from (("secretary", address) for address in (INBOX, "/skrivebord/", VIBORG, f"{INBOX}send/"))
    yield from (("chair_of_viborg", address) for address in (VIBORG, "/skrivebord/"))
    yield "secretary", "/skrivebord/plan/2023/afsnit/kredsraadet/"
    yield "secretary", "/skrivebord/plan/2023/"
    for row in Proposal.objects.select_related("council"):
        yield "secretary", page(row)
        yield "chair_of_viborg", own_page(row)


def test_none_of_them_survives_to_any_page_or_mail(cast: Cast, written: Plan) -> None:
    assert ProposalAnswer.objects.filter(sent_at__isnull=False).count() >= len(batches()) - 2
    clients = {who: signed_in(getattr(cast, who)) for who in ("secretary", "chair_of_viborg")}
    for who, address in pages():
        response = clients[who].get(address)
        assert response.status_code == 200, address
        assert dangerous(response.content.decode()) == [], address
    for mail in Email.objects.all():
        assert dangerous(mail.html_message, is_mail=True) == []
        assert "\n" not in mail.subject
        assert "\r" not in mail.subject


def test_nor_to_the_citizens_page(cast: Cast, written: Plan) -> None:
    clean = make_plan(cast.district, year=2024)
    Proposal.objects.update(year=2024)
    publish(clean)
    response = Client().get("/samarbejdsplan/2024/forslag/")
    assert response.status_code == 200
    assert dangerous(response.content.decode()) == []


def test_nor_to_the_notes(cast: Cast, written: Plan) -> None:
    client = signed_in(cast.secretary)
    word = client.get(f"{INBOX}2023/hoeringsnotat.docx").content
    with ZipFile(BytesIO(word)) as parts:
        names = parts.namelist()
    assert not [name for name in names if "vba" in name.lower() or "embed" in name.lower()]
    leave_out_what_cannot_be_printed()
    response = client.get(f"{INBOX}2023/hoeringsnotat.pdf")
    assert response["Content-Type"] == "application/pdf"
    objects = pypdf.PdfReader(BytesIO(response.content))
    text = "".join(str(objects.get_object(number)) for number in range(1, len(objects.xref[0])))
    assert not [name for name in FORBIDDEN_IN_PDF if name in text]
    assert "javascript:" not in text.lower()


def leave_out_what_cannot_be_printed() -> None:
    """The typeface has not all letters, and says so instead of making a PDF."""
    for row in Proposal.objects.all():
        words: Any = row.title + row.text + row.reasons
        if lacking(words) or not words.isascii():
            Proposal.objects.filter(pk=row.pk).update(title="x", text="", reasons="x")
            ProposalAnswer.objects.filter(proposal=row).update(text="x")
