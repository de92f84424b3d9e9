"""Meetings: closed by default, and public only where all that they belong to is."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from councils.models import AgendaItem, Attachment, Council, Meeting
from tests.base import Cast


@pytest.fixture
def attachment(cast: Cast) -> Attachment:
    """A document to an item of a meeting in Viborg, all of it public."""
    meeting = Meeting.objects.create(
        council=cast.viborg, starts_at=datetime(2024, 3, 4, 9, tzinfo=UTC), place="Rådhuset", public=True
    )
    item = meeting.items.create(number=1, title="Nattelivet", public=True)
    return Attachment.objects.create(item=item, title="Notat", file="notat.pdf", public=True)


def public() -> tuple[int, int, int]:
    """How many meetings, items and documents citizens may see."""
    return Meeting.objects.public().count(), AgendaItem.objects.public().count(), Attachment.objects.public().count()


def test_what_is_made_public_all_the_way_is_public(attachment: Attachment) -> None:
    assert public() == (1, 1, 1)


@pytest.mark.parametrize(
    ("model", "seen"),
    [(Attachment, (1, 1, 0)), (AgendaItem, (1, 0, 0)), (Meeting, (0, 0, 0)), (Council, (0, 0, 0))],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_what_belongs_to_something_closed_is_closed(
    attachment: Attachment, model: type[Council], seen: tuple[int, int, int]
) -> None:
    model.objects.update(public=False)
    assert public() == seen


def test_meetings_items_and_documents_are_closed_until_somebody_opens_them(cast: Cast) -> None:
    meeting = Meeting.objects.create(council=cast.viborg, starts_at=datetime(2024, 3, 4, 9, tzinfo=UTC))
    item = meeting.items.create(number=1, title="Nattelivet")
    Attachment.objects.create(item=item, title="Notat", file="notat.pdf")
    assert public() == (0, 0, 0)
