"""Saying of a section that it holds, or is rewritten."""

from __future__ import annotations

import pytest
from django.test import Client

from plans.models import Plan, Section
from tests.base import Cast, section

ADDRESS = "/skrivebord/plan/2024/afsnit/vold/status/"


def state_of(row: Section) -> str:
    """The section's state in the database."""
    return section(row.plan, "vold").state


@pytest.mark.parametrize("wanted", ["confirmed", "rewritten"])
def test_the_secretary_says_so_of_what_was_seen(client: Client, cast: Cast, row: Section, wanted: str) -> None:
    client.force_login(cast.secretary)
    assert client.post(ADDRESS, {"base": "1", "state": wanted}).status_code == 302
    assert state_of(row) == wanted


@pytest.mark.parametrize("base", ["0", "2", "", "x", "9" * 30])
def test_nobody_confirms_what_they_have_not_seen(client: Client, cast: Cast, row: Section, base: str) -> None:
    client.force_login(cast.secretary)
    answer = client.post(ADDRESS, {"base": base, "state": "confirmed"}, follow=True)
    assert "Afsnittet er ændret, siden du så det" in answer.content.decode()
    assert state_of(row) == "new"


@pytest.mark.parametrize("wanted", ["", "carried", "new", "hvad"])
def test_other_states_are_nobodys_to_give(client: Client, cast: Cast, row: Section, wanted: str) -> None:
    client.force_login(cast.secretary)
    client.post(ADDRESS, {"base": "1", "state": wanted})
    assert state_of(row) == "new"


@pytest.mark.parametrize(("who", "code"), [("mayor", 403), ("outsider", 404), ("administrator", 404)])
def test_others_may_not(client: Client, cast: Cast, row: Section, who: str, code: int) -> None:
    client.force_login(getattr(cast, who))
    assert client.post(ADDRESS, {"base": "1", "state": "confirmed"}).status_code == code
    assert state_of(row) == "new"


def test_a_stage_in_which_nobody_writes_is_explained(client: Client, cast: Cast, row: Section) -> None:
    Plan.objects.update(stage="decision")
    client.force_login(cast.secretary)
    assert client.post(ADDRESS, {"base": "1", "state": "confirmed"}).status_code == 409
