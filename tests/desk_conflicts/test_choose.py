"""Choosing what shall stand, when more happens meanwhile and in more places than the text."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from plans import saving
from plans.models import Plan, Revision, Section
from plans.saving import Author, Conflict, Words
from tests.base import Cast, section

PAGE = "/skrivebord/plan/2023/afsnit/naevnet/"
OLD = "<p>Første.</p><p>Anden.</p><p>Tredje.</p>"


@pytest.fixture
def secretary(client: Client, cast: Cast) -> Client:
    """The secretary's browser."""
    client.force_login(cast.secretary)
    return client


@pytest.fixture
def draft(plan: Plan) -> Plan:
    """The plan, whose section about the board has three paragraphs and a note."""
    Section.objects.filter(key="naevnet").update(text=OLD, note="En note.")
    return plan


def save(plan: Plan, text: str, *, base: int, by: Any = "Bo", heading: str = "Nævnet", note: str = "En note.") -> None:
    """Save the section past the page."""
    author = Author(None, by) if isinstance(by, str) else Author.of(by)
    saving.save(section(plan, "naevnet"), Words(heading, text, note), base=base, author=author)


def set_aside(plan: Plan, by: Any, text: str, **fields: Any) -> str:
    """The page on which the writer of a text that met Bo's chooses."""
    with pytest.raises(Conflict) as conflict:
        save(plan, text, base=1, by=by, **fields)
    return f"{PAGE}to-versioner/{conflict.value.set_aside.pk}/"


def form(client: Client, address: str) -> dict[str, str]:
    """What the page sends along."""
    page = client.get(address).content.decode()
    return dict(re.findall(r'name="(base|[\w-]+-sted)"\s+value="(\w+)"', page))


def test_heading_and_note_are_places_too(secretary: Client, cast: Cast, draft: Plan) -> None:
    save(draft, OLD, base=1, heading="Bos nævn", note="Bos note.")
    address = set_aside(draft, cast.secretary, OLD, heading="Annas nævn", note="Annas note.")
    page = secretary.get(address).content.decode()
    assert "Overskriften" in page
    assert "Noten, som trykkes" in page
    both = {"heading": "both", "heading-tekst": " Begges\nnævn ", "note": "theirs"}
    assert secretary.post(address, form(secretary, address) | both)["Location"] == PAGE
    row = section(draft, "naevnet")
    assert (row.heading, row.note, row.text) == ("Begges nævn", "Bos note.", OLD)


