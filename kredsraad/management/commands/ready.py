"""``manage.py ready``: make the database fit to serve from, or say plainly why it cannot be."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from councils.models import User
from councils.triggers import missing


class Command(BaseCommand):
    """Used by script/server; all in one process, because starting Python and Django takes most of the time."""

    help = "Checks the database, brings it up to date and, in a demo, loads the demo data once."

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate if needed and load the demo if there is none; raise CommandError where that is impossible.

        Migrating also puts back what the database refuses by itself (councils.triggers).
        """
        executor = self.open_database()
        self.refuse_newer(executor)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()) or missing(connection):
            self.stdout.write("Bringing the database up to date")
            call_command("migrate", interactive=False, verbosity=0)
        if settings.DEMO:
            self.load_demo()

    def open_database(self) -> MigrationExecutor:
        """Return what knows the migrations; raise CommandError where the database does not answer."""
        try:
            return MigrationExecutor(connection)
        except DatabaseError as error:
            name = connection.settings_dict["NAME"]
            raise CommandError(f"the database {name} cannot be used: {str(error).strip()}") from error

    def refuse_newer(self, executor: MigrationExecutor) -> None:
        """Raise CommandError where migrations of our apps were applied that this code does not have."""
        unknown = unknown_migrations(executor)
        if unknown:
            raise CommandError(
                f"the database {connection.settings_dict['NAME']} was made by a newer version of the portal "
                f"(it has {', '.join(unknown)}, which this version does not know). "
                "Update the code, or name another database in DATABASE_URL. Nothing was changed."
            )

    def load_demo(self) -> None:
        """Load the demo where it is not, and print its accounts; they come last, so half a demo is completed."""
        if not User.objects.filter(is_demo=True).exists():
            self.stdout.write("Loading the demo: registers, plans and accounts")
            call_command("load_demo", stdout=self.stdout)
        call_command("load_demo", show_accounts=True, stdout=self.stdout)


def unknown_migrations(executor: MigrationExecutor) -> list[str]:
    """Return the applied migrations, as "app.name", of installed apps that are not among this version's files."""
    loader = executor.loader
    replaced = {old for squashed in loader.replacements.values() for old in squashed.replaces}
    known = set(loader.disk_migrations) | replaced
    ours = loader.migrated_apps | loader.unmigrated_apps
    return sorted(f"{app}.{name}" for app, name in set(loader.applied_migrations) - known if app in ours)
