"""Amending a proposal: until the deadline, when it is to be elaborated, and two at once."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from plans import answering, proposing
from plans.answering import Seen
from plans.models import Plan
from plans.proposing import Content, ProposalPassed, Start
from plans.saving import Author
from tests.base import Cast, make_cast, make_plan, outbox
from tests.proposals.builders import amend, answered, dates, draft, drafted, fresh, own_page, sent, signed_in, told
from tests.scratch import Scratch, together

OTHER = "<p>Kredsrådet mødes hver måned.</p>"


def test_a_draft_is_changed(cast: Cast, plan: Plan) -> None:
    row = draft(cast.viborg)
    assert amend(cast.local_secretary, row, text=OTHER).url == own_page(row)
    assert (fresh(row).text, fresh(row).version, fresh(row).state) == (OTHER, 2, "draft")


def test_until_the_deadline_what_was_sent_is_changed_where_it_stands(cast: Cast, plan: Plan) -> None:
    dates(plan)
    row = sent(cast.viborg)
    assert "Ret forslaget" in told(signed_in(cast.chair_of_viborg).get(own_page(row)))
    assert "Send ændringerne" in told(signed_in(cast.chair_of_viborg).get(own_page(row) + "?ret=1"))
    amend(cast.chair_of_viborg, row, text=OTHER)
    assert (fresh(row).text, fresh(row).state, fresh(row).number) == (OTHER, "submitted", 1)


def test_what_was_sent_still_needs_its_reasons(cast: Cast, plan: Plan) -> None:
    row = sent(cast.viborg)
    assert amend(cast.chair_of_viborg, row, reasons="").status_code == 422


def test_after_the_deadline_it_is_refused_with_what_was_typed(cast: Cast, plan: Plan) -> None:
    dates(plan, collecting_from=-60, proposals_due=-1)
    row = sent(cast.viborg)
    response = amend(cast.chair_of_viborg, row, reasons="Min nye grund")
    assert response.status_code == 409
    assert "Indsamlingen til planen for 2023 sluttede" in told(response)
    assert "Min nye grund" in told(response)
    assert "Ret forslaget" not in told(signed_in(cast.chair_of_viborg).get(own_page(row)))


def test_what_was_answered_is_not_changed(cast: Cast, plan: Plan) -> None:
    row = sent(cast.viborg)
    answered(row)
    assert amend(cast.chair_of_viborg, row, text=OTHER).status_code == 409
    assert fresh(row).text != OTHER


def test_one_to_be_elaborated_shows_what_is_asked_and_is_kept_without_being_sent(cast: Cast, plan: Plan) -> None:
    dates(plan, collecting_from=-60, proposals_due=-1)
    row = sent(cast.viborg, state="returned")
    answered(row, "elaborate", text="Hvilke arrangementer?")
    shown = told(signed_in(cast.chair_of_viborg).get(own_page(row)))
    assert "Hvilke arrangementer?" in shown
    assert "Send forslaget igen" in shown
    amend(cast.chair_of_viborg, row, reasons="Halvt færdig.")
    assert (fresh(row).state, fresh(row).reasons) == ("returned", "Halvt færdig.")


def test_the_second_of_two_keeps_the_text_and_sees_the_firsts(cast: Cast, plan: Plan) -> None:
    row = draft(cast.viborg)
    amend(cast.local_secretary, row, text=OTHER, reasons="Sekretærens grund")
    response = amend(cast.chair_of_viborg, row, version=1, text="<p>Kredsrådet mødes hver uge.</p>")
    shown = told(response)
    assert response.status_code == 409
    assert "<del>måned</del><ins>uge</ins>" in shown
    assert "Sekretærens grund" in shown
    assert "Kredsrådet mødes hver uge." in shown
    assert 'name="version" value="2"' in shown
    assert fresh(row).text == OTHER


@pytest.mark.parametrize("version", ["", "x", "9" * 40, "-1", "7"])
def test_a_version_that_never_was_changes_nothing(cast: Cast, plan: Plan, version: str) -> None:
    row = draft(cast.viborg)
    assert amend(cast.chair_of_viborg, row, version=version, text=OTHER).status_code in (409, 422)
    assert fresh(row).text != OTHER


def test_the_council_next_door_finds_nothing_and_the_secretariat_no_draft(cast: Cast, plan: Plan) -> None:
    row = draft(cast.viborg)
    for user in (cast.chair_of_herning, cast.secretary, cast.outsider):
        assert signed_in(user).get(own_page(row)).status_code == 404
    assert amend(cast.chair_of_herning, row).status_code == 404


@pytest.mark.parametrize("pk", ["0", "999", "9" * 40])
def test_what_there_is_not_is_not_found(cast: Cast, plan: Plan, pk: str) -> None:
    assert signed_in(cast.chair_of_viborg).get(f"/skrivebord/lokalraad/viborg/forslag/{pk}/").status_code == 404


def test_another_councils_proposal_is_not_found_at_ones_own(cast: Cast, plan: Plan) -> None:
    row = draft(cast.herning)
    address = f"/skrivebord/lokalraad/viborg/forslag/{row.pk}/"
    assert signed_in(cast.chair_of_viborg).get(address).status_code == 404


def test_of_two_who_save_at_once_one_is_told(own_database: Scratch) -> None:
    cast = make_cast()
    make_plan(cast.district)
    row = draft(cast.viborg)

    def save(words: str) -> Any:
        content = Content("Titel", "new", Start(), f"<p>{words}</p>")
        return proposing.save(row, content, version=1, at=timezone.now())

    outcomes = together(lambda: save("Den ene."), lambda: save("Den anden."))
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Proposal", ProposalPassed.__name__]
    assert fresh(row).version == 2


def test_nobody_amends_what_is_being_answered_at_the_same_moment(own_database: Scratch) -> None:
    """Either the answer goes to the text that was shown, or the council's change is refused; never a third."""
    cast = make_cast()
    make_plan(cast.district)
    row = sent(cast.viborg)
    drafted(row, ready=True)
    author = Author(None, "S")
    content = Content("Titel", "new", Start(), OTHER, reasons="Grund")
    outcomes = together(
        lambda: proposing.save(row, content, version=1, at=timezone.now()),
        lambda: answering.send(Seen(row, 1, 1), author=author, at=timezone.now()),
    )
    assert sum(isinstance(outcome, Exception) for outcome in outcomes) == 1
    assert (fresh(row).text == OTHER) == isinstance(outcomes[1], Exception)
    assert len(outbox(to=cast.chair_of_viborg)) == (not isinstance(outcomes[1], Exception))
