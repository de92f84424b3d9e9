"""The page that says whether the plan can go on: everything that keeps it back, advice, and what is in order."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from plans.models import Assignment, Comment, Plan, Revision, Timetable
from tests.base import Cast, publish, section
from tests.deciding.builders import give, to_decision
from tests.hearing.builders import in_days, page, plan_in_hearing, remarked, sent, signed_in, sound_plan, told
from tests.proposals.builders import sent as proposed

PAGE = "/skrivebord/plan/2024/kan-godkendes/"


def shown(user: Any) -> str:
    """The page as the account sees it."""
    return told(signed_in(user).get(PAGE))


def test_nothing_in_the_way_is_said_and_leads_to_the_step(cast: Cast) -> None:
    sound_plan(cast)
    html = shown(cast.secretary)
    assert "Kan planen sendes i høring?" in html
    assert "Ja, intet spærrer nu" in html
    assert f'href="{page("stage", 2024)}?til=hearing"' in html
    assert "1 ting skal løses før beslutning." in html
    assert "Alle forslag er besvaret" in html.partition("I orden")[2]


def test_reasons_are_grouped_counted_and_lead_to_where_they_are_mended(cast: Cast) -> None:
    plan = sound_plan(cast)
    plan.sections.filter(key__in=("vold", "naevnet")).update(state="carried")
    Timetable.objects.update(hearing_due=None)
    html = shown(cast.secretary)
    assert "Nej, ikke endnu. 4 ting spærrer" in html
    assert "3 skal løses nu" in html
    assert "Før høring: 2 afsnit" in html
    assert "Før høring: fristen" in html
    assert "Før beslutning: høringen" in html
    assert 'href="/skrivebord/plan/2024/afsnit/vold/"' in html
    assert "Bekræft teksten, eller skriv den om." in html
    assert "Ret det første" in html


@pytest.mark.parametrize("who", ["mayor", "communications", "chair_of_viborg"])
def test_readers_see_it_without_the_buttons(cast: Cast, who: str) -> None:
    plan = sound_plan(cast)
    assert "?til=" not in shown(getattr(cast, who))
    plan.sections.filter(key="vold").update(state="carried")
    html = shown(getattr(cast, who))
    assert "»1 Vold i nattelivet«" in html
    assert "Ret det første" not in html
    assert "Gå til 1" not in html


def test_readers_are_not_told_what_other_councils_have_sent(cast: Cast) -> None:
    plan = plan_in_hearing(cast)
    proposed(cast.viborg, 2024, title="Nyt fra Viborg")
    remarked(plan, cast.viborg, cast.chair_of_viborg)
    sent(plan, cast.viborg, cast.chair_of_viborg, "")
    assert "»Nyt fra Viborg«" in shown(cast.secretary)
    html = shown(cast.chair_of_herning)
    assert "Nyt fra Viborg" not in html
    assert "Bemærkningen fra" not in html
    assert "Forslag fra lokalråd er ikke besvaret." in html
    assert "Høringssvar fra lokalråd er ikke besvaret." in html


def test_readers_are_not_told_who_has_remarks(cast: Cast, plan: Plan) -> None:
    give(to_decision(plan, cast), cast.mayor, "remarks", remarks="Det er for lidt.")
    for address in (PAGE.replace("2024", "2023"), "/skrivebord/plan/2023/offentliggoer/"):
        asked = "Bemærkningerne fra borgmester i Viborg"
        assert asked in told(signed_in(cast.secretary).get(address))
        html = told(signed_in(cast.chair_of_herning).get(address))
        assert asked not in html
        assert "Bemærkninger fra underskrivere er ikke besvaret." in html


def test_what_keeps_nothing_back_is_advice(cast: Cast) -> None:
    plan, now = sound_plan(cast), timezone.now()
    row = section(plan, "vold")
    Comment.objects.create(section=row, author_name="Bo", text="Hm", created_at=now)
    Assignment.objects.create(
        section=row, post=cast.post, due=in_days(3), assigned_at=now, assigned_by_name="S", state="delivered"
    )
    Revision.objects.create(
        section=row, kind="set_aside", base_version=1, author_name="Bo", saved_at=now, state="rewritten"
    )
    html = shown(cast.secretary)
    assert "Ja, intet spærrer nu" in html
    advice = html.partition("Anbefalinger")[2]
    for words in (
        "1 afsnit har åbne kommentarer",
        "1 afsnit har bidrag, der ikke er overtaget",
        "1 afsnit har en tekst, der ikke er kommet med",
    ):
        assert words in advice


def test_in_hearing_it_says_what_the_decision_waits_for(cast: Cast) -> None:
    plan = plan_in_hearing(cast)
    sent(plan, cast.viborg, cast.chair_of_viborg)
    html = shown(cast.secretary)
    assert "Kan planen sendes til beslutning?" in html
    assert "1 lokalråd har ikke svaret" in html
    assert "Høringssvaret fra Lokalrådet i Viborg er ikke besvaret." in html


def test_in_the_decision_it_says_what_publication_waits_for(cast: Cast) -> None:
    plan = plan_in_hearing(cast)
    sent(plan, cast.viborg, cast.chair_of_viborg, "")
    sent(plan, cast.herning, cast.chair_of_herning, "")
    signed_in(cast.secretary).post(page("stage", 2024), {"fra": "hearing", "til": "decision"})
    html = shown(cast.secretary)
    assert "Kan planen offentliggøres?" in html
    assert "Rådets beslutning er ikke noteret." in html


def test_while_proposals_are_collected_the_hearing_comes_after(cast: Cast) -> None:
    plan = sound_plan(cast)
    plan.sections.filter(key="vold").update(state="carried")
    Plan.objects.update(stage="collecting")
    html = shown(cast.secretary)
    assert "Kan redigeringen begynde?" in html
    assert "1 ting skal løses før høring." in html
    assert "Før høring: 1 afsnit" in html


def test_a_published_plan_has_nothing_to_check(cast: Cast) -> None:
    publish(sound_plan(cast))
    assert "Der er ikke noget at kontrollere." in shown(cast.secretary)


def test_a_signatory_without_a_title_is_advice(cast: Cast) -> None:
    sound_plan(cast)
    cast.director.person.memberships.update(title="")
    assert "1 underskriver har ingen titel i registret" in shown(cast.secretary)


def test_it_is_not_for_strangers(cast: Cast) -> None:
    sound_plan(cast)
    assert signed_in(cast.outsider).get(PAGE).status_code == 404
    assert signed_in(cast.contributor).get(PAGE).status_code == 404
