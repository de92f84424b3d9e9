"""Approving a plan, or making remarks on it, as a signatory does it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from councils.models import Delegation, Membership
from plans.models import Approval, ApprovalRound, Plan, PlanEvent
from tests.base import Cast, outbox, seat, section
from tests.deciding.builders import CHAIR, MAYOR, SIGN, answer, give, open_now, signed_in, told


def test_nothing_is_chosen_beforehand(cast: Cast, opened: ApprovalRound) -> None:
    page = told(signed_in(cast.mayor).get(SIGN))
    assert "er klar til din godkendelse" in page
    assert "Som borgmester i Viborg Kommune" in page
    assert " checked" not in page.split('class="columns signing"')[1]


def test_it_is_shown_once_more_before_it_counts(cast: Cast, opened: ApprovalRound) -> None:
    page = answer(cast.mayor, opened, bekraeft="")
    assert page.status_code == 200
    assert "Du ser det én gang til, før det gælder." in told(page)
    assert opened.digest in told(page)
    assert not Approval.objects.exists()


def test_the_holder_of_a_seat_approves(cast: Cast, opened: ApprovalRound) -> None:
    assert answer(cast.mayor, opened)["Location"] == SIGN
    row = Approval.objects.get()
    assert (row.seat, row.outcome, row.capacity, row.digest) == (MAYOR, "approved", "self", opened.digest)
    assert (row.office, row.holder, row.given_by) == ("Borgmester i Viborg Kommune", "Borgmester i Viborg", cast.mayor)
    event = PlanEvent.objects.get(kind="approved")
    assert (event.actor, event.on_behalf_of) == ("Borgmester i Viborg", "")
    assert "Planen er godkendt" in told(signed_in(cast.mayor).get(SIGN))


def test_a_delegate_approves_on_behalf_and_it_says_so_everywhere(cast: Cast, opened: ApprovalRound) -> None:
    words = "På vegne af borgmester i Viborg Kommune Borgmester i Viborg, efter bemyndigelse"
    assert words in told(signed_in(cast.delegate).get(SIGN))
    confirming = told(answer(cast.delegate, opened, bekraeft=""))
    assert words in confirming
    assert "Godkend på vegne af" in confirming
    answer(cast.delegate, opened)
    row = Approval.objects.get()
    assert (row.capacity, row.holder, row.given_by_name) == ("delegate", "Borgmester i Viborg", "Borgmestersekretariat")
    assert PlanEvent.objects.get(kind="approved").on_behalf_of == "Borgmester i Viborg Kommune, Borgmester i Viborg"


def test_a_deputy_is_called_one(cast: Cast, opened: ApprovalRound) -> None:
    Delegation.objects.update(is_deputy=True)
    assert "Som stedfortræder for borgmester i Viborg Kommune" in told(signed_in(cast.delegate).get(SIGN))
    answer(cast.delegate, opened)
    assert Approval.objects.get().capacity == "deputy"


def test_remarks_reach_the_secretariat_at_once(cast: Cast, opened: ApprovalRound) -> None:
    answer(cast.mayor, opened, "remarks", remarks="Mødet er den 4. marts.")
    assert Approval.objects.get().remarks == "Mødet er den 4. marts."
    (mail,) = outbox(to=cast.secretary)
    assert "Mødet er den 4. marts." in mail.message
    assert f"/skrivebord/plan/2023/godkendelse/#bemaerkning-{Approval.objects.get().pk}" in mail.message
    assert "Bemærkningerne er sendt" in told(signed_in(cast.mayor).get(SIGN))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"outcome": ""}, "Vælg, om du godkender planen eller har bemærkninger."),
        ({"outcome": "x"}, "Vælg"),
        ({"outcome": "remarks", "remarks": "  "}, "Skriv, hvad dine bemærkninger er."),
        ({"outcome": "remarks", "remarks": "x" * 5001}, "5000"),
        ({"outcome": "remarks", "remarks": "CPR 010203-1234"}, "CPR"),
        ({"digest": ""}, "Siden er for gammel."),
        ({"digest": "x"}, "Siden er for gammel."),
        ({"seen": "9" * 40}, "Siden er for gammel."),
        ({"plads": "kommune:0657"}, "Vælg, hvem du svarer for."),
        ({"plads": "\x00"}, "Vælg, hvem du svarer for."),
    ],
)
def test_what_cannot_be_taken_is_told_and_kept(
    cast: Cast, opened: ApprovalRound, data: dict[str, str], words: str
) -> None:
    page = answer(cast.mayor, opened, **{"remarks": "Mit ord.", **data})
    assert page.status_code == 422
    assert words in told(page)
    assert "<title>Fejl:" in told(page)
    assert data.get("remarks", "Mit ord.").strip() in told(page)
    assert not Approval.objects.exists()


def test_a_text_that_was_not_shown_is_not_approved(cast: Cast, opened: ApprovalRound) -> None:
    assert answer(cast.mayor, opened, digest="0" * 64).status_code == 409
    assert not Approval.objects.exists()


def test_a_plan_that_is_back_in_editing_takes_no_answer_and_keeps_what_was_typed(
    cast: Cast, plan: Plan, opened: ApprovalRound
) -> None:
    Plan.objects.update(stage="editing")
    page = answer(cast.mayor, opened, "remarks", remarks="Et langt ord om afsnit 2.")
    assert page.status_code == 409
    assert "Et langt ord om afsnit 2." in told(page)
    assert not Approval.objects.exists()


def test_the_same_once_more_changes_nothing(cast: Cast, opened: ApprovalRound) -> None:
    answer(cast.mayor, opened)
    answer(cast.mayor, opened)
    assert Approval.objects.count() == PlanEvent.objects.filter(kind="approved").count() == 1


def test_who_has_not_seen_what_was_answered_meanwhile_is_told(cast: Cast, opened: ApprovalRound) -> None:
    give(opened, cast.mayor, "remarks", remarks="Nej.")
    page = answer(cast.delegate, opened)
    assert page.status_code == 409
    assert "Borgmester i Viborg har imens svaret for borgmester i Viborg Kommune: bemærkninger." in told(page)
    assert Approval.objects.count() == 1


def test_after_remarks_one_may_approve(cast: Cast, opened: ApprovalRound) -> None:
    first = give(opened, cast.mayor, "remarks", remarks="Nej.")
    assert "Svar igen" in told(signed_in(cast.mayor).get(SIGN))
    answer(cast.mayor, opened, seen=first.pk)
    assert [row.outcome for row in Approval.objects.order_by("pk")] == ["remarks", "approved"]


def test_who_has_several_seats_chooses(cast: Cast, opened: ApprovalRound) -> None:
    Delegation.objects.create(
        membership=cast.director.person.memberships.get(), delegate=cast.delegate.person, scope="act"
    )
    page = told(signed_in(cast.delegate).get(SIGN))
    assert "Du kan svare for 2" in page
    assert "Jeg godkender planen" not in page
    chosen = told(signed_in(cast.delegate).get(f"{SIGN}?plads={CHAIR}"))
    assert "Jeg godkender planen" in chosen
    answer(cast.delegate, opened, plads=CHAIR)
    assert Approval.objects.get().seat == CHAIR


@pytest.mark.parametrize("scope", ["read", "prepare"])
def test_a_delegate_who_may_not_act_reads_without_the_form(cast: Cast, opened: ApprovalRound, scope: str) -> None:
    Delegation.objects.update(scope=scope)
    assert "Du læser med" in told(signed_in(cast.delegate).get(SIGN))
    assert answer(cast.delegate, opened).status_code == 403
    assert not Approval.objects.exists()


def test_who_left_office_answers_no_more(cast: Cast, opened: ApprovalRound) -> None:
    Membership.objects.filter(person=cast.mayor.person).update(ends=timezone.localdate() - timedelta(days=1))
    assert answer(cast.mayor, opened).status_code == 404
    assert answer(cast.delegate, opened).status_code == 404


def test_the_page_says_what_concerns_the_municipality_and_shows_the_plan(cast: Cast, plan: Plan) -> None:
    from tests.deciding.builders import to_decision

    row = section(plan, "naevnet")
    row.text = "<p>Nævnet sidder i Viborg. Det har tre medlemmer.</p>"
    row.save()
    to_decision(plan, cast)
    page = told(signed_in(cast.mayor).get(SIGN))
    assert "1 afsnit nævner kommunen." in page
    assert "Nævnet sidder i <mark>Viborg</mark>." in page
    assert "Aftalen har fire pejlemærker." in page
    assert open_now(plan).digest[:8] in page
    assert "/skrivebord/plan/2023/kommune/viborg/" in page


def test_before_the_decision_the_page_says_what_will_come(cast: Cast, plan: Plan) -> None:
    seat(cast.outsider.person, cast.district)
    page = signed_in(cast.outsider).get(SIGN)
    assert page.status_code == 200
    assert "Planen er ikke klar til godkendelse endnu" in told(page)
