"""Invitations: the only way to an account. A signed link goes to a person's address; the row says what it still opens.

One row is one letter: sending again withdraws the row before, so that the newest link alone opens anything.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core import signing
from django.db import IntegrityError, transaction
from django.urls import reverse

from councils.mail import Letter, text_of, write_to
from councils.models import Invitation, Person, User

SALT = "kredsraad.accounts.invitation"
KIND = "invitation"
NOT_SHOWN = "…"
"""What stands for the link's secret where the letter is shown to whoever sends it."""


class CannotInvite(Exception):
    """The person cannot be invited; `reasons` says all of why."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons


class AlreadyDone(Exception):
    """Since the page was opened somebody else invited the person, withdrew the invitation or changed the address."""


class Standing(StrEnum):
    """What a link opens, or why it opens nothing."""

    OPEN = "open"
    UNKNOWN = "unknown"
    USED = "used"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


class LinkClosed(Exception):
    """The link opens nothing, for the reason in `standing`."""

    def __init__(self, standing: Standing) -> None:
        super().__init__(standing)
        self.standing = standing


# Inviting ------------------------------------------------------------------------------------------------------------


def obstacles(person: Person) -> list[str]:
    """Why the person cannot be invited now; none where that can be done."""
    return list(_obstacles(person))


def _obstacles(person: Person) -> Iterator[str]:
    if person.user_id is not None:
        yield f"{person} har allerede en konto."
        return
    if not person.email:
        yield f"{person} har ingen e-mail. Skriv den først."
        return
    if address_is_taken(person.email):
        yield f"Adressen {person.email} bruges allerede til en anden konto. Skriv en anden adresse."
    others = Invitation.objects.pending().filter(email__iexact=person.email).exclude(person=person)
    if other := others.select_related("person").first():
        yield f"{other.person} er allerede inviteret med adressen {person.email}. Skriv en anden adresse."


def address_is_taken(email: str) -> bool:
    """Whether an account has the address, in whatever case; allauth's own list of addresses counts too."""
    return (
        User.objects.filter(email__iexact=email).exists() or EmailAddress.objects.filter(email__iexact=email).exists()
    )


def pending(person: Person) -> Invitation | None:
    """The person's invitation that has been neither accepted nor withdrawn, if there is one."""
    return Invitation.objects.pending().filter(person=person).first()


@dataclass(frozen=True)
class Seen:
    """What whoever sends the letter saw on the page: the address, and the invitation that was pending, if any."""

    email: str
    pending: int | None


@transaction.atomic
def invite(*, person: Person, by: User, seen: Seen, at: datetime) -> Invitation:
    """Write the letter; an invitation that was pending is withdrawn by it. Raises AlreadyDone, CannotInvite."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    before = pending(person)
    if Seen(person.email, before.pk if before else None) != seen:
        raise AlreadyDone
    if reasons := obstacles(person):
        raise CannotInvite(reasons)
    if before is not None:
        _withdraw(before, at)
    row = Invitation.objects.create(
        person=person,
        email=person.email,
        invited_by=by,
        invited_by_name=str(by)[:150],
        created_at=at,
        expires_at=expiry(at),
    )
    if write_to(letter(row, token_of(row)), row.email) is None:
        raise CannotInvite([f"Der kan ikke sendes mail til adressen {row.email}."])
    return row


def expiry(at: datetime) -> datetime:
    """Until when a letter sent then can be used."""
    return at + timedelta(days=settings.INVITATION_DAYS)


@transaction.atomic
def withdraw(*, person: Person, at: datetime) -> bool:
    """Close the person's pending link; False where there was none."""
    row = pending(person)
    return row is not None and _withdraw(row, at)


def _withdraw(row: Invitation, at: datetime) -> bool:
    return bool(Invitation.objects.pending().filter(pk=row.pk).update(withdrawn_at=at))


@transaction.atomic
def withdraw_outdated(person: Person, *, at: datetime) -> bool:
    """Close a pending link that went to another address than the person's; False where there was none."""
    row = pending(person)
    return row is not None and row.email.casefold() != person.email.casefold() and _withdraw(row, at)


