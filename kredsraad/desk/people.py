"""People: who they are, how they come in, what they may do, why, and until when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from councils import permissions, rights
from councils.models import Delegation, Membership, Person, PostHolding, User
from councils.rights import Right
from kredsraad.accounts import addresses, invitations
from kredsraad.desk import directory
from kredsraad.desk.asked import tasks_of
from kredsraad.desk.directory import FILTERS, LOOKS, Access, access
from kredsraad.desk.keeping import FormPage, form_page, next_page, people_page, trail, with_person
from kredsraad.desk.people_forms import DayForm, PersonForm, SearchForm

PAGES = {Membership: "seat", Delegation: "delegation", PostHolding: "holding"}
"""What the pages about a row of these are called."""

# Everybody -----------------------------------------------------------------------------------------------------------


@people_page
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """The councils that lack somebody, then everybody."""
    now = timezone.now()
    form = SearchForm(request.GET)
    words = form.words()
    rows = [row for row in directory.directory(at=now) if row.mentions(words)]
    chosen = request.GET.get("vis", "")
    chosen = chosen if chosen in FILTERS else ""
    context = {
        "here": "people",
        "trail": trail(),
        "vacancies": rights.vacancies(on=timezone.localdate(now)),
        "rows": [row for row in rows if FILTERS[chosen][1](row)],
        "chips": directory.chips(rows, chosen),
        "chosen": chosen,
        "query": " ".join(words),
        "search": form,
        "loose": User.objects.filter(person__isnull=True).order_by("email"),
    }
    return render(request, "desk/people/list.html", context)


# One person ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Line:
    """A right, and the pages where its ground is changed or ended, or where somebody is let act for its holder."""

    right: Right
    edit: str = ""
    end: str = ""
    delegate: str = ""


@people_page
@require_safe
def person(request: HttpRequest, slug: str) -> HttpResponse:
    """What the person may do, why, and until when: today, or as it stands on another day (`dato`)."""
    row = _person(slug)
    form = DayForm(request.GET if "dato" in request.GET else None, initial={"dato": permissions.today()})
    day = form.cleaned_data["dato"] if form.is_valid() else permissions.today()
    held, given = rights.rights_of(row, on=day), rights.given_by(row, on=day)
    context = {
        "here": "people",
        "trail": trail((row.name, "")),
        "person": row,
        "form": form,
        "day": day,
        "is_today": day == permissions.today(),
        "current": _lines(held.current),
        "coming": _lines(held.coming),
        "ended": _lines(held.ended, ended=True),
        "given": _lines([*given.current, *given.coming]),
        "given_before": _lines(given.ended, ended=True),
        "tasks": tasks_of(row, on=day),
        **_account(request, row),
    }
    return render(request, "desk/people/person.html", context)


def _person(slug: str) -> Person:
    return get_object_or_404(Person.objects.select_related("user"), slug=slug)


def _lines(found: list[Right], *, ended: bool = False) -> list[Line]:
    return [_line(right, ended) for right in found]


def _line(right: Right, ended: bool) -> Line:
    if right.ground is None:
        return Line(right)
    page = f"desk:{PAGES[type(right.ground)]}"
    edit = reverse(page, args=[right.ground.pk])
    if ended:
        return Line(right, edit)
    seat = isinstance(right.ground, Membership)
    delegate = f"{reverse('desk:delegation_new')}?plads={right.ground.pk}" if seat else ""
    return Line(right, edit, reverse(f"{page}_end", args=[right.ground.pk]), delegate)


def _account(request: HttpRequest, row: Person) -> dict[str, Any]:
    """How the person comes in, and what whoever looks may do about it."""
    now, invitation, user = timezone.now(), invitations.pending(row), row.user
    found = access(row, invitation, at=now)
    administrates = permissions.is_administrator_on(request.user)
    return {
        "access": found,
        "look": LOOKS[found],
        "invitation": invitation if found in (Access.INVITED, Access.EXPIRED) else None,
        "has_second_factor": user is not None and is_mfa_enabled(user, [Authenticator.Type.TOTP]),
        "needs_second_factor": settings.SECOND_FACTOR_REQUIRED and permissions.needs_second_factor_on(user),
        "may_close": administrates and user is not None and user != request.user,
        "new_address": addresses.new_address(row) if administrates else "",
        "to_link": invitations.loose_account(row) if administrates and user is None else None,
    }


# Keeping people ------------------------------------------------------------------------------------------------------


@people_page
@require_http_methods(["GET", "HEAD", "POST"])
def person_new(request: HttpRequest) -> HttpResponse:
    """Somebody new; whether they get an account is another step."""
    form = PersonForm(request.POST if request.method == "POST" else None)
    if form.saved():
        messages.success(request, f"{form.instance} er oprettet.")
        return redirect(_after_making(form.instance, next_page(request)))
    back = next_page(request) or reverse("desk:people")
    return form_page(request, form, FormPage("Ny person", back, trail(("Ny person", "")), submit="Opret"))


def _after_making(made: Person, going: str) -> str:
    """To where one came from, with the new person chosen where that is a form; otherwise to the person's own page."""
    if not going:
        return reverse("desk:person", args=[made.slug])
    gives_something = any(going.startswith(reverse(f"desk:{name}_new")) for name in PAGES.values())
    return with_person(going, made) if gives_something else going


@people_page
@require_http_methods(["GET", "HEAD", "POST"])
def person_edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Another name, function or address. The address that an account signs in with is not among them."""
    row = _person(slug)
    name, back = row.name, reverse("desk:person", args=[slug])
    form = PersonForm(request.POST if request.method == "POST" else None, instance=row)
    if form.saved():
        messages.success(request, f"{row} er gemt.")
        if invitations.withdraw_outdated(row, at=timezone.now()):
            messages.warning(request, "Invitationen til den gamle adresse gælder ikke mere. Send en ny.")
        return redirect(next_page(request) or back)
    return form_page(request, form, FormPage(f"Ret {name}", back, trail((name, back), ("Ret", ""))))
