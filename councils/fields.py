"""Model fields of the registers and the plan."""

from __future__ import annotations

from typing import Any

from django.db import models

from councils.canonical import canonicalise


class CanonicalHTMLField(models.TextField):
    """Section HTML, in its one canonical form on every way into the database.

    `save()`, `bulk_create()`, `update()` and `loaddata` all pass `get_db_prep_save`; forms pass `clean()` alone.
    After a save the instance holds what was stored.
    """

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """Give the instance the form that is about to be stored."""
        value = super().pre_save(model_instance, add)
        if isinstance(value, str):
            value = canonicalise(value)
            setattr(model_instance, self.attname, value)
        return value

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        """Bring any text to canonical form on its way to the database."""
        if isinstance(value, str):
            value = canonicalise(value)
        return super().get_db_prep_save(value, connection)

    def clean(self, value: Any, model_instance: models.Model | None) -> Any:
        """Validate what will be stored, not what was typed."""
        return super().clean(canonicalise(value) if isinstance(value, str) else value, model_instance)
