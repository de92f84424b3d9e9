"""allauth's forms as the portal shows them: Danish labels, no text inside the fields, and what browsers fill in."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.account.adapter import get_adapter
from allauth.core import context
from allauth.mfa.base import forms as second_factor
from allauth.mfa.totp import forms as totp
from django import forms
from django.contrib.auth.password_validation import validate_password

from councils.mail import KINDS
from councils.models import User

HOW_TO_CHOOSE = (
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


# Passwords -----------------------------------------------------------------------------------------------------------


class SignInForm(PlainFields, account.LoginForm):
    """E-mail and password."""

    labels: ClassVar[dict[str, str]] = {"login": "E-mail", "password": "Adgangskode"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The address is what the account is called by: so browsers offer both it and its password.
        self.fields["login"].widget.attrs["autocomplete"] = "username"


class ReauthenticateForm(PlainFields, account.ReauthenticateForm):
    """The password once more, before something that guards the account is changed."""

    labels: ClassVar[dict[str, str]] = {"password": "Adgangskode"}


class NewPasswordFields(PlainFields):
    """Mixed into a form in which a password is chosen, twice."""

    labels: ClassVar[dict[str, str]] = {
        "oldpassword": "Nuværende adgangskode",
        "password1": "Ny adgangskode",
        "password2": "Ny adgangskode igen",
    }
    hints: ClassVar[dict[str, str]] = {"password1": HOW_TO_CHOOSE}


class ChangePasswordForm(NewPasswordFields, account.ChangePasswordForm):
    """Another password, by whoever knows the old one."""


class SetPasswordForm(NewPasswordFields, account.SetPasswordForm):
    """The first password of an account."""

    labels: ClassVar[dict[str, str]] = {"password1": "Adgangskode", "password2": "Adgangskode igen"}


class AskNewPasswordForm(PlainFields, account.ResetPasswordForm):
    """Where to write, for whoever has forgotten the password."""

    labels: ClassVar[dict[str, str]] = {"email": "E-mail"}

    def clean_email(self) -> str:
        """Find the account in whatever case its address is kept; one that is not there gets the same answer."""
        email: str = self.cleaned_data["email"]
        # Databases differ in which letters they take for one another's capitals: hence the second comparison.
        found = User.objects.filter(email__iexact=email, is_active=True)
        self.users = [user for user in found if user.email.lower() == email]
        return email


class NewPasswordForm(NewPasswordFields, account.ResetPasswordKeyForm):
    """The new password, by whoever got the mail."""

    def save(self) -> None:
        """Store it, and forget the failed attempts with the old one."""
        super().save()
        get_adapter()._delete_login_attempts_cached_email(context.request, email=self.user.email)


def _new_password() -> forms.PasswordInput:
    return forms.PasswordInput(attrs={"autocomplete": "new-password"})


class FirstPasswordForm(forms.Form):
    """The password of an account that is about to be made; `user` is the account as it will be."""

    email = forms.EmailField(
        label="E-mail",
        disabled=True,
        help_text="Den logger du ind med.",
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
    )
    password1 = forms.CharField(label="Adgangskode", help_text=HOW_TO_CHOOSE, strip=False, widget=_new_password())
    password2 = forms.CharField(label="Adgangskode igen", strip=False, widget=_new_password())

    def __init__(self, data: Any = None, *, user: User) -> None:
        self.user = user
        super().__init__(data, initial={"email": user.email})

    def clean_password1(self) -> str:
        """Hold it to AUTH_PASSWORD_VALIDATORS."""
        password: str = self.cleaned_data["password1"]
        validate_password(password, self.user)
        return password

    def clean(self) -> dict[str, Any]:
        """Refuse two different ones."""
        cleaned = super().clean() or {}
        first, second = cleaned.get("password1"), cleaned.get("password2")
        if first and second and first != second:
            self.add_error("password2", "De to adgangskoder er ikke ens.")
        return cleaned


# The second factor ---------------------------------------------------------------------------------------------------


class CodeFields(PlainFields):
    """Mixed into a form that asks for a code."""

    labels: ClassVar[dict[str, str]] = {"code": "Kode"}
    hints: ClassVar[dict[str, str]] = {"code": "Koden fra din app, eller en af dine nødkoder."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs |= {"inputmode": "numeric", "autocomplete": "one-time-code"}


class CodeForm(CodeFields, second_factor.AuthenticateForm):
    """The second step of signing in."""


class CodeAgainForm(CodeFields, second_factor.ReauthenticateForm):
    """A code once more, before something that guards the account is changed."""


class ConnectAppForm(CodeFields, totp.ActivateTOTPForm):
    """The first code of an app, which shows that it has the secret."""

    labels: ClassVar[dict[str, str]] = {"code": "Kode fra appen"}
    hints: ClassVar[dict[str, str]] = {"code": "Seks cifre. Appen viser en ny kode hvert halve minut."}


# Our own -------------------------------------------------------------------------------------------------------------


class DemoForm(forms.Form):
    """Which demo account to come in as."""

    account = forms.ModelChoiceField(User.objects.filter(is_demo=True, is_active=True))


class MailChoicesForm(forms.Form):
    """What one wants mail about."""

    kinds = forms.MultipleChoiceField(
        label="Skriv til mig om", choices=list(KINDS.items()), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, data: Any = None, *, user: User) -> None:
        self.user = user
        super().__init__(data, initial={"kinds": [kind for kind in KINDS if kind not in user.muted_mail]})

    def save(self) -> None:
        """Keep what is not wanted: a kind that is new is wanted until one says otherwise."""
        self.user.muted_mail = [kind for kind in KINDS if kind not in self.cleaned_data["kinds"]]
        self.user.save(update_fields=["muted_mail"])
