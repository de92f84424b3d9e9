"""What allauth asks the portal: no open sign-up, and how the codes of the second factor are labelled."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest

from councils.shell import load_shell


class AccountAdapter(DefaultAccountAdapter):
    """Accounts come from invitations alone."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False


class SecondFactorAdapter(DefaultMFAAdapter):
    """The second factor: codes of an app (TOTP, RFC 6238) and recovery codes."""

    def get_totp_issuer(self) -> str:
        """What the app calls the portal."""
        return load_shell().name
