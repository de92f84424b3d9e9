"""The hearing of a draft: what was sent out, and what the local councils answered."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from councils.models import Council
from plans.models.plans import Plan


class Hearing(models.Model):
    """One hearing of one plan: a snapshot (frozen JSON and its SHA-256), which everybody reads while it is open.

    A plan has at most one open hearing; one that was sent back to editing is ended, and the next begins from new text.
    `due` is the last day for responses, as it was told; it may be put off.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, verbose_name="plan", related_name="hearings")
    content = models.TextField("fastfrosset indhold (JSON)")
    digest = models.CharField("kontrolsum", max_length=64)
    opened_at = models.DateTimeField("åbnet")
    opened_by_name = models.CharField("åbnet af", max_length=150)
    due = models.DateField("frist for svar", null=True, blank=True)
    ended_at = models.DateTimeField("afsluttet", null=True, blank=True)
    completed = models.BooleanField("gennemført", default=False)

    class Meta:
        verbose_name = "høring"
        verbose_name_plural = "høringer"
        ordering = ("plan", "pk")
        constraints = (
            models.UniqueConstraint(fields=("plan",), condition=Q(ended_at__isnull=True), name="hearing_one_open"),
            models.CheckConstraint(
                condition=Q(completed=False) | Q(ended_at__isnull=False), name="hearing_completed_has_ended"
            ),
        )

    def __str__(self) -> str:
        return f"Høring af {self.plan}"


class HearingPreview(models.Model):
    """The PDF of a hearing's snapshot, kept so that it is not set again while nothing that it is made of changes.

    `fingerprint` is that of everything the file was made from (plans.publishing.previews).
    """

    hearing = models.OneToOneField(Hearing, models.CASCADE, verbose_name="høring", related_name="preview")
    fingerprint = models.CharField("aftryk", max_length=64)
    data = models.BinaryField("PDF")
    made_at = models.DateTimeField("lavet")

    class Meta:
        verbose_name = "høringsudkast som PDF"
        verbose_name_plural = "høringsudkast som PDF"

    def __str__(self) -> str:
        return f"{self.hearing} (PDF)"


class HearingResponseQuerySet(models.QuerySet):
    """Responses."""

    def sent(self) -> Any:
        """Those that the secretariat has."""
        return self.filter(sent_at__isnull=False)

    def unanswered(self) -> Any:
        """Those sent with something to answer, which has not been answered."""
        return self.sent().filter(answered_at__isnull=True, no_remarks=False)


class HearingResponse(models.Model):
    """A local council's one response (høringssvar): collected from its members, sent by its chair or secretary.

    One that came by letter or at a meeting is noted by the secretariat, with a `reference` to where it is.
    """

    hearing = models.ForeignKey(Hearing, models.PROTECT, verbose_name="høring", related_name="responses")
    council = models.ForeignKey(Council, models.PROTECT, verbose_name="lokalråd", related_name="hearing_responses")
    no_remarks = models.BooleanField("ingen bemærkninger", default=False)
    text = models.TextField("høringssvar", blank=True, max_length=20000)
    version = models.PositiveIntegerField("version", default=1, editable=False)
    changed_at = models.DateTimeField("senest ændret")
    sent_at = models.DateTimeField("sendt", null=True, blank=True)
    sent_by_name = models.CharField("sendt af", max_length=150, blank=True)
    reference = models.CharField("modtaget uden for portalen", max_length=200, blank=True)
    answer = models.TextField("svar fra sekretariatet", blank=True, max_length=5000)
    answered_at = models.DateTimeField("besvaret", null=True, blank=True)
    answered_by_name = models.CharField("besvaret af", max_length=150, blank=True)
    reminded_at = models.DateTimeField("påmindet", null=True, blank=True)

    objects = HearingResponseQuerySet.as_manager()

    class Meta:
        verbose_name = "høringssvar"
        verbose_name_plural = "høringssvar"
        ordering = ("hearing", "council__name")
        constraints = (
            models.UniqueConstraint(fields=("hearing", "council"), name="hearing_response_once"),
            models.CheckConstraint(
                condition=Q(no_remarks=False) | Q(text=""), name="hearing_response_without_remarks_has_no_text"
            ),
        )

    def __str__(self) -> str:
        return f"{self.council}: {self.hearing}"


class HearingRemark(models.Model):
    """What one member says of one section of the snapshot; the council's chair decides whether it goes along.

    `answer` is the secretariat's to this remark; `changed_key` the section in which something was changed because of
    it, where something was.
    """

    response = models.ForeignKey(HearingResponse, models.CASCADE, verbose_name="høringssvar", related_name="remarks")
    section_key = models.CharField("afsnittets nøgle", max_length=80)
    section_heading = models.CharField("afsnittets overskrift", max_length=250, blank=True)
    text = models.TextField("bemærkning", max_length=5000)
    included = models.BooleanField("med i svaret", default=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name="hvem", null=True, blank=True, related_name="+"
    )
    author_name = models.CharField("hvem (navn)", max_length=150)
    created_at = models.DateTimeField("skrevet")
    answer = models.TextField("svar fra sekretariatet", blank=True, max_length=5000)
    changed_key = models.CharField("ændret i afsnittet (nøgle)", max_length=80, blank=True)
    answered_at = models.DateTimeField("besvaret", null=True, blank=True)
    answered_by_name = models.CharField("besvaret af", max_length=150, blank=True)

    class Meta:
        verbose_name = "bemærkning til et afsnit"
        verbose_name_plural = "bemærkninger til afsnit"
        ordering = ("created_at", "pk")

    def __str__(self) -> str:
        return f"{self.section_heading or self.section_key}: {self.text[:40]}"


class Preparation(models.Model):
    """That a preparing committee (kontaktudvalg, a body given as data) went through the plan before its decision."""

    plan = models.ForeignKey(Plan, models.PROTECT, verbose_name="plan", related_name="preparations")
    body_name = models.CharField("udvalg", max_length=150)
    held_on = models.DateField("behandlet")
    recommendation = models.TextField("indstilling", blank=True, max_length=5000)
    recorded_at = models.DateTimeField("noteret")
    recorded_by_name = models.CharField("noteret af", max_length=150)

    class Meta:
        verbose_name = "forberedelse i udvalg"
        verbose_name_plural = "forberedelser i udvalg"
        ordering = ("plan", "pk")

    def __str__(self) -> str:
        return f"{self.body_name}: {self.plan}"
