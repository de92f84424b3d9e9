"""Contributions as the secretary sees them: who has and has not answered, asking, reminding, confirming."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from councils import mail
from councils.doors import desk_page
from councils.models import Invitation, Person, PostHolding
from plans import assigning, outline, reminding
from plans.contributing import AnswerPassed
from plans.models import Assignment, Plan
from plans.outline import Node
from plans.saving import SectionGone, VersionPassed
from plans.views import standings
from plans.views.access import get_plan
from plans.views.refusing import refused
from plans.views.standings import Row
from plans.workflow import IllegalTransition, editing_obstacles

BY_SECTION = "afsnit"
"""The list in the order of the plan, instead of by contributor."""


def nodes_of(plan: Plan) -> dict[int, Node]:
    """The plan's tree by section, in reading order; one query."""
    return {node.section.pk: node for node in outline.walk(outline.load(plan))}


def rows_of(plan: Plan, nodes: dict[int, Node], *, at: datetime) -> list[Row]:
    """All assignments of the plan in the order of its sections; two queries."""
    on = timezone.localdate(at)
    unanswered = Count("questions", filter=Q(questions__resolved_at__isnull=True, questions__parent__isnull=True))
    found = Assignment.objects.living().filter(section__plan=plan).annotate(unanswered=unanswered)
    assignments = list(found.select_related("section__plan", "person__user", "post").order_by("due", "pk"))
    readers = reminding.readers(assignments, on=on)
    places = {pk: place for place, pk in enumerate(nodes)}
    assignments.sort(key=lambda row: places.get(row.section_id, len(places)))
    return [_row(row, nodes, tuple(readers[row.pk]), on, at) for row in assignments]


def _row(row: Any, nodes: dict[int, Node], accounts: tuple[Any, ...], on: date, at: datetime) -> Row:
    return Row(
        assignment=row,
        node=nodes.get(row.section_id),
        standing=assigning.standing(row, on=on),
        accounts=accounts,
        questions=row.unanswered,
        at=at,
    )


def trail(plan: Plan, *more: tuple[str, str]) -> list[tuple[str, str]]:
    """The way to a page about the plan's contributions."""
    own = "" if not more else reverse("draft:assignments", args=[plan.year])
    return [(f"Plan {plan.year}", reverse("draft:outline", args=[plan.year])), ("Bidrag", own), *more]


@desk_page
@require_safe
def assignments(request: HttpRequest, year: int) -> HttpResponse:
    """Who has answered, and who has not: by contributor, or in the order of the plan."""
    plan = get_plan(request, year, writing=True)
    nodes = nodes_of(plan)
    rows = rows_of(plan, nodes, at=timezone.now())
    chosen = request.GET.get("vis", "")
    chosen = chosen if chosen in standings.FILTERS else ""
    shown = standings.filtered(rows, chosen)
    by_section = request.GET.get("efter") == BY_SECTION
    context = {
        "plan": plan,
        "rows": shown,
        "groups": [standings.Group("", shown)] if by_section else standings.grouped(shown),
        "by_section": by_section,
        "chips": standings.chips(rows, chosen),
        "chosen": chosen,
        "received": sum(row.received for row in rows),
        "expected": sum(row.received or row.waiting for row in rows),
        "remindable": sum(row.remindable for row in rows),
        "reminded": max((row.reminded for row in rows if row.reminded), default=None),
        "unreached": unreached_of(rows, on=timezone.localdate()),
        "confirmable": any(row.confirmable for row in shown),
        "as_last_year": len(assigning.wishes_as_last_year(plan, [node.section for node in nodes.values()])),
        "obstacles": editing_obstacles(plan),
        "here": "assignments",
        "trail": trail(plan),
    }
    return render(request, "plans/desk/assignments.html", context)


@dataclass(frozen=True)
class Unreached:
    """A contributor who is waited for and cannot sign in: the people to invite, each with the day of an invitation."""

    assignment: Assignment
    people: list[tuple[Person, datetime | None]]


def unreached_of(rows: list[Row], *, on: date) -> list[Unreached]:
    """Each contributor who is waited for and cannot sign in, once; two queries."""
    found = {(row.assignment.person_id, row.assignment.post_id): row.assignment for row in rows if row.unreached}
    holders: dict[int, list[Person]] = {}
    posts = [post for _, post in found if post]
    for holding in PostHolding.objects.current(on=on).filter(post__in=posts).select_related("person").order_by("pk"):
        holders.setdefault(holding.post_id, []).append(holding.person)
    pending = Invitation.objects.pending().filter(expires_at__gt=timezone.now())
    invited = dict(pending.values_list("person", "created_at"))
    made = []
    for assignment in found.values():
        people = [assignment.person] if assignment.person else holders.get(assignment.post_id or 0, [])
        made.append(Unreached(assignment, [(person, invited.get(person.pk)) for person in people]))
    return made


