"""The chair or secretary sends the council's one response."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings
from django.utils import timezone

from councils.models import Delegation, User
from plans import responding, stages
from plans.models import Hearing, Plan, RecordCopy
from plans.saving import Author
from tests.base import Cast, make_account, outbox, seat
from tests.hearing.builders import hearing_of, in_days, page, remarked, response_of, sent, signed_in, told

PAGE = "/skrivebord/lokalraad/viborg/hoering/2024/"


def save(plan: Plan, cast: Cast, text: str = "Vi er enige.") -> None:
    """The chair's common text."""
    hearing = hearing_of(plan)
    version = responding.response_in(hearing, cast.viborg).version
    responding.save_text(hearing=hearing, council=cast.viborg, text=text, version=version, at=timezone.now())


def confirm(user: User, **query: str) -> str:
    """The page that asks, as it is shown."""
    return signed_in(user).get(page("response_send", "viborg", 2024), query).content.decode()


def send(user: User, shown: str, **data: Any) -> Any:
    """What that page sends."""
    hidden = dict(re.findall(r'name="(set|ingen)" value="(\w+)"', shown))
    return signed_in(user).post(page("response_send", "viborg", 2024), hidden | data)


def test_the_page_shows_what_is_sent_and_sends_nothing(cast: Cast, heard: Plan) -> None:
    save(heard, cast)
    remarked(heard, cast.viborg, cast.local_secretary)
    remarked(heard, cast.viborg, cast.local_secretary, "Udeladt.", included=False)
    shown = confirm(cast.chair_of_viborg)
    assert "Vi er enige." in shown
    assert "Skriv om Viborg." in shown
    assert "Udeladt." not in shown
    assert "1 bemærkning er ikke med i svaret" in " ".join(shown.split())
    assert response_of(heard, cast.viborg).sent_at is None


def test_it_reaches_the_secretariat_and_is_logged(cast: Cast, heard: Plan) -> None:
    save(heard, cast)
    remarked(heard, cast.viborg, cast.local_secretary)
    assert send(cast.chair_of_viborg, confirm(cast.chair_of_viborg)).status_code == 302
    row = response_of(heard, cast.viborg)
    assert row.sent_by_name == "Formand i Viborg"
    event = heard.events.get(kind="responded")
    assert event.text == "Lokalrådet i Viborg: høringssvar med 1 bemærkning til afsnit"
    letter = outbox(to=cast.secretary)[-1]
    assert "Høringssvar fra Lokalrådet i Viborg" in letter.subject
    assert "Vi er enige." in letter.message
    assert page("answer", 2024, "viborg") in letter.message


def test_no_remarks_is_a_response_too_and_is_confirmed(cast: Cast, heard: Plan) -> None:
    shown = confirm(cast.chair_of_viborg, ingen="1")
    assert "har ingen bemærkninger til udkastet" in shown
    assert send(cast.chair_of_viborg, shown).status_code == 302
    row = response_of(heard, cast.viborg)
    assert row.no_remarks
    assert heard.events.get(kind="responded").text == "Lokalrådet i Viborg: ingen bemærkninger"


def test_no_remarks_is_not_said_where_something_is_in_it(cast: Cast, heard: Plan) -> None:
    save(heard, cast)
    answer = send(cast.chair_of_viborg, confirm(cast.chair_of_viborg), ingen="1")
    assert answer.status_code == 409
    assert response_of(heard, cast.viborg).sent_at is None


def test_nothing_is_not_sent_as_something(cast: Cast, heard: Plan) -> None:
    answer: Any = signed_in(cast.chair_of_viborg).get(page("response_send", "viborg", 2024))
    assert answer.url.startswith(PAGE)
    shown = confirm(cast.chair_of_viborg, ingen="1")
    assert send(cast.chair_of_viborg, shown, ingen="").status_code == 409


def test_a_remark_left_out_keeps_nobody_from_saying_no_remarks(cast: Cast, heard: Plan) -> None:
    remarked(heard, cast.viborg, cast.local_secretary, included=False)
    assert send(cast.chair_of_viborg, confirm(cast.chair_of_viborg, ingen="1")).status_code == 302


