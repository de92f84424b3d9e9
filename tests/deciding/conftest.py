"""What every test of the decision begins with."""

from __future__ import annotations

import pytest

from plans.models import ApprovalRound, Plan
from tests.base import Cast
from tests.deciding.builders import to_decision


@pytest.fixture
def opened(cast: Cast, plan: Plan) -> ApprovalRound:
    """The open round of the small plan: director and mayor of Viborg sign it."""
    return to_decision(plan, cast)
