"""load_demo: registers, two published plans, a draft and accounts, however often it is run and wherever it stopped."""

from __future__ import annotations

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from pytest_django import Settings

from councils.models import Council, Person, User
from kredsraad.management.commands import load_demo
from plans.models import Edition, Plan
from plans.publishing.editions import decide_and_publish
from plans.publishing.pdf import RenderingFailed

pytestmark = pytest.mark.django_db
SECRETARY = "sekretaer@demo.example"


@pytest.fixture(autouse=True)
def demo(settings: Settings, tmp_path: Path) -> None:
    """A demo whose password lies in a folder of the test's own."""
    settings.DEMO, settings.VAR_DIR = True, tmp_path


def run(**options: Any) -> str:
    """Run the command, and give what it prints."""
    out = StringIO()
    call_command("load_demo", **options, stdout=out)
    return out.getvalue()


def test_the_registers_alone_need_no_demo(settings: Settings) -> None:
    settings.DEMO = False
    assert "Registrene er indlæst fra 9 filer." in run(registers_only=True)
    assert Council.objects.count() == 12
    assert not Plan.objects.exists()
    assert not User.objects.exists()
    assert not Person.objects.filter(is_demo=True).exists()


def test_a_real_portal_gets_no_demo(settings: Settings) -> None:
    settings.DEMO = settings.DEBUG = False
    with pytest.raises(CommandError, match="Sæt DEMO=on, eller brug --registers-only"):
        run()
    assert not Council.objects.exists()


def test_no_accounts_are_nothing_to_show() -> None:
    assert run(show_accounts=True) == ""


def test_an_interrupted_load_is_finished_by_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    def stop_at_the_second(plan: Plan, **options: Any) -> Edition:
        if plan.year == 2023:
            raise RenderingFailed("Strømmen gik.")
        return decide_and_publish(plan, **options)

    monkeypatch.setattr(load_demo, "decide_and_publish", stop_at_the_second)
    with pytest.raises(RenderingFailed):
        run()
    assert Edition.objects.values_list("year", flat=True).get() == 2022
    assert not User.objects.exists()
    monkeypatch.setattr(load_demo, "decide_and_publish", decide_and_publish)
    said = run()
    assert "Samarbejdsplan 2023, 1. udgave er offentliggjort." in said
    assert "Samarbejdsplan 2022, 1. udgave" not in said
    assert sorted(Plan.objects.values_list("year", flat=True)) == [2022, 2023, 2024]
    assert User.objects.count() == 9


def test_the_password_is_made_once_for_this_installation_and_kept_from_others(tmp_path: Path, client: Client) -> None:
    run(registers_only=True)
    command = load_demo.Command()
    command.load_people()
    command.load_accounts()
    password = load_demo.demo_password()
    assert (tmp_path / "demo-password").stat().st_mode & 0o777 == 0o600
    assert load_demo.demo_password() == password
    assert client.login(username=SECRETARY, password=password)
    assert len(password) >= 12
