"""Proposals: what waits for whoever has come in."""

from __future__ import annotations

from collections.abc import Iterator

from kredsraad.desk.tasks import Sight, Task


def tasks(sight: Sight) -> Iterator[Task]:
    """The tasks of this area, most urgent first; one with a count of 0 is left out by the caller."""
    yield from ()
