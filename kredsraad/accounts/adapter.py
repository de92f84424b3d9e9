"""What allauth asks the portal: who may come in, where they land, what they are told and written."""

from __future__ import annotations

import time
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from councils import permissions
from councils.models import User
from councils.shell import load_shell
from kredsraad.accounts import letters

UNKNOWN_ADDRESS = "0.0.0.0"  # noqa: S104 - no address to listen on: what stands for an address that cannot be told


class AccountAdapter(DefaultAccountAdapter):
    """Accounts come from invitations alone, and are known by one e-mail address."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "E-mail eller adgangskode er ikke rigtig.",
        "enter_current_password": "Adgangskoden er ikke rigtig.",
        "incorrect_password": "Adgangskoden er ikke rigtig.",
        "rate_limited": "Der er prøvet for mange gange. Vent et par minutter, og prøv igen.",
        "too_many_login_attempts": "Der er prøvet for mange gange. Vent fem minutter, og prøv igen.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def is_ajax(self, request: HttpRequest) -> bool:
        """Never: these pages are read by people, whatever a request says of itself."""
        return False

    def is_safe_url(self, url: str) -> bool:
        """Whether an address to go on to is the portal's own, by the name it was asked under."""
        request = self.request
        return url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure())

    # Who comes in ----------------------------------------------------------------------------------------------------

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse | None:
        """Refuse closed accounts, and those of the demo anywhere else."""
        if user.is_demo and not (settings.DEMO or settings.DEBUG):
            return self.respond_user_inactive(request, user)
        return super().pre_login(request, user, **kwargs)

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """Where they were going; who has nothing to do on the desk, to the page that says so."""
        if not permissions.may_use_desk_on(user):
            kwargs["redirect_url"] = reverse("account_settings")
        return super().post_login(request, user, **kwargs)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """The desk, for those who have something to do there."""
        here = permissions.may_use_desk_on(request.user)
        return resolve_url(settings.LOGIN_REDIRECT_URL if here else "account_settings")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """The account's own page."""
        return reverse("account_settings")

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not of those who signed in a moment ago: they have just shown who they are."""
        records = get_authentication_records(self.request, self.request.user)
        fresh = bool(records) and time.time() - records[-1]["at"] < app_settings.REAUTHENTICATION_TIMEOUT
        return not fresh and super().is_reauthentication_required(app=app, **kwargs)

    # Attempts --------------------------------------------------------------------------------------------------------

    def get_client_ip(self, request: HttpRequest) -> str:
        """The visitor's address; those whose address cannot be told are counted as one visitor."""
        try:
            return super().get_client_ip(request)
        except (PermissionDenied, ImproperlyConfigured):
            return UNKNOWN_ADDRESS

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """What the attempts on an account are counted by: its address alone.

        allauth adds the host and port asked for, which whoever guesses can vary.
        """
        return str(credentials.get("email", "")).lower()

    # Mail ------------------------------------------------------------------------------------------------------------

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write it in the portal's own words and frame."""
        letters.send(template_prefix, email, context)

    def send_notification_mail(
        self, template_prefix: str, user: User, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Tell of a change to the account, by name."""
        super().send_notification_mail(template_prefix, user, {"user": user, **(context or {})}, email)


class SecondFactorAdapter(DefaultMFAAdapter):
    """The second factor: codes of an app (TOTP, RFC 6238) and recovery codes."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_generate_recovery_codes": "Nødkoder kræver, at en app med koder er knyttet til kontoen.",
        "incorrect_code": "Koden er ikke rigtig. Appens koder gælder kun et halvt minut: prøv den næste.",
    }

    def get_totp_issuer(self) -> str:
        """What the app calls the portal."""
        return load_shell().name
