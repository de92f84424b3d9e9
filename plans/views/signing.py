"""The plan as those see it who approve it: what concerns their municipality, what is new, the plan, their decision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from councils.doors import desk_page
from plans import correcting, deciding, signing
from plans.deciding_forms import SignForm
from plans.models import Approval, ApprovalRound, Plan
from plans.naming import mentions
from plans.newness import since_last
from plans.publishing.passages import all_sections, text_of
from plans.signing import Capacity, MySeat
from plans.views import menu
from plans.views.access import get_plan
from plans.views.deciding_rows import counted, how, look_of
from plans.views.locked import article_of, frozen_of
from plans.views.refusing import refused
from plans.views.standings import Look
from plans.workflow import IllegalTransition

UNPROCESSABLE = 422
WORDS_A_MINUTE = 200
HERE = "plan"
ROLES = {
    Capacity.SELF: "Som {office}",
    Capacity.DEPUTY: "Som stedfortræder for {office}",
    Capacity.DELEGATE: "På vegne af {office}, efter bemyndigelse",
}


@dataclass(frozen=True)
class Mine:
    """One of the reader's seats: as what they answer, how it stands with it, and all that was said."""

    mine: MySeat
    answer: Approval | None
    look: Look
    said: tuple[Approval, ...]

    @property
    def key(self) -> str:
        """The seat's key."""
        return self.mine.seat.key

    @property
    def role(self) -> str:
        """As what the reader answers, with the holder's name where that is somebody else."""
        seat = self.mine.seat
        holder = "" if self.mine.is_own or seat.holder == seat.office else f" {seat.holder}"
        return ROLES[Capacity(self.mine.capacity)].format(office=f"{seat.in_words}{holder}")

    @property
    def how(self) -> str:
        """How the answer was given."""
        return how(self.answer, self.mine.seat) if self.answer else ""

    @property
    def remarks(self) -> list[Approval]:
        """What was remarked for the seat, with the answers, in order."""
        return [row for row in self.said if row.outcome == Approval.Outcome.REMARKS]


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: HttpRequest, year: int) -> HttpResponse:
    """Read, and decide; who has no seat to answer for reads without the form."""
    plan, on = get_plan(request, year), timezone.localdate()
    approval_round = deciding.open_round(plan)
    mine = signing.my_seats(request.user, plan.council, on=on)
    if request.method == "POST":
        if not mine:
            raise PermissionDenied("Du kan læse planen her, men har ingen plads at svare for.")
        if approval_round is None:
            return _over(request, plan)
        return _answer(request, approval_round, _mine(mine, approval_round, on))
    if approval_round is None:
        return _nothing_to_sign(request, plan, mine)
    return _page(request, approval_round, _mine(mine, approval_round, on))


def _mine(seats: list[MySeat], approval_round: ApprovalRound, on: date) -> list[Mine]:
    """The reader's seats with what was said for them; two queries."""
    said = signing.said(approval_round)
    made = []
    for one in seats:
        rows = said.get(one.seat.key, [])
        counts = rows[-1] if rows and rows[-1].outcome != Approval.Outcome.TAKEN_BACK else None
        look = look_of(signing.Standing(one.seat, counts), due=approval_round.due, on=on)
        made.append(Mine(one, counts, look, tuple(rows)))
    return made


def _over(request: HttpRequest, plan: Plan) -> HttpResponse:
    words = f"{plan.title} er ikke til beslutning. Planen er i fasen »{plan.get_stage_display()}«."
    return refused(request, IllegalTransition([words]), back=reverse("approvals:sign", args=[plan.year]), here=HERE)


def _nothing_to_sign(request: HttpRequest, plan: Plan, mine: list[MySeat]) -> HttpResponse:
    """The page before the decision and after it: what will come, or what came of it."""
    last = plan.rounds.defer("content").order_by("-pk").first()
    dates = getattr(plan, "timetable", None)
    context = {
        "plan": plan,
        "mine": mine,
        "last": last,
        "meeting_on": dates.meeting_on if dates else None,
        "here": HERE,
        "trail": [("Godkendelse", "")],
    }
    return render(request, "plans/desk/deciding/nothing_to_sign.html", context)


# The page ------------------------------------------------------------------------------------------------------------


