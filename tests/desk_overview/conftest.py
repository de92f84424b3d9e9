"""A draft in which everything waits that can wait."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from councils.models import Body
from plans.building import register_text
from plans.models import Assignment, Comment, Plan, Section
from tests.base import Cast, make_flat_plan, section


@pytest.fixture
def draft(cast: Cast) -> Plan:
    """A draft of six sections with nothing to do."""
    return make_flat_plan(cast.district, count=6, year=2024)


@pytest.fixture
def full_draft(cast: Cast, draft: Plan) -> Plan:
    """The draft with something for every list: s1 and s2 carried over, s3 empty, s4 changed in its register and ended,
    s5 talked of, s6 delivered, s1 not received in time and s2 asked for in time."""
    draft.sections.filter(key__in=("s1", "s2")).update(state="carried")
    draft.sections.filter(key="s3").update(text="")
    body = Body.objects.create(
        name="Nævnet", slug="naevnet", kind="board", text="<p>Nyt.</p>", abolished=timezone.localdate().replace(2020)
    )
    assert register_text(body) != ("Nævnet", "<p>Gammelt.</p>")
    draft.sections.filter(key="s4").update(
        kind="register", body=body, taken_heading="Nævnet", taken_text="<p>Gammelt.</p>"
    )
    say(section(draft, "s5"), cast.mayor)
    ask(cast, section(draft, "s6"), state="delivered", answered_by="Bidragyder", answered_at=timezone.now())
    ask(cast, section(draft, "s1"), days=-1)
    ask(cast, section(draft, "s2"), days=3)
    return draft


def ask(cast: Cast, row: Section, *, days: int = 0, **fields: object) -> Assignment:
    """Ask the contributor's function for the section, by so many days from today."""
    due = timezone.localdate() + timedelta(days=days)
    values = {"post": cast.post, "due": due, "assigned_at": timezone.now(), "assigned_by_name": "Sekretær"}
    return Assignment.objects.create(section=row, **values | fields)


def say(row: Section, user: Any, *, hours: int = 0, **fields: object) -> Comment:
    """Have the account comment on the section, so many hours ago."""
    at = timezone.now() - timedelta(hours=hours)
    return Comment.objects.create(section=row, author=user, author_name=str(user), text="Hm", created_at=at, **fields)
