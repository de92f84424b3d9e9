"""Who may do what: every rule, as a named predicate of an account and a day.

Rights follow office. What an account may do comes from its person's memberships and delegations that are current on
the day asked about, never from a group kept by hand. `rules` knows each rule by the name of a Django permission, so
that views, templates and the admin ask in one way.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import reduce
from operator import or_
from typing import Any, Protocol

import rules
from django.apps import AppConfig
from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Exists, Q
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
ACTING = Q(scope=Delegation.Scope.ACT)
"""The condition that a delegate may act in the holder's place."""
INFORMED = Q(post__duty=Post.Duty.COMMUNICATIONS)
"""The condition that whoever holds a function reads the district council's draft."""


# Rules, with the day -------------------------------------------------------------------------------------------------

Grounds = Sequence[Any]
"""Querysets, each of which gives a right where it holds a row."""


def held(user: Any, **rights: Grounds) -> dict[str, bool]:
    """Which of the rights the account has, each by any of its grounds; one query, however many are asked about."""
    if not _is_account(user):
        return dict.fromkeys(rights, False)
    asked = {name: reduce(or_, (Q(Exists(ground)) for ground in grounds)) for name, grounds in rights.items()}
    return User.objects.filter(pk=user.pk).values(**asked).first() or dict.fromkeys(rights, False)


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
    return held(user, it=grounds_to_write(user, council, on=on))["it"]


def grounds_to_write(user: Any, council: Council, *, on: date | None = None) -> Grounds:
    """What lets the account write the council's plan."""
    seats = offices(user, on=on).filter(writing_seat(), council=council)
    delegated = delegations(user, on=on).filter(WORKING, writing_seat("membership__"), membership__council=council)
    return seats, delegated


def reads_drafts_of_council(user: Any, council: Council, *, on: date | None = None) -> bool:
    """Whether the account may read and comment on the draft of the council's plan on the day.

    Whoever writes it. The district council's draft: everybody with a seat in a council, their delegates, and
    communications. A local council's: its members and their delegates, and the district council's secretary.
    """
    return held(user, it=grounds_to_read(user, council, on=on))["it"]


def grounds_to_read(user: Any, council: Council, *, on: date | None = None) -> Grounds:
    """What lets the account read the draft of the council's plan."""
    seats, delegated = offices(user, on=on), delegations(user, on=on)
    if council.is_district:
        return seats, delegated, holdings(user, on=on).filter(INFORMED)
    own = seats.filter(council=council), delegated.filter(membership__council=council)
    return *own, seats.filter(district_secretarys_seat())


def steers_council(user: Any, council: Council, *, on: date | None = None) -> bool:
    """Whether the account decides for the council's secretariat on the day: moves stages, sends answers, publishes.

    Whoever holds a writing seat, and a delegate who may act for it; who may only prepare does not.
    """
    return held(user, it=grounds_to_steer(user, council, on=on))["it"]


def grounds_to_steer(user: Any, council: Council, *, on: date | None = None) -> Grounds:
    """What lets the account decide for the council's secretariat."""
    seats = offices(user, on=on).filter(writing_seat(), council=council)
    delegated = delegations(user, on=on).filter(ACTING, writing_seat("membership__"), membership__council=council)
    return seats, delegated


def grounds_to_speak(user: Any, council: Council, *, on: date | None = None) -> Grounds:
    """What lets the account say something in the local council's name or to it: a seat, or work for one."""
    own = offices(user, on=on).filter(council=council)
    return own, delegations(user, on=on).filter(WORKING, membership__council=council)


def grounds_to_belong(user: Any, council: Council, *, on: date | None = None) -> Grounds:
    """What lets the account read what the local council keeps for itself: a seat in it, or a delegation of any kind."""
    own = offices(user, on=on).filter(council=council)
    return own, delegations(user, on=on).filter(membership__council=council)


def grounds_to_be_local(user: Any, *, on: date | None = None) -> Grounds:
    """What makes the account one of a local council's: a seat in one, or leave to read or work for one."""
    local = Q(council__kind=Council.Kind.LOCAL)
    delegated = delegations(user, on=on).filter(membership__council__kind=Council.Kind.LOCAL)
    return offices(user, on=on).filter(local), delegated


def councils_spoken_for(user: Any, *, on: date | None = None) -> Any:
    """The local councils in which the account has a seat on the day, or reads or works for one."""
    seats, delegated = offices(user, on=on), delegations(user, on=on)
    own = Q(memberships__in=seats) | Q(memberships__delegations__in=delegated)
    return Council.objects.filter(own, kind=Council.Kind.LOCAL).distinct()


