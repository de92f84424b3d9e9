"""Record a council's decision on a plan, and publish it."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from plans.management.arguments import ACTOR, add_council_and_year, day, plan_named
from plans.publishing.editions import decide_and_publish
from plans.publishing.pdf import RenderingFailed
from plans.workflow import IllegalTransition


class Command(BaseCommand):
    """manage.py publish_plan --council kredsraadet --year 2023 --decision "Kredsrådets møde 3. januar 2023" """

    help = "Noterer rådets beslutning om planen og offentliggør den som en ny udgave."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which plan, what was decided, and what is said of the edition."""
        add_council_and_year(parser)
        parser.add_argument("--decision", required=True, help="hvor og hvornår rådet traf sin beslutning")
        parser.add_argument("--decided-on", help="beslutningens dato (2023-01-03)")
        parser.add_argument("--note", default="", help="hvad der er rettet; kræves fra 2. udgave")
        parser.add_argument("--date", help="offentliggørelsens dato (2023-01-03); ellers i dag")

    def handle(self, *args: Any, **options: Any) -> None:
        """Publish, or tell every reason why not."""
        plan = plan_named(options["council"], options["year"])
        try:
            edition = decide_and_publish(
                plan,
                decision=options["decision"],
                decided_on=day(options["decided_on"]) if options["decided_on"] else None,
                published_on=day(options["date"]) if options["date"] else timezone.localdate(),
                note=options["note"],
                actor=ACTOR,
            )
        except IllegalTransition as refused:
            reasons = "\n".join(f"  - {reason.text}" for reason in refused.reasons)
            raise CommandError(f"{plan.title} kan ikke offentliggøres:\n{reasons}") from refused
        except RenderingFailed as failed:
            raise CommandError(f"PDF-filen kunne ikke laves, så intet er offentliggjort: {failed}") from failed
        self.stdout.write(f"{edition} er offentliggjort: {edition.get_absolute_url()}")
        self.stdout.write(f"Kontrolsum: {edition.digest}")
