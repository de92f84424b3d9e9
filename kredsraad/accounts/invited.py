"""Taking up an invitation: whoever has the link chooses a password and comes in."""

from __future__ import annotations

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from councils.models import Invitation, User
from kredsraad.accounts import invitations
from kredsraad.accounts.forms import FirstPasswordForm
from kredsraad.accounts.invitations import LinkClosed, Standing

NOT_FOUND, GONE = 404, 410


@sensitive_post_parameters("password1", "password2")
@require_http_methods(["GET", "HEAD", "POST"])
def accept_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Who is invited, and a form for the password; by POST the account is made and its holder signed in.

    Looking changes nothing: what reads links in mails on its way opens this page too. No address that the page leads
    to, and no other site, is told this one.
    """
    try:
        response = _answer(request, invitations.find(token))
    except LinkClosed as closed:
        response = _closed(request, closed.standing)
    response["Referrer-Policy"] = "strict-origin"  # the site alone; with "no-referrer" the form would have no origin
    return response


def _answer(request: HttpRequest, row: Invitation) -> HttpResponse:
    standing = invitations.standing(row, at=timezone.now())
    if standing is not Standing.OPEN:
        raise LinkClosed(standing)
    if request.user.is_authenticated:
        return render(request, "account/invitation_signed_in.html", {"invitation": row})
    account = User(email=row.email, display_name=row.person.name)
    form = FirstPasswordForm(request.POST if request.method == "POST" else None, user=account)
    if form.is_valid():
        return _come_in(request, row, form.cleaned_data["password1"])
    return render(request, "account/invitation.html", {"invitation": row, "form": form})


def _come_in(request: HttpRequest, row: Invitation, password: str) -> HttpResponse:
    """Make the account, and sign in as with the password that was just chosen."""
    user = invitations.accept(row=row, password=password, at=timezone.now())
    record_authentication(request, user, method="password", email=user.email)
    return perform_login(request, user)


def _closed(request: HttpRequest, standing: Standing) -> HttpResponse:
    status = NOT_FOUND if standing is Standing.UNKNOWN else GONE
    return render(request, "account/invitation_closed.html", {"standing": standing}, status=status)
