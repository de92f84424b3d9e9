"""The desk's first page: who sees what of the plan, and what is said before there is anything."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.formats import date_format

from councils.models import Council, Meeting
from plans.models import Comment, Plan, Revision, Section, Timetable
from tests.base import Cast, make_plan
from tests.desk_overview.conftest import ask, say
from tests.desk_overview.pages import ADDRESS, page, tasks, words

READERS = ("mayor", "delegate", "director", "chair_of_viborg", "local_secretary", "communications")


# The door ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["outsider", "former_chair", "former_secretary"])
def test_who_has_nothing_to_do_finds_nothing(client: Client, cast: Cast, who: str) -> None:
    client.force_login(getattr(cast, who))
    assert client.get(ADDRESS).status_code == 404


def test_a_stranger_is_sent_to_sign_in(client: Client, cast: Cast) -> None:
    assert client.get(ADDRESS)["Location"].startswith("/konto/log-ind/")


def test_it_is_only_read(client: Client, cast: Cast) -> None:
    client.force_login(cast.secretary)
    assert client.post(ADDRESS).status_code == 405


# The plan ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", READERS)
def test_a_reader_sees_how_far_the_plan_is_and_may_read_it(client: Client, cast: Cast, draft: Plan, who: str) -> None:
    html = page(client, getattr(cast, who))
    assert "Plan 2024 er under redigering" in html
    assert 'href="/skrivebord/plan/2024/udkast/"' in html
    assert "6 af 6 afsnit er klar" in html
    assert "Alt er klaret" in html
    assert html.count("button-primary") == 1
    assert "Start planen" not in html


def test_a_contributor_sees_nothing_of_the_plan(client: Client, cast: Cast, full_draft: Plan) -> None:
    html = page(client, cast.contributor)
    assert "Fremdrift" not in html
    assert "Siden sidst" not in html
    assert "/skrivebord/plan/2024/" not in html


def test_the_stages_have_their_dates_and_the_days_left(client: Client, cast: Cast, draft: Plan) -> None:
    today = timezone.localdate()
    dates = Timetable.objects.create(plan=draft, proposals_due=today - timedelta(20), editing_due=today + timedelta(16))
    html = page(client, cast.mayor)
    assert "16 dage tilbage" in html
    assert re.search(r'class="now" aria-current="step">\s*<b>Redigering', html)
    for days, said in ((1, "1 dag tilbage"), (0, "Sidste dag i dag"), (-1, "Datoen er passeret")):
        dates.editing_due = today + timedelta(days=days)
        dates.save()
        assert said in page(client, cast.mayor)


def test_progress_tells_what_the_outline_counts(client: Client, cast: Cast, full_draft: Plan) -> None:
    said = words(page(client, cast.secretary))
    assert "2 af 6 afsnit er klar 4 mangler noget" in said
    lacking = client.get("/skrivebord/plan/2024/?vis=mangler").content.decode()
    assert len(re.findall(r'<li class="(?![^"]*\bband\b)[^"]*" id="afsnit-', lacking)) == 4


def test_a_plan_that_is_published_leads_on_to_the_next(client: Client, cast: Cast, draft: Plan) -> None:
    Plan.objects.update(stage="published")
    html = page(client, cast.secretary)
    assert "Plan 2024 er offentliggjort" in html
    assert "Start planen for 2025" in html
    assert html.count("button-primary") == 1
    assert "Fremdrift" not in html


def test_an_older_draft_is_not_forgotten(client: Client, cast: Cast, draft: Plan) -> None:
    make_plan(cast.district, year=2025)
    draft.sections.filter(key="s1").update(state="carried")
    html = page(client, cast.secretary)
    assert "Plan 2025 er under redigering" in html
    assert "Samarbejdsplan 2024 er under redigering" in html
    ((_, text, address),) = tasks(client, cast.secretary, "/skrivebord/?plan=2024")
    assert (text, address[:22]) == ("1 afsnit er videreført og ikke bekræftet", "/skrivebord/plan/2024/")


@pytest.mark.parametrize("asked", ["1999", "x", "\x00", "9" * 40, "20 24"])
def test_a_year_without_a_draft_shows_the_newest(client: Client, cast: Cast, draft: Plan, asked: str) -> None:
    client.force_login(cast.secretary)
    assert "Plan 2024 er" in client.get(ADDRESS, {"plan": asked}).content.decode()


def test_an_archived_plan_is_no_draft(client: Client, cast: Cast) -> None:
    make_plan(cast.district, year=2023, origin="archive")
    html = page(client, cast.secretary)
    assert "Ingen plan i gang" in html
    assert "Start planen for 2024" in html


def test_dates_to_come_are_the_plans_and_ones_own_councils(client: Client, cast: Cast, draft: Plan) -> None:
    today = timezone.now()
    Timetable.objects.create(plan=draft, hearing_due=timezone.localdate() + timedelta(days=9))
    for council in (cast.viborg, cast.herning):
        Meeting.objects.create(council=council, starts_at=today + timedelta(days=4))
    Meeting.objects.create(council=cast.viborg, starts_at=today + timedelta(days=5), state="cancelled")
    said = words(page(client, cast.chair_of_viborg))
    assert f"{date_format(timezone.localdate() + timedelta(days=9), 'j. N Y')} Frist for høringssvar" in said
    assert said.count("Møde i Lokalrådet i Viborg") == 1
    assert "Møde i Lokalrådet i Herning" not in said


# Before there is anything --------------------------------------------------------------------------------------------


def test_before_there_is_a_plan_the_secretary_may_start_one(client: Client, cast: Cast) -> None:
    html = page(client, cast.secretary)
    assert "Ingen plan i gang" in html
    assert 'href="/skrivebord/plan/ny/"' in html
    assert html.count("button-primary") == 1


@pytest.mark.parametrize("who", READERS)
def test_before_there_is_a_plan_readers_are_told_what_will_come(client: Client, cast: Cast, who: str) -> None:
    html = page(client, getattr(cast, who))
    assert "kan udkastet læses og kommenteres her" in html
    assert "Start planen" not in html


def test_a_draft_without_dates_and_sections_says_what_to_do(client: Client, cast: Cast, draft: Plan) -> None:
    draft.sections.all().delete()
    html = page(client, cast.secretary)
    for words_ in ("Planen har ingen datoer endnu", "Sæt datoer", "Planen har ingen afsnit endnu", "ikke sket noget"):
        assert words_ in html


def test_an_empty_portal_leads_the_administrator_to_the_registers(client: Client, cast: Cast) -> None:
    for model in (cast.mayor.person.memberships.model, Council):
        model.objects.all().delete()
    assert "Der er ikke noget kredsråd endnu" in page(client, cast.administrator)


# Queries -------------------------------------------------------------------------------------------------------------


def queries(client: Client, user: object) -> int:
    client.force_login(user)  # type: ignore[arg-type]
    with CaptureQueriesContext(connection) as asked:
        assert client.get(ADDRESS).status_code == 200
    return len(asked)


@pytest.mark.parametrize("who", ["secretary", "mayor", "contributor", "administrator"])
def test_it_asks_as_often_for_much_as_for_little(client: Client, cast: Cast, full_draft: Plan, who: str) -> None:
    user, now = getattr(cast, who), timezone.now()
    few = queries(client, user)
    for number in range(10, 60):
        row = Section.objects.create(plan=full_draft, key=f"t{number}", heading=f"Afsnit {number}", state="carried")
        first = say(row, cast.mayor)
        say(row, cast.secretary, parent=first)
        ask(cast, row, state="delivered", answered_by="Bo", answered_at=now)
        Revision.objects.create(section=row, kind="edited", version=2, base_version=1, author_name="Bo", saved_at=now)
        Meeting.objects.create(council=cast.district, starts_at=now + timedelta(days=number))
    assert Comment.objects.count() > 100
    assert queries(client, user) == few
    assert few <= 30
