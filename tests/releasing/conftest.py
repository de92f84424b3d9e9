"""What every test of publication begins with."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from plans import making_ready
from plans.models import Plan
from tests.base import Cast
from tests.releasing.builders import PDF, decided_plan, signed_in


@pytest.fixture
def plan(cast: Cast) -> Plan:
    """A plan that the council has decided on."""
    return decided_plan(cast)


@pytest.fixture
def secretary(cast: Cast) -> Client:
    """The secretary's browser."""
    return signed_in(cast.secretary)


@pytest.fixture
def quick_press(monkeypatch: pytest.MonkeyPatch) -> None:
    """A renderer that takes no time, for tests that are not about the PDF's pages."""

    def render(*_: Any) -> Any:
        return PDF

    monkeypatch.setattr(making_ready, "render_pdf", render)
