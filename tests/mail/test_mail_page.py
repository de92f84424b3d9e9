"""The page of mail that has not gone out: who sees it, what it tells, and what can be done there."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from post_office.models import STATUS, Email, Log

from councils import postbox
from tests.base import Cast, outbox

PAGE = "/skrivebord/mail/"


@pytest.fixture
def desk(client: Client, cast: Cast) -> Client:
    """The secretary at the desk."""
    client.force_login(cast.secretary)
    return client


def mail(name: str, **fields: object) -> Email:
    """A mail with a secret link in it, in the state given."""
    row = postbox.put(
        recipient=f"{name}@test.example", subject=f"Emne {name}", text="hemmeligt-link", html="<p>hemmeligt-link</p>"
    )
    assert row is not None
    Email.objects.filter(pk=row.pk).update(**fields)
    return row


def failed(name: str, kind: str = "SMTPRecipientsRefused", words: str = "550 5.1.1 No such user") -> Email:
    """A mail that was refused for good."""
    row = mail(name, status=STATUS.failed, number_of_retries=1)
    Log.objects.create(email=row, status=STATUS.failed, exception_type=kind, message=words)
    return row


def page(desk: Client) -> str:
    """What the page says."""
    response = desk.get(PAGE)
    assert response.status_code == 200
    return response.content.decode()


def test_the_address_is_the_one_in_the_menu() -> None:
    assert reverse("desk:mail") == PAGE


@pytest.mark.parametrize("who", ["secretary", "administrator"])
def test_who_keeps_people_sees_it(client: Client, cast: Cast, who: str) -> None:
    client.force_login(getattr(cast, who))
    assert client.get(PAGE).status_code == 200


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize(
    "who", ["chair_of_viborg", "local_secretary", "contributor", "mayor", "former_secretary", "outsider"]
)
def test_for_others_it_is_not_there(client: Client, cast: Cast, who: str, method: str) -> None:
    row = failed("a")
    client.force_login(getattr(cast, who))
    assert getattr(client, method)(PAGE, {"retry": row.pk}).status_code == 404
    assert Email.objects.get().status == STATUS.failed


def test_a_stranger_signs_in_first(client: Client, db: None) -> None:
    response = client.get(PAGE)
    assert response.status_code == 302
    assert response["Location"].endswith(f"?next={PAGE}")


def test_other_methods_are_refused(desk: Client) -> None:
    assert desk.put(PAGE).status_code == 405
    assert desk.delete(PAGE).status_code == 405


def test_an_empty_page_says_so(desk: Client) -> None:
    text = page(desk)
    for words in ("Alt, hvad der er sendt, er taget imod.", "Ingen mail venter.", "Ingen mail er sendt"):
        assert words in text


def test_it_tells_what_failed_what_waits_and_what_was_sent_but_not_what_they_say(desk: Client) -> None:
    failed("a")
    mail("b")
    waits = mail("c", status=STATUS.requeued, number_of_retries=3)
    Log.objects.create(email=waits, status=STATUS.failed, exception_type="SMTPRecipientsRefused", message="451 later")
    mail("d", status=STATUS.sent)
    mail("e", status=STATUS.sent, last_updated=timezone.now() - timedelta(days=15))
    text = page(desk)
    for words in (
        "a@test.example",
        "Emne a",
        "Mailserveren tager ikke imod mail til adressen.",
        "550 5.1.1 No such user",
    ):
        assert words in text
    for words in ("b@test.example", "Venter", "c@test.example", "Prøves igen", "3 forsøg. Senest: 451 later"):
        assert words in text
    assert "Emne d" in text
    assert "Emne e" not in text
    assert "hemmeligt-link" not in text


def test_what_a_server_says_is_escaped(desk: Client) -> None:
    failed("a", words="550 <script>alert(1)</script>")
    assert "<script>alert" not in page(desk)


def test_a_server_that_is_down_is_told_at_the_top_until_something_is_sent(desk: Client) -> None:
    row = mail("a", status=STATUS.requeued, number_of_retries=1)
    Log.objects.create(email=row, status=STATUS.failed, exception_type="ConnectionRefusedError", message="[Errno 111]")
    assert page(desk).count("Mailserveren kan ikke nås.") == 2
    mail("b", status=STATUS.sent, last_updated=timezone.now() + timedelta(seconds=1))
    assert page(desk).count("Mailserveren kan ikke nås.") == 1


def test_a_refused_address_is_no_trouble_of_the_servers(desk: Client) -> None:
    row = mail("a", status=STATUS.requeued, number_of_retries=1)
    Log.objects.create(email=row, status=STATUS.failed, exception_type="SMTPRecipientsRefused", message="451 later")
    assert "Intet går tabt" not in page(desk)


def test_mail_that_nobody_tries_to_send_is_told_of(desk: Client) -> None:
    mail("a", created=timezone.now() - timedelta(minutes=9))
    assert "run_due" not in page(desk)
    mail("b", created=timezone.now() - timedelta(minutes=11))
    assert "run_due" in page(desk)
    mail("c", status=STATUS.sent, number_of_retries=1, last_updated=timezone.now())
    assert "run_due" not in page(desk)


def test_a_failed_mail_is_tried_again(desk: Client) -> None:
    row = failed("a")
    failed("b")
    response = desk.post(PAGE, {"retry": row.pk}, follow=True)
    assert response.redirect_chain == [(PAGE, 302)]
    assert "Mailen sendes igen om lidt." in response.content.decode()
    assert [email.status for email in outbox()] == [STATUS.queued, STATUS.failed]


def test_all_failed_mails_are_tried_again_in_one_step(desk: Client) -> None:
    failed("a")
    failed("b")
    mail("c", status=STATUS.sent)
    assert "2 mails sendes igen" in desk.post(PAGE, {"retry": "alle"}, follow=True).content.decode()
    assert [email.status for email in outbox()] == [STATUS.queued, STATUS.queued, STATUS.sent]


def test_a_failed_mail_is_taken_off_the_list(desk: Client) -> None:
    row = failed("a")
    failed("b")
    assert "Mailen er fjernet fra listen." in desk.post(PAGE, {"drop": row.pk}, follow=True).content.decode()
    assert [email.to for email in outbox()] == [["b@test.example"]]


@pytest.mark.parametrize("action", ["retry", "drop"])
@pytest.mark.parametrize("status", [STATUS.sent, STATUS.queued, STATUS.requeued])
def test_what_has_not_failed_is_left_alone(desk: Client, action: str, status: int) -> None:
    row = mail("a", status=status)
    assert "Der var ingen mail" in desk.post(PAGE, {action: row.pk}, follow=True).content.decode()
    assert [email.status for email in outbox()] == [status]


@pytest.mark.parametrize("action", ["retry", "drop", "other"])
@pytest.mark.parametrize("value", ["", "0", "-1", "x", "1\x00", "²", str(10**30), "9" * 5000, "1 OR 1=1"])
def test_garbage_does_nothing(desk: Client, action: str, value: str) -> None:
    failed("a")
    assert desk.post(PAGE, {action: value}).status_code == 302
    assert Email.objects.get().status == STATUS.failed


def test_the_menu_counts_what_failed_and_nothing_else(desk: Client) -> None:
    mail("a")
    mail("b", status=STATUS.sent)
    assert "ikke afleveret</span>" not in page(desk)
    failed("c")
    assert '<span class="count">1<span class="sr-only"> ikke afleveret</span></span>' in page(desk)


def test_a_long_list_says_how_much_is_left_out(desk: Client) -> None:
    rows = [Email(from_email="p@test.example", to=[f"r{n}@test.example"], status=STATUS.sent) for n in range(130)]
    Email.objects.bulk_create(rows)
    assert "De 100 nyeste af 130 er vist." in page(desk)


def test_the_queries_do_not_grow_with_the_mails(desk: Client) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            page(desk)
        return len(queries)

    failed("a")
    mail("b")
    mail("c", status=STATUS.sent)
    small = cost()
    for number in range(20):
        failed(f"f{number}")
        mail(f"w{number}")
        mail(f"s{number}", status=STATUS.sent)
    assert cost() == small
