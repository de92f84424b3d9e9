"""Blocking an edition in the browser: two persons, and everything that has the text on its way out is emptied."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone

from councils.models import User
from plans import records, stages
from plans.models import (
    ApprovalRound,
    Blocking,
    Edition,
    EditorialCorrection,
    Hearing,
    HearingPreview,
    Plan,
    PlanEvent,
    PlanPreview,
    RecordCopy,
    Release,
)
from plans.saving import Author
from tests.base import Cast, make_account, outbox, seat
from tests.releasing.builders import (
    EDITIONS,
    NOTE,
    PUBLIC,
    correct,
    decide,
    prepared,
    released,
    signed_in,
)

pytestmark = pytest.mark.usefixtures("quick_press")
ADDRESS = "/skrivebord/plan/2024/udgave/1/bloker/"
REASON = "Et navn for meget"
ASK = {"do": "bed", "reason": REASON}
CONFIRM, DROP = {"do": "bekraeft"}, {"do": "opgiv"}


@pytest.fixture
def edition(plan: Plan, cast: Cast) -> Edition:
    """The plan's first edition."""
    return released(plan, cast.secretary)


@pytest.fixture
def press(cast: Cast) -> Client:
    """The browser of communications."""
    return signed_in(cast.communications)


def test_one_asks_and_nothing_is_erased_yet(secretary: Client, edition: Edition, cast: Cast) -> None:
    page = secretary.get(ADDRESS).content.decode()
    assert "Skriv derfor ikke de oplysninger, der skal fjernes." in page
    assert secretary.post(ADDRESS, ASK)["Location"] == ADDRESS
    row = Blocking.objects.get()
    assert (row.reason, row.asked_by, row.asked_by_account) == (REASON, str(cast.secretary), cast.secretary.pk)
    assert Client().get(PUBLIC).status_code == 200
    assert "Venter på endnu en person" in secretary.get(ADDRESS).content.decode()


def test_another_confirms_and_it_is_erased(secretary: Client, press: Client, edition: Edition, cast: Cast) -> None:
    secretary.post(ADDRESS, ASK)
    assert "Bekræft blokeringen" in press.get(ADDRESS).content.decode()
    assert press.post(ADDRESS, CONFIRM)["Location"] == ADDRESS
    edition.refresh_from_db()
    assert (edition.content, edition.html, bytes(edition.files.get().data)) == ("", "", b"")
    row = Blocking.objects.get()
    assert (row.confirmed_by, row.confirmed_by_account) == (str(cast.communications), cast.communications.pk)
    gone = Client().get(PUBLIC)
    assert gone.status_code == 410
    assert REASON in gone.content.decode()
    page = press.get(ADDRESS).content.decode()
    assert "Indhold og filer er slettet" in page
    assert "Teksten står stadig her" in page
    assert 'href="/skrivebord/plan/2024/"' in page


def test_both_stand_in_the_log(secretary: Client, press: Client, edition: Edition, cast: Cast) -> None:
    secretary.post(ADDRESS, ASK)
    press.post(ADDRESS, CONFIRM)
    events = PlanEvent.objects.filter(kind__in=("block_asked", "blocked")).order_by("pk")
    assert [event.actor_account for event in events] == [cast.secretary, cast.communications]


# Two persons ---------------------------------------------------------------------------------------------------------


def test_who_asked_does_not_confirm(secretary: Client, edition: Edition) -> None:
    secretary.post(ADDRESS, ASK)
    answer = secretary.post(ADDRESS, CONFIRM)
    assert answer.status_code == 409
    assert "En anden end den, der bad om blokeringen, skal bekræfte den." in answer.content.decode()
    assert Client().get(PUBLIC).status_code == 200


def test_nor_by_another_account_of_the_same_name(secretary: Client, edition: Edition, cast: Cast) -> None:
    second = make_account("anden@test.example", "En anden")
    seat(second.person, cast.district, "secretary", capacity="other", starts=timezone.localdate())
    User.objects.filter(pk=second.pk).update(display_name=str(cast.secretary))
    secretary.post(ADDRESS, ASK)
    assert signed_in(User.objects.get(pk=second.pk)).post(ADDRESS, CONFIRM).status_code == 409


def test_nor_by_the_same_account_under_another_name(secretary: Client, edition: Edition, cast: Cast) -> None:
    secretary.post(ADDRESS, ASK)
    User.objects.filter(pk=cast.secretary.pk).update(display_name="Et andet navn")
    assert signed_in(User.objects.get(pk=cast.secretary.pk)).post(ADDRESS, CONFIRM).status_code == 409


