"""Publishing a plan: what stands in the way, when, how far it is, a look at what comes, and letting it go."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from councils.doors import desk_file, desk_page
from plans import deciding, edition_changes, making_ready, release_news, releasing
from plans.models import Edition, Plan, Release
from plans.publishing import editions as publishing
from plans.release_forms import NOW, OrderForm
from plans.releasing import State
from plans.saving import Author
from plans.views import menu
from plans.views.access import get_plan
from plans.views.logs import reads_log
from plans.views.refusing import CONFLICT, linked, refused
from plans.workflow import IllegalTransition, Reason, for_readers

HERE = "plan"
Stage = Plan.Stage


def address(plan: Plan) -> str:
    """The page of the plan's publication."""
    return reverse("releases:release", args=[plan.year])


def trail(plan: Plan, *more: tuple[str, str]) -> list[tuple[str, str]]:
    """The way to a page about the plan's publication."""
    own = address(plan) if more else ""
    return [(f"Plan {plan.year}", reverse("draft:outline", args=[plan.year])), ("Offentliggørelse", own), *more]


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def release(request: HttpRequest, year: int) -> HttpResponse:
    """Where the plan's publication is, and its next step; POST orders one."""
    plan = get_plan(request, year, steering=request.method == "POST")
    return _order(request, plan) if request.method == "POST" else _page(request, plan)


def _form(plan: Plan, at: datetime, data: Any = None) -> OrderForm:
    return OrderForm(data, is_correction=plan.editions.exists(), at=at, initial={"when": NOW})


def _order(request: HttpRequest, plan: Plan) -> HttpResponse:
    at = timezone.now()
    form = _form(plan, at, request.POST)
    if not form.is_valid():
        return _page(request, plan, form=form)
    try:
        releasing.order(
            plan,
            published_on=form.printed,
            publish_at=form.publish_at,
            note=form.cleaned_data.get("note", ""),
            author=Author.of(request.user),
            at=at,
        )
    except IllegalTransition as refusal:
        return _page(request, plan, form=form, refusal=refusal.reasons)
    return redirect(address(plan))


def _page(
    request: HttpRequest, plan: Plan, *, form: OrderForm | None = None, refusal: list[Reason] | None = None
) -> HttpResponse:
    at, row = timezone.now(), releasing.current(plan)
    approval = deciding.open_round(plan)
    past = plan.stage == Stage.PUBLISHED or plan.is_archive
    reasons = refusal or ([] if row or past else releasing.standing_obstacles(plan, at=at))
    reasons = reasons if plan.may_write else for_readers(reasons)  # type: ignore[attr-defined]
    asks = plan.may_steer and approval is not None and row is None  # type: ignore[attr-defined]
    context = {
        "plan": plan,
        "row": row,
        "form": (form or _form(plan, at)) if asks and (form or not reasons) else None,
        "approval": approval,
        "reasons": linked(reasons, plan.year),
        "refused": bool(refusal),
        "newest": plan.editions.without_text().select_related("withdrawal", "blocking").order_by("-number").first(),
        "ended": _ended(plan) if row is None and not past else None,
        "difference": _difference(plan, row or approval),
        "told": len({user.pk for user in release_news.everybody(plan, at=at)}) if row else 0,
        "reads_log": reads_log(request.user, plan),
        "token": _token(row, at) if row else "",
        "is_stalled": _is_stalled(row, at) if row else False,
        "steps": _steps(row),
        "now": at,
        "here": HERE,
        "trail": trail(plan),
    }
    return render(request, "plans/desk/release/release.html", context, status=CONFLICT if refusal else 200)


def _ended(plan: Plan) -> Release | None:
    """The release that was called off last, where that is the last that was heard of any."""
    last = plan.releases.defer("html", "pdf").order_by("-pk").first()
    return last if last is not None and last.state == State.CANCELLED else None


def _difference(plan: Plan, subject: Any) -> edition_changes.Difference | None:
    """What a further edition would change."""
    if subject is None:
        return None
    approval = subject.approval_round if isinstance(subject, Release) else subject
    return edition_changes.since_newest(plan, publishing.frozen_in(approval).content, newer="den nye udgave")


# While it is made ready ----------------------------------------------------------------------------------------------


def _is_stalled(row: Release, at: datetime) -> bool:
    """Whether whoever was at it has not been heard of since its lease passed."""
    return row.state == State.ORDERED and row.leased_until is not None and row.leased_until <= at


def _token(row: Release, at: datetime) -> str:
    """What the page that shows the progress has seen of it."""
    return f"{row.pk}-{row.state}-{row.attempts}-{row.step}-{_is_stalled(row, at)}"


@desk_page
@require_safe
def progress(request: HttpRequest, year: int) -> HttpResponse:
    """How far it is, for the page to ask; 204 while it is as was seen, and the whole page anew once it is done."""
    plan = get_plan(request, year)
    at, row = timezone.now(), releasing.current(plan)
    if "HX-Request" not in request.headers:
        return redirect(address(plan))
    if row is None or row.state != State.ORDERED:
        return HttpResponse(headers={"HX-Refresh": "true"})
    token = _token(row, at)
    if request.GET.get("set") == token:
        return HttpResponse(status=204)
    context = {"plan": plan, "row": row, "token": token, "is_stalled": _is_stalled(row, at)}
    return render(request, "plans/desk/release/progress.html", context | {"steps": _steps(row)})


