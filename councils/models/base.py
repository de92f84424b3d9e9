"""What the register models share."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q


class NaturalKeyManager(models.Manager):
    """Fixtures name rows by what identifies them, never by a number.

    The model says which fields in `natural_key_fields`; a field name may follow a relation (`council__slug`).
    """

    def get_by_natural_key(self, *values: Any) -> Any:
        """The row with that natural key; raises the model's DoesNotExist where there is none."""
        fields: tuple[str, ...] = self.model.natural_key_fields  # type: ignore[attr-defined]
        return self.get(**dict(zip(fields, values, strict=True)))


class NaturalKeyModel(models.Model):
    """A row that fixtures can name."""

    natural_key_fields: tuple[str, ...] = ("slug",)

    class Meta:
        abstract = True

    def natural_key(self) -> tuple[Any, ...]:
        """The values of `natural_key_fields`, in their order."""
        return tuple(_follow(self, path) for path in self.natural_key_fields)


def _follow(row: Any, path: str) -> Any:
    for name in path.split("__"):
        row = getattr(row, name, None)
    return row


class Period(models.Model):
    """From one day to another, both included; null means unknown or open."""

    starts = models.DateField("fra", null=True, blank=True, help_text="Lad feltet stå tomt, hvis datoen er ukendt.")
    ends = models.DateField("til og med", null=True, blank=True, help_text="Lad feltet stå tomt, hvis der ikke er en.")

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Refuse a period that ends before it begins."""
        super().clean()
        if self.starts and self.ends and self.ends < self.starts:
            raise ValidationError({"ends": "Slutdatoen ligger før startdatoen."})


def refuse_loop(row: Any) -> None:
    """Raise ValidationError where the row, by its `parent` and that one's, would lie under itself."""
    above, passed = row.parent, set()
    while above is not None and above.pk not in passed:
        if above.pk == row.pk:
            raise ValidationError({"parent": "Kan ikke høre under sig selv, heller ikke gennem andre."})
        passed.add(above.pk)
        above = above.parent


def ends_after_start(name: str) -> models.CheckConstraint:
    """The database's own word that a period does not end before it begins."""
    return models.CheckConstraint(
        condition=Q(starts__isnull=True) | Q(ends__isnull=True) | Q(ends__gte=F("starts")),
        name=name,
        violation_error_message="Slutdatoen ligger før startdatoen.",
    )
