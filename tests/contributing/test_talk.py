"""Questions from contributors, and answers from the secretary."""

from __future__ import annotations

from typing import Any

import pytest

from plans.models import Comment, Plan
from tests.base import Cast, outbox, publish
from tests.contributing.builders import act, ask, decide, page, signed_in, told


def test_a_question_goes_to_the_secretary_as_a_comment_on_the_section(cast: Cast, plan: Plan) -> None:
    row = ask(plan, "naevnet", cast.post)
    act(cast.contributor, "question", row, text="Gælder det hele året?")
    comment = Comment.objects.get()
    assert (comment.section, comment.assignment, comment.author_name) == (row.section, row, "Bidragyder")
    (mail,) = outbox(to=cast.secretary)
    assert mail.subject == "Spørgsmål: »Nævnet« i Samarbejdsplan 2023"
    assert "Gælder det hele året?" in mail.message
    assert f"/skrivebord/plan/2023/bidrag/{row.pk}/" in mail.message


def test_the_secretary_answers_and_the_contributor_reads_it_and_is_told(cast: Cast, plan: Plan) -> None:
    row = ask(plan, "naevnet", cast.post)
    act(cast.contributor, "question", row, text="Gælder det hele året?")
    decide(cast.secretary, "reply", row, text="Ja, hele 2023.")
    first, answer = Comment.objects.order_by("pk")
    assert answer.parent == first
    assert first.resolved_at is not None
    shown = told(signed_in(cast.contributor).get(page(row)))
    assert shown.index("Gælder det hele året?") < shown.index("Ja, hele 2023.")
    assert "Ja, hele 2023." in outbox(to=cast.contributor)[-1].message


def test_a_second_question_before_the_answer_joins_the_first(cast: Cast, plan: Plan) -> None:
    row = ask(plan, "naevnet", cast.post)
    for text in ("En ting.", "Og en til."):
        act(cast.contributor, "question", row, text=text)
    assert Comment.objects.unresolved().count() == 1
    assert Comment.objects.count() == 2


def test_the_secretary_may_write_unasked(cast: Cast, plan: Plan) -> None:
    row = ask(plan, "naevnet", cast.post)
    decide(cast.secretary, "reply", row, text="Husk tallene.")
    assert "Husk tallene." in told(signed_in(cast.contributor).get(page(row)))
    assert not Comment.objects.unresolved().exists()


def test_talk_of_other_contributions_and_of_the_section_is_not_shown(cast: Cast, plan: Plan) -> None:
    row, other = ask(plan, "naevnet", cast.post), ask(plan, "naevnet", cast.mayor)
    act(cast.mayor, "question", other, text="Hemmeligt.")
    Comment.objects.create(section=row.section, author_name="S", text="Internt.", created_at=plan.created_at)
    shown = told(signed_in(cast.contributor).get(page(row)))
    assert "Hemmeligt." not in shown
    assert "Internt." not in shown


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Skriv en tekst."),
        ("   ", "Skriv en tekst."),
        ("CPR 010190-1234", "CPR-nummer"),
        ("x" * 3001, "højst have 3000 tegn"),
        ("a\x00", "Null"),
    ],
)
def test_what_cannot_be_sent_is_told_and_kept(cast: Cast, plan: Plan, text: str, words: str) -> None:
    row = ask(plan, "naevnet", cast.post)
    answers: list[Any] = [
        act(cast.contributor, "question", row, text=text),
        decide(cast.secretary, "reply", row, text=text),
    ]
    for response in answers:
        assert response.status_code == 200
        assert words in told(response)
        assert "<title>Fejl:" in told(response)
    assert not Comment.objects.exists()


def test_what_is_written_is_shown_as_text(cast: Cast, plan: Plan) -> None:
    row = ask(plan, "naevnet", cast.post)
    act(cast.contributor, "question", row, text="<script>alert(1)</script>")
    for user, path in ((cast.contributor, page(row)), (cast.secretary, f"/skrivebord/plan/2023/bidrag/{row.pk}/")):
        assert "<script>alert(1)" not in told(signed_in(user).get(path))
    assert "<script>alert(1)" not in outbox()[0].html_message


def test_who_may_not_answer_may_not_ask(cast: Cast, plan: Plan) -> None:
    row = ask(plan, "naevnet", cast.post)
    assert act(cast.mayor, "question", row, text="Hej").status_code == 404
    assert decide(cast.mayor, "reply", row, text="Hej").status_code == 403
    assert decide(cast.contributor, "reply", row, text="Hej").status_code == 404


@pytest.mark.parametrize("state", ["handed_on", "withdrawn"])
def test_what_is_no_longer_ones_own_is_not_asked_about(cast: Cast, plan: Plan, state: str) -> None:
    row = ask(plan, "naevnet", cast.post, state=state)
    assert act(cast.contributor, "question", row, text="Hej").status_code == 409


def test_nothing_is_asked_once_the_plan_is_published(cast: Cast, plan: Plan) -> None:
    row = ask(plan, "naevnet", cast.post)
    publish(plan)
    assert act(cast.contributor, "question", row, text="Hej").status_code == 409
    assert decide(cast.secretary, "reply", row, text="Hej").status_code == 409