def test_choices_are_kept_for_the_places_that_are_the_same(secretary: Client, cast: Cast, draft: Plan) -> None:
    save(draft, "<p>Bos ene.</p><p>Anden.</p><p>Bos tredje.</p>", base=1)
    address = set_aside(draft, cast.secretary, "<p>Annas ene.</p><p>Anden.</p><p>Annas tredje.</p>")
    sent = form(secretary, address) | {"sted-1": "mine", "sted-2": "both", "sted-2-tekst": "<p>Begges.</p>"}
    save(draft, "<p>Annas ene.</p><p>Anden.</p><p>Bos tredje.</p>", base=2)
    answer = secretary.post(address, sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "En anden har gemt igen" in page
    # What was the second place is the only one left, and has its choice and its text.
    assert page.count("checked") == 1
    assert "&lt;p&gt;Begges.&lt;/p&gt;" in page
    again = form(secretary, address) | {"sted-1": "both", "sted-1-tekst": "<p>Begges.</p>"}
    secretary.post(address, again)
    assert section(draft, "naevnet").text == "<p>Annas ene.</p><p>Anden.</p><p>Begges.</p>"


def test_a_choice_does_not_count_for_a_place_that_says_something_else_now(
    secretary: Client, cast: Cast, draft: Plan
) -> None:
    save(draft, OLD.replace("Første", "Bos"), base=1)
    address = set_aside(draft, cast.secretary, OLD.replace("Første", "Annas"))
    sent = form(secretary, address) | {"sted-1": "theirs"}
    save(draft, OLD.replace("Første", "Bos helt anden"), base=2)
    answer = secretary.post(address, sent)
    assert answer.status_code == 422
    assert "checked" not in answer.content.decode()


def test_where_nothing_is_left_to_choose_it_is_one_click(secretary: Client, cast: Cast, draft: Plan) -> None:
    save(draft, OLD.replace("Første", "Bos"), base=1)
    address = set_aside(draft, cast.secretary, OLD.replace("Første", "Annas").replace("Tredje", "Nyt"))
    save(draft, OLD, base=2)
    page = secretary.get(address).content.decode()
    assert "kan flettes uden videre" in page
    assert "Flet teksten ind" in page
    secretary.post(address, form(secretary, address))
    assert section(draft, "naevnet").text == OLD.replace("Første", "Annas").replace("Tredje", "Nyt")
    assert Revision.objects.get(kind="set_aside").settled_at is not None


def test_it_is_decided_once(secretary: Client, cast: Cast, draft: Plan) -> None:
    save(draft, OLD.replace("Første", "Bos"), base=1)
    address = set_aside(draft, cast.secretary, OLD.replace("Første", "Annas"))
    sent = form(secretary, address) | {"sted-1": "mine"}
    secretary.post(address, sent)
    for answer in (secretary.get(address, follow=True), secretary.post(address, sent, follow=True)):
        assert "allerede valgt" in answer.content.decode()
    assert section(draft, "naevnet").version == 3


def test_the_section_reminds_of_a_text_that_waits(secretary: Client, cast: Cast, draft: Plan) -> None:
    save(draft, OLD.replace("Første", "Bos"), base=1)
    address = set_aside(draft, cast.secretary, OLD.replace("Første", "Annas"))
    page = secretary.get(PAGE).content.decode()
    assert "Du har en tekst, der ikke er flettet ind" in page
    assert address in page
    secretary.post(address, {"do": "behold"})
    assert "ikke er flettet ind" not in secretary.get(PAGE).content.decode()


def test_another_who_writes_the_plan_may_choose_too(secretary: Client, cast: Cast, draft: Plan) -> None:
    save(draft, OLD.replace("Første", "Bos"), base=1)
    address = set_aside(draft, cast.former_secretary, OLD.replace("Første", "Annas"))
    assert "Tidligere sekretær har en tekst" in secretary.get(PAGE).content.decode()
    assert "Den tekst, der ikke er flettet ind" in secretary.get(address).content.decode()
    secretary.post(address, form(secretary, address) | {"sted-1": "mine"})
    assert "Annas" in section(draft, "naevnet").text


def test_what_is_too_long_is_told_and_kept(secretary: Client, cast: Cast, draft: Plan) -> None:
    save(draft, OLD, base=1, heading="Bos")
    address = set_aside(draft, cast.secretary, OLD, heading="Annas")
    answer = secretary.post(address, form(secretary, address) | {"heading": "both", "heading-tekst": "å" * 251})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "for lang" in page
    assert "å" * 251 in page
    assert "<title>Fejl:" in page


def test_markup_in_what_was_written_together_is_cleaned(secretary: Client, cast: Cast, draft: Plan) -> None:
    save(draft, OLD.replace("Første", "Bos"), base=1)
    address = set_aside(draft, cast.secretary, OLD.replace("Første", "Annas"))
    sent = {"sted-1": "both", "sted-1-tekst": "<p onclick=x>Begges\x00<script>alert(1)</script></p>"}
    secretary.post(address, form(secretary, address) | sent)
    assert section(draft, "naevnet").text == "<p>Begges</p><p>Anden.</p><p>Tredje.</p>"


def test_not_once_the_text_is_being_decided_on(secretary: Client, cast: Cast, draft: Plan) -> None:
    save(draft, OLD.replace("Første", "Bos"), base=1)
    address = set_aside(draft, cast.secretary, OLD.replace("Første", "Annas"))
    Plan.objects.filter(pk=draft.pk).update(stage="decision")
    assert secretary.get(address).status_code == 409
    assert secretary.post(address, {"do": "behold"}).status_code == 409
    assert Revision.objects.get(kind="set_aside").settled_at is None


def test_texts_that_are_not_there(secretary: Client, cast: Cast, draft: Plan) -> None:
    save(draft, OLD.replace("Første", "Bos"), base=1)
    address = set_aside(draft, cast.secretary, OLD.replace("Første", "Annas"))
    assert secretary.get(f"{PAGE}to-versioner/{10**30}/").status_code == 404
    assert secretary.get(address.replace("naevnet", "aftalen")).status_code == 404
    assert secretary.put(address).status_code == 405


def test_many_places_ask_no_more_than_one(secretary: Client, cast: Cast, draft: Plan) -> None:
    lines = "".join(f"<p>Linje {number}.</p><p>Mellem {number}.</p>" for number in range(20))
    Section.objects.filter(key="naevnet").update(text=lines)
    save(draft, lines.replace("Linje 1.", "Bo."), base=1)
    few = _queries(secretary, set_aside(draft, cast.secretary, lines.replace("Linje 1.", "Anna.")))
    save(draft, lines.replace("Linje", "Bo"), base=2)
    Revision.objects.update(saved_at=timezone.now() - timedelta(days=1))
    assert _queries(secretary, set_aside(draft, cast.secretary, lines.replace("Linje", "Anna"))) == few


def _queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)
