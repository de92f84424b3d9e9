"""Write an edition to a file."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from plans.management.arguments import add_council_and_year, edition_named
from plans.publishing import packages
from plans.publishing.withdrawing import is_blocked


class Command(BaseCommand):
    """manage.py export_edition --council kredsraadet --year 2023 --format pdf --output plan.pdf"""

    help = "Skriver en udgave til en fil: som HTML, PDF eller JSON."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which edition, in which form, to where."""
        add_council_and_year(parser)
        parser.add_argument("--number", type=int, help="udgavens nummer; ellers den nyeste")
        parser.add_argument("--format", required=True, choices=sorted(FORMATS), help="filens form")
        parser.add_argument("--output", required=True, type=Path, help="filen, der skal skrives")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file, or say why not."""
        edition = edition_named(options["council"], options["year"], options["number"])
        if is_blocked(edition):
            raise CommandError(f"{edition} er blokeret. Dens indhold er slettet.")
        data = FORMATS[options["format"]](edition)
        try:
            options["output"].write_bytes(data)
        except OSError as failed:
            raise CommandError(f"Filen kan ikke skrives: {failed}") from failed
        self.stdout.write(f"{edition}: {options['output']}, {len(data)} byte")


FORMATS = {"html": packages.html_of, "pdf": packages.pdf_of, "json": packages.json_of}
