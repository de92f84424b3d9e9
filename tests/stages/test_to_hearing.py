"""From editing to hearing."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.utils import timezone

from councils.models import Delegation
from plans import stages
from plans.models import Hearing, Plan, Timetable
from plans.publishing.freezing import freeze
from plans.saving import Author
from plans.workflow import IllegalTransition
from tests.base import Cast, make_account, make_plan, outbox, publish, section
from tests.hearing.builders import hearing_of, in_days, page, signed_in, sound_plan, told
from tests.stages.builders import logged, stage_of, step


@pytest.fixture
def plan(cast: Cast) -> Plan:
    """A plan in editing with nothing left to mend."""
    return sound_plan(cast)


def test_the_page_says_to_whom_it_is_told_and_whom_no_mail_reaches(cast: Cast, plan: Plan) -> None:
    cast.chair_of_herning.person.memberships.update(ends=in_days(-1))
    shown = told(signed_in(cast.secretary).get(page("stage", 2024) + "?til=hearing"))
    assert "Lokalrådet i Viborg" in shown.partition("Hvem får besked?")[2].partition("Får ingen mail")[0]
    assert "Lokalrådet i Herning" in shown.partition("Får ingen mail")[2]
    assert outbox() == []


def test_a_snapshot_is_kept_logged_and_told_to_each_councils_members(cast: Cast, plan: Plan) -> None:
    frozen = freeze(plan, on=timezone.localdate())
    answer = step(cast.secretary, plan, "hearing")
    assert answer.url == page("hearing", 2024)
    hearing = hearing_of(plan)
    assert (hearing.digest, hearing.due, hearing.opened_by_name) == (frozen.digest, in_days(10), "Sekretær")
    assert json.loads(hearing.content) == frozen.content
    assert logged(plan, "hearing") == [f"Høringen er åbnet, kontrolsum {frozen.digest}"]
    assert {email.to[0] for email in outbox()} == {
        cast.chair_of_viborg.email,
        cast.local_secretary.email,
        cast.chair_of_herning.email,
    }
    letter = outbox(to=cast.chair_of_herning)[0].message
    assert page("response", "herning", 2024) in letter
    assert "viborg" not in letter


def test_editing_goes_on_and_the_snapshot_stays(cast: Cast, plan: Plan) -> None:
    step(cast.secretary, plan, "hearing")
    data = {"base": "1", "heading": "Vold", "text": "<p>Nyt.</p>", "note": ""}
    signed_in(cast.secretary).post("/skrivebord/plan/2024/afsnit/vold/gem/", data)
    assert section(plan, "vold").text == "<p>Nyt.</p>"
    assert "Volden falder." in hearing_of(plan).content


def set_due(plan: Plan, days: int | None) -> None:
    """Another date for responses, or none."""
    Timetable.objects.filter(plan=plan).update(hearing_due=None if days is None else in_days(days))


REFUSALS = {
    "carried": (lambda plan: plan.sections.filter(key="vold").update(state="carried"), "»1 Vold i nattelivet«: Videre"),
    "empty": (
        lambda plan: plan.sections.filter(key="vold").update(text=""),
        "nattelivet«: Afsnittet er tomt",
    ),
    "links": (
        lambda plan: plan.sections.filter(key="vold").update(text='<p><a href="#vaek">x</a></p>'),
        "henviser til et afsnit, der ikke findes: #vaek",
    ),
    "letters": (lambda plan: plan.sections.filter(key="vold").update(text="<p>漢</p>"), "tegn, som skriften"),
    "nothing": (lambda plan: plan.sections.all().delete(), "Planen har ingen afsnit."),
    "no date": (lambda plan: set_due(plan, None), "Der er ingen frist for høringssvar."),
    "past": (lambda plan: set_due(plan, -1), "er allerede passeret."),
}


@pytest.mark.parametrize("what", REFUSALS)
def test_what_is_lacking_refuses_it(cast: Cast, plan: Plan, what: str) -> None:
    lack, words = REFUSALS[what]
    lack(plan)
    answer = step(cast.secretary, plan, "hearing")
    assert answer.status_code == 409
    assert words in told(answer)
    assert stage_of(plan) == "editing"
    assert not Hearing.objects.exists()
    assert outbox() == []


def test_all_reasons_are_told_at_once_each_leading_to_where_it_is_mended(cast: Cast, plan: Plan) -> None:
    plan.sections.filter(key__in=("vold", "naevnet")).update(state="carried")
    set_due(plan, None)
    html = step(cast.secretary, plan, "hearing").content.decode()
    for address in (
        "/skrivebord/plan/2024/afsnit/vold/",
        "/skrivebord/plan/2024/afsnit/naevnet/",
        "/skrivebord/plan/2024/tidsplan/",
    ):
        assert f'href="{address}"' in html


def test_the_last_day_may_be_today(cast: Cast, plan: Plan) -> None:
    set_due(plan, 0)
    assert step(cast.secretary, plan, "hearing").status_code == 302


def delegate_of_the_secretary(cast: Cast, scope: str) -> Any:
    """An account that may do so much for the secretary."""
    user = make_account("vikar@test.example", "Vikar")
    Delegation.objects.create(membership=cast.secretary.person.memberships.get(), delegate=user.person, scope=scope)
    return user


@pytest.mark.parametrize(("scope", "code"), [("act", 302), ("prepare", 403), ("read", 403)])
def test_a_delegate_takes_it_only_where_they_may_act(cast: Cast, plan: Plan, scope: str, code: int) -> None:
    assert step(delegate_of_the_secretary(cast, scope), plan, "hearing").status_code == code


def test_a_local_councils_plan_is_not_sent_in_hearing(cast: Cast) -> None:
    local = make_plan(cast.viborg, year=2024)
    with pytest.raises(IllegalTransition, match="Et lokalråds plan sendes ikke i høring"):
        stages.move(local, "hearing", author=Author.of(cast.secretary))


def test_a_correction_may_be_heard_too(cast: Cast, plan: Plan) -> None:
    publish(plan)
    Plan.objects.filter(pk=plan.pk).update(stage="editing")
    plan.refresh_from_db()
    assert step(cast.secretary, plan, "hearing").status_code == 302
