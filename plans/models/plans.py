"""One council's plan for one year."""

from __future__ import annotations

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from councils.fields import CanonicalHTMLField
from councils.models import Council
from councils.models.base import NaturalKeyManager, NaturalKeyModel

FIRST_YEAR, LAST_YEAR = 1973, 2100
"""Years a plan may have: from the law's first local committees to what nobody plans for yet."""


class PlanQuerySet(models.QuerySet):
    """Plans."""

    def of_district(self) -> Any:
        """The district council's plans."""
        return self.filter(council__kind=Council.Kind.DISTRICT)

    def native(self) -> Any:
        """Those made in the portal: archives are no drafts."""
        return self.filter(origin=Plan.Origin.NATIVE)

    def with_past(self) -> Any:
        """With what a plan has been through, for pages that show what comes next: `has_editions`, `has_been_heard`."""
        same = Plan.objects.filter(pk=models.OuterRef("pk"))
        published, heard = same.filter(editions__isnull=False), same.filter(hearings__completed=True)
        return self.annotate(has_editions=models.Exists(published), has_been_heard=models.Exists(heard))


class Plan(NaturalKeyModel):
    """A cooperation plan (samarbejdsplan, retsplejeloven § 113) as it is worked on.

    What citizens read is never this, but an edition frozen from it. `outline_version` counts every change of the
    tree, so that two who move sections at once find out.
    """

    class Origin(models.TextChoices):
        NATIVE = "native", "lavet i portalen"
        ARCHIVE = "archive", "arkiveret plan"

    class Stage(models.TextChoices):
        COLLECTING = "collecting", "indsamling"
        EDITING = "editing", "redigering"
        HEARING = "hearing", "høring"
        DECISION = "decision", "beslutning"
        PUBLISHED = "published", "offentliggjort"

    natural_key_fields = ("council__slug", "year")

    council = models.ForeignKey(Council, models.PROTECT, verbose_name="råd", related_name="plans")
    year = models.PositiveSmallIntegerField(
        "år", validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)]
    )
    title = models.CharField("titel", max_length=150)
    subtitle = models.CharField("undertitel", max_length=200, blank=True)
    origin = models.CharField("oprindelse", max_length=8, choices=Origin.choices, default=Origin.NATIVE)
    stage = models.CharField("fase", max_length=10, choices=Stage.choices, default=Stage.EDITING)
    signed = models.CharField("sted og dato, som det trykkes", max_length=150, blank=True)
    remarks = CanonicalHTMLField("bemærkninger til planen", blank=True, default="")
    source = models.CharField("kilde", max_length=200, blank=True)
    previous = models.ForeignKey(
        "self", models.PROTECT, verbose_name="lavet ud fra", null=True, blank=True, related_name="successors"
    )
    case_number = models.CharField("sagsnummer", max_length=60, blank=True)
    outline_version = models.PositiveIntegerField("dispositionens version", default=1, editable=False)
    created_at = models.DateTimeField("oprettet", auto_now_add=True)
    history = HistoricalRecords()

    objects = NaturalKeyManager.from_queryset(PlanQuerySet)()

    class Meta:
        verbose_name = "plan"
        verbose_name_plural = "planer"
        ordering = ("-year",)
        constraints = (
            models.UniqueConstraint(
                fields=("council", "year"),
                name="plan_one_per_council_and_year",
                violation_error_message="Rådet har allerede en plan for det år.",
            ),
            models.CheckConstraint(
                condition=Q(year__gte=FIRST_YEAR, year__lte=LAST_YEAR), name="plan_year_is_sensible"
            ),
        )

    def __str__(self) -> str:
        return f"{self.title}, {self.council}"

    @property
    def is_archive(self) -> bool:
        """Whether the plan was imported or is historical: editorial guards are waived, and its editions say so."""
        return self.origin == self.Origin.ARCHIVE

    def get_absolute_url(self) -> str:
        """Where the plan's newest edition is read, or will be."""
        if self.council.is_district:
            return reverse("plans:plan", args=[self.year])
        return reverse("plans:local-plan", args=[self.council.slug, self.year])
