"""What an account is written about: a new password, and every change to how one signs in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from councils.mail import Letter, write_to
from kredsraad.accounts.browsers import browser_name


@dataclass(frozen=True)
class Change:
    """A change that the account's holder is told of: in the subject, in a sentence, and on which page it is seen."""

    subject: str
    sentence: str
    page: str


CHANGES = {
    "account/email/password_changed": Change(
        "Din adgangskode er ændret", "Adgangskoden til din konto er ændret.", "account_settings"
    ),
    "account/email/password_set": Change(
        "Din adgangskode er valgt", "Der er valgt en adgangskode til din konto.", "account_settings"
    ),
    "account/email/password_reset": Change(
        "Du har fået en ny adgangskode",
        "Der er valgt en ny adgangskode til din konto med et link, som blev sendt til dig.",
        "account_settings",
    ),
    "mfa/email/totp_activated": Change(
        "Totrinsbekræftelse er slået til", "En app med koder er knyttet til din konto.", "mfa_index"
    ),
    "mfa/email/totp_deactivated": Change(
        "Totrinsbekræftelse er slået fra",
        "Appen med koder er fjernet fra din konto, og nødkoderne gælder ikke mere.",
        "mfa_index",
    ),
    "mfa/email/recovery_codes_generated": Change(
        "Du har fået nye nødkoder", "Der er lavet nye nødkoder til din konto. De gamle gælder ikke mere.", "mfa_index"
    ),
}
"""By the names that allauth has for its mails."""
RESET = "account/email/password_reset_key"


def letter(name: str, context: dict[str, Any]) -> Letter:
    """The letter for what allauth calls by this name; KeyError for one that the portal has no use for."""
    if name == RESET:
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": context["uid"], "key": context["key"]})
        return Letter("account", "Vælg en ny adgangskode", "account/password_reset", path)
    change = CHANGES[name]
    details = {"sentence": change.sentence, "at": context["timestamp"], "ip": context["ip"]}
    details["browser"] = browser_name(context["user_agent"])
    return Letter("account", change.subject, "account/change", reverse(change.page), details)


def send(name: str, email: str, context: dict[str, Any]) -> None:
    """Write what allauth calls by this name to an address."""
    write_to(letter(name, context), email, user=context.get("user"))
