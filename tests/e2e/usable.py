"""What every page of the desk is held to: axe, and no scrolling sideways, on a desk and at 320 pixels."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

WIDTHS = (1280, 320)
"""320 pixels is 1280 at four times the size (WCAG 2.2, 1.4.10)."""


def hold_to(page: Page) -> None:
    """Hold the page to it in each width in turn."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        found: Any = Axe().run(page).response
        assert [(each["id"], each["nodes"][0]["html"]) for each in found["violations"]] == [], width
        assert page.evaluate("document.documentElement.scrollWidth") <= width
