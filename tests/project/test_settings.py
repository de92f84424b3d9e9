"""The settings, read anew under different environments."""

import os
import re
import runpy
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from django.core.exceptions import ImproperlyConfigured

SETTINGS = Path(__file__).parents[2] / "kredsraad" / "settings.py"
PRODUCTION = {"SECRET_KEY": "k" * 60, "SITE_URL": "https://portal.example"}


def read(**environment: str) -> dict[str, Any]:
    """Return the settings as they are when the environment holds just these variables."""
    with mock.patch.dict(os.environ, {"ENV_FILE": "", **environment}, clear=True):
        return runpy.run_path(str(SETTINGS))


def test_refuses_to_start_without_a_secret_key() -> None:
    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY is not set"):
        read(SITE_URL="https://portal.example")


def test_a_demo_needs_a_secret_key_too() -> None:
    with pytest.raises(ImproperlyConfigured, match="script/server"):
        read(DEMO="on")


def test_debugging_needs_no_secret_key() -> None:
    assert read(DEBUG="on")["SECRET_KEY"]


def test_secure_unless_something_else_is_asked_for() -> None:
    values = read(**PRODUCTION)
    assert not values["DEBUG"]
    assert not values["DEMO"]
    assert values["SECURE_SSL_REDIRECT"]
    assert values["SESSION_COOKIE_SECURE"]
    assert values["CSRF_COOKIE_SECURE"]
    assert values["SECURE_HSTS_SECONDS"] >= 31_536_000


@pytest.mark.parametrize("kind", ["DEMO", "DEBUG"])
def test_plain_http_on_this_machine_only(kind: str) -> None:
    values = read(SECRET_KEY="k", **{kind: "on"})
    assert values["ALLOWED_HOSTS"] == ["127.0.0.1", "localhost", "[::1]"]
    assert not values["SECURE_SSL_REDIRECT"]
    assert not values["SESSION_COOKIE_SECURE"]
    assert not values["CSRF_COOKIE_SECURE"]
    assert values["SECURE_HSTS_SECONDS"] == 0


def test_hosts_come_from_the_sites_address() -> None:
    assert read(**PRODUCTION)["ALLOWED_HOSTS"] == ["portal.example"]


def test_hosts_can_be_named() -> None:
    assert read(**PRODUCTION, ALLOWED_HOSTS="a.example,b.example")["ALLOWED_HOSTS"] == ["a.example", "b.example"]


def test_sqlite_waits_for_its_lock_and_keeps_a_log() -> None:
    options = read(**PRODUCTION, DATABASE_URL="sqlite:////tmp/x.sqlite3")["DATABASES"]["default"]["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert options["timeout"] == 20
    assert "journal_mode=WAL" in options["init_command"]


def test_postgresql_keeps_its_connections() -> None:
    database = read(**PRODUCTION, DATABASE_URL="postgres://u:p@db:5432/portal")["DATABASES"]["default"]
    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert (database["NAME"], database["HOST"]) == ("portal", "db")
    assert database["CONN_MAX_AGE"] == 60
    assert database["CONN_HEALTH_CHECKS"]


def test_the_proxys_word_counts_only_if_asked_for() -> None:
    assert "SECURE_PROXY_SSL_HEADER" not in read(**PRODUCTION)
    values = read(**PRODUCTION, PROXY_SSL_HEADER="X-Forwarded-Proto")
    assert values["SECURE_PROXY_SSL_HEADER"] == ("HTTP_X_FORWARDED_PROTO", "https")


def test_mail_is_printed_unless_a_server_is_named() -> None:
    assert read(**PRODUCTION)["POST_OFFICE"]["BACKENDS"]["default"] == "kredsraad.console.EmailBackend"
    values = read(**PRODUCTION, EMAIL_URL="smtp+tls://u:p@mail.example:587")
    assert values["POST_OFFICE"]["BACKENDS"]["default"] == "django.core.mail.backends.smtp.EmailBackend"
    assert (values["EMAIL_HOST"], values["EMAIL_PORT"], values["EMAIL_USE_TLS"]) == ("mail.example", 587, True)


def test_every_mail_waits_in_the_queue_first() -> None:
    assert read(**PRODUCTION, EMAIL_URL="smtp://mail.example")["EMAIL_BACKEND"] == "councils.postbox.QueueBackend"


@pytest.mark.parametrize(
    ("site", "sender"),
    [
        ("https://portal.example", "portal@portal.example"),
        ("http://127.0.0.1:8000", "portal@localhost"),
        ("http://[::1]:8000", "portal@localhost"),
        ("http://localhost:8000", "portal@localhost"),
    ],
)
def test_mail_comes_from_the_sites_host(site: str, sender: str) -> None:
    assert read(SECRET_KEY="k", DEMO="on", SITE_URL=site)["DEFAULT_FROM_EMAIL"] == sender


def test_the_env_file_is_read_and_the_environment_wins(tmp_path: Path) -> None:
    file = tmp_path / "env"
    file.write_text("SECRET_KEY=from-file\nSITE_URL=https://file.example\n", encoding="utf-8")
    values = read(ENV_FILE=str(file), SITE_URL="https://environment.example")
    assert values["SECRET_KEY"] == "from-file"
    assert values["SITE_URL"] == "https://environment.example"


def test_passwords_are_hashed_with_argon2() -> None:
    assert read(**PRODUCTION)["PASSWORD_HASHERS"][0].endswith("Argon2PasswordHasher")


def test_the_example_names_every_setting_that_is_read() -> None:
    source = SETTINGS.read_text("utf-8")
    read_there = set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', source)) | {"WEB_CONCURRENCY"}
    example = SETTINGS.parents[1].joinpath(".env.example").read_text("utf-8")
    assert set(re.findall(r"^#?([A-Z_]+)=", example, re.MULTILINE)) == read_there
