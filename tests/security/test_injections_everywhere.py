"""Known ways to smuggle script, sent through every text field of the desk: none survives to a page, a mail or a PDF."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from io import BytesIO
from unicodedata import combining

import pypdf
import pytest
from django.test import Client
from post_office.models import Email

from councils.canonical import plain_text
from plans.models import Assignment, Comment, Plan, Section
from plans.publishing.letters import lacking
from tests.base import Cast, make_flat_plan
from tests.canonical.test_injections import VECTORS
from tests.contributing.builders import in_days, signed_in

pytestmark = pytest.mark.django_db
DESK = "/skrivebord/plan/2024/"
ADDRESSES = {"href", "src", "action", "formaction", "data", "poster", "srcdoc", "xlink:href", "background"}
HARMLESS = ("/", "#", "?", "https://", "http://", "mailto:", "data:image/svg+xml")
LONGEST_HEADING = 250
FOREIGN = {
    "iframe",
    "object",
    "embed",
    "base",
    "frame",
    "applet",
    "marquee",
    "math",
    "audio",
    "video",
    "isindex",
    "img",
}
"""Elements that no page or mail of the desk has."""
FORBIDDEN_IN_PDF = ("/JavaScript", "/JS", "/Launch", "/EmbeddedFile", "/RichMedia")


def batches() -> list[list[str]]:
    """The vectors in groups that fit in a heading together: plain text is escaped as a whole, however much it is."""
    groups: list[list[str]] = [[]]
    for vector in VECTORS:
        if groups[-1] and len(" ".join([*groups[-1], vector])) > LONGEST_HEADING:
            groups.append([])
        groups[-1].append(vector)
    return groups


class Reader(HTMLParser):
    """Notes all in a page that could run what somebody wrote."""

    def __init__(self, *, is_mail: bool = False) -> None:
        super().__init__()
        self.found: list[str] = []
        self.is_mail = is_mail

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at one element."""
        values = {name: value or "" for name, value in attrs}
        if tag == "script" and not (values.get("src", "").startswith("/static/") or values.get("nonce")):
            self.found.append("script")
        if tag in FOREIGN or (tag == "style" and not self.is_mail) or (tag == "meta" and "http-equiv" in values):
            self.found.append(tag)
        self.found += [
            f"{tag} {name}" for name in values if name.startswith("on") or (name == "style" and not self.is_mail)
        ]
        self.found += [
            f"{tag} {name}={value}"
            for name, value in values.items()
            if name in ADDRESSES and value and not value.strip().lower().startswith(HARMLESS)
        ]


def dangerous(html: str, *, is_mail: bool = False) -> list[str]:
    """What in the HTML could run."""
    reader = Reader(is_mail=is_mail)
    reader.feed(html)
    return [thing for thing in reader.found if not thing.startswith("form action=")]


def test_the_reader_sees_what_it_is_for() -> None:
    samples = ["<script>a</script>", "<p onclick=a>", '<a href="javascript:a">', "<img src=x>", '<p style="a">']
    assert all(dangerous(sample) for sample in samples)
    assert not dangerous('<p><a href="/x">y</a></p>')


@pytest.fixture
def written(cast: Cast) -> Plan:
    """A plan of one section a group of vectors, with that group in every field that somebody can write in."""
    groups = batches()
    plan = make_flat_plan(cast.district, count=len(groups), year=2024)
    secretary, contributor = signed_in(cast.secretary), signed_in(cast.contributor)
    for number, vectors in enumerate(groups, start=1):
        write_section(secretary, f"s{number}", vectors)
        ask_and_answer(secretary, contributor, plan, f"s{number}", vectors)
        write_registers(secretary, " ".join(vectors))
    return plan


def write_section(client: Client, key: str, vectors: list[str]) -> None:
    """Heading, text and note of a section; what the form refuses is sent once more without it."""
    vector = " ".join(vectors)
    address = f"{DESK}afsnit/{key}/"
    data = {"base": "1", "heading": vector[:LONGEST_HEADING], "text": in_paragraphs(vectors), "note": vector}
    data["cpr_seen"] = "on"
    if client.post(f"{address}gem/", data).status_code == 422:
        client.post(f"{address}gem/", data | {"heading": "x", "note": ""})
    client.post(f"{address}kommentarer/", {"text": vector, "cpr_seen": "on"})


