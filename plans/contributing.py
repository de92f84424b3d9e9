"""Contributions: sections asked of people and functions, and what they answer."""

from __future__ import annotations

from datetime import date
from typing import Any

from plans.models import Assignment


def has_task(user: Any, on: date) -> bool:
    """Whether something is asked of the account's person, or was and has been answered, in a plan under way."""
    return Assignment.objects.living().of(user, on=on).exclude(state=Assignment.State.WITHDRAWN).exists()
