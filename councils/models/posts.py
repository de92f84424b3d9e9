"""Functions outside the councils: who writes for the plan, and who tells of it, by office rather than by name."""

from __future__ import annotations

from django.db import models
from simple_history.models import HistoricalRecords

from councils.models.base import NaturalKeyManager, NaturalKeyModel, Period, ends_after_start
from councils.models.bodies import Organisation
from councils.models.people import Person
from councils.querysets import PeriodQuerySet


class Post(NaturalKeyModel):
    """A function in a department or an authority that the secretariat turns to, whoever holds it at the time."""

    class Duty(models.TextChoices):
        CONTRIBUTOR = "contributor", "bidrager til planen"
        COMMUNICATIONS = "communications", "kommunikation"

    name = models.CharField("funktion", max_length=150, unique=True)
    slug = models.SlugField("nøgle", max_length=150, unique=True)
    duty = models.CharField("opgave", max_length=15, choices=Duty.choices, default=Duty.CONTRIBUTOR)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name="organisation", null=True, blank=True, related_name="posts"
    )
    history = HistoricalRecords()

    objects = NaturalKeyManager()

    class Meta:
        verbose_name = "funktion"
        verbose_name_plural = "funktioner"
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class PostHolding(NaturalKeyModel, Period):
    """That a person holds a function, from one day to another. Rights follow it, as they follow a seat."""

    natural_key_fields = ("post__slug", "person__slug", "starts")

    post = models.ForeignKey(Post, models.PROTECT, verbose_name="funktion", related_name="holdings")
    person = models.ForeignKey(Person, models.PROTECT, verbose_name="person", related_name="holdings")
    history = HistoricalRecords()

    objects = NaturalKeyManager.from_queryset(PeriodQuerySet)()

    class Meta:
        verbose_name = "varetagelse af funktion"
        verbose_name_plural = "varetagelse af funktioner"
        ordering = ("post", "pk")
        constraints = (
            ends_after_start("post_holding_ends_after_start"),
            models.UniqueConstraint(fields=("post", "person", "starts"), name="post_holding_once"),
        )

    def __str__(self) -> str:
        return f"{self.person}: {self.post}"
