"""Pages of the hearing ask the database as often for much as for little."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plans.models import Plan
from tests.base import Cast, make_account, make_flat_plan, make_local, seat
from tests.hearing.builders import SOUND, page, plan_in_hearing, remarked, sent, signed_in, sound_plan

MOST = 34


def count(user: Any, address: str) -> int:
    """How often the page asks, once its template is known."""
    client = signed_in(user)
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def much(cast: Cast, plan: Plan) -> None:
    """Ten more councils that have responded, and thirty more remarks from Viborg."""
    for number in range(10):
        council = make_local(f"By{number}", code=f"08{number:02d}")
        chair = make_account(f"by{number}@test.example", f"Formand {number}")
        seat(chair.person, council, "chair")
        remarked(plan, council, chair)
        sent(plan, council, chair)
    for number in range(30):
        remarked(plan, cast.viborg, cast.local_secretary, f"Bemærkning {number}.", key="naevnet", name="2 Nævnet")


PAGES = [
    ("secretary", page("hearing", 2024)),
    ("secretary", page("remind", 2024)),
    ("secretary", page("put_off", 2024)),
    ("secretary", page("ready", 2024)),
    ("secretary", page("stage", 2024)),
    ("secretary", f"{page('stage', 2024)}?til=editing"),
    ("secretary", f"{page('stage', 2024)}?til=decision"),
    ("chair_of_viborg", page("hearing", 2024)),
    ("chair_of_viborg", page("response", "viborg", 2024)),
    ("chair_of_viborg", page("response_send", "viborg", 2024)),
    ("chair_of_viborg", "/skrivebord/"),
]


@pytest.mark.parametrize(("who", "address"), PAGES)
def test_councils_and_remarks_cost_nothing_more(cast: Cast, heard: Plan, who: str, address: str) -> None:
    remarked(heard, cast.viborg, cast.chair_of_viborg)
    few = count(getattr(cast, who), address)
    much(cast, heard)
    assert count(getattr(cast, who), address) == few <= MOST


def test_remarks_to_answer_cost_nothing_more(cast: Cast, heard: Plan) -> None:
    remarked(heard, cast.viborg, cast.chair_of_viborg)
    remarked(heard, cast.herning, cast.chair_of_herning)
    sent(heard, cast.herning, cast.chair_of_herning)
    few = count(cast.secretary, page("answer", 2024, "herning"))
    much(cast, heard)
    sent(heard, cast.viborg, cast.chair_of_viborg)
    assert count(cast.secretary, page("answer", 2024, "viborg")) == few <= MOST


@pytest.mark.parametrize("name", ["ready", "stage"])
def test_sections_cost_nothing_more(cast: Cast, name: str) -> None:
    sound_plan(cast, sections=SOUND)
    few = count(cast.secretary, page(name, 2024))
    make_flat_plan(cast.district, count=60, year=2025).sections.update(state="carried")
    assert count(cast.secretary, page(name, 2025)) <= few


def test_sections_of_what_was_sent_out_cost_nothing_more(cast: Cast) -> None:
    plan_in_hearing(cast)
    few = count(cast.chair_of_viborg, page("response", "viborg", 2024))
    rows = [{"key": f"s{n}", "heading": f"Afsnit {n}", "body": [f"<p>{n}</p>"]} for n in range(60)]
    plan_in_hearing(cast, year=2025, sections=rows)
    assert count(cast.chair_of_viborg, page("response", "viborg", 2025)) == few
