"""The desk's menu: what the account may go to, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import template
from django.urls import reverse

from councils import permissions
from councils.models import Council
from councils.shell import Shell, load_shell
from kredsraad.desk.mail import failed_count
from plans.contributing import tasks_of
from plans.models import Plan

register = template.Library()


@dataclass(frozen=True)
class MenuItem:
    """One entry: `name` is what a page calls itself by (`here`), `count` how much waits there.

    `year` is the plan's that the entry leads to, where more than one of the name may stand in the menu.
    """

    name: str
    label: str
    url: str
    count: int = 0
    counted: str = ""
    year: int | None = None


@register.simple_tag(takes_context=True)
def desk_menu(context: template.Context) -> list[MenuItem]:
    """The entries for whoever is signed in: one query for what the account may, however much that is."""
    given = context.get("shell")
    shell = given if isinstance(given, Shell) else load_shell()
    return list(_items(context["user"], shell.district, _year_of(context.get("plan"))))


@register.simple_tag(takes_context=True)
def is_here(context: template.Context, item: MenuItem) -> bool:
    """Whether the page is in that part of the desk; with two drafts, in the right one of them."""
    year = _year_of(context.get("plan"))
    return item.name == context.get("here") and (item.year is None or year is None or item.year == year)


def _year_of(plan: Any) -> int | None:
    return plan.year if isinstance(plan, Plan) else None


def _items(user: Any, district: Council | None, year: int | None) -> Iterator[MenuItem]:
    may = _rights(user, district)
    keeps = may["keeps"] or permissions.is_administrator_on(user)
    if not may["comes"] and not keeps:
        return
    yield MenuItem("overview", "Overblik", reverse("desk:overview"))
    years = _years(district, year) if may["reads"] else []
    for each in years:
        yield MenuItem("plan", f"Plan {each}", reverse("draft:outline", args=[each]), year=each)
    if years and may["writes"]:
        chosen = year if year in years else years[0]
        yield MenuItem("assignments", "Bidrag", reverse("draft:assignments", args=[chosen]))
    if may["is_asked"]:
        yield MenuItem("contributions", "Mine bidrag", reverse("draft:contributions"))
    if keeps:
        yield MenuItem("people", "Personer", reverse("desk:people"))
        yield MenuItem("mail", "Mail", reverse("desk:mail"), failed_count(), "ikke afleveret")
        yield MenuItem("registers", "Registre", reverse("admin:index"))


def _years(district: Council | None, year: int | None) -> list[int]:
    """The newest plan made in the portal, those that are drafts beside it, and the one the page is about."""
    rows = list(Plan.objects.filter(council=district).native().values_list("year", "stage"))
    return [at for at, stage in rows if at in (rows[0][0], year) or stage != Plan.Stage.PUBLISHED]


def _rights(user: Any, district: Council | None) -> dict[str, bool]:
    """What of the desk the account may see; before there is a district council nobody has a draft to read."""
    nothing = (Council.objects.none(),)
    return permissions.held(
        user,
        comes=permissions.grounds_to_come(user),
        reads=permissions.grounds_to_read(user, district) if district else nothing,
        writes=permissions.grounds_to_write(user, district) if district else nothing,
        keeps=permissions.grounds_to_keep_people(user),
        is_asked=(tasks_of(user, permissions.today()),),
    )
