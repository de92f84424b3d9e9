"""What keeps a plan from being published, all of it at once, each with where it is mended."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from councils.models import Council, Meeting, Membership
from plans import deciding
from plans.models import ApprovalRound, Plan, Section
from plans.saving import Author
from tests.base import Cast
from tests.deciding.builders import CHAIR, DECISION, decide, fresh, give, signed_in, told

TODAY = timezone.localdate


def reasons(opened: ApprovalRound) -> list[str]:
    """The reasons, in words."""
    found = deciding.obstacles(fresh(opened), on=TODAY())
    assert all(reason.url for reason in found)
    return [reason.text for reason in found]


def test_at_first_decision_and_sign_off_are_lacking(opened: ApprovalRound) -> None:
    assert reasons(opened) == ["Rådets beslutning er ikke noteret.", "Kommunikation har ikke frigivet planen."]


def test_once_decided_and_signed_off_nothing_is(cast: Cast, opened: ApprovalRound) -> None:
    decide(opened, outcome="discussed")
    deciding.sign_off(opened, digest=opened.digest, author=Author.of(cast.communications), at=timezone.now())
    assert reasons(opened) == []
    page = told(signed_in(cast.secretary).get(DECISION))
    assert "/skrivebord/plan/2023/offentliggoer/" in page


def test_where_the_council_needs_no_sign_off_it_is_not_asked_for(opened: ApprovalRound) -> None:
    Council.objects.update(needs_sign_off=False)
    decide(opened)
    assert reasons(opened) == []


def test_a_plan_that_was_sent_back_is_not_published(opened: ApprovalRound) -> None:
    Council.objects.update(needs_sign_off=False)
    decide(opened, outcome="returned")
    (found,) = deciding.obstacles(fresh(opened), on=TODAY())
    assert "Rådet har sendt planen tilbage" in found.text
    assert found.url == "/skrivebord/plan/2023/fase/?til=editing"


def test_where_all_are_to_approve_each_seat_that_has_not_is_named(cast: Cast, opened: ApprovalRound) -> None:
    Council.objects.update(needs_sign_off=False, publication_rule="all")
    decide(opened)
    assert reasons(opened) == [
        "Politidirektør, har ikke svaret.",
        "Borgmester i Viborg Kommune, Borgmester i Viborg, har ikke svaret.",
    ]
    give(opened, cast.director, seat=CHAIR)
    give(opened, cast.mayor, "remarks", remarks="Nej.")
    assert [text.split(",")[-1] for text in reasons(opened)][:1] == [" har bemærkninger."]
    give(opened, cast.mayor)
    assert reasons(opened) == []


def test_where_all_are_to_approve_an_empty_seat_is_waited_for(cast: Cast, opened: ApprovalRound) -> None:
    Council.objects.update(needs_sign_off=False, publication_rule="all")
    decide(opened)
    give(opened, cast.director, seat=CHAIR)
    yesterday = TODAY() - timedelta(days=1)
    ApprovalRound.objects.update(signed_on=yesterday)
    Membership.objects.filter(person=cast.mayor.person).update(ends=yesterday)
    assert "Pladsen som borgmester i Viborg Kommune er ubesat, og der er ikke svaret." in reasons(opened)


def test_remarks_want_an_answer_whatever_the_rule(cast: Cast, opened: ApprovalRound) -> None:
    Council.objects.update(needs_sign_off=False)
    decide(opened)
    remarks = give(opened, cast.mayor, "remarks", remarks="Nej.")
    (found,) = deciding.obstacles(fresh(opened), on=TODAY())
    assert found.text == "Bemærkningerne fra borgmester i Viborg Kommune er ikke besvaret."
    assert found.url == f"{DECISION}#bemaerkning-{remarks.pk}"
    deciding.answer_remarks(remarks, text="Jo.", author=Author(None, "Sekretær"), at=timezone.now())
    assert reasons(opened) == []


def test_a_text_that_has_changed_since_is_told_of(cast: Cast, opened: ApprovalRound) -> None:
    Council.objects.update(needs_sign_off=False)
    decide(opened)
    Section.objects.filter(key="aftalen").update(heading="Noget andet")
    (found,) = deciding.obstacles(fresh(opened), on=TODAY())
    assert "siger noget andet nu" in found.text


def test_a_meeting_that_is_moved_changes_nothing_where_no_section_lists_them(cast: Cast, opened: ApprovalRound) -> None:
    Council.objects.update(needs_sign_off=False)
    decide(opened)
    Meeting.objects.create(council=cast.district, starts_at=timezone.now(), public=True)
    assert reasons(opened) == []


def test_a_round_that_is_over_is_not_published(opened: ApprovalRound) -> None:
    ApprovalRound.objects.update(ended_at=timezone.now(), end_reason="Sendt tilbage: fejl")
    (found,) = deciding.obstacles(fresh(opened), on=TODAY())
    assert "Sendt tilbage: fejl." in found.text


def test_the_page_lists_all_reasons_beside_a_button_that_does_nothing(
    cast: Cast, plan: Plan, opened: ApprovalRound
) -> None:
    page = told(signed_in(cast.secretary).get(DECISION))
    assert 'disabled aria-describedby="hvorfor">Offentliggør' in page
    for words in ("Hvorfor ikke endnu?", "Rådets beslutning er ikke noteret.", "Kommunikation har ikke frigivet"):
        assert words in page
