"""Organisations, and the boards, forums, programmes and tools they take part in."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from councils.fields import CanonicalHTMLField
from councils.models.base import NaturalKeyManager, NaturalKeyModel, refuse_loop
from councils.models.councils import Municipality
from councils.querysets import BodyQuerySet, RegisterQuerySet


class Organisation(NaturalKeyModel):
    """An authority, unit, association or trade that takes part in the cooperation."""

    class Sector(models.TextChoices):
        POLICE = "police", "politi"
        JUSTICE = "justice", "anklagemyndighed, domstole og kriminalforsorg"
        STATE = "state", "staten i øvrigt"
        MUNICIPAL = "municipal", "kommuner"
        HEALTH = "health", "region og sundhed"
        CIVIL = "civil", "foreninger og erhverv"

    name = models.CharField("navn", max_length=150, unique=True)
    slug = models.SlugField("nøgle", max_length=150, unique=True)
    abbreviation = models.CharField("forkortelse", max_length=20, blank=True)
    former_name = models.CharField("navn i planerne", max_length=150, blank=True)
    sector = models.CharField("sektor", max_length=12, choices=Sector.choices)
    parent = models.ForeignKey("self", models.PROTECT, verbose_name="del af", null=True, blank=True)
    note = models.TextField("note", blank=True)
    public = models.BooleanField("offentlig", default=True)
    history = HistoricalRecords()

    objects = NaturalKeyManager.from_queryset(RegisterQuerySet)()

    class Meta:
        verbose_name = "organisation"
        verbose_name_plural = "organisationer"
        ordering = ("name",)
        constraints = (models.CheckConstraint(condition=~Q(parent=F("id")), name="organisation_not_its_own_parent"),)

    def __str__(self) -> str:
        return f"{self.name} ({self.abbreviation})" if self.abbreviation else self.name

    def clean(self) -> None:
        """Refuse an organisation that is part of itself."""
        super().clean()
        refuse_loop(self)


class Body(NaturalKeyModel):
    """A board, forum, network, programme, team or tool that the plan describes.

    Dates that the sources give only roughly stand in words in `established_text`; `established` is null then.
    `first_year` and `last_year` are the plan years that mention it, as far as they are known.
    """

    class Kind(models.TextChoices):
        COUNCIL = "council", "råd"
        BOARD = "board", "nævn"
        CRISIS_STAFF = "crisis_staff", "beredskabsstab"
        FORUM = "forum", "samarbejdsforum"
        GROUP = "group", "gruppe"
        NETWORK = "network", "netværk"
        SCHEME = "scheme", "ordning"
        PROGRAMME = "programme", "program"
        TEAM = "team", "team"
        ASSOCIATION = "association", "forening"
        TOOL = "tool", "værktøj"
        WORK = "work", "fast opgave"

    class Coverage(models.TextChoices):
        DISTRICT = "district", "hele politikredsen"
        MUNICIPALITIES = "municipalities", "de nævnte kommuner"
        UNKNOWN = "unknown", "ikke oplyst"

    name = models.CharField("navn", max_length=150, unique=True)
    slug = models.SlugField("adressenavn", max_length=150, unique=True)
    abbreviation = models.CharField("forkortelse", max_length=20, blank=True)
    long_name = models.CharField("navn skrevet ud", max_length=200, blank=True)
    former_name = models.CharField("navn i planerne", max_length=150, blank=True)
    kind = models.CharField("art", max_length=20, choices=Kind.choices)
    parent = models.ForeignKey("self", models.PROTECT, verbose_name="hører under", null=True, blank=True)
    legal_basis = models.CharField("hjemmel", max_length=200, blank=True)
    purpose = models.TextField("formål, kort", blank=True)
    heading = models.CharField("overskrift i planen", max_length=200, blank=True)
    text = CanonicalHTMLField("tekst til planen", blank=True, default="")
    responsible = models.CharField("ansvarlig", max_length=300, blank=True)
    responsible_organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        verbose_name="ansvarlig organisation",
        null=True,
        blank=True,
        related_name="responsible_for",
    )
    organisations = models.ManyToManyField(
        Organisation, verbose_name="deltagende organisationer", blank=True, related_name="bodies"
    )
    coverage = models.CharField("dækker", max_length=16, choices=Coverage.choices, default=Coverage.UNKNOWN)
    municipalities = models.ManyToManyField(Municipality, verbose_name="kommuner", blank=True, related_name="bodies")
    established = models.DateField("oprettet", null=True, blank=True)
    established_text = models.CharField("oprettet, i ord", max_length=120, blank=True)
    abolished = models.DateField("nedlagt", null=True, blank=True)
    first_year = models.PositiveSmallIntegerField("nævnt første gang i planen for", null=True, blank=True)
    last_year = models.PositiveSmallIntegerField("nævnt sidste gang i planen for", null=True, blank=True)
    gaps = models.TextField("det oplyser planerne ikke", blank=True)
    own_section = models.BooleanField("har eget afsnit i planen", default=False)
    place_under = models.SlugField("afsnittet ligger under (nøgle)", max_length=80, blank=True)
    order = models.PositiveSmallIntegerField("rækkefølge", default=0)
    public = models.BooleanField("offentlig", default=True)
    history = HistoricalRecords(m2m_fields=[organisations, municipalities])

    objects = NaturalKeyManager.from_queryset(BodyQuerySet)()

    class Meta:
        verbose_name = "råd, nævn eller samarbejdsforum"
        verbose_name_plural = "råd, nævn og samarbejdsfora"
        ordering = ("order", "name")
        constraints = (
            models.CheckConstraint(condition=~Q(parent=F("id")), name="body_not_its_own_parent"),
            models.CheckConstraint(
                condition=Q(established__isnull=True) | Q(abolished__isnull=True) | Q(abolished__gte=F("established")),
                name="body_abolished_after_established",
                violation_error_message="Nedlagt ligger før oprettet.",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse a body that belongs under itself."""
        super().clean()
        refuse_loop(self)

    def get_absolute_url(self) -> str:
        """The body's public page."""
        return reverse("councils:body", args=[self.slug])
