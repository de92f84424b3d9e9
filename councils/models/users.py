"""The account that a person signs in with."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone


class UserManager(BaseUserManager["User"]):
    """Makes accounts; an e-mail address is an account's name, whatever its case."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """An account with the e-mail address; without a password it cannot sign in. ValueError without an address."""
        if not email:
            raise ValueError("En konto skal have en e-mailadresse.")
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        """An account for technical upkeep; it gets no short cut past the plan's workflow."""
        return self.create_user(email, password, **{**fields, "is_staff": True, "is_superuser": True})

    def get_by_natural_key(self, username: str | None) -> User:
        """The account with that address; case does not matter."""
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    """An account. What it may do comes from its person's current offices (councils.permissions), not from here."""

    email = models.EmailField("e-mail", unique=True)
    display_name = models.CharField("visningsnavn", max_length=150, blank=True)
    is_staff = models.BooleanField("må bruge administrationen", default=False)
    is_active = models.BooleanField("aktiv", default=True)
    is_demo = models.BooleanField("demokonto", default=False, help_text="Findes kun i demonstrationen.")
    muted_mail = models.JSONField(
        "mail, der ikke ønskes", default=list, blank=True, help_text="Arter af mail (councils.mail), som er slået fra."
    )
    date_joined = models.DateTimeField("oprettet", default=timezone.now)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = "konto"
        verbose_name_plural = "konti"
        constraints = (
            models.UniqueConstraint(
                Lower("email"), name="user_email_any_case", violation_error_message="Adressen er allerede i brug."
            ),
        )

    def __str__(self) -> str:
        return self.display_name or self.email

    def get_full_name(self) -> str:
        """What the account is called on pages."""
        return str(self)

    def get_short_name(self) -> str:
        """The same; people are not addressed by first names."""
        return str(self)
