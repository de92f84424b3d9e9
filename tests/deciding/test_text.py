"""The locked text to read: exactly what is to be decided on, marked as not decided yet."""

from __future__ import annotations

from io import BytesIO

import pdfplumber

from plans.models import ApprovalRound, Plan, Section
from tests.base import Cast
from tests.deciding.builders import DECISION, decide, signed_in, told

PAGE, PDF = f"{DECISION}tekst/", f"{DECISION}tekst.pdf"


def test_the_page_shows_the_frozen_text_not_the_drafts(cast: Cast, opened: ApprovalRound) -> None:
    Section.objects.filter(key="aftalen").update(text="<p>Ændret bagefter.</p>")
    page = told(signed_in(cast.mayor).get(PAGE))
    assert "Aftalen har fire pejlemærker." in page
    assert "Ændret bagefter." not in page
    for words in ("TIL BESLUTNING", "Ikke besluttet endnu.", opened.digest[:16], "noindex"):
        assert words in page


def test_once_decided_it_says_that_it_is_not_published(cast: Cast, opened: ApprovalRound) -> None:
    decide(opened)
    assert "Besluttet, men ikke offentliggjort." in told(signed_in(cast.secretary).get(PAGE))


def test_the_pdf_says_udkast_on_every_page_and_is_asked_for_once(cast: Cast, opened: ApprovalRound) -> None:
    answer = signed_in(cast.mayor).get(PDF)
    assert answer["Content-Type"] == "application/pdf"
    with pdfplumber.open(BytesIO(answer.content)) as pdf:
        pages = ["".join(char["text"] for char in page.chars) for page in pdf.pages]
        text = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    assert all("UDKAST" in page for page in pages)
    assert "Aftalen har fire pejlemærker." in text
    again = signed_in(cast.mayor).get(PDF, headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304


def test_what_is_not_to_be_decided_on_is_not_there(cast: Cast, opened: ApprovalRound) -> None:
    Plan.objects.update(stage="editing")
    assert [signed_in(cast.mayor).get(address).status_code for address in (PAGE, PDF)] == [404, 404]
