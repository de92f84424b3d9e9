"""What is there once load_demo has run: registers, two published plans, a draft, and accounts of nobody real."""

from __future__ import annotations

from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone
from pytest_django import Settings

from councils import permissions
from councils.models import Council, Membership, Person, User
from kredsraad.management.commands import load_demo
from plans.models import Edition, Plan, Section, Timetable
from tests.base import row_counts, shown

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded_demo")]
SECRETARY, ADMINISTRATOR = "sekretaer@demo.example", "administrator@demo.example"


@pytest.fixture(autouse=True)
def demo(settings: Settings, tmp_path: Path) -> None:
    """A demo whose password lies in a folder of the test's own."""
    settings.DEMO, settings.VAR_DIR = True, tmp_path


def run(**options: bool) -> str:
    """Run the command once more, and give what it prints."""
    out = StringIO()
    call_command("load_demo", **options, stdout=out)
    return out.getvalue()


def test_two_plans_are_published_once_each() -> None:
    editions = Edition.objects.order_by("year").values_list("year", "number", "is_archive", "files__kind")
    assert list(editions) == [(2022, 1, True, "pdf"), (2023, 1, True, "pdf")]
    assert set(Plan.objects.filter(year__lt=2024).values_list("stage", "origin")) == {("published", "archive")}


def test_the_plan_of_2023_has_the_date_that_it_was_signed() -> None:
    assert Edition.objects.get(year=2023).published_on == date(2023, 1, 3)


def test_the_third_is_a_draft_made_from_the_second() -> None:
    draft = Plan.objects.get(year=2024)
    assert (draft.origin, draft.stage, draft.editions.count()) == ("native", "editing", 0)
    assert draft.previous == Plan.objects.get(year=2023)
    carried = draft.sections.filter(state=Section.State.CARRIED)
    assert carried.count() > 15


def test_the_drafts_dates_lie_round_today_and_are_given_once() -> None:
    dates = Timetable.objects.get(plan__year=2024)
    dates.full_clean()
    assert dates.proposals_due
    assert dates.editing_due
    assert dates.proposals_due < timezone.localdate() < dates.editing_due
    Timetable.objects.update(editing_due=None)
    assert "datoer" not in run()
    assert Timetable.objects.get(plan__year=2024).editing_due is None


NUMBERS = {
    2022: "Del 1, 1, 2, 3, 3.1, 3.2, 3.3, 4, 4.1, 4.2, 4.3, 4.4, 4.5, 4.6, 4.7, 4.8, 4.8.1, 4.8.2, "
    "Del 2, 5, 5.1, 5.2, 5.3, 5.4",
    2023: "Del 1, 1, 2, 3, 3.1, 3.2, 4, 4.1, 4.2, 4.3, 4.4, Bilag 5, 5.1, 5.2, 5.3, "
    "Bilag 6, 6.1, 6.2, 6.3, 6.4, 6.5, 6.6, 6.7, 6.8, 6.8.1",
}


@pytest.mark.parametrize("year", NUMBERS)
def test_the_plans_are_numbered_as_those_that_were_signed(year: int) -> None:
    numbers = [row.strip().rpartition(" ")[0] for row in shown(Plan.objects.get(year=year))]
    assert ", ".join(filter(None, numbers)) == NUMBERS[year]


def test_there_is_one_district_council_and_eleven_local_ones() -> None:
    assert Council.objects.district().get().slug == "kredsraadet"
    assert Council.objects.local().count() == 11


def test_running_it_again_changes_nothing() -> None:
    before = row_counts()
    said = run()
    assert "Registrene er der allerede." in said
    assert "offentliggjort" not in said
    assert row_counts() == before


def test_nobody_real_has_an_account() -> None:
    assert set(User.objects.values_list("is_demo", flat=True)) == {True}
    assert set(Person.objects.filter(user__isnull=False).values_list("is_demo", flat=True)) == {True}
    assert all(email.endswith("@demo.example") for email in User.objects.values_list("email", flat=True))


def test_each_account_holds_the_office_that_its_name_says() -> None:
    secretary, administrator = User.objects.get(email=SECRETARY), User.objects.get(email=ADMINISTRATOR)
    assert permissions.is_district_secretary_on(secretary)
    assert permissions.is_administrator_on(administrator)
    for slug in ("viborg", "herning"):
        chair = User.objects.get(email=f"formand.{slug}@demo.example")
        offices = permissions.offices(chair).values_list("role", "council__slug")
        assert list(offices) == [(Membership.Role.CHAIR, slug)]


def test_the_accounts_are_listed_with_their_password() -> None:
    said = run(show_accounts=True)
    assert SECRETARY in said
    assert said.startswith(f"Demokonti (adgangskode {load_demo.demo_password()}):")
