"""A municipality's brief: what the plan says about it, what is asked of it, its proposals and their answers."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import page as validation
import pypdf
import pytest
from django.utils import timezone

from councils.models import Delegation
from initiatives.models import DiscussionPoint, FocusArea
from plans.models import ApprovalRound, Plan, Proposal, ProposalAnswer, Section
from tests.base import Cast, publish, seat
from tests.deciding.builders import signed_in, to_decision, told

PAGE, PDF = "/skrivebord/plan/2023/kommune/viborg/", "/skrivebord/plan/2023/kommune/viborg.pdf"


def propose(cast: Cast, title: str, *, outcome: str = "", council: Any = None, **fields: Any) -> Proposal:
    """A proposal of Viborg's, with an answer that was sent where there is an outcome, else with one that was not."""
    now, number = timezone.now(), Proposal.objects.count() + 1
    values = {"year": 2023, "number": number, "state": "submitted", "submitted_at": now, "created_at": now}
    row = Proposal.objects.create(
        council=council or cast.viborg, title=title, changed_at=now, created_by_name="Formand", **values | fields
    )
    text = f"Svar på {title}."
    ProposalAnswer.objects.create(
        proposal=row, outcome=outcome or "accepted", text=text, changed_at=now, sent_at=now if outcome else None
    )
    return row


def area(cast: Cast, name: str, **fields: Any) -> FocusArea:
    """A focus area of the district council's choice, for all, in 2023."""
    values = {"source": "choice", "council": cast.district, "first_year": 2023, "last_year": 2023}
    return FocusArea.objects.create(name=name, slug=name.lower(), **values | fields)


@pytest.fixture
def filled(cast: Cast, plan: Plan) -> Plan:
    """A plan that names Viborg, with focus areas and proposals."""
    Section.objects.filter(key="naevnet").update(text="<p>Nævnet sidder i Viborg. Andre gør ikke.</p>")
    vold = area(cast, "Vold")
    for number, (duty, text) in enumerate([("must", "Vold i natten"), ("should", "Lys"), ("may", "Musik")], start=1):
        DiscussionPoint.objects.create(slug=f"p{number}", focus_area=vold, number=number, obligation=duty, text=text)
    DiscussionPoint.objects.create(slug="fast", number=1, obligation="must", text="Kriminaliteten")
    area(cast, "Gammelt", first_year=2020, last_year=2021)
    propose(cast, "Lys på stationen", outcome="partly")
    propose(cast, "Flere patruljer")
    propose(cast, "Fra Herning", outcome="accepted", council=cast.herning)
    return plan


def test_it_gathers_what_concerns_the_municipality_and_nothing_else(cast: Cast, filled: Plan) -> None:
    page = told(signed_in(cast.secretary).get(PAGE))
    for words in ("Nævnet sidder i <mark>Viborg</mark>.", "Vold i natten", "Lys", "Kriminaliteten", "2023-01"):
        assert words in page
    for words in ("Svar på Lys på stationen.", "Delvist imødekommet", "Ikke besvaret endnu"):
        assert words in page
    for words in ("Andre gør ikke.", "Musik", "Gammelt", "Fra Herning", "Svar på Flere patruljer."):
        assert words not in page


def test_a_proposal_that_was_merged_has_the_answer_of_what_it_was_merged_into(cast: Cast, filled: Plan) -> None:
    head = Proposal.objects.get(title="Fra Herning")
    Proposal.objects.filter(title="Flere patruljer").update(merged_into=head)
    assert "Svar på Fra Herning." in told(signed_in(cast.secretary).get(PAGE))


def test_it_is_read_from_the_text_that_is_to_be_decided_on(cast: Cast, filled: Plan) -> None:
    assert "udkastet, som det er nu" in told(signed_in(cast.secretary).get(PAGE))
    to_decision(filled, cast)
    Section.objects.filter(key="naevnet").update(text="<p>Ændret i Viborg bagefter.</p>")
    page = told(signed_in(cast.secretary).get(PAGE))
    assert "teksten, der er til beslutning" in page
    assert "Ændret" not in page


def test_once_published_it_is_read_from_the_edition(cast: Cast, filled: Plan) -> None:
    publish(filled)
    assert "1. udgave" in told(signed_in(cast.secretary).get(PAGE))


@pytest.mark.parametrize("scope", ["read", "prepare", "act"])
def test_who_acts_or_reads_for_a_member_of_the_municipality_may_read_it(cast: Cast, plan: Plan, scope: str) -> None:
    Delegation.objects.update(scope=scope)
    assert signed_in(cast.delegate).get(PAGE).status_code == 200
    assert signed_in(cast.delegate).get(PAGE.replace("viborg", "herning")).status_code == 404


def test_a_seat_in_the_district_council_for_another_municipality_does_not_open_it(cast: Cast, plan: Plan) -> None:
    seat(cast.outsider.person, cast.district, municipality=cast.herning.municipality)
    assert signed_in(cast.outsider).get(PAGE).status_code == 404
    assert signed_in(cast.outsider).get(PAGE.replace("viborg", "herning")).status_code == 200


@pytest.mark.parametrize("address", [PAGE.replace("viborg", "x"), PAGE.replace("2023", "2050")])
def test_what_is_not_there_is_not_found(cast: Cast, plan: Plan, address: str) -> None:
    assert signed_in(cast.secretary).get(address).status_code == 404


def test_the_pdf_is_one_accessible_page(cast: Cast, filled: Plan, opened: ApprovalRound) -> None:
    data = signed_in(cast.mayor).get(PDF).content
    reader = pypdf.PdfReader(BytesIO(data))
    assert len(reader.pages) == 1
    text = " ".join(reader.pages[0].extract_text().split())
    for words in ("Viborg i Samarbejdsplan 2023", "Nævnet sidder i Viborg.", "Vold i natten", "Lys på stationen"):
        assert words in text
    assert "Ikke offentliggjort" in text
    assert reader.metadata is not None
    assert reader.metadata.title == "Viborg i Samarbejdsplan 2023"
    for profile in (validation.ValidationProfile.PDF_A_2A, validation.ValidationProfile.PDF_UA_1):
        found = validation.validate_pdf_bytes(data, profile=profile)
        assert [failure.message for failure in found.failures] == []


def test_letters_that_the_typeface_lacks_do_not_keep_it_from_being_made(cast: Cast, plan: Plan) -> None:
    propose(cast, "Lys 漢 på stationen", outcome="accepted")
    answer = signed_in(cast.secretary).get(PDF)
    assert answer["Content-Type"] == "application/pdf"
    assert "Lys ? på stationen" in pypdf.PdfReader(BytesIO(answer.content)).pages[0].extract_text()
