"""Who gets what, address by address: the matrix is literal, and every address of the desk and the account is in it.

302 leads to sign in (or, after a change, to the page that shows it), 404 is for who has nothing to do with the thing,
403 for who may read it and not change it, 405 for the wrong method. A POST here sends nothing but its address, so that
200, 400, 409 and 422 mean: let in, and told what is missing. The rows lie in tests/access, area by area.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.cookies import SimpleCookie
from types import ModuleType

import pytest
from django.db import transaction
from django.test import Client
from django.urls import resolve

from tests.access import decision, desk, hearing, proposals, release
from tests.base import Cast
from tests.site.test_closed_by_default import PUBLIC, addresses

ROLES = (
    "anonymous outsider chair_of_viborg chair_of_herning local_secretary secretary contributor mayor delegate director "
    "communications former_chair administrator"
).split()
AREAS = (desk, proposals, hearing, decision, release)


@dataclass(frozen=True)
class Row:
    """One address and method, and the code for each role in turn."""

    method: str
    address: str
    codes: tuple[int, ...]

    def __str__(self) -> str:
        return f"{self.method} {self.address}"


def rows(area: ModuleType) -> Iterator[Row]:
    """The area's matrix, line by line."""
    for line in area.MATRIX.strip().splitlines():
        if line and not line.startswith("#"):
            method, address, *codes = line.split()
            yield Row(method, address, tuple(map(int, codes)))


@pytest.mark.parametrize("area", AREAS, ids=lambda area: area.__name__.rpartition(".")[2])
def test_each_role_gets_its_code(cast: Cast, area: ModuleType) -> None:
    """Each row begins from the same things: what a request did is undone before the next row."""
    things = area.things(cast)
    cookies = {role: signed_in(cast, role).cookies for role in ROLES}
    wrong = {}
    for row in rows(area):
        with undone():
            found = tuple(answer(cookies[role], row, things) for role in ROLES)
        if found != row.codes:
            wrong[str(row)] = {r: got for r, got, due in zip(ROLES, found, row.codes, strict=True) if got != due}
    assert wrong == {}


def signed_in(cast: Cast, role: str) -> Client:
    """A browser in which the role is signed in."""
    client = Client()
    if role != "anonymous":
        client.force_login(getattr(cast, role))
    return client


def answer(cookies: SimpleCookie, row: Row, things: dict[str, object]) -> int:
    """The code that a new window of that browser gets."""
    client = Client()
    client.cookies = SimpleCookie({name: morsel.value for name, morsel in cookies.items()})
    return client.generic(row.method, row.address.format(**things)).status_code


@contextmanager
def undone() -> Iterator[None]:
    """What is done inside is rolled back at the end."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def test_every_address_is_public_on_purpose_or_in_the_matrix() -> None:
    """Function views too; the admin's own addresses are held by tests/site and tests/councils."""
    found = (row.address for area in AREAS for row in rows(area))
    named = {resolve(re.sub(r"{\w+}", "1", address)).route for address in found}
    left = {address for address, _ in addresses() if not address.startswith("admin/")} - PUBLIC
    assert {address.replace("^", "") for address in left} - {route.replace("^", "") for route in named} == set()
