"""Taking an edition back: withdrawal (tilbagekaldelse) by one person, blocking (blokering) by two.

Withdrawal: the edition no longer counts, its address says so and why, and the text is kept. Blocking: personal data
published by mistake is erased from content, article and files (GDPR article 17), and wherever else the same text was
kept on its way out: the rounds that no edition was made from, the hearing's snapshot, what was rendered, copies that
were not handed over yet. Digest, reason and a tombstone stay. The draft and its history are for a person to mend.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from unicodedata import normalize

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from councils.canonical.characters import visible
from plans import records, release_news, releasing
from plans.models import (
    ApprovalRound,
    Blocking,
    Edition,
    EditionFile,
    EditorialCorrection,
    Hearing,
    HearingPreview,
    PlanEvent,
    PlanPreview,
    Withdrawal,
)
from plans.publishing import packages
from plans.saving import Author
from plans.workflow import IllegalTransition, lock, log

LONGEST_NAME = 150
"""Letters that the columns for who did it hold."""


@transaction.atomic
def withdraw(
    edition: Edition, *, reason: str, actor: str, account: Any = None, at: datetime | None = None
) -> Withdrawal:
    """Withdraw an edition. Raises IllegalTransition without a reason, or where it is withdrawn or blocked already."""
    _need(reason=reason, actor=actor)
    lock(edition.plan)
    if Withdrawal.objects.filter(edition=edition).exists():
        raise IllegalTransition([f"{edition} er allerede tilbagekaldt."])
    if is_blocked(edition):
        raise IllegalTransition([f"{edition} er blokeret."])
    now = at or timezone.now()
    withdrawal = Withdrawal.objects.create(
        edition=edition, reason=reason.strip(), withdrawn_at=now, withdrawn_by=actor.strip()
    )
    _log(edition, PlanEvent.Kind.WITHDRAWN, reason.strip(), actor, account, now)
    release_news.withdrawn(withdrawal, author=Author(account, actor.strip()), at=now)
    return withdrawal


@transaction.atomic
def ask_blocking(
    edition: Edition, *, reason: str, actor: str, account: Any = None, at: datetime | None = None
) -> Blocking:
    """The first person's part of a blocking. Raises IllegalTransition without a reason, or where one is asked for."""
    _need(reason=reason, actor=actor)
    lock(edition.plan)
    if Blocking.objects.filter(edition=edition).exists():
        raise IllegalTransition([f"Der er allerede bedt om at få {edition} blokeret."])
    now = at or timezone.now()
    blocking = Blocking.objects.create(
        edition=edition,
        reason=reason.strip(),
        asked_by=actor.strip(),
        asked_by_account=getattr(account, "pk", None),
        asked_at=now,
    )
    _log(edition, PlanEvent.Kind.BLOCK_ASKED, reason.strip(), actor, account, now)
    release_news.blocking_asked(blocking, author=Author(account, actor.strip()), at=now)
    return blocking


@transaction.atomic
def drop_blocking(edition: Edition, *, actor: str, account: Any = None, at: datetime | None = None) -> bool:
    """Give a blocking up that nobody has confirmed; False where there is none. Raises IllegalTransition after that."""
    lock(edition.plan)
    if is_blocked(edition):
        raise IllegalTransition([f"{edition} er allerede blokeret."])
    dropped, _ = Blocking.objects.filter(edition=edition, confirmed_at__isnull=True).delete()
    if dropped:
        _log(edition, PlanEvent.Kind.BLOCK_DROPPED, "", actor, account, at or timezone.now())
    return bool(dropped)


@transaction.atomic
def confirm_blocking(edition: Edition, *, actor: str, account: Any = None, at: datetime | None = None) -> Blocking:
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
    if is_same_person(blocking, actor=actor, account=account):
        raise IllegalTransition(["En anden end den, der bad om blokeringen, skal bekræfte den."])
    now = at or timezone.now()
    blocking.confirmed_by, blocking.confirmed_at = actor.strip(), now
    blocking.confirmed_by_account = getattr(account, "pk", None)
    blocking.save(update_fields=["confirmed_by", "confirmed_by_account", "confirmed_at"])
    _erase(edition, now)
    _log(edition, PlanEvent.Kind.BLOCKED, "", actor, account, now)
    release_news.blocked(edition, author=Author(account, actor.strip()), at=now)
    return blocking


def is_same_person(blocking: Blocking, *, actor: str, account: Any = None) -> bool:
    """Whether the account, or the name, is that of whoever asked for the blocking."""
    asked = blocking.asked_by_account
    return _person(blocking.asked_by) == _person(actor) or (asked is not None and asked == getattr(account, "pk", None))


def _log(edition: Edition, kind: str, words: str, actor: str, account: Any, at: datetime) -> None:
    text = f"{edition.number}. udgave: {words}" if words else f"{edition.number}. udgave"
    log(edition.plan, kind, text, actor=actor, account=account, at=at)


def _person(name: str) -> str:
    """The name as it is compared: case, kinds and number of spaces, invisible and composed letters do not count."""
    return " ".join(visible(normalize("NFKC", name)).casefold().split())


def is_blocked(edition: Edition) -> bool:
    """Whether two persons have blocked the edition."""
    return Blocking.objects.filter(edition=edition, confirmed_at__isnull=False).exists()


def _erase(edition: Edition, at: datetime) -> None:
    plan = edition.plan
    EditionFile.objects.filter(edition=edition).update(data=b"")
    # A round that came to no edition may have had the same text; an open one is a new text, on its way.
    other = Q(editions__isnull=True, ended_at__isnull=False)
    rounds = list(plan.rounds.filter(Q(editions=edition) | other).values_list("pk", flat=True))
    ApprovalRound.objects.filter(pk__in=rounds).update(content="")
    EditorialCorrection.objects.filter(approval_round__in=rounds).update(before="", after="")
    Edition.objects.filter(pk=edition.pk).update(content="", html="")
    HearingPreview.objects.filter(hearing__plan=plan).delete()
    Hearing.objects.filter(plan=plan, ended_at__isnull=False).update(content="")
    PlanPreview.objects.filter(plan=plan).delete()
    releasing.stop(plan, reason=f"{edition.number}. udgave er blokeret", at=at)
    records.forget(plan, folder=packages.folder_of(edition))


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
