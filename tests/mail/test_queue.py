"""What others write by Django's way (allauth's account mails) waits in the queue like all else."""

from __future__ import annotations

import pytest
from django.core.mail import EmailMessage, EmailMultiAlternatives, send_mail
from post_office.models import STATUS

from tests.base import outbox

pytestmark = pytest.mark.django_db

BRACES = "Kære {{ request.user }} {% include '404.html' %} {% broken"


def test_a_mail_waits_with_both_its_forms() -> None:
    message = EmailMultiAlternatives("Ny adgangskode", "Tekst", None, ["a@test.example"])
    message.attach_alternative("<p>Tekst</p>", "text/html")
    assert message.send() == 1
    (email,) = outbox()
    assert (email.status, email.subject, email.message) == (STATUS.queued, "Ny adgangskode", "Tekst")
    assert email.html_message == "<p>Tekst</p>"
    assert email.from_email == "portal@portal.example"


def test_what_is_written_is_run_as_no_template() -> None:
    send_mail(BRACES, BRACES, None, ["a@test.example"], html_message=BRACES)
    (email,) = outbox()
    assert (email.subject, email.message, email.html_message) == (BRACES, BRACES, BRACES)


def test_each_recipient_gets_a_mail_and_sees_no_other() -> None:
    EmailMessage("Emne", "Tekst", None, ["a@test.example"], bcc=["b@test.example"], cc=["c@test.example"]).send()
    assert [email.to for email in outbox()] == [["a@test.example"], ["c@test.example"], ["b@test.example"]]


def test_headers_and_the_address_for_answers_are_kept() -> None:
    EmailMessage("Emne", "Tekst", None, ["a@test.example"], headers={"X-Art": "1"}, reply_to=["r@test.example"]).send()
    assert outbox()[0].headers == {"Auto-Submitted": "auto-generated", "X-Art": "1", "Reply-To": "r@test.example"}


def test_an_attachment_is_refused_rather_than_lost() -> None:
    message = EmailMessage("Emne", "Tekst", None, ["a@test.example"], attachments=[("a.txt", "a", "text/plain")])
    with pytest.raises(ValueError, match="links"):
        message.send()
