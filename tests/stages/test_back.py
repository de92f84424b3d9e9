"""Steps back: each needs a reason, and ends what was under way."""

from __future__ import annotations

import pytest
from django.utils import timezone

from plans import stages
from plans.models import Approval, ApprovalRound, Plan
from plans.saving import Author
from tests.base import Cast, outbox, publish
from tests.hearing.builders import hearing_of, page, plan_in_hearing, sent, signed_in, sound_plan, told
from tests.stages.builders import logged, stage_of, step


@pytest.fixture
def decided(cast: Cast) -> Plan:
    """A plan that is to be decided on."""
    plan = plan_in_hearing(cast)
    sent(plan, cast.viborg, cast.chair_of_viborg, "")
    sent(plan, cast.herning, cast.chair_of_herning, "")
    return stages.move(plan, "decision", author=Author.of(cast.secretary))


def approve(plan: Plan) -> Approval:
    """The director's approval of what is to be decided on."""
    approval = ApprovalRound.objects.get(plan=plan, ended_at__isnull=True)
    return Approval.objects.create(
        approval_round=approval,
        digest=approval.digest,
        seat="formand",
        office="Politidirektør",
        holder="Direktøren",
        outcome="approved",
        capacity="self",
        given_by_name="Direktøren",
        given_at=timezone.now(),
    )


@pytest.mark.parametrize("reason", ["", "   ", "x" * 301, "010203-1234"])
def test_it_is_not_taken_without_a_reason_that_can_be_kept(cast: Cast, decided: Plan, reason: str) -> None:
    answer = step(cast.secretary, decided, "editing", reason=reason)
    assert answer.status_code == 422
    assert "<title>Fejl:" in answer.content.decode()
    assert reason.strip() in told(answer)
    assert stage_of(decided) == "decision"


def test_a_reason_with_what_cannot_be_kept_is_refused(cast: Cast, decided: Plan) -> None:
    assert step(cast.secretary, decided, "editing", reason="a\x00b").status_code == 422
    assert stage_of(decided) == "decision"


def test_the_page_names_what_lapses_and_who_is_told(cast: Cast, decided: Plan) -> None:
    approve(decided)
    shown = told(signed_in(cast.secretary).get(page("stage", 2024) + "?til=editing"))
    lapses = shown.partition("Det bortfalder")[2].partition("Hvem får besked?")
    assert "Politidirektør, Direktøren: godkendelse" in lapses[0]
    assert "Borgmester i Viborg Kommune" in lapses[2]
    assert stage_of(decided) == "decision"


def test_from_the_decision_the_round_ends_and_those_who_sign_are_told(cast: Cast, decided: Plan) -> None:
    approve(decided)
    before = len(outbox())
    assert step(cast.secretary, decided, "editing", reason="Kapitel 1 skal ændres.").status_code == 302
    approval = ApprovalRound.objects.get(plan=decided)
    assert approval.ended_at is not None
    assert "Kapitel 1 skal ændres." in approval.end_reason
    assert logged(decided, "stage")[-1] == "beslutning → redigering: Kapitel 1 skal ændres."
    letters = outbox()[before:]
    assert {email.to[0] for email in letters} >= {cast.director.email, cast.mayor.email}
    assert all("Kapitel 1 skal ændres." in email.message for email in letters)


def test_from_the_hearing_it_is_stopped_and_the_councils_are_told_why(cast: Cast) -> None:
    plan = plan_in_hearing(cast)
    before = len(outbox())
    assert step(cast.secretary, plan, "editing", reason="Forordet manglede.").status_code == 302
    hearing = hearing_of(plan)
    assert hearing.ended_at is not None
    assert not hearing.completed
    assert logged(plan, "hearing")[-1] == "Høringen er stoppet"
    letters = outbox()[before:]
    assert {email.to[0] for email in letters} == {
        cast.chair_of_viborg.email,
        cast.local_secretary.email,
        cast.chair_of_herning.email,
    }
    assert "Forordet manglede." in letters[0].message


def test_after_a_hearing_that_was_stopped_another_is_wanted(cast: Cast) -> None:
    plan = plan_in_hearing(cast)
    step(cast.secretary, plan, "editing", reason="Forordet manglede.")
    plan.refresh_from_db()
    assert "Høringen er ikke gennemført." in told(step(cast.secretary, plan, "decision"))
    assert step(cast.secretary, plan, "hearing").status_code == 302
    assert plan.hearings.count() == 2


def test_what_was_sent_in_a_hearing_that_was_stopped_must_still_be_answered(cast: Cast) -> None:
    plan = plan_in_hearing(cast)
    first = sent(plan, cast.viborg, cast.chair_of_viborg)
    step(cast.secretary, plan, "editing", reason="Forordet manglede.")
    plan.refresh_from_db()
    step(cast.secretary, plan, "hearing")
    plan.refresh_from_db()
    html = step(cast.secretary, plan, "decision").content.decode()
    address = f"{page('answer', 2024, 'viborg')}?hoering={first.hearing_id}"
    assert f'href="{address}"' in html
    assert "Vi er enige." in told(signed_in(cast.secretary).get(address))


def test_from_editing_to_collecting(cast: Cast) -> None:
    plan = sound_plan(cast)
    assert step(cast.secretary, plan, "collecting", reason="Lokalrådene bad om mere tid.").status_code == 302
    assert stage_of(plan) == "collecting"


def test_a_correction_begins_with_a_reason_and_the_edition_stands(cast: Cast) -> None:
    plan = sound_plan(cast)
    edition = publish(plan)
    plan.refresh_from_db()
    assert step(cast.secretary, plan, "editing").status_code == 422
    assert step(cast.secretary, plan, "editing", reason="Et forkert årstal.").status_code == 302
    assert signed_in(cast.secretary).get(plan.get_absolute_url()).status_code == 200
    assert plan.editions.get() == edition


@pytest.mark.parametrize("who", ["mayor", "director", "communications", "chair_of_viborg"])
def test_readers_send_nothing_back(cast: Cast, decided: Plan, who: str) -> None:
    assert step(getattr(cast, who), decided, "editing", reason="Nej.").status_code == 403
    assert stage_of(decided) == "decision"


def test_a_reason_typed_too_late_is_given_back(cast: Cast, decided: Plan) -> None:
    step(cast.secretary, decided, "editing", reason="Først.")
    answer = step(cast.secretary, decided, "editing", reason="En lang forklaring.")
    assert answer.status_code == 409
    assert "En lang forklaring." in told(answer)
