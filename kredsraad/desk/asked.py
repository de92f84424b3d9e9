"""What is asked of a person: the last of the grounds that let somebody come to the desk."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q

from councils.models import Person, Post, PostHolding
from plans.models import Assignment

State = Assignment.State


@dataclass(frozen=True)
class Tasks:
    """The assignments in hand, and how many others the person can still read."""

    open: list[Assignment] = field(default_factory=list)
    answered: int = 0

    def __bool__(self) -> bool:
        return bool(self.open or self.answered)


def tasks_of(person: Person, *, on: date) -> Tasks:
    """What is asked of the person by name, or of a function that the person holds on the day; one query."""
    held = Post.objects.filter(holdings__in=PostHolding.objects.current(on=on).filter(person=person))
    rows: Any = Assignment.objects.living().filter(Q(person=person) | Q(post__in=held)).exclude(state=State.WITHDRAWN)
    found = list(rows.select_related("section__plan__council", "post", "person").order_by("due", "pk"))
    in_hand = [row for row in found if row.state in (State.WAITING, State.DELIVERED)]
    return Tasks(in_hand, len(found) - len(in_hand))
