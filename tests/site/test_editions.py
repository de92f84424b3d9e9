"""The plan's pages when there are several editions, and when one may no longer be read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from councils.models import Council
from plans.models import Edition, Plan, Section
from plans.publishing.withdrawing import ask_blocking, confirm_blocking, withdraw
from tests.base import Cast, make_flat_plan, make_plan, publish
from tests.site.test_pages import canonical

pytestmark = pytest.mark.django_db
NOTE = "Titlen på Thisteds borgmester manglede."


def body(address: str, status: int = 200) -> str:
    """The page at the address, which answers with the status."""
    response = Client().get(address)
    assert response.status_code == status
    return response.content.decode()


@pytest.fixture
def corrected(plan: Plan) -> Edition:
    """The plan in two editions; gives the second."""
    publish(plan)
    Section.objects.filter(plan=plan, key="naevnet").update(text="<p>Nævnet har fire medlemmer.</p>")
    return publish(plan, note=NOTE)


def test_first_edition_is_current(plan: Plan) -> None:
    """A native plan's edition is the one in force."""
    publish(plan)
    html = body("/samarbejdsplan/2023/")
    assert "1. udgave (gældende)" in html
    assert "Vi arbejder sammen." in html


def test_correction_is_told_at_the_top(corrected: Edition) -> None:
    """The year's address shows the second edition, and what it corrects."""
    html = body("/samarbejdsplan/2023/")
    assert "2. udgave (gældende)" in html
    assert "Rettet i 2. udgave:" in html
    assert NOTE in html


def test_superseded_edition_warns_and_points_on(corrected: Edition) -> None:
    """The first edition keeps its address and says what took its place."""
    html = body("/samarbejdsplan/2023/udgave/1/")
    assert "Denne udgave er erstattet" in html
    assert "1. udgave (erstattet)" in html
    assert '<a href="/samarbejdsplan/2023/">2. udgave af 8. februar 2023</a>' in html
    assert canonical(html) == "/samarbejdsplan/2023/udgave/1/"


def test_archive_lists_all_editions(corrected: Edition) -> None:
    """Each with its status, its correction and its PDF."""
    html = body("/samarbejdsplan/arkiv/")
    assert html.index("2. udgave") < html.index("1. udgave")
    assert "Gældende" in html
    assert "Erstattet" in html
    assert NOTE in html


def test_withdrawn_edition_shows_reason_and_no_text(plan: Plan) -> None:
    """Page and PDF alike answer 410."""
    edition = publish(plan)
    withdraw(edition, reason="Afsnit 2 var ikke behandlet.", actor="Sekretæren")
    for address in ["/samarbejdsplan/2023/", "/samarbejdsplan/2023/udgave/1/", "/samarbejdsplan/2023.pdf"]:
        html = body(address, 410)
        assert "Udgaven er tilbagekaldt" in html
        assert "Afsnit 2 var ikke behandlet." in html
        assert "Vi arbejder sammen." not in html


def test_earlier_edition_is_read_again_when_a_correction_is_withdrawn(corrected: Edition) -> None:
    """The newest edition that still stands is the year's plan."""
    withdraw(corrected, reason="Rettelsen var forkert.", actor="Sekretæren")
    assert "1. udgave (gældende)" in body("/samarbejdsplan/2023/")
    assert "Denne udgave er erstattet" not in body("/samarbejdsplan/2023/udgave/1/")
    assert "Tilbagekaldt" in body("/samarbejdsplan/arkiv/")


def test_blocked_edition_leaves_a_tombstone(plan: Plan) -> None:
    """Text and file are gone everywhere; the reason and the digest stay."""
    edition = publish(plan)
    digest = edition.digest
    ask_blocking(edition, reason="Personoplysninger i afsnit 2.", actor="Sekretæren")
    assert "Vi arbejder sammen." in body("/samarbejdsplan/2023/")
    confirm_blocking(edition, actor="Administratoren")
    html = body("/samarbejdsplan/2023/", 410)
    assert "Udgaven er blokeret" in html
    assert "Personoplysninger i afsnit 2." in html
    assert digest[:16] in html
    assert Client().get("/samarbejdsplan/2023/udgave/1.pdf").status_code == 410
    assert "Vi arbejder sammen." not in body("/")
    assert "Årets plan er på vej" in body("/")


def test_local_plan_has_its_own_addresses(cast: Cast) -> None:
    """Below the local council's page, and never among the district's plans."""
    publish(make_plan(cast.viborg, title="Lokal samarbejdsplan 2023"))
    assert "Lokal samarbejdsplan 2023" in body("/lokalraad/viborg/samarbejdsplan/2023/")
    assert "Lokal samarbejdsplan 2023" in body("/lokalraad/viborg/samarbejdsplan/2023/udgave/1/")
    assert Client().get("/lokalraad/viborg/samarbejdsplan/2023.pdf").status_code == 200
    assert "Lokal samarbejdsplan 2023" in body("/lokalraad/viborg/")
    body("/samarbejdsplan/2023/", 404)
    body("/lokalraad/herning/samarbejdsplan/2023/", 404)


def test_hidden_local_council_hides_its_plans(cast: Cast) -> None:
    """The publication switch of the council holds for its plans' pages and files."""
    publish(make_plan(cast.viborg))
    Council.objects.filter(pk=cast.viborg.pk).update(public=False)
    body("/lokalraad/viborg/samarbejdsplan/2023/", 404)
    body("/lokalraad/viborg/samarbejdsplan/2023.pdf", 404)


@pytest.mark.parametrize("address", ["/samarbejdsplan/2023/", "/samarbejdsplan/2023/udgave/1/", "/samarbejdsplan/"])
def test_plan_page_takes_three_queries(
    cast: Cast, address: str, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    """However many sections and editions there are."""
    publish(make_flat_plan(cast.district, count=60))
    publish(make_plan(cast.district, year=2022))
    with django_assert_max_num_queries(3):
        assert Client().get(address).status_code == 200


def test_plan_pdf_takes_two_queries(plan: Plan, django_assert_max_num_queries: Callable[..., Any]) -> None:
    """The list of editions, and the file."""
    publish(plan)
    with django_assert_max_num_queries(2):
        assert Client().get("/samarbejdsplan/2023.pdf").status_code == 200
