"""Functions outside the councils, and who holds them."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from councils import permissions
from councils.models import Organisation, Post, PostHolding
from tests.base import Cast, make_person
from tests.people.builders import at, in_days, page, signed_in, text


@pytest.fixture
def secretary(cast: Cast) -> Client:
    """The secretary's browser."""
    return signed_in(cast.secretary)


def test_a_new_function_is_given_to_somebody(cast: Cast, secretary: Client) -> None:
    unit = Organisation.objects.create(name="Færdsel", slug="faerdsel", sector="police")
    sent = {"name": "Færdselsafdelingen", "duty": "contributor", "organisation": unit.pk}
    assert secretary.post(at("post_new"), sent)["Location"] == at("post_edit", "faerdselsafdelingen")
    post = Post.objects.get(slug="faerdselsafdelingen")
    assert post.organisation == unit
    sent = {"post": post.pk, "person": cast.outsider.person.pk, "starts": in_days(0).isoformat()}
    assert secretary.post(at("holding_new"), sent)["Location"] == at("person", "uden-embede")
    assert permissions.may_use_desk_on(cast.outsider)


def test_communications_read_the_districts_draft(cast: Cast, secretary: Client) -> None:
    secretary.post(at("post_edit", "forebyggelse"), {"name": "Forebyggelse", "duty": "communications"})
    assert permissions.reads_drafts_of_council(cast.contributor, cast.district)


def test_a_name_is_used_once(secretary: Client) -> None:
    html = secretary.post(at("post_new"), {"name": "Forebyggelse", "duty": "contributor"}).content.decode()
    assert "Der er allerede en funktion med det navn." in html.split('id="id_name_error"')[1][:200]


def test_its_page_says_who_holds_it_who_will_and_who_did(cast: Cast, secretary: Client) -> None:
    for name, days in (("Kommende", (10, None)), ("Tidligere", (-20, -10))):
        starts, ends = (in_days(day) if day is not None else None for day in days)
        PostHolding.objects.create(post=cast.post, person=make_person(name), starts=starts, ends=ends)
    said = text(page(secretary, at("post_edit", "forebyggelse")))
    assert said.index("Bidragyder") < said.index("Kommende") < said.index("Tidligere")
    assert "Begynder senere" in said
    assert "Ophørt" in said


def test_the_list_says_which_nobody_holds(cast: Cast, secretary: Client) -> None:
    Post.objects.create(name="Ubesat", slug="ubesat")
    said = text(page(secretary, at("posts")))
    assert "Ubesat Bidrager til planen Ingen" in said
    assert "Forebyggelse Bidrager til planen Bidragyder" in said


def test_an_empty_list_says_what_comes_there(secretary: Client) -> None:
    PostHolding.objects.all().delete()
    Post.objects.all().delete()
    assert "Ingen funktioner endnu" in page(secretary, at("posts"))


def test_holding_it_ends_on_a_day(cast: Cast, secretary: Client) -> None:
    row = cast.contributor.person.holdings.get()
    back = at("post_edit", "forebyggelse")
    answer = secretary.post(at("holding_end", row.pk), {"ends": in_days(-1).isoformat(), "next": back})
    assert answer["Location"] == back
    assert not permissions.may_use_desk_on(cast.contributor)
    assert PostHolding.objects.filter(pk=row.pk).exists()


def test_holding_it_twice_in_the_same_days_is_refused(cast: Cast, secretary: Client) -> None:
    sent = {"post": cast.post.pk, "person": cast.contributor.person.pk, "starts": in_days(0).isoformat()}
    html = secretary.post(at("holding_new"), sent).content.decode()
    assert "Personen varetager allerede funktionen i perioden." in html


def test_the_days_of_holding_are_corrected(cast: Cast, secretary: Client) -> None:
    row = cast.contributor.person.holdings.get()
    secretary.post(at("holding", row.pk), {"starts": "2024-05-01", "ends": ""})
    row.refresh_from_db()
    assert (row.starts, row.ends, row.post) == (date(2024, 5, 1), None, cast.post)


def test_the_list_takes_as_many_queries_however_many_there_are(cast: Cast, secretary: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            page(secretary, at("posts"))
        return len(asked)

    queries()
    few = queries()
    for number in range(20):
        post = Post.objects.create(name=f"Funktion {number}", slug=f"f{number}")
        PostHolding.objects.create(post=post, person=make_person(f"Person {number}"))
    assert queries() == few
