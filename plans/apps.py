"""Configuration of the app ``plans``."""

from __future__ import annotations

from django.apps import AppConfig

from councils.triggers import Guard, connect


class PlansConfig(AppConfig):
    """The document: imports from councils and initiatives."""

    name = "plans"
    verbose_name = "Samarbejdsplaner"

    def ready(self) -> None:
        """Have the database's guards follow the migrations, and contributors come in for what is asked of them."""
        from councils import permissions
        from plans.contributing import tasks_of

        permissions.register_task(tasks_of)
        connect(self)

    def guards(self) -> list[Guard]:
        """What the database refuses of editions, logs and the outline."""
        from plans import guards

        return guards.guards()
