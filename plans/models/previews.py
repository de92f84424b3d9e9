"""The PDF of a draft, kept so that it is not set again while nothing in it has changed."""

from __future__ import annotations

from django.db import models

from plans.models.plans import Plan


class PlanPreview(models.Model):
    """The newest preview of a draft: every web process finds it here, and none keeps one of its own.

    `fingerprint` is that of everything the file was made from (plans.publishing.previews); a file with another one is
    out of date and is replaced.
    """

    plan = models.OneToOneField(Plan, models.CASCADE, verbose_name="plan", related_name="preview")
    fingerprint = models.CharField("aftryk", max_length=64)
    data = models.BinaryField("PDF")
    made_at = models.DateTimeField("lavet")

    class Meta:
        verbose_name = "udkast som PDF"
        verbose_name_plural = "udkast som PDF"

    def __str__(self) -> str:
        return f"Udkast til {self.plan}"
