"""The demo's draft has proposals to look at."""

from __future__ import annotations

import pytest

from councils.models import User
from kredsraad.demo_proposals import load_proposals
from plans.models import Plan
from tests.base import row_counts
from tests.proposals.builders import INBOX, VIBORG, signed_in, told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded_demo")]


def test_the_secretary_finds_some_of_each_kind() -> None:
    shown = told(signed_in(User.objects.get(email="sekretaer@demo.example")).get(INBOX))
    for words in ("8 forslag fra 6 lokalråd", "Uden svar (3)", "Svar i kladde (1)", "Skal uddybes (1)"):
        assert words in shown
    assert "Ingen forslag i år (2)" in shown


def test_the_chair_of_viborg_finds_the_councils_own() -> None:
    shown = told(signed_in(User.objects.get(email="formand.viborg@demo.example")).get(VIBORG))
    assert "Fast kontaktperson for hver skole" in shown
    assert "Delvist imødekommet" in shown


def test_loading_again_adds_nothing() -> None:
    before = row_counts()
    assert not load_proposals(Plan.objects.get(year=2024))
    assert row_counts() == before
