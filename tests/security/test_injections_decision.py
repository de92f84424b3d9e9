"""Script sent through every text field of the decision: none survives to a page, a mail or a PDF."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pypdf
import pytest
from django.utils import timezone
from post_office.models import Email

from councils.canonical import plain_text
from councils.models import Membership
from plans.models import Approval, ApprovalRound, EditorialCorrection, Proposal, ProposalAnswer, Reservation
from tests.base import Cast, make_plan, section
from tests.deciding.builders import CHAIR, DECISION, MAYOR, SIGN, answer, fresh, open_now, signed_in, to_decision
from tests.security.test_injections_everywhere import FORBIDDEN_IN_PDF, batches, dangerous, in_paragraphs

pytestmark = pytest.mark.django_db
CORRECT = "/skrivebord/plan/2023/redaktionel-rettelse/"
BRIEF = "/skrivebord/plan/2023/kommune/viborg"
SEEN = {"cpr_seen": "on"}


@pytest.fixture
def opened(cast: Cast) -> ApprovalRound:
    """A round in which all that can be written says something of script."""
    found = to_decision(make_plan(cast.district), cast)
    for number, vectors in enumerate(batches()):
        write(cast, found, " ".join(vectors))
        correct(cast, in_paragraphs(vectors), " ".join(vectors), confirmed=number % 8 == 0)
        propose(cast, number, " ".join(vectors))
        found = open_now(found.plan)
    Membership.objects.filter(person=cast.mayor.person).update(title=batches()[0][0][:150])
    return fresh(found)


def write(cast: Cast, opened: ApprovalRound, vector: str) -> None:
    """Remarks and their answer, a reference, a decision with a reservation."""
    secretary, newest = signed_in(cast.secretary), Approval.objects.filter(seat=MAYOR).last()
    answer(cast.mayor, opened, "remarks", remarks=vector, seen=newest.pk if newest else 0, **SEEN)
    if (made := Approval.objects.filter(seat=MAYOR, answered_at__isnull=True).last()) is not None:
        secretary.post(f"{DECISION}bemaerkning/{made.pk}/", {"answer": vector, **SEEN})
    chair = Approval.objects.filter(seat=CHAIR).last()
    recorded = {"seats": [f"{CHAIR}@{chair.pk if chair else 0}"], "outcome": "remarks", "remarks": vector}
    secretary.post(f"{DECISION}noter/", recorded | {"reference": vector[:200], "digest": opened.digest, **SEEN})
    recorded_at = fresh(opened).recorded_at
    decided = {"outcome": "agreed", "written": "on", "decided_on": timezone.localdate().isoformat(), **SEEN}
    reserved = {"forbehold-1-name": vector[:200], "forbehold-1-text": vector}
    shown = {"digest": opened.digest, "seen": recorded_at.isoformat() if recorded_at else ""}
    secretary.post(f"{DECISION}beslutning/", decided | reserved | shown)


def correct(cast: Cast, html: str, vector: str, *, confirmed: bool) -> None:
    """Heading, text, note and reason of a correction: the difference is looked at, and some are made."""
    client, row = signed_in(cast.secretary), section(open_now_plan(), "kredsraadet")
    values: dict[str, Any] = {"heading": vector[:250], "text": html, "note": vector, "reason": vector[:300], **SEEN}
    for left_out in ({}, {"heading": "x", "note": "", "text": "<p>Ny tekst</p>"}):
        sent = values | left_out | {"base": row.version, "before": open_now(row.plan).digest}
        page = client.post(f"{CORRECT}kredsraadet/", sent).content.decode()
        assert dangerous(page) == []
        if confirmed and 'name="after" value="' in page:
            after = page.split('name="after" value="')[1][:64]
            client.post(f"{CORRECT}kredsraadet/", sent | {"after": after, "bekraeft": "1"})
            break


def open_now_plan() -> Any:
    """The plan that is to be decided on."""
    return ApprovalRound.objects.get(ended_at__isnull=True).plan


def propose(cast: Cast, number: int, vector: str) -> None:
    """A proposal of Viborg's and its answer, as the brief repeats them."""
    now = timezone.now()
    vector = vector.replace("\0", "")  # which no form lets through, nor PostgreSQL
    row = Proposal.objects.create(
        council=cast.viborg,
        year=2023,
        number=number + 1,
        state="submitted",
        title=vector[:150],
        submitted_at=now,
        created_at=now,
        changed_at=now,
        created_by_name="Formand",
    )
    ProposalAnswer.objects.create(proposal=row, outcome="accepted", text=vector, changed_at=now, sent_at=now)


def test_none_of_them_survives_to_any_page_mail_or_pdf(cast: Cast, opened: ApprovalRound) -> None:
    assert min(Approval.objects.count(), Reservation.objects.count()) > len(batches()) / 2
    assert EditorialCorrection.objects.exists()
    mine = [SIGN, f"{SIGN}fortryd/", f"{DECISION}tekst/", f"{BRIEF}/", "/skrivebord/"]
    remark = Approval.objects.filter(seat=MAYOR, outcome="remarks").latest("pk")
    pages = ["", "beslutning/", "noter/", "paamind/", f"bemaerkning/{remark.pk}/"]
    hers = [*(f"{DECISION}{page}" for page in pages), CORRECT, f"{CORRECT}kredsraadet/", "/skrivebord/"]
    press = [f"{DECISION}frigiv/", "/skrivebord/"]
    for user, addresses in ((cast.mayor, mine), (cast.secretary, hers), (cast.communications, press)):
        for address in addresses:
            page = signed_in(user).get(address)
            assert page.status_code == 200, address
            assert dangerous(page.content.decode()) == [], address
    for mail in Email.objects.all():
        assert dangerous(mail.html_message, is_mail=True) == []
        assert "\n" not in mail.subject + mail.subject.replace("\r", "\n")
    assert_brief_is_harmless(signed_in(cast.mayor).get(f"{BRIEF}.pdf"))


def assert_brief_is_harmless(made: Any) -> None:
    """The brief's PDF has nothing in it that runs."""
    assert made["Content-Type"] == "application/pdf", plain_text(made.content.decode())
    objects = pypdf.PdfReader(BytesIO(made.content))
    text = "".join(str(objects.get_object(number)) for number in range(1, len(objects.xref[0])))
    assert not [name for name in FORBIDDEN_IN_PDF if name in text]
    assert "javascript:" not in text.lower()
