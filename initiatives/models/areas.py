"""The ministry's lists of housing areas. The ministry decides them; the portal only repeats what is said of them."""

from __future__ import annotations

from django.db import models
from simple_history.models import HistoricalRecords

from councils.fields import CanonicalHTMLField
from councils.models import Municipality
from councils.models.base import NaturalKeyManager, NaturalKeyModel
from councils.querysets import RegisterQuerySet


class AreaList(NaturalKeyModel):
    """One list of one year: who made it, by which criteria, and how many areas of the district stand on it."""

    class Kind(models.TextChoices):
        PARALLEL_SOCIETY = "parallel_society", "liste over parallelsamfund"
        PREVENTION = "prevention", "liste med forebyggelsesområder"
        VULNERABLE = "vulnerable", "liste med udsatte boligområder"

    natural_key_fields = ("kind", "year")

    kind = models.CharField("liste", max_length=20, choices=Kind.choices)
    year = models.PositiveSmallIntegerField("år")
    issued_by = models.CharField("udgivet af", max_length=150)
    source = models.CharField("kilde", max_length=200, blank=True)
    former_name = models.CharField("tidligere navn", max_length=120, blank=True)
    criteria = CanonicalHTMLField("kriterier", blank=True, default="")
    area_count = models.PositiveSmallIntegerField("områder i politikredsen", null=True, blank=True)
    gaps = models.TextField("det oplyser planerne ikke", blank=True)
    public = models.BooleanField("offentlig", default=True)
    history = HistoricalRecords()

    objects = NaturalKeyManager.from_queryset(RegisterQuerySet)()

    class Meta:
        verbose_name = "boligområdeliste"
        verbose_name_plural = "boligområdelister"
        ordering = ("-year", "kind")
        constraints = (models.UniqueConstraint(fields=("kind", "year"), name="area_list_once_a_year"),)

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.year}"


class DesignatedArea(NaturalKeyModel):
    """A housing area on a list. Areas that the sources do not name have no row; the list's count shows the gap."""

    natural_key_fields = ("area_list__kind", "area_list__year", "name")

    area_list = models.ForeignKey(AreaList, models.CASCADE, verbose_name="liste", related_name="areas")
    name = models.CharField("navn", max_length=120)
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, verbose_name="kommune", related_name="designated_areas"
    )
    meets_crime_criterion = models.BooleanField("opfylder kriminalitetskriteriet", default=False)
    order = models.PositiveSmallIntegerField("rækkefølge", default=0)
    public = models.BooleanField("offentlig", default=True)
    history = HistoricalRecords()

    objects = NaturalKeyManager.from_queryset(RegisterQuerySet)()

    class Meta:
        verbose_name = "udpeget område"
        verbose_name_plural = "udpegede områder"
        ordering = ("area_list", "order", "name")
        constraints = (models.UniqueConstraint(fields=("area_list", "name"), name="designated_area_once"),)

    def __str__(self) -> str:
        return f"{self.name}, {self.municipality}"
