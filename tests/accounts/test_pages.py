"""Every page of the account: the portal's own frame and words, never allauth's."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from kredsraad.accounts.urls import urlpatterns
from tests.accounts.steps import connect_app, sign_in
from tests.base import Cast

OUTSIDE = [
    "log-ind/",
    "lukket/",
    "opret/",
    "adgangskode/glemt/",
    "adgangskode/glemt/sendt/",
    "adgangskode/ny/",
    "adgangskode/ny/1-abc-def/",
]
WITHOUT_APP = [
    "",
    "log-af/",
    "adgangskode/",
    "bekraeft/",
    "totrin/",
    "totrin/app/",
    "totrin/noedkoder/nye/",
    "sessioner/",
]
WITH_APP = [
    "totrin/",
    "totrin/bekraeft/",
    "totrin/app/fjern/",
    "totrin/noedkoder/",
    "totrin/noedkoder/nye/",
]
ENGLISH = re.compile(r"\b(Sign|Password|Email|Menu:|Your|the|Home|Submit|Please|Code)\b")


def hold_to_account(answer: Any, address: str) -> None:
    """The page is found, ours, Danish, has one main heading, and is kept by no cache."""
    page = answer.content.decode()
    assert answer.status_code == 200, address
    foreign = [template.name for template in answer.templates if (template.name or "").startswith("allauth/")]
    assert foreign == [], address
    assert '<html lang="da">' in page
    assert page.count("<h1") == 1, address
    assert "placeholder" not in page
    text = re.sub(r"<[^>]*>", " ", page.split("<body", 1)[1])
    assert ENGLISH.search(text) is None, (address, ENGLISH.search(text))
    assert "no-store" in answer["Cache-Control"], address


@pytest.mark.parametrize("address", OUTSIDE)
def test_before_signing_in(client: Client, db: None, address: str) -> None:
    hold_to_account(client.get(f"/konto/{address}"), address)


@pytest.mark.parametrize("address", WITHOUT_APP)
def test_with_a_password_alone(client: Client, cast: Cast, address: str) -> None:
    sign_in(client, cast.mayor)
    hold_to_account(client.get(f"/konto/{address}"), address)


@pytest.mark.parametrize("address", WITH_APP)
def test_with_a_second_factor(client: Client, cast: Cast, address: str) -> None:
    sign_in(client, cast.mayor)
    connect_app(client)
    hold_to_account(client.get(f"/konto/{address}"), address)


def test_the_second_step(client: Client, cast: Cast) -> None:
    sign_in(client, cast.mayor)
    connect_app(client)
    client.post("/konto/log-af/")
    sign_in(client, cast.mayor)
    hold_to_account(client.get("/konto/totrin/kode/"), "totrin/kode/")


def test_why_a_second_factor_is_asked_for(client: Client, cast: Cast, settings: Settings) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    sign_in(client, cast.secretary)
    hold_to_account(client.get("/konto/totrin/kraevet/"), "totrin/kraevet/")


def test_no_address_answers_an_odd_method_with_an_error(client: Client, cast: Cast) -> None:
    sign_in(client, cast.mayor)
    for pattern in urlpatterns:
        address = "/konto/" + str(pattern.pattern).replace("<int:pk>", "1")
        if "(?P" in address:
            address = "/konto/adgangskode/ny/1-abc-def/"
        for method in ("put", "delete", "patch", "options", "head", "trace"):
            answer = getattr(client, method)(address)
            assert answer.status_code < 500, (method, address)
