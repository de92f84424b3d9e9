"""Mail about the decision: remarks, their answers, corrections, and what communications is asked for.

Each goes to the accounts that it concerns on the day, in the transaction of its cause.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from councils import permissions
from councils.models import User
from plans import signing
from plans.announcing import News, tell
from plans.models import Approval, ApprovalRound, Plan
from plans.saving import Author

KIND = "decision"


def remarks_made(approval: Approval, *, author: Author, at: datetime) -> None:
    """The secretariat is told of a seat's remarks."""
    plan = approval.approval_round.plan
    news = News(
        kind=KIND,
        subject=f"Bemærkninger til {plan.title} fra {signing.within(approval.office)}",
        lead=f"{approval.office} har bemærkninger til {plan.title}. De skal besvares, eller teksten rettes.",
        path=f"{reverse('approvals:decision', args=[plan.year])}#bemaerkning-{approval.pk}",
        button="Se bemærkningerne",
        words=approval.remarks,
    )
    tell(news, permissions.accounts_writing_for(plan.council, on=timezone.localdate(at)), unless=author.account)


def remarks_answered(approval: Approval, *, plan: Plan, author: Author, at: datetime) -> None:
    """Those who answer for the seat are told what its remarks were answered."""
    on = timezone.localdate(at)
    seats = [seat for seat in signing.seats(plan.council, on=on) if seat.key == approval.seat]
    news = News(
        kind=KIND,
        subject=f"Svar på bemærkninger til {plan.title}",
        lead=f"Sekretariatet har svaret på bemærkningerne fra {signing.within(approval.office)}. Teksten er som før.",
        path=reverse("approvals:sign", args=[plan.year]),
        button="Læs planen, og svar",
        words=approval.answer,
    )
    tell(news, _readers(signing.accounts(seats, on=on).values()), unless=author.account)


def sign_off_wanted(approval_round: ApprovalRound, *, author: Author, at: datetime) -> None:
    """Communications is asked to let the decided plan go out, where that is wanted; once a round."""
    plan = approval_round.plan
    if not plan.council.needs_sign_off or approval_round.signed_off_at is not None:
        return
    news = News(
        kind=KIND,
        subject=f"{plan.title} venter på frigivelse",
        lead=f"Beslutningen om {plan.title} er noteret: {approval_round.decision}. Planen mangler nu jeres frigivelse.",
        path=reverse("approvals:sign_off", args=[plan.year]),
        button="Se planen, og frigiv den",
        key=f"sign-off:{approval_round.pk}",
    )
    tell(news, permissions.accounts_signing_off(on=timezone.localdate(at)), unless=author.account)


def corrected(approval_round: ApprovalRound, *, reason: str, names: str, author: Author, at: datetime) -> int:
    """All who approve the plan, and who lets it go out, are told of a correction; gives how many were written to."""
    plan = approval_round.plan
    news = News(
        kind=KIND,
        subject=f"Redaktionel rettelse i {plan.title}",
        lead=f"{author.name} har rettet {plan.title} redaktionelt: {names}. Beslutning og godkendelser gælder fortsat.",
        path=f"{reverse('approvals:sign', args=[plan.year])}#rettelser",
        button="Se, hvad der er rettet",
        words=reason,
    )
    return tell(news, told_of_corrections(plan, at=at), unless=author.account)


def told_of_corrections(plan: Plan, *, at: datetime) -> list[User]:
    """The accounts that are told of an editorial correction."""
    on = timezone.localdate(at)
    readers = list(permissions.accounts_signing_for(plan.council, on=on).distinct())
    if plan.council.needs_sign_off:
        readers += [user for user in permissions.accounts_signing_off(on=on).distinct() if user not in readers]
    return readers


def _readers(found: Iterable[list[User]]) -> list[User]:
    return [user for users in found for user in users]
