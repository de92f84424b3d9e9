"""Configuration of the app ``initiatives``."""

from django.apps import AppConfig


class InitiativesConfig(AppConfig):
    """What the councils work on: imports from councils."""

    name = "initiatives"
    verbose_name = "Indsatser og indsatsområder"

    def ready(self) -> None:
        """Have the rules of who may keep the registers known."""
        from councils import permissions

        permissions.add_register_rules(self)
