"""Configuration of the app ``plans``."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """The third floor: imports from councils and initiatives."""

    name = "plans"
    verbose_name = "Samarbejdsplaner"
