"""Starting a plan for the year to come, and the dates of its year."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.views.decorators.http import require_http_methods

from councils import permissions
from councils.doors import admit, desk_page
from councils.models import Council
from plans import calendar, timetables
from plans.assembly import Assembly, forecast, standard_outline
from plans.models import Plan, PlanEvent, Timetable
from plans.models.plans import LAST_YEAR
from plans.saving import Author
from plans.timetable_form import StartForm, TimetableForm
from plans.views.access import get_plan

LONG_LIST = 8
"""As many names as a message bears."""
MONTH_OF_NEXT_YEAR = 7
"""From this month on a first plan is for the year to come."""


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Start the plan for the year after the newest one: what will come of it, and its dates."""
    council = _council(request)
    if request.method == "POST" and (existing := _existing(council, request.POST.get("year", ""))):
        return _started_before(request, existing)
    years = years_to_start(council)
    year = _chosen(request, years)
    proposed = timetables.propose(council, year)
    meetings = timetables.meetings_between(council, proposed["collecting_from"], proposed["publish_on"])
    form = StartForm(request.POST or None, initial={**proposed, "year": year}, years=years, meetings=meetings)
    if request.method == "POST" and form.is_valid():
        return _start(request, council, form)
    context = {
        "year": year,
        "other_years": [other for other in years if other != year],
        "forecast": forecast(council=council, year=year, standard=standard_outline(council)),
        "form": form,
        "here": "overview",
        "trail": [(f"Start planen for {year}", "")],
    }
    return render(request, "plans/desk/start.html", context)


def years_to_start(council: Council) -> list[int]:
    """The years that the council's next plan may be for."""
    return years_after(Plan.objects.filter(council=council).order_by("-year")[:1])


def years_after(plans: Iterable[Plan]) -> list[int]:
    """The year after the newest of the plans; with none at all this year or the next, the likelier one first."""
    newest = max((plan.year for plan in plans), default=None)
    if newest is not None:
        return [newest + 1] if newest < LAST_YEAR else []
    today = permissions.today()
    years = [today.year, today.year + 1]
    return years[::-1] if today.month >= MONTH_OF_NEXT_YEAR else years


def _council(request: HttpRequest) -> Council:
    council = Council.objects.district().first()
    if council is None:
        raise Http404("Der er intet kredsråd.")
    writes = permissions.writes_for_council(request.user, council)
    admit(permissions.reads_drafts_of_council(request.user, council), writes, writing=True)
    return council


def _chosen(request: HttpRequest, years: list[int]) -> int:
    """The year asked for, where it is one of those; otherwise the first."""
    asked = request.POST.get("year") or request.GET.get("year")
    found = [year for year in years if str(year) == asked] or years
    if not found:
        raise Http404("Der er ingen år tilbage at planlægge.")
    return found[0]


def _existing(council: Council, year: str) -> Plan | None:
    """The plan of the year that was posted, where somebody has started it already."""
    is_year = year.isascii() and year.isdigit() and len(year) == len(str(LAST_YEAR))
    return Plan.objects.filter(council=council, year=int(year)).first() if is_year else None


def _start(request: HttpRequest, council: Council, form: StartForm) -> HttpResponse:
    result = timetables.start(
        council=council,
        year=form.cleaned_data["year"],
        dates=form.dates,
        author=Author.of(request.user),
        standard=standard_outline(council),
    )
    if not result.created:
        return _started_before(request, result.plan)
    _tell(request, result)
    return redirect("draft:outline", year=result.plan.year)


def _started_before(request: HttpRequest, plan: Plan) -> HttpResponse:
    event = plan.events.filter(kind=PlanEvent.Kind.ASSEMBLED).first()
    at = timezone.localtime(event.at if event else plan.created_at)
    by = f" af {event.actor}" if event and event.actor else ""
    when = f"{date_format(at)} kl. {time_format(at, 'H.i')}"
    messages.info(request, f"Planen for {plan.year} er allerede startet{by} {when}. Der er kun den ene.")
    return redirect("draft:outline", year=plan.year)


def _tell(request: HttpRequest, result: Assembly) -> None:
    """What was carried, what is new, what has ended, and which initiatives nobody has said the outcome of."""
    carried, new = len(result.carried), len(result.new)
    words = f"{carried} afsnit er videreført, og {new} er {'nyt' if new == 1 else 'nye'}."
    messages.success(request, f"Planen for {result.plan.year} er startet. {words}")
    if result.plan.previous and result.new:
        messages.info(request, f"Nyt fra registrene: {_listed(result.new)}.")
    if result.ended:
        messages.warning(request, f"Ophørt ifølge registrene: {_listed(result.ended)}.")
    if result.without_outcome:
        messages.warning(
            request, f"Indsatser, som der ikke står noget resultat for: {_listed(result.without_outcome)}."
        )


def _listed(names: list[str]) -> str:
    shown, rest = names[:LONG_LIST], len(names) - LONG_LIST
    return "; ".join(shown) + (f" og {rest} {'anden' if rest == 1 else 'andre'}" if rest > 0 else "")


# The dates -----------------------------------------------------------------------------------------------------------


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def timetable(request: HttpRequest, year: int) -> HttpResponse:
    """The plan's dates: for whoever reads the draft to see, for whoever writes it to change."""
    plan = get_plan(request, year, writing=request.method == "POST")
    reason = _fixed(plan)
    if request.method == "POST" and reason:
        return _timetable_page(request, plan, None, reason=reason, status=409)
    if not plan.may_write or reason:  # type: ignore[attr-defined]
        return _timetable_page(request, plan, None, reason=reason)
    current = Timetable.objects.filter(plan=plan).first()
    meetings = _meetings(plan, current)
    form = TimetableForm(request.POST or None, instance=current or Timetable(plan=plan), meetings=meetings)
    if plan.stage == Plan.Stage.HEARING:
        form.hold_hearing()
    if request.method == "POST" and form.is_valid():
        changed = timetables.change(plan, form.dates, author=Author.of(request.user))
        words = "Datoerne er gemt." if changed else "Ingen datoer var ændret."
        messages.success(request, words)
        return redirect("draft:timetable", year=plan.year)
    return _timetable_page(request, plan, form)


def _fixed(plan: Plan) -> str:
    """Why the dates are history; empty while they can be changed."""
    if plan.is_archive:
        return f"{plan.title} er en arkiveret plan. Dens datoer kan ikke ændres."
    if plan.stage == Plan.Stage.PUBLISHED:
        return f"{plan.title} er offentliggjort. Datoerne kan ikke ændres."
    return ""


def _meetings(plan: Plan, current: Timetable | None) -> list[Any]:
    if current is None:
        return []
    return timetables.meetings_between(plan.council, current.collecting_from, current.publish_on)


def _timetable_page(
    request: HttpRequest, plan: Plan, form: TimetableForm | None, *, reason: str = "", status: int = 200
) -> HttpResponse:
    dates = Timetable.objects.filter(plan=plan).first()
    context = {
        "plan": plan,
        "form": form,
        "reason": reason,
        "steps": timetables.steps(plan, dates, on=permissions.today()),
        "dates": calendar.of_year(plan, dates, request.user, on=permissions.today()),
        "here": "plan",
        "trail": [(f"Plan {plan.year}", reverse("draft:outline", args=[plan.year])), ("Tidsplan", "")],
    }
    return render(request, "plans/desk/timetable.html", context, status=status)
