"""What the overview says of proposals, to the secretary and to the councils' leaders."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from plans.models import Plan
from tests.base import Cast
from tests.proposals.builders import answered, dates, drafted, sent, signed_in, told


def page(user: Any) -> str:
    """The overview."""
    return told(signed_in(user).get("/skrivebord/"))


def test_the_secretary_sees_what_waits_and_what_is_ready(cast: Cast, plan: Plan) -> None:
    sent(cast.viborg, title="Venter")
    drafted(sent(cast.viborg, title="Begyndt"))
    drafted(sent(cast.herning, title="Klar"), ready=True)
    shown = page(cast.secretary)
    for words in ("1 forslag uden svar", "1 forslag med svar i kladde", "1 svar er lagt klar og ikke sendt"):
        assert words in shown


def test_a_chair_is_told_of_the_deadline_only_until_the_council_has_spoken(cast: Cast, plan: Plan) -> None:
    dates(plan)
    assert "1 svar om forslag til planen for 2023 mangler" in page(cast.chair_of_viborg)
    sent(cast.viborg)
    assert "svar om forslag" not in page(cast.chair_of_viborg)
    assert "svar om forslag" in page(cast.chair_of_herning)


def test_a_chair_is_told_of_what_is_to_be_elaborated_and_of_new_answers(cast: Cast, plan: Plan) -> None:
    answered(sent(cast.viborg, title="Arrangører", state="returned"), "elaborate")
    answered(sent(cast.viborg, title="Besvaret"), "accepted")
    answered(sent(cast.viborg, title="For længst"), "accepted", sent_at=timezone.now() - timedelta(days=9))
    shown = page(cast.chair_of_viborg)
    assert "1 forslag skal uddybes: »Arrangører«" in shown
    assert "1 nyt svar på jeres forslag" in shown
    assert "For længst" not in shown
    assert "nyt svar" not in page(cast.chair_of_herning)


def test_a_mayor_without_a_local_council_is_told_nothing_of_it(cast: Cast, plan: Plan) -> None:
    dates(plan)
    sent(cast.viborg)
    assert "forslag" not in page(cast.mayor).split("<main")[1].lower().replace("frist for forslag", "")


def test_it_takes_as_many_queries_for_much_as_for_little(cast: Cast, plan: Plan) -> None:
    clients = [signed_in(user) for user in (cast.secretary, cast.chair_of_viborg)]
    answered(sent(cast.viborg))
    head = sent(cast.herning)
    sent(cast.viborg, merged_into=head)
    for client in clients:
        client.get("/skrivebord/")
    with CaptureQueriesContext(connection) as few:
        for client in clients:
            client.get("/skrivebord/")
    for number in range(9):
        row = sent(cast.viborg)
        answered(row) if number % 2 else drafted(row, ready=True)
    with CaptureQueriesContext(connection) as many:
        for client in clients:
            client.get("/skrivebord/")
    assert len(many) == len(few)
