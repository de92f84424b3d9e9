"""Contributions as those see them who are asked: just the sections that are theirs, and nothing else of the draft."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from js_asset import Media

from councils import permissions
from councils.doors import View, desk_page
from plans import contributing, saving
from plans.answer_forms import AnswerForm, DraftForm, HandOnForm
from plans.comparing import difference, plain_difference
from plans.contributing import AlreadyAsked, AnswerPassed, NothingDelivered, SameContributor
from plans.contribution_forms import TalkForm
from plans.models import Assignment, Section
from plans.recipients import known_recipients
from plans.saving import Words
from plans.views.assignments import number
from plans.views.refusing import CONFLICT, refused
from plans.views.standings import look_of
from plans.workflow import EDITABLE, IllegalTransition, editing_obstacles

State = Assignment.State
UNSAVED = 422
PASSED = "Der er svaret eller gemt noget her, siden du åbnede siden. Din tekst står her stadig."
_LINK = re.compile(r'<a href="#[a-z0-9-]+">(.*?)</a>', re.DOTALL)


def without_links(html: str) -> SafeString:
    """Section HTML with the words alone of its links to sections: a contributor has no others to go to."""
    return mark_safe(_LINK.sub(r"\1", html))  # noqa: S308 - canonical section HTML


def get_contribution(request: HttpRequest, pk: int) -> Assignment:
    """The assignment, for those of whom it is asked today; Http404 for all others."""
    rows = Assignment.objects.living().filter(pk=pk)
    found = rows.select_related("section__plan__council", "person", "post").first()
    if found is None or not permissions.is_asked(request.user, found):
        raise Http404
    return found


Action = Callable[[HttpRequest, Assignment], HttpResponse]


def acting(action: Action) -> View:
    """A view that changes one contribution: POST alone, and wrong stages told as such."""

    @desk_page
    @require_POST
    @wraps(action)
    def view(request: HttpRequest, pk: int) -> HttpResponse:
        found = get_contribution(request, pk)
        try:
            return action(request, found)
        except IllegalTransition as refusal:
            if _wants_json(request):
                return JsonResponse({"message": str(refusal)}, status=CONFLICT)
            return refused(request, refusal, back=_address(found), here="contributions")

    return view


def _address(found: Assignment) -> str:
    return reverse("draft:contribution", args=[found.pk])


# The list ------------------------------------------------------------------------------------------------------------


@desk_page
@require_safe
def contributions(request: HttpRequest) -> HttpResponse:
    """What is asked of me, what is due first at the top, and what I have answered."""
    today = permissions.today()
    if not permissions.may_use_desk_on(request.user, on=today):
        raise Http404
    found = Assignment.objects.living().of(request.user, on=today).exclude(state=State.WITHDRAWN)
    rows = list(found.select_related("section__plan", "person", "post").order_by("due", "pk").distinct())
    under_way = [row for row in rows if row.section.plan.stage in EDITABLE]
    context = {
        "waiting": [(row, look_of(row, on=today)) for row in under_way if row.state == State.WAITING],
        "answered": [(row, look_of(row, on=today)) for row in under_way if row.state != State.WAITING],
        "earlier": [(row, look_of(row, on=today)) for row in reversed(rows) if row not in under_way],
        "today": today,
        "here": "contributions",
        "trail": [("Mine bidrag", "")],
    }
    return render(request, "plans/desk/contributions.html", context)


# One of them ---------------------------------------------------------------------------------------------------------


@desk_page
@require_safe
def contribution(request: HttpRequest, pk: int) -> HttpResponse:
    """The section's text, last year's, what the secretary says, and the answers that may be given."""
    return _page(request, get_contribution(request, pk))


def _page(request: HttpRequest, found: Assignment, *, status: int = 200, **more: Any) -> HttpResponse:
    obstacles = editing_obstacles(found.section.plan)
    forms = {
        "draft_form": _draft_form(found),
        "unchanged_form": AnswerForm(initial=_versions(found), auto_id="uaendret_%s"),
        "talk_form": _talk_form(),
    }
    draft_form = more.get("draft_form", forms["draft_form"])
    context = {
        "assignment": found,
        "section": found.section,
        "plan": found.section.plan,
        "media": Media.from_media(draft_form.media, nonce=request.csp_nonce),  # type: ignore[attr-defined]
        "keep": f"bidrag:{request.user.pk}:{found.pk}",
        "look": look_of(found, on=permissions.today()),
        "obstacles": obstacles,
        "open": found.state == State.WAITING and not obstacles,
        "can_take_back": found.state in contributing.ANSWERED and not obstacles,
        "has_draft": contributing.has_draft(found),
        "can_talk": _shows_section(found) and not obstacles,
        "talk": contributing.conversation(found),
        "successor": found.handed_on_to.select_related("person", "post").first(),
        "here": "contributions",
        "trail": [("Mine bidrag", reverse("draft:contributions")), (str(found.section), "")],
        **_texts(found),
        **forms,
        **more,
    }
    return render(request, "plans/desk/contribution.html", context, status=status)


def _versions(found: Assignment) -> dict[str, int]:
    return {"version": found.version, "base": contributing.base_for(found)}


def _draft_form(found: Assignment, data: Any = None) -> DraftForm:
    words = contributing.words_for(found)
    initial = {"heading": words.heading, "text": words.text, "word": found.answer, **_versions(found)}
    return DraftForm(data, initial=initial, auto_id="tekst_%s")


def _talk_form(data: Any = None) -> TalkForm:
    return TalkForm(data, label="Skriv til sekretæren", auto_id="spoerg_%s")


def _texts(found: Assignment) -> dict[str, Any]:
    """The section's present text, last year's where it was another, and what the own text changes."""
    section = found.section
    shows_section = _shows_section(found)
    base = saving.words_at(section, found.base_version) if contributing.has_draft(found) else None
    changed = base is not None and (base.heading, base.text) != (section.heading, section.text)
    before = Section.everything.filter(heirs__section=section).order_by("plan__year", "position").select_related("plan")
    old = Words(found.heading, found.text, "")
    return {
        "shown_text": without_links(section.text) if shows_section else "",
        "shows_section": shows_section,
        "section_change": _change(base, Words.of(section)) if base and changed and shows_section else None,
        "own_change": _change(base, old) if base else None,
        "last_year": [(row, without_links(row.text)) for row in before if row.text != section.text]
        if shows_section
        else [],
    }


def _shows_section(found: Assignment) -> bool:
    """Whether the section's text is for who was asked: once it is withdrawn or handed on, it is not."""
    return found.state not in (State.WITHDRAWN, State.HANDED_ON)


