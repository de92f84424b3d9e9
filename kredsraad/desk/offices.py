"""Seats, delegations and functions held: given to somebody, corrected, ended. Nothing is deleted: it ends on a day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import Model, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.views.decorators.http import require_http_methods

from councils import permissions
from councils.models import Council, Delegation, Membership, Person, Post, PostHolding
from councils.rights import NEEDED
from kredsraad.desk.keeping import FormPage, form_page, next_page, people_page, trail
from kredsraad.desk.people_forms import DelegationForm, HoldingForm, RegisterForm, SeatForm, end_form, without

LARGEST = 2**63 - 1


@dataclass(frozen=True)
class Kind:
    """One of the three: its model and form, what stays as it is once given, its words, and whose page it is on."""

    model: type[Model]
    form: Callable[..., RegisterForm]
    stays: tuple[str, ...]
    new: str
    name: str
    owner: Callable[[Any], Person]
    related: tuple[str, ...]


SEAT = Kind(
    Membership,
    SeatForm,
    ("council", "person"),
    "Giv en plads",
    "Pladsen",
    lambda row: row.person,
    ("person__user", "council"),
)
DELEGATION = Kind(
    Delegation,
    lambda *args, **kwargs: DelegationForm(*args, on=permissions.today(), **kwargs),
    ("membership", "delegate"),
    "Giv en bemyndigelse",
    "Bemyndigelsen",
    lambda row: row.delegate,
    ("delegate__user", "membership__person", "membership__council"),
)
HOLDING = Kind(
    PostHolding,
    HoldingForm,
    ("post", "person"),
    "Giv en funktion",
    "Funktionen",
    lambda row: row.person,
    ("person__user", "post"),
)


@people_page
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, kind: Kind) -> HttpResponse:
    """Give it to somebody; who and what can be chosen by the address that leads here."""
    chosen = _chosen(request)
    initial = chosen | {"starts": permissions.today()}
    form = kind.form(request.POST if request.method == "POST" else None, initial=initial)
    if form.saved():
        messages.success(request, f"{kind.name} er givet til {kind.owner(form.instance)}.")
        return redirect(next_page(request) or _page_of(kind.owner(form.instance)))
    back = next_page(request) or (_page_of(chosen["person"]) if "person" in chosen else reverse("desk:people"))
    return form_page(request, form, FormPage(kind.new, back, trail((kind.new, "")), asks_whom=True))


def _chosen(request: HttpRequest) -> dict[str, Any]:
    """What the address says: a council, a role, a person, a function or a seat; what is none of these says nothing."""
    given = {name: request.GET.get(name, "").replace("\0", "") for name in ("raad", "rolle", "person", "funktion")}
    person = Person.objects.filter(slug=given["person"]).first() if given["person"] else None
    seat = request.GET.get("plads", "")
    found = {
        "council": Council.objects.filter(slug=given["raad"]).first() if given["raad"] else None,
        "role": given["rolle"] if given["rolle"] in Membership.Role.values else None,
        "person": person,
        "delegate": person,
        "post": Post.objects.filter(slug=given["funktion"]).first() if given["funktion"] else None,
        "membership": int(seat) if seat.isascii() and seat.isdigit() and len(seat) < 19 else None,
    }
    return {name: value for name, value in found.items() if value is not None}


@people_page
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, kind: Kind, pk: int) -> HttpResponse:
    """Correct it: its days and what it is. Whose it is stays: another person's is another row."""
    row = _row(kind, pk)
    person, title = kind.owner(row), str(row)
    form = without(kind.form(request.POST if request.method == "POST" else None, instance=row), kind.stays)
    if form.saved():
        messages.success(request, f"{kind.name} er rettet.")
        return redirect(next_page(request) or _page_of(person))
    way = trail((person.name, _page_of(person)), ("Ret", ""))
    return form_page(request, form, FormPage(title, next_page(request) or _page_of(person), way))


@people_page
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, kind: Kind, pk: int) -> HttpResponse:
    """Say the last day; the page tells what follows."""
    row = _row(kind, pk)
    person, title, follows = kind.owner(row), str(row), _follows(row, kind.owner(row), request.user)
    form = end_form(row, request.POST if request.method == "POST" else None, on=permissions.today())
    if form.saved():
        messages.success(request, f"{kind.name} slutter {date_format(row.ends, 'j. F Y')}.")
        return redirect(next_page(request) or _page_of(person))
    way = trail((person.name, _page_of(person)), ("Afslut", ""))
    back = next_page(request) or _page_of(person)
    return form_page(request, form, FormPage(f"Afslut: {title}", back, way, submit="Gem slutdatoen", notes=follows))


def _row(kind: Kind, pk: int) -> Any:
    return get_object_or_404(kind.model._default_manager.select_related(*kind.related), pk=min(pk, LARGEST))


def _page_of(person: Person) -> str:
    return reverse("desk:person", args=[person.slug])


def _follows(row: Any, person: Person, user: Any) -> list[str]:
    """What ends with it."""
    found = []
    if isinstance(row, Membership):
        leave = row.delegations.filter(Q(ends__isnull=True) | Q(ends__gte=permissions.today()))
        found += [f"Også bemyndigelsen til {one.delegate} ophører." for one in leave.select_related("delegate")]
        if row.role in NEEDED and not _has_successor(row):
            found.append(f"{row.council} har derefter ingen {row.get_role_display()}.")
    if person.user == user:
        found.append("Det er dit eget hverv: dagen efter kan du ikke mere, hvad det giver ret til.")
    return found


def _has_successor(seat: Membership) -> bool:
    """Whether somebody else has the same role in the council today or later."""
    others = Membership.objects.filter(council=seat.council_id, role=seat.role).exclude(pk=seat.pk)
    return others.filter(Q(ends__isnull=True) | Q(ends__gte=permissions.today())).exists()
