"""Block an edition (blokering): two persons erase personal data that was published by mistake."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from plans.management.arguments import add_council_and_year, edition_named
from plans.publishing.withdrawing import ask_blocking, confirm_blocking
from plans.workflow import IllegalTransition


class Command(BaseCommand):
    """First `--reason "…" --by "A"`, then another person: `--confirm --by "B"`."""

    help = "Blokerer en udgave i to trin ved to personer: indhold og filer slettes, kontrolsum og begrundelse bliver."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which edition, which of the two steps, and by whom."""
        add_council_and_year(parser)
        parser.add_argument("--number", type=int, required=True, help="udgavens nummer")
        parser.add_argument("--by", required=True, help="hvem der gør det")
        step = parser.add_mutually_exclusive_group(required=True)
        step.add_argument("--reason", help="første trin: begrundelsen, uden de oplysninger, der skal fjernes")
        step.add_argument("--confirm", action="store_true", help="andet trin: bekræft og slet")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do the step, or say why not."""
        edition = edition_named(options["council"], options["year"], options["number"])
        try:
            if options["confirm"]:
                confirm_blocking(edition, actor=options["by"])
                self.stdout.write(f"{edition} er blokeret. Indhold og filer er slettet.")
                self.stdout.write("Teksten står stadig i planens afsnit og deres historik. Fjern den også dér.")
            else:
                ask_blocking(edition, reason=options["reason"], actor=options["by"])
                self.stdout.write(f"En anden skal nu bekræfte, at {edition} blokeres.")
        except IllegalTransition as refused:
            raise CommandError(str(refused)) from refused
