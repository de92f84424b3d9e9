"""Reading the overview and the lists that it leads to."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from django.test import Client

ADDRESS = "/skrivebord/"


def page(client: Client, user: Any, address: str = ADDRESS) -> str:
    """The page as the account sees it."""
    client.force_login(user)
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def words(html: str) -> str:
    """What can be read on the page, without its markup."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def tasks(client: Client, user: Any, address: str = ADDRESS) -> list[tuple[int, str, str]]:
    """The account's tasks in their order: the number, what is said, and the address."""
    html = page(client, user, address)
    found = re.findall(
        r'<span class="n" aria-hidden="true">(\d+)</span>.*?<h3><a href="([^"]+)">([^<]+)</a>', html, re.S
    )
    return [(int(number), unescape(said), unescape(address)) for number, address, said in found]


LISTED = (
    (r"^/skrivebord/plan/\d+/\?vis=", r'<li class="(?![^"]*\bband\b)[^"]*" id="afsnit-([a-z0-9-]+)"'),
    (r"^/skrivebord/plan/\d+/bidrag/", r"/skrivebord/plan/\d+/bidrag/(\d+)/"),
    (r"^/skrivebord/plan/bidrag/", r"/skrivebord/plan/bidrag/(\d+)/"),
    (r"^/skrivebord/plan/\d+/svar/", r"#kommentar-(\d+)"),
    (r"^/skrivebord/mail/", r'name="drop"\s+value="(\d+)"'),
    (r"^/skrivebord/personer/", r"<b>([^<]+ har ingen [^<]+)</b>"),
    (r"/to-versioner/\d+/$", r'<link rel="icon" ()'),
)


def listed(client: Client, address: str) -> int:
    """How many things the list at the address shows to whoever is signed in."""
    html = client.get(address).content.decode().partition('id="besvaret"')[0]
    pattern = next(pattern for path, pattern in LISTED if re.search(path, address))
    return len(set(re.findall(pattern, html)))
