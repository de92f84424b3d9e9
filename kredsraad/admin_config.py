"""Makes the portal's own admin site the Django admin; apart from it, because this is read before models are."""

from django.contrib.admin.apps import AdminConfig


class PortalAdminConfig(AdminConfig):
    """The admin of the registers."""

    default_site = "kredsraad.admin_site.PortalAdminSite"
