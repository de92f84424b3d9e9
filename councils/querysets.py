"""Queryset verbs that the register models share; views never restate these filters."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q


class RegisterQuerySet(models.QuerySet):
    """Rows of a register that has a publication switch."""

    def public(self) -> Any:
        """Only the rows that citizens may see."""
        return self.filter(public=True)


def holds(on: date) -> Q:
    """The condition that a row's period, both its days included, has the day in it; an open end is null."""
    return (Q(starts__isnull=True) | Q(starts__lte=on)) & (Q(ends__isnull=True) | Q(ends__gte=on))


class PeriodQuerySet(models.QuerySet):
    """Rows that hold from one date to another."""

    def current(self, *, on: date) -> Any:
        """The rows that hold on the day given."""
        return self.filter(holds(on))


class EstablishedQuerySet(RegisterQuerySet):
    """Rows for what is established on one day and abolished on another."""

    def current(self, *, on: date) -> Any:
        """The rows that exist on the day given; an unknown founding date counts as past, abolition as of its day."""
        return self.filter(
            Q(established__isnull=True) | Q(established__lte=on), Q(abolished__isnull=True) | Q(abolished__gt=on)
        )


class CouncilQuerySet(EstablishedQuerySet):
    """District council and local councils."""

    def district(self) -> Any:
        """The one district council (at most one row: a constraint holds it)."""
        return self.filter(kind="district")

    def local(self) -> Any:
        """The local councils."""
        return self.filter(kind="local")


class BodyQuerySet(EstablishedQuerySet):
    """Boards, forums, programmes and the like."""

    def covering(self, municipality: Any) -> Any:
        """The bodies that work in the municipality: those of the whole district, and those that name it."""
        return self.filter(Q(coverage="district") | Q(municipalities=municipality)).distinct()


class MeetingQuerySet(RegisterQuerySet):
    """Meetings: time and place, where the council has chosen to tell them."""

    def public(self) -> Any:
        """Those whose council is public too."""
        return super().public().filter(council__public=True)


class AgendaItemQuerySet(RegisterQuerySet):
    """Items of agendas, closed by default."""

    def public(self) -> Any:
        """Those whose meeting and council are public too."""
        return super().public().filter(meeting__public=True, meeting__council__public=True)


class AttachmentQuerySet(RegisterQuerySet):
    """Documents to items of agendas, closed by default."""

    def public(self) -> Any:
        """Those whose item, meeting and council are public too."""
        return (
            super().public().filter(item__public=True, item__meeting__public=True, item__meeting__council__public=True)
        )


class MembershipQuerySet(PeriodQuerySet):
    """Who sits in which council, and when."""

    def public(self) -> Any:
        """Memberships whose holder may be named to citizens."""
        return self.filter(person__name_public=True, council__public=True)
