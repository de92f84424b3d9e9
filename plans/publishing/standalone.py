"""An edition as one HTML file that needs nothing else: for a district's own website, and for keeping."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

STYLESHEETS = ("css/tokens.css", "css/standalone.css")


def render_standalone(content: dict[str, Any], article: str, *, edition_line: str) -> str:
    """The whole document: the frozen article under the plan's title and the line that says which edition it is."""
    context = {
        "content": content,
        "edition_line": edition_line,
        # Both are the project's own: the article as it was frozen, and its stylesheets.
        "article": mark_safe(article),  # noqa: S308
        "style": mark_safe("\n".join(_stylesheet(name) for name in STYLESHEETS)),  # noqa: S308
    }
    return render_to_string("plans/article/standalone.html", context)


def _stylesheet(name: str) -> str:
    found = finders.find(name)
    if found is None:
        raise FileNotFoundError(name)
    return Path(found).read_text("utf-8")