def _change(old: Words, new: Words) -> dict[str, SafeString]:
    return {
        "heading": plain_difference(old.heading, new.heading) if old.heading != new.heading else SafeString(),
        "text": without_links(difference(old.text, new.text)),
    }


# Answering -----------------------------------------------------------------------------------------------------------


@acting
def text(request: HttpRequest, found: Assignment) -> HttpResponse:
    """Save the draft (do=gem, also by itself from the page's script), or deliver it."""
    form = _draft_form(found, request.POST)
    if not form.is_valid():
        return _not_saved(request, found, form)
    delivering, word = request.POST.get("do") == "lever", form.cleaned_data["word"]
    try:
        if delivering:
            saved = contributing.deliver(
                assignment=found, draft=form.draft, word=word, user=request.user, at=timezone.now()
            )
        else:
            saved = contributing.save_draft(assignment=found, draft=form.draft, word=word)
    except NothingDelivered:
        form.add_error(
            "text", "Skriv en tekst, eller svar »Ingen ændringer«. Skal afsnittet udgå, så skriv det nedenfor."
        )
        return _not_saved(request, found, form)
    except AnswerPassed as passed:
        return _passed(request, passed.now, form)
    return _saved(request, saved, delivering=delivering)


def _wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept") == "application/json"


def _saved(request: HttpRequest, saved: Assignment, *, delivering: bool) -> HttpResponse:
    when = f"kl. {time_format(timezone.localtime(), 'H.i')}"
    if _wants_json(request):
        return JsonResponse({"version": saved.version, "message": f"Gemt {when}"})
    if not delivering:
        messages.success(request, f"Kladden er gemt {when}. Sekretæren ser den først, når du leverer den.")
        return redirect(_address(saved))
    if saved.state == State.UNCHANGED:
        messages.info(request, "Teksten er den samme som i planen. Den er noteret som »Ingen ændringer«.")
    else:
        messages.success(request, f"Teksten til »{saved.section}« er leveret. Tak.")
    return redirect(_address(saved))


def _not_saved(request: HttpRequest, found: Assignment, form: DraftForm) -> HttpResponse:
    if _wants_json(request):
        errors = [str(error) for found_errors in form.errors.values() for error in found_errors]
        return JsonResponse({"message": " ".join(errors)}, status=UNSAVED)
    return _page(request, found, draft_form=form, form=form)


