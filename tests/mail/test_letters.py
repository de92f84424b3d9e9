"""What is written: escaped rightly, to whoever wants it, once a cause, and gone with a cause that is rolled back."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction
from post_office.models import STATUS, Email

from councils import mail
from councils.mail import KINDS, Letter
from councils.models import Notice
from tests.base import Cast, make_account, outbox
from tests.mail.builders import LETTER
from tests.scratch import Scratch, together

NASTY = "<script>alert(1)</script> & {{ settings.SECRET_KEY }} {% now 'Y' %} {% unknown"


def letter(**fields: Any) -> Letter:
    """A letter, by default a reminder of one contribution."""
    values = {"kind": "reminder", "subject": "Frist", "template": "reminder", "path": "/skrivebord/"}
    return Letter(**values | fields)


def the_mail() -> Email:
    """The only mail that was written."""
    (email,) = outbox()
    return email


def test_a_letter_is_queued_as_text_and_html_with_its_link(cast: Cast) -> None:
    mail.write(LETTER, cast.contributor)
    email = the_mail()
    link = "https://portal.example/skrivebord/plan/bidrag/"
    assert email.status == STATUS.queued
    assert email.to == [cast.contributor.email]
    assert email.message.startswith("Kære Bidragyder\n\n")
    assert f"Se dine bidrag:\n{link}\n" in email.message
    assert email.html_message.count(f'href="{link}"') == 2
    assert f">{link}</a>" in email.html_message
    assert "Kære Bidragyder" in email.html_message
    assert email.message_id


def test_it_says_which_portal_sent_it_and_where_to_choose_mail(cast: Cast) -> None:
    mail.write(LETTER, cast.contributor)
    for text in (the_mail().message, the_mail().html_message):
        assert "Mailen er sendt fra Kredsrådet i Midt- og Vestjylland" in text
        assert "https://portal.example/konto/" in text


def test_what_cannot_be_chosen_away_speaks_of_no_choice(cast: Cast) -> None:
    mail.write(letter(kind="invitation"), cast.contributor)
    assert "/konto/" not in the_mail().message + the_mail().html_message


def test_an_address_without_an_account_is_greeted_without_a_name(cast: Cast) -> None:
    mail.write_to(letter(), "ny@test.example")
    assert the_mail().message.startswith("Hej\n")
    assert "/konto/" not in the_mail().message


def test_what_people_wrote_is_text_in_text_and_escaped_in_html(cast: Cast) -> None:
    cast.contributor.display_name = NASTY
    mail.write(letter(subject=NASTY, context={"by": NASTY}), cast.contributor)
    email = the_mail()
    assert email.subject == NASTY
    assert f"Kære {NASTY}\n" in email.message
    assert f"{NASTY} har bedt os" in email.message
    assert "<script" not in email.html_message
    assert email.html_message.count("&lt;script&gt;alert(1)&lt;/script&gt; &amp; {{ settings.SECRET_KEY }}") == 3


@pytest.mark.parametrize(
    ("subject", "line"),
    [
        ("Frist\r\nBcc: alle@test.example", "Frist Bcc: alle@test.example"),
        ("Frist\u2028i dag\x0b\x85nu", "Frist i dag nu"),
        ("Fri\x00st\x1b[31m", "Frist[31m"),
        ("  Frist  ", "Frist"),
        ("Æ" * 500, "Æ" * 199 + "…"),
    ],
)
def test_a_subject_is_one_line(cast: Cast, subject: str, line: str) -> None:
    mail.write(letter(subject=subject), cast.contributor)
    assert the_mail().subject == line


def test_a_closed_account_is_not_written_to(db: None) -> None:
    assert mail.write(LETTER, make_account("lukket@test.example", "Lukket", is_active=False)) is None
    assert outbox() == []


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_chosen_away_is_not_written(cast: Cast, kind: str) -> None:
    cast.contributor.muted_mail = [kind]
    assert mail.write(letter(kind=kind), cast.contributor) is None
    assert outbox() == []


def test_what_was_chosen_away_does_not_use_up_its_key(cast: Cast) -> None:
    cast.contributor.muted_mail = ["reminder"]
    mail.write(letter(key="frist:1"), cast.contributor)
    cast.contributor.muted_mail = []
    assert mail.write(letter(key="frist:1"), cast.contributor) is not None


def test_what_cannot_be_chosen_away_is_written_whatever_was_chosen(cast: Cast) -> None:
    cast.contributor.muted_mail = [*KINDS, "invitation"]
    assert mail.write(letter(kind="assignment"), cast.contributor) is None
    assert mail.write(letter(kind="invitation"), cast.contributor) is not None


@pytest.mark.parametrize("address", ['"a,alle@test.example,b"@test.example', "ingen", "", "a@b@c", "a\n@test.example"])
def test_an_address_that_takes_no_mail_stops_nothing(db: None, address: str) -> None:
    assert mail.write_to(letter(key="k"), address) is None
    assert outbox() == []


def test_a_cause_is_written_of_once_a_reader(cast: Cast) -> None:
    for user in (cast.contributor, cast.contributor, cast.mayor):
        mail.write(letter(key="frist:1"), user)
    assert [email.to for email in outbox()] == [[cast.contributor.email], [cast.mayor.email]]
    assert [notice.email for notice in Notice.objects.order_by("pk")] == outbox()


def test_a_cause_is_written_of_once_an_address_whatever_its_case_and_length(db: None) -> None:
    name = "n" * 60 + "@" + ".".join(["d" * 60] * 3) + ".example"
    assert mail.write_to(letter(key="invitation:1"), name) is not None
    assert mail.write_to(letter(key="invitation:1"), name.upper()) is None


def test_a_mail_goes_with_its_cause(cast: Cast) -> None:
    with transaction.atomic():
        mail.write(letter(key="frist:1"), cast.contributor)
        transaction.set_rollback(True)
    assert outbox() == []
    assert not Notice.objects.exists()


def test_threads_that_write_of_one_cause_at_once_write_once(own_database: Scratch) -> None:
    user = make_account("bidrag@test.example", "Bidragyder")
    results = together(*[lambda: mail.write(letter(key="frist:1"), user)] * 8)
    assert sum(isinstance(result, Email) for result in results) == 1
    assert results.count(None) == 7
    assert the_mail().to == [user.email]
