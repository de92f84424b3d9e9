"""A section put right under authority, while what was approved stands."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, transaction

from councils.models import Council, Delegation
from plans import signing
from plans.models import ApprovalRound, EditorialCorrection, Plan, PlanEvent, Revision
from tests.base import Cast, outbox, section
from tests.deciding.builders import DECISION, SIGN, decide, fresh, give, open_now, signed_in, told

LIST = "/skrivebord/plan/2023/redaktionel-rettelse/"
ADDRESS = f"{LIST}kredsraadet/"
RIGHT = "<p>Kredsrådet mødes tre gange om året.</p>"


def send(cast: Cast, plan: Plan, text: str = RIGHT, **data: Any) -> Any:
    """What the editor's page sends: the difference is shown, nothing is changed."""
    row = section(plan, "kredsraadet")
    values = {
        "heading": row.heading,
        "text": text,
        "note": "",
        "reason": "Antallet var forkert",
        "base": row.version,
        "before": open_now(plan).digest,
        "writer": cast.secretary.pk,
    }
    return signed_in(cast.secretary).post(ADDRESS, values | data)


def confirm(cast: Cast, plan: Plan, text: str = RIGHT, **data: Any) -> Any:
    """What the page with the difference sends."""
    after = told(send(cast, plan, text)).split('name="after" value="')[1][:64]
    return send(cast, plan, text, **{"after": after, "bekraeft": "1"} | data)


def test_every_section_that_is_written_here_can_be_chosen(cast: Cast, opened: ApprovalRound) -> None:
    page = told(signed_in(cast.secretary).get(LIST))
    assert ADDRESS in page
    assert "Kun stavefejl, datoer og lignende" in page


def test_the_difference_is_shown_with_who_is_told_and_nothing_is_changed(
    cast: Cast, plan: Plan, opened: ApprovalRound
) -> None:
    page = told(send(cast, plan))
    assert "<del>to</del><ins>tre</ins>" in page
    for words in ("Antallet var forkert", "<li>Borgmester i Viborg</li>", "<li>Borgmestersekretariat</li>"):
        assert words in page
    assert open_now(plan) == opened
    assert section(plan, "kredsraadet").version == 1
    assert outbox() == []


def test_it_is_put_right_in_a_round_that_follows(cast: Cast, plan: Plan, opened: ApprovalRound) -> None:
    give(opened, cast.mayor)
    decide(opened)
    assert confirm(cast, plan)["Location"] == DECISION
    old, new = fresh(opened), open_now(plan)
    assert (new.follows, new.decision, new.decided_on) == (old, old.decision, old.decided_on)
    assert old.end_reason == "Redaktionel rettelse: Antallet var forkert"
    assert new.digest != old.digest
    assert "tre gange" in new.content
    assert section(plan, "kredsraadet").text == RIGHT
    assert Revision.objects.get(section__key="kredsraadet", version=2).author == cast.secretary


def test_approvals_stand_and_may_still_be_taken_back(cast: Cast, plan: Plan, opened: ApprovalRound) -> None:
    give(opened, cast.mayor)
    confirm(cast, plan)
    assert [row.has_approved for row in signing.standing(open_now(plan), on=opened.signed_on)] == [False, True]
    assert "Planen er godkendt" in told(signed_in(cast.mayor).get(SIGN))
    signed_in(cast.mayor).post(f"{SIGN}fortryd/", {"plads": "kommune:0791"})
    assert signing.newest(open_now(plan)) == {}


def test_remarks_of_before_are_still_answered_and_stay_those_of_that_text(
    cast: Cast, plan: Plan, opened: ApprovalRound
) -> None:
    remarks = give(opened, cast.mayor, "remarks", remarks="Nej.")
    confirm(cast, plan)
    sent = signed_in(cast.secretary).post(f"{DECISION}bemaerkning/{remarks.pk}/", {"answer": "Jo."})
    assert sent.status_code == 302
    remarks.refresh_from_db()
    assert (remarks.answer, remarks.digest, remarks.approval_round) == ("Jo.", opened.digest, opened)


def test_before_and_after_are_kept_logged_and_told_to_all(cast: Cast, plan: Plan, opened: ApprovalRound) -> None:
    confirm(cast, plan)
    (row,) = EditorialCorrection.objects.all()
    assert (row.section_key, row.section_heading) == ("kredsraadet", "1 Kredsrådet")
    assert "to gange" in row.before
    assert "tre gange" in row.after
    event = PlanEvent.objects.get(kind="corrected")
    assert opened.digest in event.text
    assert open_now(plan).digest in event.text
    for user in (cast.mayor, cast.delegate, cast.director, cast.communications):
        assert "Antallet var forkert" in outbox(to=user)[-1].message
    assert outbox(to=cast.secretary) == []
    page = told(signed_in(cast.mayor).get(SIGN))
    assert 'id="rettelser"' in page
    assert "<del>to</del><ins>tre</ins>" in page


