"""A draft to preview."""

from __future__ import annotations

import pytest

from plans.models import Plan
from tests.base import Cast, make_plan


@pytest.fixture
def draft(cast: Cast) -> Plan:
    """The small plan as a draft for 2024."""
    return make_plan(cast.district, year=2024)
