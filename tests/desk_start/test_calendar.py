"""The year's dates with the annual statement and the meetings, on the timetable page and on the overview."""

from __future__ import annotations

import re
from datetime import datetime, time
from typing import Any

from django.test import Client
from django.utils import timezone

from councils.models import Body, Council, Meeting
from plans import timetables
from plans.models import Plan, Timetable
from tests.base import Cast
from tests.hearing.builders import in_days, signed_in


def meet(council: Council, days: int, **fields: Any) -> Meeting:
    """A meeting of the council at noon, so many days from today."""
    at = timezone.make_aware(datetime.combine(in_days(days), time(12)))
    return Meeting.objects.create(council=council, starts_at=at, **fields)


def dates(client: Client, address: str) -> list[str]:
    """What happens on the dates that the page lists, in order."""
    html = client.get(address).content.decode()
    return re.findall(r"</time>\s*<span>(.*?)</span>", html.partition('class="plain datelist"')[2])


def timetable(plan: Plan, **fields: Any) -> None:
    """The plan's dates."""
    Timetable.objects.update_or_create(plan=plan, defaults=fields)


def test_meetings_of_the_district_and_of_ones_own_council_stand_among_the_dates(cast: Cast, plan: Plan) -> None:
    timetable(plan, hearing_due=in_days(5), statement_on=in_days(9), publish_on=in_days(30))
    meet(cast.district, 7)
    meet(cast.viborg, 6)
    meet(cast.herning, 8)
    meet(cast.viborg, 10, state="cancelled")
    expected = [
        "Frist for høringssvar",
        "Møde i Lokalrådet i Viborg",
        "Møde i Kredsrådet i Midt- og Vestjylland",
        "Årlig redegørelse",
        "Planen offentliggøres",
    ]
    chair = signed_in(cast.chair_of_viborg)
    assert dates(chair, f"/skrivebord/plan/{plan.year}/tidsplan/") == expected
    assert dates(chair, "/skrivebord/") == expected
    assert "Møde i Lokalrådet i Viborg" not in dates(
        signed_in(cast.secretary), f"/skrivebord/plan/{plan.year}/tidsplan/"
    )


def test_the_councils_meeting_is_named_once(cast: Cast, plan: Plan) -> None:
    timetable(plan, meeting_on=in_days(20), publish_on=in_days(30))
    meet(cast.district, 20)
    found = dates(signed_in(cast.secretary), f"/skrivebord/plan/{plan.year}/tidsplan/")
    assert found == ["Møde i rådet", "Planen offentliggøres"]


def test_the_statement_is_proposed_in_june_of_the_plans_year(cast: Cast) -> None:
    proposed = timetables.propose(cast.district, 2026)
    assert str(proposed["statement_on"]) == "2026-06-01"
    assert proposed["preparation_on"] is None


def test_a_day_for_the_preparing_body_is_proposed_where_there_is_one(cast: Cast) -> None:
    cast.district.preparing_body = Body.objects.create(name="Udvalget", slug="udvalget", kind="forum")
    proposed = timetables.propose(cast.district, 2026)
    days = [proposed[name] for name in ("hearing_due", "preparation_on", "papers_due")]
    assert all(days)
    assert days == sorted(day for day in days if day)
