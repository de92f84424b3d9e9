"""What every answer tells the browser."""

import pytest
from django.test import Client
from pytest_django import Settings


@pytest.mark.django_db
def test_only_what_comes_from_the_portal_itself_is_run_or_shown(client: Client) -> None:
    policy = client.get("/konto/log-ind/").headers["Content-Security-Policy"]
    directives = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert directives["default-src"] == "'none'"
    assert directives["script-src"] == "'self'"
    assert directives["style-src"] == "'self'"
    assert directives["frame-ancestors"] == "'none'"
    assert "unsafe" not in policy


@pytest.mark.django_db
def test_the_other_protections(client: Client) -> None:
    headers = client.get("/konto/log-ind/", secure=True).headers
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"


def test_plain_http_is_sent_on_to_https(client: Client, settings: Settings) -> None:
    settings.SECURE_SSL_REDIRECT = True
    response = client.get("/admin/login/", headers={"host": "portal.example"})
    assert (response.status_code, response.headers["Location"]) == (301, "https://portal.example/admin/login/")
