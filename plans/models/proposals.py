"""What the local councils propose for a year's plan, and what they are answered."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from councils.fields import CanonicalHTMLField
from councils.models import Council
from initiatives.models import FocusArea
from plans.models.plans import FIRST_YEAR, LAST_YEAR, Plan


class ProposalQuerySet(models.QuerySet):
    """Proposals."""

    def of_year(self, year: int) -> Any:
        """For the plan of that year, those not sent yet too."""
        return self.filter(year=year)

    def received(self) -> Any:
        """Sent to the secretariat and not withdrawn."""
        return self.filter(state__in=(Proposal.State.SUBMITTED, Proposal.State.RETURNED))

    def heads(self) -> Any:
        """Those answered by themselves: not merged into another."""
        return self.filter(merged_into__isnull=True)

    def unanswered(self) -> Any:
        """Received, waiting for the secretariat, and with no final answer sent."""
        final = ProposalAnswer.objects.filter(proposal=models.OuterRef("pk"), sent_at__isnull=False).exclude(
            outcome=ProposalAnswer.Outcome.ELABORATE
        )
        return self.filter(~models.Exists(final), state=Proposal.State.SUBMITTED)


class Proposal(models.Model):
    """A local council's proposal for the district council's plan of a year; that plan need not exist yet.

    A change names the section by its key, and keeps the text that it began from (`base_text`, of `base_plan`).
    `number` is given when it is sent, one row a year: 2024-12. A proposal sent after the deadline belongs to the next
    year; `meant_for` is then the year it was written for. One that was merged into another is answered with that one,
    and stays as an origin of it.
    """

    class Kind(models.TextChoices):
        CHANGE = "change", "ændret tekst"
        NEW = "new", "nyt afsnit"
        REMOVAL = "removal", "noget skal ud"

    class State(models.TextChoices):
        DRAFT = "draft", "kladde"
        SUBMITTED = "submitted", "sendt"
        RETURNED = "returned", "skal uddybes"
        WITHDRAWN = "withdrawn", "trukket tilbage"

    council = models.ForeignKey(Council, models.PROTECT, verbose_name="lokalråd", related_name="proposals")
    year = models.PositiveSmallIntegerField("til planen for")
    meant_for = models.PositiveSmallIntegerField("skrevet til planen for", null=True, blank=True)
    number = models.PositiveIntegerField("nummer", null=True, blank=True)
    kind = models.CharField("hvad foreslås", max_length=8, choices=Kind.choices, default=Kind.CHANGE)
    state = models.CharField("status", max_length=10, choices=State.choices, default=State.DRAFT)
    section_key = models.CharField("afsnittets nøgle", max_length=80, blank=True)
    section_heading = models.CharField("afsnittets overskrift", max_length=250, blank=True)
    base_plan = models.ForeignKey(
        Plan, models.SET_NULL, verbose_name="begyndt ud fra", null=True, blank=True, related_name="+"
    )
    base_text = CanonicalHTMLField("teksten, som den var", blank=True, default="")
    title = models.CharField("kort titel", max_length=150)
    text = CanonicalHTMLField("foreslået tekst", blank=True, default="")
    reasons = models.TextField("begrundelse", blank=True)
    focus_area = models.ForeignKey(
        FocusArea, models.SET_NULL, verbose_name="indsatsområde", null=True, blank=True, related_name="+"
    )
    partners = models.CharField("samarbejdspartnere", max_length=300, blank=True)
    discussed = models.BooleanField("drøftet på et møde i lokalrådet", default=False)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, verbose_name="samlet i", null=True, blank=True, related_name="origins"
    )
    version = models.PositiveIntegerField("version", default=1, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name="skrevet af", null=True, blank=True, related_name="+"
    )
    created_by_name = models.CharField("skrevet af (navn)", max_length=150)
    created_at = models.DateTimeField("begyndt")
    changed_at = models.DateTimeField("senest ændret")
    submitted_by_name = models.CharField("sendt af", max_length=150, blank=True)
    submitted_at = models.DateTimeField("sendt", null=True, blank=True)
    seen_at = models.DateTimeField("set af sekretariatet", null=True, blank=True)
    withdrawn_at = models.DateTimeField("trukket tilbage", null=True, blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = "forslag"
        verbose_name_plural = "forslag"
        ordering = ("year", "number", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("year", "number"), condition=Q(number__isnull=False), name="proposal_number_once"
            ),
            models.CheckConstraint(
                condition=Q(year__gte=FIRST_YEAR, year__lte=LAST_YEAR), name="proposal_year_is_sensible"
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(number__isnull=False, submitted_at__isnull=False) | Q(state="withdrawn"),
                name="proposal_sent_has_number",
            ),
        )

    def __str__(self) -> str:
        return f"{self.reference} {self.title}".strip()

    @property
    def reference(self) -> str:
        """The number as it is written: 2024-12; empty for a draft."""
        return f"{self.year}-{self.number:02d}" if self.number else ""


class ProposalAnswer(models.Model):
    """What the secretariat answers, drafted in private until it is sent; sent answers are kept, the newest counts.

    An answer that asks for more (`ELABORATE`) sends the proposal back to its council, which may then amend it though
    the deadline is past.
    """

    class Outcome(models.TextChoices):
        ACCEPTED = "accepted", "Imødekommet"
        PARTLY = "partly", "Delvist imødekommet"
        REJECTED = "rejected", "Ikke imødekommet"
        ELABORATE = "elaborate", "Skal uddybes"

    proposal = models.ForeignKey(Proposal, models.CASCADE, verbose_name="forslag", related_name="answers")
    outcome = models.CharField("afgørelse", max_length=10, choices=Outcome.choices, blank=True)
    section_key = models.CharField("endte i afsnittet (nøgle)", max_length=80, blank=True)
    section_heading = models.CharField("endte i afsnittet", max_length=250, blank=True)
    text = models.TextField("svar", blank=True, max_length=5000)
    internal_note = models.TextField("intern note", blank=True, max_length=5000)
    released = models.BooleanField("må vises for borgere", default=False)
    version = models.PositiveIntegerField("version", default=1, editable=False)
    written_by_name = models.CharField("skrevet af", max_length=150, blank=True)
    changed_at = models.DateTimeField("senest ændret")
    ready_at = models.DateTimeField("lagt klar", null=True, blank=True)
    sent_at = models.DateTimeField("sendt", null=True, blank=True)
    sent_by_name = models.CharField("sendt af", max_length=150, blank=True)

    class Meta:
        verbose_name = "svar på forslag"
        verbose_name_plural = "svar på forslag"
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("proposal",), condition=Q(sent_at__isnull=True), name="proposal_answer_one_draft"
            ),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | ~Q(outcome=""), name="proposal_answer_sent_has_outcome"
            ),
        )

    def __str__(self) -> str:
        return f"{self.proposal}: {self.get_outcome_display() or 'ikke afgjort'}"

    @property
    def is_final(self) -> bool:
        """Whether it was sent, and asks for nothing more."""
        return self.sent_at is not None and self.outcome != self.Outcome.ELABORATE


class NoProposals(models.Model):
    """A local council's word that it has no proposals for a year's plan: that is an answer too."""

    council = models.ForeignKey(Council, models.PROTECT, verbose_name="lokalråd", related_name="no_proposals")
    year = models.PositiveSmallIntegerField("til planen for")
    declared_at = models.DateTimeField("meldt")
    declared_by_name = models.CharField("meldt af", max_length=150)

    class Meta:
        verbose_name = "ingen forslag i år"
        verbose_name_plural = "ingen forslag i år"
        constraints = (models.UniqueConstraint(fields=("council", "year"), name="no_proposals_once"),)

    def __str__(self) -> str:
        return f"{self.council}: ingen forslag til planen for {self.year}"
