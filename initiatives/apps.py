"""Configuration of the app ``initiatives``."""

from django.apps import AppConfig


class InitiativesConfig(AppConfig):
    """The second floor: imports from councils only."""

    name = "initiatives"
    verbose_name = "Indsatser"
