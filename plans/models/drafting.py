"""What happens round a section while it is written: versions, talk, contributions, and who is there.

A draft's texts are kept in versions until the plan is old news; what citizens read is frozen in editions.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from councils.fields import CanonicalHTMLField
from councils.models import Person, Post
from plans.models.sections import Section


class Revision(models.Model):
    """The section as one save left it, or a text that was not chosen.

    `version` is the section's after the save. A text that met another's change is *set aside*: it has no version, only
    `base_version`, the one that it began from, and waits until its writer has settled what shall stand.
    """

    class Kind(models.TextChoices):
        BEGUN = "begun", "udgangspunkt"
        EDITED = "edited", "tekst ændret"
        MERGED = "merged", "flettet med en andens ændring"
        RESTORED = "restored", "gendannet"
        CONFIRMED = "confirmed", "status ændret"
        RENAMED = "renamed", "overskrift ændret"
        REGISTER = "register", "hentet fra registret"
        KEPT = "kept", "registrets ændring er set"
        CONTRIBUTION = "contribution", "bidrag overtaget"
        SET_ASIDE = "set_aside", "ikke valgt"

    section = models.ForeignKey(Section, models.CASCADE, verbose_name="afsnit", related_name="revisions")
    kind = models.CharField("hvad", max_length=12, choices=Kind.choices)
    version = models.PositiveIntegerField("version", null=True, blank=True)
    base_version = models.PositiveIntegerField("begyndt fra version")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name="hvem", null=True, blank=True, related_name="+"
    )
    author_name = models.CharField("hvem (navn)", max_length=150, blank=True)
    saved_at = models.DateTimeField("hvornår")
    heading = models.CharField("overskrift", max_length=250, blank=True)
    text = CanonicalHTMLField("tekst", blank=True, default="")
    note = models.TextField("note, som trykkes", blank=True)
    state = models.CharField("status", max_length=10, choices=Section.State.choices)
    settled_at = models.DateTimeField("afgjort", null=True, blank=True)

    class Meta:
        verbose_name = "version"
        verbose_name_plural = "versioner"
        ordering = ("saved_at", "pk")
        indexes = (models.Index(fields=("section", "saved_at"), name="revision_by_time"),)
        constraints = (
            models.UniqueConstraint(
                fields=("section", "version"), condition=Q(version__isnull=False), name="revision_version_once"
            ),
            models.CheckConstraint(
                condition=Q(kind="set_aside", version__isnull=True) | ~Q(kind="set_aside") & Q(version__isnull=False),
                name="revision_set_aside_has_no_version",
            ),
        )

    def __str__(self) -> str:
        return f"{self.section}, {self.version or 'ikke valgt'}"


class AssignmentQuerySet(models.QuerySet):
    """Sections asked of somebody."""

    def waiting(self) -> Any:
        """Not answered yet."""
        return self.filter(state=Assignment.State.WAITING)

    def in_hand(self) -> Any:
        """Waiting for the contributor, or delivered and waiting for the secretary."""
        return self.filter(state__in=(Assignment.State.WAITING, Assignment.State.DELIVERED))

    def living(self) -> Any:
        """Those of sections that have not been removed."""
        return self.filter(section__removed_at__isnull=True)

    def of(self, user: Any, *, on: date) -> Any:
        """What is asked of the account's person on the day, by name or by a function that the person holds then."""
        held = Post.objects.filter(holdings__in=_current_holdings(user, on))
        return self.filter(Q(person__user=user) | Q(post__in=held))


def _current_holdings(user: Any, on: date) -> Any:
    from councils.models import PostHolding

    return PostHolding.objects.current(on=on).filter(person__user=user)


