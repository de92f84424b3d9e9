"""A draft under way, and who works in it."""

from __future__ import annotations

import pytest

from plans.models import Plan, Section
from tests.base import Cast, make_plan, section

TEXT = "<p>Første.</p><p>Anden.</p>"


@pytest.fixture
def draft(cast: Cast) -> Plan:
    """A plan for 2024 with a section of two paragraphs, one that the registers write, and one more."""
    rows = [
        {"key": "vold", "heading": "Vold", "body": ["<p>Første.</p>", "<p>Anden.</p>"]},
        {"key": "raad", "heading": "Råd", "kind": "generated", "generator": "councils"},
        {"key": "tal", "heading": "Tal", "body": ["<p>Tal.</p>"]},
    ]
    return make_plan(cast.district, year=2024, sections=rows, stage="editing")


@pytest.fixture
def row(draft: Plan) -> Section:
    """The section about violence."""
    return section(draft, "vold")
