"""allauth's forms as the portal shows them: Danish labels, no text inside the fields, and what browsers fill in."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account import forms as account
from django import forms

PASSWORD_HINT = (
    "Mindst 12 tegn, gerne flere ord efter hinanden. Ikke kun tal, ikke en almindelig adgangskode, "
    "og ikke noget, der ligner dit navn eller din e-mail."
)
"""What AUTH_PASSWORD_VALIDATORS asks, before one has tried."""


class PlainFields(forms.Form):
    """Mixed into a form of allauth's: takes away what it writes inside the fields, and gives them our words."""

    labels: ClassVar[dict[str, str]] = {}
    hints: ClassVar[dict[str, str]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name, field.label)
            field.help_text = self.hints.get(name, "")


class NewPasswordFields(PlainFields):
    """The same for a form in which a password is chosen, twice."""

    labels: ClassVar[dict[str, str]] = {
        "oldpassword": "Nuværende adgangskode",
        "password1": "Ny adgangskode",
        "password2": "Ny adgangskode igen",
    }
    hints: ClassVar[dict[str, str]] = {"password1": PASSWORD_HINT}


class SetPasswordForm(NewPasswordFields, account.SetPasswordForm):
    """The first password of an account."""

    labels: ClassVar[dict[str, str]] = {"password1": "Adgangskode", "password2": "Adgangskode igen"}