def _page(
    request: HttpRequest,
    approval_round: ApprovalRound,
    mine: list[Mine],
    form: SignForm | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    content = frozen_of(approval_round).content
    asked = request.POST.get("plads") or request.GET.get("plads", "")
    chosen = next((one for one in mine if one.key == asked), mine[0] if len(mine) == 1 else None)
    context = {
        "plan": approval_round.plan,
        "round": approval_round,
        "content": content,
        "groups": menu.groups(content),
        "article": article_of(content),
        "minutes": _minutes(content),
        "mine": mine,
        "chosen": chosen,
        "form": form or SignForm(initial={"digest": approval_round.digest, "seen": _seen(chosen)}),
        "about": _about(content, mine),
        "new": since_last(approval_round.plan, content),
        "count": counted(signing.standing(approval_round, on=timezone.localdate())),
        "is_decided": deciding.is_decided(approval_round),
        "reservations": deciding.reservations_of(approval_round),
        "corrections": correcting.corrections_of(approval_round),
        "here": HERE,
        "trail": [("Godkendelse", "")],
    }
    return render(request, "plans/desk/deciding/sign.html", context, status=status)


def _seen(chosen: Mine | None) -> int:
    """The answer that the page shows for the seat."""
    return chosen.answer.pk if chosen and chosen.answer else 0


def _minutes(content: dict[str, Any]) -> int:
    """How long it takes to read the plan, in whole minutes to the nearest five."""
    words = sum(len(text_of(section["body"]).split()) for section in all_sections(content["sections"]))
    return max(1, words // WORDS_A_MINUTE) if words < 10 * WORDS_A_MINUTE else 5 * round(words / WORDS_A_MINUTE / 5)


def _about(content: dict[str, Any], mine: list[Mine]) -> list[tuple[Any, list[Any]]]:
    """The municipalities of the reader's seats, each with the sections that name it."""
    places = {place for one in mine if (place := one.mine.seat.membership.municipality) is not None}
    return [(place, mentions(content, place.name)) for place in sorted(places, key=str)]


# Answering -----------------------------------------------------------------------------------------------------------


def _answer(request: HttpRequest, approval_round: ApprovalRound, mine: list[Mine]) -> HttpResponse:
    """What was chosen, shown once more; and then, confirmed, given."""
    chosen = next((one for one in mine if one.key == request.POST.get("plads")), None)
    form = SignForm(request.POST)
    if chosen is None and len(mine) == 1 and "plads" not in request.POST:
        chosen = mine[0]
    if not form.is_valid() or chosen is None:
        if chosen is None:
            form.add_error(None, "Vælg, hvem du svarer for.")
        return _page(request, approval_round, mine, form, status=UNPROCESSABLE)
    if form.cleaned_data["digest"] != approval_round.digest:
        words = "Teksten er rettet, siden du åbnede siden. Læs den, som den er nu, og svar så igen."
        return _refused(request, approval_round.plan, IllegalTransition([words]))
    if not request.POST.get("bekraeft"):
        return _once_more(request, approval_round, chosen, form)
    try:
        deciding.give(
            approval_round,
            seat=chosen.key,
            outcome=form.cleaned_data["outcome"],
            remarks=form.cleaned_data["remarks"],
            digest=form.cleaned_data["digest"],
            seen=form.cleaned_data["seen"],
            user=request.user,
            at=timezone.now(),
        )
    except IllegalTransition as refusal:
        return _refused(request, approval_round.plan, refusal)
    approved = form.cleaned_data["outcome"] == Approval.Outcome.APPROVED
    words = "Planen er godkendt. Tak for det." if approved else "Bemærkningerne er sendt til sekretariatet."
    messages.success(request, words)
    return redirect("approvals:sign", year=approval_round.plan.year)


def _once_more(request: HttpRequest, approval_round: ApprovalRound, chosen: Mine, form: SignForm) -> HttpResponse:
    context = {
        "plan": approval_round.plan,
        "round": approval_round,
        "chosen": chosen,
        "form": form,
        "approves": form.cleaned_data["outcome"] == Approval.Outcome.APPROVED,
        "here": HERE,
        "trail": [("Godkendelse", reverse("approvals:sign", args=[approval_round.plan.year])), ("Bekræft", "")],
    }
    return render(request, "plans/desk/deciding/sign_confirm.html", context)


def _refused(request: HttpRequest, plan: Plan, refusal: IllegalTransition) -> HttpResponse:
    return refused(request, refusal, back=reverse("approvals:sign", args=[plan.year]), here=HERE)


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: HttpRequest, year: int) -> HttpResponse:
    """Take an answer back: what that means, and then it is done. ?plads=<key> says for which seat."""
    plan, on = get_plan(request, year), timezone.localdate()
    seats = signing.my_seats(request.user, plan.council, on=on)
    if not seats:
        raise PermissionDenied("Du har ingen plads at svare for.")
    approval_round = deciding.open_round(plan)
    if approval_round is None:
        return _over(request, plan)
    asked = request.POST.get("plads") or request.GET.get("plads", "")
    mine = _mine(seats, approval_round, on)
    chosen = next((one for one in mine if one.key == asked), mine[0] if len(mine) == 1 else None)
    if chosen is None or chosen.answer is None:
        messages.info(request, "Der er intet svar at tage tilbage.")
        return redirect("approvals:sign", year=year)
    if request.method != "POST":
        context = {
            "plan": plan,
            "chosen": chosen,
            "here": HERE,
            "trail": [("Godkendelse", reverse("approvals:sign", args=[year])), ("Fortryd", "")],
        }
        return render(request, "plans/desk/deciding/take_back.html", context)
    try:
        deciding.take_back(approval_round, seat=chosen.key, user=request.user, at=timezone.now())
    except IllegalTransition as refusal:
        return _refused(request, plan, refusal)
    messages.success(request, "Svaret er taget tilbage. Du kan svare igen, til planen er offentliggjort.")
    return redirect("approvals:sign", year=year)
