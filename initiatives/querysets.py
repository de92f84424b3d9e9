"""Queryset verbs of what the councils work on."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q

from councils.querysets import RegisterQuerySet, holds


class YearsQuerySet(RegisterQuerySet):
    """Rows that hold from one year to another, both included; an open end is null."""

    def current(self, *, year: int) -> Any:
        """The rows that hold in the year given."""
        return self.filter(Q(first_year__lte=year), Q(last_year__isnull=True) | Q(last_year__gte=year))


class FocusAreaQuerySet(YearsQuerySet):
    """Focus areas of the agreement, of the district council's choice, or of a local council's."""

    def public(self) -> Any:
        """The areas that citizens may see; a council without a public page does not show what it has chosen."""
        return super().public().exclude(council__public=False)

    def for_council(self, council: Any) -> Any:
        """What the council must, should or may take up, its own priorities included.

        An area for councils with a designated area concerns those only whose municipality has one that meets the
        crime criterion.
        """
        everyone = Q(audience="all") & ~Q(source="local")
        designated = Q(
            audience="designated",
            area_list__areas__meets_crime_criterion=True,
            area_list__areas__municipality=council.municipality_id,
        )
        own = Q(source="local", council=council)
        return self.filter(everyone | designated | own).distinct()


class DiscussionPointQuerySet(RegisterQuerySet):
    """What local councils must, should or may discuss."""

    def standing(self) -> Any:
        """The topics of no focus area, which every local council discusses in the course of the year."""
        return self.filter(focus_area=None)


class InitiativeQuerySet(RegisterQuerySet):
    """Projects and efforts."""

    def current(self, *, on: date) -> Any:
        """The initiatives that run on the day given; an unknown date counts as open."""
        return self.filter(holds(on))

    def without_outcome(self) -> Any:
        """Ended, or due for evaluation, with nothing said of what came of it."""
        return self.filter(outcome="", state__in=("ended", "evaluation", "unknown"))
