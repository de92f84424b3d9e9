"""Projects and efforts, what is reported of them, and the figures in the reports."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.urls import reverse
from simple_history.models import HistoricalRecords

from councils.fields import CanonicalHTMLField
from councils.models import Body, Council, Municipality, Organisation
from councils.models.base import NaturalKeyManager, NaturalKeyModel, Period, ends_after_start
from councils.querysets import RegisterQuerySet
from initiatives.models.focus import FocusArea
from initiatives.querysets import InitiativeQuerySet

SMALL_COUNT = 5
"""Counts below this are not shown to the public: they could point at persons."""


def is_few(count: Decimal) -> bool:
    """Whether so many persons are so few that they could be pointed at; none at all are nobody."""
    return Decimal(0) < count < SMALL_COUNT


class Initiative(NaturalKeyModel, Period):
    """Something that is done: what, why, by whom, where, from when to when, and what came of it.

    Dates that the sources give only roughly stand in words in `period_text`.
    """

    class State(models.TextChoices):
        PLANNED = "planned", "planlagt"
        ACTIVE = "active", "i gang"
        EVALUATION = "evaluation", "evalueres"
        ENDED = "ended", "afsluttet"
        UNKNOWN = "unknown", "ikke oplyst"

    name = models.CharField("navn", max_length=200)
    slug = models.SlugField("adressenavn", max_length=150, unique=True)
    what = models.TextField("hvad", blank=True)
    why = models.TextField("hvorfor", blank=True)
    who = models.CharField("hvem", max_length=300, blank=True)
    text = CanonicalHTMLField("tekst til planen", blank=True, default="")
    heading = models.CharField("overskrift i planen", max_length=200, blank=True)
    responsible = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name="ansvarlig", null=True, blank=True, related_name="initiatives_led"
    )
    organisations = models.ManyToManyField(
        Organisation, verbose_name="deltagere", blank=True, related_name="initiatives"
    )
    where_text = models.CharField("hvor, i ord", max_length=200, blank=True)
    municipalities = models.ManyToManyField(
        Municipality, verbose_name="kommuner", blank=True, related_name="initiatives"
    )
    council = models.ForeignKey(
        Council, models.PROTECT, verbose_name="råd", null=True, blank=True, related_name="initiatives"
    )
    focus_area = models.ForeignKey(
        FocusArea, models.SET_NULL, verbose_name="indsatsområde", null=True, blank=True, related_name="initiatives"
    )
    body = models.ForeignKey(
        Body, models.SET_NULL, verbose_name="hører til", null=True, blank=True, related_name="initiatives"
    )
    period_text = models.CharField("periode, i ord", max_length=200, blank=True)
    state = models.CharField("status", max_length=10, choices=State.choices, default=State.UNKNOWN)
    state_on = models.DateField("status pr.", null=True, blank=True)
    evaluation_due = models.DateField("evalueres senest", null=True, blank=True)
    evaluation_text = models.CharField("evaluering, i ord", max_length=200, blank=True)
    outcome = models.TextField("resultat", blank=True)
    first_year = models.PositiveSmallIntegerField("nævnt første gang i planen for", null=True, blank=True)
    last_year = models.PositiveSmallIntegerField("nævnt sidste gang i planen for", null=True, blank=True)
    gaps = models.TextField("det oplyser planerne ikke", blank=True)
    order = models.PositiveSmallIntegerField("rækkefølge", default=0)
    public = models.BooleanField("offentlig", default=True)
    history = HistoricalRecords(m2m_fields=[organisations, municipalities])

    objects = NaturalKeyManager.from_queryset(InitiativeQuerySet)()

    class Meta:
        verbose_name = "indsats"
        verbose_name_plural = "indsatser"
        ordering = ("order", "name")
        constraints = (ends_after_start("initiative_ends_after_start"),)

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The initiative's public page."""
        return reverse("initiatives:initiative", args=[self.slug])


