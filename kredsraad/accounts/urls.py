"""Addresses of the account pages: allauth's views under Danish addresses, by the names that it looks for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as second_factor
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from django.urls import URLPattern, path, re_path
from django.views.decorators.cache import never_cache

from kredsraad.accounts import invited, views


def page(route: str, view: Callable[..., Any], *, name: str) -> URLPattern:
    """An address whose page is kept by no cache: passwords, codes and secrets stand on them."""
    return path(route, never_cache(view), name=name)


urlpatterns = [
    page("", views.settings_page, name="account_settings"),
    page("log-ind/", views.SignInView.as_view(), name="account_login"),
    page("invitation/<str:token>/", invited.accept_invitation, name="accept_invitation"),
    page("demo/", views.demo_sign_in, name="demo_sign_in"),
    page("log-af/", account.logout, name="account_logout"),
    page("lukket/", account.account_inactive, name="account_inactive"),
    page("opret/", account.signup, name="account_signup"),
    page("bekraeft/", account.reauthenticate, name="account_reauthenticate"),
    page("adgangskode/", account.password_change, name="account_change_password"),
    page("adgangskode/vaelg/", account.password_set, name="account_set_password"),
    page("adgangskode/glemt/", account.password_reset, name="account_reset_password"),
    page("adgangskode/glemt/sendt/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^adgangskode/ny/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        never_cache(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    page("adgangskode/ny/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    page("totrin/", second_factor.index, name="mfa_index"),
    page("totrin/kode/", views.SecondStepView.as_view(), name="mfa_authenticate"),
    page("totrin/bekraeft/", second_factor.reauthenticate, name="mfa_reauthenticate"),
    page("totrin/kraevet/", views.second_factor_required, name="mfa_required"),
    page("totrin/videre/", views.go_on, name="mfa_go_on"),
    page("totrin/app/", totp.activate_totp, name="mfa_activate_totp"),
    page("totrin/app/fjern/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    page("totrin/noedkoder/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    page("totrin/noedkoder/nye/", recovery_codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    page("totrin/noedkoder/hent/", recovery_codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    page("sessioner/", views.SessionsView.as_view(), name="usersessions_list"),
    page("sessioner/<int:pk>/afslut/", views.end_session, name="end_session"),
]
