"""Mail goes to the mail server, each once; a server that is down delays it and loses none."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from threading import Event
from time import monotonic

import pytest
from django.core import mail as django_mail
from post_office.models import STATUS, Email
from pytest_django import Settings

from councils import postbox
from kredsraad import due, sending
from tests.base import outbox
from tests.mail.conftest import use
from tests.mail.server import MailServer, breaking_off, free_port, refusing, silent_server

NOW = datetime(2030, 1, 3, 12, tzinfo=UTC)
LATER = NOW + sending.AGAIN_AFTER
MUCH_LATER = NOW + timedelta(days=1)

pytestmark = pytest.mark.django_db


def write(*names: str) -> list[Email]:
    """Put a mail to each in the queue."""
    rows = [
        postbox.put(recipient=f"{name}@test.example", subject=f"Frist for {name}", text="Kære Åse\n", html="<p>Å</p>")
        for name in names
    ]
    return [row for row in rows if row]


def statuses() -> list[int | None]:
    """What became of the mails, in the order in which they were written."""
    return [email.status for email in outbox()]


def last_words(email: Email) -> str:
    """What the server last said of the mail."""
    return email.logs.latest("date").message


def test_what_is_queued_is_sent_whole_and_once(server: MailServer) -> None:
    write("a", "b")
    assert list(sending.send_mail(NOW)) == ["sent 2 mail(s)"]
    assert list(sending.send_mail(LATER)) == []
    assert server.recipients == Counter({"a@test.example": 1, "b@test.example": 1})
    message = server.received[0]
    assert message["Subject"] == "Frist for a"
    assert message["From"] == "portal@portal.example"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Message-ID"] == outbox()[0].message_id
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    plain = message.get_body(("plain",))
    assert plain is not None
    assert plain.get_content().strip() == "Kære Åse"
    assert [(mail.status, mail.last_updated) for mail in outbox()] == [(STATUS.sent, NOW)] * 2


def test_an_empty_queue_asks_no_server(settings: Settings) -> None:
    use(settings, free_port())
    assert list(sending.send_mail(NOW)) == []


def test_a_server_that_is_down_delays_mail_and_loses_none(server: MailServer) -> None:
    server.stop()
    write("a", "b", "c")
    for minute in range(0, 72 * 60, 5):  # a long weekend
        assert list(sending.send_mail(NOW + timedelta(minutes=minute))) == []
    tried = outbox()
    assert all(mail.status in sending.WAITING for mail in tried)
    assert all(mail.number_of_retries for mail in tried)
    assert all(mail.logs.count() == 1 for mail in tried), "the same reason is kept once"
    assert "refused" in last_words(tried[0])
    server.start()
    assert list(sending.send_mail(NOW + timedelta(days=4))) == ["sent 3 mail(s)"]
    assert set(server.recipients.values()) == {1}
    assert statuses() == [STATUS.sent] * 3


def test_a_round_that_finds_the_server_down_asks_once_and_the_next_one_by_another_mail(server: MailServer) -> None:
    server.stop()
    write("a", "b")
    list(sending.send_mail(NOW))
    assert [mail.number_of_retries for mail in outbox()] == [1, None]
    list(sending.send_mail(NOW + timedelta(seconds=30)))
    assert [mail.number_of_retries for mail in outbox()] == [1, 1]


def test_a_recipient_refused_for_good_is_seen_as_failed_and_the_others_get_theirs(server: MailServer) -> None:
    server.at_recipient = refusing("b@test.example", "550 5.1.1 No such user here")
    write("a", "b", "c")
    assert list(sending.send_mail(NOW)) == ["sent 2 mail(s)", "1 mail(s) refused"]
    assert list(sending.send_mail(MUCH_LATER)) == []
    assert statuses() == [STATUS.sent, STATUS.failed, STATUS.sent]
    assert last_words(outbox()[1]) == "550 5.1.1 No such user here"
    assert server.recipients == Counter({"a@test.example": 1, "c@test.example": 1})


def test_a_text_refused_for_good_is_seen_as_failed(server: MailServer) -> None:
    server.at_text = refusing("a@test.example", "554 5.7.1 Looks like spam")
    write("a", "b")
    list(sending.send_mail(NOW))
    assert statuses() == [STATUS.failed, STATUS.sent]


@pytest.mark.parametrize("place", ["at_recipient", "at_text"])
def test_a_recipient_refused_for_now_is_tried_again(server: MailServer, place: str) -> None:
    setattr(server, place, refusing("a@test.example", "451 4.7.1 Greylisted"))
    write("a", "b")
    Email.objects.update(created=NOW)
    assert list(sending.send_mail(NOW)) == ["sent 1 mail(s)"]
    assert list(sending.send_mail(NOW + timedelta(minutes=4))) == []
    setattr(server, place, refusing("", ""))
    assert list(sending.send_mail(LATER)) == ["sent 1 mail(s)"]
    assert server.recipients == Counter({"a@test.example": 1, "b@test.example": 1})


def test_a_mail_that_is_put_off_for_long_is_tried_more_seldom(server: MailServer) -> None:
    server.at_recipient = refusing("a@test.example", "452 4.2.2 Mailbox full")
    write("a")
    Email.objects.update(created=NOW)
    tried = dict.fromkeys(range(10), 0)
    for minute in range(0, 10 * 24 * 60, 5):
        before = outbox()[0].number_of_retries
        list(sending.send_mail(NOW + timedelta(minutes=minute)))
        tried[minute // (24 * 60)] += outbox()[0].number_of_retries != before
    assert tried[0] > 20
    assert tried[9] == 4
    assert outbox()[0].status in sending.WAITING


def test_a_connection_that_drops_midway_delays_that_mail_alone(server: MailServer) -> None:
    server.at_text = breaking_off("a@test.example")
    write("a", "b", "c")
    assert list(sending.send_mail(NOW)) == ["sent 2 mail(s)"]
    assert outbox()[0].status == STATUS.requeued
    server.at_text = breaking_off("nobody@test.example")
    assert list(sending.send_mail(LATER)) == ["sent 1 mail(s)"]
    assert set(server.recipients.values()) == {1}


def test_a_server_that_drops_every_connection_is_left_alone_until_the_next_round(server: MailServer) -> None:
    server.at_recipient = breaking_off()
    write(*"abcdef")
    list(sending.send_mail(NOW))
    assert [mail.number_of_retries for mail in outbox()] == [1, 1, None, None, None, None]
    server.at_recipient = refusing("", "")
    assert list(sending.send_mail(LATER)) == ["sent 6 mail(s)"]
    assert set(server.recipients.values()) == {1}


def test_a_server_that_closes_for_now_fails_no_mail(server: MailServer) -> None:
    server.at_recipient = refusing("a@test.example", "421 4.3.2 Shutting down")
    write("a")
    list(sending.send_mail(NOW))
    assert statuses() == [STATUS.requeued]


def test_a_server_that_does_not_know_the_portal_fails_no_mail(server: MailServer, settings: Settings) -> None:
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "portal", "outdated"
    write("a", "b")
    list(sending.send_mail(NOW))
    assert statuses() == [STATUS.requeued, STATUS.queued]


def test_a_silent_server_holds_a_round_up_no_longer_than_its_patience(settings: Settings) -> None:
    with silent_server() as port:
        use(settings, port)
        settings.EMAIL_TIMEOUT = 0.2
        write(*"abcdef")
        begun = monotonic()
        list(sending.send_mail(NOW))
    assert monotonic() - begun < 5
    assert [mail.number_of_retries for mail in outbox()] == [1, None, None, None, None, None]


def test_a_server_that_falls_silent_midway_holds_a_round_up_no_longer_than_two_mails(
    server: MailServer, settings: Settings
) -> None:
    settings.EMAIL_TIMEOUT = 0.2
    released = Event()
    server.at_recipient = lambda server, address: "451 later" if released.wait(30) else "451 never"
    write(*"abcdef")
    begun = monotonic()
    list(sending.send_mail(NOW))
    took = monotonic() - begun
    released.set()
    assert took < 5
    assert sum(mail.number_of_retries or 0 for mail in outbox()) <= sending.MISHAPS


def test_a_round_ends_in_time_for_other_jobs(server: MailServer, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter([0, 1, sending.ROUND + 1])
    monkeypatch.setattr(sending, "monotonic", lambda: next(clock))
    write("a", "b")
    assert list(sending.send_mail(NOW)) == ["sent 1 mail(s)"]
    assert statuses() == [STATUS.sent, STATUS.queued]


def test_a_mail_that_cannot_be_made_is_seen_as_failed(server: MailServer) -> None:
    write("a", "b")
    Email.objects.filter(to="a@test.example").update(from_email="Portal\nBcc: all@test.example <p@test.example>")
    list(sending.send_mail(NOW))
    assert statuses() == [STATUS.failed, STATUS.sent]
    assert outbox()[0].logs.get().exception_type == "BadHeaderError"


def test_what_was_being_sent_by_a_process_that_ended_is_sent_by_another(server: MailServer) -> None:
    (email,) = write("a")
    Email.objects.filter(pk=email.pk).update(
        status=STATUS.requeued, number_of_retries=1, scheduled_time=NOW + sending.CLAIM
    )
    assert list(sending.send_mail(NOW + timedelta(minutes=14))) == []
    assert list(sending.send_mail(NOW + timedelta(minutes=15))) == ["sent 1 mail(s)"]


def test_new_mail_does_not_wait_behind_what_failed_before(server: MailServer) -> None:
    server.at_text = breaking_off("a@test.example")
    write("a")
    list(sending.send_mail(NOW))
    write("b")
    list(sending.send_mail(LATER))
    assert statuses() == [STATUS.requeued, STATUS.sent]


def test_a_mail_for_a_set_time_waits_for_it(server: MailServer) -> None:
    write("a")
    Email.objects.update(scheduled_time=LATER)
    assert list(sending.send_mail(NOW)) == []
    assert list(sending.send_mail(LATER)) == ["sent 1 mail(s)"]


def test_sending_is_the_last_thing_that_a_round_does() -> None:
    assert due.JOBS[-1] is sending.send_mail


def test_a_test_run_sends_into_its_own_memory() -> None:
    write("a")
    list(sending.send_mail(NOW))
    assert [message.to for message in django_mail.outbox] == [["a@test.example"]]
