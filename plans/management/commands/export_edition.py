"""Write an edition to a file."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from plans.management.arguments import add_council_and_year, edition_named
from plans.models import Edition, EditionFile
from plans.publishing.editions import public_record
from plans.publishing.facts import danish_date
from plans.publishing.standalone import render_standalone
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


def _pdf(edition: Edition) -> bytes:
    return bytes(edition.files.get(kind=EditionFile.Kind.PDF).data)


def _html(edition: Edition) -> bytes:
    line = f"{edition.number}. udgave, {danish_date(edition.published_on)}. Kontrolsum {edition.digest}"
    return render_standalone(edition.frozen, edition.html, edition_line=line).encode()


def _json(edition: Edition) -> bytes:
    return (json.dumps(public_record(edition), ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


FORMATS = {"html": _html, "pdf": _pdf, "json": _json}