def _steps(row: Release | None) -> list[tuple[str, str]]:
    """The steps of the work, each with its place: past, now or still to come."""
    steps = making_ready.STEPS
    at = steps.index(row.step) if row is not None and row.step in steps else -1
    places = ["past" if number < at else "now" if number == at else "" for number in range(len(steps))]
    return list(zip(places, steps, strict=True))


@desk_page
@require_POST
def prepare(request: HttpRequest, year: int) -> HttpResponse:
    """Make it ready here and now, where no other process is at it; the page looks at the progress meanwhile."""
    plan = get_plan(request, year, steering=True)
    row = releasing.current(plan)
    if row is not None:
        making_ready.prepare(row, at=timezone.now())
    return HttpResponse(status=204) if "HX-Request" in request.headers else redirect(address(plan))


# What was made ready -------------------------------------------------------------------------------------------------


def _prepared(plan: Plan) -> Release:
    """What was made ready, with article and PDF; Http404 where nothing is."""
    ready = plan.releases.filter(state__in=(State.PREPARED, State.SCHEDULED)).select_related("approval_round")
    row = ready.first()
    if row is None:
        raise Http404("Der er ikke gjort nogen udgave klar.")
    row.plan = plan
    return row


@desk_page
@require_safe
def page(request: HttpRequest, year: int) -> HttpResponse:
    """The article as it will be published."""
    plan = get_plan(request, year)
    row = _prepared(plan)
    content = publishing.frozen_in(row.approval_round).content
    context = {
        "plan": plan,
        "row": row,
        "content": content,
        "groups": menu.groups(content),
        # Made by the renderer of published articles, and kept as it was made.
        "article": mark_safe(row.html),  # noqa: S308
        "section": "plan",
    }
    return render(request, "plans/desk/release/page.html", context)


@desk_file
@require_safe
def pdf(request: HttpRequest, year: int) -> HttpResponse:
    """The PDF as it will be published."""
    plan = get_plan(request, year)
    row = _prepared(plan)
    etag = f'"{row.pdf_digest[:32]}"'
    if (not_modified := get_conditional_response(request, etag=etag)) is not None:
        not_modified["ETag"] = etag
        return not_modified
    response = HttpResponse(bytes(row.pdf), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="ikke-offentliggjort-samarbejdsplan-{plan.year}.pdf"'
    response["ETag"] = etag
    return response


# Letting it go, and not ----------------------------------------------------------------------------------------------


def _current(plan: Plan) -> Release:
    """The release under way; IllegalTransition where there is none (any longer)."""
    row = releasing.current(plan)
    if row is None:
        last = plan.releases.defer("html", "pdf").order_by("-pk").first()
        published = last is not None and last.state == State.PUBLISHED
        words = publishing.already(plan) if published else "Der er ingen offentliggørelse i gang."
        raise IllegalTransition([Reason(words, url=address(plan))])
    return row


@desk_page
@require_POST
def confirm(request: HttpRequest, year: int) -> HttpResponse:
    """Publish what was looked at: now, or at its time."""
    plan = get_plan(request, year, steering=True)
    try:
        row = _current(plan)
        seen, author = request.POST.get("set", ""), Author.of(request.user)
        edition = releasing.confirm(row, seen=seen, author=author, at=timezone.now())
    except IllegalTransition as refusal:
        return refused(request, refusal, back=address(plan), here=HERE)
    if edition is None:
        when = releasing.moment(row.publish_at) if row.publish_at else ""
        messages.success(request, f"{row.number}. udgave offentliggøres {when}. Kommunikation har fået besked.")
    else:
        messages.success(request, _published(edition))
    return redirect(address(plan))


def _published(edition: Edition) -> str:
    return f"{edition} er offentliggjort. Rådene, kommunikation og sekretariatet har fået besked."


@desk_page
@require_POST
def retry(request: HttpRequest, year: int) -> HttpResponse:
    """Make it ready from the beginning."""
    plan = get_plan(request, year, steering=True)
    try:
        releasing.retry(_current(plan), author=Author.of(request.user), at=timezone.now())
    except IllegalTransition as refusal:
        return refused(request, refusal, back=address(plan), here=HERE)
    return redirect(address(plan))


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: HttpRequest, year: int) -> HttpResponse:
    """Call it off: what that means, and then that."""
    plan = get_plan(request, year, steering=True)
    try:
        row = _current(plan)
        if request.method != "POST":
            context = {"plan": plan, "row": row, "here": HERE, "trail": trail(plan, ("Annullér", ""))}
            return render(request, "plans/desk/release/cancel.html", context)
        releasing.cancel(row, author=Author.of(request.user), at=timezone.now())
    except IllegalTransition as refusal:
        return refused(request, refusal, back=address(plan), here=HERE)
    messages.success(request, "Offentliggørelsen er annulleret. Teksten og beslutningen står, som de var.")
    return redirect(address(plan))
