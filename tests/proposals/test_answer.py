"""Drafting an answer in private, laying it ready, and what must be in it."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from councils.models import Delegation, Membership
from plans import answering
from plans.answering import AnswerChanged, Words
from plans.models import Plan, ProposalAnswer
from plans.saving import Author
from tests.base import Cast, make_account, make_cast, make_plan, outbox, publish
from tests.proposals.builders import answer, answered, drafted, fresh, page, sent, signed_in, told
from tests.scratch import Scratch, together


def test_the_page_shows_the_text_that_was_and_what_is_proposed(cast: Cast, plan: Plan) -> None:
    shown = told(signed_in(cast.secretary).get(page(sent(cast.viborg))))
    assert "<del>to</del><ins>fire</ins>" in shown
    assert "To møder er for få." in shown
    assert "Afsnittet er ændret" not in shown


def test_that_the_section_was_changed_since_is_said(cast: Cast, plan: Plan) -> None:
    shown = told(signed_in(cast.secretary).get(page(sent(cast.viborg, base_text="<p>Før.</p>"))))
    assert "Afsnittet er ændret, siden forslaget blev skrevet." in shown


def test_reading_it_is_noted_once_and_told_the_council(cast: Cast, plan: Plan) -> None:
    row = sent(cast.viborg)
    signed_in(cast.chair_of_viborg).get(page(row))
    assert fresh(row).seen_at is None
    signed_in(cast.secretary).get(page(row))
    seen = fresh(row).seen_at
    signed_in(cast.secretary).get(page(row))
    assert fresh(row).seen_at == seen is not None


def test_a_draft_is_kept_and_nobody_is_told(cast: Cast, plan: Plan) -> None:
    row = sent(cast.viborg)
    assert answer(cast.secretary, row, internal_note="Spørg FNT").url == page(row)
    kept = ProposalAnswer.objects.get()
    assert (kept.outcome, kept.text, kept.internal_note, kept.ready_at) == ("rejected", "Nej tak.", "Spørg FNT", None)
    assert (kept.written_by_name, kept.released, kept.section_key) == ("Sekretær", False, "")
    assert outbox() == []


def test_a_draft_may_lack_everything(cast: Cast, plan: Plan) -> None:
    assert answer(cast.secretary, sent(cast.viborg), outcome="", text="").status_code == 302


@pytest.mark.parametrize("do", ["klar", "send"])
@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"outcome": ""}, "Vælg en afgørelse."),
        ({"outcome": "accepted", "section_key": ""}, "Vælg det afsnit, som forslaget endte i."),
        ({"outcome": "partly", "section_key": ""}, "Vælg det afsnit, som forslaget endte i."),
        ({"outcome": "rejected", "text": " "}, "Skriv en begrundelse."),
        ({"outcome": "elaborate", "text": ""}, "Skriv en begrundelse."),
        ({"outcome": "accepted", "section_key": "findes-ikke"}, "Vælg et afsnit fra listen."),
        ({"outcome": "x"}, "Vælg en afgørelse."),
        ({"text": "Ring til 010190-1234"}, "ligner et CPR-nummer"),
        ({"version": "9" * 40}, "Siden er for gammel."),
    ],
)
def test_what_is_missing_is_said_by_the_field(
    cast: Cast, plan: Plan, fields: dict[str, Any], words: str, do: str
) -> None:
    response = answer(cast.secretary, sent(cast.viborg), **{"do": do, "internal_note": "Min note"} | fields)
    assert response.status_code == 422
    assert words in told(response)
    assert "Min note" in told(response)
    assert not ProposalAnswer.objects.exists()


def test_laid_ready_it_waits_and_says_so_to_the_secretariat_alone(cast: Cast, plan: Plan) -> None:
    row = sent(cast.viborg)
    answer(cast.secretary, row, outcome="accepted", section_key="formaend", do="klar", text="")
    kept = ProposalAnswer.objects.get()
    assert (kept.section_key, kept.section_heading) == ("formaend", "Formænd")
    assert kept.ready_at is not None
    assert "Imødekommet – klar" in told(signed_in(cast.secretary).get(page(row)))
    assert outbox() == []


def test_changed_again_it_is_no_longer_ready(cast: Cast, plan: Plan) -> None:
    row = sent(cast.viborg)
    drafted(row, ready=True)
    answer(cast.secretary, row, text="Et andet svar.")
    kept = ProposalAnswer.objects.get()
    assert (kept.text, kept.ready_at, kept.version) == ("Et andet svar.", None, 2)


def test_where_it_ended_belongs_to_what_is_accepted(cast: Cast, plan: Plan) -> None:
    answer(cast.secretary, sent(cast.viborg), outcome="rejected", section_key="formaend")
    assert ProposalAnswer.objects.get().section_key == ""


def test_the_second_of_two_keeps_the_text_and_sees_the_firsts(cast: Cast, plan: Plan) -> None:
    row = sent(cast.viborg)
    drafted(row, text="Den førstes svar.", written_by_name="Kollega", version=2)
    response = answer(cast.secretary, row, version=1, text="Mit svar.")
    assert response.status_code == 409
    assert "Den førstes svar." in told(response)
    assert "Mit svar." in told(response)
    assert 'name="version" value="2"' in told(response)
    assert ProposalAnswer.objects.get().text == "Den førstes svar."


def test_a_first_draft_that_met_another_first_draft_is_told_too(cast: Cast, plan: Plan) -> None:
    row = sent(cast.viborg)
    drafted(row, text="Den førstes svar.")
    assert answer(cast.secretary, row, version=0).status_code == 409


def test_of_two_who_draft_at_once_one_is_told(own_database: Scratch) -> None:
    cast = make_cast()
    make_plan(cast.district)
    row = sent(cast.viborg)

    def write(text: str) -> Any:
        words = Words("rejected", "", "", text, "", released=False, version=0)
        return answering.draft(row, words, ready=False, author=Author(None, "S"), at=timezone.now())

    outcomes = together(lambda: write("Den ene."), lambda: write("Den anden."))
    assert sorted(type(outcome).__name__ for outcome in outcomes) == [AnswerChanged.__name__, "ProposalAnswer"]
    assert ProposalAnswer.objects.count() == 1


@pytest.mark.parametrize("state", ["withdrawn", "returned"])
def test_what_waits_for_no_answer_gets_none(cast: Cast, plan: Plan, state: str) -> None:
    row = sent(cast.viborg, state=state)
    assert answer(cast.secretary, row).status_code == 409
    assert "Dit svar" not in told(signed_in(cast.secretary).get(page(row)))


def test_after_a_sent_answer_a_new_one_may_be_written_and_both_are_kept(cast: Cast, plan: Plan) -> None:
    row = sent(cast.viborg)
    answered(row, "rejected")
    assert "Giv et nyt svar" in told(signed_in(cast.secretary).get(page(row)))
    assert "Nyt svar" in told(signed_in(cast.secretary).get(page(row) + "?nyt=1"))
    answer(cast.secretary, row, outcome="accepted", section_key="kredsraadet")
    assert list(ProposalAnswer.objects.values_list("outcome", flat=True)) == ["rejected", "accepted"]


def test_who_prepares_may_draft(cast: Cast, plan: Plan) -> None:
    helper = make_account("hjaelp@test.example", "Hjælper")
    seat = Membership.objects.get(person=cast.secretary.person)
    Delegation.objects.create(membership=seat, delegate=helper.person, scope="prepare")
    assert answer(helper, sent(cast.viborg)).status_code == 302
    assert "Send svaret" not in told(signed_in(helper).get(page(sent(cast.viborg))))


def test_its_own_council_reads_it_others_only_once_the_plan_is_published(cast: Cast, plan: Plan) -> None:
    row = sent(cast.viborg)
    drafted(row, text="Hemmeligt svar")
    own = signed_in(cast.chair_of_viborg).get(page(row))
    assert own.status_code == 200
    assert "Hemmeligt svar" not in told(own)
    assert signed_in(cast.chair_of_herning).get(page(row)).status_code == 404
    ProposalAnswer.objects.update(sent_at=timezone.now())
    assert signed_in(cast.chair_of_herning).get(page(row)).status_code == 404
    publish(plan)
    assert "Hemmeligt svar" in told(signed_in(cast.chair_of_herning).get(page(row)))
    assert signed_in(cast.outsider).get(page(row)).status_code == 404


def test_readers_may_not_answer_and_strangers_find_nothing(cast: Cast, plan: Plan) -> None:
    row = sent(cast.viborg)
    codes = [answer(user, row).status_code for user in (cast.chair_of_viborg, cast.chair_of_herning, cast.mayor)]
    assert codes == [403, 404, 404]


@pytest.mark.parametrize("number", ["02", "99", "1", "001", "99999999", "00", "x"])
def test_what_there_is_not_is_not_found(cast: Cast, plan: Plan, number: str) -> None:
    sent(cast.viborg)
    assert signed_in(cast.secretary).get(f"/skrivebord/forslag/2023-{number}/").status_code == 404


def test_others_about_the_same_and_from_the_same_stand_beside(cast: Cast, plan: Plan) -> None:
    row = sent(cast.viborg)
    sent(cast.viborg, title="Vores andet", section_key="formaend")
    sent(cast.herning, title="Hernings om det samme")
    shown = told(signed_in(cast.secretary).get(page(row)))
    same, alike = shown.split("Fra samme lokalråd")[1].split("Lignende forslag")
    assert "Vores andet" in same
    assert "Hernings om det samme" in alike
    assert "1 af 3 uden svar" in shown


def test_the_page_takes_as_many_queries_for_much_as_for_little(cast: Cast, plan: Plan) -> None:
    row, client = sent(cast.viborg), signed_in(cast.secretary)
    answered(sent(cast.viborg))
    sent(cast.herning, merged_into=row)
    drafted(sent(cast.herning))
    client.get(page(row))
    with CaptureQueriesContext(connection) as few:
        client.get(page(row))
    for _ in range(6):
        answered(sent(cast.viborg))
        drafted(sent(cast.herning))
        sent(cast.herning, merged_into=row)
    with CaptureQueriesContext(connection) as many:
        client.get(page(row))
    assert len(many) == len(few)
