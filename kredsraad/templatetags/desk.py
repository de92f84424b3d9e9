"""The desk's menu: what the account may go to, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import template
from django.db.models import Count, Subquery, Value
from django.urls import reverse

from councils import permissions
from councils.models import Council
from councils.shell import Shell, load_shell
from kredsraad.desk.mail import failed_count
from plans.contributing import tasks_of
from plans.models import Plan, Proposal

register = template.Library()


@dataclass(frozen=True)
class MenuItem:
    """One entry: `name` is what a page calls itself by (`here`), `count` how much waits there.

    `year` is the plan's that the entry leads to, `council` the slug of the council's, where more than one of the name
    may stand in the menu.
    """

    name: str
    label: str
    url: str
    count: int = 0
    counted: str = ""
    year: int | None = None
    council: str = ""


@register.simple_tag(takes_context=True)
def desk_menu(context: template.Context) -> list[MenuItem]:
    """The entries for whoever is signed in: one query for what the account may, however much that is."""
    given = context.get("shell")
    shell = given if isinstance(given, Shell) else load_shell()
    return list(_items(context["user"], shell.district, _year_of(context.get("plan"))))


@register.simple_tag(takes_context=True)
def is_here(context: template.Context, item: MenuItem) -> bool:
    """Whether the page is in that part of the desk; with two drafts or councils, in the right one of them."""
    year, council = _year_of(context.get("plan")), context.get("council")
    if item.name != context.get("here") or (item.council and item.council != getattr(council, "slug", item.council)):
        return False
    return item.year is None or year is None or item.year == year


def _year_of(plan: Any) -> int | None:
    return plan.year if isinstance(plan, Plan) else None


def _items(user: Any, district: Council | None, year: int | None) -> Iterator[MenuItem]:
    may = _rights(user, district)
    keeps = may["keeps"] or permissions.is_administrator_on(user)
    if not may["comes"] and not keeps:
        return
    yield MenuItem("overview", "Overblik", reverse("desk:overview"))
    years, unanswered = _years(district, year) if may["reads"] else ([], 0)
    for each in years:
        yield MenuItem("plan", f"Plan {each}", reverse("draft:outline", args=[each]), year=each)
    if years and may["writes"]:
        chosen = year if year in years else years[0]
        yield MenuItem("assignments", "Bidrag", reverse("draft:assignments", args=[chosen]))
    if may["writes"]:
        yield MenuItem("proposals", "Forslag", reverse("proposals:inbox"), unanswered, "uden svar")
    for council in permissions.councils_spoken_for(user) if may["is_local"] else ():
        address = reverse("proposals:council", args=[council.slug])
        yield MenuItem("council", council.name, address, council=council.slug)
    if may["is_asked"]:
        yield MenuItem("contributions", "Mine bidrag", reverse("draft:contributions"))
    if keeps:
        yield MenuItem("people", "Personer", reverse("desk:people"))
        yield MenuItem("mail", "Mail", reverse("desk:mail"), failed_count(), "ikke afleveret")
        yield MenuItem("registers", "Registre", reverse("admin:index"))


def _years(district: Council | None, year: int | None) -> tuple[list[int], int]:
    """The newest plan made in the portal, those that are drafts beside it, and the one the page is about.

    In the same query: how many proposals wait for an answer, whatever year they are for.
    """
    waiting = Proposal.objects.heads().unanswered().order_by().values(all=Value(1)).annotate(count=Count("pk"))
    plans = Plan.objects.filter(council=district).native().annotate(waiting=Subquery(waiting.values("count")))
    rows = list(plans.values_list("year", "stage", "waiting"))
    years = [at for at, stage, _ in rows if at in (rows[0][0], year) or stage != Plan.Stage.PUBLISHED]
    return years, (rows[0][2] or 0) if rows else 0


def _rights(user: Any, district: Council | None) -> dict[str, bool]:
    """What of the desk the account may see; before there is a district council nobody has a draft to read."""
    nothing = (Council.objects.none(),)
    return permissions.held(
        user,
        comes=permissions.grounds_to_come(user),
        reads=permissions.grounds_to_read(user, district) if district else nothing,
        writes=permissions.grounds_to_write(user, district) if district else nothing,
        keeps=permissions.grounds_to_keep_people(user),
        is_local=permissions.grounds_to_be_local(user),
        is_asked=(tasks_of(user, permissions.today()),),
    )


# The parts of a plan -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Part:
    """A page of a plan's, beside the others of the same plan."""

    label: str
    url: str
    is_here: bool


Stage = Plan.Stage
PARTS: tuple[tuple[str, str, bool, tuple[str, ...]], ...] = (
    ("Disposition", "draft:outline", False, tuple(Stage)),
    ("Tidsplan", "draft:timetable", False, tuple(Stage)),
    ("Kan planen godkendes?", "hearings:ready", False, (Stage.COLLECTING, Stage.EDITING, Stage.HEARING)),
    ("Høring", "hearings:hearing", False, (Stage.HEARING, Stage.DECISION, Stage.PUBLISHED)),
    ("Godkendelse", "approvals:decision", False, (Stage.DECISION,)),
    ("Offentliggørelse", "releases:release", False, (Stage.DECISION,)),
    ("Udgaver", "releases:editions", False, tuple(Stage)),
    ("Log", "releases:log", True, tuple(Stage)),
)
"""What each page is called, its address, whether only who writes the plan sees it, and in which stages."""


@register.simple_tag(takes_context=True)
def plan_parts(context: template.Context, plan: Plan) -> list[Part]:
    """The pages of a plan for the account that the page has let in; no query."""
    path, writes = context["request"].path, bool(getattr(plan, "may_write", False))
    found = [
        (label, reverse(name, args=[plan.year]))
        for label, name, is_writers, stages in PARTS
        if plan.stage in stages and (writes or not is_writers)
    ]
    return [Part(label, url, path == url) for label, url in found]
