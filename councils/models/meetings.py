"""Meetings of the councils. Closed by default, item titles too; an item is public only by choice."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from councils.fields import CanonicalHTMLField
from councils.models.base import NaturalKeyManager, NaturalKeyModel
from councils.models.councils import Council
from councils.querysets import AgendaItemQuerySet, AttachmentQuerySet, MeetingQuerySet


class Meeting(NaturalKeyModel):
    """One meeting of one council."""

    class State(models.TextChoices):
        PLANNED = "planned", "planlagt"
        CALLED = "called", "indkaldt"
        HELD = "held", "afholdt"
        CANCELLED = "cancelled", "aflyst"

    natural_key_fields = ("council__slug", "starts_at")

    council = models.ForeignKey(Council, models.PROTECT, verbose_name="råd", related_name="meetings")
    starts_at = models.DateTimeField("begynder")
    ends_at = models.DateTimeField("slutter", null=True, blank=True)
    place = models.CharField("sted", max_length=150, blank=True)
    state = models.CharField("status", max_length=10, choices=State.choices, default=State.PLANNED)
    minutes = CanonicalHTMLField("referat", blank=True, default="")
    public = models.BooleanField("tid og sted er offentlige", default=False)
    history = HistoricalRecords()

    objects = NaturalKeyManager.from_queryset(MeetingQuerySet)()

    class Meta:
        verbose_name = "møde"
        verbose_name_plural = "møder"
        ordering = ("-starts_at",)
        constraints = (
            models.UniqueConstraint(fields=("council", "starts_at"), name="meeting_once"),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                name="meeting_ends_after_start",
                violation_error_message="Mødet slutter, før det begynder.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.council}, {timezone.localtime(self.starts_at):%d-%m-%Y}"


class AgendaItem(NaturalKeyModel):
    """One item of a meeting's agenda."""

    class Purpose(models.TextChoices):
        INFORMATION = "information", "til orientering"
        DISCUSSION = "discussion", "til drøftelse"
        DECISION = "decision", "til beslutning"

    natural_key_fields = ("meeting__council__slug", "meeting__starts_at", "number")

    meeting = models.ForeignKey(Meeting, models.CASCADE, verbose_name="møde", related_name="items")
    number = models.PositiveSmallIntegerField("nummer")
    title = models.CharField("titel", max_length=200)
    purpose = models.CharField("art", max_length=12, choices=Purpose.choices, default=Purpose.DISCUSSION)
    background = CanonicalHTMLField("baggrund", blank=True, default="")
    recommendation = CanonicalHTMLField("indstilling", blank=True, default="")
    decision = CanonicalHTMLField("beslutning", blank=True, default="")
    guests = models.CharField("gæster (funktioner)", max_length=300, blank=True)
    public = models.BooleanField("offentligt", default=False)
    history = HistoricalRecords()

    objects = NaturalKeyManager.from_queryset(AgendaItemQuerySet)()

    class Meta:
        verbose_name = "dagsordenspunkt"
        verbose_name_plural = "dagsordenspunkter"
        ordering = ("meeting", "number")
        constraints = (models.UniqueConstraint(fields=("meeting", "number"), name="agenda_item_number_once"),)

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


def attachment_path(instance: Any, filename: str) -> str:
    """Where an attachment is kept: by meeting, so that names of different meetings do not meet."""
    return f"bilag/{instance.item.meeting_id}/{filename}"


class Attachment(models.Model):
    """A document to an agenda item; public only where its item and its meeting are too."""

    item = models.ForeignKey(AgendaItem, models.CASCADE, verbose_name="punkt", related_name="attachments")
    title = models.CharField("titel", max_length=200)
    file = models.FileField("fil", upload_to=attachment_path)
    public = models.BooleanField("offentligt", default=False)
    history = HistoricalRecords()

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = "bilag til dagsorden"
        verbose_name_plural = "bilag til dagsorden"

    def __str__(self) -> str:
        return self.title
