"""Withdraw an edition (tilbagekaldelse)."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from plans.management.arguments import add_council_and_year, edition_named
from plans.publishing.withdrawing import withdraw
from plans.workflow import IllegalTransition


class Command(BaseCommand):
    """manage.py withdraw_edition --council kredsraadet --year 2023 --number 1 --reason "…" --by "…" """

    help = "Tilbagekalder en udgave: den gælder ikke længere, og siden siger hvorfor. Teksten bevares."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which edition, why, and by whom."""
        add_council_and_year(parser)
        parser.add_argument("--number", type=int, required=True, help="udgavens nummer")
        parser.add_argument("--reason", required=True, help="begrundelsen, som offentliggøres")
        parser.add_argument("--by", required=True, help="hvem der tilbagekalder")

    def handle(self, *args: Any, **options: Any) -> None:
        """Withdraw, or say why not."""
        edition = edition_named(options["council"], options["year"], options["number"])
        try:
            withdraw(edition, reason=options["reason"], actor=options["by"])
        except IllegalTransition as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"{edition} er tilbagekaldt.")
