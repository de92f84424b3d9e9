"""How people get an account, and what has been written to them."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from councils.models.people import Person


class InvitationQuerySet(models.QuerySet):
    """Invitations."""

    def pending(self) -> Any:
        """Those neither accepted nor withdrawn, expired ones too."""
        return self.filter(accepted_at__isnull=True, withdrawn_at__isnull=True)


class Invitation(models.Model):
    """An invitation by e-mail to make an account: the only way to get one.

    The link holds a signed reference to the row; the row says whether it still opens anything.
    """

    person = models.ForeignKey(Person, models.CASCADE, verbose_name="person", related_name="invitations")
    email = models.EmailField("e-mail")
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name="inviteret af", null=True, related_name="+"
    )
    invited_by_name = models.CharField("inviteret af (navn)", max_length=150)
    created_at = models.DateTimeField("inviteret")
    expires_at = models.DateTimeField("gælder til")
    accepted_at = models.DateTimeField("taget imod", null=True, blank=True)
    withdrawn_at = models.DateTimeField("trukket tilbage", null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = "invitation"
        verbose_name_plural = "invitationer"
        ordering = ("-created_at",)
        constraints = (
            models.UniqueConstraint(
                fields=("person",),
                condition=Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
                name="invitation_one_pending",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person} <{self.email}>"


class Notice(models.Model):
    """That a mail was written for a cause: one row a cause and reader, in the transaction of the cause itself.

    `key` names both, so that a reminder that is due is written once, however often and in how many processes it is
    looked for.
    """

    key = models.CharField("hvad og hvem", max_length=200, unique=True)
    kind = models.CharField("art", max_length=30)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name="modtager", null=True, related_name="notices"
    )
    email = models.ForeignKey(
        "post_office.Email", models.SET_NULL, verbose_name="mail", null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField("skrevet")

    class Meta:
        verbose_name = "besked"
        verbose_name_plural = "beskeder"

    def __str__(self) -> str:
        return self.key
