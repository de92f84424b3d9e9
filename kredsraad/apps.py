"""Configuration of the app ``kredsraad``."""

from django.apps import AppConfig


class KredsraadConfig(AppConfig):
    """The rightmost floor: may import from every other app, and none imports from it."""

    name = "kredsraad"
    verbose_name = "Portalen"

    def ready(self) -> None:
        """Register the project's system checks."""
        from kredsraad import checks  # noqa: F401
