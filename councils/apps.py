"""Configuration of the app ``councils``."""

from __future__ import annotations

from django.apps import AppConfig

from councils.triggers import Guard, connect


class CouncilsConfig(AppConfig):
    """The leftmost floor: imports from no other app."""

    name = "councils"
    verbose_name = "Råd og personer"

    def ready(self) -> None:
        """Have the database's guards follow the migrations, and the rules of who may what be known."""
        from councils import permissions

        permissions.add_register_rules(self)
        connect(self)

    def guards(self) -> list[Guard]:
        """What the database refuses in the registers."""
        from councils import guards

        return guards.guards()
