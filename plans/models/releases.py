"""On the way out: an edition that is being made ready, and copies for the authority's records."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from plans.models.decisions import ApprovalRound
from plans.models.editions import Edition
from plans.models.plans import Plan


class ReleaseQuerySet(models.QuerySet):
    """Releases."""

    def under_way(self) -> Any:
        """Those that have come to no end."""
        return self.exclude(state__in=(Release.State.PUBLISHED, Release.State.CANCELLED))


class Release(models.Model):
    """A publication from its order to its edition: rendered first, looked at, then published now or at a set time.

    Article and PDF are kept as they were rendered, so that what was looked at is what is published, byte for byte;
    they are emptied once the edition has them. `made_of` is the fingerprint of what they were made from, the decision
    and the note too. `leased_until` says that a process is at work on it; when that time has passed, another may take
    over. A plan has at most one that is under way.
    """

    class State(models.TextChoices):
        ORDERED = "ordered", "bliver gjort klar"
        PREPARED = "prepared", "klar"
        SCHEDULED = "scheduled", "venter på tidspunktet"
        FAILED = "failed", "mislykket"
        PUBLISHED = "published", "offentliggjort"
        CANCELLED = "cancelled", "annulleret"

    plan = models.ForeignKey(Plan, models.PROTECT, verbose_name="plan", related_name="releases")
    approval_round = models.ForeignKey(
        ApprovalRound, models.PROTECT, verbose_name="godkendelsesrunde", related_name="releases"
    )
    state = models.CharField("status", max_length=10, choices=State.choices, default=State.ORDERED)
    step = models.CharField("er nået til", max_length=100, blank=True)
    publish_at = models.DateTimeField("offentliggøres", null=True, blank=True)
    published_on = models.DateField("dato, som trykkes")
    number = models.PositiveSmallIntegerField("udgave")
    note = models.TextField("rettelse", blank=True)
    html = models.TextField("artikel (HTML)", blank=True)
    pdf = models.BinaryField("PDF", blank=True, default=b"")
    page_count = models.PositiveSmallIntegerField("sider", default=0)
    size = models.PositiveIntegerField("PDF'ens størrelse i byte", default=0)
    made_of = models.CharField("aftryk", max_length=64, blank=True)
    html_digest = models.CharField("artiklens kontrolsum", max_length=64, blank=True)
    pdf_digest = models.CharField("PDF'ens kontrolsum", max_length=64, blank=True)
    prepared_at = models.DateTimeField("gjort klar", null=True, blank=True)
    ordered_at = models.DateTimeField("bestilt")
    ordered_by_name = models.CharField("bestilt af", max_length=150)
    confirmed_by_name = models.CharField("frigivet af", max_length=150, blank=True)
    attempts = models.PositiveSmallIntegerField("forsøg", default=0)
    last_error = models.TextField("seneste fejl", blank=True)
    retry_at = models.DateTimeField("prøves igen", null=True, blank=True)
    leased_until = models.DateTimeField("er i gang til", null=True, blank=True)
    edition = models.OneToOneField(
        Edition, models.PROTECT, verbose_name="udgave", null=True, blank=True, related_name="release"
    )
    ended_at = models.DateTimeField("afsluttet", null=True, blank=True)

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        verbose_name = "offentliggørelse"
        verbose_name_plural = "offentliggørelser"
        ordering = ("plan", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("plan",),
                condition=~Q(state__in=("published", "cancelled")),
                name="release_one_under_way",
            ),
            models.CheckConstraint(
                condition=Q(state="published", edition__isnull=False)
                | (~Q(state="published") & Q(edition__isnull=True)),
                name="release_published_has_edition",
            ),
            models.CheckConstraint(
                condition=~Q(state="scheduled") | Q(publish_at__isnull=False), name="release_scheduled_has_time"
            ),
        )

    def __str__(self) -> str:
        return f"{self.plan}, {self.number}. udgave: {self.get_state_display()}"


class RecordCopy(models.Model):
    """A copy for the authority's records system: written to the records folder by run_due, and kept until it is there.

    `name` is the file's name below the folder, with nothing in it but letters, digits, dots, dashes and slashes.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, verbose_name="plan", related_name="record_copies")
    name = models.CharField("filnavn", max_length=200)
    data = models.BinaryField("indhold")
    created_at = models.DateTimeField("oprettet")
    written_at = models.DateTimeField("afleveret", null=True, blank=True)
    attempts = models.PositiveSmallIntegerField("forsøg", default=0)
    last_error = models.CharField("seneste fejl", max_length=300, blank=True)

    class Meta:
        verbose_name = "kopi til journalen"
        verbose_name_plural = "kopier til journalen"
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("plan", "name"), name="record_copy_once"),)

    def __str__(self) -> str:
        return self.name