def number(text: str) -> int:
    """A primary key or version from an address or a form; 0, which no row has, where it is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 18 else 0


# Confirming ----------------------------------------------------------------------------------------------------------


@desk_page
@require_POST
def confirm(request: HttpRequest, year: int) -> HttpResponse:
    """Confirm the chosen sections of which "no changes" was answered, each in the version that was shown."""
    plan = get_plan(request, year, writing=True)
    back = reverse("draft:assignments", args=[year])
    wanted = dict(value.partition(":")[::2] for value in request.POST.getlist("valgt"))
    versions = {number(pk): number(version) for pk, version in wanted.items()}
    found = [row for row in rows_of(plan, nodes_of(plan), at=timezone.now()) if row.assignment.pk in versions]
    try:
        done, left = _confirm_all(request, found, versions)
    except IllegalTransition as refusal:
        return refused(request, refusal, back=back, here="assignments")
    if done:
        messages.success(request, f"{_listed(done)} {'er' if len(done) == 1 else 'er alle'} bekræftet.")
    if left:
        messages.warning(request, f"Ikke bekræftet: {_listed(left)}. Teksten eller svaret er ændret, siden du så det.")
    if not done and not left:
        messages.info(request, "Vælg de afsnit, der skal bekræftes.")
    return redirect(back)


def _confirm_all(request: HttpRequest, rows: list[Row], versions: dict[int, int]) -> tuple[list[str], list[str]]:
    done, left = [], []
    for row in rows:
        version = versions[row.assignment.pk]
        try:
            assigning.confirm(assignment=row.assignment, section_version=version, user=request.user, at=timezone.now())
        except (AnswerPassed, VersionPassed, SectionGone):
            left.append(f"»{row.name}«")
        else:
            done.append(f"»{row.name}«")
    return done, left


def _listed(names: list[str]) -> str:
    return f"{len(names)} afsnit" if len(names) > 5 else ", ".join(names)


# Reminding -----------------------------------------------------------------------------------------------------------


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def remind(request: HttpRequest, year: int) -> HttpResponse:
    """Who is reminded and of what, with the letter; then send it."""
    plan = get_plan(request, year, writing=True)
    back = reverse("draft:assignments", args=[year])
    if reasons := editing_obstacles(plan):
        return refused(request, IllegalTransition(reasons), back=back, here="assignments")
    if request.method == "POST":
        return _remind(request, plan, back)
    now = timezone.now()
    rows = rows_of(plan, nodes_of(plan), at=now)
    context = {
        "plan": plan,
        "groups": standings.grouped(row for row in rows if row.remindable),
        "left_out": [row for row in rows if row.unreached or row.unwanted or row.reminded],
        "letter": _sample([row for row in rows if row.remindable], request.user, on=timezone.localdate(now)),
        "here": "assignments",
        "trail": trail(plan, ("Påmind", "")),
    }
    return render(request, "plans/desk/assignments_remind.html", context)


def _remind(request: HttpRequest, plan: Plan, back: str) -> HttpResponse:
    chosen = [number(value) for value in request.POST.getlist("valgt")]
    try:
        sent = assigning.remind_rest(plan=plan, chosen=chosen, user=request.user, at=timezone.now())
    except IllegalTransition as refusal:
        return refused(request, refusal, back=back, here="assignments")
    if sent:
        who = sorted({str(reminder.reader) for reminder in sent})
        messages.success(
            request, f"Påmindelsen er sendt til {', '.join(who) if len(who) <= 5 else f'{len(who)} personer'}."
        )
    else:
        messages.info(request, "Ingen blev påmindet: der var ingen at påminde, eller de er påmindet i forvejen.")
    return redirect(back)


def _sample(rows: list[Row], user: Any, *, on: date) -> dict[str, str] | None:
    """The letter as its first reader gets it."""
    reminders = reminding.gathered([row.assignment for row in rows], on=on)
    if not reminders:
        return None
    letter = reminders[0].letter(on=on, by=str(user))
    text = mail.text_of(letter, reminders[0].reader)
    return {"to": str(reminders[0].reader), "subject": letter.subject, "text": text}
