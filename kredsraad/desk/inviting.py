"""How somebody comes in: invited by mail, and their account closed or opened again."""

from __future__ import annotations

import logging

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from councils import permissions, rights
from councils.models import Person, User
from kredsraad.accounts import addresses, invitations, second_factor
from kredsraad.accounts.invitations import AlreadyDone, CannotInvite, Seen
from kredsraad.desk.asked import tasks_of
from kredsraad.desk.keeping import next_page, people_page, trail

logger = logging.getLogger(__name__)

CONFLICT = 409
PASSED = "En anden har inviteret, trukket tilbage eller rettet adressen, siden du åbnede siden. Her er den igen."


@people_page
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest, slug: str) -> HttpResponse:
    """The letter as it will be sent, and to whom; by POST it is."""
    person = _person(slug)
    if request.method != "POST":
        return _letter_page(request, person)
    try:
        row = invitations.invite(person=person, by=_user(request), seen=_seen(request), at=timezone.now())
    except AlreadyDone:
        return _letter_page(request, _person(slug), refused=[PASSED])
    except CannotInvite as refusal:
        return _letter_page(request, _person(slug), refused=refusal.reasons)
    messages.success(request, f"Invitationen er sendt til {row.email}.")
    return redirect(next_page(request) or _page_of(person))


def _seen(request: HttpRequest) -> Seen:
    """What stood on the page that was sent; an invitation that can not be is one that is not pending."""
    given = request.POST.get("pending", "")
    pending = int(given) if given.isascii() and given.isdigit() and len(given) < 19 else -1
    return Seen(request.POST.get("email", ""), pending if given else None)


def _letter_page(request: HttpRequest, person: Person, *, refused: list[str] | None = None) -> HttpResponse:
    now = timezone.now()
    reasons = invitations.obstacles(person)
    context = {
        "here": "people",
        "trail": trail((person.name, _page_of(person)), ("Inviter", "")),
        "person": person,
        "reasons": reasons,
        "refused": [reason for reason in refused or [] if reason not in reasons],
        "pending": invitations.pending(person),
        "letter": "" if reasons else invitations.preview(person, by=_user(request), at=now),
        "until": invitations.expiry(now),
        "has_something_to_do": _has_something_to_do(person),
        "next": next_page(request),
    }
    return render(request, "desk/people/invite.html", context, status=CONFLICT if refused else 200)


def _has_something_to_do(person: Person) -> bool:
    """Whether the desk will open for the person, today or on a day that is known."""
    today = permissions.today()
    held = rights.rights_of(person, on=today)
    return bool(held.current or held.coming or tasks_of(person, on=today))


@people_page
@require_POST
def withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    """Close the link that was sent."""
    person = _person(slug)
    if invitations.withdraw(person=person, at=timezone.now()):
        messages.success(request, "Invitationen er trukket tilbage. Linket i mailen virker ikke mere.")
    else:
        messages.warning(request, "Der var ingen invitation at trække tilbage. Måske er den allerede brugt.")
    return redirect(next_page(request) or _page_of(person))


# Accounts ------------------------------------------------------------------------------------------------------------


@people_page
@require_POST
def account(request: HttpRequest, slug: str) -> HttpResponse:
    """Close or open the person's account, take its second factor away, have it sign in with another address, or give
    the person one that belongs to nobody: administrators alone."""
    person, administrator = _person(slug), _user(request)
    if not permissions.is_administrator_on(administrator):
        raise PermissionDenied
    action = request.POST.get("action")
    if action == "link":
        _link(request, person)
    elif action == "address":
        _change_address(request, person)
    elif action == "second-factor":
        _take_second_factor(request, person)
    elif action in ("close", "open"):
        _open_or_close(request, person, opens=action == "open")
    return redirect(_page_of(person))


def _open_or_close(request: HttpRequest, person: Person, *, opens: bool) -> None:
    user = person.user
    if user is None or user == request.user:
        raise PermissionDenied
    if User.objects.filter(pk=user.pk, is_active=not opens).update(is_active=opens):
        logger.info("Account %s was %s by account %s", user.pk, "opened" if opens else "closed", request.user.pk)
        messages.success(
            request, f"Kontoen er {'åben igen' if opens else 'lukket, og de, der var logget ind, er ude'}."
        )
    else:
        messages.info(request, f"Kontoen var allerede {'åben' if opens else 'lukket'}.")


def _take_second_factor(request: HttpRequest, person: Person) -> None:
    user = person.user
    if user is None or user == request.user:
        raise PermissionDenied
    if second_factor.take_away(user):
        logger.info("The second factor of account %s was taken away by account %s", user.pk, request.user.pk)
        messages.success(request, f"{person} kan logge ind uden kode og slå totrinsbekræftelse til igen.")
    else:
        messages.info(request, f"{person} har ingen totrinsbekræftelse.")


def _change_address(request: HttpRequest, person: Person) -> None:
    if addresses.change_address(person=person, seen=request.POST.get("email", "")):
        logger.info("The address of person %s's account was changed by account %s", person.pk, request.user.pk)
        messages.success(request, "Adressen er ændret. Den gamle adresse har fået besked.")
    else:
        messages.warning(request, "Adressen er ikke ændret: den er i brug eller lige rettet. Se siden igen.")


def _link(request: HttpRequest, person: Person) -> None:
    user = invitations.link(person=person, at=timezone.now())
    if user is None:
        messages.warning(request, "Der er ingen konto med den adresse, som ikke hører til nogen.")
    else:
        logger.info("Account %s was given to person %s by account %s", user.pk, person.pk, request.user.pk)
        messages.success(request, f"Kontoen {user.email} hører nu til {person}.")


def _person(slug: str) -> Person:
    return get_object_or_404(Person.objects.select_related("user"), slug=slug)


def _page_of(person: Person) -> str:
    return reverse("desk:person", args=[person.slug])


def _user(request: HttpRequest) -> User:
    """The account that has signed in, which the door has made sure of."""
    assert isinstance(request.user, User)  # noqa: S101
    return request.user
