"""Sending answers, alone and together."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from councils.models import Delegation, Membership
from plans import answering
from plans.answering import Seen
from plans.models import Plan, PlanEvent, ProposalAnswer, RecordCopy
from plans.saving import Author
from tests.base import Cast, make_account, make_cast, make_plan, outbox
from tests.proposals.builders import INBOX, answer, drafted, fresh, own_page, page, send_one, sent, signed_in, told
from tests.scratch import Scratch, together

TOGETHER = f"{INBOX}send/"


def value(row: Any) -> str:
    """What the page of all that are ready sends for one of them."""
    kept = ProposalAnswer.objects.get(proposal=row, sent_at__isnull=True)
    return f"{row.pk}:{kept.version}:{fresh(row).version}"


def send_all(user: Any, *values: str) -> Any:
    """Send that page."""
    return signed_in(user).post(f"{TOGETHER}?aar=2023", {"valgt": list(values)})


def test_to_send_leads_to_a_page_that_says_who_gets_what(cast: Cast, plan: Plan) -> None:
    row = sent(cast.viborg)
    response = answer(cast.secretary, row, outcome="accepted", section_key="kredsraadet", do="send", released="on")
    assert response.url == f"{page(row)}send/"
    shown = told(signed_in(cast.secretary).get(response.url))
    for words in ("Lokalrådet i Viborg (2023-01)", "Imødekommet", "Kredsrådet", "Nej tak.", "Vises, når planen er"):
        assert words in shown
    assert outbox() == []


def test_it_is_sent_to_the_councils_leaders_logged_and_shown(cast: Cast, plan: Plan) -> None:
    row = sent(cast.viborg)
    drafted(row, "partly", text="Noget af det.", internal_note="Hemmelig note")
    assert send_one(cast.secretary, row).url == page(row)
    kept = ProposalAnswer.objects.get()
    assert (kept.sent_by_name, kept.sent_at is not None) == ("Sekretær", True)
    mail = outbox(to=cast.chair_of_viborg)[0]
    assert "Noget af det." in mail.message
    assert own_page(row) in mail.message
    assert outbox(to=cast.local_secretary)
    assert outbox(to=cast.chair_of_herning) == []
    assert PlanEvent.objects.get(kind="answered").text.endswith("Delvist imødekommet")
    shown = told(signed_in(cast.chair_of_viborg).get(own_page(row)))
    assert "Noget af det." in shown
    assert "Hemmelig" not in shown + mail.message


def test_one_that_asks_for_more_sends_it_back(cast: Cast, plan: Plan) -> None:
    row = sent(cast.viborg)
    drafted(row, "elaborate", text="Hvilke?")
    send_one(cast.secretary, row)
    assert fresh(row).state == "returned"
    assert "skal uddybes" in outbox(to=cast.chair_of_viborg)[0].subject


@pytest.mark.parametrize("fields", [{"version": 9}, {"version": "x"}, {"version": "9" * 40}, {"proposal_version": 9}])
def test_what_changed_since_it_was_shown_is_not_sent(cast: Cast, plan: Plan, fields: dict[str, Any]) -> None:
    row = sent(cast.viborg)
    drafted(row)
    assert send_one(cast.secretary, row, **fields).url == page(row)
    assert outbox() == []


def test_sending_twice_sends_once(cast: Cast, plan: Plan) -> None:
    row = sent(cast.viborg)
    drafted(row)
    send_one(cast.secretary, row)
    send_one(cast.secretary, row, version=1)
    assert len(outbox(to=cast.chair_of_viborg)) == 1


def test_an_unfinished_answer_is_refused_with_all_that_it_lacks(cast: Cast, plan: Plan) -> None:
    row = sent(cast.viborg)
    drafted(row, "", text="")
    assert send_one(cast.secretary, row).status_code == 409
    assert "Vælg en afgørelse." in told(signed_in(cast.secretary).get(f"{page(row)}send/"))


def test_who_may_only_prepare_does_not_send(cast: Cast, plan: Plan) -> None:
    helper = make_account("hjaelp@test.example", "Hjælper")
    seat = Membership.objects.get(person=cast.secretary.person)
    Delegation.objects.create(membership=seat, delegate=helper.person, scope="prepare")
    row = sent(cast.viborg)
    drafted(row, ready=True)
    assert send_one(helper, row).status_code == 403
    assert send_all(helper, value(row)).status_code == 403
    assert outbox() == []


def test_others_may_not(cast: Cast, plan: Plan) -> None:
    row = sent(cast.viborg)
    drafted(row, ready=True)
    assert [send_one(user, row).status_code for user in (cast.chair_of_viborg, cast.mayor)] == [403, 404]
    assert [send_all(user, value(row)).status_code for user in (cast.chair_of_viborg, cast.outsider)] == [404, 404]


def test_all_that_are_ready_are_listed_and_sent_together(cast: Cast, plan: Plan) -> None:
    rows = [sent(cast.viborg), sent(cast.herning)]
    for row in rows:
        drafted(row, ready=True)
    drafted(sent(cast.herning, title="Ikke klar"))
    shown = told(signed_in(cast.secretary).get(f"{TOGETHER}?aar=2023"))
    assert shown.count("Går til") == 2
    assert "Ikke klar" not in shown
    assert send_all(cast.secretary, *map(value, rows)).url == f"{INBOX}?aar=2023"
    assert len(outbox(to=cast.chair_of_viborg)) == len(outbox(to=cast.chair_of_herning)) == 1
    assert ProposalAnswer.objects.filter(sent_at__isnull=False).count() == 2


def test_only_those_chosen_go_and_what_changed_meanwhile_is_left(cast: Cast, plan: Plan) -> None:
    stays, changed = sent(cast.viborg), sent(cast.herning)
    drafted(stays, ready=True)
    drafted(changed, ready=True)
    before = value(changed)
    ProposalAnswer.objects.filter(proposal=changed).update(version=5)
    send_all(cast.secretary, before)
    assert outbox() == []


@pytest.mark.parametrize("values", [(), ("x",), ("1:2",), ("9" * 40 + ":1:1",), ("\x00",), ("1:1:1:1",)])
def test_what_is_no_choice_sends_nothing(cast: Cast, plan: Plan, values: tuple[str, ...]) -> None:
    drafted(sent(cast.viborg), ready=True)
    assert send_all(cast.secretary, *values).status_code == 302
    assert outbox() == []


def test_with_none_ready_the_page_says_so(cast: Cast, plan: Plan) -> None:
    assert "Ingen svar er lagt klar." in told(signed_in(cast.secretary).get(TOGETHER))


def test_without_a_draft_there_is_nothing_to_send(cast: Cast, plan: Plan) -> None:
    row = sent(cast.viborg)
    assert signed_in(cast.secretary).get(f"{page(row)}send/")["Location"] == page(row)


def test_two_who_send_at_once_send_once(own_database: Scratch) -> None:
    cast = make_cast()
    make_plan(cast.district)
    row = sent(cast.viborg)
    drafted(row, ready=True)
    author = Author(None, "S")
    calls = [lambda: answering.send(Seen(row, 1, 1), author=author, at=timezone.now()) for _ in range(3)]
    outcomes = together(*calls)
    assert sum(isinstance(outcome, ProposalAnswer) for outcome in outcomes) == 1
    assert len(outbox(to=cast.chair_of_viborg)) == 1


def test_a_copy_of_each_is_handed_to_the_records(cast: Cast, plan: Plan, settings: Any, tmp_path: Path) -> None:
    settings.RECORDS_DIR = str(tmp_path)
    row = sent(cast.viborg)
    drafted(row, "partly", text="Noget af det.", internal_note="Hemmelig note")
    send_one(cast.secretary, row)
    copy = RecordCopy.objects.get()
    assert copy.name.endswith("/forslag/svar-2023-01.html")
    assert "Noget af det." in bytes(copy.data).decode()
    assert "Hemmelig" not in bytes(copy.data).decode()