# Accounts that belong to nobody --------------------------------------------------------------------------------------


def loose_account(person: Person) -> User | None:
    """The account with the person's address that belongs to no person, if there is one."""
    if not person.email:
        return None
    return User.objects.filter(email__iexact=person.email, person__isnull=True).first()


@transaction.atomic
def link(*, person: Person, at: datetime) -> User | None:
    """Give the person the account that has the same address and belongs to nobody; None where there is none such."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    user = loose_account(person) if person.user_id is None else None
    if user is not None:
        person.user = user
        person.save(update_fields=["user"])
        withdraw(person=person, at=at)
    return user


# The letter ----------------------------------------------------------------------------------------------------------


def letter(row: Invitation, token: str) -> Letter:
    """The mail to whoever is invited."""
    context = {"reader": row.person.name, "by": row.invited_by_name, "until": row.expires_at}
    return Letter(KIND, "Invitation til at arbejde med samarbejdsplanen", "invitation", path_of(token), context)


def preview(person: Person, *, by: User, at: datetime) -> str:
    """The letter as the person would get it, without the secret that opens the link."""
    row = Invitation(person=person, email=person.email, invited_by_name=str(by), expires_at=expiry(at))
    place = "link"
    shown = path_of(place).replace(f"/{place}/", f"/{NOT_SHOWN}/")
    return text_of(letter(row, place)).replace(path_of(place), shown)


def path_of(token: str) -> str:
    """The link's path."""
    return reverse("accept_invitation", args=[token])


def token_of(row: Invitation) -> str:
    """The signed reference to a row and its address."""
    return signing.dumps({"invitation": row.pk, "email": row.email}, salt=SALT)


# Accepting -----------------------------------------------------------------------------------------------------------


def find(token: str) -> Invitation:
    """The invitation that a link names, whatever it still opens. Raises LinkClosed for one that names none."""
    try:
        named: dict[str, Any] = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        raise LinkClosed(Standing.UNKNOWN) from None
    rows = Invitation.objects.select_related("person__user")
    row = rows.filter(pk=named["invitation"], email=named["email"]).first()
    if row is None:
        raise LinkClosed(Standing.UNKNOWN)
    return row


def standing(row: Invitation, *, at: datetime) -> Standing:
    """What the invitation opens at the time, or why it opens nothing.

    It opens nothing once the person's address is another one: whoever has the old address is then not who was meant.
    """
    if row.accepted_at is not None or row.person.user_id is not None:
        return Standing.USED
    if row.withdrawn_at is not None:
        return Standing.REPLACED if pending(row.person) else Standing.WITHDRAWN
    if row.person.email.casefold() != row.email.casefold():
        return Standing.WITHDRAWN
    if address_is_taken(row.email):
        return Standing.USED
    return Standing.OPEN if at < row.expires_at else Standing.EXPIRED


@transaction.atomic
def accept(*, row: Invitation, password: str, at: datetime) -> User:
    """Make the account and give it to the person; once, however many ask at the same time. Raises LinkClosed."""
    person = Person.objects.select_for_update().get(pk=row.person_id)
    row = Invitation.objects.select_related("person").get(pk=row.pk)
    found = standing(row, at=at)
    if found is not Standing.OPEN:
        raise LinkClosed(found)
    if not Invitation.objects.pending().filter(pk=row.pk).update(accepted_at=at):
        raise LinkClosed(Standing.USED)
    user = _make_account(row, password)
    person.user = user
    person.save(update_fields=["user"])
    return user


def _make_account(row: Invitation, password: str) -> User:
    """The account, its address known to be its holder's: the letter came there."""
    try:
        with transaction.atomic():
            user = User.objects.create_user(row.email, password, display_name=row.person.name)
            EmailAddress.objects.create(user=user, email=row.email.lower(), verified=True, primary=True)
    except IntegrityError:
        raise LinkClosed(Standing.USED) from None
    return user
