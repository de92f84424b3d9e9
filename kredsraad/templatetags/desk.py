"""The desk's menu: what the account may go to, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django import template
from django.urls import reverse

from councils import permissions
from kredsraad.desk.mail import failed_count
from plans.contributing import has_task
from plans.models import Plan

register = template.Library()


@dataclass(frozen=True)
class MenuItem:
    """One entry: `name` is what a page calls itself by (`here`), `count` how much waits there."""

    name: str
    label: str
    url: str
    count: int = 0
    counted: str = ""


@register.simple_tag(takes_context=True)
def desk_menu(context: template.Context) -> list[MenuItem]:
    """The entries for whoever is signed in."""
    return list(_items(context["user"]))


def _items(user: object) -> Iterator[MenuItem]:
    if not permissions.may_use_desk_on(user):
        return
    yield MenuItem("overview", "Overblik", reverse("desk:overview"))
    plan = Plan.objects.of_district().native().select_related("council").first()
    if plan is not None and permissions.reads_drafts_of_council(user, plan.council):
        yield MenuItem("plan", f"Plan {plan.year}", reverse("draft:outline", args=[plan.year]))
        if permissions.writes_for_council(user, plan.council):
            yield MenuItem("assignments", "Bidrag", reverse("draft:assignments", args=[plan.year]))
    if has_task(user, permissions.today()):
        yield MenuItem("contributions", "Mine bidrag", reverse("draft:contributions"))
    if permissions.keeps_people_on(user):
        yield MenuItem("people", "Personer", reverse("desk:people"))
        yield MenuItem("mail", "Mail", reverse("desk:mail"), failed_count(), "ikke afleveret")
        yield MenuItem("registers", "Registre", reverse("admin:index"))
