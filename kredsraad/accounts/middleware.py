"""Nobody who must have a second factor comes to the desk or the registers without one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from councils import permissions

BEHIND_IT = ("/skrivebord/", "/admin/")


def lacks_second_factor(user: Any) -> bool:
    """Whether the account must have a second factor and has none; recovery codes alone are none."""
    return (
        settings.SECOND_FACTOR_REQUIRED
        and user.is_authenticated
        and permissions.needs_second_factor_on(user)
        and not is_mfa_enabled(user, [Authenticator.Type.TOTP])
    )


class SecondFactorMiddleware:
    """Sends those who must have a second factor and have none to the page that says why, and then on.

    Public pages and the account's own are left alone: they ask nothing of who looks.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, or send on."""
        if request.path_info.startswith(BEHIND_IT) and lacks_second_factor(request.user):
            going = request.get_full_path() if request.method == "GET" else reverse("desk:overview")
            return redirect(f"{reverse('mfa_required')}?{urlencode({'next': going})}")
        return self.get_response(request)