def grounds_of_secretariat(user: Any, *, on: date | None = None) -> Grounds:
    """What lets the account work for the district council's secretariat."""
    seats, delegated = offices(user, on=on), delegations(user, on=on)
    return seats.filter(district_secretarys_seat()), delegated.filter(WORKING, district_secretarys_seat("membership__"))


def councils_led(user: Any, *, on: date | None = None) -> Any:
    """The local councils that the account writes for on the day: those for which `writes_for_council` holds."""
    seats = offices(user, on=on).filter(writing_seat())
    delegated = delegations(user, on=on).filter(WORKING, writing_seat("membership__"))
    own = Q(memberships__in=seats) | Q(memberships__delegations__in=delegated)
    return Council.objects.filter(own, kind=Council.Kind.LOCAL).distinct()


def grounds_to_sign(user: Any, council: Council, *, on: date | None = None) -> Grounds:
    """What lets the account approve the council's plan: a seat that signs it, or leave to act for one."""
    seats = offices(user, on=on).filter(council=council, signs_plan=True)
    acted = delegations(user, on=on).filter(ACTING, membership__council=council, membership__signs_plan=True)
    return seats, acted


def grounds_to_read_brief(user: Any, council: Council, municipality: Any, *, on: date | None = None) -> Grounds:
    """What lets the account read what the council's plan says of one municipality, gathered on a page.

    The secretariat; who has a seat for the municipality in the council, or in its local council; and their delegates.
    """
    seats, delegated = offices(user, on=on), delegations(user, on=on)
    own = Q(council=council, municipality=municipality) | Q(council__municipality=municipality)
    work = Membership.objects.filter(own)
    return *grounds_to_write(user, council, on=on), seats.filter(own), delegated.filter(membership__in=work)


def signs_for_council(user: Any, council: Council, *, on: date | None = None) -> bool:
    """Whether the account approves the council's plan on the day, for a seat of its own or on behalf of one."""
    return held(user, it=grounds_to_sign(user, council, on=on))["it"]


def grounds_to_sign_off(user: Any, *, on: date | None = None) -> Grounds:
    """What lets the account sign off the release of the district council's plan: communications."""
    return (holdings(user, on=on).filter(INFORMED),)


def grounds_to_block(user: Any, council: Council, *, on: date | None = None) -> Grounds:
    """What lets the account ask for, or confirm, that a published edition is erased: two persons of these.

    The secretariat, communications, and the council's chair (GDPR article 17 leaves it to the controller who).
    """
    chair = offices(user, on=on).filter(council=council, role=Membership.Role.CHAIR)
    return *grounds_to_steer(user, council, on=on), *grounds_to_sign_off(user, on=on), chair


def accounts_writing_for(council: Council, *, on: date | None = None) -> Any:
    """The accounts that write the council's plan on the day: those for whom `writes_for_council` holds."""
    day = on or today()
    seats = Membership.objects.current(on=day).filter(writing_seat(), council=council)
    delegated = Delegation.objects.current(on=day).filter(WORKING, membership__in=seats)
    writers = Person.objects.filter(Q(memberships__in=seats) | Q(delegations__in=delegated))
    return User.objects.filter(person__in=writers, is_active=True).order_by("pk")


def accounts_in(councils: Any, *, on: date | None = None, leading: bool = False) -> Any:
    """The accounts of those with a seat in the councils on the day, and of who works for one; or of leading seats."""
    seats = Membership.objects.current(on=on or today()).filter(council__in=councils)
    return _accounts_of(seats.filter(role__in=LEADING_ROLES) if leading else seats, WORKING, on=on)


def leaders_of(councils: Any, *, on: date | None = None) -> list[tuple[Council, list[User]]]:
    """Each of the councils, in order, with the accounts of its leading seats and of who works for those; two queries
    and that for the councils, however many they are."""
    day, rows = on or today(), list(councils)
    seats = Membership.objects.current(on=day).filter(council__in=rows, role__in=LEADING_ROLES)
    delegated = Delegation.objects.current(on=day).filter(WORKING, membership__in=seats).order_by("pk")
    found: dict[int, list[User]] = {row.pk: [] for row in rows}
    held = [(seat.council_id, seat.person) for seat in seats.select_related("person__user").order_by("pk")]
    acted = delegated.select_related("delegate__user", "membership")
    for council, person in [*held, *((row.membership.council_id, row.delegate) for row in acted)]:
        if person.user and person.user.is_active and person.user not in found[council]:
            found[council].append(person.user)
    return [(row, found[row.pk]) for row in rows]


def accounts_signing_for(council: Council, *, on: date | None = None) -> Any:
    """The accounts that approve the council's plan on the day: those for whom `signs_for_council` holds."""
    seats = Membership.objects.current(on=on or today()).filter(council=council, signs_plan=True)
    return _accounts_of(seats, ACTING, on=on)


