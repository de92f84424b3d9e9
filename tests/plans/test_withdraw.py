"""Taking an edition back: withdrawal by one person, blocking by two."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from plans.models import Blocking, Edition, Plan, PlanEvent, Section, Withdrawal
from plans.publishing.withdrawing import is_blocked
from tests.base import publish

EDITION = {"council": "kredsraadet", "year": 2023, "number": 1}


@pytest.fixture
def edition(plan: Plan) -> Edition:
    """The published small plan."""
    return publish(plan)


def withdraw(**options: Any) -> str:
    """Run the command that withdraws the edition."""
    return run("withdraw_edition", **{"reason": "Trykt med fejl", "by": "Anna"} | options)


def ask(**options: Any) -> str:
    """Run the first step of a blocking."""
    return run("block_edition", **{"reason": "Et navn for meget", "by": "Anna"} | options)


def confirm(by: str) -> str:
    """Run the second step of a blocking."""
    return run("block_edition", confirm=True, by=by)


def run(command: str, **options: Any) -> str:
    """Run a command on the edition, and give what it prints."""
    out = StringIO()
    call_command(command, **EDITION | options, stdout=out)
    return out.getvalue()


def test_a_withdrawn_edition_keeps_its_text_and_says_why(edition: Edition) -> None:
    assert withdraw() == "Samarbejdsplan 2023, 1. udgave er tilbagekaldt.\n"
    withdrawal = Withdrawal.objects.get(edition=edition)
    assert (withdrawal.reason, withdrawal.withdrawn_by) == ("Trykt med fejl", "Anna")
    edition.refresh_from_db()
    assert "Nævnet har tre medlemmer." in edition.html
    assert not Edition.objects.readable().exists()
    assert edition.plan.events.filter(kind=PlanEvent.Kind.WITHDRAWN, text="1. udgave: Trykt med fejl").exists()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"reason": " "}, "Skriv en begrundelse."),
        ({"by": " "}, "Skriv, hvem der gør det."),
        ({"number": 7}, "Samarbejdsplan 2023 har ingen 7. udgave."),
        ({"number": 0}, "Samarbejdsplan 2023 har ingen 0. udgave."),
        ({"by": "n" * 151}, "højst 150 tegn"),
    ],
)
def test_a_withdrawal_that_says_too_little_is_refused(edition: Edition, options: Any, message: str) -> None:
    with pytest.raises(CommandError, match=message):
        withdraw(**options)
    assert not Withdrawal.objects.exists()


def test_an_edition_is_withdrawn_once(edition: Edition) -> None:
    withdraw()
    with pytest.raises(CommandError, match="allerede tilbagekaldt"):
        withdraw(reason="En anden grund")
    assert Withdrawal.objects.get().reason == "Trykt med fejl"


def test_after_a_withdrawal_the_same_text_can_be_published_again(edition: Edition) -> None:
    withdraw()
    assert publish(edition.plan, note="Offentliggjort igen").number == 2


def test_asking_for_a_blocking_takes_nothing_away_yet(edition: Edition) -> None:
    assert "En anden skal nu bekræfte" in ask()
    edition.refresh_from_db()
    assert edition.content
    assert not is_blocked(edition)
    assert Edition.objects.readable().exists()


def test_the_second_person_is_told_where_the_text_still_stands(edition: Edition) -> None:
    ask()
    assert "Fjern den også dér." in confirm("Bo")


def test_two_persons_erase_content_article_files_and_the_decided_content(edition: Edition) -> None:
    ask()
    assert confirm("Bo").startswith("Samarbejdsplan 2023, 1. udgave er blokeret. Indhold og filer er slettet.\n")
    edition.refresh_from_db()
    edition.approval_round.refresh_from_db()
    assert (edition.content, edition.html, edition.approval_round.content) == ("", "", "")
    assert bytes(edition.files.get().data) == b""
    assert edition.frozen == {}


def test_digest_reason_and_tombstone_stay(edition: Edition) -> None:
    before = Edition.objects.values("digest", "html_digest", "number", "published_on", "decision").get()
    pdf = edition.files.values("digest", "size").get()
    ask()
    confirm("Bo")
    assert Edition.objects.values(*before).get() == before
    assert edition.files.values(*pdf).get() == pdf
    stone = Blocking.objects.get()
    assert (stone.reason, stone.asked_by, stone.confirmed_by) == ("Et navn for meget", "Anna", "Bo")
    assert list(edition.plan.events.order_by("-pk").values_list("kind", flat=True)[:2]) == ["blocked", "block_asked"]


@pytest.mark.parametrize("name", ["Anna", "ANNA", " anna "])
def test_the_one_who_asked_cannot_confirm(edition: Edition, name: str) -> None:
    ask(by=" Anna")
    with pytest.raises(CommandError, match="En anden end den, der bad om blokeringen"):
        confirm(name)
    edition.refresh_from_db()
    assert edition.content


def test_nothing_is_confirmed_that_nobody_asked_for(edition: Edition) -> None:
    with pytest.raises(CommandError, match="Det skal én gøre først"):
        confirm("Bo")
    assert Edition.objects.get().content


@pytest.mark.parametrize("step", [lambda: ask(reason="Igen"), lambda: confirm("Carl")])
def test_a_blocked_edition_is_not_blocked_again(edition: Edition, step: Any) -> None:
    ask()
    confirm("Bo")
    with pytest.raises(CommandError, match=r"allerede"):
        step()
    assert Blocking.objects.get().confirmed_by == "Bo"


def test_a_blocked_edition_is_not_withdrawn_too(edition: Edition) -> None:
    ask()
    confirm("Bo")
    with pytest.raises(CommandError, match="er blokeret"):
        withdraw()


def test_a_withdrawn_edition_can_be_blocked(edition: Edition) -> None:
    withdraw()
    ask()
    confirm("Bo")
    assert is_blocked(edition)


def test_after_a_blocking_a_corrected_text_can_be_published(edition: Edition) -> None:
    ask()
    confirm("Bo")
    Section.objects.filter(key="naevnet").update(text="<p>Nævnet har fire medlemmer.</p>")
    assert publish(edition.plan, note="Uden navnet").number == 2


def test_the_first_step_needs_a_reason_or_the_second_step_asked_for(edition: Edition) -> None:
    with pytest.raises(CommandError):
        call_command("block_edition", "--council=kredsraadet", "--year=2023", "--number=1", "--by=Anna")
    with pytest.raises(CommandError, match=r"Skriv en begrundelse\."):
        ask(reason=" ")
