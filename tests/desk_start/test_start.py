"""Starting the plan of the year to come."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from councils.models import Body
from initiatives.models import Initiative
from plans.assembly import forecast, standard_outline
from plans.models import Plan, PlanEvent, Timetable
from tests.base import Cast, make_flat_plan, make_plan, shown
from tests.desk_start.forms import START, dates_in, filled, told


@pytest.fixture
def earlier(cast: Cast) -> Plan:
    """Last year's plan, published."""
    plan = make_plan(cast.district, year=2024)
    Plan.objects.update(stage="published")
    return plan


# What comes of it ----------------------------------------------------------------------------------------------------


def test_the_dates_proposed_start_the_plan(client: Client, cast: Cast, earlier: Plan) -> None:
    client.force_login(cast.secretary)
    data = filled(client)
    answer = client.post(START, data)
    assert answer["Location"] == "/skrivebord/plan/2025/"
    plan = Plan.objects.get(year=2025)
    assert (plan.previous, plan.stage, plan.origin) == (earlier, "collecting", "native")
    assert shown(plan) == shown(earlier)
    dates = Timetable.objects.get(plan=plan)
    assert {name: str(getattr(dates, name)) for name in Timetable.ORDER if name != "preparation_on"} == dates_in(data)
    event = PlanEvent.objects.get(plan=plan)
    assert (event.kind, event.actor, event.actor_account) == ("assembled", "Sekretær", cast.secretary)


def test_the_page_says_what_was_carried_what_is_new_and_what_has_ended(
    client: Client, cast: Cast, earlier: Plan
) -> None:
    gone = Body.objects.create(name="Det gamle", slug="det-gamle", kind="board", abolished=date(2024, 5, 1))
    earlier.sections.filter(key="naevnet").update(kind="register", body=gone)
    Body.objects.create(name="Det nye", slug="det-nye", kind="board", own_section=True)
    Initiative.objects.create(name="Natteravne", slug="natteravne", state="ended")
    client.force_login(cast.secretary)
    foreseen = client.get(START).content.decode()
    said = told(client, client.post(START, filled(client)))
    assert "Planen for 2025 er startet. " in said
    assert "1 er nyt." in said
    for page in (foreseen, said):
        assert "Det nye" in page
        assert "Det gamle er nedlagt" in page
        assert "Natteravne" in page


def test_what_is_foreseen_is_what_happens(client: Client, cast: Cast, earlier: Plan) -> None:
    Body.objects.create(name="Det nye", slug="det-nye", kind="board", own_section=True)
    standard = standard_outline(cast.district)
    foreseen = forecast(council=cast.district, year=2025, standard=standard)
    client.force_login(cast.secretary)
    client.post(START, filled(client))
    plan = Plan.objects.get(year=2025)
    assert foreseen.sections + len(foreseen.new) == plan.sections.count()
    assert foreseen.new == list(plan.sections.filter(state="new").values_list("heading", flat=True))


def test_long_lists_are_cut_in_the_message(client: Client, cast: Cast, earlier: Plan) -> None:
    for number in range(12):
        Initiative.objects.create(name=f"Indsats {number}", slug=f"i-{number}", state="ended", order=number)
    client.force_login(cast.secretary)
    assert "Indsats 7 og 4 andre" in told(client, client.post(START, filled(client)))


def test_a_plan_that_is_not_published_is_warned_of(client: Client, cast: Cast, earlier: Plan) -> None:
    client.force_login(cast.secretary)
    assert "er ikke offentliggjort endnu" not in client.get(START).content.decode()
    Plan.objects.update(stage="editing")
    assert "Samarbejdsplan 2024 er ikke offentliggjort endnu" in client.get(START).content.decode()


def test_the_first_plan_begins_with_the_standard_outline(client: Client, cast: Cast) -> None:
    client.force_login(cast.secretary)
    page = client.get(START).content.decode()
    assert "Planen begynder med standarddispositionen" in page
    year = timezone.localdate().year
    for chosen in (year, year + 1):
        assert f"Start planen for {chosen}" in page
    data = filled(client, f"{START}?year={year + 1}")
    assert data["year"] == str(year + 1)
    assert client.post(START, data).status_code == 302
    plan = Plan.objects.get()
    assert (plan.year, plan.previous) == (year + 1, None)
    assert plan.sections.filter(key="kredsraadet").exists()


def test_it_asks_as_often_for_many_sections_as_for_few(client: Client, cast: Cast, earlier: Plan) -> None:
    client.force_login(cast.secretary)
    counts = []
    for year, count in ((2026, 3), (2028, 60)):
        make_flat_plan(cast.district, count=count, year=year)
        counts.append(_queries(client))
    assert counts[0] == counts[1]


def _queries(client: Client) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(START).status_code == 200
    return len(asked)


# Once ----------------------------------------------------------------------------------------------------------------


def test_a_second_press_makes_no_second_plan_and_is_told(client: Client, cast: Cast, earlier: Plan) -> None:
    client.force_login(cast.secretary)
    data = filled(client)
    client.post(START, data)
    client.get("/skrivebord/")
    dates = list(Timetable.objects.values())
    said = told(client, client.post(START, data | {"publish_on": "2025-03-01"}))
    assert "Planen for 2025 er allerede startet af Sekretær" in said
    assert Plan.objects.filter(year__gt=2024).count() == 1
    assert list(Timetable.objects.values()) == dates


@pytest.mark.parametrize("year", ["", "2031", "1800", "x", "\x00", "-1", "2025.5", "9" * 40, "20 25"])
def test_no_other_year_can_be_started(client: Client, cast: Cast, earlier: Plan, year: str) -> None:
    client.force_login(cast.secretary)
    answer = client.post(START, filled(client) | {"year": year})
    assert answer.status_code == 200
    assert "Fejl: Start planen for 2025" in answer.content.decode()
    assert Plan.objects.count() == 1


def test_after_the_last_year_there_is_none_to_start(client: Client, cast: Cast) -> None:
    make_plan(cast.district, year=2100)
    client.force_login(cast.secretary)
    assert client.get(START).status_code == 404
    assert client.post(START, {"year": "2101"}).status_code == 404


# Who -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "code"),
    [
        ("mayor", 403),
        ("chair_of_viborg", 403),
        ("director", 403),
        ("communications", 403),
        ("contributor", 404),
        ("outsider", 404),
        ("former_secretary", 404),
        ("administrator", 404),
    ],
)
def test_others_start_nothing(client: Client, cast: Cast, earlier: Plan, who: str, code: int) -> None:
    client.force_login(getattr(cast, who))
    assert client.get(START).status_code == code
    assert client.post(START, {"year": "2025"}).status_code == code
    assert not Plan.objects.filter(year=2025).exists()


def test_a_stranger_is_sent_to_sign_in(client: Client, cast: Cast, earlier: Plan) -> None:
    assert client.post(START, {"year": "2025"})["Location"].startswith("/konto/log-ind/")


def test_it_is_neither_put_nor_deleted(client: Client, cast: Cast, earlier: Plan) -> None:
    client.force_login(cast.secretary)
    assert (client.put(START).status_code, client.delete(START).status_code) == (405, 405)


def test_without_a_district_council_there_is_nothing_to_start(client: Client, cast: Cast) -> None:
    cast.mayor.person.memberships.model.objects.filter(council=cast.district).delete()
    cast.district.delete()
    client.force_login(cast.chair_of_viborg)
    assert client.get(START).status_code == 404
