"""What one sitting changed."""

from __future__ import annotations

import pytest
from django.test import Client

from plans.models import Plan
from plans.saving import Conflict
from tests.base import Cast
from tests.desk_history.builders import HISTORY, address, queries, revision, save


def test_the_change_is_shown_against_what_stood_before_the_sitting(client: Client, cast: Cast, plan: Plan) -> None:
    save(plan, "<p>Nævnet har fire medlemmer.</p>", by="Anna")
    save(plan, "<p>Nævnet har fire faste medlemmer.</p>", by="Anna", minutes=5)
    client.force_login(cast.mayor)
    page = client.get(address(revision(3))).content.decode()
    assert "<p>Nævnet har <del>tre</del><ins>fire faste</ins> medlemmer.</p>" in page
    assert "1 sted ændret" in page
    assert client.get(address(revision(2))).content.decode().count("fire faste") == 0


def test_the_beginning_is_shown_as_it_was(client: Client, cast: Cast, plan: Plan) -> None:
    save(plan, "<p>Nyt.</p>", by="Anna")
    client.force_login(cast.mayor)
    page = client.get(address(revision(1))).content.decode()
    assert "<p>Nævnet har tre medlemmer.</p>" in page
    assert "<ins>" not in page


def test_a_text_that_was_not_chosen_is_shown_against_what_it_began_from(client: Client, cast: Cast, plan: Plan) -> None:
    save(plan, "<p>Nævnet har fem medlemmer.</p>", by="Bo")
    with pytest.raises(Conflict) as conflict:
        save(plan, "<p>Nævnet har ti medlemmer.</p>", by=cast.secretary, base=1)
    client.force_login(cast.secretary)
    page = client.get(address(conflict.value.set_aside)).content.decode()
    assert "<del>tre</del><ins>ti</ins>" in page
    assert "Flet teksten ind" in page


def test_versions_that_are_not_there_are_not_found(client: Client, cast: Cast, plan: Plan) -> None:
    save(plan, "<p>Nyt.</p>", by="Anna")
    client.force_login(cast.secretary)
    elsewhere = address(revision(2)).replace("naevnet", "aftalen")
    for path in (elsewhere, f"{HISTORY}0/", f"{HISTORY}{10**30}/"):
        assert client.get(path).status_code == 404
        assert client.post(path, {"base": "2"}).status_code == 404


def test_readers_see_no_button(client: Client, cast: Cast, plan: Plan) -> None:
    save(plan, "<p>Nyt.</p>", by="Anna")
    client.force_login(cast.mayor)
    assert "Gendan" not in client.get(address(revision(1))).content.decode()
    client.force_login(cast.secretary)
    assert "Gendan" in client.get(address(revision(1))).content.decode()


def test_it_asks_as_often_in_a_long_history(client: Client, cast: Cast, plan: Plan) -> None:
    save(plan, "<p>0</p>", by="Anna")
    client.force_login(cast.secretary)
    few = queries(client, address(revision(2)))
    for number in range(1, 40):
        save(plan, f"<p>{number}</p>", by=f"Person {number % 3}", minutes=number)
    assert queries(client, address(revision(20))) == few
