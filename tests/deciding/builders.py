"""What the tests of the decision share: a plan that is to be decided on, and the forms that its pages send."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from councils.models import AgendaItem, Meeting, User
from plans import deciding, stages
from plans.models import Approval, ApprovalRound, Plan
from plans.saving import Author
from tests.base import Cast, let_sign

YEAR = 2023
SIGN = f"/skrivebord/godkend/{YEAR}/"
TAKE_BACK = f"{SIGN}fortryd/"
DECISION = f"/skrivebord/plan/{YEAR}/godkendelse/"
MAYOR, CHAIR = "kommune:0791", "formand"
SECRETARIAT = Author(None, "Sekretariatet")


def to_decision(plan: Plan, cast: Cast, *, at: datetime | None = None, **fields: Any) -> ApprovalRound:
    """The plan in the stage of decision, with its round open; director and mayor of Viborg sign it."""
    let_sign(cast)
    Plan.objects.filter(pk=plan.pk).update(stage=Plan.Stage.DECISION)
    plan.refresh_from_db()
    opened = stages.open_round(plan, author=SECRETARIAT, at=at or timezone.now())
    if fields:
        ApprovalRound.objects.filter(pk=opened.pk).update(**fields)
    return fresh(opened)


def fresh(approval_round: ApprovalRound) -> ApprovalRound:
    """The round as the database has it."""
    return ApprovalRound.objects.select_related("plan__council").get(pk=approval_round.pk)


def open_now(plan: Plan) -> ApprovalRound:
    """The plan's open round."""
    return ApprovalRound.objects.select_related("plan__council").get(plan=plan, ended_at__isnull=True)


def signed_in(user: User) -> Client:
    """A browser of the account's."""
    client = Client()
    client.force_login(user)
    return client


def give(approval_round: ApprovalRound, user: User, outcome: str = "approved", **fields: Any) -> Approval:
    """Answer for the account's one seat, at once."""
    values: dict[str, Any] = {"seat": MAYOR, "digest": approval_round.digest, "user": user, "at": timezone.now()}
    return deciding.give(approval_round, outcome=outcome, **values | fields)


def answer(user: User, approval_round: ApprovalRound, outcome: str = "approved", **data: Any) -> Any:
    """What the signatory's page sends when the answer is confirmed."""
    values = {
        "plads": MAYOR,
        "outcome": outcome,
        "remarks": "",
        "digest": approval_round.digest,
        "seen": 0,
        "bekraeft": "1",
    }
    return signed_in(user).post(SIGN, values | data)


def meeting_item(cast: Cast, day: date | None = None, *, number: int = 3, **fields: Any) -> AgendaItem:
    """An item of the district council's meeting; held yesterday unless another day is given."""
    on = day or timezone.localdate() - timedelta(days=1)
    starts = timezone.make_aware(datetime(on.year, on.month, on.day, 9))  # noqa: DTZ001
    meeting = Meeting.objects.create(council=cast.district, starts_at=starts, **fields)
    return AgendaItem.objects.create(meeting=meeting, number=number, title="Samarbejdsplan", purpose="decision")


def decide(approval_round: ApprovalRound, **fields: Any) -> ApprovalRound:
    """Record a decision in a written procedure that ended yesterday."""
    values: dict[str, Any] = {
        "outcome": "agreed",
        "decided_on": timezone.localdate() - timedelta(days=1),
        "digest": approval_round.digest,
        "author": SECRETARIAT,
        "at": timezone.now(),
    }
    return deciding.decide(approval_round, **values | fields)


def told(response: Any) -> str:
    """What a page says, white space made single."""
    return " ".join(response.content.decode().split())
