"""Merging against merging and sending at the same moment: nothing is answered twice, and nobody waits for ever."""

from __future__ import annotations

import pytest
from django.utils import timezone

from plans import answering
from plans.answering import AnswerChanged, Seen
from plans.models import ProposalAnswer
from plans.saving import Author
from plans.workflow import IllegalTransition
from tests.base import Cast, make_cast, make_plan
from tests.proposals.builders import drafted, fresh, sent
from tests.scratch import Scratch, together

ROUNDS = 3
SECRETARY = Author(None, "Sekretær")


@pytest.fixture
def cast(own_database: Scratch) -> Cast:
    """The cast, with a plan, in a database of its own."""
    made = make_cast()
    make_plan(made.district)
    return made


@pytest.mark.parametrize("attempt", range(ROUNDS))
def test_two_are_not_merged_into_each_other(cast: Cast, attempt: int) -> None:
    one, other = sent(cast.viborg), sent(cast.herning)
    outcomes = together(
        lambda: answering.merge(one, [other.pk], author=SECRETARY, at=timezone.now()),
        lambda: answering.merge(other, [one.pk], author=SECRETARY, at=timezone.now()),
    )
    assert all(isinstance(outcome, list | IllegalTransition) for outcome in outcomes), outcomes
    assert sorted(fresh(row).merged_into_id is not None for row in (one, other)) == [False, True]


@pytest.mark.parametrize("attempt", range(ROUNDS))
def test_what_is_being_answered_is_not_merged_as_well(cast: Cast, attempt: int) -> None:
    head, row = sent(cast.viborg), sent(cast.herning)
    seen = Seen(row, drafted(row, ready=True).version, row.version)
    outcomes = together(
        lambda: answering.merge(head, [row.pk], author=SECRETARY, at=timezone.now()),
        lambda: answering.send(seen, author=SECRETARY, at=timezone.now()),
    )
    assert all(isinstance(one, list | ProposalAnswer | IllegalTransition | AnswerChanged) for one in outcomes), outcomes
    was_answered = ProposalAnswer.objects.filter(proposal=row, sent_at__isnull=False).exists()
    assert was_answered != (fresh(row).merged_into_id is not None)
