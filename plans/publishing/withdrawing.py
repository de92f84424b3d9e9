"""Taking an edition back: withdrawal (tilbagekaldelse) by one person, blocking (blokering) by two.

Withdrawal: the edition no longer counts, its address says so and why, and the text is kept. Blocking: personal data
published by mistake is erased from content, article, files and the approval round (GDPR article 17); digest, reason
and a tombstone stay.
"""

from __future__ import annotations

from unicodedata import normalize

from django.db import transaction
from django.utils import timezone

from councils.canonical.characters import visible
from plans.models import ApprovalRound, Blocking, Edition, EditionFile, PlanEvent, Withdrawal
from plans.workflow import IllegalTransition, lock, log

LONGEST_NAME = 150
"""Letters that the columns for who did it hold."""


@transaction.atomic
def withdraw(edition: Edition, *, reason: str, actor: str) -> Withdrawal:
    """Withdraw an edition. Raises IllegalTransition without a reason, or where it is withdrawn or blocked already."""
    _need(reason=reason, actor=actor)
    lock(edition.plan)
    if Withdrawal.objects.filter(edition=edition).exists():
        raise IllegalTransition([f"{edition} er allerede tilbagekaldt."])
    if is_blocked(edition):
        raise IllegalTransition([f"{edition} er blokeret."])
    now = timezone.now()
    withdrawal = Withdrawal.objects.create(
        edition=edition, reason=reason.strip(), withdrawn_at=now, withdrawn_by=actor.strip()
    )
    log(edition.plan, PlanEvent.Kind.WITHDRAWN, f"{edition.number}. udgave: {reason.strip()}", actor=actor, at=now)
    return withdrawal


@transaction.atomic
def ask_blocking(edition: Edition, *, reason: str, actor: str) -> Blocking:
    """The first person's part of a blocking. Raises IllegalTransition without a reason, or where one is asked for."""
    _need(reason=reason, actor=actor)
    lock(edition.plan)
    if Blocking.objects.filter(edition=edition).exists():
        raise IllegalTransition([f"Der er allerede bedt om at få {edition} blokeret."])
    now = timezone.now()
    blocking = Blocking.objects.create(edition=edition, reason=reason.strip(), asked_by=actor.strip(), asked_at=now)
    log(edition.plan, PlanEvent.Kind.BLOCK_ASKED, f"{edition.number}. udgave: {reason.strip()}", actor=actor, at=now)
    return blocking


@transaction.atomic
def confirm_blocking(edition: Edition, *, actor: str) -> Blocking:
    """The second person's part: erases the edition's content and files at once.

    Raises IllegalTransition where nobody asked, where it is done already, or where the same person does both parts.
    """
    _need(reason="-", actor=actor)
    lock(edition.plan)
    blocking = Blocking.objects.filter(edition=edition).first()
    if blocking is None:
        raise IllegalTransition([f"Ingen har bedt om at få {edition} blokeret. Det skal én gøre først."])
    if blocking.confirmed_at is not None:
        raise IllegalTransition([f"{edition} er allerede blokeret."])
    if _person(blocking.asked_by) == _person(actor):
        raise IllegalTransition(["En anden end den, der bad om blokeringen, skal bekræfte den."])
    blocking.confirmed_by, blocking.confirmed_at = actor.strip(), timezone.now()
    blocking.save(update_fields=["confirmed_by", "confirmed_at"])
    _erase(edition)
    log(edition.plan, PlanEvent.Kind.BLOCKED, f"{edition.number}. udgave", actor=actor, at=blocking.confirmed_at)
    return blocking


def _person(name: str) -> str:
    """The name as it is compared: case, kinds and number of spaces, invisible and composed letters do not count."""
    return " ".join(visible(normalize("NFKC", name)).casefold().split())


def is_blocked(edition: Edition) -> bool:
    """Whether two persons have blocked the edition."""
    return Blocking.objects.filter(edition=edition, confirmed_at__isnull=False).exists()


def _erase(edition: Edition) -> None:
    EditionFile.objects.filter(edition=edition).update(data=b"")
    ApprovalRound.objects.filter(editions=edition).update(content="")
    Edition.objects.filter(pk=edition.pk).update(content="", html="")


def _need(*, reason: str, actor: str) -> None:
    reasons = []
    if not visible(reason).strip():
        reasons.append("Skriv en begrundelse.")
    if not visible(actor).strip():
        reasons.append("Skriv, hvem der gør det.")
    if len(actor.strip()) > LONGEST_NAME:
        reasons.append(f"Navnet på den, der gør det, må fylde højst {LONGEST_NAME} tegn.")
    if reasons:
        raise IllegalTransition(reasons)
