"""What happened lately: by person and sitting, without texts, and only what the reader may see."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from plans import workflow
from plans.models import Plan, PlanEvent, Revision, Section
from plans.saving import Author, Words, save
from tests.base import Cast, section
from tests.desk_overview.conftest import ask, say
from tests.desk_overview.pages import page, words


def lately(client: Client, user: object) -> str:
    """What the account is told of."""
    return words(page(client, user).partition("Siden sidst")[2].partition("</section>")[0])


def write(row: Section, user: object, *, minutes: int, text: str) -> None:
    """Save the text in the section, so many minutes ago."""
    at = timezone.now() - timedelta(minutes=minutes)
    row.refresh_from_db()
    save(row, Words(row.heading, text, ""), base=row.version, author=Author.of(user), at=at)


def test_saves_of_one_sitting_are_told_as_one(client: Client, cast: Cast, draft: Plan) -> None:
    for minutes in range(9, 0, -1):
        write(section(draft, "s1"), cast.secretary, minutes=minutes, text=f"<p>Hemmelig tekst {minutes}.</p>")
    write(section(draft, "s2"), cast.secretary, minutes=1, text="<p>Mere.</p>")
    said = lately(client, cast.mayor)
    assert said.count("Sekretær skrev i") == 1
    assert "2 Afsnit 2 , 1 Afsnit 1" in said
    assert "Hemmelig" not in page(client, cast.mayor)


def test_a_long_pause_and_another_person_begin_a_new_entry(client: Client, cast: Cast, draft: Plan) -> None:
    for minutes, user in ((200, cast.secretary), (90, cast.secretary), (80, cast.delegate), (70, cast.secretary)):
        write(section(draft, "s1"), user, minutes=minutes, text=f"<p>{minutes}</p>")
    said = lately(client, cast.secretary)
    assert said.count("Sekretær skrev i") == 2
    assert said.count("Borgmestersekretariat skrev i") == 1


def test_many_sections_in_a_sitting_are_counted(client: Client, cast: Cast, draft: Plan) -> None:
    for number in range(1, 7):
        write(section(draft, f"s{number}"), cast.secretary, minutes=7 - number, text="<p>Nyt.</p>")
    assert "og 3 andre afsnit" in lately(client, cast.secretary)


def test_comments_answers_and_the_log_are_told(client: Client, cast: Cast, draft: Plan) -> None:
    first = say(section(draft, "s1"), cast.mayor, hours=30)
    say(section(draft, "s1"), cast.secretary, hours=1, parent=first)
    ask(cast, section(draft, "s2"), state="unchanged", answered_by="Bidragyder", answered_at=timezone.now())
    workflow.log(draft, PlanEvent.Kind.STAGE, "høring", actor="Sekretær", at=timezone.now() - timedelta(days=40))
    said = lately(client, cast.secretary)
    assert "Borgmester i Viborg kommenterede 1 Afsnit 1" in said
    assert "Sekretær svarede i en tråd om 1 Afsnit 1" in said
    assert "Bidragyder svarede »Ingen ændringer« om 2 Afsnit 2" in said
    assert "Sekretær skiftede fase: høring." in said


def test_what_contributors_answer_is_for_who_writes_the_plan(client: Client, cast: Cast, draft: Plan) -> None:
    ask(cast, section(draft, "s2"), state="delivered", answered_by="Bidragyder", answered_at=timezone.now())
    assert "leverede tekst til" in lately(client, cast.secretary)
    assert "leverede tekst til" not in lately(client, cast.mayor)


@pytest.mark.parametrize("kind", [PlanEvent.Kind.BLOCK_ASKED, PlanEvent.Kind.BLOCKED])
def test_a_blocking_is_told_to_nobody(client: Client, cast: Cast, draft: Plan, kind: str) -> None:
    workflow.log(draft, kind, "Et navn ved en fejl", actor="Sekretær")
    assert "Et navn" not in page(client, cast.secretary)


def test_texts_that_were_set_aside_and_removed_sections_are_not_told_of(
    client: Client, cast: Cast, draft: Plan
) -> None:
    values = {"base_version": 1, "author_name": "Bo", "saved_at": timezone.now()}
    Revision.objects.create(section=section(draft, "s1"), kind="set_aside", **values)
    Revision.objects.create(section=section(draft, "s2"), kind="edited", version=2, **values)
    draft.sections.filter(key="s2").update(removed_at=timezone.now())
    assert "Bo" not in lately(client, cast.secretary)