def test_the_database_too_wants_two_accounts(edition: Edition) -> None:
    row = Blocking.objects.create(
        edition=edition, reason=REASON, asked_by="Anna", asked_by_account=7, asked_at=timezone.now()
    )
    with pytest.raises(DatabaseError), transaction.atomic():
        Blocking.objects.filter(pk=row.pk).update(
            confirmed_by="Bo", confirmed_by_account=7, confirmed_at=timezone.now()
        )
    with pytest.raises(DatabaseError), transaction.atomic():
        Edition.objects.filter(pk=edition.pk).update(content="", html="")


def test_who_may_is_the_secretariat_communications_and_the_chair(edition: Edition, cast: Cast) -> None:
    for user in (cast.secretary, cast.communications, cast.director):
        assert signed_in(user).get(ADDRESS).status_code == 200
    for user in (cast.mayor, cast.delegate, cast.chair_of_viborg):
        assert signed_in(user).get(ADDRESS).status_code == 403
        assert signed_in(user).post(ADDRESS, ASK).status_code == 403
    assert signed_in(cast.outsider).get(ADDRESS).status_code == 404
    assert not Blocking.objects.exists()


def test_nobody_confirms_what_nobody_asked_for(press: Client, edition: Edition) -> None:
    answer = press.post(ADDRESS, CONFIRM)
    assert answer.status_code == 409
    assert "Ingen har bedt om at få" in answer.content.decode()


def test_twice_is_once(secretary: Client, press: Client, edition: Edition) -> None:
    secretary.post(ADDRESS, ASK)
    assert secretary.post(ADDRESS, ASK).status_code == 409
    press.post(ADDRESS, CONFIRM)
    assert press.post(ADDRESS, CONFIRM).status_code == 409
    assert secretary.post(ADDRESS, ASK).status_code == 409


@pytest.mark.parametrize("fields", [{}, {"do": "bed"}, {"do": "bed", "reason": " "}, {"do": "sprængning"}])
def test_a_form_that_says_nothing_does_nothing(secretary: Client, edition: Edition, fields: dict[str, str]) -> None:
    assert secretary.post(ADDRESS, fields).status_code == 200
    assert not Blocking.objects.exists()


def test_a_number_of_a_person_in_the_reason_is_warned_of(secretary: Client, edition: Edition) -> None:
    answer = secretary.post(ADDRESS, {"do": "bed", "reason": "Her stod 010203-1234"})
    assert "ligner et CPR-nummer" in answer.content.decode()
    assert not Blocking.objects.exists()


def test_it_can_be_given_up(secretary: Client, press: Client, edition: Edition) -> None:
    secretary.post(ADDRESS, ASK)
    press.post(ADDRESS, DROP)
    assert not Blocking.objects.exists()
    assert PlanEvent.objects.filter(kind="block_dropped").exists()
    assert "Bed om en blokering" in secretary.get(ADDRESS).content.decode()
    press.post(ADDRESS, DROP)
    assert PlanEvent.objects.filter(kind="block_dropped").count() == 1


def test_what_is_blocked_is_not_given_up(secretary: Client, press: Client, edition: Edition) -> None:
    secretary.post(ADDRESS, ASK)
    press.post(ADDRESS, CONFIRM)
    assert press.post(ADDRESS, DROP).status_code == 409


# What is erased ------------------------------------------------------------------------------------------------------


def test_the_same_text_goes_wherever_it_was_kept(
    secretary: Client, press: Client, edition: Edition, plan: Plan, cast: Cast, settings: Any, tmp_path: Any
) -> None:
    now, settings.RECORDS_DIR = timezone.now(), str(tmp_path)
    content = {"plan": plan, "content": edition.content, "digest": edition.digest, "opened_at": now, "ended_at": now}
    lapsed = ApprovalRound.objects.create(**content, signed_on=timezone.localdate())
    EditorialCorrection.objects.create(
        approval_round=lapsed, section_key="x", before="Før", after="Efter", reason="Stavefejl", made_at=now
    )
    hearing = Hearing.objects.create(**content, opened_by_name="Sekretær", completed=True)
    HearingPreview.objects.create(hearing=hearing, fingerprint="x", data=b"%PDF", made_at=now)
    PlanPreview.objects.create(plan=plan, fingerprint="x", data=b"%PDF", made_at=now)
    records.keep(plan, name="udgave-1/plan.pdf", data=b"%PDF", at=now)
    records.keep(plan, name="forslag/svar.txt", data=b"Svar", at=now)
    secretary.post(ADDRESS, ASK)
    press.post(ADDRESS, CONFIRM)
    assert set(ApprovalRound.objects.values_list("content", flat=True)) == {""}
    assert EditorialCorrection.objects.values_list("before", "after").get() == ("", "")
    assert Hearing.objects.get().content == ""
    assert not HearingPreview.objects.exists()
    assert not PlanPreview.objects.exists()
    assert [copy.name for copy in RecordCopy.objects.all()] == ["kredsraadet-2024/forslag/svar.txt"]


