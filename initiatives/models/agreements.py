"""The multi-year agreement on police and prosecution, and its guideposts."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from councils.fields import CanonicalHTMLField
from councils.models.base import NaturalKeyManager, NaturalKeyModel
from initiatives.querysets import YearsQuerySet


class Agreement(NaturalKeyModel):
    """A political agreement (flerårsaftale) that the plans carry out, for the years given, both included."""

    name = models.CharField("navn", max_length=150, unique=True)
    slug = models.SlugField("nøgle", max_length=150, unique=True)
    first_year = models.PositiveSmallIntegerField("første år")
    last_year = models.PositiveSmallIntegerField("sidste år")
    agreed_text = models.CharField("indgået", max_length=60, blank=True, help_text="Som det er kendt: december 2020")
    purpose = models.TextField("formål, kort", blank=True)
    area_count = models.PositiveSmallIntegerField("antal områder i aftalen", null=True, blank=True)
    heading = models.CharField("overskrift i planen", max_length=200, blank=True)
    text = CanonicalHTMLField("tekst til planen", blank=True, default="")
    national_measures = models.TextField("nationale tiltag", blank=True)
    gaps = models.TextField("det oplyser planerne ikke", blank=True)
    public = models.BooleanField("offentlig", default=True)
    history = HistoricalRecords()

    objects = NaturalKeyManager.from_queryset(YearsQuerySet)()

    class Meta:
        verbose_name = "flerårsaftale"
        verbose_name_plural = "flerårsaftaler"
        ordering = ("-first_year",)
        constraints = (
            models.CheckConstraint(condition=Q(last_year__gte=F("first_year")), name="agreement_years_in_order"),
        )

    def __str__(self) -> str:
        return self.name


class Guidepost(NaturalKeyModel):
    """One of the agreement's guideposts (pejlemærker)."""

    natural_key_fields = ("agreement__slug", "number")

    agreement = models.ForeignKey(Agreement, models.CASCADE, verbose_name="aftale", related_name="guideposts")
    number = models.PositiveSmallIntegerField("nummer")
    title = models.CharField("pejlemærke", max_length=200)
    history = HistoricalRecords()

    objects = NaturalKeyManager()

    class Meta:
        verbose_name = "pejlemærke"
        verbose_name_plural = "pejlemærker"
        ordering = ("agreement", "number")
        constraints = (models.UniqueConstraint(fields=("agreement", "number"), name="guidepost_number_once"),)

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"
