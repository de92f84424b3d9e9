"""From hearing, and from editing, to the decision."""

from __future__ import annotations

import pytest
from django.utils import timezone

from councils.models import Body, Council, Membership
from plans import hearing as hearings
from plans.hearing import Answer, Answers
from plans.models import ApprovalRound, Hearing, HearingResponse, Plan
from plans.publishing.freezing import freeze
from plans.saving import Author
from tests.base import Cast, outbox, publish
from tests.hearing.builders import (
    hearing_of,
    in_days,
    page,
    plan_in_hearing,
    remarked,
    sent,
    signed_in,
    sound_plan,
    told,
)
from tests.stages.builders import logged, stage_of, step


@pytest.fixture
def plan(cast: Cast) -> Plan:
    """A plan in hearing, of which both councils say that they have no remarks."""
    plan = plan_in_hearing(cast)
    sent(plan, cast.viborg, cast.chair_of_viborg, "")
    sent(plan, cast.herning, cast.chair_of_herning, "")
    return plan


def test_the_text_is_locked_and_those_who_sign_are_asked(cast: Cast, plan: Plan) -> None:
    before = len(outbox())
    answer = step(cast.secretary, plan, "decision")
    assert answer.url == page_of_decision()
    approval = ApprovalRound.objects.get(plan=plan, ended_at__isnull=True)
    assert approval.digest == freeze(plan, on=timezone.localdate()).digest
    assert {email.to[0] for email in outbox()[before:]} == {
        cast.director.email,
        cast.mayor.email,
        cast.delegate.email,
    }
    data = {"base": "1", "heading": "Vold", "text": "<p>Nyt.</p>", "note": ""}
    saved = signed_in(cast.secretary).post("/skrivebord/plan/2024/afsnit/vold/gem/", data)
    assert saved.status_code == 409


def page_of_decision() -> str:
    """Where one goes on."""
    return "/skrivebord/plan/2024/godkendelse/"


def test_the_hearing_is_over_and_was_carried_through(cast: Cast, plan: Plan) -> None:
    step(cast.secretary, plan, "decision")
    hearing = hearing_of(plan)
    assert hearing.ended_at is not None
    assert hearing.completed
    assert logged(plan, "hearing")[-1] == "Høringen er gennemført"


def test_the_page_names_the_councils_that_have_not_responded(cast: Cast) -> None:
    plan = plan_in_hearing(cast)
    sent(plan, cast.viborg, cast.chair_of_viborg, "")
    shown = told(signed_in(cast.secretary).get(page("stage", 2024) + "?til=decision"))
    assert "Uden høringssvar: Lokalrådet i Herning." in shown


def test_it_waits_for_the_councils_until_the_day_has_passed(cast: Cast) -> None:
    plan = plan_in_hearing(cast)
    sent(plan, cast.viborg, cast.chair_of_viborg, "")
    refusal = told(step(cast.secretary, plan, "decision"))
    assert "Høringen er ikke slut: 1 lokalråd har ikke svaret." in refusal
    Hearing.objects.update(due=in_days(0))
    assert step(cast.secretary, plan, "decision").status_code == 409
    Hearing.objects.update(due=in_days(-1))
    assert step(cast.secretary, plan, "decision").status_code == 302


def test_a_council_that_was_abolished_is_not_waited_for(cast: Cast) -> None:
    plan = plan_in_hearing(cast)
    sent(plan, cast.viborg, cast.chair_of_viborg, "")
    Council.objects.filter(pk=cast.herning.pk).update(abolished=timezone.localdate())
    assert step(cast.secretary, plan, "decision").status_code == 302


def test_a_response_and_each_remark_must_be_answered(cast: Cast) -> None:
    plan = plan_in_hearing(cast)
    remarked(plan, cast.viborg, cast.chair_of_viborg)
    remarked(plan, cast.viborg, cast.local_secretary, "Uden for svaret.", included=False)
    row = sent(plan, cast.viborg, cast.chair_of_viborg)
    sent(plan, cast.herning, cast.chair_of_herning, "")
    html = step(cast.secretary, plan, "decision").content.decode()
    assert "Høringssvaret fra Lokalrådet i Viborg er ikke besvaret." in html
    assert html.count("er ikke besvaret.") == 2
    assert f'href="{page("answer", 2024, "viborg")}?hoering={row.hearing_id}"' in html
    answer(row, cast)
    assert step(cast.secretary, plan, "decision").status_code == 302


def answer(row: HearingResponse, cast: Cast) -> None:
    """Answer everything in the response, and send it."""
    remarks = {remark.pk: Answer("Det gør vi.") for remark in row.remarks.filter(included=True)}
    at, author = timezone.now(), Author.of(cast.secretary)
    row = hearings.save_answers(response=row, answers=Answers("Tak.", remarks), version=row.version, at=at)
    hearings.send_answers(response=row, version=row.version, author=author, at=at)


def test_what_is_unconfirmed_refuses_it(cast: Cast, plan: Plan) -> None:
    plan.sections.filter(key="vold").update(state="carried")
    assert "»1 Vold i nattelivet«" in told(step(cast.secretary, plan, "decision"))
    assert stage_of(plan) == "hearing"


def test_without_anybody_who_signs_it_is_refused(cast: Cast, plan: Plan) -> None:
    Membership.objects.update(signs_plan=False)
    assert "Ingen i registret underskriver planen." in told(step(cast.secretary, plan, "decision"))


def test_a_preparing_body_must_have_gone_through_it(cast: Cast, plan: Plan) -> None:
    body = Body.objects.create(name="Kontaktudvalget", slug="kontaktudvalget", kind="forum")
    Council.objects.filter(pk=cast.district.pk).update(preparing_body=body)
    answer = step(cast.secretary, plan, "decision")
    assert "Kontaktudvalget har ikke behandlet planen." in told(answer)
    assert f'href="{page("preparation", 2024)}"' in answer.content.decode()
    signed_in(cast.secretary).post(page("preparation", 2024), {"held_on": str(in_days(0))})
    assert step(cast.secretary, plan, "decision").status_code == 302


def test_from_editing_it_waits_for_a_hearing(cast: Cast) -> None:
    plan = sound_plan(cast)
    answer = step(cast.secretary, plan, "decision")
    assert "Høringen er ikke gennemført." in told(answer)
    assert f'href="{page("hearing", 2024)}"' in answer.content.decode()


def test_a_plan_that_was_heard_goes_from_editing_straight_to_the_decision(cast: Cast, plan: Plan) -> None:
    step(cast.secretary, plan, "decision")
    plan.refresh_from_db()
    step(cast.secretary, plan, "editing", reason="En slåfejl.")
    plan.refresh_from_db()
    assert step(cast.secretary, plan, "decision").status_code == 302


def test_a_correction_is_not_heard_again(cast: Cast) -> None:
    plan = sound_plan(cast)
    publish(plan)
    plan.refresh_from_db()
    step(cast.secretary, plan, "editing", reason="En rettelse.")
    plan.refresh_from_db()
    assert step(cast.secretary, plan, "decision").status_code == 302
