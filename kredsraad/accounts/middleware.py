"""Nobody who must have a second factor comes to the desk or the registers without one."""

from __future__ import annotations

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from councils import permissions

BEHIND_IT = ("/skrivebord/", "/admin/")


class SecondFactorMiddleware:
    """Sends those who must have a second factor and have none to where they make one.

    Public pages and the account's own are left alone: they ask nothing of who looks.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, or send on."""
        if settings.SECOND_FACTOR_REQUIRED and request.path.startswith(BEHIND_IT) and self.lacks_it(request):
            return redirect("mfa_activate_totp")
        return self.get_response(request)

    def lacks_it(self, request: HttpRequest) -> bool:
        """Whether the account must have a second factor and has none."""
        user = request.user
        return user.is_authenticated and permissions.needs_second_factor_on(user) and not is_mfa_enabled(user)
