"""A heading whose letters come apart when it is stored is measured as it is stored, on every way to it."""

from __future__ import annotations

from django.test import Client

from plans.models import Plan, Section
from tests.base import Cast
from tests.contributing.builders import ask, fresh, write
from tests.desk_sections.conftest import TEXT

LONG = "\u0958" * 200
"""200 letters, each of which is stored as two."""
PLAN = "/skrivebord/plan/2024/"


def test_it_is_told_when_a_section_is_saved(client: Client, cast: Cast, row: Section) -> None:
    client.force_login(cast.secretary)
    sent = {"base": row.version, "heading": LONG, "text": TEXT, "note": ""}
    answer = client.post(f"{PLAN}afsnit/vold/gem/", sent, headers={"accept": "application/json"})
    assert answer.status_code == 422
    assert list(answer.json()["errors"]) == ["heading"]


def test_it_is_told_when_a_section_is_renamed(client: Client, cast: Cast, row: Section) -> None:
    client.force_login(cast.secretary)
    answer = client.post(f"{PLAN}disposition/", {"op": "rename:vold", "base": row.version, "navn-heading": LONG})
    assert "250 tegn" in answer.content.decode()
    assert Section.objects.get(pk=row.pk).heading == "Vold"


def test_it_is_told_to_a_contributor(cast: Cast, draft: Plan) -> None:
    asked = ask(draft, "tal", cast.contributor)
    assert write(cast.contributor, asked, "<p>Nye tal.</p>", heading=LONG).status_code == 200
    assert fresh(asked).text == ""
    write(cast.contributor, asked, "<p>Nye tal.</p>", heading=LONG[:125])
    assert len(fresh(asked).heading) == 250
