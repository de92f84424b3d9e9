"""What people do at the portal's door, as steps of a test."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import struct
import time
from typing import Any

from django.test import Client
from post_office.models import Email

from councils.models import User
from tests.base import PASSWORD

SIGN_IN, CODE, APP = "/konto/log-ind/", "/konto/totrin/kode/", "/konto/totrin/app/"
PERIOD = 30  # seconds


def sign_in(client: Client, user: User | str, password: str = PASSWORD, **more: Any) -> Any:
    """Send the form of the sign-in page; `more` are other fields, or what the client takes."""
    fields = {"login": user if isinstance(user, str) else user.email, "password": password}
    return client.post(SIGN_IN, fields | {name: more.pop(name) for name in ("next",) if name in more}, **more)


def is_signed_in(client: Client) -> bool:
    """Whether the browser's session opens the account's page."""
    return client.get("/konto/").status_code == 200


def code_now(secret: str) -> str:
    """What an app with that secret shows now (RFC 6238 with the defaults that apps have)."""
    digest = hmac.new(base64.b32decode(secret), struct.pack(">Q", int(time.time()) // PERIOD), hashlib.sha1).digest()
    start = digest[-1] & 15
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 10**6:06}"


def send_code(client: Client, address: str, secret: str) -> Any:
    """Send the code of now; once more where the app turned to its next code in between."""
    period = time.time() // PERIOD
    answer = client.post(address, {"code": code_now(secret)})
    if answer.status_code == 200 and time.time() // PERIOD != period:
        answer = client.post(address, {"code": code_now(secret)})
    return answer


def connect_app(client: Client) -> tuple[str, Any]:
    """Make a second factor on the page for it: the app's secret, as the page shows it, and the answer."""
    found = re.search(r'<code class="secret">([A-Z2-7]+)</code>', client.get(APP).content.decode())
    assert found
    return found[1], send_code(client, APP, found[1])


def recovery_codes(client: Client) -> list[str]:
    """The codes on the page of recovery codes."""
    page = client.get("/konto/totrin/noedkoder/").content.decode()
    return re.findall(r"<code>(\d+)</code>", page)


def newest_mail() -> Email:
    """The mail that was queued last."""
    return Email.objects.order_by("-pk")[0]


def link_in(mail: Email) -> str:
    """The address that a mail's text leads to, without the portal's own name."""
    found = re.search(r"https://portal\.example(/konto/\S+)", mail.message)
    assert found
    return found[1]
