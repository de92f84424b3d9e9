"""The demo's draft has contributions and talk to look at."""

from __future__ import annotations

import pytest

from councils.models import User
from kredsraad.demo_contributions import load_contributions
from plans.models import Comment, Plan
from tests.base import row_counts
from tests.contributing.builders import signed_in, told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded_demo")]


def test_each_standing_is_there_and_a_question_and_a_remark() -> None:
    shown = told(signed_in(User.objects.get(email="sekretaer@demo.example")).get("/skrivebord/plan/2024/bidrag/"))
    for words in ("2 af 5 modtaget", "Ikke modtaget", "Afventer", "Tekst leveret", "Ingen ændringer", "Spørgsmål"):
        assert words in shown
    assert Comment.objects.threads().count() == 2


def test_the_demos_contributor_finds_them() -> None:
    shown = told(signed_in(User.objects.get(email="bidragyder@demo.example")).get("/skrivebord/plan/bidrag/"))
    assert "1 afsnit venter på dit svar" in shown


def test_loading_again_adds_nothing() -> None:
    before = row_counts()
    assert not load_contributions(Plan.objects.get(year=2024))
    assert row_counts() == before
