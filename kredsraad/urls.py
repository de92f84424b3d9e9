"""Addresses of the portal; Danish and permanent."""

from django.contrib import admin
from django.templatetags.static import static
from django.urls import include, path
from django.utils.functional import lazy
from django.views.generic import RedirectView

import councils.urls
from kredsraad.site import councils as council_pages
from kredsraad.site.front import front

council_patterns = [
    *councils.urls.urlpatterns,
    path("lokalraad/<slug:slug>/", council_pages.local_council, name="detail"),
    path("kredsraadet/", council_pages.district_council, name="district"),
]

urlpatterns = [
    path("", front, name="front"),
    path("", include("plans.urls")),
    path("", include((council_patterns, "councils"))),
    path("", include("initiatives.urls")),
    path("favicon.ico", RedirectView.as_view(url=lazy(static, str)("img/favicon.svg"))),
    path("konto/", include("kredsraad.accounts.urls")),
    path("skrivebord/", include("kredsraad.desk.urls")),
    path("skrivebord/plan/", include("plans.desk_urls")),
    path("skrivebord/", include("plans.proposal_urls")),
    path("skrivebord/", include("plans.hearing_urls")),
    path("skrivebord/", include("plans.approval_urls")),
    path("skrivebord/", include("plans.release_urls")),
    path("admin/", admin.site.urls),
]
