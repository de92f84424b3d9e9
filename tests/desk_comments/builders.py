"""What the tests of comments share."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from councils.models import User
from plans.models import Comment, Plan
from tests.base import section

PAGE = "/skrivebord/plan/2023/afsnit/naevnet/"
COMMENTS = f"{PAGE}kommentarer/"


def said(plan: Plan, by: User, text: str = "Hvad betyder det?", *, minutes_ago: int = 1, **fields: Any) -> Comment:
    """A comment on the section about the board."""
    return Comment.objects.create(
        section=section(plan, "naevnet"),
        author=by,
        author_name=str(by),
        text=text,
        created_at=timezone.now() - timedelta(minutes=minutes_ago),
        **fields,
    )


def thread(first: Comment) -> str:
    """Where one answers in a thread, or settles it."""
    return f"{COMMENTS}{first.pk}/"
