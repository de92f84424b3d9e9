"""The sections of a plan, and where each came from."""

from __future__ import annotations

from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q

from councils.fields import CanonicalHTMLField
from councils.models import Body
from councils.models.base import NaturalKeyManager, NaturalKeyModel
from initiatives.models import Agreement, FocusArea, Initiative
from plans.models.plans import Plan

KEY_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
REGISTERS = ("body", "focus_area", "agreement", "initiative")
"""The section's links to register rows; a section from a register has exactly one of them."""


class SectionQuerySet(models.QuerySet):
    """Sections."""

    def in_order(self) -> Any:
        """Siblings after one another; the tree itself is put together by plans.outline."""
        return self.order_by("position", "pk")

    def standing(self) -> Any:
        """Those in the plan; a removed section is kept, so that its removal can be undone."""
        return self.filter(removed_at__isnull=True)

    def unconfirmed(self) -> Any:
        """Carried over from the year before, and nobody has said yet that they still hold."""
        return self.filter(state=Section.State.CARRIED)


class StandingManager(NaturalKeyManager.from_queryset(SectionQuerySet)):  # type: ignore[misc]
    """The sections that stand in their plans."""

    def get_queryset(self) -> Any:
        """Without the removed ones."""
        return super().get_queryset().standing()


def _is_register_kind() -> Q:
    """Exactly one register link for a section from a register, none for any other."""
    none = Q(**{f"{name}__isnull": True for name in REGISTERS})
    one = Q()
    for chosen in REGISTERS:
        one |= Q(**{f"{name}__isnull": name != chosen for name in REGISTERS})
    return (Q(kind="register") & one) | (~Q(kind="register") & none)


class Section(NaturalKeyModel):
    """One section: its place in the outline, where its text comes from, and the text.

    `key` is unique in the plan and kept from year to year: anchors, links, comparison and history hang on it.
    `taken_heading` and `taken_text` keep what the register said when it was taken. `version` counts saves of the
    text, so that two who write at once find out; what each save left is in its revisions (plans.saving). A removed
    section stays in `everything` alone, with its key, talk and history, until its removal is undone.
    """

    class Role(models.TextChoices):
        FOREWORD = "foreword", "forord"
        PART = "part", "del"
        SECTION = "section", "afsnit"
        ANNEX = "annex", "bilag"
        SIGNATORIES = "signatories", "underskrivere"

    class Kind(models.TextChoices):
        WRITTEN = "written", "skrevet"
        REGISTER = "register", "fra et register"
        GENERATED = "generated", "dannet af registrene"

    class Generator(models.TextChoices):
        SIGNATORIES = "signatories", "underskrivere"
        COUNCILS = "councils", "lokalråd og formænd"
        PRIORITIES = "priorities", "lokale prioriteter"
        AREAS = "areas", "udpegede områder"
        MEETINGS = "meetings", "mødekalender"

    class State(models.TextChoices):
        CARRIED = "carried", "videreført uændret"
        CONFIRMED = "confirmed", "bekræftet"
        REWRITTEN = "rewritten", "omskrevet"
        NEW = "new", "nyt"

    natural_key_fields = ("plan__council__slug", "plan__year", "key")

    plan = models.ForeignKey(Plan, models.CASCADE, verbose_name="plan", related_name="sections")
    parent = models.ForeignKey(
        "self", models.RESTRICT, verbose_name="ligger under", null=True, blank=True, related_name="children"
    )
    position = models.PositiveIntegerField("plads", default=0)
    key = models.CharField(
        "nøgle",
        max_length=80,
        validators=[RegexValidator(KEY_PATTERN, "En nøgle har små bogstaver, tal og bindestreger.")],
    )
    role = models.CharField("plads i planen", max_length=12, choices=Role.choices, default=Role.SECTION)
    kind = models.CharField("teksten er", max_length=10, choices=Kind.choices, default=Kind.WRITTEN)
    generator = models.CharField("dannes som", max_length=12, choices=Generator.choices, blank=True, default="")
    body = models.ForeignKey(Body, models.PROTECT, verbose_name="råd eller nævn", null=True, blank=True)
    focus_area = models.ForeignKey(FocusArea, models.PROTECT, verbose_name="indsatsområde", null=True, blank=True)
    agreement = models.ForeignKey(Agreement, models.PROTECT, verbose_name="flerårsaftale", null=True, blank=True)
    initiative = models.ForeignKey(Initiative, models.PROTECT, verbose_name="indsats", null=True, blank=True)
    heading = models.CharField("overskrift", max_length=250, blank=True)
    text = CanonicalHTMLField("tekst", blank=True, default="")
    taken_heading = models.CharField("overskrift, som den blev taget", max_length=250, blank=True)
    taken_text = CanonicalHTMLField("tekst, som den blev taget", blank=True, default="")
    note = models.TextField("note, som trykkes", blank=True, help_text="For eksempel hvorfor afsnittet er tomt.")
    printed_number = models.CharField("trykt nummer", max_length=20, blank=True)
    state = models.CharField("status", max_length=10, choices=State.choices, default=State.NEW)
    version = models.PositiveIntegerField("version", default=1, editable=False)
    removed_at = models.DateTimeField("fjernet", null=True, blank=True, editable=False)
    removed_by = models.CharField("fjernet af", max_length=150, blank=True, editable=False)

    objects = StandingManager()
    everything = NaturalKeyManager.from_queryset(SectionQuerySet)()

    class Meta:
        verbose_name = "afsnit"
        verbose_name_plural = "afsnit"
        ordering = ("plan", "position", "pk")
        indexes = (models.Index(fields=("plan", "parent", "position"), name="section_by_place"),)
        constraints = (
            models.UniqueConstraint(
                fields=("plan", "key"),
                name="section_key_once",
                violation_error_message="Planen har allerede et afsnit med den nøgle.",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")), name="section_not_its_own_parent"
            ),
            models.CheckConstraint(condition=Q(key__regex=KEY_PATTERN), name="section_key_form"),
            models.CheckConstraint(condition=_is_register_kind(), name="section_register_link"),
            models.CheckConstraint(
                condition=Q(kind="generated") & ~Q(generator="") | ~Q(kind="generated") & Q(generator=""),
                name="section_generator",
            ),
        )

    def __str__(self) -> str:
        return self.heading or self.get_role_display()

    @property
    def is_altered(self) -> bool:
        """Carried over and written in since, though nobody has said yet that it is rewritten."""
        return self.state == self.State.CARRIED and self.version > 1


class SectionLineage(models.Model):
    """That a section came from one of an earlier plan; several rows tell of a split or a merge."""

    ancestor = models.ForeignKey(Section, models.CASCADE, verbose_name="kom fra", related_name="heirs")
    section = models.ForeignKey(Section, models.CASCADE, verbose_name="afsnit", related_name="ancestors")

    class Meta:
        verbose_name = "afstamning"
        verbose_name_plural = "afstamning"
        constraints = (
            models.UniqueConstraint(fields=("ancestor", "section"), name="lineage_once"),
            models.CheckConstraint(condition=~Q(ancestor=F("section")), name="lineage_not_of_itself"),
        )

    def __str__(self) -> str:
        return f"{self.ancestor} → {self.section}"
