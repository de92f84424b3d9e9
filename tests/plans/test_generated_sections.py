"""Sections that the registers write: who signs, councils and chairs, priorities, designated areas, meetings."""

from __future__ import annotations

from datetime import UTC, date, datetime

from councils.models import Meeting
from initiatives.models import AreaList, FocusArea
from plans.generating import generate
from plans.models import Plan, PlanEvent, Section
from plans.workflow import log
from tests.base import Cast, make_person, seat

DAY = date(2023, 1, 3)
LATE_IN_LONDON = datetime(2023, 1, 31, 23, 30, tzinfo=UTC)
"""The first of February in Copenhagen."""


def text(plan: Plan, generator: str, on: date = DAY) -> str:
    """What the registers write in the plan."""
    return generate(Section(plan=plan, kind="generated", generator=generator), on=on)


def test_those_sign_who_hold_a_seat_that_signs_on_the_day(cast: Cast, plan: Plan) -> None:
    seat(make_person("Anna"), cast.district, signs_plan=True, title="Borgmester", ends=DAY)
    seat(make_person("Bo"), cast.district, title="Konsulent")
    assert text(plan, "signatories") == "<ul><li><strong>Anna</strong><br>Borgmester</li></ul>"
    assert text(plan, "signatories", date(2023, 1, 4)) == ""


def test_a_chair_is_named_only_where_the_name_may_be_shown(cast: Cast, plan: Plan) -> None:
    type(cast.chair_of_viborg.person).objects.filter(user=cast.chair_of_viborg).update(name_public=True)
    found = text(plan, "councils")
    assert "Formand i Viborg" in found
    assert "Formand i Herning" not in found
    assert "Lokalrådet i Herning" in found


def test_priorities_are_those_of_the_plans_year(cast: Cast, plan: Plan) -> None:
    for name, first, last in (("Cykler", 2022, None), ("Knallerter", 2020, 2022)):
        FocusArea.objects.create(
            name=name, slug=name.lower(), source="local", council=cast.viborg, first_year=first, last_year=last
        )
    assert text(plan, "priorities") == "<ul><li><strong>Lokalrådet i Viborg</strong>: Cykler</li></ul>"


def test_designated_areas_are_those_of_the_newest_list_that_meet_the_criterion(cast: Cast, plan: Plan) -> None:
    assert cast.herning.municipality
    for year, name in ((2021, "Gammelby"), (2022, "Nyby"), (2024, "Senereby")):
        listed = AreaList.objects.create(kind="prevention", year=year, issued_by="Ministeriet")
        listed.areas.create(name=name, municipality=cast.herning.municipality, meets_crime_criterion=True)
        listed.areas.create(name=f"{name} Øst", municipality=cast.herning.municipality)
    found = text(plan, "areas")
    assert "Nyby</th>" in found
    assert "Øst" not in found
    assert "Gammelby" not in found
    assert "Senereby" not in found


def test_meetings_are_the_public_ones_by_the_clock_of_copenhagen(cast: Cast, plan: Plan) -> None:
    Meeting.objects.create(council=cast.district, starts_at=LATE_IN_LONDON, place="Rådhuset", public=True)
    Meeting.objects.create(council=cast.district, starts_at=datetime(2023, 3, 1, 9, tzinfo=UTC), place="Lukket sal")
    found = text(plan, "meetings")
    assert "1. februar 2023" in found
    assert "Rådhuset" in found
    assert "Lukket sal" not in found


def test_meetings_and_the_log_are_named_by_the_clock_of_copenhagen(cast: Cast, plan: Plan) -> None:
    meeting = Meeting(council=cast.district, starts_at=LATE_IN_LONDON)
    assert str(meeting).endswith("01-02-2023")
    event = log(plan, PlanEvent.Kind.STAGE, "Høring", actor="Anna", at=LATE_IN_LONDON)
    assert str(event).startswith("01-02-2023 00.30")