class StatusReport(NaturalKeyModel):
    """What is known of an initiative at a time."""

    natural_key_fields = ("initiative__slug", "as_of")

    initiative = models.ForeignKey(Initiative, models.CASCADE, verbose_name="indsats", related_name="reports")
    as_of = models.DateField("opgjort", help_text="Er kun måneden kendt, så skriv den første dag i den.")
    as_of_text = models.CharField("opgjort, som det er kendt", max_length=60, blank=True)
    period_months = models.PositiveSmallIntegerField("periode i måneder", null=True, blank=True)
    text = models.TextField("status", blank=True)
    source = models.CharField("kilde", max_length=200, blank=True)
    public = models.BooleanField("offentlig", default=True)
    history = HistoricalRecords()

    objects = NaturalKeyManager.from_queryset(RegisterQuerySet)()

    class Meta:
        verbose_name = "statusrapport"
        verbose_name_plural = "statusrapporter"
        ordering = ("initiative", "-as_of")
        constraints = (models.UniqueConstraint(fields=("initiative", "as_of"), name="status_report_once"),)

    def __str__(self) -> str:
        return f"{self.initiative}, {self.as_of_text or self.as_of}"

    def public_figures(self) -> list[Figure]:
        """The report's figures that may be shown: no small count of persons, nor what one can be worked out from.

        A share is held back where it or its rest comes to fewer than five of the persons counted. Where anything is
        held back, so is every other share, and of the counts of persons all but the largest.
        """
        figures = list(self.figures.all())
        wholes = [f.value for f in figures if f.unit == Figure.Unit.PERSONS and not f.of_what]
        whole = max(wholes, default=Decimal(0))
        held = {f.pk for f in figures if f.is_small_count or f.leaves_few_of(whole)}
        if not held:
            return figures
        return [f for f in figures if f.pk not in held and not f.of_what and f.says_little_beside(whole)]


class Figure(NaturalKeyModel):
    """One number: its value, its unit, and what it is a share of."""

    class Unit(models.TextChoices):
        PERSONS = "persons", "personer"
        PERCENT = "percent", "%"
        COUNT = "count", "antal"

    natural_key_fields = ("report__initiative__slug", "report__as_of", "number")

    report = models.ForeignKey(StatusReport, models.CASCADE, verbose_name="rapport", related_name="figures")
    number = models.PositiveSmallIntegerField("nummer")
    value = models.DecimalField("værdi", max_digits=12, decimal_places=2)
    unit = models.CharField("enhed", max_length=10, choices=Unit.choices)
    what = models.CharField("hvad tallet tæller", max_length=200)
    of_what = models.CharField("andel af", max_length=200, blank=True)
    note = models.CharField("forbehold", max_length=300, blank=True)
    history = HistoricalRecords()

    objects = NaturalKeyManager()

    class Meta:
        verbose_name = "tal"
        verbose_name_plural = "tal"
        ordering = ("report", "number")
        constraints = (
            models.UniqueConstraint(fields=("report", "number"), name="figure_number_once"),
            models.CheckConstraint(condition=models.Q(value__gte=0), name="figure_not_negative"),
        )

    def __str__(self) -> str:
        return f"{self.shown_value} {self.get_unit_display()}: {self.what}"

    @property
    def shown_value(self) -> str:
        """The value as Danish writes it: no needless decimals, a comma before the others."""
        text = f"{self.value.normalize():f}" if self.value != self.value.to_integral() else str(int(self.value))
        return text.replace(".", ",")

    @property
    def is_small_count(self) -> bool:
        """Whether this counts so few persons that it could point at them; none at all points at nobody."""
        return self.unit == self.Unit.PERSONS and is_few(self.value)

    def leaves_few_of(self, whole: Decimal) -> bool:
        """Whether this share of so many persons, or what is left of them beside it, is a small count."""
        if self.unit == self.Unit.PERCENT:
            share = whole * self.value / 100
            return is_few(share) or is_few(whole - share)
        return self.unit == self.Unit.PERSONS and bool(self.of_what) and is_few(whole - self.value)

    def says_little_beside(self, whole: Decimal) -> bool:
        """Whether a small count cannot be worked out from this and the count of all persons: things, or all of them."""
        return self.unit == self.Unit.COUNT or (self.unit == self.Unit.PERSONS and self.value == whole)
