"""The desk's first page: what waits for whoever has come in, with counts that are those of the lists."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from plans.models import Assignment, Comment, Plan, Section
from tests.base import Cast, make_flat_plan, section

ADDRESS = "/skrivebord/"


@pytest.fixture
def draft(cast: Cast) -> Plan:
    """A draft of five sections, three of them carried over."""
    plan = make_flat_plan(cast.district, count=5, year=2024)
    plan.sections.filter(key__in=["s1", "s2", "s3"]).update(state="carried")
    return plan


def page(client: Client, user: object) -> str:
    """The overview as the account sees it."""
    client.force_login(user)  # type: ignore[arg-type]
    return client.get(ADDRESS).content.decode()


def ask(cast: Cast, row: Section, **fields: object) -> Assignment:
    """Ask the contributor's function for the section."""
    now = timezone.now()
    values = {"post": cast.post, "due": timezone.localdate(), "assigned_at": now, "assigned_by_name": "Sekretær"}
    return Assignment.objects.create(section=row, **values | fields)


def test_the_secretary_sees_what_the_plan_lacks(client: Client, cast: Cast, draft: Plan) -> None:
    text = page(client, cast.secretary)
    assert "3 afsnit er videreført uændret" in text
    assert "af 5 afsnit er klar" in text


def test_a_count_is_that_of_its_list(client: Client, cast: Cast, draft: Plan) -> None:
    text = page(client, cast.secretary)
    (address,) = set(re.findall(r'href="(/skrivebord/plan/2024/\?vis=vider[^"]*)"', text))
    listed = client.get(address).content.decode()
    shown = {key for key in ("s1", "s2", "s3", "s4", "s5") if f"/afsnit/{key}/" in listed}
    assert shown == {"s1", "s2", "s3"}


def test_the_secretary_may_start_the_plan_of_the_year_after(client: Client, cast: Cast, draft: Plan) -> None:
    assert "Start planen for 2025" in page(client, cast.secretary)
    assert "Start planen" not in page(client, cast.mayor)


def test_the_page_that_starts_a_plan_opens(client: Client, cast: Cast, draft: Plan) -> None:
    client.force_login(cast.secretary)
    assert client.get("/skrivebord/plan/ny/").status_code == 200
    assert client.get("/skrivebord/plan/2024/tidsplan/").status_code == 200


def test_what_is_done_is_no_task(client: Client, cast: Cast, draft: Plan) -> None:
    draft.sections.update(state="confirmed")
    assert "Alt er klaret" in page(client, cast.secretary)


def test_comments_and_contributions_wait_for_the_secretary(client: Client, cast: Cast, draft: Plan) -> None:
    Comment.objects.create(section=section(draft, "s4"), author_name="Bo", text="Hm", created_at=timezone.now())
    ask(cast, section(draft, "s5"), state="delivered")
    text = page(client, cast.secretary)
    assert "1 afsnit med kommentarer" in text
    assert "1 leverede bidrag" in text


def test_a_contributor_sees_what_is_asked_and_nothing_of_the_plan(client: Client, cast: Cast, draft: Plan) -> None:
    ask(cast, section(draft, "s5"))
    text = page(client, cast.contributor)
    assert "1 afsnit, du er bedt om at bidrage til" in text
    assert "Fremdrift" not in text


@pytest.mark.parametrize("who", ["mayor", "delegate", "director", "chair_of_viborg", "communications"])
def test_a_reader_sees_how_far_the_plan_is(client: Client, cast: Cast, draft: Plan, who: str) -> None:
    text = page(client, getattr(cast, who))
    assert "Fremdrift" in text
    assert "Alt er klaret" in text


@pytest.mark.parametrize("who", ["secretary", "administrator", "contributor", "mayor"])
def test_before_there_is_a_plan_the_page_says_so_much(client: Client, cast: Cast, who: str) -> None:
    assert "Det skal du gøre nu" in page(client, getattr(cast, who))


@pytest.mark.parametrize("who", ["outsider", "former_chair", "former_secretary"])
def test_who_has_nothing_to_do_finds_nothing(client: Client, cast: Cast, who: str) -> None:
    client.force_login(getattr(cast, who))
    assert client.get(ADDRESS).status_code == 404


def test_it_asks_as_often_for_much_as_for_little(client: Client, cast: Cast, draft: Plan) -> None:
    few = _queries(client, cast)
    for number in range(6, 60):
        row = Section.objects.create(plan=draft, key=f"s{number}", heading=f"Afsnit {number}", state="carried")
        Comment.objects.create(section=row, author_name="Bo", text="Hm", created_at=timezone.now())
        ask(cast, row, state="delivered")
    assert _queries(client, cast) == few


def _queries(client: Client, cast: Cast) -> int:
    client.force_login(cast.secretary)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(ADDRESS).status_code == 200
    return len(asked)
