"""What the plan commands share: finding the council, the plan and the edition that the user named."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date

from django.core.management.base import CommandError

from councils.models import Council
from plans.models import Edition, Plan
from plans.models.plans import FIRST_YEAR, LAST_YEAR

ACTOR = "Kommandolinjen"
"""Who the log names for what was done by a command."""


def add_council_and_year(parser: ArgumentParser) -> None:
    """The two options that name a plan."""
    parser.add_argument("--council", required=True, help="rådets adressenavn, for eksempel kredsraadet")
    parser.add_argument("--year", required=True, type=int, help="planens år, for eksempel 2024")


def council_named(slug: str) -> Council:
    """The council; CommandError, with the names there are, where there is none."""
    council = Council.objects.filter(slug=slug).first()
    if council is not None:
        return council
    known = ", ".join(Council.objects.order_by("kind", "slug").values_list("slug", flat=True))
    raise CommandError(
        f"Der er intet råd med navnet »{slug}«. Der findes: {known or 'ingen råd; kør load_demo først'}."
    )


def sensible_year(year: int) -> int:
    """The year; CommandError where no plan can have it."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise CommandError(f"Året {year} ligger uden for {FIRST_YEAR}–{LAST_YEAR}.")
    return year


def plan_named(slug: str, year: int) -> Plan:
    """The council's plan for the year; CommandError where there is none."""
    council = council_named(slug)
    plan = Plan.objects.select_related("council").filter(council=council, year=year).first()
    if plan is None:
        raise CommandError(f"{council} har ingen plan for {year}.")
    return plan


def edition_named(slug: str, year: int, number: int | None) -> Edition:
    """The plan's edition with the number, or its newest; CommandError where there is none."""
    plan = plan_named(slug, year)
    editions = plan.editions.order_by("-number")
    edition = editions.first() if number is None else editions.filter(number=number).first()
    if edition is None:
        why = "er ikke offentliggjort" if number is None else f"har ingen {number}. udgave"
        raise CommandError(f"{plan.title} {why}.")
    return edition


def day(text: str) -> date:
    """A date written as 2023-01-03; CommandError otherwise."""
    try:
        return date.fromisoformat(text)
    except ValueError as wrong:
        raise CommandError(f"»{text}« er ikke en dato. Skriv den som 2023-01-03.") from wrong
