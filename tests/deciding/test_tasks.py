"""What the overview says waits of a decision."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from councils.models import User
from plans import deciding
from plans.models import ApprovalRound
from plans.saving import Author
from tests.base import Cast, make_plan
from tests.deciding.builders import MAYOR, decide, give, signed_in, told

SIGN = f"/skrivebord/godkend/2023/?plads={MAYOR}"


def overview(user: User) -> str:
    """The account's first page."""
    return told(signed_in(user).get("/skrivebord/"))


def test_a_signatory_is_waited_for_until_the_answer(cast: Cast, opened: ApprovalRound) -> None:
    assert "Samarbejdsplan 2023 venter på din godkendelse" in overview(cast.mayor)
    assert SIGN in overview(cast.mayor)
    assert "på vegne af borgmester i Viborg Kommune" in overview(cast.delegate)
    give(opened, cast.mayor)
    assert "venter på din godkendelse" not in overview(cast.mayor) + overview(cast.delegate)


def test_it_waits_again_once_remarks_are_answered(cast: Cast, opened: ApprovalRound) -> None:
    remarks = give(opened, cast.mayor, "remarks", remarks="Nej.")
    assert "venter på din godkendelse" not in overview(cast.mayor)
    deciding.answer_remarks(remarks, text="Jo.", author=Author(None, "Sekretær"), at=timezone.now())
    assert "Dine bemærkninger er besvaret." in overview(cast.mayor)


def test_the_secretary_has_remarks_to_answer_and_a_decision_to_record(cast: Cast, opened: ApprovalRound) -> None:
    assert "Rådets beslutning om Samarbejdsplan 2023 er ikke noteret" in overview(cast.secretary)
    give(opened, cast.mayor, "remarks", remarks="Nej.")
    decide(opened)
    page = overview(cast.secretary)
    assert "1 underskriver har bemærkninger" in page
    assert "er ikke noteret" not in page


def test_after_the_date_the_secretary_sees_who_has_not_answered(cast: Cast, opened: ApprovalRound) -> None:
    assert "har ikke svaret" not in overview(cast.secretary)
    ApprovalRound.objects.update(due=timezone.localdate() - timedelta(days=1))
    assert "2 underskrivere har ikke svaret" in overview(cast.secretary)


def test_communications_is_waited_for_once_it_is_decided(cast: Cast, opened: ApprovalRound) -> None:
    words = "Samarbejdsplan 2023 venter på, at du frigiver den"
    assert words not in overview(cast.communications)
    decide(opened)
    assert words in overview(cast.communications)
    assert words not in overview(cast.secretary)
    deciding.sign_off(opened, digest=opened.digest, author=Author.of(cast.communications), at=timezone.now())
    assert words not in overview(cast.communications)


def test_a_decision_is_told_of_though_next_years_plan_is_begun(cast: Cast, opened: ApprovalRound) -> None:
    make_plan(cast.district, year=2024)
    assert "Samarbejdsplan 2023 venter på din godkendelse" in overview(cast.mayor)
