"""What is decided of a plan, and the log of what happened to it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from councils.models import AgendaItem
from plans.models.plans import Plan


class ApprovalRound(models.Model):
    """A decision on one exact content: frozen JSON and its SHA-256, and what the council decided of it.

    The plan has at most one open round. `ended_at` closes it: by publication, or because the content changed. After an
    editorial correction under authority the next round `follows` this one: decision and approvals then stand.
    `decision` is the line that is printed; `meeting_item` or `written_procedure` say how it came about.
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
    recorded_at = models.DateTimeField("noteret", null=True, blank=True)
    opened_by = models.CharField("åbnet af", max_length=150, blank=True)
    due = models.DateField("svar senest", null=True, blank=True)
    meeting_item = models.ForeignKey(
        AgendaItem, models.SET_NULL, verbose_name="punkt på et møde", null=True, blank=True, related_name="+"
    )
    written_procedure = models.BooleanField("skriftlig procedure", default=False)
    follows = models.OneToOneField(
        "self", models.PROTECT, verbose_name="rettet fra", null=True, blank=True, related_name="followed_by"
    )
    signed_off_by = models.CharField("frigivet af kommunikation", max_length=150, blank=True)
    signed_off_at = models.DateTimeField("frigivet", null=True, blank=True)

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


class Reservation(models.Model):
    """What somebody reserved when the council decided, by name (forbehold): kept with the decision, never changed."""

    approval_round = models.ForeignKey(
        ApprovalRound, models.PROTECT, verbose_name="godkendelsesrunde", related_name="reservations"
    )
    name = models.CharField("hvem", max_length=200)
    text = models.TextField("forbehold", max_length=2000)

    class Meta:
        verbose_name = "forbehold"
        verbose_name_plural = "forbehold"
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.name}: {self.text[:40]}"


class Approval(models.Model):
    """What one seat says of one exact content: approved, or remarks; given once, the newest of a seat counts.

    `seat` names the seat whoever holds it (plans.signing), `office` and `holder` are as they were then. `capacity` says
    by whom: the holder, a deputy or a delegate on behalf, or the secretary with a `reference` to where it was said.
    A round that follows another keeps what was given in that one.
    """

    class Outcome(models.TextChoices):
        APPROVED = "approved", "godkendt"
        REMARKS = "remarks", "bemærkninger"
        TAKEN_BACK = "taken_back", "fortrudt"

    class Capacity(models.TextChoices):
        SELF = "self", "selv"
        DEPUTY = "deputy", "stedfortræder"
        DELEGATE = "delegate", "efter bemyndigelse"
        RECORDED = "recorded", "noteret af sekretariatet"

    approval_round = models.ForeignKey(
        ApprovalRound, models.PROTECT, verbose_name="godkendelsesrunde", related_name="approvals"
    )
    digest = models.CharField("kontrolsum", max_length=64)
    seat = models.CharField("plads", max_length=80)
    office = models.CharField("embede", max_length=200)
    holder = models.CharField("indehaver", max_length=150)
    outcome = models.CharField("svar", max_length=10, choices=Outcome.choices)
    remarks = models.TextField("bemærkninger", blank=True, max_length=5000)
    capacity = models.CharField("hvordan", max_length=10, choices=Capacity.choices)
    reference = models.CharField("reference", max_length=200, blank=True)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name="konto", null=True, blank=True, related_name="+"
    )
    given_by_name = models.CharField("givet af", max_length=150)
    given_at = models.DateTimeField("givet")
    answer = models.TextField("svar fra sekretariatet", blank=True, max_length=5000)
    answered_at = models.DateTimeField("besvaret", null=True, blank=True)
    answered_by_name = models.CharField("besvaret af", max_length=150, blank=True)

    class Meta:
        verbose_name = "godkendelse"
        verbose_name_plural = "godkendelser"
        ordering = ("given_at", "pk")
        constraints = (
            models.CheckConstraint(condition=~Q(outcome="remarks") | ~Q(remarks=""), name="approval_remarks_said"),
            models.CheckConstraint(
                condition=~Q(capacity="recorded") | ~Q(reference=""), name="approval_recorded_has_reference"
            ),
        )

    def __str__(self) -> str:
        return f"{self.office}: {self.get_outcome_display()}"


class EditorialCorrection(models.Model):
    """One section put right under authority while approvals stand: what it said before and after, and why."""

    approval_round = models.ForeignKey(
        ApprovalRound, models.PROTECT, verbose_name="den nye runde", related_name="corrections"
    )
    section_key = models.CharField("afsnittets nøgle", max_length=80)
    section_heading = models.CharField("afsnittets overskrift", max_length=250, blank=True)
    before = models.TextField("før")
    after = models.TextField("efter")
    reason = models.CharField("hvorfor", max_length=300)
    made_at = models.DateTimeField("rettet")
    made_by_name = models.CharField("rettet af", max_length=150)

    class Meta:
        verbose_name = "redaktionel rettelse"
        verbose_name_plural = "redaktionelle rettelser"
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.section_heading or self.section_key}: {self.reason}"


class PlanEvent(models.Model):
    """One line of a plan's log: who did what, for whom and when. Written once, never changed."""

    class Kind(models.TextChoices):
        IMPORTED = "imported", "importeret"
        ASSEMBLED = "assembled", "samlet"
        DECIDED = "decided", "beslutning noteret"
        ROUND_ENDED = "round_ended", "godkendelsesrunde afsluttet"
        STAGE = "stage", "fase skiftet"
        PROPOSED = "proposed", "forslag modtaget"
        PROPOSAL_WITHDRAWN = "proposal_withdrawn", "forslag trukket tilbage"
        NO_PROPOSALS = "no_proposals", "ingen forslag"
        ANSWERED = "answered", "forslag besvaret"
        MERGED = "merged", "forslag samlet"
        HEARING = "hearing", "høring"
        RESPONDED = "responded", "høringssvar modtaget"
        RESPONSE_ANSWERED = "response_answered", "høringssvar besvaret"
        PREPARED = "prepared", "forberedt i udvalg"
        ROUND_OPENED = "round_opened", "godkendelsesrunde åbnet"
        APPROVED = "approved", "godkendt"
        REMARKED = "remarked", "bemærkninger"
        TAKEN_BACK = "taken_back", "godkendelse fortrudt"
        REMARK_ANSWERED = "remark_answered", "bemærkning besvaret"
        CORRECTED = "corrected", "redaktionel rettelse"
        SIGNED_OFF = "signed_off", "frigivet af kommunikation"
        RELEASE = "release", "offentliggørelse"
        TIMETABLE = "timetable", "tidsplan ændret"
        SETTINGS = "settings", "indstillinger ændret"
        REMOVED = "removed", "afsnit fjernet"
        RESTORED = "restored", "afsnit sat ind igen"
        PUBLISHED = "published", "offentliggjort"
        WITHDRAWN = "withdrawn", "tilbagekaldt"
        BLOCK_ASKED = "block_asked", "blokering foreslået"
        BLOCK_DROPPED = "block_dropped", "blokering opgivet"
        BLOCKED = "blocked", "blokeret"

    plan = models.ForeignKey(Plan, models.PROTECT, verbose_name="plan", related_name="events")
    kind = models.CharField("hændelse", max_length=20, choices=Kind.choices)
    at = models.DateTimeField("tidspunkt")
    actor = models.CharField("hvem", max_length=150, blank=True)
    on_behalf_of = models.CharField("på vegne af", max_length=200, blank=True)
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