def _passed(request: HttpRequest, now: Assignment, form: DraftForm) -> HttpResponse:
    """Somebody was first: what was written stays on the screen, what the other wrote beside it."""
    if _wants_json(request):
        return JsonResponse(
            {"message": "En anden har gemt eller svaret imens. Tryk »Gem kladde« for at se begge tekster."},
            status=CONFLICT,
        )
    data = request.POST.copy()
    data["version"], data["replaces"] = str(now.version), "on"
    mine = form.draft.words
    context = {
        "draft_form": _draft_form(now, data),
        "mine": mine,
        "between": _change(_theirs(now), mine),
        "passed": PASSED,
    }
    return _page(request, now, status=CONFLICT, **context)


def _theirs(now: Assignment) -> Words:
    """What stands on the assignment; the section's own text only for those whom it is still asked of."""
    shown = contributing.has_draft(now) or _shows_section(now)
    return contributing.words_for(now) if shown else Words("", "", "")


@acting
def unchanged(request: HttpRequest, found: Assignment) -> HttpResponse:
    """Answer that the text holds as it is."""
    form = AnswerForm(request.POST, auto_id="uaendret_%s")
    if not form.is_valid():
        return _page(request, found, unchanged_form=form, form=form)
    values = {name: form.cleaned_data[name] for name in ("version", "base", "word")}
    try:
        saved = contributing.say_unchanged(assignment=found, user=request.user, at=timezone.now(), **values)
    except AnswerPassed as passed:
        messages.warning(
            request, "En anden har svaret eller gemt noget her, siden du åbnede siden. Se det, før du svarer."
        )
        return redirect(_address(passed.now))
    messages.success(request, f"Du har svaret »Ingen ændringer« til »{saved.section}«. Tak.")
    return redirect("draft:contributions")


@acting
def take_back(request: HttpRequest, found: Assignment) -> HttpResponse:
    """Take the answer back, to change it."""
    try:
        contributing.take_back(assignment=found, version=number(request.POST.get("version", "")))
    except AnswerPassed:
        messages.warning(request, "Svaret er behandlet eller ændret, siden du åbnede siden. Skriv til sekretæren.")
    except AlreadyAsked as twice:
        messages.warning(request, str(twice))
    else:
        messages.success(request, "Dit svar er taget tilbage. Du kan svare igen.")
    return redirect(_address(found))


@acting
def question(request: HttpRequest, found: Assignment) -> HttpResponse:
    """Put a question to the secretary, or answer one."""
    if not _shows_section(found):
        raise IllegalTransition(["Bidraget er ikke længere dit. Skriv til den, der har det nu."])
    form = _talk_form(request.POST)
    if not form.is_valid():
        return _page(request, found, talk_form=form, form=form)
    contributing.ask(assignment=found, text=form.cleaned_data["text"], user=request.user, at=timezone.now())
    messages.success(request, "Din besked er sendt til sekretæren.")
    return redirect(_address(found) + "#samtale")


# Handing on ----------------------------------------------------------------------------------------------------------


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def hand_on(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose who shall answer instead."""
    found = get_contribution(request, pk)
    if reasons := _not_to_be_handed_on(found):
        return refused(request, IllegalTransition(reasons), back=_address(found), here="contributions")
    people = known_recipients(on=permissions.today())
    initial = {"version": found.version}
    form = HandOnForm(request.POST or None, people=people, assignment=found, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            return _hand_on(request, found, form)
        except IllegalTransition as refusal:
            return refused(request, refusal, back=_address(found), here="contributions")
        except (AlreadyAsked, SameContributor):
            form.add_error("to", "Den, du har valgt, er allerede spurgt om det afsnit. Vælg en anden.")
        except AnswerPassed as passed:
            messages.warning(
                request, "Bidraget er besvaret eller ændret, siden du åbnede siden. Det er ikke givet videre."
            )
            return redirect(_address(passed.now))
    address = _address(found)
    trail = [("Mine bidrag", reverse("draft:contributions")), (str(found.section), address), ("Giv videre", "")]
    context = {"assignment": found, "form": form, "here": "contributions", "trail": trail}
    return render(request, "plans/desk/contribution_hand_on.html", context)


def _not_to_be_handed_on(found: Assignment) -> list[Any]:
    if reasons := editing_obstacles(found.section.plan):
        return list(reasons)
    return (
        [] if found.state == State.WAITING else ["Bidraget er besvaret. Tag svaret tilbage, før du giver det videre."]
    )


def _hand_on(request: HttpRequest, found: Assignment, form: HandOnForm) -> HttpResponse:
    contributing.hand_on(
        assignment=found,
        whom=form.recipient.whom,
        message=form.cleaned_data["message"],
        version=form.cleaned_data["version"],
        user=request.user,
        at=timezone.now(),
    )
    messages.success(request, f"»{found.section}« er givet videre til {form.recipient.label}.")
    return redirect("draft:contributions")
