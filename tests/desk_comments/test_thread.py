"""Answers in a thread, and that it is settled."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from plans.models import Comment, Plan, Section
from tests.base import Cast, outbox
from tests.contributing.builders import ask
from tests.desk_comments.builders import COMMENTS, PAGE, said, thread


def test_an_answer_stands_under_the_comment_and_its_writer_is_told(client: Client, cast: Cast, plan: Plan) -> None:
    first = said(plan, cast.mayor)
    client.force_login(cast.secretary)
    client.post(thread(first), {"text": "Det betyder ja."})
    answer = Comment.objects.get(parent=first)
    (mail,) = outbox()
    assert mail.to == [cast.mayor.email]
    assert mail.subject == "Svar på en kommentar: »Nævnet« i Samarbejdsplan 2023"
    assert "Det betyder ja." in mail.message
    assert f"{PAGE}#kommentar-{answer.pk}" in mail.message


def test_everybody_in_the_thread_is_told_but_who_has_just_spoken(client: Client, cast: Cast, plan: Plan) -> None:
    first = said(plan, cast.mayor)
    said(plan, cast.chair_of_viborg, "Ja?", parent=first)
    said(plan, cast.secretary, "Ja.", parent=first)
    client.force_login(cast.chair_of_viborg)
    client.post(thread(first), {"text": "Tak."})
    assert {mail.to[0] for mail in outbox()} == {cast.mayor.email, cast.secretary.email}


def test_whoever_may_no_longer_read_or_wants_no_mail_is_not_told(client: Client, cast: Cast, plan: Plan) -> None:
    first = said(plan, cast.former_chair)
    said(plan, cast.mayor, "Ja?", parent=first)
    cast.mayor.muted_mail = ["comment"]
    cast.mayor.save()
    client.force_login(cast.secretary)
    client.post(thread(first), {"text": "Tak."})
    assert outbox() == []


def test_an_answer_to_an_answer_joins_the_thread(client: Client, cast: Cast, plan: Plan) -> None:
    first = said(plan, cast.mayor)
    second = said(plan, cast.secretary, "Ja.", parent=first)
    client.force_login(cast.mayor)
    client.post(thread(second), {"text": "Tak."})
    assert Comment.objects.get(text="Tak.").parent == first


def test_a_contributors_question_is_answered_here_too(client: Client, cast: Cast, plan: Plan) -> None:
    asked = ask(plan, "naevnet", cast.post)
    first = said(plan, cast.contributor, "Gælder det hele året?", assignment=asked)
    client.force_login(cast.secretary)
    page = client.get(PAGE).content.decode()
    assert "Spørgsmål fra bidragyder" in page
    client.post(thread(first), {"text": "Ja."})
    first.refresh_from_db()
    assert first.resolved_at is not None
    (mail,) = outbox()
    assert mail.to == [cast.contributor.email]
    assert f"/skrivebord/plan/bidrag/{asked.pk}/" in mail.message
    client.force_login(cast.contributor)
    assert "Ja." in client.get(f"/skrivebord/plan/bidrag/{asked.pk}/").content.decode()


def test_a_reader_who_joins_a_question_does_not_settle_it(client: Client, cast: Cast, plan: Plan) -> None:
    first = said(plan, cast.contributor, assignment=ask(plan, "naevnet", cast.post))
    client.force_login(cast.mayor)
    client.post(thread(first), {"text": "Det vil jeg også vide."})
    assert Comment.objects.unresolved().exists()


def test_what_is_wrong_with_an_answer_is_told_in_its_thread(client: Client, cast: Cast, plan: Plan) -> None:
    first, other = said(plan, cast.mayor), said(plan, cast.mayor, "En anden tråd")
    client.force_login(cast.secretary)
    answer = client.post(thread(first), {"text": "Ring til 010190-1234"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Ring til 010190-1234</textarea>" in page
    assert f'id="svar-{first.pk}-text_error"' in page
    assert f'id="svar-{other.pk}-text_error"' not in page
    assert outbox() == []


def test_a_thread_is_settled_and_opened_again(client: Client, cast: Cast, plan: Plan) -> None:
    first = said(plan, cast.mayor)
    client.force_login(cast.chair_of_herning)
    assert "er afsluttet" in client.post(thread(first), {"do": "afslut"}, follow=True).content.decode()
    first.refresh_from_db()
    assert (first.resolved_by, first.resolved_at is not None) == ("Formand i Herning", True)
    assert "er afsluttet" not in client.post(thread(first), {"do": "afslut"}, follow=True).content.decode()
    client.post(thread(first), {"do": "genaabn"})
    first.refresh_from_db()
    assert (first.resolved_by, first.resolved_at) == ("", None)


def test_an_answer_opens_a_settled_thread(client: Client, cast: Cast, plan: Plan) -> None:
    first = said(plan, cast.mayor, resolved_at=timezone.now(), resolved_by="Bo")
    client.force_login(cast.mayor)
    client.post(thread(first), {"text": "Og dog."})
    assert Comment.objects.unresolved().get() == first


def test_one_takes_back_what_one_has_just_written(client: Client, cast: Cast, plan: Plan) -> None:
    first = said(plan, cast.mayor)
    client.force_login(cast.mayor)
    assert "Slet min kommentar" in client.get(PAGE).content.decode()
    client.post(thread(first), {"do": "slet"})
    assert not Comment.objects.exists()


@pytest.mark.parametrize("why", ["late", "answered", "another's"])
def test_other_comments_stay(client: Client, cast: Cast, plan: Plan, why: str) -> None:
    first = said(plan, cast.mayor, minutes_ago=16 if why == "late" else 1)
    if why == "answered":
        said(plan, cast.secretary, "Ja.", parent=first)
    client.force_login(cast.secretary if why == "another's" else cast.mayor)
    assert "Slet min kommentar" not in client.get(PAGE).content.decode()
    assert "kan ikke slettes mere" in client.post(thread(first), {"do": "slet"}, follow=True).content.decode()
    assert Comment.objects.filter(pk=first.pk).exists()


def test_an_odd_request_changes_nothing(client: Client, cast: Cast, plan: Plan) -> None:
    first = said(plan, cast.mayor)
    client.force_login(cast.mayor)
    assert client.get(thread(first)).status_code == 405
    assert client.post(thread(first), {"do": "spis"}).status_code == 302
    for pk in (0, 10**30):
        assert client.post(f"{COMMENTS}{pk}/", {"text": "Hej"}).status_code == 404
    elsewhere = thread(first).replace("naevnet", "aftalen")
    assert client.post(elsewhere, {"text": "Hej"}).status_code == 404
    assert Comment.objects.get() == first


@pytest.mark.parametrize("data", [{"text": "Hej"}, {"do": "afslut"}, {"do": "genaabn"}, {"do": "slet"}])
def test_strangers_and_archives(client: Client, cast: Cast, plan: Plan, data: dict[str, str]) -> None:
    first = said(plan, cast.mayor)
    client.force_login(cast.outsider)
    assert client.post(thread(first), data).status_code == 404
    client.force_login(cast.mayor)
    Section.objects.filter(key="naevnet").update(removed_at=timezone.now())
    assert client.post(thread(first), data).status_code == 409
    Section.everything.filter(key="naevnet").update(removed_at=None)
    Plan.objects.filter(pk=plan.pk).update(origin="archive")
    assert client.post(thread(first), data).status_code == 409
    assert Comment.objects.unresolved().get() == first


def test_much_talk_asks_no_more_than_a_little(client: Client, cast: Cast, plan: Plan) -> None:
    asked = ask(plan, "naevnet", cast.post)
    said(plan, cast.contributor, assignment=asked)
    client.force_login(cast.secretary)
    few = _queries(client)
    for number in range(30):
        first = said(plan, cast.mayor, f"Tråd {number}", assignment=asked if number % 2 else None)
        said(plan, cast.secretary, "Ja.", parent=first)
    assert _queries(client) == few


def _queries(client: Client) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(COMMENTS).status_code == 200
    return len(asked)