def test_the_digests_stay(secretary: Client, press: Client, edition: Edition) -> None:
    secretary.post(ADDRESS, ASK)
    press.post(ADDRESS, CONFIRM)
    assert edition.digest in secretary.get(EDITIONS).content.decode()
    assert ApprovalRound.objects.get().digest == edition.digest


def test_another_editions_round_keeps_its_text(
    secretary: Client, press: Client, edition: Edition, plan: Plan, cast: Cast
) -> None:
    correct(plan, cast.secretary)
    released(plan, cast.secretary, note=NOTE)
    secretary.post(ADDRESS, ASK)
    press.post(ADDRESS, CONFIRM)
    second = Edition.objects.get(number=2)
    assert second.content == second.approval_round.content != ""
    assert "fire medlemmer" in Client().get(PUBLIC).content.decode()


def test_the_database_lets_no_other_round_be_emptied(
    secretary: Client, press: Client, edition: Edition, plan: Plan, cast: Cast
) -> None:
    correct(plan, cast.secretary)
    second = released(plan, cast.secretary, note=NOTE)
    secretary.post(ADDRESS, ASK)
    press.post(ADDRESS, CONFIRM)
    with pytest.raises(DatabaseError), transaction.atomic():
        ApprovalRound.objects.filter(pk=second.approval_round_id).update(content="")


def test_what_was_made_ready_of_a_correction_is_made_anew(
    secretary: Client, press: Client, edition: Edition, plan: Plan, cast: Cast
) -> None:
    correct(plan, cast.secretary)
    row = prepared(plan, cast.secretary, note=NOTE)
    secretary.post(ADDRESS, ASK)
    press.post(ADDRESS, CONFIRM)
    row.refresh_from_db()
    assert (row.state, row.html, bytes(row.pdf)) == ("cancelled", "", b"")
    assert row.last_error == "Annulleret: 1. udgave er blokeret."
    assert ApprovalRound.objects.get(ended_at=None).content != ""


def test_the_same_text_is_not_published_again(
    secretary: Client, press: Client, edition: Edition, plan: Plan, cast: Cast
) -> None:
    secretary.post(ADDRESS, ASK)
    press.post(ADDRESS, CONFIRM)
    stages.move(plan, "editing", author=Author.of(cast.secretary), reason="Et navn skal ud")
    decide(plan, cast.secretary)
    page = secretary.get("/skrivebord/plan/2024/offentliggoer/").content.decode()
    assert "Indholdet er det samme som i 1. udgave, der er blokeret. Fjern oplysningerne først." in page
    assert not Release.objects.under_way().exists()


# Mail and the overview -----------------------------------------------------------------------------------------------


def test_those_who_may_confirm_are_asked_without_the_reason(secretary: Client, edition: Edition, cast: Cast) -> None:
    before = len(outbox())
    secretary.post(ADDRESS, ASK)
    mails = outbox()[before:]
    assert {mail.to[0] for mail in mails} == {cast.director.email, cast.communications.email}
    assert not any(REASON in mail.message + mail.html_message for mail in mails)


def test_everybody_is_told_of_a_blocking_without_the_reason(
    secretary: Client, press: Client, edition: Edition, cast: Cast
) -> None:
    secretary.post(ADDRESS, ASK)
    before = len(outbox())
    press.post(ADDRESS, CONFIRM)
    mails = outbox()[before:]
    assert {cast.secretary.email, cast.mayor.email, cast.local_secretary.email} <= {mail.to[0] for mail in mails}
    assert {mail.subject for mail in mails} == {"Samarbejdsplan 2024, 1. udgave er blokeret"}
    assert not any(REASON in mail.message + mail.html_message for mail in mails)


def test_the_overview_asks_those_who_may_confirm(
    secretary: Client, press: Client, edition: Edition, cast: Cast
) -> None:
    secretary.post(ADDRESS, ASK)
    words = "venter på, at en anden bekræfter den"
    assert words in press.get("/skrivebord/").content.decode()
    assert words in signed_in(cast.director).get("/skrivebord/").content.decode()
    assert words not in secretary.get("/skrivebord/").content.decode()
    assert words not in signed_in(cast.mayor).get("/skrivebord/").content.decode()
