"""A plan in hearing."""

from __future__ import annotations

import pytest

from plans.models import Plan
from tests.base import Cast
from tests.hearing.builders import plan_in_hearing


@pytest.fixture
def heard(cast: Cast) -> Plan:
    """The plan for 2024, in hearing until ten days from today."""
    return plan_in_hearing(cast)
