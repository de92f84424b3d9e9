"""A thread is begun."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from plans.models import Comment, Plan, Section
from tests.base import Cast, outbox
from tests.desk_comments.builders import COMMENTS, PAGE, said


@pytest.mark.parametrize("who", ["secretary", "mayor", "delegate", "communications", "chair_of_viborg"])
def test_whoever_reads_the_draft_comments(client: Client, cast: Cast, plan: Plan, who: str) -> None:
    client.force_login(getattr(cast, who))
    answer = client.post(COMMENTS, {"text": "  Hvad betyder det?\nJeg spørger. "})
    comment = Comment.objects.get()
    assert answer["Location"] == f"{PAGE}#kommentar-{comment.pk}"
    assert (comment.text, comment.author) == ("Hvad betyder det?\nJeg spørger.", getattr(cast, who))
    page = client.get(PAGE).content.decode()
    assert f'id="kommentar-{comment.pk}"' in page
    assert "Hvad betyder det?<br>Jeg spørger." in page
    assert "Kommentarer (1)" in page


@pytest.mark.parametrize("who", ["outsider", "former_chair", "former_secretary", "administrator", "contributor"])
def test_others_find_nothing(client: Client, cast: Cast, plan: Plan, who: str) -> None:
    client.force_login(getattr(cast, who))
    assert client.get(COMMENTS).status_code == 404
    assert client.post(COMMENTS, {"text": "Hej"}).status_code == 404
    assert not Comment.objects.exists()


def test_strangers_sign_in_first(client: Client, plan: Plan) -> None:
    assert "/konto/log-ind/" in client.post(COMMENTS, {"text": "Hej"}).content.decode()


@pytest.mark.parametrize("text", ["", "   \n ", "\x00", "a" * 5001])
def test_what_cannot_be_kept_is_told_at_the_field(client: Client, cast: Cast, plan: Plan, text: str) -> None:
    client.force_login(cast.mayor)
    answer = client.post(COMMENTS, {"text": text})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "<title>Fejl:" in page
    assert 'id="kommentar-text_error"' in page
    assert text.strip("\x00 \n")[:100] in page
    assert not Comment.objects.exists()


def test_a_missing_field_is_told_of(client: Client, cast: Cast, plan: Plan) -> None:
    client.force_login(cast.mayor)
    assert client.post(COMMENTS).status_code == 422


def test_a_number_of_a_person_is_warned_of_before_it_is_saved(client: Client, cast: Cast, plan: Plan) -> None:
    client.force_login(cast.mayor)
    data = {"text": "Se 010190-1234."}
    answer = client.post(COMMENTS, data)
    assert answer.status_code == 422
    assert "Det er ikke et CPR-nummer" in answer.content.decode()
    assert not Comment.objects.exists()
    assert client.post(COMMENTS, data | {"cpr_seen": "on"}).status_code == 302


def test_markup_is_shown_as_it_was_typed(client: Client, cast: Cast, plan: Plan) -> None:
    client.force_login(cast.mayor)
    client.post(COMMENTS, {"text": "<script>alert(1)</script>"})
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in client.get(PAGE).content.decode()


@pytest.mark.parametrize("stage", ["collecting", "editing", "hearing", "decision", "published"])
def test_talk_goes_on_in_every_stage(client: Client, cast: Cast, plan: Plan, stage: str) -> None:
    Plan.objects.filter(pk=plan.pk).update(stage=stage)
    client.force_login(cast.mayor)
    assert client.post(COMMENTS, {"text": "Hej"}).status_code == 302


def test_an_archive_is_not_talked_about(client: Client, cast: Cast, plan: Plan) -> None:
    Plan.objects.filter(pk=plan.pk).update(origin="archive")
    client.force_login(cast.mayor)
    answer = client.post(COMMENTS, {"text": "Hej"})
    assert answer.status_code == 409
    assert "arkiveret" in answer.content.decode()
    assert "Tilføj kommentar" not in client.get(PAGE).content.decode()


def test_a_section_taken_out_is_refused_kindly(client: Client, cast: Cast, plan: Plan) -> None:
    Section.objects.filter(key="naevnet").update(removed_at=timezone.now())
    client.force_login(cast.mayor)
    answer = client.post(COMMENTS, {"text": "Hej"})
    assert answer.status_code == 409
    assert "taget ud af planen" in answer.content.decode()
    assert client.get(COMMENTS).status_code == 404


def test_nobody_is_written_to_of_a_new_thread(client: Client, cast: Cast, plan: Plan) -> None:
    client.force_login(cast.mayor)
    client.post(COMMENTS, {"text": "Hej"})
    assert outbox() == []


def test_an_empty_section_says_what_comments_are(client: Client, cast: Cast, plan: Plan) -> None:
    client.force_login(cast.mayor)
    assert "Ingen kommentarer endnu" in client.get(COMMENTS).content.decode()


def test_settled_threads_come_last_and_are_not_counted(client: Client, cast: Cast, plan: Plan) -> None:
    said(plan, cast.mayor, "Afgjort tråd", minutes_ago=60, resolved_at=timezone.now(), resolved_by="Bo")
    said(plan, cast.mayor, "Åben tråd")
    client.force_login(cast.mayor)
    page = client.get(COMMENTS).content.decode()
    assert page.index("Åben tråd") < page.index("Afgjort tråd")
    assert "Kommentarer (1)" in page
