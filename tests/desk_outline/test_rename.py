"""A new heading from the outline: a save like any other, beginning from the version that was seen."""

from __future__ import annotations

from typing import Any

import pytest

from plans import saving
from plans.models import Plan, Revision
from plans.saving import Author, Words
from tests.base import Cast, section
from tests.desk_outline.conftest import Desk


def write(plan: Plan, cast: Cast, key: str, *, heading: str, text: str) -> None:
    """Somebody else saves the section on its own page."""
    row = section(plan, key)
    saving.save(row, Words(heading, text, row.note), base=row.version, author=Author.of(cast.secretary))


def test_a_section_gets_a_new_heading_and_keeps_its_key_text_and_state(desk: Desk, plan: Plan) -> None:
    before = section(plan, "naevnet")
    response = desk.rename("naevnet", " Bevillings-\nnævnet ")
    assert response["Location"] == "/skrivebord/plan/2023/#afsnit-naevnet"
    after = section(plan, "naevnet")
    assert (after.heading, after.text, after.state) == ("Bevillings- nævnet", before.text, before.state)
    assert "»Nævnet« hedder nu »Bevillings- nævnet«." in desk.text()
    revision = Revision.objects.filter(section=after).latest("pk")
    assert (revision.kind, revision.author_name) == ("renamed", "Sekretær")


def test_the_field_begins_with_the_heading_and_the_version(desk: Desk, plan: Plan) -> None:
    desk.rename("naevnet", "Bevillingsnævnet")
    html = desk.text("?aaben=naevnet")
    assert 'value="Bevillingsnævnet"' in html
    assert 'name="base" value="2"' in html


def test_the_same_heading_is_no_save(desk: Desk, plan: Plan) -> None:
    desk.rename("naevnet", "Nævnet")
    assert section(plan, "naevnet").version == 1
    assert "Fortryd</button>" not in desk.text()


def test_a_text_that_was_changed_meanwhile_stays(desk: Desk, cast: Cast, plan: Plan) -> None:
    write(plan, cast, "naevnet", heading="Nævnet", text="<p>Ny tekst.</p>")
    desk.rename("naevnet", "Bevillingsnævnet", base=1)
    row = section(plan, "naevnet")
    assert (row.heading, row.text) == ("Bevillingsnævnet", "<p>Ny tekst.</p>")


def test_of_two_new_headings_the_second_is_told_and_kept_in_its_field(desk: Desk, cast: Cast, plan: Plan) -> None:
    write(plan, cast, "naevnet", heading="Bevillingsnævn", text="<p>Nævnet har tre medlemmer.</p>")
    response = desk.rename("naevnet", "Nævnet for bevillinger", base=1)
    html = response.content.decode()
    assert response.status_code == 409
    assert "Overskriften er imens ændret til »Bevillingsnævn«." in html
    assert 'value="Nævnet for bevillinger"' in html
    assert 'name="base" value="2"' in html
    kept = Revision.objects.get(kind="set_aside")
    assert kept.heading == "Nævnet for bevillinger"
    assert kept.settled_at is not None
    desk.rename("naevnet", "Nævnet for bevillinger", base=2)
    assert section(plan, "naevnet").heading == "Nævnet for bevillinger"


def test_a_heading_for_a_section_that_was_removed_is_said_back(desk: Desk, colleague: Desk) -> None:
    colleague.post("remove:naevnet")
    response = desk.rename("naevnet", "Bevillingsnævnet")
    html = response.content.decode()
    assert response.status_code == 409
    assert "Afsnittet findes ikke længere." in html
    assert "Du havde skrevet: »Bevillingsnævnet«." in html


def test_a_section_must_have_a_heading_and_a_part_need_not(desk: Desk, plan: Plan) -> None:
    response = desk.rename("naevnet", "")
    assert response.status_code == 200
    assert "Dette felt er påkrævet." in response.content.decode()
    assert desk.rename("del-1", "").status_code == 302
    assert section(plan, "del-1").heading == ""


def test_a_cpr_number_is_warned_of(desk: Desk, plan: Plan) -> None:
    html = desk.rename("naevnet", "Sag 010180-1234").content.decode()
    assert "CPR-nummer" in html
    assert 'value="Sag 010180-1234"' in html
    assert section(plan, "naevnet").heading == "Nævnet"


@pytest.mark.parametrize("base", ["", "x", "-1", str(10**30), "7"])
def test_a_version_that_there_is_not_is_refused(desk: Desk, plan: Plan, base: Any) -> None:
    assert desk.rename("naevnet", "Andet", base=base).status_code in (400, 409)
    assert section(plan, "naevnet").heading == "Nævnet"


def test_no_heading_is_changed_in_the_wrong_stage(desk: Desk, plan: Plan) -> None:
    Plan.objects.update(stage="decision")
    response = desk.rename("naevnet", "Andet")
    assert response.status_code == 409
    assert "Planen er til beslutning." in response.content.decode()
    assert section(plan, "naevnet").heading == "Nævnet"


def test_readers_give_no_headings(cast: Cast, at_desk: Any, plan: Plan) -> None:
    assert at_desk(cast.mayor).rename("naevnet", "Andet").status_code == 403
