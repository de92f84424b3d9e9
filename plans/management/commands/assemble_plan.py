"""Assemble a council's plan for a year from the year before and the registers."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from plans.assembly import Assembly, assemble, standard_outline
from plans.management.arguments import ACTOR, add_council_and_year, council_named, sensible_year


class Command(BaseCommand):
    """manage.py assemble_plan --council kredsraadet --year 2024"""

    help = "Samler rådets plan for et år ud fra sidste års plan og registrene. Kan køres igen uden skade."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which council and which year."""
        add_council_and_year(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """Assemble, and print what a secretary should look at."""
        council = council_named(options["council"])
        year = sensible_year(options["year"])
        self._print(assemble(council=council, year=year, actor=ACTOR, standard=standard_outline(council)))

    def _print(self, result: Assembly) -> None:
        plan = result.plan
        begun = f"lavet ud fra {plan.previous.title}" if plan.previous else "lavet ud fra standarddispositionen"
        self.stdout.write(f"{plan.title} er {begun}." if result.created else f"{plan.title} findes allerede.")
        self._list("Videreført uændret, skal bekræftes eller omskrives", result.carried)
        self._list("Nyt", result.new)
        self._list("Ophørt ifølge registrene", result.ended)
        self._list("Indsatser uden resultat", result.without_outcome)

    def _list(self, heading: str, rows: list[str]) -> None:
        self.stdout.write(f"\n{heading} ({len(rows)}):")
        for row in rows or ["ingen"]:
            self.stdout.write(f"  {row}")
