"""The local council's own page: what its people do now, and what became of what they proposed."""

from __future__ import annotations

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.formats import date_format

from councils.models import Delegation, Membership
from plans.models import Plan
from tests.base import Cast, make_account, make_plan, publish
from tests.proposals.builders import VIBORG, answered, dates, draft, drafted, in_days, own_page, sent, signed_in, told


def page(cast: Cast) -> str:
    """The page as the chair sees it."""
    return told(signed_in(cast.chair_of_viborg).get(VIBORG))


def test_it_says_who_one_is_and_until_when_proposals_are_taken(cast: Cast, plan: Plan) -> None:
    dates(plan)
    shown = page(cast)
    assert "du er formand" in shown
    assert f"slutter {date_format(in_days(20), 'j. F Y')}, om 20 dage" in shown
    assert "Ingen forslag endnu." in shown


def test_what_was_proposed_stands_with_its_status_and_where_it_ended(cast: Cast, plan: Plan) -> None:
    answered(sent(cast.viborg, title="Med i planen"), "accepted")
    answered(sent(cast.viborg, title="Ikke med"), "rejected")
    sent(cast.viborg, title="Venter")
    draft(cast.viborg, title="Påbegyndt")
    shown = page(cast)
    assert 'href="/skrivebord/plan/2023/afsnit/kredsraadet/">Kredsrådet</a>' in shown
    for words in ("Imødekommet", "Ikke imødekommet", "Læs begrundelsen", "Afventer svar", "Kladde", "Påbegyndt"):
        assert words in shown


def test_a_drafted_answer_is_nothing_that_the_council_sees(cast: Cast, plan: Plan) -> None:
    row = sent(cast.viborg)
    drafted(row, ready=True, text="Hemmeligt svar", internal_note="Hemmelig note")
    for shown in (page(cast), told(signed_in(cast.chair_of_viborg).get(own_page(row)))):
        assert "Afventer svar" in shown
        assert "Hemmelig" not in shown
        assert "Ikke imødekommet –" not in shown
        assert "lagt klar" not in shown


def test_earlier_years_stand_below(cast: Cast, plan: Plan) -> None:
    answered(sent(cast.viborg, 2023, title="Fra i fjor"), "partly")
    make_plan(cast.district, year=2024)
    shown = page(cast)
    assert shown.index("Vores forslag til plan 2024") < shown.index("Forslag til plan 2023") < shown.index("Fra i fjor")


def test_after_the_deadline_it_says_where_new_ones_go(cast: Cast, plan: Plan) -> None:
    dates(plan, collecting_from=-60, proposals_due=-1, hearing_from=10)
    shown = page(cast)
    assert f"sluttede {date_format(in_days(-1), 'j. F Y')}. Nye forslag gemmes til plan 2024." in shown
    assert f"Høringen begynder {date_format(in_days(10), 'j. F Y')}." in shown


def test_what_is_to_be_done_stands_at_the_top(cast: Cast, plan: Plan) -> None:
    dates(plan)
    assert "1 svar om forslag til planen for 2023 mangler" in page(cast)
    returned = sent(cast.viborg, title="Arrangører", state="returned")
    answered(returned, "elaborate", text="Hvilke?")
    shown = page(cast)
    assert "1 forslag skal uddybes: »Arrangører«" in shown
    assert "svar om forslag" not in shown
    draft(cast.viborg)
    assert "1 forslag er ikke sendt" in page(cast)


def test_the_secretary_reads_what_was_sent_and_nothing_else(cast: Cast, plan: Plan) -> None:
    draft(cast.viborg, title="Kun vores")
    sent(cast.viborg, title="Sendt til alle")
    shown = told(signed_in(cast.secretary).get(VIBORG))
    assert "Sendt til alle" in shown
    assert "Kun vores" not in shown
    assert "Nyt forslag" not in shown
    assert "Det skal du gøre nu" not in shown


def test_a_reading_delegate_reads_and_writes_nothing(cast: Cast, plan: Plan) -> None:
    reader = make_account("laeser@test.example", "Læser")
    seat = Membership.objects.get(person=cast.chair_of_viborg.person)
    Delegation.objects.create(membership=seat, delegate=reader.person, scope="read")
    row = draft(cast.viborg)
    client = signed_in(reader)
    assert client.get(VIBORG).status_code == client.get(own_page(row)).status_code == 200
    assert client.post(own_page(row), {}).status_code == 403
    assert client.get(f"{VIBORG}forslag/nyt/").status_code == 403


def test_what_was_merged_is_told_with_the_heads_answer(cast: Cast, plan: Plan) -> None:
    head = sent(cast.herning)
    row = sent(cast.viborg, merged_into=head)
    assert "Behandles sammen med 2023-01" in page(cast)
    answered(head, "partly", text="Fælles svar.")
    assert "Delvist imødekommet" in page(cast)
    shown = told(signed_in(cast.chair_of_viborg).get(own_page(row)))
    assert "Fælles svar." in shown
    assert "besvares sammen med forslag 2023-01" in shown


def test_there_is_no_page_of_the_district_or_of_nobody(cast: Cast, plan: Plan) -> None:
    client = signed_in(cast.secretary)
    for slug in ("kredsraadet", "findes-ikke"):
        assert client.get(f"/skrivebord/lokalraad/{slug}/").status_code == 404


def test_the_page_takes_as_many_queries_for_much_as_for_little(cast: Cast, plan: Plan) -> None:
    client = signed_in(cast.chair_of_viborg)
    answered(sent(cast.viborg))
    sent(cast.viborg, 2022)
    client.get(VIBORG)
    with CaptureQueriesContext(connection) as few:
        client.get(VIBORG)
    head = sent(cast.herning)
    for year in (2021, 2022, 2023):
        for _ in range(4):
            answered(sent(cast.viborg, year))
            sent(cast.viborg, year, merged_into=head)
    with CaptureQueriesContext(connection) as many:
        client.get(VIBORG)
    assert len(many) <= len(few) + 2  # what was merged has its heads' answers read, once


def test_after_publication_the_year_leads_to_the_plan(cast: Cast, plan: Plan) -> None:
    answered(sent(cast.viborg), "accepted")
    publish(plan)
    make_plan(cast.district, year=2024)
    assert 'href="/samarbejdsplan/2023/"' in page(cast)


def test_where_it_ended_is_no_link_before_the_years_plan_is_started(cast: Cast, plan: Plan) -> None:
    row = sent(cast.viborg, 2031)
    answered(row, "accepted")
    for shown in (page(cast), told(signed_in(cast.chair_of_viborg).get(own_page(row)))):
        assert "Kredsrådet" in shown
        assert "/skrivebord/plan/2031/" not in shown
