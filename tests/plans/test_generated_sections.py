"""Sections that the registers write: as they stand on the day, frozen with the plan."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from councils.models import Council, Meeting, Municipality, Person
from initiatives.models import AreaList, DesignatedArea, FocusArea
from plans import generating
from plans.models import Plan, Section
from plans.publishing.freezing import freeze
from tests.base import Cast, make_person, make_plan, publish, seat

DAY = date(2023, 2, 8)
COPENHAGEN = ZoneInfo("Europe/Copenhagen")


def generated(council: Council, generator: str, *, on: date = DAY) -> str:
    """The text of a plan's only section, written by the registers."""
    row = {"key": "et", "kind": "generated", "generator": generator, "heading": "Et"}
    plan = Plan.objects.filter(council=council).first() or make_plan(council, sections=[row])
    return generating.generate(Section.objects.get(plan=plan), on=on)


@pytest.mark.parametrize("generator", Section.Generator.values)
def test_registers_with_nothing_to_say_write_nothing(cast: Cast, generator: str) -> None:
    Council.objects.local().update(public=False)
    assert generated(cast.district, generator) == ""


def test_those_who_sign_are_those_of_the_day_in_their_order(cast: Cast) -> None:
    seat(make_person("Zenia"), cast.district, title="Politidirektør", signs_plan=True, order=1)
    seat(make_person("Anna"), cast.district, signs_plan=True, order=2)
    seat(make_person("Forbi"), cast.district, signs_plan=True, ends=date(2023, 2, 7))
    seat(make_person("Senere"), cast.district, signs_plan=True, starts=date(2023, 2, 9))
    seat(make_person("Kun medlem"), cast.district)
    seat(make_person("Lokal"), cast.viborg, signs_plan=True)
    assert generated(cast.district, "signatories") == (
        "<ul><li><strong>Zenia</strong><br>Politidirektør</li><li><strong>Anna</strong></li></ul>"
    )


def test_councils_are_listed_with_the_chairs_that_may_be_named(cast: Cast) -> None:
    Person.objects.filter(name="Formand i Viborg").update(name_public=True)
    Person.objects.filter(name="Formand i Herning").update(function="Borgmesteren")
    text = generated(cast.district, "councils")
    assert "<tr><th>Lokalrådet i Herning</th><td>Herning</td><td>Borgmesteren</td></tr>" in text.replace(
        ' scope="row"', ""
    )
    assert "<td>Formand i Viborg</td>" in text
    assert "Formand i Herning" not in text


def test_local_priorities_are_those_of_the_plans_year(cast: Cast) -> None:
    for name, first, last, public in (
        ("Cykler", 2023, None, True),
        ("Før", 2021, 2022, True),
        ("Hemmeligt", 2023, None, False),
    ):
        slug = name.lower().replace("ø", "oe")
        FocusArea.objects.create(
            name=name, slug=slug, source="local", council=cast.viborg, first_year=first, last_year=last, public=public
        )
    assert generated(cast.district, "priorities") == "<ul><li><strong>Lokalrådet i Viborg</strong>: Cykler</li></ul>"


def test_designated_areas_are_those_of_the_newest_list_that_meet_the_criterion(cast: Cast) -> None:
    herning = Municipality.objects.get(name="Herning")
    for year, name, criminal in (
        (2021, "Gammel", True),
        (2022, "Byen", True),
        (2022, "Stille", False),
        (2025, "Ny", True),
    ):
        listed, _ = AreaList.objects.get_or_create(kind="prevention", year=year, issued_by="Ministeriet")
        DesignatedArea.objects.create(area_list=listed, name=name, municipality=herning, meets_crime_criterion=criminal)
    text = generated(cast.district, "areas")
    assert "Byen" in text
    assert not any(name in text for name in ("Gammel", "Stille", "Ny<"))


def meeting(council: Council, *moment: int, **fields: object) -> None:
    """A public meeting that begins then, by the clock in Copenhagen."""
    values = {"place": "Holstebro", "public": True}
    Meeting.objects.create(council=council, starts_at=datetime(*moment, tzinfo=COPENHAGEN), **values | fields)  # type: ignore[arg-type,misc]


def test_meetings_are_the_councils_own_public_ones_of_the_year(cast: Cast) -> None:
    meeting(cast.district, 2023, 3, 1, 10)
    meeting(cast.district, 2023, 4, 1, 10, public=False)
    meeting(cast.district, 2023, 5, 1, 10, state="cancelled")
    meeting(cast.district, 2024, 3, 1, 10)
    meeting(cast.viborg, 2023, 6, 1, 10)
    rows = generated(cast.district, "meetings").count("<tr>") - 1
    assert rows == 1


def test_a_meeting_is_on_its_day_in_copenhagen(cast: Cast) -> None:
    meeting(cast.district, 2023, 6, 2, 0, 30)
    assert "2. juni 2023" in generated(cast.district, "meetings")


def test_names_with_markup_in_them_are_text(cast: Cast) -> None:
    seat(make_person("<b>Anna</b> & <script>x</script>", slug="anna"), cast.district, signs_plan=True)
    assert "<strong>&lt;b&gt;Anna&lt;/b&gt; &amp; &lt;script&gt;x&lt;/script&gt;</strong>" in generated(
        cast.district, "signatories"
    )


def test_a_generated_section_is_frozen_with_the_plan(cast: Cast) -> None:
    person = make_person("Anna")
    seat(person, cast.district, signs_plan=True)
    row = {"key": "et", "kind": "generated", "generator": "signatories", "heading": "Et"}
    plan = make_plan(cast.district, sections=[row])
    edition = publish(plan)
    person.name = "Bo"
    person.save()
    edition.refresh_from_db()
    assert "Anna" in edition.html
    assert "Bo" in freeze(plan, on=DAY).json


def test_who_signs_is_asked_on_the_day_of_the_decision(cast: Cast) -> None:
    seat(make_person("Gammel borgmester"), cast.district, signs_plan=True, ends=date(2023, 1, 31))
    row = {"key": "et", "kind": "generated", "generator": "signatories", "heading": "Et"}
    edition = publish(make_plan(cast.district, sections=[row]), decided_on=date(2023, 1, 3))
    assert "Gammel borgmester" in edition.html
    assert edition.signatories == [{"name": "Gammel borgmester", "title": ""}]