def accounts_signing_off(*, on: date | None = None) -> Any:
    """The accounts of communications on the day."""
    held_now = PostHolding.objects.current(on=on or today()).filter(INFORMED)
    people = Person.objects.filter(holdings__in=held_now)
    return User.objects.filter(person__in=people, is_active=True).order_by("pk")


def accounts_blocking(council: Council, *, on: date | None = None) -> Any:
    """The accounts that may have an edition erased on the day: those for whom `grounds_to_block` holds."""
    day = on or today()
    seats = Membership.objects.current(on=day).filter(council=council)
    steering = seats.filter(writing_seat())
    delegated = Delegation.objects.current(on=day).filter(ACTING, membership__in=steering)
    chairs = seats.filter(role=Membership.Role.CHAIR)
    press = PostHolding.objects.current(on=day).filter(INFORMED)
    people = Person.objects.filter(
        Q(memberships__in=steering) | Q(memberships__in=chairs) | Q(delegations__in=delegated) | Q(holdings__in=press)
    )
    return User.objects.filter(person__in=people, is_active=True).order_by("pk")


def _accounts_of(seats: Any, delegated: Q, *, on: date | None) -> Any:
    """The accounts of those who hold the seats, and of their delegates under the condition."""
    rows = Delegation.objects.current(on=on or today()).filter(delegated, membership__in=seats)
    people = Person.objects.filter(Q(memberships__in=seats) | Q(delegations__in=rows))
    return User.objects.filter(person__in=people, is_active=True).order_by("pk")


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
    return is_administrator_on(user) or held(user, it=grounds_to_keep_people(user, on=on))["it"]


def grounds_to_keep_people(user: Any, *, on: date | None = None) -> Grounds:
    """What lets the account, which is no administrator's, keep people."""
    return (offices(user, on=on).filter(district_secretarys_seat()),)


def needs_second_factor_on(user: Any, *, on: date | None = None) -> bool:
    """Whether the account must sign in with a second factor: administrators, and whoever holds a secretary's pen."""
    if is_administrator_on(user):
        return True
    delegated = delegations(user, on=on).filter(WORKING, secretarys_seat("membership__"))
    return offices(user, on=on).filter(secretarys_seat()).exists() or delegated.exists()


def may_use_desk_on(user: Any, *, on: date | None = None) -> bool:
    """Whether the account has anything to do on the desk on the day: an office, a delegation, a function or a task."""
    return is_administrator_on(user) or held(user, it=grounds_to_come(user, on=on))["it"]


def grounds_to_come(user: Any, *, on: date | None = None) -> Grounds:
    """What gives the account, which is no administrator's, something to do on the desk."""
    day = on or today()
    asked = [tasks(user, day) for tasks in _tasks] if _is_account(user) else []
    return offices(user, on=day), delegations(user, on=day), holdings(user, on=day), *asked


_tasks: list[Callable[[Any, date], Any]] = []


def register_task(tasks: Callable[[Any, date], Any]) -> None:
    """Let a floor above say what an account has to do on the desk, though it holds no office: the rows, for a day."""
    if tasks not in _tasks:
        _tasks.append(tasks)


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
def may_steer_plan(user: Any, council: Council) -> bool:
    """Whoever decides for the council's secretariat, today."""
    return steers_council(user, council)


@rules.predicate
def may_sign_plan(user: Any, council: Council) -> bool:
    """Whoever approves the council's plan, for a seat of their own or on behalf of one, today."""
    return signs_for_council(user, council)


@rules.predicate
def may_sign_off(user: Any) -> bool:
    """Communications, today."""
    return held(user, it=grounds_to_sign_off(user))["it"]


@rules.predicate
def may_block_edition(user: Any, council: Council) -> bool:
    """Whoever is one of the two persons who have an edition erased, today."""
    return held(user, it=grounds_to_block(user, council))["it"]


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
rules.set_perm("desk.steer_plan", may_steer_plan)
rules.set_perm("desk.sign_plan", may_sign_plan)
rules.set_perm("desk.sign_off", may_sign_off)
rules.set_perm("desk.block_edition", may_block_edition)


def add_register_rules(config: AppConfig) -> None:
    """Let those who keep registers view, add, change and delete the rows of an app's registers in the admin.

    Accounts are no register: they are an administrator's alone. The app's own name says whether the admin lists it.
    """
    rules.set_perm(config.label, may_keep_registers)
    for model in config.get_models():
        may = is_administrator if issubclass(model, AbstractBaseUser) else may_keep_registers
        for action in ("view", "add", "change", "delete"):
            rules.set_perm(f"{config.label}.{action}_{model._meta.model_name}", may)
