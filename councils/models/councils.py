"""Municipalities and the councils that they and the police hold."""

from __future__ import annotations

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from councils.fields import CanonicalHTMLField
from councils.models.base import NaturalKeyManager, NaturalKeyModel
from councils.querysets import CouncilQuerySet

GRID_CELLS, TILE_CELLS = 8, 4
"""As many columns and rows of the map, and cells of one tile, as static/css/parts.css has classes for."""
IN_GRID = [MinValueValidator(1), MaxValueValidator(GRID_CELLS)]
IN_TILE = [MinValueValidator(1), MaxValueValidator(TILE_CELLS)]


class Municipality(NaturalKeyModel):
    """A municipality of the police district, with its tile on the schematic map (grid cells, 1-based, north up)."""

    natural_key_fields = ("code",)

    code = models.CharField(
        "kommunekode",
        max_length=4,
        unique=True,
        validators=[RegexValidator(r"^\d{4}$", "En kommunekode har fire cifre, for eksempel 0101.")],
    )
    name = models.CharField("navn", max_length=80, unique=True)
    slug = models.SlugField("adressenavn", max_length=80, unique=True)
    region = models.CharField("region", max_length=80, blank=True)
    tile_column = models.PositiveSmallIntegerField("kolonne på kortet", default=1, validators=IN_GRID)
    tile_row = models.PositiveSmallIntegerField("række på kortet", default=1, validators=IN_GRID)
    tile_width = models.PositiveSmallIntegerField("bredde på kortet", default=1, validators=IN_TILE)
    tile_height = models.PositiveSmallIntegerField("højde på kortet", default=1, validators=IN_TILE)
    history = HistoricalRecords()

    objects = NaturalKeyManager()

    class Meta:
        verbose_name = "kommune"
        verbose_name_plural = "kommuner"
        ordering = ("name",)
        constraints = (
            models.CheckConstraint(
                condition=Q(tile_column__gte=1, tile_row__gte=1, tile_width__gte=1, tile_height__gte=1),
                name="municipality_tile_in_grid",
            ),
            models.UniqueConstraint(fields=("tile_column", "tile_row"), name="municipality_one_tile_each"),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def tile(self) -> dict[str, Any]:
        """The municipality's place on the map, as pages and editions carry it (grid cells)."""
        return {
            "name": self.name,
            "column": self.tile_column,
            "row": self.tile_row,
            "width": self.tile_width,
            "height": self.tile_height,
        }


class Council(NaturalKeyModel):
    """The district council (retsplejeloven §§ 111-113) or one municipality's local council."""

    class Kind(models.TextChoices):
        DISTRICT = "district", "kredsråd"
        LOCAL = "local", "lokalråd"

    class PublicationRule(models.TextChoices):
        DECISION = "decision", "rådets beslutning"
        ALL = "all", "alle underskrivere"

    kind = models.CharField("art", max_length=10, choices=Kind.choices)
    name = models.CharField("navn", max_length=150, unique=True, help_text="»Lokalrådet i« og kommunens navn.")
    slug = models.SlugField("adressenavn", max_length=80, unique=True)
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, verbose_name="kommune", null=True, blank=True, related_name="councils"
    )
    brand = models.CharField("kort navn", max_length=60, blank=True, help_text="For eksempel: Kredsrådet")
    area = models.CharField("område", max_length=80, blank=True, help_text="Landsdelen, som navnet slutter med.")
    police_district = models.CharField("politikreds", max_length=120, blank=True)
    seat = models.CharField("sted", max_length=80, blank=True, help_text="Hvor planen underskrives.")
    legal_basis = models.CharField("hjemmel", max_length=200, blank=True)
    composition = models.TextField("sammensætning", blank=True)
    chair_rule = models.CharField("formandskab efter reglerne", max_length=200, blank=True)
    meetings_per_year = models.PositiveSmallIntegerField("møder om året", null=True, blank=True)
    purpose = models.TextField("opgave, kort", blank=True)
    text = CanonicalHTMLField("beskrivelse", blank=True, default="")
    plan_title = models.CharField("planens titel", max_length=80, blank=True, default="Samarbejdsplan")
    plan_subtitle = models.CharField("planens undertitel", max_length=200, blank=True)
    publication_rule = models.CharField(
        "krav før offentliggørelse",
        max_length=8,
        choices=PublicationRule.choices,
        default=PublicationRule.DECISION,
        help_text="Loven kræver drøftelse i rådet. Vælg »alle underskrivere«, hvis alle skal godkende først.",
    )
    needs_sign_off = models.BooleanField("kommunikation frigiver planen", default=True)
    editorial_authority = models.BooleanField(
        "sekretariatet må rette redaktionelt",
        default=True,
        help_text="Stavefejl, datoer og lignende kan rettes, uden at godkendelser bortfalder.",
    )
    preparing_body = models.ForeignKey(
        "councils.Body",
        models.PROTECT,
        verbose_name="forberedende udvalg",
        null=True,
        blank=True,
        related_name="prepares",
        help_text="For eksempel et kontaktudvalg. Er det valgt, skal udvalget behandle planen før beslutningen.",
    )
    established = models.DateField("oprettet", null=True, blank=True)
    abolished = models.DateField("nedlagt", null=True, blank=True)
    public = models.BooleanField("offentlig", default=True)
    history = HistoricalRecords()

    objects = NaturalKeyManager.from_queryset(CouncilQuerySet)()

    class Meta:
        verbose_name = "råd"
        verbose_name_plural = "råd"
        ordering = ("kind", "name")
        constraints = (
            models.UniqueConstraint(
                fields=("kind",),
                condition=Q(kind="district"),
                name="council_one_district",
                violation_error_message="Der kan kun være ét kredsråd.",
            ),
            models.UniqueConstraint(
                fields=("municipality",),
                condition=Q(abolished__isnull=True),
                name="council_one_per_municipality",
                violation_error_message="Kommunen har allerede et lokalråd.",
            ),
            models.CheckConstraint(
                condition=Q(kind="district", municipality__isnull=True) | Q(kind="local", municipality__isnull=False),
                name="council_local_has_municipality",
                violation_error_message="Et lokalråd skal have en kommune, og kredsrådet må ikke have en.",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def is_district(self) -> bool:
        """Whether this is the district council."""
        return self.kind == self.Kind.DISTRICT

    def get_absolute_url(self) -> str:
        """The council's public page."""
        if self.is_district:
            return reverse("councils:district")
        return reverse("councils:detail", args=[self.slug])

    def full_name(self) -> str:
        """The name as it stands on a plan: with the police district for the district council."""
        return f"{self.brand} i {self.police_district}" if self.is_district and self.police_district else self.name
