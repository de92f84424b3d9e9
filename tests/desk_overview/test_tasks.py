"""What waits for whoever has come in: each task with the count of its list, the most urgent first, gone when done."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone
from post_office.models import STATUS, Email

from councils import postbox
from councils.models import Council
from plans.models import Assignment, Comment, Plan
from plans.saving import Author, Conflict, Words, save
from tests.base import Cast, section
from tests.desk_overview.conftest import ask, say
from tests.desk_overview.pages import listed, page, tasks, words


def fail_mail() -> None:
    """A mail that could not be delivered."""
    postbox.put(recipient="a@test.example", subject="Frist", text="Hej")
    Email.objects.update(status=STATUS.failed)


def said(client: Client, user: object) -> list[str]:
    """What the account's tasks say, in their order."""
    return [text for _, text, _ in tasks(client, user)]


def test_the_secretary_sees_what_waits_the_most_urgent_first(client: Client, cast: Cast, full_draft: Plan) -> None:
    assert said(client, cast.secretary) == [
        "1 bidrag er leveret",
        "1 afsnit har åbne kommentarer",
        "1 afsnit er ændret i registret",
        "2 afsnit er videreført og ikke bekræftet",
        "1 afsnit er uden tekst",
        "1 afsnit handler om noget, der er ophørt",
        "1 bidrag er ikke modtaget",
    ]


@pytest.mark.parametrize("who", ["secretary", "contributor", "mayor", "administrator"])
def test_each_count_is_that_of_the_list_it_leads_to(client: Client, cast: Cast, full_draft: Plan, who: str) -> None:
    first = Comment.objects.get()
    say(first.section, cast.secretary, parent=first)
    fail_mail()
    found = tasks(client, getattr(cast, who))
    assert found
    for number, text, address in found:
        assert text.startswith(f"{number} ")
        assert listed(client, address) == number, text


def test_the_first_task_has_the_one_filled_button(client: Client, cast: Cast, full_draft: Plan) -> None:
    html = page(client, cast.secretary)
    assert html.count("button-primary") == 1
    assert "button-primary" in html.partition('class="first"')[2].partition("</li>")[0]


def test_what_is_done_is_no_task(client: Client, cast: Cast, full_draft: Plan) -> None:
    full_draft.sections.update(state="confirmed", kind="written", body=None, text="<p>Tekst.</p>")
    Comment.objects.update(resolved_at=timezone.now())
    Assignment.objects.update(state="taken")
    assert said(client, cast.secretary) == []
    assert "Alt er klaret" in page(client, cast.secretary)


def test_a_text_that_met_anothers_waits_for_its_writer_alone(client: Client, cast: Cast, draft: Plan) -> None:
    row = section(draft, "s1")
    save(row, Words("Afsnit 1", "<p>Et.</p>", ""), base=1, author=Author.of(cast.mayor))
    with pytest.raises(Conflict):
        save(row, Words("Afsnit 1", "<p>To.</p>", ""), base=1, author=Author.of(cast.secretary))
    ((number, text, address),) = tasks(client, cast.secretary)
    assert (number, text) == (1, "1 tekst, du har skrevet i »Afsnit 1«, er ikke kommet med")
    assert client.get(address).status_code == 200
    assert said(client, cast.mayor) == []


def test_a_contributor_sees_what_is_asked_with_its_day(client: Client, cast: Cast, full_draft: Plan) -> None:
    ((number, text, _),) = tasks(client, cast.contributor)
    assert (number, text) == (2, "2 afsnit venter på dit bidrag")
    assert "Afsnit 1 (senest" in page(client, cast.contributor)


def test_a_day_in_another_year_is_told_with_its_year(client: Client, cast: Cast, draft: Plan) -> None:
    row = ask(cast, section(draft, "s1"), days=400)
    assert f" {row.due.year})" in page(client, cast.contributor)


def test_what_is_asked_in_a_plan_that_is_decided_on_waits_no_more(client: Client, cast: Cast, full_draft: Plan) -> None:
    Plan.objects.update(stage="decision")
    assert said(client, cast.contributor) == []
    assert said(client, cast.secretary) == ["1 afsnit har åbne kommentarer"]


def test_who_commented_is_told_of_answers_until_they_answer_too(client: Client, cast: Cast, draft: Plan) -> None:
    first = say(section(draft, "s1"), cast.mayor, hours=3)
    assert said(client, cast.mayor) == []
    say(first.section, cast.secretary, hours=2, parent=first)
    assert said(client, cast.mayor) == ["1 svar på din kommentar"]
    assert said(client, cast.chair_of_viborg) == []
    assert said(client, cast.secretary) == ["1 afsnit har åbne kommentarer"]
    say(first.section, cast.mayor, hours=1, parent=first)
    assert said(client, cast.mayor) == []


def test_an_answer_whose_writer_has_no_account_any_more_counts(client: Client, cast: Cast, draft: Plan) -> None:
    first = say(section(draft, "s1"), cast.mayor)
    say(first.section, None, parent=first)
    assert said(client, cast.mayor) == ["1 svar på din kommentar"]


def test_an_answer_in_a_thread_that_is_settled_waits_no_more(client: Client, cast: Cast, draft: Plan) -> None:
    first = say(section(draft, "s1"), cast.mayor, resolved_at=timezone.now())
    say(first.section, cast.secretary, parent=first)
    assert said(client, cast.mayor) == []


def test_answers_have_a_list_for_readers_alone(client: Client, cast: Cast, draft: Plan) -> None:
    assert "Der er ingen nye svar" in page(client, cast.mayor, "/skrivebord/plan/2024/svar/")
    client.force_login(cast.contributor)
    assert client.get("/skrivebord/plan/2024/svar/").status_code == 404
    client.force_login(cast.mayor)
    assert client.post("/skrivebord/plan/2024/svar/").status_code == 405


def test_an_administrator_is_told_of_offices_nobody_holds(client: Client, cast: Cast, draft: Plan) -> None:
    assert said(client, cast.administrator) == ["1 ubesat hverv i rådene"]
    assert "Lokalrådet i Herning (sekretær)" in words(page(client, cast.administrator))
    Council.objects.filter(kind="local").update(abolished=timezone.localdate())
    assert said(client, cast.administrator) == []


def test_mail_that_failed_is_the_administrators(client: Client, cast: Cast, draft: Plan) -> None:
    fail_mail()
    assert "1 mail er ikke afleveret" in said(client, cast.administrator)
    assert said(client, cast.mayor) == []


def test_names_beside_a_count_are_few(client: Client, cast: Cast, draft: Plan) -> None:
    draft.sections.update(state="carried")
    assert "1 Afsnit 1, 2 Afsnit 2, 3 Afsnit 3 og 3 andre" in words(page(client, cast.secretary))
    draft.sections.filter(key__in=("s5", "s6")).update(state="confirmed")
    assert "1 Afsnit 1, 2 Afsnit 2, 3 Afsnit 3, 4 Afsnit 4" in words(page(client, cast.secretary))


def test_sections_that_were_removed_wait_for_nobody(client: Client, cast: Cast, full_draft: Plan) -> None:
    ask(cast, section(full_draft, "s3"), days=-1)
    full_draft.sections.update(removed_at=timezone.now())
    assert said(client, cast.secretary) == []
    assert said(client, cast.contributor) == []
