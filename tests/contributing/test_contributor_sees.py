"""What a contributor sees: just the sections that are asked for, on the days on which they are asked of."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from councils.models import PostHolding
from plans import saving
from plans.assembly import assemble
from plans.models import Plan, Section
from plans.saving import Author, Words
from tests.base import Cast, make_account, make_flat_plan, publish, section
from tests.contributing.builders import act, ask, delivered, in_days, page, second_holder, signed_in, told, write

LIST = "/skrivebord/plan/bidrag/"
YEAR = 2023


def test_the_list_has_what_is_due_first_at_the_top_with_message_and_state(cast: Cast, plan: Plan) -> None:
    ask(plan, "naevnet", cast.post, due=in_days(9))
    ask(plan, "formaend", cast.contributor, due=in_days(2), message="Se på navnene.")
    ask(plan, "aftalen", cast.post, state="unchanged")
    ask(plan, "kredsraadet", cast.mayor)
    shown = told(signed_in(cast.contributor).get(LIST))
    assert "2 afsnit venter på dit svar" in shown
    assert shown.index("Formænd</a>") < shown.index("Nævnet</a>") < shown.index("Aftalen</a>")
    assert "Se på navnene." in shown
    assert "Ingen ændringer</span>" in shown
    assert "Kredsrådet</a>" not in shown


def test_with_nothing_asked_the_list_says_what_will_come(cast: Cast, plan: Plan) -> None:
    assert "Når sekretæren beder om et bidrag" in told(signed_in(cast.contributor).get(LIST))


def test_who_has_nothing_to_do_on_the_desk_finds_no_list(cast: Cast, plan: Plan) -> None:
    assert signed_in(cast.outsider).get(LIST).status_code == 404


def test_somebody_without_office_who_is_asked_by_name_finds_it(cast: Cast, plan: Plan) -> None:
    row = ask(plan, "naevnet", cast.outsider)
    assert "Nævnet" in told(signed_in(cast.outsider).get(LIST))
    assert signed_in(cast.outsider).get(page(row)).status_code == 200


def test_the_page_has_the_text_the_message_and_the_date(cast: Cast, plan: Plan) -> None:
    row = ask(plan, "naevnet", cast.post, message="Passer tallet?")
    shown = told(signed_in(cast.contributor).get(page(row)))
    for words in ("Nævnet har tre medlemmer.", "Passer tallet?", "Spurgt som", "Ingen ændringer", "Levér teksten"):
        assert words in shown


def test_links_to_other_sections_are_words_alone(cast: Cast, plan: Plan) -> None:
    row = ask(plan, "lokalraadene", cast.post)
    shown = told(signed_in(cast.contributor).get(page(row)))
    assert "Se også afsnit 4." in shown
    assert '<a href="#oevrige-raad">' not in shown


def test_last_years_text_is_shown_where_it_was_another(cast: Cast, plan: Plan) -> None:
    Section.objects.filter(plan=plan, key="naevnet").update(text="<p>Nævnet havde to medlemmer.</p>")
    new = assemble(council=cast.district, year=2024, actor="S", standard=[]).plan
    Section.objects.filter(plan=new, key="naevnet").update(text="<p>Nævnet har fem medlemmer.</p>")
    row, same = ask(new, "naevnet", cast.post), ask(new, "formaend", cast.post)
    assert "Nævnet havde to medlemmer." in told(signed_in(cast.contributor).get(page(row)))
    assert "Teksten i Samarbejdsplan 2023" not in told(signed_in(cast.contributor).get(page(same)))


def test_contributors_read_neither_outline_nor_other_sections_nor_the_secretarys_pages(cast: Cast, plan: Plan) -> None:
    row = ask(plan, "naevnet", cast.post)
    client = signed_in(cast.contributor)
    for path in (
        f"/skrivebord/plan/{YEAR}/",
        f"/skrivebord/plan/{YEAR}/afsnit/naevnet/",
        f"/skrivebord/plan/{YEAR}/afsnit/formaend/",
        f"/skrivebord/plan/{YEAR}/udkast/",
        f"/skrivebord/plan/{YEAR}/bidrag/",
        f"/skrivebord/plan/{YEAR}/bidrag/{row.pk}/",
        f"/skrivebord/plan/{YEAR}/bidrag/nyt/",
    ):
        assert client.get(path).status_code == 404, path


def test_nobody_else_opens_a_contributors_page(cast: Cast, plan: Plan) -> None:
    row = ask(plan, "naevnet", cast.post)
    for user in (cast.secretary, cast.mayor, cast.outsider, cast.administrator, cast.former_secretary):
        assert signed_in(user).get(page(row)).status_code == 404, user
        assert write(user, row, "<p>Nyt.</p>").status_code == 404
        assert act(user, "take_back", row, version=1).status_code == 404


@pytest.mark.parametrize("pk", ["0", "999", "9" * 40])
def test_what_is_not_there_is_not_found(cast: Cast, plan: Plan, pk: str) -> None:
    assert signed_in(cast.contributor).get(f"/skrivebord/plan/bidrag/{pk}/").status_code == 404


def test_strangers_sign_in_first_and_come_back(cast: Cast, plan: Plan) -> None:
    row = ask(plan, "naevnet", cast.post)
    assert Client().get(page(row)).headers["Location"] == f"/konto/log-ind/?next={page(row)}"


def test_a_former_holder_sees_nothing_the_day_after_and_the_successor_everything(cast: Cast, plan: Plan) -> None:
    row = ask(plan, "naevnet", cast.post)
    PostHolding.objects.filter(post=cast.post).update(ends=timezone.localdate() - timedelta(days=1))
    assert signed_in(cast.contributor).get(page(row)).status_code == 404
    assert write(cast.contributor, row, "<p>Nyt.</p>").status_code == 404
    successor = second_holder(cast.post)
    assert signed_in(successor).get(page(row)).status_code == 200
    assert "Nævnet</a>" in told(signed_in(successor).get(LIST))


def test_whoever_will_hold_the_function_tomorrow_sees_nothing_today(cast: Cast, plan: Plan) -> None:
    row = ask(plan, "naevnet", cast.post)
    later = make_account("senere@test.example", "Senere")
    PostHolding.objects.create(post=cast.post, person=later.person, starts=in_days(1))
    assert signed_in(later).get(page(row)).status_code == 404


def test_a_removed_section_is_gone_for_the_contributor_too(cast: Cast, plan: Plan) -> None:
    row = ask(plan, "naevnet", cast.post)
    Section.objects.filter(pk=row.section_id).update(removed_at=timezone.now())
    assert signed_in(cast.contributor).get(page(row)).status_code == 404


def test_what_was_withdrawn_says_so_and_shows_the_section_no_more(cast: Cast, plan: Plan) -> None:
    row = delivered(plan, "naevnet", cast.post, state="withdrawn")
    shown = told(signed_in(cast.contributor).get(page(row)))
    assert "Sekretæren har trukket opgaven tilbage" in shown
    assert 'class="text quiet' not in shown
    assert "Levér teksten" not in shown


def test_after_publication_one_reads_but_does_not_answer(cast: Cast, plan: Plan) -> None:
    row = ask(plan, "naevnet", cast.post)
    publish(plan)
    shown = told(signed_in(cast.contributor).get(page(row)))
    assert "Planen er offentliggjort" in shown
    assert "Levér teksten" not in shown
    assert "Tidligere planer (1)" in told(signed_in(cast.contributor).get(LIST))


def test_list_and_page_take_as_many_queries_for_much_as_for_little(cast: Cast) -> None:
    plan = make_flat_plan(cast.district, count=30)
    row = ask(plan, "s1", cast.post)
    client = signed_in(cast.contributor)
    few = _queries(client, LIST), _queries(client, page(row))
    for n in range(2, 30):
        ask(plan, f"s{n}", cast.post, state="unchanged" if n % 2 else "waiting")
        act(cast.contributor, "question", row, text=f"Spørgsmål {n}")
    assert (_queries(client, LIST), _queries(client, page(row))) == few
    assert section(plan, "s1").version == 1


def _queries(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    return len(captured)


@pytest.mark.parametrize("state", ["withdrawn", "handed_on"])
def test_who_is_asked_no_more_gets_no_text_of_the_section_by_sending_one(cast: Cast, plan: Plan, state: str) -> None:
    row = ask(plan, "naevnet", cast.post, state=state)
    Section.objects.filter(pk=row.section_id).update(text="<p>Skrevet siden.</p>")
    response = write(cast.contributor, row, "<p>Min egen tekst.</p>")
    assert response.status_code == 409
    assert "Min egen tekst." in told(response)
    assert "Skrevet siden." not in told(response)


def test_what_the_section_said_before_it_was_asked_for_is_not_to_be_had(cast: Cast, plan: Plan) -> None:
    author = Author.of(cast.secretary)
    for text in ("<p>Et fortroligt udkast.</p>", "<p>Nævnet har fire medlemmer.</p>"):
        row = section(plan, "naevnet")
        saving.save(row, Words(row.heading, text, ""), base=row.version, author=author)
    asked = ask(plan, "naevnet", cast.post)
    write(cast.contributor, asked, "<p>Nævnet har fem medlemmer.</p>", base=2)
    shown = told(signed_in(cast.contributor).get(page(asked)))
    assert "fem medlemmer" in shown
    assert "fortroligt" not in shown
