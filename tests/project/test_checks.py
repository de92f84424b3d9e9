"""The system checks: each mistake is found, and a right configuration passes."""

from pathlib import Path

import pytest
from django.core.checks import CheckMessage
from pytest_django import Settings

from kredsraad import checks


def ids(messages: list[CheckMessage]) -> list[str | None]:
    """Return the messages' identifiers."""
    return [message.id for message in messages]


@pytest.mark.parametrize(
    "address", ["", "portal.example", "https://portal.example/sub", "ftp://portal.example", "https://"]
)
def test_an_address_that_is_none(settings: Settings, address: str) -> None:
    settings.SITE_URL = address
    assert ids(checks.check_site_url()) == ["kredsraad.E001"]


def test_an_address_that_the_portal_does_not_answer_for(settings: Settings) -> None:
    settings.SITE_URL = "https://other.example"
    assert ids(checks.check_site_url()) == ["kredsraad.E002"]


@pytest.mark.parametrize("address", ["https://portal.example", "https://sub.portal.example:8443", "http://[::1]:8000"])
def test_a_right_address(settings: Settings, address: str) -> None:
    settings.SITE_URL = address
    settings.ALLOWED_HOSTS = [".portal.example", "[::1]"]
    assert checks.check_site_url() == []


def test_a_demo_that_others_can_reach(settings: Settings) -> None:
    settings.DEMO = True
    settings.ALLOWED_HOSTS = ["localhost", "portal.example"]
    assert ids(checks.check_demo_is_local()) == ["kredsraad.E003"]


def test_a_demo_on_this_machine(settings: Settings) -> None:
    settings.DEMO = True
    settings.ALLOWED_HOSTS = ["localhost", "127.0.0.1"]
    assert checks.check_demo_is_local() == []


def test_a_database_without_our_triggers() -> None:
    assert ids(list(checks.engine_problems("django.db.backends.mysql"))) == ["kredsraad.E004"]


def test_the_database_of_this_run_is_supported() -> None:
    assert checks.check_database_engine() == []


def test_a_design_system_that_was_not_built(settings: Settings, tmp_path: Path) -> None:
    settings.DESIGN_DIR = tmp_path
    assert ids(checks.check_design_system()) == ["kredsraad.W001"]


def test_the_design_system_is_built() -> None:
    assert checks.check_design_system() == []


def test_production_on_plain_http(settings: Settings) -> None:
    settings.SITE_URL = "http://portal.example"
    assert ids(checks.check_site_is_https()) == ["kredsraad.E005"]


def test_production_without_a_mail_server(settings: Settings) -> None:
    settings.POST_OFFICE = {"BACKENDS": {"default": "kredsraad.console.EmailBackend"}}
    assert ids(checks.check_mail_is_sent()) == ["kredsraad.W002"]
    settings.POST_OFFICE = {"BACKENDS": {"default": "django.core.mail.backends.smtp.EmailBackend"}}
    assert checks.check_mail_is_sent() == []


@pytest.mark.parametrize("sender", ["", "portal@127.0.0.1", "portal", "Kredsrådet <portal>"])
def test_a_sender_that_no_mail_can_come_from(settings: Settings, sender: str) -> None:
    settings.DEFAULT_FROM_EMAIL = sender
    assert ids(checks.check_sender()) == ["kredsraad.E006"]


@pytest.mark.parametrize("sender", ["portal@localhost", "Kredsrådet <portal@portal.example>"])
def test_a_right_sender(settings: Settings, sender: str) -> None:
    settings.DEFAULT_FROM_EMAIL = sender
    assert checks.check_sender() == []


def test_production_without_a_second_factor(settings: Settings) -> None:
    settings.SECOND_FACTOR_REQUIRED = False
    assert ids(checks.check_second_factor_is_required()) == ["kredsraad.W003"]
    settings.SECOND_FACTOR_REQUIRED = True
    assert checks.check_second_factor_is_required() == []


def test_attempts_counted_by_each_process_for_itself(settings: Settings) -> None:
    assert checks.check_attempts_are_counted_together() == []
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    assert ids(checks.check_attempts_are_counted_together()) == ["kredsraad.W004"]


def test_a_proxy_that_is_not_counted(settings: Settings) -> None:
    assert checks.check_proxies_are_counted() == []
    settings.PROXY_SSL_HEADER = "X-Forwarded-Proto"
    assert ids(checks.check_proxies_are_counted()) == ["kredsraad.W005"]
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert checks.check_proxies_are_counted() == []
