"""One council's response, as the secretariat reads and answers it; after publication everybody on the desk reads it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.http import require_http_methods

from councils import permissions
from councils.doors import desk_page
from plans import hearing as hearings
from plans import outline
from plans.comparing import difference, plain_difference
from plans.hearing_forms import AnswersForm
from plans.models import HearingRemark, HearingResponse, Plan
from plans.publishing.freezing import freeze
from plans.publishing.passages import all_sections
from plans.readiness import name_of, response_url
from plans.responding import ResponsePassed, in_order, is_late
from plans.saving import Author
from plans.views.access import get_plan
from plans.views.assignments import number
from plans.views.hearing import may_read_responses, responses_of, trail
from plans.views.refusing import CONFLICT, refused
from plans.workflow import IllegalTransition

PASSED = "En anden har gemt eller sendt et svar, siden du åbnede siden. Din tekst står her stadig."


@dataclass(frozen=True)
class Change:
    """How a section of the snapshot reads in the draft now; `is_gone` where it is there no more."""

    name: str
    url: str
    heading: SafeString
    text: SafeString
    is_changed: bool
    is_gone: bool = False


def get_response(request: HttpRequest, year: int, slug: str, *, writing: bool = False, steering: bool = False) -> Any:
    """The plan, and what the council has sent in it: the newest, or of the hearing asked for; and the others there are.

    Http404 where it has sent nothing; PermissionDenied for who may not read it before the plan is published.
    """
    plan = get_plan(request, year, writing=writing, steering=steering)
    if not may_read_responses(plan):
        raise PermissionDenied("Høringssvarene kan læses her, når planen er offentliggjort.")
    rows = list(responses_of(plan, slug))
    asked = request.GET.get("hoering", "")
    found = next((row for row in rows if not asked or row.hearing_id == number(asked)), None)
    if found is None:
        raise Http404("Lokalrådet har ikke sendt et høringssvar.")
    found.hearing.plan = plan
    return plan, found, [row for row in rows if row != found]


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, year: int, council: str) -> HttpResponse:
    """The response with its remarks by section, the answers to it, and what has been changed since."""
    plan, found, others = get_response(request, year, council, writing=request.method == "POST")
    remarks = included(found)
    form = _form(plan, found, remarks, request.POST or None)
    if request.method == "POST":
        return _answer(request, plan, found, remarks, form, others)
    return _page(request, plan, found, remarks, form, others)


def included(found: HearingResponse) -> list[HearingRemark]:
    """The remarks that went along, in the order of the plan."""
    return in_order(found.remarks.filter(included=True), found.hearing.content)


def _form(plan: Plan, found: HearingResponse, remarks: list[HearingRemark], data: Any = None) -> AnswersForm:
    sections = [(node.section.key, name_of(node)) for node in outline.walk(outline.load(plan))]
    return AnswersForm(data, response=found, remarks=remarks, sections=sections)


def _page(
    request: HttpRequest,
    plan: Plan,
    found: HearingResponse,
    remarks: list[HearingRemark],
    form: AnswersForm,
    others: list[HearingResponse],
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    obstacles = hearings.answering_obstacles(found)
    writes = bool(plan.may_write)  # type: ignore[attr-defined]
    changes = changes_of(plan, found, remarks)
    context = {
        "plan": plan,
        "response": found,
        "council": found.council,
        "rows": [(remark, answer, changed, changes[remark.pk]) for remark, answer, changed in form.rows()],
        "form": form,
        "answer_field": form["answer"] if form.has_text else None,
        "open": writes and not obstacles,
        "obstacles": obstacles,
        "is_late": is_late(found),
        "others": [(row, response_url(plan, row)) for row in others],
        "here": "plan",
        "trail": trail(plan, (str(found.council), "")),
        **more,
    }
    return render(request, "plans/desk/hearing/answer.html", context, status=status)


def changes_of(plan: Plan, found: HearingResponse, remarks: list[HearingRemark]) -> dict[int, Change | None]:
    """By remark, what was changed in its section, or in the one that is named; None for one about the whole plan."""
    if not remarks or not found.hearing.content:
        return {remark.pk: None for remark in remarks}
    before = _by_key(json.loads(found.hearing.content))
    after = _by_key(freeze(plan, on=timezone.localdate()).content)
    return {remark.pk: _change(plan, remark.changed_key or remark.section_key, before, after) for remark in remarks}


def _by_key(content: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {row["key"]: row for row in all_sections(content["sections"])}


NOTHING = {"heading": "", "body": "", "number": "", "label": ""}


def _change(plan: Plan, key: str, before: dict[str, Any], after: dict[str, Any]) -> Change | None:
    if key not in before and key not in after:
        return None
    old, new = before.get(key, NOTHING), after.get(key, NOTHING)
    named = new if key in after else old
    return Change(
        name=" ".join(filter(None, (named["number"] or named["label"], named["heading"]))) or key,
        url=reverse("draft:section", args=[plan.year, key]) if key in after else "",
        heading=plain_difference(old["heading"], new["heading"]) if old["heading"] != new["heading"] else SafeString(),
        text=difference(old["body"], new["body"]),
        is_changed=(old["heading"], old["body"]) != (new["heading"], new["body"]),
        is_gone=key not in after,
    )


def _answer(
    request: HttpRequest,
    plan: Plan,
    found: HearingResponse,
    remarks: list[HearingRemark],
    form: AnswersForm,
    others: list[HearingResponse],
) -> HttpResponse:
    """Keep the answers (do=gem), or go on to sending them (do=send), for which none may be missing."""
    sends = request.POST.get("do") == "send"
    if form.is_valid() and sends:
        form.demand()
    if not form.is_valid():
        return _page(request, plan, found, remarks, form, others, status=422)
    version = form.cleaned_data["version"]
    try:
        hearings.save_answers(response=found, answers=form.answers, version=version, at=timezone.now())
    except IllegalTransition as refusal:
        return refused(request, refusal, back=response_url(plan, found), here="plan")
    except ResponsePassed:
        return _passed(request, plan, found, others)
    if sends:
        page = reverse("hearings:answer_send", args=[plan.year, found.council.slug])
        return redirect(f"{page}?hoering={found.hearing_id}")
    messages.success(request, "Svaret er gemt. Det er kun sekretariatet, der kan se det, før det sendes.")
    return redirect(response_url(plan, found))


def _passed(request: HttpRequest, plan: Plan, found: HearingResponse, others: list[HearingResponse]) -> HttpResponse:
    """Somebody was first: what was written stays in the form, what stands now beside it."""
    now = HearingResponse.objects.select_related("hearing", "council").get(pk=found.pk)
    now.hearing.plan = plan
    remarks = included(now)
    data = request.POST.copy()
    data["version"] = str(now.version)
    stands = [(remark.section_heading, remark.answer) for remark in remarks if remark.answer]
    if now.answer:
        stands.insert(0, ("Svar på teksten", now.answer))
    form = _form(plan, now, remarks, data)
    return _page(request, plan, now, remarks, form, others, status=CONFLICT, passed=PASSED, stands=stands)


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def send(request: HttpRequest, year: int, council: str) -> HttpResponse:
    """What is sent, and to whom; then send it."""
    plan, found, _ = get_response(request, year, council, steering=True)
    back = response_url(plan, found)
    if request.method == "POST":
        return _send(request, found, back)
    remarks = included(found)
    obstacles = hearings.answering_obstacles(found) or hearings.unanswered(found, remarks)
    if obstacles:
        return refused(request, IllegalTransition(obstacles), back=back, here="plan")
    context = {
        "plan": plan,
        "response": found,
        "council": found.council,
        "remarks": remarks,
        "told": [str(user) for user in permissions.accounts_in([found.council], leading=True)],
        "back": back,
        "here": "plan",
        "trail": trail(plan, (str(found.council), back), ("Send svar", "")),
    }
    return render(request, "plans/desk/hearing/answer_send.html", context)


def _send(request: HttpRequest, found: HearingResponse, back: str) -> HttpResponse:
    version = number(request.POST.get("version", ""))
    try:
        hearings.send_answers(response=found, version=version, author=Author.of(request.user), at=timezone.now())
    except IllegalTransition as refusal:
        return refused(request, refusal, back=back, here="plan")
    except ResponsePassed:
        messages.warning(request, "Svaret er ændret, siden du åbnede siden. Se det igen, før du sender det.")
        return redirect(back)
    messages.success(request, f"Svaret er sendt til {found.council}.")
    return redirect("hearings:hearing", year=found.hearing.plan.year)
