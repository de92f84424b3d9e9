"""The plan's own texts on pages of the desk."""

from __future__ import annotations

import re
from itertools import count

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from councils.tables import in_scrolling_regions

register = template.Library()

_SECTION_LINK = re.compile(r'<a href="#([a-z0-9-]+)">')


@register.simple_tag
def plan_text(html: str, year: int, name: str) -> SafeString:
    """Canonical section HTML, or a difference of two, as a page of the desk shows it.

    Links to other sections lead to their pages in the draft of the year; tables get regions that scroll, called by
    `name` and their number.
    """
    numbers = count(1)

    def called(caption: str) -> str:
        return ": ".join(filter(None, (f"{name}, tabel {next(numbers)}", caption)))

    linked = _SECTION_LINK.sub(lambda link: f'<a href="{reverse("draft:section", args=[year, link[1]])}">', html)
    return mark_safe(in_scrolling_regions(linked, called))  # noqa: S308  canonical: cleaned on every write path
