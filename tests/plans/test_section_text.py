"""A section's text is in its one canonical form however it got into the database, and its links follow the sections."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from councils.canonical import canonicalise
from plans import outline, saving
from plans.models import Plan, Section
from plans.publishing.freezing import freeze
from plans.publishing.html import render_article
from plans.saving import Author, Words
from tests.base import PUBLISHED_ON, section

TYPED = '<div class="x"><p  onclick="a()">Vi  <b>mødes</b><script>alert(1)</script></p><p></p></div>'
STORED = "<p>Vi <strong>mødes</strong></p>"


def stored(key: str = "naevnet", column: str = "text") -> str:
    """What the database really has, past every field."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM plans_section WHERE key = %s", [key])  # noqa: S608
        return str(cursor.fetchone()[0])


def test_the_example_is_what_it_says() -> None:
    assert canonicalise(TYPED) == STORED


def test_save_stores_the_canonical_form_and_shows_it(plan: Plan) -> None:
    row = section(plan, "naevnet")
    row.text = TYPED
    row.save()
    assert stored() == row.text == STORED


def test_save_of_that_field_alone_does(plan: Plan) -> None:
    row = section(plan, "naevnet")
    row.taken_text = TYPED
    row.save(update_fields=["taken_text"])
    assert stored(column="taken_text") == STORED


def test_update_does(plan: Plan) -> None:
    Section.objects.filter(key="naevnet").update(text=TYPED)
    assert stored() == STORED


def test_bulk_update_does(plan: Plan) -> None:
    row = section(plan, "naevnet")
    row.text = TYPED
    Section.objects.bulk_update([row], ["text"])
    assert stored() == STORED


def test_bulk_create_does(plan: Plan) -> None:
    Section.objects.bulk_create([Section(plan=plan, key="nyt", text=TYPED, position=9)])
    assert stored("nyt") == STORED


def test_update_or_create_does(plan: Plan) -> None:
    Section.objects.update_or_create(plan=plan, key="naevnet", defaults={"text": TYPED})
    assert stored() == STORED


def test_loaddata_does(plan: Plan, tmp_path: Path) -> None:
    fixture = tmp_path / "section.json"
    fields: dict[str, Any] = {"plan": ["kredsraadet", 2023], "key": "nyt", "text": TYPED}
    fixture.write_text(json.dumps([{"model": "plans.section", "fields": fields}]), encoding="utf-8")
    call_command("loaddata", str(fixture), verbosity=0)
    assert stored("nyt") == STORED


def test_a_form_is_told_of_the_canonical_form(plan: Plan) -> None:
    row = section(plan, "naevnet")
    row.text = TYPED
    row.full_clean()
    assert row.text == STORED


def test_the_history_has_the_canonical_form(plan: Plan) -> None:
    row = section(plan, "naevnet")
    saving.save(row, Words(row.heading, TYPED, ""), base=row.version, author=Author(None, "Sekretær"))
    assert row.revisions.get(kind="edited").text == STORED


def test_freezing_cleans_once_more_what_was_written_past_the_portal(plan: Plan) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE plans_section SET text = %s WHERE key = 'naevnet'", [TYPED])
    assert stored() == TYPED
    frozen = freeze(plan, on=PUBLISHED_ON)
    assert STORED in frozen.json
    assert "script" not in frozen.json


# Links between sections ----------------------------------------------------------------------------------------------


def article(plan: Plan) -> str:
    """The article as it would be published now."""
    return render_article(freeze(plan, on=PUBLISHED_ON).content)


def test_a_link_shows_the_number_that_the_section_has_now(plan: Plan) -> None:
    assert '<a href="#oevrige-raad">bilag 4</a>' in article(plan).replace("&nbsp;", " ").replace("\xa0", " ")
    outline.remove(section(plan, "aftalen"), by="Sekretær", at=timezone.now())
    outline.add(plan, parent=section(plan, "del-2"), key="et", heading="Et", text="<p>Et.</p>")
    outline.add(plan, parent=section(plan, "del-2"), key="to", heading="To", text="<p>To.</p>")
    assert '<a href="#oevrige-raad">bilag 5</a>' in article(plan).replace("&nbsp;", " ").replace("\xa0", " ")


def test_the_stored_link_does_not_change_when_its_section_moves(plan: Plan) -> None:
    before = stored("lokalraadene")
    outline.move(section(plan, "aftalen"), parent=section(plan, "del-1"), at=0)
    assert stored("lokalraadene") == before


def test_a_moved_section_keeps_its_key_and_so_its_address(plan: Plan) -> None:
    outline.move(section(plan, "naevnet"), parent=section(plan, "del-1"), at=0)
    assert 'id="naevnet"' in article(plan)
