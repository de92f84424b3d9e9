"""A portal in which nothing has been entered yet: every list says what will come."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/", "Der er ikke offentliggjort nogen samarbejdsplan endnu."),
        ("/", "Der er ikke offentliggjort nogen indsatsområder"),
        ("/samarbejdsplan/", "Der er ikke offentliggjort nogen samarbejdsplan endnu."),
        ("/samarbejdsplan/arkiv/", "Der er ikke offentliggjort nogen samarbejdsplan endnu."),
        ("/lokalraad/", "Der er ikke oprettet nogen lokalråd endnu."),
        ("/raad-og-naevn/", "Der er ikke offentliggjort nogen råd, nævn eller samarbejdsfora endnu."),
        ("/indsatsomraader/", "Der er ikke offentliggjort nogen indsatsområder endnu."),
    ],
)
def test_page_says_what_will_come(address: str, words: str) -> None:
    """An empty list is no error."""
    response = Client().get(address)
    assert response.status_code == 200
    assert words in response.content.decode()


def test_district_council_is_missing() -> None:
    """There is no council to show, and no link to it."""
    assert Client().get("/kredsraadet/").status_code == 404
    assert "/kredsraadet/" not in Client().get("/").content.decode()


def test_error_page_needs_neither_context_nor_database(django_assert_num_queries: Callable[..., Any]) -> None:
    """It is shown when everything else may have failed."""
    with django_assert_num_queries(0):
        assert "Der er sket en fejl" in render_to_string("500.html")
