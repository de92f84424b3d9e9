"""Figures of status reports: written as Danish writes them, and small counts of persons held back."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from initiatives.models import Figure, Initiative, StatusReport


@pytest.fixture
def report(db: None) -> StatusReport:
    """A status report without figures."""
    initiative = Initiative.objects.create(name="Spiritus og narko", slug="spiritus")
    return StatusReport.objects.create(initiative=initiative, as_of=date(2022, 1, 1))


def figure(report: StatusReport, value: str, unit: str = "persons", **fields: str) -> Figure:
    """One more figure in the report."""
    number = report.figures.count() + 1
    return Figure.objects.create(
        report=report, number=number, value=Decimal(value), unit=unit, **{"what": "henviste"} | fields
    )


@pytest.mark.parametrize("value", ["1", "4", "4.5"])
def test_counts_below_five_are_not_shown(report: StatusReport, value: str) -> None:
    figure(report, value)
    assert report.public_figures() == []


@pytest.mark.parametrize("value", ["0", "5", "119"])
def test_none_at_all_and_five_or_more_are(report: StatusReport, value: str) -> None:
    shown = figure(report, value)
    assert report.public_figures() == [shown]


def test_shares_are_shown_where_nothing_is_held_back(report: StatusReport) -> None:
    figures = [figure(report, "119"), figure(report, "67", "percent", of_what="henviste")]
    assert report.public_figures() == figures


def test_what_a_small_count_could_be_worked_out_from_is_held_back_too(report: StatusReport) -> None:
    everyone = figure(report, "119")
    figure(report, "3", of_what="henviste")
    figure(report, "2.5", "percent", of_what="henviste")
    figure(report, "116", of_what="henviste")
    assert report.public_figures() == [everyone]


def test_a_small_number_of_things_points_at_nobody(report: StatusReport) -> None:
    meetings = figure(report, "2", "count", what="møder")
    assert report.public_figures() == [meetings]


@pytest.mark.parametrize(
    ("value", "shown"), [("67.00", "67"), ("2.50", "2,5"), ("0.05", "0,05"), ("1200", "1200"), ("0", "0")]
)
def test_a_figure_is_written_as_danish_writes_it(report: StatusReport, value: str, shown: str) -> None:
    figure(report, value, "count")
    assert Figure.objects.get().shown_value == shown


def test_nothing_is_counted_below_nought(report: StatusReport) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        figure(report, "-1")
