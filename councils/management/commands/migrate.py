"""Django's own migrate, which a missing guard does not stop: putting the guards back is part of what it does."""

from __future__ import annotations

from typing import Any

from django.core.management import call_command
from django.core.management.commands.migrate import Command as MigrateCommand


class Command(MigrateCommand):
    """Asks the checks as always, but those of the database's guards only once it has run (`check --database`)."""

    def check(self, *args: Any, **options: Any) -> None:
        """Check everything except what is in the database now."""
        super().check(*args, **{**options, "databases": None})

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate, and make the table of what web processes share for a while (CACHES), which is no model's."""
        super().handle(*args, **options)
        if not options["check_unapplied"] and not options["plan"]:
            call_command("createcachetable", database=options["database"], verbosity=0)
