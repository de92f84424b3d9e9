"""Who gets what, address by address: the matrix is literal, and every address of the desk and the account is in it.

302 leads to sign in (or, after a change, to the page that shows it), 404 is for who has nothing to do with the thing,
403 for who may read it and not change it, 405 for the wrong method. A POST here sends nothing but its address, so that
200, 400, 409 and 422 mean: let in, and told what is missing. The rows lie in tests/access, area by area.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from types import ModuleType

import pytest
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
    """One address and method of an area, and the code for each role in turn."""

    area: ModuleType
    method: str
    address: str
    codes: tuple[int, ...]

    def __str__(self) -> str:
        return f"{self.method} {self.address}"


def rows() -> Iterator[Row]:
    """The matrix, line by line."""
    for area in AREAS:
        for line in area.MATRIX.strip().splitlines():
            if line and not line.startswith("#"):
                method, address, *codes = line.split()
                yield Row(area, method, address, tuple(map(int, codes)))


@pytest.mark.parametrize("row", list(rows()), ids=str)
def test_each_role_gets_its_code(cast: Cast, row: Row) -> None:
    address = row.address.format(**row.area.things(cast))
    found = []
    for role in ROLES:
        client = Client()
        if role != "anonymous":
            client.force_login(getattr(cast, role))
        found.append(client.generic(row.method, address).status_code)
    assert dict(zip(ROLES, found, strict=True)) == dict(zip(ROLES, row.codes, strict=True))


def test_every_address_is_public_on_purpose_or_in_the_matrix() -> None:
    """Function views too; the admin's own addresses are held by tests/site and tests/councils."""
    named = {resolve(re.sub(r"{\w+}", "1", row.address)).route for row in rows()}
    left = {address for address, _ in addresses() if not address.startswith("admin/")} - PUBLIC
    assert {address.replace("^", "") for address in left} - {route.replace("^", "") for route in named} == set()
