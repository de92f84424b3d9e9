"""Who may do what: every rule, as a named predicate of an account and a day.

Rights follow office. What an account may do comes from its person's memberships and delegations that are current on
the day asked about, never from a group kept by hand. `rules` knows each rule by the name of a Django permission, so
that views, templates and the admin ask in one way.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import rules
from django.utils import timezone

from councils.models.councils import Council
from councils.models.people import Membership


def offices(user: Any, *, on: date | None = None) -> Any:
    """The memberships that the account's person holds on the day (today in Copenhagen where none is given)."""
    if not getattr(user, "is_active", False) or not user.is_authenticated:
        return Membership.objects.none()
    return Membership.objects.current(on=on or timezone.localdate()).filter(person__user=user)


def is_district_secretary_on(user: Any, *, on: date | None = None) -> bool:
    """Whether the account's person is the district council's secretary on the day."""
    return offices(user, on=on).filter(role=Membership.Role.SECRETARY, council__kind=Council.Kind.DISTRICT).exists()


def is_administrator_on(user: Any) -> bool:
    """Whether the account is for technical upkeep."""
    return bool(getattr(user, "is_active", False) and user.is_superuser)


@rules.predicate
def is_district_secretary(user: Any) -> bool:
    """The district council's secretary, today."""
    return is_district_secretary_on(user)


@rules.predicate
def is_administrator(user: Any) -> bool:
    """An administrator."""
    return is_administrator_on(user)


may_keep_registers = is_district_secretary | is_administrator
may_enter_admin = is_district_secretary | is_administrator

REGISTER_APPS = ("councils", "initiatives")


def may_in_admin(user: Any, *, app_label: str, model_name: str, action: str) -> bool:
    """Whether the account may view, add, change or delete rows of the model in the admin.

    Registers: the secretary and administrators. Accounts: administrators. Plans are read there, never written: nobody
    gets a short cut past the workflow.
    """
    if app_label in REGISTER_APPS and model_name != "user":
        return bool(may_keep_registers(user))
    if app_label == "plans":
        return action == "view" and bool(may_enter_admin(user))
    return bool(is_administrator(user))
