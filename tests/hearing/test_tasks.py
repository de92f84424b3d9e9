"""What waits on the overview: to be sent, to be answered, and the step that nothing keeps back."""

from __future__ import annotations

from typing import Any

from plans import stages
from plans.models import Hearing, Plan, Timetable
from plans.saving import Author
from tests.base import Cast, make_account, seat
from tests.hearing.builders import in_days, page, plan_in_hearing, remarked, sent, signed_in, sound_plan, told


def overview(user: Any) -> str:
    """The first page as the account sees it."""
    return told(signed_in(user).get("/skrivebord/"))


def test_who_decides_is_told_that_the_plan_can_go_on(cast: Cast) -> None:
    plan = sound_plan(cast)
    shown = overview(cast.secretary)
    assert "Planen kan sendes i høring" in shown
    assert f"{page('stage', 2024)}?til=hearing" in shown
    assert "Planen kan sendes i høring" not in overview(cast.mayor)
    Timetable.objects.filter(plan=plan).update(hearing_due=None)
    assert "Planen kan sendes i høring" not in overview(cast.secretary)


def test_collecting_can_be_ended_once_its_day_has_passed(cast: Cast) -> None:
    plan = sound_plan(cast)
    Plan.objects.filter(pk=plan.pk).update(stage="collecting")
    Timetable.objects.update(proposals_due=in_days(0))
    assert "Indsamlingen kan afsluttes" not in overview(cast.secretary)
    Timetable.objects.update(proposals_due=in_days(-1))
    assert "Indsamlingen kan afsluttes" in overview(cast.secretary)


def test_responses_wait_for_an_answer(cast: Cast) -> None:
    plan = plan_in_hearing(cast)
    sent(plan, cast.viborg, cast.chair_of_viborg)
    sent(plan, cast.herning, cast.chair_of_herning, "")
    assert "1 høringssvar skal besvares" in overview(cast.secretary)
    assert "skal besvares" not in overview(cast.mayor)


def test_a_hearing_that_is_over_can_go_on(cast: Cast) -> None:
    plan_in_hearing(cast)
    assert "Høringen er slut." not in overview(cast.secretary)
    Hearing.objects.update(due=in_days(-1))
    assert "Høringen er slut. Planen kan sendes til beslutning" in overview(cast.secretary)


def test_a_chair_is_told_what_is_not_sent_until_it_is(cast: Cast) -> None:
    plan = plan_in_hearing(cast)
    shown = overview(cast.chair_of_viborg)
    assert "Høringssvaret fra Lokalrådet i Viborg er ikke sendt" in shown
    assert "10 dage tilbage" in shown
    assert "Herning" not in shown.partition("Det skal du gøre nu")[2].partition("</section>")[0]
    sent(plan, cast.viborg, cast.chair_of_viborg)
    assert "er ikke sendt" not in overview(cast.chair_of_viborg)


def test_a_member_is_told_that_it_may_be_remarked_on(cast: Cast) -> None:
    plan = plan_in_hearing(cast)
    member = make_account("medlem@test.example", "Medlem")
    seat(member.person, cast.viborg)
    assert "er i høring hos Lokalrådet i Viborg" in overview(member)
    remarked(plan, cast.viborg, member)
    stages.move(plan, "editing", author=Author.of(cast.secretary), reason="En fejl.")
    assert "er i høring hos" not in overview(member)


def test_after_the_day_it_is_told_without_blame(cast: Cast) -> None:
    plan_in_hearing(cast)
    Hearing.objects.update(due=in_days(-2))
    assert "Fristen er passeret. Svaret kan sendes, til høringen slutter." in overview(cast.chair_of_viborg)


def test_the_step_is_offered_where_the_stage_is_shown(cast: Cast) -> None:
    sound_plan(cast)
    for address in ("/skrivebord/", "/skrivebord/plan/2024/"):
        shown = told(signed_in(cast.secretary).get(address))
        assert "Næste skridt: Send planen i høring" in shown
        assert page("stage", 2024) in shown
        assert page("stage", 2024) not in told(signed_in(cast.mayor).get(address))
