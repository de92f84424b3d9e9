"""Focus areas, and what the local councils must, should or may discuss of them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from councils.fields import CanonicalHTMLField
from councils.models import AgendaItem, Council
from councils.models.base import NaturalKeyManager, NaturalKeyModel
from initiatives.models.agreements import Agreement
from initiatives.models.areas import AreaList
from initiatives.querysets import DiscussionPointQuerySet, FocusAreaQuerySet


class FocusArea(NaturalKeyModel):
    """An area that is given priority: by the agreement, by the district council or by a local council."""

    class Source(models.TextChoices):
        AGREEMENT = "agreement", "flerårsaftalen"
        CHOICE = "choice", "kredsrådets valg"
        LOCAL = "local", "et lokalråds valg"

    class Audience(models.TextChoices):
        ALL = "all", "alle lokalråd"
        DESIGNATED = "designated", "lokalråd med et område, der opfylder kriminalitetskriteriet"

    name = models.CharField("navn", max_length=150)
    slug = models.SlugField("adressenavn", max_length=150, unique=True)
    source = models.CharField("kommer fra", max_length=10, choices=Source.choices)
    agreement = models.ForeignKey(
        Agreement, models.PROTECT, verbose_name="flerårsaftale", null=True, blank=True, related_name="focus_areas"
    )
    council = models.ForeignKey(
        Council, models.PROTECT, verbose_name="valgt af", null=True, blank=True, related_name="focus_areas"
    )
    first_year = models.PositiveSmallIntegerField("første år")
    last_year = models.PositiveSmallIntegerField("sidste år", null=True, blank=True)
    summary = models.TextField("kort", blank=True)
    heading = models.CharField("overskrift i planen", max_length=200, blank=True)
    text = CanonicalHTMLField("tekst til planen", blank=True, default="")
    evidence = models.TextField("grundlag", blank=True)
    other_duties = models.TextField("andre opgaver", blank=True)
    audience = models.CharField("gælder", max_length=12, choices=Audience.choices, default=Audience.ALL)
    area_list = models.ForeignKey(
        AreaList, models.PROTECT, verbose_name="boligområdeliste", null=True, blank=True, related_name="focus_areas"
    )
    gaps = models.TextField("det oplyser planerne ikke", blank=True)
    own_section = models.BooleanField("har eget afsnit i planen", default=True)
    place_under = models.SlugField("afsnittet ligger under (nøgle)", max_length=80, blank=True)
    order = models.PositiveSmallIntegerField("rækkefølge", default=0)
    public = models.BooleanField("offentlig", default=True)
    history = HistoricalRecords()

    objects = NaturalKeyManager.from_queryset(FocusAreaQuerySet)()

    class Meta:
        verbose_name = "indsatsområde"
        verbose_name_plural = "indsatsområder"
        ordering = ("order", "name")
        constraints = (
            models.CheckConstraint(
                condition=Q(last_year__isnull=True) | Q(last_year__gte=F("first_year")),
                name="focus_area_years_in_order",
                violation_error_message="Sidste år ligger før første år.",
            ),
            models.CheckConstraint(
                condition=Q(source="agreement", agreement__isnull=False, council__isnull=True)
                | Q(source__in=("choice", "local"), agreement__isnull=True, council__isnull=False),
                name="focus_area_has_its_source",
                violation_error_message="Vælg aftalen for et område fra aftalen, ellers rådet, der har valgt det.",
            ),
            models.CheckConstraint(
                condition=~Q(audience="designated") | Q(area_list__isnull=False),
                name="focus_area_designated_has_list",
                violation_error_message="Vælg den liste, der afgør, hvem området gælder for.",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The focus area's public page."""
        return reverse("initiatives:focus", args=[self.slug])


class DiscussionPoint(NaturalKeyModel):
    """Something a local council must, should or may discuss within a focus area, or as a standing topic."""

    class Obligation(models.TextChoices):
        MUST = "must", "skal drøftes"
        MUST_DECIDE = "must_decide", "skal drøftes og besluttes"
        MUST_EXAMINE = "must_examine", "skal undersøges og drøftes"
        MUST_ENSURE = "must_ensure", "skal sikres"
        SHOULD = "should", "bør drøftes"
        MAY = "may", "kan overvejes"

    natural_key_fields = ("slug",)

    slug = models.SlugField("nøgle", max_length=150, unique=True)
    focus_area = models.ForeignKey(
        FocusArea,
        models.CASCADE,
        verbose_name="indsatsområde",
        null=True,
        blank=True,
        related_name="points",
        help_text="Tomt for et fast emne, som alle lokalråd drøfter i årets løb.",
    )
    number = models.PositiveSmallIntegerField("nummer", default=1)
    obligation = models.CharField("pligt", max_length=12, choices=Obligation.choices)
    text = models.TextField("hvad der skal, bør eller kan drøftes")
    public = models.BooleanField("offentligt", default=True)
    history = HistoricalRecords()

    objects = NaturalKeyManager.from_queryset(DiscussionPointQuerySet)()

    class Meta:
        verbose_name = "drøftelsespunkt"
        verbose_name_plural = "drøftelsespunkter"
        ordering = ("focus_area", "number")
        constraints = (models.UniqueConstraint(fields=("focus_area", "number"), name="discussion_point_number_once"),)

    def __str__(self) -> str:
        return self.text


class Discussion(models.Model):
    """That a point was taken up at a meeting: point ↔ agenda item."""

    point = models.ForeignKey(DiscussionPoint, models.PROTECT, verbose_name="punkt", related_name="discussions")
    item = models.ForeignKey(AgendaItem, models.CASCADE, verbose_name="dagsordenspunkt", related_name="discussions")
    note = models.TextField("note", blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = "drøftelse"
        verbose_name_plural = "drøftelser"
        constraints = (models.UniqueConstraint(fields=("point", "item"), name="discussion_once"),)

    def __str__(self) -> str:
        return f"{self.point} ({self.item})"
