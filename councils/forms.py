"""Forms of the registers."""

from __future__ import annotations

from django.contrib.auth.forms import AdminUserCreationForm

from councils.models import User


class AccountCreationForm(AdminUserCreationForm):
    """A new account, by e-mail address."""

    class Meta:
        model = User
        fields = ("email", "display_name")
