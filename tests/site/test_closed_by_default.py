"""Every address is either on this list of what is public on purpose, or behind the admin's door."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from councils.serving import public_page

PUBLIC = {
    "",
    "favicon.ico",
    "samarbejdsplan/",
    "samarbejdsplan/arkiv/",
    "samarbejdsplan/<year:year>/",
    "samarbejdsplan/<year:year>.pdf",
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


def test_every_address_is_public_on_purpose_or_the_admins() -> None:
    found = {address for address, _ in addresses() if not address.startswith("admin/")}
    assert found == PUBLIC


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
