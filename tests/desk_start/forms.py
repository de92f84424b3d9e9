"""Filling in the forms of dates as a browser would."""

from __future__ import annotations

import re
from typing import Any

from django.test import Client

START = "/skrivebord/plan/ny/"
DATES = "/skrivebord/plan/2024/tidsplan/"
FIELDS = (
    "collecting_from",
    "proposals_due",
    "editing_due",
    "hearing_from",
    "hearing_due",
    "papers_due",
    "meeting_on",
    "publish_on",
)


def filled(client: Client, address: str = START) -> dict[str, str]:
    """The form as the page proposes it, hidden fields included."""
    fields = re.findall(r"<input[^>]*>", client.get(address).content.decode())
    pairs = [(re.search(r'name="([^"]+)"', field), re.search(r'value="([^"]*)"', field)) for field in fields]
    return {name[1]: value[1] if value else "" for name, value in pairs if name and name[1] != "csrfmiddlewaretoken"}


def dates_in(data: dict[str, str]) -> dict[str, str]:
    """The dates of a form that is filled in."""
    return {name: data[name] for name in FIELDS}


def told(client: Client, answer: Any) -> str:
    """What the page says that one is sent on to."""
    assert answer.status_code == 302, answer.content.decode()
    return client.get(answer["Location"]).content.decode()