def test_what_came_in_since_the_page_was_opened_is_not_sent_unseen(cast: Cast, heard: Plan) -> None:
    save(heard, cast)
    shown = confirm(cast.chair_of_viborg)
    remarked(heard, cast.viborg, cast.local_secretary, "Ulæst.")
    answer = signed_in(cast.chair_of_viborg)
    hidden = dict(re.findall(r'name="(set|ingen)" value="(\w+)"', shown))
    answered = answer.post(page("response_send", "viborg", 2024), hidden, follow=True)
    assert responding_words() in told(answered)
    assert response_of(heard, cast.viborg).sent_at is None


def responding_words() -> str:
    """What is said then."""
    return "Høringssvaret er ændret, siden du åbnede siden."


@pytest.mark.parametrize("seen", ["", "x", "\x00", "9" * 500])
def test_what_no_page_sends_sends_nothing(cast: Cast, heard: Plan, seen: str) -> None:
    save(heard, cast)
    answer = signed_in(cast.chair_of_viborg).post(page("response_send", "viborg", 2024), {"set": seen})
    assert answer.status_code == 302
    assert response_of(heard, cast.viborg).sent_at is None


def test_a_member_sends_nothing(cast: Cast, heard: Plan) -> None:
    save(heard, cast)
    member = make_account("medlem@test.example", "Medlem")
    seat(member.person, cast.viborg)
    assert signed_in(member).get(page("response_send", "viborg", 2024)).status_code == 403
    assert send(member, confirm(cast.chair_of_viborg)).status_code == 403


@pytest.mark.parametrize(("scope", "code"), [("act", 302), ("prepare", 403)])
def test_a_delegate_sends_only_where_they_may_act(cast: Cast, heard: Plan, scope: str, code: int) -> None:
    save(heard, cast)
    user = make_account("vikar@test.example", "Vikar")
    Delegation.objects.create(
        membership=cast.chair_of_viborg.person.memberships.get(), delegate=user.person, scope=scope
    )
    assert send(user, confirm(cast.chair_of_viborg)).status_code == code


def test_it_is_sent_once(cast: Cast, heard: Plan) -> None:
    save(heard, cast)
    shown = confirm(cast.chair_of_viborg)
    send(cast.chair_of_viborg, shown)
    assert send(cast.local_secretary, shown).status_code == 409
    assert heard.events.filter(kind="responded").count() == 1


def test_after_the_day_it_is_marked_without_blame(cast: Cast, heard: Plan) -> None:
    Hearing.objects.update(due=in_days(-1))
    save(heard, cast)
    shown = confirm(cast.chair_of_viborg)
    assert "Fristen er passeret." in shown
    send(cast.chair_of_viborg, shown)
    assert heard.events.get(kind="responded").text.endswith("modtaget efter fristen")
    assert "modtaget efter fristen" in told(signed_in(cast.secretary).get(page("hearing", 2024)))


def test_after_the_hearing_it_is_closed(cast: Cast, heard: Plan) -> None:
    save(heard, cast)
    shown = confirm(cast.chair_of_viborg)
    stages.move(heard, "editing", author=Author.of(cast.secretary), reason="En fejl.")
    answer = send(cast.chair_of_viborg, shown)
    assert answer.status_code == 409
    assert "Høringen sluttede" in told(answer)


def test_a_copy_goes_to_the_records(cast: Cast, heard: Plan, tmp_path: Path) -> None:
    with override_settings(RECORDS_DIR=tmp_path):
        remarked(heard, cast.viborg, cast.local_secretary, "<script>alert(1)</script>")
        sent(heard, cast.viborg, cast.chair_of_viborg)
    copy = RecordCopy.objects.get()
    text = bytes(copy.data).decode()
    assert "hoeringssvar-viborg" in copy.name
    assert "Vi er enige." in text
    assert "<script>" not in text
