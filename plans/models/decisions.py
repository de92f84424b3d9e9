"""What is decided of a plan, and the log of what happened to it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from plans.models.plans import Plan


class ApprovalRound(models.Model):
    """A decision on one exact content: frozen JSON and its SHA-256, and what the council decided of it.

    The plan has at most one open round. `ended_at` closes it: by publication, or because the content changed.
    """

    class Outcome(models.TextChoices):
        AGREED = "agreed", "tiltrådt"
        DISCUSSED = "discussed", "drøftet"
        RETURNED = "returned", "tilbagesendt"

    plan = models.ForeignKey(Plan, models.PROTECT, verbose_name="plan", related_name="rounds")
    content = models.TextField("fastfrosset indhold (JSON)")
    digest = models.CharField("kontrolsum", max_length=64)
    opened_at = models.DateTimeField("åbnet")
    ended_at = models.DateTimeField("afsluttet", null=True, blank=True)
    end_reason = models.CharField("afsluttet fordi", max_length=200, blank=True)
    decision = models.CharField("beslutning", max_length=200, blank=True)
    decided_on = models.DateField("besluttet", null=True, blank=True)
    signed_on = models.DateField("registrene læst pr.")
    outcome = models.CharField("udfald", max_length=10, choices=Outcome.choices, blank=True, default="")
    recorded_by = models.CharField("noteret af", max_length=150, blank=True)

    class Meta:
        verbose_name = "godkendelsesrunde"
        verbose_name_plural = "godkendelsesrunder"
        ordering = ("plan", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("plan",), condition=Q(ended_at__isnull=True), name="approval_round_one_open"
            ),
        )

    def __str__(self) -> str:
        return f"{self.plan}: {self.decision or 'ikke besluttet'}"


class PlanEvent(models.Model):
    """One line of a plan's log: who did what, for whom and when. Written once, never changed."""

    class Kind(models.TextChoices):
        IMPORTED = "imported", "importeret"
        ASSEMBLED = "assembled", "samlet"
        DECIDED = "decided", "beslutning noteret"
        ROUND_ENDED = "round_ended", "godkendelsesrunde afsluttet"
        STAGE = "stage", "fase skiftet"
        TIMETABLE = "timetable", "tidsplan ændret"
        REMOVED = "removed", "afsnit fjernet"
        RESTORED = "restored", "afsnit sat ind igen"
        PUBLISHED = "published", "offentliggjort"
        WITHDRAWN = "withdrawn", "tilbagekaldt"
        BLOCK_ASKED = "block_asked", "blokering foreslået"
        BLOCKED = "blocked", "blokeret"

    plan = models.ForeignKey(Plan, models.PROTECT, verbose_name="plan", related_name="events")
    kind = models.CharField("hændelse", max_length=20, choices=Kind.choices)
    at = models.DateTimeField("tidspunkt")
    actor = models.CharField("hvem", max_length=150, blank=True)
    actor_account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name="konto", null=True, blank=True, related_name="+"
    )
    text = models.TextField("hvad")

    class Meta:
        verbose_name = "hændelse"
        verbose_name_plural = "hændelser"
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{timezone.localtime(self.at):%d-%m-%Y %H.%M} {self.get_kind_display()}: {self.text}"
