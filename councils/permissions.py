"""Who may do what: every rule, as a named predicate of an account and a day.

Rights follow office. What an account may do comes from its person's memberships and delegations that are current on
the day asked about, never from a group kept by hand. `rules` knows each rule by the name of a Django permission, so
that views, templates and the admin ask in one way.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import rules
from django.apps import AppConfig
from django.contrib.auth.base_user import AbstractBaseUser
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


def add_register_rules(config: AppConfig) -> None:
    """Let those who keep registers view, add, change and delete the rows of an app's registers in the admin.

    Accounts are no register: they are an administrator's alone. The app's own name says whether the admin lists it.
    """
    rules.set_perm(config.label, may_keep_registers)
    for model in config.get_models():
        may = is_administrator if issubclass(model, AbstractBaseUser) else may_keep_registers
        for action in ("view", "add", "change", "delete"):
            rules.set_perm(f"{config.label}.{action}_{model._meta.model_name}", may)
