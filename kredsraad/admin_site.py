"""The Django admin, opened by office: the district council's secretary and administrators."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.contrib.admin import AdminSite
from django.db.models import Model
from django.db.models.base import ModelBase
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from councils import permissions

NOT_LISTED = {"account", "mfa", "post_office", "usersessions"}
"""Apps whose rows nobody keeps by hand: links to choose a password, secrets of second factors, sessions."""


class PortalAdminSite(AdminSite):
    """The upkeep of the registers, behind the portal's own door: one way to sign in, with one limit on attempts."""

    site_header = "Kredsrådets registre"
    site_title = "Registre"
    index_title = "Registre og planer"
    enable_nav_sidebar = True

    def register(
        self, model_or_iterable: type[Model] | Iterable[type[Model]], admin_class: Any = None, **options: Any
    ) -> None:
        """Take in a register; what other apps offer of their own is left out where nobody needs it."""
        models = [model_or_iterable] if isinstance(model_or_iterable, ModelBase) else model_or_iterable
        listed = [model for model in models if model._meta.app_label not in NOT_LISTED]
        super().register(listed, admin_class, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        """Whoever keeps the registers today; an office that ended yesterday opens nothing."""
        return bool(permissions.may_enter_admin(request.user))

    def admin_view(self, view: Callable[..., Any], cacheable: bool = False) -> Any:
        """A page of the admin: not there for those who are signed in and keep no registers."""
        guarded = super().admin_view(view, cacheable)

        @wraps(guarded)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.user.is_authenticated and not self.has_permission(request):
                raise Http404
            return guarded(request, *args, **kwargs)

        return answer

    # The portal's own doors ------------------------------------------------------------------------------------------

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """To the portal's page for signing in, and from there on."""
        given = request.GET.get("next", "")
        going = given if url_has_allowed_host_and_scheme(given, None) else reverse("admin:index", current_app=self.name)
        return redirect(f"{reverse('account_login')}?{urlencode({'next': going})}")

    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """The portal's own way out."""
        from allauth.account.views import logout

        return logout(request)

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """The portal's page for it, which tells the account's holder."""
        return redirect("account_change_password")
