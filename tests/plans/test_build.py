"""Making a plan from a description: what is not a plan is refused, and nothing is made."""

from __future__ import annotations

import pytest

from plans.building import PlanMalformed, PlanSpec, SectionSpec, build
from plans.models import Plan, Section
from tests.base import Cast


def described(cast: Cast, *sections: SectionSpec) -> PlanSpec:
    """A plan of the district council for 2023 with these sections."""
    return PlanSpec(cast.district, 2023, "Samarbejdsplan 2023", Plan.Origin.ARCHIVE, list(sections))


def nested(depth: int) -> SectionSpec:
    """A section with so many levels in all."""
    return SectionSpec(f"afsnit-{depth}", children=[nested(depth - 1)] if depth > 1 else [])


def test_six_levels_are_built(cast: Cast) -> None:
    assert build(described(cast, nested(6))).sections.count() == 6


@pytest.mark.parametrize("depth", [7, 300])
def test_more_levels_than_headings_have_are_refused(cast: Cast, depth: int) -> None:
    with pytest.raises(PlanMalformed, match="6 niveauer"):
        build(described(cast, nested(depth)))
    assert not Plan.objects.exists()


def test_a_key_used_twice_is_refused(cast: Cast) -> None:
    with pytest.raises(PlanMalformed, match="Nøglen forord bruges to gange"):
        build(described(cast, SectionSpec("forord"), SectionSpec("forord")))
    assert not Section.objects.exists()


def test_a_register_row_that_is_not_there_is_refused(cast: Cast) -> None:
    missing = SectionSpec("naevnet", kind=Section.Kind.REGISTER, register=("body", "findes-ikke"))
    with pytest.raises(PlanMalformed, match="som ikke findes"):
        build(described(cast, missing))
    assert not Plan.objects.exists()
