"""The register of councils: one district council, a local council to each municipality, each for its time."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from councils.models import Body, Council, Municipality
from tests.base import Cast, make_district, make_local


def refused(**fields: Any) -> str:
    """Assert that neither the form nor the database takes the council; give what the form says."""
    council = Council(**{"name": "Nyt råd", "slug": "nyt-raad"} | fields)
    with pytest.raises(ValidationError) as said:
        council.full_clean()
    with pytest.raises(DatabaseError), transaction.atomic():
        council.save()
    return " ".join(said.value.messages)


def test_there_is_one_district_council(cast: Cast) -> None:
    assert "Der kan kun være ét kredsråd." in refused(kind="district")


def test_a_local_council_needs_a_municipality(cast: Cast) -> None:
    assert "Et lokalråd skal have en kommune" in refused(kind="local")


def test_the_district_council_has_none(db: None) -> None:
    municipality = Municipality.objects.create(code="0791", name="Viborg", slug="viborg")
    assert "kredsrådet må ikke have en" in refused(kind="district", municipality=municipality)


def test_a_municipality_has_one_local_council(cast: Cast) -> None:
    assert "har allerede et lokalråd" in refused(kind="local", municipality=cast.viborg.municipality)


def test_a_municipality_may_have_a_new_one_after_an_abolished_one(cast: Cast) -> None:
    Council.objects.filter(pk=cast.viborg.pk).update(abolished=date(2024, 1, 1))
    Council.objects.create(kind="local", name="Nyt", slug="nyt", municipality=cast.viborg.municipality)


@pytest.mark.parametrize("code", ["791", "07911", "O791", ""])
def test_a_municipality_code_has_four_digits(db: None, code: str) -> None:
    with pytest.raises(ValidationError):
        Municipality(code=code, name="Viborg", slug="viborg").full_clean()


def test_two_municipalities_do_not_share_a_tile(cast: Cast) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        Municipality.objects.create(code="0661", name="Holstebro", slug="holstebro", tile_column=1, tile_row=1)


@pytest.mark.parametrize("field", ["tile_column", "tile_row", "tile_width", "tile_height"])
def test_every_tile_that_is_taken_has_its_place_in_the_stylesheet(db: None, field: str) -> None:
    css = (settings.BASE_DIR / "static" / "css" / "parts.css").read_text("utf-8")
    places = {int(number) for number in re.findall(rf"\.tile-{field.removeprefix('tile_')[0]}(\d+) ", css)}
    for number in range(max(places) + 2):
        municipality = Municipality(code="0791", name="Viborg", slug="viborg", **{field: number})
        if number in places:
            municipality.full_clean()
        else:
            with pytest.raises(ValidationError):
                municipality.full_clean()


def test_the_full_name_has_the_police_district(cast: Cast) -> None:
    assert cast.district.full_name() == "Kredsrådet i Midt- og Vestjyllands Politikreds"
    assert cast.viborg.full_name() == "Lokalrådet i Viborg"


# Readable verbs ------------------------------------------------------------------------------------------------------


def test_only_public_councils_are_public(cast: Cast) -> None:
    Council.objects.filter(pk=cast.herning.pk).update(public=False)
    assert set(Council.objects.public()) == {cast.district, cast.viborg}
    assert set(Council.objects.local().public()) == {cast.viborg}


def test_a_council_is_current_from_its_first_day_to_the_day_before_it_is_abolished(db: None) -> None:
    council = make_local("Viborg", code="0791", established=date(2020, 1, 1), abolished=date(2024, 1, 1))
    for day, expected in {
        date(2019, 12, 31): [],
        date(2020, 1, 1): [council],
        date(2023, 12, 31): [council],
        date(2024, 1, 1): [],
    }.items():
        assert list(Council.objects.current(on=day)) == expected


def test_unknown_dates_count_as_always(db: None) -> None:
    district = make_district()
    assert list(Council.objects.current(on=date(1900, 1, 1))) == [district]


def test_bodies_of_the_whole_district_cover_every_municipality_others_those_they_name(cast: Cast) -> None:
    everywhere = Body.objects.create(name="Alle", slug="alle", kind="board", coverage="district")
    viborg = Body.objects.create(name="Én", slug="en", kind="board", coverage="municipalities")
    viborg.municipalities.set(Municipality.objects.filter(name="Viborg"))
    Body.objects.create(name="Ukendt", slug="ukendt", kind="board")
    assert set(Body.objects.covering(cast.viborg.municipality)) == {everywhere, viborg}
    assert set(Body.objects.covering(cast.herning.municipality)) == {everywhere}


def test_a_body_is_not_abolished_before_it_is_established(db: None) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        Body.objects.create(
            name="Bagvendt", slug="b", kind="board", established=date(2024, 1, 1), abolished=date(2023, 1, 1)
        )


@pytest.mark.parametrize("model", [Council, Body])
def test_text_is_stored_clean(cast: Cast, model: Any) -> None:
    Body.objects.create(name="Nævnet", slug="naevnet", kind="board")
    model.objects.update(text="<p>Godt</p><script>alert(1)</script>")
    assert set(model.objects.values_list("text", flat=True)) == {"<p>Godt</p>"}


# Histories -----------------------------------------------------------------------------------------------------------


def test_every_save_leaves_a_trace(cast: Cast) -> None:
    council = make_local("Skive", code="0779")
    council.name = "Lokalrådet for Skive"
    council.save()
    newest, oldest = council.history.all()
    assert (oldest.history_type, newest.history_type) == ("+", "~")
    assert [change.field for change in newest.diff_against(oldest).changes] == ["name"]


def test_changed_relations_leave_a_trace_too(cast: Cast) -> None:
    body = Body.objects.create(name="Nævnet", slug="naevnet", kind="board")
    body.municipalities.set(Municipality.objects.filter(name="Viborg"))
    newest = body.history.first()
    assert [row.municipality.name for row in newest.municipalities.all()] == ["Viborg"]
