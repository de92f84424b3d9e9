"""Editions: what was published, exactly as it was published.

The database refuses to change or delete the rows of this module (plans.guards), but for one thing: blocking
(blokering) erases content and files, and leaves digest, reason and tombstone.
"""

from __future__ import annotations

import json
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from plans.models.decisions import ApprovalRound
from plans.models.plans import Plan


class EditionQuerySet(models.QuerySet):
    """Editions."""

    def of_district(self) -> Any:
        """Editions of the district council's plans."""
        return self.filter(plan__council__kind="district")

    def readable(self) -> Any:
        """Editions that still stand: neither withdrawn nor blocked."""
        return self.filter(withdrawal__isnull=True).exclude(blocking__confirmed_at__isnull=False)

    def newest_first(self) -> Any:
        """By year and number, the newest first."""
        return self.order_by("-year", "-number")

    def frozen_of(self, pk: int) -> dict[str, Any]:
        """The frozen content of one edition, without its article; empty when it is blocked. Raises DoesNotExist."""
        text = self.values_list("content", flat=True).get(pk=pk)
        return json.loads(text) if text else {}

    def without_text(self) -> Any:
        """Without the large columns; lists need none of them."""
        return self.defer("content", "html")


class Edition(models.Model):
    """One published edition of a plan. Superseded is derived: a readable edition with a higher number exists."""

    plan = models.ForeignKey(Plan, models.PROTECT, verbose_name="plan", related_name="editions")
    approval_round = models.ForeignKey(
        ApprovalRound, models.PROTECT, verbose_name="godkendelsesrunde", related_name="editions"
    )
    number = models.PositiveSmallIntegerField("udgave")
    year = models.PositiveSmallIntegerField("år")
    title = models.CharField("titel", max_length=150)
    is_archive = models.BooleanField("arkiveret plan")
    content = models.TextField("indhold (JSON)")
    digest = models.CharField("kontrolsum", max_length=64)
    html = models.TextField("artikel (HTML)")
    html_digest = models.CharField("artiklens kontrolsum", max_length=64)
    published_on = models.DateField("offentliggjort")
    published_at = models.DateTimeField("lagt i portalen")
    decision = models.CharField("beslutning", max_length=200)
    decided_on = models.DateField("besluttet", null=True, blank=True)
    signatories = models.JSONField("underskrivere", default=list)
    note = models.TextField("rettelse", blank=True)
    published_by = models.CharField("offentliggjort af", max_length=150, blank=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = "udgave"
        verbose_name_plural = "udgaver"
        ordering = ("-year", "-number")
        constraints = (
            models.UniqueConstraint(fields=("plan", "number"), name="edition_number_once"),
            models.UniqueConstraint(fields=("approval_round",), name="edition_one_per_round"),
            models.CheckConstraint(condition=Q(number__gte=1), name="edition_numbered_from_one"),
            models.CheckConstraint(condition=Q(number=1) | ~Q(note=""), name="edition_correction_has_note"),
        )

    def __str__(self) -> str:
        return f"{self.title}, {self.number}. udgave"

    def get_absolute_url(self) -> str:
        """The edition's own address, which it keeps."""
        if self.plan.council.is_district:
            return reverse("plans:edition", args=[self.year, self.number])
        return reverse("plans:local-edition", args=[self.plan.council.slug, self.year, self.number])

    @property
    def frozen(self) -> dict[str, Any]:
        """The frozen content; empty when the edition is blocked."""
        return json.loads(self.content) if self.content else {}


class EditionFile(models.Model):
    """A file of an edition, kept in the database: one dump is a whole backup, and every web process sees it."""

    class Kind(models.TextChoices):
        PDF = "pdf", "PDF"

    edition = models.ForeignKey(Edition, models.PROTECT, verbose_name="udgave", related_name="files")
    kind = models.CharField("art", max_length=8, choices=Kind.choices)
    data = models.BinaryField("indhold")
    digest = models.CharField("kontrolsum", max_length=64)
    size = models.PositiveIntegerField("størrelse i byte")
    page_count = models.PositiveSmallIntegerField("sider")

    class Meta:
        verbose_name = "fil"
        verbose_name_plural = "filer"
        constraints = (models.UniqueConstraint(fields=("edition", "kind"), name="edition_file_once"),)

    def __str__(self) -> str:
        return f"{self.edition} ({self.get_kind_display()})"


class Withdrawal(models.Model):
    """That an edition was withdrawn (tilbagekaldt), and why. The text is kept, but no longer shown as valid."""

    edition = models.OneToOneField(Edition, models.PROTECT, verbose_name="udgave", related_name="withdrawal")
    reason = models.TextField("begrundelse")
    withdrawn_at = models.DateTimeField("tilbagekaldt")
    withdrawn_by = models.CharField("af", max_length=150)

    class Meta:
        verbose_name = "tilbagekaldelse"
        verbose_name_plural = "tilbagekaldelser"
        constraints = (models.CheckConstraint(condition=~Q(reason=""), name="withdrawal_has_reason"),)

    def __str__(self) -> str:
        return f"{self.edition}: {self.reason}"


class Blocking(models.Model):
    """Blokering: personal data published by mistake is erased by two persons (GDPR article 17).

    One asks, another confirms; on confirmation the edition's content and files are emptied. Digest, reason and this
    tombstone stay. The accounts are kept by number alone, so that this stays as it is when one of them is deleted;
    there are none where it was done by the command line.
    """

    edition = models.OneToOneField(Edition, models.PROTECT, verbose_name="udgave", related_name="blocking")
    reason = models.TextField("begrundelse", help_text="Skriv ikke de oplysninger, der skal fjernes.")
    asked_by = models.CharField("foreslået af", max_length=150)
    asked_at = models.DateTimeField("foreslået")
    asked_by_account = models.PositiveBigIntegerField("foreslået af konto", null=True, blank=True)
    confirmed_by = models.CharField("bekræftet af", max_length=150, blank=True)
    confirmed_by_account = models.PositiveBigIntegerField("bekræftet af konto", null=True, blank=True)
    confirmed_at = models.DateTimeField("bekræftet", null=True, blank=True)

    class Meta:
        verbose_name = "blokering"
        verbose_name_plural = "blokeringer"
        constraints = (
            models.CheckConstraint(condition=~Q(reason=""), name="blocking_has_reason"),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True, confirmed_by="")
                | (Q(confirmed_at__isnull=False) & ~Q(confirmed_by="") & ~Q(confirmed_by=F("asked_by"))),
                name="blocking_needs_two_persons",
                violation_error_message="En blokering skal bekræftes af en anden end den, der har foreslået den.",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by_account__isnull=True)
                | Q(asked_by_account__isnull=True)
                | ~Q(confirmed_by_account=F("asked_by_account")),
                name="blocking_needs_two_accounts",
                violation_error_message="En blokering skal bekræftes fra en anden konto, end den er foreslået fra.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.edition}: {self.reason}"
