"""What the tests of a section's history share."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from plans import saving
from plans.models import Plan, Revision, Section
from plans.saving import Author, Saved, Words
from tests.base import section

NOON = datetime(2023, 11, 8, 12, tzinfo=UTC)
BASE = "/skrivebord/plan/2023/afsnit/naevnet/"
HISTORY = f"{BASE}historik/"


def save(plan: Plan, text: str, *, by: Any, minutes: int = 0, base: int | None = None, **fields: Any) -> Saved:
    """Save the section about the board, so many minutes after noon, from the newest version unless told otherwise."""
    Plan.objects.filter(pk=plan.pk).update(created_at=NOON - timedelta(days=1))
    row = section(plan, "naevnet")
    author = Author(None, by) if isinstance(by, str) else Author.of(by)
    words = Words(fields.pop("heading", row.heading), text, row.note)
    at = NOON + timedelta(minutes=minutes)
    return saving.save(row, words, base=row.version if base is None else base, author=author, at=at, **fields)


def revision(version: int) -> Revision:
    """The revision that a save left."""
    return Revision.objects.get(section__key="naevnet", version=version)


def address(found: Revision) -> str:
    """The page of what a sitting changed."""
    return f"{HISTORY}{found.pk}/"


def text_now(plan: Plan) -> str:
    """What the section says."""
    return section(plan, "naevnet").text


def everything(plan: Plan, key: str = "naevnet") -> str:
    """The section's text and all that its history keeps."""
    rows = Revision.objects.filter(section__key=key).values_list("text", flat=True)
    return "\n".join([Section.everything.get(plan=plan, key=key).text, *rows])


def queries(client: Client, path: str) -> int:
    """How often the page asks the database."""
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    return len(asked)
