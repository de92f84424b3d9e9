"""The account's own pages that allauth has not, and what is added to those it has."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import get_next_redirect_url, perform_login
from allauth.account.views import LoginView
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from allauth.usersessions.internal.flows.sessions import end_sessions
from allauth.usersessions.models import UserSession
from allauth.usersessions.views import ListUserSessionsView
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from councils import permissions
from councils.doors import desk_page
from councils.models import User
from kredsraad.accounts import standing
from kredsraad.accounts.forms import DemoForm, MailChoicesForm
from kredsraad.accounts.middleware import lacks_second_factor
from kredsraad.accounts.sessions import sessions_of

GOING_TO = "going_to"
"""In the session: where somebody was going when they were asked to make a second factor."""


# Coming in -----------------------------------------------------------------------------------------------------------


class SignInView(LoginView):
    """E-mail and password; in the demo also a button for each role."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What the form needs, and the demo's accounts where this is one."""
        accounts = User.objects.filter(is_demo=True, is_active=True).order_by("pk")
        return super().get_context_data(**kwargs) | {"demo_accounts": accounts if settings.DEMO else []}


@never_cache
def demo_sign_in(request: HttpRequest) -> HttpResponse:
    """Come in as a demo account, without its password; anywhere but in a demo this page is not there."""
    if not settings.DEMO:
        raise Http404
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    form = DemoForm(request.POST)
    if not form.is_valid():
        raise Http404
    user = form.cleaned_data["account"]
    record_authentication(request, user, method="demo")
    return perform_login(request, user, redirect_url=get_next_redirect_url(request))


# The account ---------------------------------------------------------------------------------------------------------


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def settings_page(request: HttpRequest) -> HttpResponse:
    """Password, second factor, sessions, mail, and what one holds."""
    user = _user(request)
    form = MailChoicesForm(request.POST if request.method == "POST" else None, user=user)
    if form.is_valid():
        form.save()
        messages.success(request, "Dine valg om mail er gemt.")
        return redirect("account_settings")
    sessions = sessions_of(user, here=request.session.session_key)
    return render(request, "account/settings.html", {"form": form, "sessions": len(sessions), **_standing(user)})


def _standing(user: User) -> dict[str, Any]:
    """What the account holds and what it must have; where it holds nothing, what it held before."""
    may_use_desk = permissions.may_use_desk_on(user)
    return {
        "has_second_factor": is_mfa_enabled(user, [Authenticator.Type.TOTP]),
        "needs_second_factor": settings.SECOND_FACTOR_REQUIRED and permissions.needs_second_factor_on(user),
        "may_use_desk": may_use_desk,
        "current": standing.current(user),
        "coming": standing.coming(user),
        "former": [] if may_use_desk else standing.former(user),
    }


def _user(request: HttpRequest) -> User:
    """The account that has signed in, which the door has made sure of."""
    assert isinstance(request.user, User)  # noqa: S101
    return request.user


# The second factor ---------------------------------------------------------------------------------------------------


class SecondStepView(AuthenticateView):
    """The second step of signing in: a code, and nothing else that allauth might take instead."""

    webauthn_form = None

    def _build_forms(self) -> Any:
        data = self.request.POST if self.request.method == "POST" else None
        self.auth_form = self.get_form_class()(data, user=self.stage.login.user)
        return self.auth_form


@desk_page
@require_safe
def second_factor_required(request: HttpRequest) -> HttpResponse:
    """Why somebody was sent here, and where to make the factor; they go on from the page with the recovery codes."""
    going_to = get_next_redirect_url(request)
    if not lacks_second_factor(request.user):
        return redirect(going_to or "account_settings")
    if going_to:
        request.session[GOING_TO] = going_to
    return render(request, "mfa/required.html")


@desk_page
@require_safe
def go_on(request: HttpRequest) -> HttpResponse:
    """On to where one was going before the second factor was made."""
    going_to = request.session.pop(GOING_TO, None)
    return redirect(going_to or get_adapter().get_login_redirect_url(request))


# Sessions ------------------------------------------------------------------------------------------------------------


class SessionsView(ListUserSessionsView):
    """Where one is signed in; its form ends all the others at once."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The sessions, in two queries however many they are."""
        sessions = sessions_of(_user(self.request), here=self.request.session.session_key)
        return super(ListUserSessionsView, self).get_context_data(**kwargs) | {"sessions": sessions}


@desk_page
@require_POST
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign out in one browser."""
    session = get_object_or_404(UserSession, pk=pk, user=_user(request))
    end_sessions(request, [session])
    if request.user.is_authenticated:
        messages.success(request, "Du er logget af på den anden enhed.")
    return redirect("usersessions_list")
