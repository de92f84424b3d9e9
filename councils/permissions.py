"""Who may do what: every rule, as a named predicate of an account and a day.

Rights follow office. What an account may do comes from its person's memberships and delegations that are current on
the day asked about, never from a group kept by hand. `rules` knows each rule by the name of a Django permission, so
that views, templates and the admin ask in one way.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Protocol

import rules
from django.apps import AppConfig
from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q
from django.utils import timezone

from councils.models.councils import Council
from councils.models.people import Delegation, Membership, Person
from councils.models.posts import Post, PostHolding
from councils.models.users import User

WORKING_SCOPES = (Delegation.Scope.PREPARE, Delegation.Scope.ACT)
"""What a delegate may do beyond reading: prepare what the holder of the seat decides, or act in the holder's place."""
LEADING_ROLES = (Membership.Role.CHAIR, Membership.Role.VICE_CHAIR, Membership.Role.SECRETARY)


def today() -> date:
    """The day in Copenhagen."""
    return timezone.localdate()


# What somebody holds -------------------------------------------------------------------------------------------------


def _is_account(user: Any) -> bool:
    return bool(getattr(user, "is_active", False) and user.is_authenticated)


def offices(user: Any, *, on: date | None = None) -> Any:
    """The memberships that the account's person holds on the day (today in Copenhagen where none is given)."""
    if not _is_account(user):
        return Membership.objects.none()
    return Membership.objects.current(on=on or today()).filter(person__user=user)


def delegations(user: Any, *, on: date | None = None) -> Any:
    """The delegations to the account's person that hold on the day, of seats that do too."""
    if not _is_account(user):
        return Delegation.objects.none()
    day = on or today()
    seats = Membership.objects.current(on=day)
    return Delegation.objects.current(on=day).filter(delegate__user=user, membership__in=seats)


def holdings(user: Any, *, on: date | None = None) -> Any:
    """The functions that the account's person holds on the day."""
    if not _is_account(user):
        return PostHolding.objects.none()
    return PostHolding.objects.current(on=on or today()).filter(person__user=user)


# What a seat gives ---------------------------------------------------------------------------------------------------


def secretarys_seat(path: str = "") -> Q:
    """The condition that a seat is a secretary's, of whichever council; `path` leads from the row asked to the seat."""
    return Q(**{f"{path}role": Membership.Role.SECRETARY})


def district_secretarys_seat(path: str = "") -> Q:
    """The condition that a seat is the district council's secretary's."""
    return secretarys_seat(path) & Q(**{f"{path}council__kind": Council.Kind.DISTRICT})


def writing_seat(path: str = "") -> Q:
    """The condition that whoever holds a seat writes the council's plan: its secretary, in a local one its chair too.

    An administrator does not: technical upkeep is no office.
    """
    local = Q(**{f"{path}council__kind": Council.Kind.LOCAL, f"{path}role__in": LEADING_ROLES})
    return district_secretarys_seat(path) | local


WORKING = Q(scope__in=WORKING_SCOPES)
"""The condition that a delegation is for more than reading."""
INFORMED = Q(post__duty=Post.Duty.COMMUNICATIONS)
"""The condition that whoever holds a function reads the district council's draft."""


# Rules, with the day -------------------------------------------------------------------------------------------------


def is_district_secretary_on(user: Any, *, on: date | None = None) -> bool:
    """Whether the account's person is the district council's secretary on the day."""
    return offices(user, on=on).filter(district_secretarys_seat()).exists()


def is_administrator_on(user: Any) -> bool:
    """Whether the account is for technical upkeep."""
    return bool(getattr(user, "is_active", False) and user.is_superuser)


def writes_for_council(user: Any, council: Council, *, on: date | None = None) -> bool:
    """Whether the account writes the council's plan on the day.

    Whoever holds a seat that does (`writing_seat`), and a delegate who may prepare or act for it.
    """
    seats = offices(user, on=on).filter(writing_seat(), council=council)
    delegated = delegations(user, on=on).filter(WORKING, writing_seat("membership__"), membership__council=council)
    return seats.exists() or delegated.exists()


def reads_drafts_of_council(user: Any, council: Council, *, on: date | None = None) -> bool:
    """Whether the account may read and comment on the draft of the council's plan on the day.

    Whoever writes it. The district council's draft: everybody with a seat in a council, their delegates, and
    communications. A local council's: its members and their delegates, and the district council's secretary.
    """
    if council.is_district:
        return (
            offices(user, on=on).exists()
            or delegations(user, on=on).exists()
            or holdings(user, on=on).filter(INFORMED).exists()
        )
    return (
        offices(user, on=on).filter(council=council).exists()
        or delegations(user, on=on).filter(membership__council=council).exists()
        or is_district_secretary_on(user, on=on)
    )


