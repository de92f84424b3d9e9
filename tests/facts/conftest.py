"""The registers, loaded once for each file of tests that asks for them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction

from tests.facts.plan_files import ROOT


@pytest.fixture(scope="module")
def registers(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The registers as a newcomer gets them; what is loaded is rolled back after the file's last test."""
    files = sorted(str(path) for path in (ROOT / "fixtures" / "registers").glob("*.json"))
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("loaddata", *files, verbosity=0)
        yield
        transaction.set_rollback(True)
