"""From a section to its proposals across the years; and what citizens see of a published plan."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from plans.models import Plan, ProposalAnswer
from plans.publishing.withdrawing import withdraw
from tests.base import Cast, make_plan, publish
from tests.proposals.builders import answered, draft, drafted, sent, signed_in, told

SECTION = "/skrivebord/plan/2023/afsnit/kredsraadet/"
PUBLIC = "/samarbejdsplan/2023/forslag/"


def test_the_sections_page_names_what_named_it_or_ended_there_in_any_year(cast: Cast, plan: Plan) -> None:
    make_plan(cast.district, year=2022)
    sent(cast.viborg, 2022, title="Fra i fjor")
    answered(sent(cast.herning, title="Endte her", kind="new", section_key=""), "accepted")
    sent(cast.herning, title="Om noget andet", section_key="formaend")
    draft(cast.viborg, title="Kun vores")
    shown = told(signed_in(cast.secretary).get(SECTION))
    assert "Forslag til afsnittet" in shown
    assert shown.index("Endte her") < shown.index("Fra i fjor")
    assert "Om noget andet" not in shown
    assert "Kun vores" not in shown


def test_a_council_sees_its_own_there_and_others_once_published(cast: Cast, plan: Plan) -> None:
    sent(cast.viborg, title="Viborgs")
    row = sent(cast.herning, title="Hernings")
    drafted(row, ready=True)
    shown = told(signed_in(cast.chair_of_herning).get(SECTION))
    assert "Hernings" in shown
    assert "Viborgs" not in shown
    assert "Afventer svar" in shown
    assert "– klar" not in shown
    ProposalAnswer.objects.update(sent_at=timezone.now())
    publish(plan)
    assert "Hernings" in told(signed_in(cast.chair_of_viborg).get(SECTION))


def test_what_is_not_answered_stays_the_councils_own_in_a_published_year_too(cast: Cast, plan: Plan) -> None:
    publish(plan)
    answered(sent(cast.herning, title="Skal uddybes", state="returned"), "elaborate")
    head = sent(cast.herning, title="Hovedforslag")
    answered(head)
    sent(cast.herning, title="Besvaret med", merged_into=head)
    shown = told(signed_in(cast.chair_of_viborg).get(SECTION))
    assert "Skal uddybes" not in shown
    assert "Besvaret med" in shown


# Citizens ------------------------------------------------------------------------------------------------------------


def fill(cast: Cast) -> None:
    """One of each kind, of which the first two alone are for citizens."""
    head = sent(cast.viborg, title="Frigivet forslag")
    sent(cast.herning, title="Samlet", merged_into=head)
    answered(head, "accepted", text="Taget med.", released=True, sent_by_name="Sekretær Jensen")
    answered(sent(cast.viborg, title="Afslået"), "rejected", text="Aftalt anderledes.", released=True)
    answered(sent(cast.viborg, title="Ikke frigivet"), "rejected")
    drafted(sent(cast.viborg, title="I kladde"), released=True)
    answered(sent(cast.viborg, title="Skal uddybes", state="returned"), "elaborate", released=True)
    answered(sent(cast.viborg, title="Trukket", state="withdrawn"), "accepted", released=True)


def test_citizens_see_what_was_released_of_a_published_plan_and_no_names(cast: Cast, plan: Plan) -> None:
    fill(cast)
    publish(plan)
    shown = told(Client().get(PUBLIC))
    for words in ("Frigivet forslag", "Lokalrådet i Viborg · Lokalrådet i Herning", "Imødekommet", "Taget med."):
        assert words in shown
    assert 'href="/samarbejdsplan/2023/#kredsraadet">1 Kredsrådet</a>' in shown
    assert "Ikke imødekommet" in shown
    for words in ("Ikke frigivet", "I kladde", "Skal uddybes", "Trukket", "Jensen", "Formand", "To møder"):
        assert words not in shown


def test_a_later_answer_that_is_not_released_takes_it_away(cast: Cast, plan: Plan) -> None:
    row = sent(cast.viborg, title="Frigivet forslag")
    answered(row, "accepted", released=True)
    answered(row, "rejected", text="Alligevel ikke.")
    publish(plan)
    assert "Frigivet forslag" not in told(Client().get(PUBLIC))


def test_before_publication_there_is_no_such_page(cast: Cast, plan: Plan) -> None:
    fill(cast)
    assert Client().get(PUBLIC).status_code == 404


@pytest.mark.parametrize("year", ["2031", "0000", "9999"])
def test_nor_for_a_year_without_a_plan(cast: Cast, year: str) -> None:
    assert Client().get(f"/samarbejdsplan/{year}/forslag/").status_code == 404


def test_nor_for_an_archived_plan(cast: Cast) -> None:
    publish(make_plan(cast.district, origin="archive"))
    assert Client().get(PUBLIC).status_code == 404
    assert "Forslag fra lokalrådene og svar" not in told(Client().get("/samarbejdsplan/2023/"))


def test_a_withdrawn_plan_takes_them_with_it(cast: Cast, plan: Plan) -> None:
    fill(cast)
    withdraw(publish(plan), reason="Fejl i teksten.", actor="S")
    response = Client().get(PUBLIC)
    assert response.status_code == 410
    assert "Frigivet forslag" not in told(response)


def test_the_plans_page_leads_there_and_an_empty_list_says_so(cast: Cast, plan: Plan) -> None:
    publish(plan)
    assert f'href="{PUBLIC}"' in told(Client().get("/samarbejdsplan/2023/"))
    assert "Der er ingen frigivne forslag" in told(Client().get(PUBLIC))


def test_a_section_that_is_no_longer_in_the_plan_is_named_without_a_link(cast: Cast, plan: Plan) -> None:
    answered(sent(cast.viborg), "accepted", released=True, section_key="vaek", section_heading="Et fjernet afsnit")
    publish(plan)
    shown = told(Client().get(PUBLIC))
    assert "Et fjernet afsnit" in shown
    assert "#vaek" not in shown


def test_a_local_leader_proposes_from_the_section_itself(cast: Cast) -> None:
    plan = make_plan(cast.district, year=2024, stage="editing")
    page, link = "/skrivebord/plan/2024/afsnit/naevnet/", "/skrivebord/lokalraad/viborg/forslag/nyt/?afsnit=naevnet"
    chair = signed_in(cast.chair_of_viborg)
    assert link in chair.get(page).content.decode()
    assert "Nævnet har tre medlemmer." in chair.get(link).content.decode()
    for other in (cast.secretary, cast.mayor, cast.communications):
        assert "Foreslå en ændring" not in signed_in(other).get(page).content.decode()
    Plan.objects.filter(pk=plan.pk).update(stage="decision")
    assert "Foreslå en ændring" not in chair.get(page).content.decode()
