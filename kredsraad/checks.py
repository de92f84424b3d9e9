"""System checks that find mistakes in the configuration before a visitor does.

``kredsraad.E…`` stop every command; those made with ``deploy=True`` are asked by ``check --deploy`` only.
"""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.exceptions import ValidationError
from django.http.request import validate_host
from post_office.validators import validate_email_with_name

SUPPORTED_ENGINES = {"django.db.backends.sqlite3", "django.db.backends.postgresql"}
STYLESHEET = "dkfds/css/dkfds.css"


@register(Tags.security)
def check_site_url(**_: Any) -> list[CheckMessage]:
    """SITE_URL is scheme and host only, and its host is one the portal answers for."""
    return list(site_url_problems(settings.SITE_URL, settings.ALLOWED_HOSTS))


def site_url_problems(site_url: str, allowed_hosts: list[str]) -> Iterator[CheckMessage]:
    """Yield what is wrong with the address given."""
    parts = urlsplit(site_url)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path or parts.query or parts.fragment:
        yield Error(
            f"SITE_URL is {site_url!r}, which is not the address of a site.",
            hint="Set it to scheme and host, such as https://portal.example.dk.",
            id="kredsraad.E001",
        )
    elif not validate_host(parts.hostname if ":" not in parts.hostname else f"[{parts.hostname}]", allowed_hosts):
        yield Error(
            f"The host of SITE_URL, {parts.hostname}, is not among ALLOWED_HOSTS.",
            hint="Add it, or leave ALLOWED_HOSTS out: the host of SITE_URL is its default.",
            id="kredsraad.E002",
        )


@register(Tags.security)
def check_demo_is_local(**_: Any) -> list[CheckMessage]:
    """A demo has accounts with known passwords and speaks plain http: it must answer on this machine only."""
    others = sorted(set(settings.ALLOWED_HOSTS) - set(settings.LOOPBACK_HOSTS))
    if not settings.DEMO or not others:
        return []
    return [
        Error(
            f"DEMO is on, but ALLOWED_HOSTS has {', '.join(others)}.",
            hint="Set DEMO=off for a portal that others can reach; its accounts and plain http are for one machine.",
            id="kredsraad.E003",
        )
    ]


@register(Tags.compatibility)
def check_database_engine(**_: Any) -> list[CheckMessage]:
    """The database is one whose triggers keep published editions from being changed."""
    return list(engine_problems(str(settings.DATABASES["default"]["ENGINE"])))


def engine_problems(engine: str) -> Iterator[CheckMessage]:
    """Yield what is wrong with the database engine given."""
    if engine not in SUPPORTED_ENGINES:
        yield Error(
            f"The database engine {engine} is not supported.",
            hint="DATABASE_URL must begin with sqlite:// or postgres://.",
            id="kredsraad.E004",
        )


@register(Tags.staticfiles)
def check_design_system(**_: Any) -> list[CheckMessage]:
    """The design system's files have been built."""
    if (settings.DESIGN_DIR / STYLESHEET).is_file():
        return []
    return [
        checks.Warning(
            "The design system's files are missing: pages will have no style, and no PDF can be made.",
            hint="Run script/setup.",
            id="kredsraad.W001",
        )
    ]


@register(Tags.compatibility)
def check_sender(**_: Any) -> list[CheckMessage]:
    """Mail can be sent from DEFAULT_FROM_EMAIL."""
    try:
        validate_email_with_name(settings.DEFAULT_FROM_EMAIL)
    except ValidationError:
        return [
            Error(
                f"DEFAULT_FROM_EMAIL is {settings.DEFAULT_FROM_EMAIL!r}, which is no address that mail can come from.",
                hint="Set it, for example to Kredsrådet <portal@example.dk>.",
                id="kredsraad.E006",
            )
        ]
    return []


@register(Tags.security, deploy=True)
def check_site_is_https(**_: Any) -> list[CheckMessage]:
    """In production the portal's own address is https."""
    if settings.SITE_URL.startswith("https://"):
        return []
    return [
        Error(
            f"SITE_URL is {settings.SITE_URL!r}: links in mail and feeds would not be https.",
            hint="Set it to https:// and the host, and DEMO and DEBUG to off.",
            id="kredsraad.E005",
        )
    ]


@register(Tags.security, deploy=True)
def check_mail_is_sent(**_: Any) -> list[CheckMessage]:
    """In production mail goes to a mail server, not to the log."""
    backends: Any = settings.POST_OFFICE["BACKENDS"]
    if backends["default"].rsplit(".", 2)[-2] not in {"console", "dummy", "locmem", "filebased"}:
        return []
    return [
        checks.Warning(
            "EMAIL_URL names no mail server: mail is not sent.",
            hint="Set it, for example to smtp+tls://user:password@mail.example.dk:587.",
            id="kredsraad.W002",
        )
    ]


@register(Tags.security, deploy=True)
def check_second_factor_is_required(**_: Any) -> list[CheckMessage]:
    """In production a stolen password alone opens no secretary's desk."""
    if settings.SECOND_FACTOR_REQUIRED:
        return []
    return [
        checks.Warning(
            "SECOND_FACTOR_REQUIRED is off: secretaries and administrators come in with a password alone.",
            hint="Leave it out: in production it is on.",
            id="kredsraad.W003",
        )
    ]


@register(Tags.security, deploy=True)
def check_attempts_are_counted_together(**_: Any) -> list[CheckMessage]:
    """Attempts to sign in are counted where every web process sees them."""
    backend = str(settings.CACHES["default"]["BACKEND"])
    if backend.rsplit(".", 2)[-2] not in {"locmem", "dummy"}:
        return []
    return [
        checks.Warning(
            "CACHES keeps attempts to sign in within each process: the limits are as many times higher.",
            hint="Use the database's table, as the settings do, or another cache that all processes share.",
            id="kredsraad.W004",
        )
    ]


@register(Tags.security, deploy=True)
def check_proxies_are_counted(**_: Any) -> list[CheckMessage]:
    """Behind a proxy, visitors are told apart by the address that it passes on."""
    if not settings.PROXY_SSL_HEADER or settings.ALLAUTH_TRUSTED_PROXY_COUNT:
        return []
    return [
        checks.Warning(
            "PROXY_SSL_HEADER is set, so a proxy stands in front, but TRUSTED_PROXY_COUNT is 0: all visitors count as "
            "one, and one who guesses passwords keeps everybody out.",
            hint="Set TRUSTED_PROXY_COUNT to how many proxies add to X-Forwarded-For, most often 1.",
            id="kredsraad.W005",
        )
    ]