def accounts_writing_for(council: Council, *, on: date | None = None) -> Any:
    """The accounts that write the council's plan on the day: those for whom `writes_for_council` holds."""
    day = on or today()
    seats = Membership.objects.current(on=day).filter(writing_seat(), council=council)
    delegated = Delegation.objects.current(on=day).filter(WORKING, membership__in=seats)
    writers = Person.objects.filter(Q(memberships__in=seats) | Q(delegations__in=delegated))
    return User.objects.filter(person__in=writers, is_active=True).order_by("pk")


class Asked(Protocol):
    """What is asked of a person or of a function."""

    person_id: int | None
    post_id: int | None


def is_asked(user: Any, asked: Asked, *, on: date | None = None) -> bool:
    """Whether something is asked of the account's person on the day, by name or by a function held then."""
    if not _is_account(user):
        return False
    if asked.post_id is not None:
        return holdings(user, on=on).filter(post=asked.post_id).exists()
    return asked.person_id is not None and Person.objects.filter(pk=asked.person_id, user=user).exists()


def keeps_people_on(user: Any, *, on: date | None = None) -> bool:
    """Whether the account sees who may do what, and invites: the district council's secretary and administrators."""
    return is_administrator_on(user) or is_district_secretary_on(user, on=on)


def needs_second_factor_on(user: Any, *, on: date | None = None) -> bool:
    """Whether the account must sign in with a second factor: administrators, and whoever holds a secretary's pen."""
    if is_administrator_on(user):
        return True
    delegated = delegations(user, on=on).filter(WORKING, secretarys_seat("membership__"))
    return offices(user, on=on).filter(secretarys_seat()).exists() or delegated.exists()


def may_use_desk_on(user: Any, *, on: date | None = None) -> bool:
    """Whether the account has anything to do on the desk on the day: an office, a delegation, a function or a task."""
    day = on or today()
    return (
        is_administrator_on(user)
        or offices(user, on=day).exists()
        or delegations(user, on=day).exists()
        or holdings(user, on=day).exists()
        or (_is_account(user) and any(has_task(user, day) for has_task in _tasks))
    )


_tasks: list[Callable[[Any, date], bool]] = []


def register_task(has_task: Callable[[Any, date], bool]) -> None:
    """Let a floor above say that an account has something to do on the desk, though it holds no office."""
    if has_task not in _tasks:
        _tasks.append(has_task)


# The same, today, by name --------------------------------------------------------------------------------------------


@rules.predicate
def is_district_secretary(user: Any) -> bool:
    """The district council's secretary, today."""
    return is_district_secretary_on(user)


@rules.predicate
def is_administrator(user: Any) -> bool:
    """An administrator."""
    return is_administrator_on(user)


@rules.predicate
def may_use_desk(user: Any) -> bool:
    """Whoever has something to do on the desk, today."""
    return may_use_desk_on(user)


@rules.predicate
def may_write_plan(user: Any, council: Council) -> bool:
    """Whoever writes the council's plan, today."""
    return writes_for_council(user, council)


@rules.predicate
def may_read_draft(user: Any, council: Council) -> bool:
    """Whoever may read the council's draft and comment on it, today."""
    return reads_drafts_of_council(user, council)


@rules.predicate
def may_keep_people(user: Any) -> bool:
    """Whoever sees who may do what, and invites, today."""
    return keeps_people_on(user)


may_keep_registers = is_district_secretary | is_administrator
may_enter_admin = is_district_secretary | is_administrator

rules.set_perm("desk.use", may_use_desk)
rules.set_perm("desk.keep_people", may_keep_people)
rules.set_perm("desk.write_plan", may_write_plan)
rules.set_perm("desk.read_draft", may_read_draft)


def add_register_rules(config: AppConfig) -> None:
    """Let those who keep registers view, add, change and delete the rows of an app's registers in the admin.

    Accounts are no register: they are an administrator's alone. The app's own name says whether the admin lists it.
    """
    rules.set_perm(config.label, may_keep_registers)
    for model in config.get_models():
        may = is_administrator if issubclass(model, AbstractBaseUser) else may_keep_registers
        for action in ("view", "add", "change", "delete"):
            rules.set_perm(f"{config.label}.{action}_{model._meta.model_name}", may)
