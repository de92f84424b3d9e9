"""Addresses of a plan's publication, its editions and its log on the desk.

The converters of plans.urls are registered there.
"""

from __future__ import annotations

from django.urls import URLPattern

import plans.urls  # noqa: F401

app_name = "releases"
urlpatterns: list[URLPattern] = []
