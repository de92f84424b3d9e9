"""The Django admin, opened by office: the district council's secretary and administrators."""

from __future__ import annotations

from django.contrib.admin import AdminSite
from django.contrib.auth.forms import AuthenticationForm
from django.http import HttpRequest

from councils import permissions


class PortalAdminSite(AdminSite):
    """The upkeep of the registers."""

    site_header = "Kredsrådets registre"
    site_title = "Registre"
    index_title = "Registre og planer"
    enable_nav_sidebar = True
    login_form = AuthenticationForm  # Django's own for the admin asks for is_staff, which is no office

    def has_permission(self, request: HttpRequest) -> bool:
        """Whoever keeps the registers today; an office that ended yesterday opens nothing."""
        return bool(permissions.may_enter_admin(request.user))
