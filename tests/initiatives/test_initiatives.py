"""Initiatives: which of them nobody has told the outcome of."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from initiatives.models import Initiative


@pytest.mark.parametrize(
    ("state", "outcome", "missing"),
    [
        ("ended", "", True),
        ("evaluation", "", True),
        ("unknown", "", True),
        ("planned", "", False),
        ("active", "", False),
        ("ended", "Færre tog bilen.", False),
    ],
)
def test_what_is_over_needs_an_outcome(db: None, state: str, outcome: str, missing: bool) -> None:
    Initiative.objects.create(name="Projekt", slug="projekt", state=state, outcome=outcome)
    assert Initiative.objects.without_outcome().exists() is missing


def test_only_public_ones_are_public(db: None) -> None:
    for slug, public in (("a", True), ("b", False)):
        Initiative.objects.create(name=slug, slug=slug, public=public)
    assert [row.slug for row in Initiative.objects.public()] == ["a"]


def test_an_initiative_does_not_end_before_it_begins(db: None) -> None:
    backwards = Initiative(name="Projekt", slug="projekt", starts=date(2024, 1, 1), ends=date(2023, 1, 1))
    with pytest.raises(ValidationError, match="Slutdatoen ligger før startdatoen"):
        backwards.full_clean()
    with pytest.raises(DatabaseError), transaction.atomic():
        backwards.save()
