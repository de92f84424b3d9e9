"""Every address is either on this list of what is public on purpose, or behind the admin's door."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from councils.serving import public_page
from tests.base import Cast

PUBLIC = {
    "",
    "favicon.ico",
    "samarbejdsplan/",
    "samarbejdsplan/arkiv/",
    "samarbejdsplan/<year:year>/",
    "samarbejdsplan/<year:year>.pdf",
    "samarbejdsplan/<year:year>/forslag/",
    "samarbejdsplan/<year:year>/udgave/<edition:number>/",
    "samarbejdsplan/<year:year>/udgave/<edition:number>.pdf",
    "lokalraad/<slug:council>/samarbejdsplan/",
    "lokalraad/<slug:council>/samarbejdsplan/arkiv/",
    "lokalraad/<slug:council>/samarbejdsplan/<year:year>/",
    "lokalraad/<slug:council>/samarbejdsplan/<year:year>.pdf",
    "lokalraad/<slug:council>/samarbejdsplan/<year:year>/udgave/<edition:number>/",
    "lokalraad/<slug:council>/samarbejdsplan/<year:year>/udgave/<edition:number>.pdf",
    "lokalraad/",
    "lokalraad/<slug:slug>/",
    "kredsraadet/",
    "raad-og-naevn/",
    "raad-og-naevn/<slug:slug>/",
    "indsatsomraader/",
    "indsatsomraader/<slug:slug>/",
    "indsatser/<slug:slug>/",
}
ADMIN_OPEN = {"admin/login/"}
"""The admin's own page for signing in; all its others send a stranger there."""


def addresses(
    patterns: list[URLPattern | URLResolver] | None = None, before: str = ""
) -> Iterator[tuple[str, URLPattern]]:
    """Every address of the portal with its pattern, function views too."""
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        address = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from addresses(entry.url_patterns, address)
        else:
            yield address, entry


BEHIND_A_DOOR = ("admin/", "skrivebord/", "konto/")
"""The admin, the desk, and the account pages; the tests below hold each of these doors shut."""
ACCOUNT_OPEN = {
    "konto/log-ind/",
    "konto/log-af/",
    "konto/lukket/",
    "konto/opret/",
    "konto/demo/",
    "konto/adgangskode/glemt/",
    "konto/adgangskode/glemt/sendt/",
    "konto/adgangskode/ny/",
    "konto/^adgangskode/ny/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
    "konto/invitation/<str:token>/",
    "konto/totrin/kode/",
}
"""Account pages for those who are not signed in, or are about to be."""
SAMPLES = {
    "<year:year>": "2024",
    "<slug:key>": "forord",
    "<slug:slug>": "x",
    "<slug:council>": "x",
    "<int:pk>": "1",
    "<serial:number>": "01",
    "<edition:number>": "1",
    "<str:token>": "x",
    "<str:key>": "x",
}


def test_every_address_is_public_on_purpose_or_behind_a_door() -> None:
    found = {address for address, _ in addresses() if not address.startswith(BEHIND_A_DOOR)}
    assert found == PUBLIC


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_is_sent_to_sign_in_from_the_desk_and_the_account(client: Client, method: str) -> None:
    """Whatever is asked for, and whether there is such a thing or not."""
    for address, _ in addresses():
        if address.startswith(("skrivebord/", "konto/")) and address not in ACCOUNT_OPEN:
            path = "/" + sample(address)
            answer = getattr(client, method)(path)
            assert (answer.status_code, answer.headers.get("Location", "")[:15]) == (302, "/konto/log-ind/"), path


@pytest.mark.django_db
def test_who_has_no_office_finds_nothing_on_the_desk(client: Client, cast: Cast) -> None:
    client.force_login(cast.outsider)
    for address, _ in addresses():
        if address.startswith("skrivebord/"):
            path = "/" + sample(address)
            assert {client.get(path).status_code, client.post(path).status_code} <= {404, 405}, path


def sample(address: str) -> str:
    """The address with something in every place that takes a value."""
    for placeholder, value in SAMPLES.items():
        address = address.replace(placeholder, value)
    assert "<" not in address, address
    return address


def test_every_public_view_is_served_as_one() -> None:
    """Read-only, and touching no session: the decorator sees to both."""
    marked = public_page(lambda request: None).__wrapped__.__code__  # type: ignore[arg-type, return-value, attr-defined]
    for address, pattern in addresses():
        if address in PUBLIC - {"favicon.ico"}:
            code = {getattr(view, "__code__", None) for view in unwrapped(pattern.callback)}
            assert marked in code, address


def unwrapped(view: object) -> Iterator[object]:
    """The view and everything that it wraps."""
    while view is not None:
        yield view
        view = getattr(view, "__wrapped__", None)


@pytest.mark.django_db
def test_a_stranger_is_sent_to_sign_in_from_every_page_of_the_admin(client: Client) -> None:
    for address, _ in addresses():
        if address.startswith("admin/") and address not in ADMIN_OPEN:
            path = "/" + concrete(address)
            answer = client.get(path)
            assert answer.status_code in (302, 404), (path, answer.status_code)
            if answer.status_code == 302:
                assert "/admin/login/" in answer["Location"] or path in ("/admin/logout/",), (path, answer["Location"])


def concrete(address: str) -> str:
    """The address with something in every place that takes a value."""
    parts = {"<path:object_id>": "1", "<int:content_type_id>": "1", "<path:object_id>/": "1/", "<id>": "1"}
    for placeholder, value in parts.items():
        address = address.replace(placeholder, value)
    return address.replace("(?P<url>.*)$", "x").replace("(?P<app_label>councils|plans|initiatives)/$", "councils/")
