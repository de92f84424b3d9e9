"""The whole draft as the web page that it will be, under a band that says UDKAST."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from plans.models import Edition, Plan, Section
from plans.publishing.freezing import freeze
from plans.publishing.html import render_article
from tests.base import Cast, make_flat_plan, publish

PAGE, PDF = "/skrivebord/plan/2024/udkast/", "/skrivebord/plan/2024/udkast.pdf"
READERS = ("secretary", "mayor", "delegate", "director", "communications", "chair_of_viborg", "local_secretary")


def page(client: Client, user: object) -> str:
    """The preview as the account sees it."""
    client.force_login(user)  # type: ignore[arg-type]
    return client.get(PAGE).content.decode()


@pytest.mark.parametrize("who", READERS)
def test_who_may_read_the_draft_reads_it_whole(client: Client, cast: Cast, draft: Plan, who: str) -> None:
    html = page(client, getattr(cast, who))
    assert '<div class="draft-band" role="region" aria-label="Udkast">' in html
    assert "Nævnet har tre medlemmer." in html


def test_it_is_kept_by_no_cache_and_no_search_engine(client: Client, cast: Cast, draft: Plan) -> None:
    client.force_login(cast.mayor)
    answer = client.get(PAGE)
    assert {"private", "no-store"} <= set(answer["Cache-Control"].split(", "))
    assert '<meta name="robots" content="noindex">' in answer.content.decode()


def test_the_article_is_the_one_that_would_be_published(client: Client, cast: Cast, draft: Plan) -> None:
    html = page(client, cast.secretary)
    assert render_article(freeze(draft, on=timezone.localdate()).content) in html
    edition = publish(draft)
    assert Edition.objects.get(pk=edition.pk).html in html


def test_the_menu_leads_to_every_section(client: Client, cast: Cast, draft: Plan) -> None:
    html = page(client, cast.secretary)
    menu = html.partition('class="toc__wide"')[2].partition("</nav>")[0]
    for key in ("forord", "kredsraadet", "formaend", "aftalen", "naevnet"):
        assert f'href="#{key}"' in menu
        assert f'id="{key}"' in html


def test_links_that_lead_nowhere_are_named_with_their_section(client: Client, cast: Cast, draft: Plan) -> None:
    assert "Links, der ikke fører nogen steder hen" not in page(client, cast.secretary)
    Section.objects.filter(key="naevnet").update(text='<p>Se <a href="#vaek">det</a>.</p>')
    html = page(client, cast.secretary)
    assert "Links, der ikke fører nogen steder hen" in html
    assert re.search(r'<a href="#naevnet">Afsnittet »4.1 Nævnet« henviser til et afsnit, der ikke findes: #vaek', html)


def test_sections_that_were_removed_are_not_in_it(client: Client, cast: Cast, draft: Plan) -> None:
    Section.objects.filter(key="naevnet").update(removed_at=timezone.now())
    assert "Nævnet har tre medlemmer." not in page(client, cast.secretary)


def test_a_plan_without_sections_says_so(client: Client, cast: Cast, draft: Plan) -> None:
    Section.objects.update(removed_at=timezone.now())
    assert "Planen har ingen afsnit endnu." in page(client, cast.secretary)


@pytest.mark.parametrize("fields", [{"stage": "published"}, {"origin": "archive"}])
def test_what_is_no_draft_is_read_where_it_is_published(
    client: Client, cast: Cast, draft: Plan, fields: dict[str, str]
) -> None:
    Plan.objects.update(**fields)
    client.force_login(cast.secretary)
    assert client.get(PAGE)["Location"] == "/samarbejdsplan/2024/"
    assert client.get(PDF)["Location"] == "/samarbejdsplan/2024.pdf"


# The door ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["outsider", "former_chair", "former_secretary", "contributor", "administrator"])
@pytest.mark.parametrize("address", [PAGE, PDF])
def test_others_find_nothing(client: Client, cast: Cast, draft: Plan, who: str, address: str) -> None:
    client.force_login(getattr(cast, who))
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("address", [PAGE, PDF])
def test_a_stranger_is_sent_to_sign_in(client: Client, draft: Plan, address: str) -> None:
    assert client.get(address)["Location"].startswith("/konto/log-ind/")


@pytest.mark.parametrize("address", [PAGE, PDF])
def test_it_is_only_read(client: Client, cast: Cast, draft: Plan, address: str) -> None:
    client.force_login(cast.secretary)
    assert client.post(address).status_code == 405


@pytest.mark.parametrize("address", ["/skrivebord/plan/2031/udkast/", "/skrivebord/plan/2031/udkast.pdf"])
def test_a_year_without_a_plan_has_no_preview(client: Client, cast: Cast, draft: Plan, address: str) -> None:
    client.force_login(cast.secretary)
    assert client.get(address).status_code == 404


def test_it_asks_as_often_for_many_sections_as_for_few(client: Client, cast: Cast) -> None:
    client.force_login(cast.secretary)
    counts = []
    for year, count in ((2024, 3), (2025, 60)):
        make_flat_plan(cast.district, count=count, year=year)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(f"/skrivebord/plan/{year}/udkast/").status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]
