"""What the real registers say, asked through the verbs that pages use."""

from __future__ import annotations

import pytest
from django.db.models import Model

from councils.models import Council
from initiatives.models import FocusArea, StatusReport
from tests.base import registers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded_registers")]
WITH_CRIMINAL_AREAS = {"herning", "holstebro", "silkeborg"}


def test_the_designated_areas_concern_three_councils_of_the_real_eleven() -> None:
    designated = FocusArea.objects.get(slug="udpegede-omraader")
    councils = Council.objects.local()
    concerned = {c.slug for c in councils if designated in FocusArea.objects.for_council(c)}
    assert councils.count() == 11
    assert concerned == WITH_CRIMINAL_AREAS


def test_the_other_areas_of_the_agreement_concern_all() -> None:
    everyone = set(FocusArea.objects.filter(audience="all").exclude(source="local"))
    assert len(everyone) >= 4
    for council in Council.objects.local():
        assert everyone <= set(FocusArea.objects.for_council(council))


def test_the_figures_of_january_2022_are_there() -> None:
    shown = {f"{f.shown_value} {f.get_unit_display()}" for r in StatusReport.objects.all() for f in r.public_figures()}
    assert {"119 personer", "67 %", "32 %"} <= shown


@pytest.mark.parametrize("model", [m for m in registers() if hasattr(m, "natural_key_fields")])
def test_every_row_is_found_by_its_natural_key(model: type[Model]) -> None:
    for row in model._default_manager.all():
        assert model._default_manager.get_by_natural_key(*row.natural_key()) == row  # type: ignore[attr-defined]
