"""Addresses of the account pages: allauth's views under Danish addresses, by the names that it looks for."""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as second_factor
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.usersessions import views as usersessions
from django.urls import path

from kredsraad.accounts import views

urlpatterns = [
    path("", views.settings_page, name="account_settings"),
    path("log-ind/", account.login, name="account_login"),
    path("log-af/", account.logout, name="account_logout"),
    path("lukket/", account.account_inactive, name="account_inactive"),
    path("opret/", account.signup, name="account_signup"),
    path("bekraeft/", account.reauthenticate, name="account_reauthenticate"),
    path("adgangskode/", account.password_change, name="account_change_password"),
    path("adgangskode/glemt/", account.password_reset, name="account_reset_password"),
    path("adgangskode/glemt/sendt/", account.password_reset_done, name="account_reset_password_done"),
    path(
        "adgangskode/ny/<slug:uidb36>-<path:key>/",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("adgangskode/ny/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path("totrin/", second_factor.index, name="mfa_index"),
    path("totrin/kode/", second_factor.authenticate, name="mfa_authenticate"),
    path("totrin/bekraeft/", second_factor.reauthenticate, name="mfa_reauthenticate"),
    path("totrin/app/", totp.activate_totp, name="mfa_activate_totp"),
    path("totrin/app/fjern/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("totrin/noedkoder/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("totrin/noedkoder/nye/", recovery_codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("totrin/noedkoder/hent/", recovery_codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("sessioner/", usersessions.list_usersessions, name="usersessions_list"),
]
