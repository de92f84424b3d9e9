"""Last year's text beside this year's, and who is asked for the section."""

from __future__ import annotations

import pytest
from django.test import Client

from plans import saving
from plans.models import Plan, SectionLineage
from plans.saving import Author, Words
from tests.base import Cast, make_plan, section
from tests.contributing.builders import ask, delivered

PAGE = "/skrivebord/plan/2024/afsnit/naevnet/"
SHOWN = "<p>Nævnet har <del>tre</del><ins>fire</ins> medlemmer.</p>"


@pytest.fixture
def draft(cast: Cast, plan: Plan) -> Plan:
    """The plan for 2024 after that for 2023, with one section changed."""
    found = make_plan(cast.district, year=2024)
    row = section(found, "naevnet")
    words = Words("Nævnet", "<p>Nævnet har fire medlemmer.</p>", "")
    saving.save(row, words, base=1, author=Author(None, "Anna"))
    return found


@pytest.mark.parametrize("who", ["secretary", "mayor"])
def test_the_differences_are_shown_and_last_years_text_alone(client: Client, cast: Cast, draft: Plan, who: str) -> None:
    client.force_login(getattr(cast, who))
    page = client.get(PAGE).content.decode()
    assert SHOWN in page
    assert "2023<span" in page
    assert "1 sted ændret" in page
    for shown in ("tekst", "skjul", "forskelle", "noget andet", "\x00"):
        assert client.get(PAGE, {"sidste": shown}).status_code == 200


def test_without_script_a_link_shows_it_alone_or_not_at_all(client: Client, cast: Cast, draft: Plan) -> None:
    client.force_login(cast.secretary)
    page = client.get(PAGE, {"sidste": "tekst"}).content.decode()
    assert '<div data-shows="forskelle" hidden' in " ".join(page.split())
    page = client.get(PAGE, {"sidste": "skjul"}).content.decode()
    assert "Vis sidste års tekst ved siden af</a>" in page


def test_of_merged_sections_all_are_shown(client: Client, cast: Cast, plan: Plan, draft: Plan) -> None:
    SectionLineage.objects.create(ancestor=section(plan, "formaend"), section=section(draft, "naevnet"))
    client.force_login(cast.secretary)
    page = client.get(PAGE).content.decode()
    assert "<del>Borgmesteren er formand.</del>" in page
    assert "Nævnet har tre medlemmer." in page


def test_a_new_section_has_none(client: Client, cast: Cast, draft: Plan) -> None:
    SectionLineage.objects.filter(section__plan=draft).delete()
    client.force_login(cast.secretary)
    assert "data-previous" not in client.get(PAGE).content.decode()


def test_who_is_asked_and_what_came_of_it(client: Client, cast: Cast, draft: Plan) -> None:
    waiting, done = ask(draft, "naevnet", cast.post), delivered(draft, "naevnet", cast.mayor)
    ask(draft, "naevnet", cast.director, state="withdrawn")
    client.force_login(cast.secretary)
    page = client.get(PAGE).content.decode()
    for row in (waiting, done):
        assert f"/skrivebord/plan/2024/bidrag/{row.pk}/" in page
    assert "Tekst leveret" in page
    assert "Politidirektør</a>" not in page
    assert f"{'/skrivebord/plan/2024/bidrag/nyt/'}?afsnit=naevnet" in page


def test_readers_see_who_is_asked_and_no_links(client: Client, cast: Cast, draft: Plan) -> None:
    row = ask(draft, "naevnet", cast.post)
    client.force_login(cast.mayor)
    page = client.get(PAGE).content.decode()
    assert "Forebyggelse" in page
    assert f"/bidrag/{row.pk}/" not in page
    assert "Bed om bidrag" not in page
