"""Withdrawing an edition in the browser: a page that says what citizens will see, and a reason."""

from __future__ import annotations

import pytest
from django.test import Client

from plans.models import Edition, Plan, PlanEvent, Withdrawal
from tests.base import Cast, outbox
from tests.releasing.builders import EDITIONS, NOTE, PUBLIC, correct, released, signed_in

pytestmark = pytest.mark.usefixtures("quick_press")
ADDRESS = "/skrivebord/plan/2024/udgave/1/tilbagekald/"
REASON = "Planen var ikke behandlet i rådet."


@pytest.fixture
def edition(plan: Plan, cast: Cast) -> Edition:
    """The plan's first edition."""
    return released(plan, cast.secretary)


def test_the_page_says_what_citizens_will_see(secretary: Client, edition: Edition) -> None:
    page = secretary.get(ADDRESS).content.decode()
    for words in ("Borgerne ser", "Udgaven er tilbagekaldt", "Teksten slettes ikke", "indtil der kommer en ny"):
        assert words in page


def test_it_is_withdrawn_with_its_reason(secretary: Client, edition: Edition, cast: Cast) -> None:
    assert secretary.post(ADDRESS, {"reason": f"  {REASON}\n"})["Location"] == EDITIONS
    row = Withdrawal.objects.get()
    assert (row.reason, row.withdrawn_by) == (REASON, str(cast.secretary))
    page = Client().get(PUBLIC)
    assert page.status_code == 410
    assert REASON in page.content.decode()
    assert PlanEvent.objects.get(kind="withdrawn").actor_account == cast.secretary
    assert "Tilbagekaldt" in secretary.get(EDITIONS).content.decode()


def test_everybody_else_is_told_with_the_reason(secretary: Client, edition: Edition, cast: Cast) -> None:
    secretary.post(ADDRESS, {"reason": REASON})
    mails = [mail for mail in outbox() if mail.subject == "Samarbejdsplan 2024, 1. udgave er tilbagekaldt"]
    told = {mail.to[0] for mail in mails}
    assert {cast.mayor.email, cast.chair_of_viborg.email, cast.communications.email, cast.delegate.email} <= told
    assert not told & {cast.secretary.email, cast.outsider.email, cast.contributor.email, cast.former_chair.email}
    assert all(REASON in mail.message for mail in mails)


@pytest.mark.parametrize("reason", ["", "   ", "\N{ZERO WIDTH SPACE}", "x" * 1001, "\x00"])
def test_without_a_reason_nothing_happens(secretary: Client, edition: Edition, reason: str) -> None:
    answer = secretary.post(ADDRESS, {"reason": reason})
    assert answer.status_code == 200
    assert "<title>Fejl: " in answer.content.decode()
    assert not Withdrawal.objects.exists()


def test_a_second_time_is_refused(secretary: Client, edition: Edition) -> None:
    secretary.post(ADDRESS, {"reason": REASON})
    answer = secretary.post(ADDRESS, {"reason": "Igen"})
    assert answer.status_code == 409
    assert "er allerede tilbagekaldt" in answer.content.decode()


def test_the_edition_before_it_counts_again(secretary: Client, edition: Edition, plan: Plan, cast: Cast) -> None:
    correct(plan, cast.secretary)
    released(plan, cast.secretary, note=NOTE)
    second = ADDRESS.replace("/1/", "/2/")
    assert "den nyeste udgave, der stadig gælder" in secretary.get(second).content.decode()
    secretary.post(second, {"reason": REASON})
    assert "tre medlemmer" in Client().get(PUBLIC).content.decode()


def test_only_who_steers_withdraws(edition: Edition, cast: Cast) -> None:
    for user in (cast.mayor, cast.director, cast.communications):
        assert signed_in(user).get(ADDRESS).status_code == 403
        assert signed_in(user).post(ADDRESS, {"reason": REASON}).status_code == 403
    assert signed_in(cast.outsider).post(ADDRESS, {"reason": REASON}).status_code == 404
    assert not Withdrawal.objects.exists()


def test_an_edition_that_is_not_there_is_not_found(secretary: Client, edition: Edition) -> None:
    assert secretary.get(ADDRESS.replace("/1/", "/9/")).status_code == 404
