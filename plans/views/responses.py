"""The hearing as a local council sees it: read what was sent out, remark on it, and send the one response.

Members see it being made and write remarks; its chair or secretary, and who works for those, put the response together;
they, or who may act for them, send it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from councils import permissions
from councils.doors import View, desk_page
from councils.models import Council
from plans import responding
from plans.comparing import plain_difference
from plans.hearing_forms import RemarkForm, ResponseForm
from plans.models import Hearing, HearingRemark, Plan
from plans.publishing.html import scrolling_tables
from plans.publishing.passages import Passage, flat, passages_of, trusted
from plans.readiness import dates_of
from plans.responding import Place, RemarkGone, ResponsePassed
from plans.saving import Author
from plans.views.hearing import get_hearing
from plans.views.refusing import CONFLICT, refused
from plans.workflow import IllegalTransition

PASSED = "En anden har gemt en anden tekst, siden du åbnede siden. Din tekst står her stadig og er ikke gemt."
GONE = "Bemærkningen er ændret eller fjernet, siden du åbnede siden. Se den igen."
UNSEEN = "Høringssvaret er ændret, siden du åbnede siden. Læs det igen, før du sender det."


@dataclass(frozen=True)
class Desk:
    """A local council's place in a plan's hearing, and what the account may do there."""

    plan: Plan
    council: Council
    hearing: Hearing | None
    may_remark: bool
    may_write: bool
    may_send: bool

    @property
    def address(self) -> str:
        """The council's page of the hearing."""
        page = reverse("hearings:response", args=[self.council.slug, self.plan.year])
        return f"{page}?{urlencode({'hoering': self.hearing.pk})}" if self.hearing else page

    @property
    def trail(self) -> list[tuple[str, str]]:
        """The way to it."""
        council = reverse("proposals:council", args=[self.council.slug])
        return [(str(self.council), council), (f"Høring af plan {self.plan.year}", self.address)]


def get_desk(request: HttpRequest, slug: str, year: int) -> Desk:
    """The council's place in the hearing, for who has a seat in the council or works or reads for one.

    Http404 for all others, the district council's secretary too: what is not sent is the council's own.
    """
    council = Council.objects.local().filter(slug=slug).first()
    if council is None:
        raise Http404
    user: Any = request.user
    may = permissions.held(
        user,
        read=permissions.grounds_to_belong(user, council),
        speak=permissions.grounds_to_speak(user, council),
        write=permissions.grounds_to_write(user, council),
        send=permissions.grounds_to_steer(user, council),
    )
    if not may["read"]:
        raise Http404
    plan = Plan.objects.of_district().native().select_related("council", "timetable").filter(year=year).first()
    if plan is None:
        raise Http404("Der er ingen plan for det år.")
    found = get_hearing(plan, request.GET.get("hoering", ""))
    if found is not None:
        found.plan = plan
    return Desk(plan, council, found, may["speak"], may["write"], may["send"])


Action = Callable[..., HttpResponse]


def acting(may: str) -> Callable[[Action], View]:
    """A view that changes something in the response: POST alone, for whom `may` of the desk says so."""

    def made(action: Action) -> View:
        @desk_page
        @require_POST
        @wraps(action)
        def view(request: HttpRequest, council: str, year: int, **named: Any) -> HttpResponse:
            desk = get_desk(request, council, year)
            admit(desk, may)
            try:
                return action(request, desk, _hearing(desk), **named)
            except IllegalTransition as refusal:
                return refused(request, refusal, back=desk.address, here="council")

        return view

    return made


def admit(desk: Desk, may: str) -> None:
    """Let through who may. Raises PermissionDenied for a member who may not."""
    if not getattr(desk, may):
        raise PermissionDenied(
            "Det kan kun rådets formand eller sekretær." if may != "may_remark" else "Du kan læse med her."
        )


def _hearing(desk: Desk) -> Hearing:
    if desk.hearing is None:
        raise IllegalTransition([f"{desk.plan.title} er ikke i høring endnu."])
    return desk.hearing


# The page ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Line:
    """One remark as the page shows it: its form where it is one's own, and what a change of it was made from."""

    remark: HearingRemark
    mark: str
    is_own: bool
    form: RemarkForm | None


@dataclass(frozen=True)
class Part:
    """A section of what was sent out, with the remarks on it and the field for another."""

    place: Place
    passage: Passage | None
    form: RemarkForm
    count: int
    is_open: bool


@desk_page
@require_safe
def response(request: HttpRequest, council: str, year: int) -> HttpResponse:
    """What was sent out, the remarks on it, and the response as it is."""
    return _page(request, get_desk(request, council, year))


def _page(request: HttpRequest, desk: Desk, *, status: int = 200, **more: Any) -> HttpResponse:
    context: dict[str, Any] = {
        "desk": desk,
        "plan": desk.plan,
        "council": desk.council,
        "hearing": desk.hearing,
        "dates": dates_of(desk.plan),
        "here": "council",
        "trail": [*desk.trail[:-1], (desk.trail[-1][0], "")],
    }
    if desk.hearing is None:
        return render(request, "plans/desk/hearing/not_yet.html", context, status=status)
    context |= _about(request, desk, desk.hearing, more)
    return render(request, "plans/desk/hearing/response.html", context | more, status=status)


