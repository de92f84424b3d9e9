"""Script sent through every text field of publication: none survives to a page, a mail, a PDF, a ZIP or a CSV file."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO
from zipfile import ZipFile

import pypdf
import pytest
from django.test import Client
from post_office.models import Email

from plans import making_ready
from plans.models import Edition, Plan, Release
from plans.publishing.letters import lacking
from plans.publishing.pdf import render_pdf
from tests.base import Cast
from tests.canonical.test_injections import VECTORS
from tests.releasing.builders import (
    EDITIONS,
    LOG,
    PDF,
    PUBLIC,
    RELEASE,
    correct,
    decided_plan,
    forms,
    released,
    signed_in,
)
from tests.security.test_injections_everywhere import FORBIDDEN_IN_PDF, batches, dangerous

pytestmark = pytest.mark.django_db
SEEN = {"cpr_seen": "on"}
BASE = "/skrivebord/plan/2024/"


def note() -> str:
    """As many of the vectors as a note holds, of those that can be printed."""
    printable = [vector for vector in VECTORS if not lacking(vector) and "\0" not in vector]
    text = ""
    for vector in printable:
        if len(text) + len(vector) < 950:
            text += f"{vector} "
    return text


@pytest.fixture
def plan(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Plan:
    """A published plan whose second edition has a note of script; its log has case numbers of it."""
    plan, secretary = decided_plan(cast), signed_in(cast.secretary)
    monkeypatch.setattr(making_ready, "render_pdf", lambda *_: PDF)
    released(plan, cast.secretary)
    correct(plan, cast.secretary)
    for vectors in batches():
        try_note(secretary, " ".join(vectors)[:1000])
        try_case_number(secretary, plan, " ".join(vectors)[:60])
    monkeypatch.setattr(making_ready, "render_pdf", render_pdf)
    Release.objects.filter(state="ordered").delete()
    assert secretary.post(RELEASE, forms(note=note(), **SEEN)).status_code == 302
    secretary.post(f"{RELEASE}goer-klar/")
    assert_pages_are_harmless(secretary, [RELEASE, f"{RELEASE}side/"])
    secretary.post(f"{RELEASE}frigiv/", {"set": Release.objects.get(state="prepared").pdf_digest})
    return plan


def try_note(secretary: Client, vector: str) -> None:
    """Order with such a note: refused or not, the page shows it as text; then it is called off."""
    assert dangerous(secretary.post(RELEASE, forms(note=vector, **SEEN)).content.decode()) == []
    assert_pages_are_harmless(secretary, [RELEASE])
    secretary.post(f"{RELEASE}annuller/")


def try_case_number(secretary: Client, plan: Plan, vector: str) -> None:
    """Set such a case number."""
    before = Plan.objects.values_list("case_number", flat=True).get(pk=plan.pk)
    answer = secretary.post(LOG, {"case_number": vector, "before": before, **SEEN})
    assert dangerous(answer.content.decode()) == []


def assert_pages_are_harmless(client: Client, addresses: list[str]) -> None:
    """Nothing in the pages runs."""
    for address in addresses:
        page = client.get(address)
        assert page.status_code in (200, 410), address
        assert dangerous(page.content.decode()) == [], address


def test_none_of_them_survives_anywhere(cast: Cast, plan: Plan) -> None:
    secretary, press = signed_in(cast.secretary), signed_in(cast.communications)
    reasons = [" ".join(vectors)[:1000] for vectors in batches()]
    assert_files_are_harmless(secretary)
    secretary.post(f"{BASE}udgave/1/tilbagekald/", {"reason": reasons[0], **SEEN})
    secretary.post(f"{BASE}udgave/2/bloker/", {"do": "bed", "reason": reasons[1], **SEEN})
    pages = [RELEASE, EDITIONS, LOG, f"{BASE}udgave/2/bloker/", f"{BASE}udgave/2/forskel/", "/skrivebord/"]
    assert_pages_are_harmless(secretary, [*pages, f"{LOG}?art=settings", PUBLIC, f"{PUBLIC}udgave/1/"])
    press.post(f"{BASE}udgave/2/bloker/", {"do": "bekraeft"})
    assert_pages_are_harmless(press, [EDITIONS, LOG, f"{BASE}udgave/2/bloker/", PUBLIC, "/samarbejdsplan/arkiv/"])
    mails = list(Email.objects.all())
    assert len(mails) > 10
    for mail in mails:
        assert dangerous(mail.html_message, is_mail=True) == []
        assert not {"\r", "\n"} & set(mail.subject)


def assert_files_are_harmless(secretary: Client) -> None:
    """The PDF, the package and what goes to the records have nothing in them that runs."""
    edition = Edition.objects.get(number=2)
    assert "script" in edition.note
    objects = pypdf.PdfReader(BytesIO(bytes(edition.files.get().data)))
    text = "".join(str(objects.get_object(number)) for number in range(1, len(objects.xref[0])))
    assert not [name for name in FORBIDDEN_IN_PDF if name in text]
    for address in (f"{BASE}udgave/2/pakke.zip", f"{BASE}journal.zip"):
        with ZipFile(BytesIO(secretary.get(address).content)) as archive:
            for name in archive.namelist():
                assert not name.startswith(("/", "."))
                assert ".." not in name
                if name.endswith(".html"):
                    html = archive.read(name).decode()
                    assert [found for found in dangerous(html) if found != "style"] == []
    data = secretary.get(f"{BASE}log.csv").content.decode("utf-8-sig")
    for row in csv.reader(StringIO(data, newline=""), delimiter=";"):
        assert len(row) == 7
        assert not any(cell.lstrip().startswith(("=", "+", "-", "@")) for cell in row)
