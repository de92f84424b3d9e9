"""The hearing as a local council's own page tells of it."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils import timezone

from councils.models import Council
from plans.views.responses import panel

register = template.Library()


@register.simple_tag
def hearing_panel(council: Council) -> dict[str, Any] | None:
    """What the panel says (plans.views.responses.panel); None where there is nothing to say."""
    return panel(council, at=timezone.now())