def _about(request: HttpRequest, desk: Desk, found: Hearing, more: dict[str, Any]) -> dict[str, Any]:
    """The response, its remarks, and the sections of what was sent out; as many queries however many those are."""
    now = timezone.now()
    row = responding.response_in(found, desk.council)
    remarks = responding.in_order(row.remarks.all(), found.content) if row.pk else []
    obstacles = responding.obstacles(found, row)
    is_open = not obstacles
    parts = _parts(found, remarks, more.get("remark_form"), more.get("remark_at"), request.GET.get("afsnit", ""))
    return {
        "response": row,
        "lines": [_line(request.user, remark, more) for remark in remarks],
        "parts": parts,
        "included": sum(remark.included for remark in remarks),
        "obstacles": obstacles,
        "open": is_open,
        "can_take_back": desk.may_send and row.sent_at and not responding.taking_back_obstacles(row, at=now),
        "is_late": responding.is_late(row),
        "left": (found.due - timezone.localdate(now)).days if found.due else None,
        "text_form": ResponseForm(initial={"text": row.text, "version": row.version}, auto_id="svar_%s"),
        "others": list(desk.plan.hearings.defer("content").exclude(pk=found.pk).order_by("pk")),
        "is_empty": not row.text and not any(remark.included for remark in remarks),
    }


def _parts(
    found: Hearing, remarks: list[HearingRemark], form: RemarkForm | None, at: str | None, chosen: str
) -> list[Part]:
    """The plan as a whole, and every section, in reading order."""
    if not found.content:
        return []
    content = json.loads(found.content)
    passages = {row.key: _with_links(row) for row in flat(passages_of(content, scrolling_tables()))}
    counts: dict[str, int] = {}
    for remark in remarks:
        counts[remark.section_key] = counts.get(remark.section_key, 0) + 1
    return [
        Part(
            place=place,
            passage=passages.get(place.key),
            form=form if form and at == place.key else RemarkForm(auto_id=f"bemaerk_{place.key}_%s"),
            count=counts.get(place.key, 0),
            is_open=bool(chosen and chosen == place.key) or (form is not None and at == place.key),
        )
        for place in responding.places(content)
    ]


_LINK = re.compile(r'<a href="#([a-z0-9-]+)">')


def _with_links(passage: Passage) -> Passage:
    """The section with its links to others leading to where those stand on this page."""
    return replace(passage, body=trusted(_LINK.sub(r'<a href="#afsnit_\1">', passage.body)))


def _line(user: Any, remark: HearingRemark, more: dict[str, Any]) -> Line:
    is_own = remark.author_id == user.pk
    form = more["changed_form"] if more.get("changed") == remark.pk else None
    if is_own and form is None:
        form = RemarkForm(initial={"text": remark.text}, auto_id=f"ret_{remark.pk}_%s")
    return Line(remark, responding.mark_of(remark), is_own, form)


# Writing -------------------------------------------------------------------------------------------------------------


@acting("may_remark")
def remark(request: HttpRequest, desk: Desk, found: Hearing) -> HttpResponse:
    """Write a remark on a section of what was sent out."""
    key = request.POST.get("afsnit", "")
    places = {place.key: place for place in responding.places(json.loads(found.content))} if found.content else {}
    place = places.get(key)
    if place is None:
        raise IllegalTransition(["Det afsnit er ikke med i det, der er i høring."])
    form = RemarkForm(request.POST, auto_id=f"bemaerk_{key}_%s")
    if not form.is_valid():
        return _page(request, desk, status=422, form=form, remark_form=form, remark_at=key)
    responding.add_remark(
        hearing=found,
        council=desk.council,
        place=place,
        text=form.cleaned_data["text"],
        author=Author.of(request.user),
        at=timezone.now(),
    )
    messages.success(request, f"Bemærkningen til »{place.name}« er gemt. Alle i rådet kan se den.")
    return redirect(f"{desk.address}#afsnit_{key or 'planen'}")


def _remark(desk: Desk, found: Hearing, pk: int) -> HearingRemark:
    rows = HearingRemark.objects.filter(pk=pk, response__hearing=found, response__council=desk.council)
    row = rows.select_related("response__council").first()
    if row is None:
        raise RemarkGone
    row.response.hearing = found
    return row