def test_a_correction_that_is_kept_is_never_changed(cast: Cast, plan: Plan, opened: ApprovalRound) -> None:
    confirm(cast, plan)
    with pytest.raises(DatabaseError), transaction.atomic():
        EditorialCorrection.objects.update(before="")
    with pytest.raises(DatabaseError), transaction.atomic():
        EditorialCorrection.objects.all().delete()


def test_the_signatories_stay_as_they_were_when_the_text_was_locked(
    cast: Cast, plan: Plan, opened: ApprovalRound
) -> None:
    confirm(cast, plan)
    assert open_now(plan).signed_on == opened.signed_on


def test_what_is_confirmed_is_what_was_shown(cast: Cast, plan: Plan, opened: ApprovalRound) -> None:
    after = told(send(cast, plan)).split('name="after" value="')[1][:64]
    page = send(cast, plan, "<p>Noget helt andet.</p>", after=after, bekraeft="1")
    assert page.status_code == 200
    assert "Noget helt andet." in told(page)
    assert open_now(plan) == opened


def test_two_corrections_at_once_leave_the_second_its_text_and_what_stands(
    cast: Cast, plan: Plan, opened: ApprovalRound
) -> None:
    before = opened.digest
    confirm(cast, plan)
    page = send(cast, plan, "<p>Kredsrådet mødes hver måned.</p>", before=before, base=1)
    assert page.status_code == 409
    assert "hver måned" in told(page)
    assert "tre gange" in told(page)
    assert f'name="before" value="{open_now(plan).digest}"' in told(page)
    assert 'name="base" value="2"' in told(page)
    assert section(plan, "kredsraadet").text == RIGHT
    assert EditorialCorrection.objects.count() == 1


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"reason": ""}, "Skriv, hvorfor det rettes."),
        ({"reason": "x" * 301}, "300"),
        ({"text": "<p>CPR 010203-1234</p>"}, "CPR"),
        ({"text": ""}, "Et afsnit kan ikke tømmes ved en redaktionel rettelse."),
        ({"text": "<p>Kredsrådet mødes to gange om året.</p>"}, "Der er ingen forskel"),
        ({"text": '<p>Se <a href="#findes-ikke">her</a>.</p>'}, "henviser til et afsnit, der ikke findes"),
        ({"text": "<p>漢</p>"}, "mangler"),
        ({"heading": ""}, "Skriv en overskrift."),
        ({"base": "9" * 40}, "Siden er for gammel."),
        ({"before": "x"}, "Siden er for gammel."),
        ({"after": "x" * 70}, "Siden er for gammel."),
        ({"writer": "0"}, "Siden er åbnet af en anden konto."),
    ],
)
def test_what_cannot_be_taken_is_told(
    cast: Cast, plan: Plan, opened: ApprovalRound, data: dict[str, Any], words: str
) -> None:
    page = send(cast, plan, **data)
    assert page.status_code == 422
    assert words in told(page)
    assert open_now(plan) == opened


def test_one_can_go_on_writing_from_the_difference(cast: Cast, plan: Plan, opened: ApprovalRound) -> None:
    row = section(plan, "kredsraadet")
    sent = {"heading": row.heading, "text": RIGHT, "note": "", "reason": "Fejl", "base": 1, "before": opened.digest}
    page = signed_in(cast.secretary).post(f"{ADDRESS}?ret=1", sent)
    assert page.status_code == 200
    assert "tre gange om året" in told(page)


def test_a_section_that_is_not_there_is_not_found(cast: Cast, opened: ApprovalRound) -> None:
    assert signed_in(cast.secretary).get(f"{LIST}findes-ikke/").status_code == 404


def test_without_authority_nothing_is_put_right(cast: Cast, plan: Plan, opened: ApprovalRound) -> None:
    Council.objects.update(editorial_authority=False)
    assert signed_in(cast.secretary).get(LIST).status_code == 409
    assert send(cast, plan).status_code == 409
    assert LIST not in told(signed_in(cast.secretary).get(DECISION))


@pytest.mark.parametrize("stage", ["editing", "hearing", "published"])
def test_in_any_other_stage_it_is_refused(cast: Cast, plan: Plan, opened: ApprovalRound, stage: str) -> None:
    Plan.objects.update(stage=stage)
    page = send(cast, plan)
    assert page.status_code == 409
    assert "mens planen er til beslutning" in told(page)
    assert section(plan, "kredsraadet").version == 1


def test_who_may_only_prepare_does_not_put_right(cast: Cast, plan: Plan, opened: ApprovalRound) -> None:
    held = cast.secretary.person.memberships.get()
    Delegation.objects.create(membership=held, delegate=cast.outsider.person, scope="prepare")
    assert signed_in(cast.outsider).get(ADDRESS).status_code == 403
