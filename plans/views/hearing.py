"""The hearing as the secretariat sees it, and its snapshot as everybody reads it."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.formats import date_format
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_http_methods, require_safe

from councils import mail
from councils.doors import desk_file, desk_page
from plans import hearing as hearings
from plans import hearing_news, stages
from plans.hearing import Row
from plans.hearing_forms import PutOffForm
from plans.models import Hearing, HearingResponse, Plan
from plans.publishing import previews
from plans.publishing.freezing import Frozen
from plans.publishing.html import render_article
from plans.publishing.pdf import RenderingFailed
from plans.saving import Author
from plans.views import menu
from plans.views.access import get_plan
from plans.views.assignments import number
from plans.views.refusing import refused
from plans.workflow import IllegalTransition


def get_hearing(plan: Plan, asked: str) -> Hearing | None:
    """The plan's hearing with that number in the address (?hoering=), without one the newest; no snapshot is read."""
    if not asked:
        return hearings.newest(plan)
    found = plan.hearings.defer("content").filter(pk=number(asked)).first()
    if found is None:
        raise Http404("Planen har ikke den høring.")
    return found


def trail(plan: Plan, *more: tuple[str, str]) -> list[tuple[str, str]]:
    """The way to a page about the plan's hearing."""
    own = reverse("hearings:hearing", args=[plan.year]) if more else ""
    return [(f"Plan {plan.year}", reverse("draft:outline", args=[plan.year])), ("Høring", own), *more]


def may_read_responses(plan: Plan) -> bool:
    """Whether the account that `get_plan` let in reads all responses: who writes the plan; after publication all."""
    return bool(plan.may_write or plan.has_editions)  # type: ignore[attr-defined]


@desk_page
@require_safe
def hearing(request: HttpRequest, year: int) -> HttpResponse:
    """Since when and until when, who has responded and who has not, and what can be done about it."""
    plan, now = get_plan(request, year), timezone.now()
    found = get_hearing(plan, request.GET.get("hoering", ""))
    rows = hearings.rows_of(found, at=now) if found else []
    shown = [row for row in rows if row.is_sent or not (found and found.ended_at)]
    context = {
        "plan": plan,
        "hearing": found,
        "others": list(plan.hearings.defer("content").exclude(pk=found.pk).order_by("pk")) if found else [],
        "rows": shown,
        "sent": sum(row.is_sent for row in rows),
        "total": len(shown),
        "waiting": sum(row.is_sent and not row.is_answered for row in rows),
        "remindable": sum(row.remindable for row in rows),
        "unreached": [row.council for row in shown if not row.is_sent and not row.accounts],
        "left": (found.due - timezone.localdate(now)).days if found and found.due else None,
        "reads": may_read_responses(plan),
        "step": stages.next_step(plan),
        "dates": stages.dates_of(plan),
        "here": "plan",
        "trail": trail(plan),
    }
    return render(request, "plans/desk/hearing/hearing.html", context)


# The snapshot --------------------------------------------------------------------------------------------------------


def get_snapshot(request: HttpRequest, year: int) -> tuple[Plan, Hearing]:
    """The plan and the hearing asked for, with what was sent out; Http404 where there was none."""
    plan = get_plan(request, year)
    found = get_hearing(plan, request.GET.get("hoering", ""))
    if found is None or not found.content:
        raise Http404("Planen har ikke været i høring.")
    return plan, found


@desk_page
@require_safe
def snapshot(request: HttpRequest, year: int) -> HttpResponse:
    """What was sent out, as a web page."""
    plan, found = get_snapshot(request, year)
    content = json.loads(found.content)
    context = {
        "plan": plan,
        "hearing": found,
        "content": content,
        "groups": menu.groups(content),
        # Made by the renderer of published articles from text that was cleaned when it was frozen.
        "article": mark_safe(render_article(content)),  # noqa: S308
        "section": "plan",
    }
    return render(request, "plans/desk/hearing/snapshot.html", context)


