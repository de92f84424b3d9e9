"""People, the seats they hold and those who act for them."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from councils.models.base import NaturalKeyManager, NaturalKeyModel, Period, ends_after_start
from councils.models.councils import Council, Municipality
from councils.querysets import MembershipQuerySet, PeriodQuerySet


class Person(NaturalKeyModel):
    """Somebody who holds an office.

    Shown by name only where `name_public` says so, otherwise by function; but who signs a plan is named on it.
    """

    name = models.CharField("navn", max_length=150)
    slug = models.SlugField("nøgle", max_length=150, unique=True)
    function = models.CharField(
        "funktion", max_length=150, blank=True, help_text="Vises, når navnet ikke er offentligt."
    )
    email = models.EmailField("e-mail", blank=True)
    phone = models.CharField("telefon", max_length=30, blank=True)
    name_public = models.BooleanField("navnet må vises", default=False)
    is_demo = models.BooleanField("demoperson", default=False)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name="konto",
        null=True,
        blank=True,
        related_name="person",
    )
    history = HistoricalRecords()

    objects = NaturalKeyManager()

    class Meta:
        verbose_name = "person"
        verbose_name_plural = "personer"
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name

    @property
    def public_name(self) -> str:
        """The name where it may be shown, otherwise the function."""
        return self.name if self.name_public else self.function


class Membership(NaturalKeyModel, Period):
    """A seat in a council, from one day to another. Rights follow it: when it ends, they end."""

    class Role(models.TextChoices):
        CHAIR = "chair", "formand"
        VICE_CHAIR = "vice_chair", "næstformand"
        MEMBER = "member", "medlem"
        SECRETARY = "secretary", "sekretær"

    class Capacity(models.TextChoices):
        POLICE = "police", "politi"
        MUNICIPALITY = "municipality", "kommune"
        OTHER = "other", "andet"

    natural_key_fields = ("council__slug", "person__slug", "role", "starts")

    council = models.ForeignKey(Council, models.PROTECT, verbose_name="råd", related_name="memberships")
    person = models.ForeignKey(Person, models.PROTECT, verbose_name="person", related_name="memberships")
    role = models.CharField("rolle", max_length=10, choices=Role.choices, default=Role.MEMBER)
    capacity = models.CharField("deltager for", max_length=12, choices=Capacity.choices)
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, verbose_name="kommune", null=True, blank=True, related_name="memberships"
    )
    title = models.CharField("titel, som den trykkes", max_length=150, blank=True)
    signs_plan = models.BooleanField("underskriver planen", default=False)
    order = models.PositiveSmallIntegerField("rækkefølge", default=0)
    history = HistoricalRecords()

    objects = NaturalKeyManager.from_queryset(MembershipQuerySet)()

    class Meta:
        verbose_name = "medlemskab"
        verbose_name_plural = "medlemskaber"
        ordering = ("council", "order", "pk")
        constraints = (
            ends_after_start("membership_ends_after_start"),
            models.UniqueConstraint(fields=("council", "person", "role", "starts"), name="membership_once"),
            models.UniqueConstraint(
                fields=("council", "person", "role"),
                condition=Q(starts__isnull=True),
                name="membership_once_when_start_unknown",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person}, {self.get_role_display()} i {self.council}"

    def clean(self) -> None:
        """Refuse a second chair in the same days (a trigger holds the same for every other way in)."""
        super().clean()
        if self.role == self.Role.CHAIR and self.council_id and self._overlapping().exists():
            raise ValidationError({"role": "Rådet har allerede en formand i perioden."})

    def _overlapping(self) -> models.QuerySet[Membership]:
        others = Membership.objects.filter(council_id=self.council_id, role=self.Role.CHAIR).exclude(pk=self.pk)
        if self.ends:
            others = others.filter(Q(starts__isnull=True) | Q(starts__lte=self.ends))
        if self.starts:
            others = others.filter(Q(ends__isnull=True) | Q(ends__gte=self.starts))
        return others


class Delegation(NaturalKeyModel, Period):
    """Leave for a person to read, prepare or act for the holder of a seat."""

    class Scope(models.TextChoices):
        READ = "read", "læse"
        PREPARE = "prepare", "forberede"
        ACT = "act", "handle på vegne af"

    natural_key_fields = (
        "membership__council__slug",
        "membership__person__slug",
        "delegate__slug",
        "scope",
        "starts",
    )

    membership = models.ForeignKey(Membership, models.CASCADE, verbose_name="plads", related_name="delegations")
    delegate = models.ForeignKey(Person, models.PROTECT, verbose_name="bemyndiget", related_name="delegations")
    scope = models.CharField("må", max_length=8, choices=Scope.choices)
    is_deputy = models.BooleanField("er stedfortræder", default=False)
    history = HistoricalRecords()

    objects = NaturalKeyManager.from_queryset(PeriodQuerySet)()

    class Meta:
        verbose_name = "bemyndigelse"
        verbose_name_plural = "bemyndigelser"
        constraints = (
            ends_after_start("delegation_ends_after_start"),
            models.UniqueConstraint(fields=("membership", "delegate", "scope", "starts"), name="delegation_once"),
        )

    def __str__(self) -> str:
        return f"{self.delegate}: {self.get_scope_display()} for {self.membership}"

    def clean(self) -> None:
        """Refuse a delegation to the holder of the seat."""
        super().clean()
        if self.membership_id and self.delegate_id and self.membership.person_id == self.delegate_id:
            raise ValidationError({"delegate": "Man kan ikke bemyndige sig selv."})