class Assignment(models.Model):
    """A section asked of a person or a function, by a date: "no changes", or a text that the secretary takes over.

    `text` is the contributor's own draft, kept apart from the section; `version` counts its saves. `base_version` is
    the version of the section that the draft began from.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "afventer"
        UNCHANGED = "unchanged", "ingen ændringer"
        DELIVERED = "delivered", "tekst leveret"
        TAKEN = "taken", "tekst overtaget"
        HANDED_ON = "handed_on", "givet videre"
        WITHDRAWN = "withdrawn", "trukket tilbage"

    section = models.ForeignKey(Section, models.CASCADE, verbose_name="afsnit", related_name="assignments")
    person = models.ForeignKey(
        Person, models.PROTECT, verbose_name="person", null=True, blank=True, related_name="assignments"
    )
    post = models.ForeignKey(
        Post, models.PROTECT, verbose_name="funktion", null=True, blank=True, related_name="assignments"
    )
    due = models.DateField("frist")
    message = models.TextField("besked", blank=True)
    state = models.CharField("status", max_length=10, choices=State.choices, default=State.WAITING)
    assigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name="bedt af", null=True, blank=True, related_name="+"
    )
    assigned_by_name = models.CharField("bedt af (navn)", max_length=150)
    assigned_at = models.DateTimeField("bedt om")
    handed_on_from = models.ForeignKey(
        "self", models.SET_NULL, verbose_name="givet videre fra", null=True, blank=True, related_name="handed_on_to"
    )
    heading = models.CharField("overskrift", max_length=250, blank=True)
    text = CanonicalHTMLField("tekst", blank=True, default="")
    version = models.PositiveIntegerField("version", default=1, editable=False)
    base_version = models.PositiveIntegerField("begyndt fra version", default=1)
    answer = models.TextField("ord til sekretæren", blank=True)
    answered_by = models.CharField("besvaret af", max_length=150, blank=True)
    answered_at = models.DateTimeField("besvaret", null=True, blank=True)
    reminded_at = models.DateTimeField("påmindet", null=True, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = "bidrag"
        verbose_name_plural = "bidrag"
        ordering = ("due", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(person__isnull=True, post__isnull=False) | Q(person__isnull=False, post__isnull=True),
                name="assignment_to_person_or_post",
            ),
            models.UniqueConstraint(
                fields=("section", "person"),
                condition=Q(state="waiting", person__isnull=False),
                name="assignment_waits_once_a_person",
            ),
            models.UniqueConstraint(
                fields=("section", "post"),
                condition=Q(state="waiting", post__isnull=False),
                name="assignment_waits_once_a_post",
            ),
        )

    def __str__(self) -> str:
        return f"{self.section}: {self.whom}"

    @property
    def whom(self) -> str:
        """The function or person asked, as pages name them."""
        return str(self.post or self.person)


class CommentQuerySet(models.QuerySet):
    """Comments."""

    def threads(self) -> Any:
        """The first comment of each thread."""
        return self.filter(parent__isnull=True)

    def unresolved(self) -> Any:
        """The threads that wait for an answer or a decision."""
        return self.threads().filter(resolved_at__isnull=True)


class Comment(models.Model):
    """What those who work with the plan say to each other of a section. Plain text; a thread is answered in one level.

    A contributor's question is a thread with its `assignment`.
    """

    section = models.ForeignKey(Section, models.CASCADE, verbose_name="afsnit", related_name="comments")
    parent = models.ForeignKey(
        "self", models.CASCADE, verbose_name="svar på", null=True, blank=True, related_name="replies"
    )
    assignment = models.ForeignKey(
        Assignment, models.SET_NULL, verbose_name="bidrag", null=True, blank=True, related_name="questions"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name="hvem", null=True, blank=True, related_name="+"
    )
    author_name = models.CharField("hvem (navn)", max_length=150)
    text = models.TextField("kommentar", max_length=5000)
    created_at = models.DateTimeField("skrevet")
    resolved_at = models.DateTimeField("afsluttet", null=True, blank=True)
    resolved_by = models.CharField("afsluttet af", max_length=150, blank=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = "kommentar"
        verbose_name_plural = "kommentarer"
        ordering = ("created_at", "pk")
        indexes = (models.Index(fields=("section", "created_at"), name="comment_by_time"),)

    def __str__(self) -> str:
        return f"{self.author_name}: {self.text[:40]}"


class Presence(models.Model):
    """That somebody has a section open; forgotten when nothing has been heard for a while."""

    section = models.ForeignKey(Section, models.CASCADE, verbose_name="afsnit", related_name="presences")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, verbose_name="hvem", related_name="+")
    seen_at = models.DateTimeField("senest set")

    class Meta:
        verbose_name = "tilstedeværelse"
        verbose_name_plural = "tilstedeværelse"
        constraints = (models.UniqueConstraint(fields=("section", "user"), name="presence_once"),)

    def __str__(self) -> str:
        return f"{self.user} i {self.section}"