@desk_file
@require_safe
def snapshot_pdf(request: HttpRequest, year: int) -> HttpResponse:
    """The same as PDF, with UDKAST on every page; 304 for who has it."""
    plan, found = get_snapshot(request, year)
    frozen = Frozen(json.loads(found.content), found.content, found.digest)
    made_of = previews.fingerprint(frozen)
    etag = f'"{made_of[:32]}"'
    if (not_modified := get_conditional_response(request, etag=etag)) is not None:
        not_modified["ETag"] = etag
        return not_modified
    try:
        data = previews.hearing_pdf(found, frozen, made_of)
    except RenderingFailed as failure:
        back = reverse("hearings:hearing", args=[plan.year])
        return refused(request, IllegalTransition([failure.reason]), back=back, here="plan")
    response = HttpResponse(data, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="hoering-samarbejdsplan-{plan.year}.pdf"'
    response["ETag"] = etag
    return response


# Reminding, and a later date -----------------------------------------------------------------------------------------


def get_open(request: HttpRequest, year: int) -> tuple[Plan, Hearing | None]:
    """The plan, for whoever decides for it, and its hearing; none where it never had one."""
    plan = get_plan(request, year, steering=True)
    return plan, hearings.newest(plan)


def not_open(request: HttpRequest, plan: Plan, found: Hearing | None) -> HttpResponse | None:
    """Why nothing can be done about the hearing now; None while it goes on."""
    if found is not None and found.ended_at is None:
        return None
    why = "Planen er ikke i høring." if found is None else "Høringen er slut."
    return refused(request, IllegalTransition([why]), back=reverse("hearings:hearing", args=[plan.year]), here="plan")


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def remind(request: HttpRequest, year: int) -> HttpResponse:
    """Which councils are reminded, with the letter; then send it."""
    plan, found = get_open(request, year)
    if (closed := not_open(request, plan, found)) or found is None:
        return closed or HttpResponse(status=409)
    now = timezone.now()
    if request.method == "POST":
        return _remind(request, plan, found)
    rows = [row for row in hearings.rows_of(found, at=now) if not row.is_sent]
    context = {
        "plan": plan,
        "hearing": found,
        "rows": [row for row in rows if row.remindable],
        "left_out": [row for row in rows if not row.remindable],
        "letter": _sample(found, [row for row in rows if row.remindable], str(request.user)),
        "here": "plan",
        "trail": trail(plan, ("Påmind", "")),
    }
    return render(request, "plans/desk/hearing/remind.html", context)


def _sample(found: Hearing, rows: list[Row], by: str) -> dict[str, str] | None:
    """The letter as its first reader gets it."""
    if not rows:
        return None
    letter = hearing_news.reminder(found, rows[0].council, on=timezone.localdate(), by=by).letter()
    reader = rows[0].accounts[0]
    return {"to": str(reader), "subject": letter.subject, "text": mail.text_of(letter, reader)}


def _remind(request: HttpRequest, plan: Plan, found: Hearing) -> HttpResponse:
    back = reverse("hearings:hearing", args=[plan.year])
    chosen = [number(value) for value in request.POST.getlist("valgt")]
    try:
        sent = hearings.remind(hearing=found, chosen=chosen, author=Author.of(request.user), at=timezone.now())
    except IllegalTransition as refusal:
        return refused(request, refusal, back=back, here="plan")
    if sent:
        names = ", ".join(map(str, sent)) if len(sent) <= 5 else f"{len(sent)} lokalråd"
        messages.success(request, f"Påmindelsen er sendt til {names}.")
    else:
        messages.info(request, "Ingen blev påmindet: der var ingen at påminde, eller de er påmindet i forvejen.")
    return redirect(back)


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def put_off(request: HttpRequest, year: int) -> HttpResponse:
    """A later date for responses, and who is told of it."""
    plan, found = get_open(request, year)
    if (closed := not_open(request, plan, found)) or found is None:
        return closed or HttpResponse(status=409)
    form = PutOffForm(request.POST or None, on=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        done = _put_off(request, plan, found, form)
        if done is not None:
            return done
    return _put_off_page(request, plan, found, form, status=422 if request.method == "POST" else 200)


def _put_off(request: HttpRequest, plan: Plan, found: Hearing, form: PutOffForm) -> HttpResponse | None:
    """Put the date off; None where the form says why it cannot be."""
    due, back = form.cleaned_data["due"], reverse("hearings:hearing", args=[plan.year])
    try:
        told = hearings.put_off(hearing=found, due=due, author=Author.of(request.user), at=timezone.now())
    except IllegalTransition as refusal:
        return refused(request, refusal, back=back, here="plan")
    except ValidationError as error:
        form.add_error("due", error)
        return None
    who = f" {len(told)} lokalråd, der ikke har svaret, har fået besked." if told else ""
    messages.success(request, f"Fristen er nu {date_format(due, 'j. F Y')}.{who}")
    return redirect(back)


def _put_off_page(request: HttpRequest, plan: Plan, found: Hearing, form: PutOffForm, *, status: int) -> HttpResponse:
    rows = hearings.rows_of(found, at=timezone.now())
    context: dict[str, Any] = {
        "plan": plan,
        "hearing": found,
        "form": form,
        "silent": [row.council for row in rows if not row.is_sent],
        "here": "plan",
        "trail": trail(plan, ("Ny frist", "")),
    }
    return render(request, "plans/desk/hearing/put_off.html", context, status=status)


def responses_of(plan: Plan, slug: str) -> Any:
    """What a council has sent in the plan's hearings, the newest first."""
    rows = HearingResponse.objects.sent().filter(hearing__plan=plan, council__slug=slug)
    return rows.select_related("hearing", "council").defer("hearing__content").order_by("-hearing")