@acting("may_remark")
def change(request: HttpRequest, desk: Desk, found: Hearing, pk: int) -> HttpResponse:
    """Change one's own remark, or take it away."""
    was, takes_away = request.POST.get("var", ""), request.POST.get("do") == "fjern"
    try:
        row = _remark(desk, found, pk)
        if row.author_id != request.user.pk:
            raise PermissionDenied("En bemærkning kan kun ændres af den, der har skrevet den.")
        form = RemarkForm(request.POST, auto_id=f"ret_{pk}_%s")
        if not takes_away and not form.is_valid():
            return _page(request, desk, status=422, form=form, changed=pk, changed_form=form)
        text = "" if takes_away else form.cleaned_data["text"]
        responding.change_remark(remark=row, text=text, was=was, at=timezone.now())
    except RemarkGone:
        return _gone(request, desk)
    messages.success(request, "Bemærkningen er fjernet." if takes_away else "Bemærkningen er ændret.")
    return redirect(f"{desk.address}#_bemaerkninger")


@acting("may_write")
def include(request: HttpRequest, desk: Desk, found: Hearing, pk: int) -> HttpResponse:
    """Take a remark into the response, or leave it out."""
    included = request.POST.get("med") == "ja"
    try:
        row = _remark(desk, found, pk)
        responding.include(remark=row, included=included, was=request.POST.get("var", ""), at=timezone.now())
    except RemarkGone:
        return _gone(request, desk)
    messages.success(request, f"Bemærkningen er {'taget med' if included else 'ikke taget med'} i svaret.")
    return redirect(f"{desk.address}#_bemaerkninger")


def _gone(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What was typed is given back on the page that says so."""
    return refused(request, IllegalTransition([GONE]), back=desk.address, here="council")


@acting("may_write")
def text(request: HttpRequest, desk: Desk, found: Hearing) -> HttpResponse:
    """Keep the common text."""
    form = ResponseForm(request.POST, auto_id="svar_%s")
    if not form.is_valid():
        return _page(request, desk, status=422, form=form, text_form=form)
    try:
        responding.save_text(
            hearing=found,
            council=desk.council,
            text=form.cleaned_data["text"],
            version=form.cleaned_data["version"],
            at=timezone.now(),
        )
    except ResponsePassed as passed:
        data = request.POST.copy()
        data["version"] = str(passed.now.version)
        theirs = plain_difference(passed.now.text, form.cleaned_data["text"])
        again = ResponseForm(data, auto_id="svar_%s")
        return _page(request, desk, status=CONFLICT, text_form=again, passed=PASSED, theirs=theirs)
    messages.success(request, f"Teksten er gemt kl. {time_format(timezone.localtime(), 'H.i')}. Den er ikke sendt.")
    return redirect(f"{desk.address}#_svar")


# Sending -------------------------------------------------------------------------------------------------------------


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def send(request: HttpRequest, council: str, year: int) -> HttpResponse:
    """What is sent, and to whom; then send it. With ?ingen=1: that there are no remarks."""
    desk = get_desk(request, council, year)
    admit(desk, "may_send")
    try:
        found = _hearing(desk)
        if request.method == "POST":
            return _send(request, desk, found)
        row = responding.response_in(found, desk.council)
        if obstacles := responding.obstacles(found, row):
            raise IllegalTransition(obstacles)
    except IllegalTransition as refusal:
        return refused(request, refusal, back=desk.address, here="council")
    remarks = list(row.remarks.all()) if row.pk else []
    included = responding.in_order((remark for remark in remarks if remark.included), found.content)
    is_none = not row.text and not included
    if is_none and request.GET.get("ingen") != "1":
        return redirect(desk.address)
    context = {
        "desk": desk,
        "plan": desk.plan,
        "council": desk.council,
        "hearing": found,
        "response": row,
        "remarks": included,
        "left_out": len(remarks) - len(included),
        "none": is_none,
        "seen": responding.seen_of(row, remarks),
        "late": bool(found.due and timezone.localdate() > found.due),
        "here": "council",
        "trail": [*desk.trail, ("Send svaret", "")],
    }
    return render(request, "plans/desk/hearing/response_send.html", context)


def _send(request: HttpRequest, desk: Desk, found: Hearing) -> HttpResponse:
    is_none = request.POST.get("ingen") == "1"
    try:
        sent = responding.send(
            hearing=found,
            council=desk.council,
            seen=request.POST.get("set", ""),
            no_remarks=is_none,
            author=Author.of(request.user),
            at=timezone.now(),
        )
    except ResponsePassed:
        messages.warning(request, UNSEEN)
        return redirect(desk.address)
    words = "»Ingen bemærkninger« er sendt" if sent.no_remarks else "Høringssvaret er sendt"
    messages.success(request, f"{words} til kredsrådets sekretariat.")
    return redirect(desk.address)


@acting("may_send")
def take_back(request: HttpRequest, desk: Desk, found: Hearing) -> HttpResponse:
    """Take the response back, to change it."""
    row = responding.response_in(found, desk.council)
    if row.pk is None:
        raise IllegalTransition(["Høringssvaret er ikke sendt."])
    responding.take_back(response=row, author=Author.of(request.user), at=timezone.now())
    until = f" Send det igen senest {date_format(found.due, 'j. F Y')}." if found.due else ""
    messages.success(request, f"Høringssvaret er taget tilbage. Det kan ændres.{until}")
    return redirect(desk.address)
