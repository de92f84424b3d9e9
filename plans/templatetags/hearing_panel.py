"""The hearing as a local council's own page tells of it."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils import timezone

from councils.models import Council
from plans.views.hearing_panel import panel

register = template.Library()


@register.simple_tag
def hearing_panel(council: Council) -> dict[str, Any] | None:
    """What the panel says (plans.views.hearing_panel.panel); None where there is nothing to say."""
    return panel(council, at=timezone.now())
