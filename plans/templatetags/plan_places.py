"""Lets pages of the lower floors say where a register row stands in the plan, without importing the plans."""

from __future__ import annotations

from typing import Any

from django import template

from plans.places import Place, Places, current_places
from plans.shelf import load_shelf

register = template.Library()


@register.simple_tag(takes_context=True)
def places(context: template.Context) -> Places:
    """The places in the district's newest plan; what the view handed in, or else read with three queries."""
    given = context.get("places")
    return given if isinstance(given, Places) else current_places(load_shelf().newest())


@register.filter
def place_of(found: Places, thing: Any) -> Place | None:
    """The section about the register row, or None."""
    return found.of(thing)
