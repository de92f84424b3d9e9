"""The secretary's list: who has and has not answered."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from councils.models import Post, PostHolding
from plans.models import Assignment, Comment, Plan
from tests.base import Cast, make_account, make_flat_plan, make_person, section
from tests.contributing.builders import ask, delivered, in_days, signed_in, told

ADDRESS = "/skrivebord/plan/2023/bidrag/"


@pytest.fixture
def asked(cast: Cast, plan: Plan) -> Plan:
    """One contribution of each standing, and two that wait."""
    ask(plan, "forord", cast.post, due=in_days(-1))
    ask(plan, "kredsraadet", cast.post, due=in_days(0))
    ask(plan, "kredsraadet", cast.mayor, due=in_days(3))
    delivered(plan, "formaend", cast.post)
    ask(plan, "lokalraadene", cast.post, state="unchanged")
    ask(plan, "aftalen", cast.mayor, state="taken")
    ask(plan, "naevnet", cast.mayor, state="withdrawn")
    return plan


def shown(page: str) -> list[str]:
    """The sections listed, in order."""
    return re.findall(r'<th scope="row"> <a href="[^"]*">([^<]*)</a>', page)


def test_each_row_says_how_it_stands_in_words(cast: Cast, asked: Plan) -> None:
    page = told(signed_in(cast.secretary).get(ADDRESS))
    assert "3 af 6 modtaget" in page
    for words in ("Ikke modtaget", "Afventer", "Tekst leveret", "Ingen ændringer", "Tekst overtaget"):
        assert f"</svg>{words}</span>" in page
    assert 'Forebyggelse <span class="weak">· 2 af 4 modtaget' in page
    assert "Trukket tilbage</span>" not in page


@pytest.mark.parametrize(
    ("value", "label", "rows"),
    [
        ("", "Alle (6)", ["Forord", "1 Kredsrådet", "2 Lokalrådene", "2.1 Formænd", "1 Kredsrådet", "3 Aftalen"]),
        ("ikke-modtaget", "Ikke modtaget efter frist (1)", ["Forord"]),
        ("afventer", "Afventer (2)", ["1 Kredsrådet", "1 Kredsrådet"]),
        ("leveret", "Tekst leveret (1)", ["2.1 Formænd"]),
        ("ingen-aendringer", "Ingen ændringer (1)", ["2 Lokalrådene"]),
        ("overtaget", "Tekst overtaget (1)", ["3 Aftalen"]),
        ("trukket-tilbage", "Trukket tilbage (1)", ["4.1 Nævnet"]),
    ],
)
def test_a_filter_shows_as_many_rows_as_it_says(
    cast: Cast, asked: Plan, value: str, label: str, rows: list[str]
) -> None:
    page = told(signed_in(cast.secretary).get(ADDRESS, {"vis": value}))
    assert f'aria-current="true">{label}</a>' in page
    assert sorted(shown(page)) == sorted(rows)


def test_by_section_the_rows_stand_in_the_order_of_the_plan(cast: Cast, asked: Plan) -> None:
    page = told(signed_in(cast.secretary).get(ADDRESS, {"efter": "afsnit"}))
    assert shown(page) == ["Forord", "1 Kredsrådet", "1 Kredsrådet", "2 Lokalrådene", "2.1 Formænd", "3 Aftalen"]


def test_an_empty_filter_leads_back_to_all(cast: Cast, plan: Plan) -> None:
    ask(plan, "naevnet", cast.post)
    assert "Vis alle" in told(signed_in(cast.secretary).get(ADDRESS, {"vis": "leveret"}))


@pytest.mark.parametrize("query", [{"vis": "\x00"}, {"vis": "findes ikke", "efter": "x"}])
def test_a_filter_that_is_none_shows_all(cast: Cast, asked: Plan, query: dict[str, str]) -> None:
    assert "Alle (6)" in told(signed_in(cast.secretary).get(ADDRESS, query))


def test_with_nobody_asked_it_says_what_to_do_first(cast: Cast, plan: Plan) -> None:
    assert "Ingen er bedt om bidrag endnu" in told(signed_in(cast.secretary).get(ADDRESS))


def test_a_removed_section_is_listed_no_more(cast: Cast, asked: Plan) -> None:
    row = section(asked, "forord")
    row.removed_at = timezone.now()
    row.save()
    assert "Forord" not in told(signed_in(cast.secretary).get(ADDRESS))


def test_an_unanswered_question_is_shown(cast: Cast, asked: Plan) -> None:
    row = Assignment.objects.filter(section__key="forord").get()
    Comment.objects.create(
        section=row.section, assignment=row, author_name="B", text="Hvad?", created_at=timezone.now()
    )
    assert "</svg>Spørgsmål</span>" in told(signed_in(cast.secretary).get(ADDRESS))


def test_readers_may_not_and_strangers_find_nothing(cast: Cast, asked: Plan) -> None:
    codes = {
        user.email: signed_in(user).get(ADDRESS).status_code
        for user in (cast.mayor, cast.contributor, cast.outsider, cast.administrator, cast.former_secretary)
    }
    assert list(codes.values()) == [403, 404, 404, 404, 404]


@pytest.mark.parametrize("path", ["", "nyt/", "paamind/", "som-sidste-aar/", "{pk}/"])
def test_the_pages_take_as_many_queries_for_many_as_for_few(cast: Cast, path: str) -> None:
    plan = make_flat_plan(cast.district, count=40)
    client = signed_in(cast.secretary)
    row = ask(plan, "s1", cast.post, reminded_at=timezone.now() - timedelta(days=9))
    ask(plan, "s2", make_person("Uden konto"))
    few = _queries(client, ADDRESS + path.format(pk=row.pk))
    for n in range(3, 40):
        post = Post.objects.create(name=f"Funktion {n}", slug=f"funktion-{n}")
        ask(plan, f"s{n}", post if n % 2 else make_person(f"Person {n}"))
        PostHolding.objects.create(post=post, person=make_account(f"p{n}@test.example", f"Konto {n}").person)
    assert _queries(client, ADDRESS + path.format(pk=row.pk)) == few


def _queries(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)
