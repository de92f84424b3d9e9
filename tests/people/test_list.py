"""The list of people: who there is, what they hold, how they come in, and which councils lack somebody."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from councils.models import Invitation, Membership, PostHolding, User
from tests.base import Cast, make_person, seat
from tests.people.builders import LIST, at, in_days, invitee, page, send, signed_in, text


@pytest.fixture
def secretary(cast: Cast) -> Client:
    """The secretary's browser."""
    return signed_in(cast.secretary)


def rows(html: str) -> list[str]:
    """What the list says of each."""
    body = html.split("<tbody>")[-1].split("</tbody>")[0]
    return [text("<main>" + row).removeprefix("> ") for row in body.split("<tr>")[1:]]


def said_of(html: str, name: str) -> str:
    """The row of the person of that name."""
    return next(row for row in rows(html) if row.startswith(name))


def test_everybody_is_there_with_what_they_hold_and_how_they_come_in(secretary: Client) -> None:
    html = page(secretary, LIST)
    assert "Formand i Lokalrådet i Viborg" in said_of(html, "Formand i Viborg")
    assert "Forebyggelse" in said_of(html, "Bidragyder")
    assert "Må handle på vegne af Borgmester i Viborg" in said_of(html, "Borgmestersekretariat")
    assert "Administrator" in said_of(html, "Administrator").removeprefix("Administrator")
    assert "Ingen" in said_of(html, "Tidligere formand i Viborg")
    assert "Har konto" in said_of(html, "Sekretær i Viborg")


def test_it_says_who_is_invited_who_has_none_and_whose_is_closed(cast: Cast, secretary: Client) -> None:
    invited, late = invitee(), invitee("Sen", "sen@test.example")
    send(secretary, invited)
    send(secretary, late)
    Invitation.objects.filter(person=late).update(expires_at=timezone.now() - timedelta(days=1))
    make_person("Uden konto")
    User.objects.filter(pk=cast.outsider.pk).update(is_active=False)
    html = page(secretary, LIST)
    assert "Inviteret" in said_of(html, "Ny Sekretær")
    assert "Invitation udløbet" in said_of(html, "Sen")
    assert "Ingen konto" in said_of(html, "Uden konto")
    assert "Konto lukket" in said_of(html, "Uden embede")


def test_the_filters_count_what_they_show(cast: Cast, secretary: Client) -> None:
    make_person("Uden konto")
    html = page(secretary, LIST)
    assert "Ingen konto (1)" in html
    shown = rows(page(secretary, LIST, vis="ingen"))
    assert len(shown) == 1
    assert "Konto lukket (" not in html
    without = rows(page(secretary, LIST, vis="uden-hverv"))
    assert len(without) == 4


@pytest.mark.parametrize(
    "words", ["ØSTERGAARD hans", "østergaard", "borgmester skive", "lokalrådet i herning østergaard"]
)
def test_one_finds_somebody_by_name_function_and_office_in_any_case(cast: Cast, secretary: Client, words: str) -> None:
    seat(make_person("Hans Østergaard", function="Borgmester i Skive"), cast.herning)
    assert len(rows(page(secretary, LIST, q=words))) == 1


def test_a_search_that_finds_nobody_offers_all(secretary: Client) -> None:
    html = page(secretary, LIST, q="findes-ikke")
    assert "Vis alle" in html
    assert 'value="findes-ikke"' in html


def test_a_council_without_a_secretary_comes_first_with_the_way_to_mend_it(cast: Cast, secretary: Client) -> None:
    html = page(secretary, LIST)
    assert html.index("Lokalrådet i Herning har ingen sekretær") < html.index("Alle personer")
    mending = f"{at('seat_new')}?raad=herning&amp;rolle=secretary"
    assert mending in html
    form = page(secretary, mending.replace("&amp;", "&"))
    assert '<option value="secretary" selected>' in form
    assert f'<option value="{cast.herning.pk}" selected>' in form


def test_a_council_whose_secretary_left_yesterday_is_pointed_at_and_who_comes_is_named(
    cast: Cast, secretary: Client
) -> None:
    Membership.objects.filter(person__user=cast.local_secretary).update(ends=in_days(-1))
    seat(make_person("Afløseren"), cast.viborg, "secretary", starts=in_days(20))
    said = text(page(secretary, LIST))
    assert "Lokalrådet i Viborg har ingen sekretær" in said
    assert "Afløseren begynder" in said


def test_without_the_districts_secretary_it_says_what_stops(cast: Cast) -> None:
    Membership.objects.filter(person__user=cast.secretary).update(ends=in_days(-1))
    said = text(page(signed_in(cast.administrator), LIST))
    assert said.index("Kredsrådet i Midt- og Vestjylland har ingen sekretær") < said.index("Lokalrådet i Herning har")
    assert "Uden sekretær kan ingen skrive kredsrådets plan." in said


def test_nothing_is_pointed_at_where_nothing_is_missing(cast: Cast, secretary: Client) -> None:
    seat(make_person("Sekretær i Herning"), cast.herning, "secretary")
    assert "Råd, der mangler nogen" not in page(secretary, LIST)


def test_an_account_of_nobody_is_shown_too(secretary: Client) -> None:
    User.objects.create_superuser("drift@test.example", "x" * 20)
    assert "drift@test.example" in page(secretary, LIST)


def test_it_takes_as_many_queries_however_many_there_are(cast: Cast, secretary: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            page(secretary, LIST)
        return len(asked)

    queries()
    few = queries()
    for number in range(30):
        person = invitee(f"Person {number}", f"p{number}@test.example")
        seat(person, cast.herning)
        PostHolding.objects.create(post=cast.post, person=person)
        Invitation.objects.create(
            person=person, email=person.email, created_at=timezone.now(), expires_at=timezone.now()
        )
    assert queries() == few