def in_paragraphs(vectors: list[str]) -> str:
    """Section HTML with each vector as its own paragraph's markup."""
    return "".join(f"<p>{vector}</p>" for vector in vectors)


def ask_and_answer(secretary: Client, contributor: Client, plan: Plan, key: str, vectors: list[str]) -> None:
    """The message that asks, the question, and the text that is delivered with a word to the secretary."""
    vector = " ".join(vectors)
    data = {"sections": [key], "to": "funktion:forebyggelse", "due": in_days(20).isoformat(), "message": vector}
    secretary.post(f"{DESK}bidrag/nyt/", data | {"cpr_seen": "on"})
    row = Assignment.objects.filter(section__plan=plan, section__key=key).first()
    if row is None:  # the message was refused
        secretary.post(f"{DESK}bidrag/nyt/", data | {"message": ""})
        row = Assignment.objects.get(section__plan=plan, section__key=key)
    address = f"/skrivebord/plan/bidrag/{row.pk}/"
    contributor.post(f"{address}spoerg/", {"text": vector, "cpr_seen": "on"})
    base = Section.objects.values_list("version", flat=True).get(pk=row.section_id)
    sent = {
        "heading": vector[:LONGEST_HEADING],
        "text": vector,
        "word": vector,
        "version": row.version,
        "base": base,
        "do": "lever",
    }
    contributor.post(f"{address}tekst/", sent | {"cpr_seen": "on"})


def write_registers(client: Client, vector: str) -> None:
    """A person and a function by that name."""
    people = "/skrivebord/personer/opret/"
    client.post(f"{people}person/", {"name": vector[:150], "function": vector[:150], "cpr_seen": "on"})
    client.post(f"{people}funktion/", {"name": vector[:150], "duty": "contributor", "cpr_seen": "on"})


def pages(plan: Plan) -> Iterator[tuple[str, str]]:
    """Each page that shows what was written, with who looks."""
    for address in ("", "tidsplan/", "udkast/", "bidrag/", "bidrag/nyt/", "bidrag/paamind/", "?q=%3Cscript%3Ealert(1)"):
        yield "secretary", DESK + address
    yield from (("secretary", address) for address in ("/skrivebord/", "/skrivebord/personer/", "/skrivebord/mail/"))
    yield from (("secretary", "/skrivebord/funktioner/"), ("contributor", "/skrivebord/plan/bidrag/"))
    yield from (("contributor", "/skrivebord/"), ("mayor", DESK), ("mayor", f"{DESK}udkast/"))
    for row in Assignment.objects.filter(section__plan=plan).select_related("section"):
        yield "secretary", f"{DESK}bidrag/{row.pk}/"
        yield "contributor", f"/skrivebord/plan/bidrag/{row.pk}/"
        yield "secretary", f"{DESK}afsnit/{row.section.key}/"


def test_none_of_them_survives_to_any_page_mail_or_pdf(cast: Cast, written: Plan) -> None:
    """At least a hundred of them, and each in a place that is really shown."""
    assert len(VECTORS) >= 100
    assert Comment.objects.count() > len(batches())
    clients = {who: signed_in(getattr(cast, who)) for who in ("secretary", "contributor", "mayor")}
    for who, address in pages(written):
        answer = clients[who].get(address)
        assert answer.status_code == 200, address
        assert dangerous(answer.content.decode()) == [], address
    mails = Email.objects.all()
    assert len(mails) > len(batches())
    for mail in mails:
        assert dangerous(mail.html_message, is_mail=True) == []
        assert "\n" not in mail.subject
        assert "\r" not in mail.subject
    assert_pdf_is_harmless(clients["secretary"], written)


def assert_pdf_is_harmless(client: Client, plan: Plan) -> None:
    """With all that its typeface can print; a section with other letters is left out, or there would be no PDF."""
    for section in plan.sections.all():
        words = section.heading + section.text + section.note
        if lacking(words) or any(combining(letter) for letter in words):
            Section.objects.filter(pk=section.pk).update(heading="x", text="", note="x")
    answer = client.get(f"{DESK}udkast.pdf")
    assert answer["Content-Type"] == "application/pdf", plain_text(answer.content.decode())
    objects = pypdf.PdfReader(BytesIO(answer.content))
    text = "".join(str(objects.get_object(number)) for number in range(1, len(objects.xref[0])))
    assert not [name for name in FORBIDDEN_IN_PDF if name in text]
    assert "javascript:" not in text.lower()
