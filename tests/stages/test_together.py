"""Two at once: a step against a save, and a step against a step; with real threads on a database of their own."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from councils.models import Council, User
from plans import saving, stages
from plans.models import ApprovalRound, Hearing, Plan, Revision
from plans.publishing.freezing import freeze
from plans.publishing.passages import all_sections
from plans.saving import Author, Saved, Words
from plans.workflow import IllegalTransition
from tests.base import make_cast, section
from tests.hearing.builders import plan_in_hearing, sent, sound_plan
from tests.scratch import Scratch, together

SAVES = 6


@pytest.fixture
def heard(own_database: Scratch) -> Plan:
    """A plan in hearing that may go to the decision."""
    cast = make_cast()
    plan = plan_in_hearing(cast)
    sent(plan, cast.viborg, cast.chair_of_viborg, "")
    sent(plan, cast.herning, cast.chair_of_herning, "")
    return plan


def moving(plan: Plan, target: str) -> Callable[[], Plan]:
    """Take the step as the secretary's page does."""
    author = Author.of(User.objects.get(email="sekretaer@test.example"))
    return lambda: stages.move(Plan.objects.get(pk=plan.pk), target, author=author, source=plan.stage)


def saving_text(plan: Plan, words: str) -> Callable[[], Saved]:
    """Save a section as it was opened before."""
    row = section(plan, "vold")
    return lambda: saving.save(
        row, Words(row.heading, f"<p>{words}</p>", ""), base=row.version, author=Author(None, words)
    )


def test_a_save_against_the_decision_is_in_it_or_is_refused(heard: Plan) -> None:
    results = together(moving(heard, "decision"), *[saving_text(heard, f"Nyt {n}.") for n in range(SAVES)])
    assert isinstance(results[0], Plan)
    approval = ApprovalRound.objects.get(plan=heard)
    draft = freeze(Plan.objects.get(pk=heard.pk), on=approval.signed_on)
    assert approval.digest == draft.digest
    saved = [result for result in results[1:] if isinstance(result, Saved)]
    assert len(saved) <= 1
    kept = [section(heard, "vold").text, *Revision.objects.values_list("text", flat=True)]
    for number, result in enumerate(results[1:]):
        if not isinstance(result, IllegalTransition):
            assert any(f"Nyt {number}." in text for text in kept)


def test_a_save_against_the_hearing_is_in_the_snapshot_or_came_after_it(own_database: Scratch) -> None:
    plan = sound_plan(make_cast())
    results = together(moving(plan, "hearing"), saving_text(plan, "Nyt."))
    assert [type(result) for result in results] == [Plan, Saved]
    content = json.loads(Hearing.objects.get(plan=plan).content)
    body = next(row["body"] for row in all_sections(content["sections"]) if row["key"] == "vold")
    assert body in ("<p>Nyt.</p>", "<p>Volden falder.</p>")
    assert section(plan, "vold").text == "<p>Nyt.</p>"


def test_of_two_who_take_the_same_step_one_is_told(heard: Plan) -> None:
    results = together(*[moving(heard, "decision")] * 4)
    assert sorted(type(result).__name__ for result in results) == ["IllegalTransition"] * 3 + ["Plan"]
    assert ApprovalRound.objects.filter(plan=heard).count() == 1
    assert heard.events.filter(kind="stage", text__contains="beslutning").count() == 1


def test_a_response_against_the_end_of_the_hearing_is_in_it_or_is_refused(own_database: Scratch) -> None:
    cast = make_cast()
    plan = plan_in_hearing(cast)
    sent(plan, cast.viborg, cast.chair_of_viborg, "")
    Hearing.objects.update(due=Hearing.objects.get().opened_at.date().replace(year=2020))
    herning, chair = Council.objects.get(pk=cast.herning.pk), cast.chair_of_herning
    results = together(moving(plan, "decision"), lambda: sent(plan, herning, chair, ""))
    assert isinstance(results[0], Plan)
    is_sent = Hearing.objects.get().responses.filter(council=herning, sent_at__isnull=False).exists()
    assert is_sent is not isinstance(results[1], IllegalTransition)
