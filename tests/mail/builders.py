"""What the tests of mail share: assignments, and a letter."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from councils.mail import Letter
from plans.models import Assignment, Plan
from tests.base import Cast, section

DUE = date(2022, 11, 8)
ASKED = datetime(2022, 10, 1, 8, tzinfo=UTC)
LETTER = Letter("reminder", "Frist 8. november", "reminder", "/skrivebord/plan/bidrag/", {"counted": "1 bidrag"})


def noon(day: date) -> datetime:
    """The middle of a day."""
    return datetime(day.year, day.month, day.day, 11, tzinfo=UTC)


def ask(plan: Plan, key: str, cast: Cast, **fields: Any) -> Assignment:
    """Ask the function `cast.post` for a section of the plan, unless somebody else is named."""
    whom = {} if "person" in fields or "post" in fields else {"post": cast.post}
    values = {"due": DUE, "assigned_at": ASKED, "assigned_by": cast.secretary, "assigned_by_name": "Sekretær"}
    return Assignment.objects.create(section=section(plan, key), **values | whom | fields)
