"""The note of all proposals and answers of a year, as Word and as PDF."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import docx
import page as validator
import pypdf
import pytest
from django.utils import timezone

from plans.models import NoProposals, Plan
from tests.base import Cast, publish
from tests.proposals.builders import INBOX, answered, drafted, sent, signed_in

WORD, PDF = f"{INBOX}2023/hoeringsnotat.docx", f"{INBOX}2023/hoeringsnotat.pdf"
PROFILES = [validator.ValidationProfile.PDF_A_2A, validator.ValidationProfile.PDF_UA_1]


def fill(cast: Cast) -> None:
    """Proposals with each kind of answer, one of them merged, and a council that said none."""
    head = sent(cast.viborg, title="Samlet forslag")
    sent(cast.herning, title="Oprindeligt", merged_into=head)
    answered(head, "accepted", text="Det er taget med.")
    drafted(sent(cast.viborg, title="I kladde"), text="Kladdesvar", internal_note="Hemmelig note")
    sent(cast.herning, title="Nyt afsnit om havnen", kind="new", section_key="", section_heading="")
    NoProposals.objects.create(council=cast.herning, year=2023, declared_at=timezone.now(), declared_by_name="F")


def words_of_word(user: Any, address: str = WORD) -> str:
    """The note's paragraphs."""
    response = signed_in(user).get(address)
    assert response.status_code == 200
    return "\n".join(paragraph.text for paragraph in docx.Document(BytesIO(response.content)).paragraphs)


def words_of_pdf(user: Any, address: str = PDF) -> str:
    """The note's text."""
    response = signed_in(user).get(address)
    assert response.status_code == 200
    sheets = pypdf.PdfReader(BytesIO(response.content)).pages
    return " ".join(" ".join(sheet.extract_text() for sheet in sheets).split())


@pytest.mark.parametrize("read", [words_of_word, words_of_pdf])
def test_it_has_all_proposals_with_the_answers_that_were_sent(cast: Cast, plan: Plan, read: Any) -> None:
    fill(cast)
    shown = read(cast.secretary)
    for words in (
        "2023-01 Samlet forslag",
        "Det er taget med.",
        "Imødekommet, afsnittet »Kredsrådet«",
        "Ikke besvaret",
    ):
        assert words in shown
    assert "Lokalrådet i Viborg, Lokalrådet i Herning" in shown
    assert "mødes fire gange" in shown
    for words in ("Kladdesvar", "Hemmelig", "Arbejdskopi"):
        assert words not in shown


def test_a_working_copy_has_the_drafts_and_says_so_and_no_internal_notes(cast: Cast, plan: Plan) -> None:
    fill(cast)
    for shown in (words_of_word(cast.secretary, f"{WORD}?kladder=1"), words_of_pdf(cast.secretary, f"{PDF}?kladder=1")):
        assert "Kladdesvar" in shown
        assert "Ikke imødekommet (kladde)" in shown
        assert "Arbejdskopi med kladder" in shown
        assert "Hemmelig" not in shown


@pytest.mark.parametrize("profile", PROFILES, ids=str)
@pytest.mark.parametrize("query", ["", "?kladder=1"])
def test_the_pdf_passes_the_checks(cast: Cast, plan: Plan, profile: Any, query: str) -> None:
    fill(cast)
    data = signed_in(cast.secretary).get(PDF + query).content
    assert [found.message for found in validator.validate_pdf_bytes(data, profile=profile).failures] == []


def test_the_word_file_has_headings_title_and_language(cast: Cast, plan: Plan) -> None:
    fill(cast)
    document = docx.Document(BytesIO(signed_in(cast.secretary).get(WORD).content))
    styles = [getattr(paragraph.style, "name", "") for paragraph in document.paragraphs if paragraph.text]
    assert styles[0] == "Heading 1"
    assert "Heading 2" in styles
    assert document.core_properties.title == "Høringsnotat: forslag til samarbejdsplan 2023"
    assert document.core_properties.language == "da-DK"


def test_an_empty_year_makes_a_note_that_says_so(cast: Cast, plan: Plan) -> None:
    assert "Der er ikke modtaget forslag" in words_of_word(cast.secretary)
    assert "Der er ikke modtaget forslag" in words_of_pdf(cast.secretary)


def test_letters_that_the_typeface_lacks_do_not_keep_the_note_from_being_made(cast: Cast, plan: Plan) -> None:
    """The secretariat cannot write a council's proposal in another way."""
    sent(cast.viborg, title="Fra 政 og 🦊", reasons="\x0bgrund")
    assert "Fra ? og ?" in words_of_pdf(cast.secretary)
    assert "政" in words_of_word(cast.secretary)


def test_others_get_it_once_the_plan_is_published_and_never_drafts(cast: Cast, plan: Plan) -> None:
    fill(cast)
    assert signed_in(cast.chair_of_viborg).get(WORD).status_code == 404
    publish(plan)
    shown = words_of_word(cast.chair_of_viborg, f"{WORD}?kladder=1")
    assert "Det er taget med." in shown
    assert "Kladdesvar" not in shown
    assert "Ikke besvaret" not in shown
    assert signed_in(cast.outsider).get(WORD).status_code == 404
