"""Configuration of the app ``councils``."""

from django.apps import AppConfig


class CouncilsConfig(AppConfig):
    """The leftmost floor: imports from no other app."""

    name = "councils"
    verbose_name = "Råd og personer"
