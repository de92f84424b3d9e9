"""What waits for whoever has come in, most urgent first; each count is that of the list its link leads to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from councils import permissions
from plans import outline
from plans.models import Assignment, Comment, Plan, Revision
from plans.progress import Lack, Progress, progress


@dataclass(frozen=True)
class Task:
    """Something to do: how many, in words, what to do about it, and where."""

    count: int
    words: str
    advice: str
    url: str
    button: str


def current_plan() -> Plan | None:
    """The newest draft of the district council, or None before there is any."""
    plans = Plan.objects.of_district().native().select_related("council", "timetable")
    return plans.order_by("-year").first()


def progress_of(plan: Plan) -> Progress:
    """How far the draft is."""
    return progress(outline.load(plan), year=plan.year)


def tasks(user: Any, plan: Plan | None, found: Progress | None) -> list[Task]:
    """The tasks of the account, those with nothing left out."""
    return [task for task in _all(user, plan, found) if task.count]


def _all(user: Any, plan: Plan | None, found: Progress | None) -> Iterator[Task]:
    yield _mine(user)
    if plan is None or found is None or not permissions.writes_for_council(user, plan.council):
        return
    yield from _set_aside(user, plan)
    delivered = Assignment.objects.living().filter(section__plan=plan, state=Assignment.State.DELIVERED).count()
    address = reverse("draft:assignments", args=[plan.year])
    yield Task(delivered, "leverede bidrag", "Se, hvad der er ændret, og overtag teksten.", address, "Se bidrag")
    outlined = reverse("draft:outline", args=[plan.year])
    for lack, words, advice, button in LACKS:
        yield Task(found.count(lack), words, advice, f"{outlined}?vis={lack.value}", button)
    talked_of = Comment.objects.unresolved().filter(section__plan=plan, section__removed_at__isnull=True)
    sections = talked_of.values("section").distinct().count()
    advice = "Svar, eller afslut tråden."
    yield Task(sections, "afsnit med kommentarer", advice, f"{outlined}?vis=kommentarer", "Se kommentarer")


LACKS = (
    (Lack.REGISTER, "afsnit, hvor registret er ændret", "Overtag ændringen, eller behold teksten.", "Se ændringer"),
    (Lack.CARRIED, "afsnit er videreført uændret", "Bekræft dem, eller skriv dem om.", "Gennemgå afsnit"),
    (Lack.EMPTY, "afsnit er tomme", "Skriv dem, eller skriv en note om hvorfor.", "Se afsnit"),
    (Lack.ENDED, "afsnit om noget, der er ophørt", "Fjern dem, eller skriv dem om.", "Se afsnit"),
)


def _mine(user: Any) -> Task:
    asked = Assignment.objects.living().of(user, on=permissions.today()).waiting()
    count, first = asked.count(), asked.order_by("due").first()
    advice = f"Den første frist er {first.due:%d-%m-%Y}." if first else ""
    return Task(count, "afsnit, du er bedt om at bidrage til", advice, reverse("draft:contributions"), "Se afsnit")


def _set_aside(user: Any, plan: Plan) -> Iterator[Task]:
    rows = Revision.objects.filter(
        section__plan=plan, section__removed_at__isnull=True, author=user, kind="set_aside", settled_at__isnull=True
    )
    for row in rows.select_related("section").order_by("saved_at"):
        address = reverse("draft:conflict", args=[plan.year, row.section.key, row.pk])
        words = f"tekst af dig er ikke flettet ind i »{row.section}«"
        yield Task(1, words, "En anden ændrede det samme sted.", address, "Vælg tekst")
