"""The outline as it is read: numbers, status, findings, talk, contributors, filters with true counts, and search."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import quote

import pytest
from django.utils import timezone

from councils.models import Body
from plans.models import Assignment, Comment, Plan, Section
from tests.base import Cast, make_plan, section
from tests.desk_outline.conftest import CHANGE, Desk


def keys(html: str) -> list[str]:
    """The sections that are shown, in order."""
    return re.findall(r'data-key="([a-z0-9-]+)"', html)


def row(html: str, key: str) -> str:
    """The line of one section."""
    return re.split(r"<li ", html.split(f'id="afsnit-{key}"', 1)[1])[0]


def set_state(*names: str, state: str = "carried") -> None:
    """Put the sections in a state, as assembly would."""
    Section.objects.filter(key__in=names).update(state=state)


def test_all_sections_are_shown_with_numbers_and_links(desk: Desk) -> None:
    html = desk.text()
    assert keys(html) == [
        "forord",
        "del-1",
        "kredsraadet",
        "lokalraadene",
        "formaend",
        "del-2",
        "aftalen",
        "oevrige-raad",
        "naevnet",
    ]
    assert '<span class="no">2.1</span>' in row(html, "formaend")
    assert 'href="/skrivebord/plan/2023/afsnit/formaend/"' in row(html, "formaend")
    assert "Del 1 · Organisering" in row(html, "del-1")
    assert "<title>Plan 2023: disposition" in html


@pytest.mark.parametrize(
    ("state", "word"),
    [("carried", "Videreført uændret"), ("confirmed", "Bekræftet"), ("rewritten", "Omskrevet"), ("new", "Nyt")],
)
def test_each_state_is_told_by_word_and_icon(desk: Desk, state: str, word: str) -> None:
    set_state("naevnet", state=state)
    line = row(desk.text(), "naevnet")
    assert f"</svg>{word}</span>" in line


def test_a_section_from_a_register_says_so_and_whether_the_register_has_changed(
    cast: Cast, at_desk: Callable[..., Desk]
) -> None:
    body = Body.objects.create(name="Nævnet", slug="naevnet", kind="board", text="<p>Tre medlemmer.</p>")
    register = {"model": "body", "slug": "naevnet"}
    generated = {"key": "raad", "kind": "generated", "generator": "councils", "heading": "Lokalråd"}
    plan = make_plan(cast.district, sections=[{"key": "a", "kind": "register", "register": register}, generated])
    desk = at_desk(cast.secretary, plan)
    assert "</svg>Fra register</span>" in row(desk.text(), "a")
    assert "</svg>Dannes af registrene</span>" in row(desk.text(), "raad")
    body.text = "<p>Fire medlemmer.</p>"
    body.save()
    html = desk.text()
    assert "</svg>Ændret i registret</span>" in row(html, "a")
    assert "Registret er ændret" in row(html, "a")
    assert '<a href="/skrivebord/plan/2023/?vis=register">1 ændret i registret</a>' in html


def test_what_a_section_lacks_is_told_below_its_title(desk: Desk) -> None:
    Section.objects.filter(key="naevnet").update(text="")
    line = row(desk.text(), "naevnet")
    assert "Afsnittet er tomt og har ingen note om hvorfor" in line


def test_threads_that_wait_are_counted_and_lead_to_the_talk(desk: Desk, cast: Cast, plan: Plan) -> None:
    def say(**fields: Any) -> Comment:
        values = {"section": section(plan, "naevnet"), "author_name": "A", "text": "?", "created_at": timezone.now()}
        return Comment.objects.create(**values | fields)

    first = say()
    say(parent=first)
    say(resolved_at=timezone.now())
    line = row(desk.text(), "naevnet")
    assert 'href="/skrivebord/plan/2023/afsnit/naevnet/#kommentarer"' in line
    assert ' 1<span class="sr-only"> kommentar til 4.1 Nævnet</span>' in line
    assert keys(desk.text("?vis=kommentarer")) == ["naevnet"]


def test_who_is_asked_to_contribute_stands_at_the_section(desk: Desk, cast: Cast, plan: Plan) -> None:
    asked = Assignment.objects.create(
        section=section(plan, "aftalen"),
        post=cast.post,
        due=date(2023, 11, 3),
        assigned_by_name="Sekretær",
        assigned_at=timezone.now(),
    )
    assert "Forebyggelse: frist 3. november" in row(desk.text(), "aftalen")
    assert keys(desk.text("?vis=bidrag")) == ["del-2", "aftalen"]
    asked.state = "delivered"
    asked.save()
    assert "Forebyggelse: tekst leveret" in row(desk.text(), "aftalen")
    asked.state = "taken"
    asked.save()
    assert "Forebyggelse" not in row(desk.text(), "aftalen")


# Filters and search --------------------------------------------------------------------------------------------------


def test_every_count_is_the_length_of_the_list_that_it_leads_to(desk: Desk) -> None:
    set_state("kredsraadet", "aftalen")
    set_state("formaend", state="rewritten")
    Section.objects.filter(key="naevnet").update(text="")
    html = desk.text()
    links = re.findall(r'href="/skrivebord/plan/2023/(\?vis=[^"]+)"[^>]*>(?:[^<(]*\()?(\d+)', html)
    assert len(links) > 5
    for address, count in links:
        bands = {"del-1", "del-2"}
        assert len(set(keys(desk.text(address))) - bands) == int(count), address
    assert "Alle (7)" in html
    assert '<span class="big">3</span>' in html
    assert "4 mangler en beslutning" in html


def test_the_list_of_what_lacks_shows_the_part_above(desk: Desk) -> None:
    set_state("aftalen")
    assert keys(desk.text("?vis=mangler")) == ["del-2", "aftalen"]
    assert keys(desk.text(f"?vis={quote('videreført')}")) == ["del-2", "aftalen"]


def test_an_empty_list_says_so_and_offers_all(desk: Desk) -> None:
    html = desk.text("?vis=kommentarer")
    assert keys(html) == []
    assert "Der er ingen afsnit på denne liste." in html
    assert 'href="/skrivebord/plan/2023/">Vis alle</a>' in html


def test_an_unknown_list_is_the_whole_outline(desk: Desk) -> None:
    assert len(keys(desk.text("?vis=findes-ikke"))) == 9


@pytest.mark.parametrize(
    ("words", "found"),
    [("NÆVN", ["naevnet"]), ("2.1", ["del-1", "formaend"]), ("aftal", ["del-2", "aftalen"])],
)
def test_sections_are_found_by_heading_and_number(desk: Desk, words: str, found: list[str]) -> None:
    assert keys(desk.text(f"?q={quote(words)}")) == found


def test_words_that_are_nowhere_are_said_back(desk: Desk) -> None:
    html = desk.text("?q=%3Cb%3Exyz")
    assert "Ingen afsnit her hedder noget med »&lt;b&gt;xyz«." in html
    assert 'value="&lt;b&gt;xyz"' in html


def test_nothing_is_moved_in_a_cut_list(desk: Desk) -> None:
    set_state("aftalen")
    html = desk.text("?vis=mangler")
    assert 'value="up:aftalen"' not in html
    assert "Afsnit flyttes og tilføjes i hele dispositionen." in html


@pytest.mark.parametrize(
    "address", ["?q=%00", "?vis=%00", "?aaben=%00", "?nyt=efter:%00", "?q=" + "x" * 5000, "?q=%ff"]
)
def test_nonsense_in_the_address_is_answered(desk: Desk, address: str) -> None:
    assert desk.get(address).status_code == 200


# Who sees what -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["mayor", "delegate", "director", "chair_of_viborg", "communications"])
def test_readers_see_the_outline_without_controls(
    cast: Cast, at_desk: Callable[..., Desk], plan: Plan, who: str
) -> None:
    set_state("aftalen")
    html = at_desk(getattr(cast, who)).text()
    assert len(keys(html)) == 9
    for control in ('value="up:', "aaben=", 'name="chosen"', "Fortryd", "Tilføj afsnit", "Sortable", "outline-moves"):
        assert control not in html


@pytest.mark.parametrize("who", ["outsider", "former_secretary", "administrator", "contributor"])
def test_for_others_there_is_no_outline(cast: Cast, at_desk: Callable[..., Desk], plan: Plan, who: str) -> None:
    assert at_desk(getattr(cast, who)).get().status_code == 404


def test_strangers_sign_in_first(client: Any, plan: Plan) -> None:
    response = client.get("/skrivebord/plan/2023/")
    assert response.status_code == 302
    assert "next=/skrivebord/plan/2023/" in response["Location"]


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"stage": "decision"}, "Planen er til beslutning"),
        ({"stage": "published"}, "Planen er offentliggjort"),
        ({"origin": "archive"}, "er en arkiveret plan"),
    ],
)
def test_a_plan_that_nobody_may_change_says_why_and_shows_no_controls(desk: Desk, fields: Any, why: str) -> None:
    Plan.objects.update(**fields)
    html = desk.text()
    assert why in html
    assert 'value="up:' not in html
    assert desk.post("up:lokalraadene").status_code == 409


def test_there_is_no_outline_of_a_year_without_a_plan(desk: Desk) -> None:
    assert desk.client.get("/skrivebord/plan/2031/").status_code == 404


def test_changes_are_posts(desk: Desk) -> None:
    assert desk.client.get(CHANGE).status_code == 405


@pytest.mark.parametrize(("who", "code"), [("mayor", 403), ("outsider", 404), ("former_secretary", 404)])
def test_who_may_not_write_changes_nothing(
    cast: Cast, at_desk: Callable[..., Desk], plan: Plan, who: str, code: int
) -> None:
    desk = at_desk(getattr(cast, who))
    before = desk.seen()
    assert desk.post("up:lokalraadene").status_code == code
    assert desk.seen() == before


def test_the_timetable_and_asking_for_a_contribution_are_a_click_away(desk: Desk, plan: Plan) -> None:
    html = desk.text("?aaben=naevnet")
    assert 'href="/skrivebord/plan/2023/tidsplan/"' in html
    assert 'href="/skrivebord/plan/2023/bidrag/nyt/?afsnit=naevnet"' in html


def test_a_part_that_is_a_heading_alone_is_asked_of_nobody(desk: Desk, plan: Plan) -> None:
    plan.sections.filter(key="del-1").update(text="")
    assert "bidrag/nyt" not in desk.text("?aaben=del-1")
    assert "bidrag/nyt" not in desk.text("afsnit/del-1/")
    assert "bidrag/nyt" in desk.text("afsnit/naevnet/")
