"""The outline as the secretary has it open."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from plans.models import Plan
from tests.base import Cast

HOME = "/skrivebord/plan/2023/"
CHANGE = f"{HOME}disposition/"


class Desk:
    """Somebody's browser at the outline of 2023; every change says which version it began from."""

    def __init__(self, client: Client, plan: Plan) -> None:
        self.client, self.plan = client, plan

    def get(self, address: str = "", **options: Any) -> HttpResponse:
        """The outline, or a part of it."""
        response: Any = self.client.get(HOME + address, **options)
        return response

    def text(self, address: str = "") -> str:
        """What the page says."""
        return str(self.get(address).content.decode())

    def seen(self) -> int:
        """The version of the tree as it is now."""
        return Plan.objects.values_list("outline_version", flat=True).get(pk=self.plan.pk)

    def post(self, op: str, *, htmx: bool = False, **sent: Any) -> Any:
        """Change something, beginning from what is shown now unless told otherwise."""
        headers = {"HX-Request": "true"} if htmx else {}
        return self.client.post(CHANGE, {"op": op, "seen": self.seen(), **sent}, headers=headers)

    def add(self, heading: str, spot: str = "sidst", **sent: Any) -> Any:
        """Add a section."""
        return self.post("add", **{"nyt-heading": heading, "nyt-spot": spot, "nyt-role": "section", **sent})

    def rename(self, key: str, heading: str, *, base: int = 1, **sent: Any) -> Any:
        """Give a section another heading."""
        return self.post(f"rename:{key}", **{"navn-heading": heading, "base": base, **sent})

    def undo(self, **sent: Any) -> Any:
        """Take the last change back."""
        return self.post("undo", **sent)


@pytest.fixture
def at_desk(cast: Cast) -> Callable[..., Desk]:
    """Signs an account in at the outline of the plan given, or of the district council's for 2023."""

    def signed_in(user: Any, plan: Plan | None = None) -> Desk:
        client = Client()
        client.force_login(user)
        return Desk(client, plan or Plan.objects.get(council=cast.district, year=2023))

    return signed_in


@pytest.fixture
def desk(cast: Cast, plan: Plan, at_desk: Callable[..., Desk]) -> Desk:
    """The secretary at the outline of the small plan."""
    return at_desk(cast.secretary)


@pytest.fixture
def colleague(cast: Cast, plan: Plan, at_desk: Callable[..., Desk]) -> Desk:
    """The same secretary in another browser."""
    return at_desk(cast.secretary)
