"""The dates of a plan's year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.formats import date_format

from plans.models.plans import FIRST_YEAR, LAST_YEAR, Plan

PAPERS_BEFORE_MEETING = timedelta(days=14)
"""The council's papers go out so long before its meeting."""


class Timetable(models.Model):
    """When each stage of a plan begins and ends; a date is the end of that day in Copenhagen. Any may be open."""

    ORDER = (
        "collecting_from",
        "proposals_due",
        "editing_due",
        "hearing_from",
        "hearing_due",
        "preparation_on",
        "papers_due",
        "meeting_on",
        "publish_on",
    )
    FIELDS = (*ORDER, "statement_on")
    """All dates: the annual statement (årlig redegørelse) has its own time, whatever the plan's."""

    plan = models.OneToOneField(Plan, models.CASCADE, verbose_name="plan", related_name="timetable")
    collecting_from = models.DateField("Indsamlingen begynder", null=True, blank=True)
    proposals_due = models.DateField("Frist for forslag", null=True, blank=True)
    editing_due = models.DateField("Redigeringen slutter", null=True, blank=True)
    hearing_from = models.DateField("Høringen begynder", null=True, blank=True)
    hearing_due = models.DateField("Frist for høringssvar", null=True, blank=True)
    preparation_on = models.DateField("Forberedende udvalg", null=True, blank=True)
    papers_due = models.DateField("Mødematerialet sendes ud", null=True, blank=True)
    meeting_on = models.DateField("Møde i rådet", null=True, blank=True)
    publish_on = models.DateField("Planen offentliggøres", null=True, blank=True)
    statement_on = models.DateField("Årlig redegørelse", null=True, blank=True)

    class Meta:
        verbose_name = "tidsplan"
        verbose_name_plural = "tidsplaner"

    def __str__(self) -> str:
        return f"Tidsplan for {self.plan}"

    def clean(self) -> None:
        """Refuse dates out of order, papers later than two weeks before the meeting, and years of no plan."""
        super().clean()
        if errors := dict(self._out_of_order()) | dict(self._out_of_reach()):
            raise ValidationError(errors)

    def _out_of_reach(self) -> Iterator[tuple[str, str]]:
        for name in self.FIELDS:
            day = getattr(self, name)
            if day and not FIRST_YEAR <= day.year <= LAST_YEAR:
                yield name, f"Året skal ligge mellem {FIRST_YEAR} og {LAST_YEAR}."

    @classmethod
    def label(cls, name: str) -> str:
        """What the date is called on pages."""
        return str(cls._meta.get_field(name).verbose_name)  # type: ignore[union-attr]

    def _out_of_order(self) -> Iterator[tuple[str, str]]:
        earlier: tuple[str, date] | None = None
        for name in self.ORDER:
            day = getattr(self, name)
            if day is None:
                continue
            if earlier and day < earlier[1]:
                yield name, f"Datoen ligger før »{self.label(earlier[0])}« ({date_format(earlier[1])})."
            elif name == "meeting_on" and self.papers_due and day - self.papers_due < PAPERS_BEFORE_MEETING:
                yield "papers_due", "Mødematerialet skal sendes ud senest to uger før mødet."
            earlier = name, day
