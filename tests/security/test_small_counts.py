"""Small counts of persons cannot be worked out from what is shown."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from initiatives.models import Figure, Initiative, StatusReport


def shown(*figures: tuple[str, str, str]) -> list[str]:
    """The values shown of a report with these figures: value, unit, and what it is a share of."""
    initiative = Initiative.objects.create(name="Samtaler", slug="samtaler")
    report = StatusReport.objects.create(initiative=initiative, as_of=date(2022, 1, 1))
    for number, (value, unit, of_what) in enumerate(figures, start=1):
        Figure.objects.create(report=report, number=number, value=Decimal(value), unit=unit, of_what=of_what, what="x")
    return [figure.shown_value for figure in report.public_figures()]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("figures", "left"),
    [
        pytest.param([("10", "persons", ""), ("7", "persons", ""), ("3", "persons", "")], ["10"], id="difference"),
        pytest.param([("119", "persons", ""), ("2", "percent", "alle")], ["119"], id="small share"),
        pytest.param([("119", "persons", ""), ("98", "percent", "alle")], ["119"], id="small rest of a share"),
        pytest.param([("119", "persons", ""), ("117", "persons", "alle")], ["119"], id="small rest of a count"),
        pytest.param([("3", "persons", ""), ("12", "count", "")], ["12"], id="things point at nobody"),
        pytest.param([("119", "persons", ""), ("67", "percent", "alle"), ("32", "percent", "alle")],
                     ["119", "67", "32"], id="nothing small"),
        pytest.param([("50", "percent", "alle")], ["50"], id="a share of nobody knows how many"),
    ],
)  # fmt: skip
def test_small_counts_cannot_be_worked_out(figures: list[tuple[str, str, str]], left: list[str]) -> None:
    assert shown(*figures) == left
