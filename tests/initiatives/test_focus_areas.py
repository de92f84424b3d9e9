"""Focus areas: whom they concern, where they come from, and when."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from councils.models import Municipality
from initiatives.models import Agreement, AreaList, DesignatedArea, FocusArea
from tests.base import Cast


def make_area(**fields: Any) -> FocusArea:
    """A focus area."""
    values = {"name": "Nattelivet", "slug": "nattelivet", "source": "choice", "first_year": 2023}
    return FocusArea.objects.create(**values | fields)


def make_list(*, criminal: bool) -> AreaList:
    """A ministry's list with one area, in Herning."""
    listed = AreaList.objects.create(kind="prevention", year=2023, issued_by="Ministeriet")
    designate(listed, "Byen", criminal=criminal)
    return listed


def designate(listed: AreaList, name: str, *, criminal: bool) -> None:
    """Put an area of Herning's on the list."""
    herning = Municipality.objects.get(name="Herning")
    DesignatedArea.objects.create(area_list=listed, name=name, municipality=herning, meets_crime_criterion=criminal)


@pytest.mark.parametrize(("criminal", "expected"), [(True, {"herning"}), (False, set())])
def test_only_an_area_that_meets_the_crime_criterion_counts(cast: Cast, criminal: bool, expected: set[str]) -> None:
    area = make_area(council=cast.district, audience="designated", area_list=make_list(criminal=criminal))
    concerned = {c.slug for c in (cast.viborg, cast.herning) if area in FocusArea.objects.for_council(c)}
    assert concerned == expected


def test_a_council_with_two_areas_on_the_list_is_concerned_once(cast: Cast) -> None:
    listed = make_list(criminal=True)
    designate(listed, "Parken", criminal=True)
    area = make_area(council=cast.district, audience="designated", area_list=listed)
    assert list(FocusArea.objects.for_council(cast.herning)) == [area]


def test_a_local_councils_own_choice_concerns_it_alone(cast: Cast) -> None:
    own = make_area(source="local", council=cast.viborg)
    assert list(FocusArea.objects.for_council(cast.viborg)) == [own]
    assert list(FocusArea.objects.for_council(cast.herning)) == []


def test_areas_are_current_in_their_years_and_public_by_choice(cast: Cast) -> None:
    area = make_area(council=cast.district, last_year=2024)
    for year, held in {2022: False, 2023: True, 2024: True, 2025: False}.items():
        assert FocusArea.objects.current(year=year).exists() is held
    FocusArea.objects.update(last_year=None)
    assert list(FocusArea.objects.current(year=2099)) == [area]
    FocusArea.objects.update(public=False)
    assert not FocusArea.objects.public().exists()


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"source": "agreement"}, "Vælg aftalen"),
        ({"source": "choice"}, "Vælg aftalen"),
        ({"source": "choice", "council": True, "agreement": True}, "Vælg aftalen"),
        ({"source": "choice", "council": True, "audience": "designated"}, "Vælg den liste"),
        ({"source": "choice", "council": True, "last_year": 2022}, "Sidste år ligger før første år"),
    ],
)
def test_an_area_says_where_it_comes_from_whom_it_concerns_and_when(
    cast: Cast, fields: dict[str, Any], message: str
) -> None:
    rows = {
        "council": cast.district,
        "agreement": Agreement.objects.create(name="Aftalen", slug="aftalen", first_year=2021, last_year=2023),
    }
    values = {name: rows[name] if value is True else value for name, value in fields.items()}
    with pytest.raises(ValidationError, match=message):
        FocusArea(name="Nattelivet", slug="nattelivet", first_year=2023, **values).full_clean()
    with pytest.raises(DatabaseError), transaction.atomic():
        make_area(**values)


def test_an_agreement_does_not_end_before_it_begins(db: None) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        Agreement.objects.create(name="Bagvendt", slug="bagvendt", first_year=2024, last_year=2023)
