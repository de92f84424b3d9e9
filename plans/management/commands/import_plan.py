"""Read an existing plan, a UTF-8 text file, into an archive draft."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from plans.building import PlanExists, PlanMalformed, PlanSpec, SectionSpec, build
from plans.importing.decoding import refuse_large
from plans.importing.model import ImportProblem, ParsedPlan, ParsedSection
from plans.importing.report import outline_text
from plans.importing.text import read_plan_text
from plans.management.arguments import ACTOR, add_council_and_year, council_named, sensible_year
from plans.models import Plan, PlanEvent, Section
from plans.workflow import log


class Command(BaseCommand):
    """manage.py import_plan plan.txt --council kredsraadet --year 2022"""

    help = "Læser en eksisterende plan fra en tekstfil (UTF-8) ind som arkiveret kladde."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which file, and what it is the plan of."""
        parser.add_argument("file", type=Path, metavar="FILE", help="planen som tekst i UTF-8")
        add_council_and_year(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """Import, and print the outline and the doubtful places; on any problem nothing is changed."""
        council, year = council_named(options["council"]), sensible_year(options["year"])
        if Plan.objects.filter(council=council, year=year).exists():
            raise CommandError(f"{council} har allerede en plan for {year}. Intet er ændret.")
        try:
            parsed = read_plan_text(read_file(options["file"]))
            plan = self._build(parsed, council, year, options["file"])
        except (ImportProblem, PlanExists, PlanMalformed) as problem:
            raise CommandError(f"{problem} Intet er ændret.") from problem
        self.stdout.write(outline_text(parsed))
        self.stdout.write(f"\n{plan.title} er indlæst som arkiveret kladde: {plan.sections.count()} afsnit.")

    @transaction.atomic
    def _build(self, parsed: ParsedPlan, council: Any, year: int, path: Path) -> Plan:
        plan = build(
            PlanSpec(
                council=council,
                year=year,
                title=parsed.title or f"{council.plan_title} {year}",
                origin=Plan.Origin.ARCHIVE,
                signed=parsed.signed,
                source=f"Indlæst fra {_name(path)}"[:200],
                sections=list(specs(parsed.sections)),
            )
        )
        text = f"{_name(path)}: {plan.sections.count()} afsnit, {len(parsed.doubts)} tvivlsomme steder"
        log(plan, PlanEvent.Kind.IMPORTED, text, actor=ACTOR)
        return plan


def specs(sections: Iterable[ParsedSection]) -> Iterable[SectionSpec]:
    """The sections as they were read, as sections to be made."""
    for parsed in sections:
        yield SectionSpec(
            key=parsed.key,
            role=parsed.role,
            kind=Section.Kind.WRITTEN,
            heading=parsed.heading,
            text=parsed.body_html,
            printed_number=parsed.printed_number,
            children=list(specs(parsed.children)),
        )


def _name(path: Path) -> str:
    """The file's name as text: on disk it may be any bytes."""
    return path.name.encode("utf-8", "replace").decode()


def read_file(path: Path) -> bytes:
    """The file's bytes; CommandError where it cannot be read, ImportProblem where it is too large to be."""
    try:
        if path.is_file() or not path.exists():
            refuse_large(path.stat().st_size)
            return path.read_bytes()
    except OSError as failed:
        why = "findes ikke" if isinstance(failed, FileNotFoundError) else f"kan ikke læses ({failed.strerror})"
        raise CommandError(f"Filen {path} {why}. Intet er ændret.") from failed
    raise CommandError(f"{path} er ikke en almindelig fil. Intet er ændret.")
