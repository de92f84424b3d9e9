"""Half characters (lone surrogates), which UTF-7 can bring in where a form is sent in parts, are refused."""

from __future__ import annotations

import pytest
from django.test import Client

from plans.models import Plan
from tests.base import Cast, section

HALF = "+2AA-"
"""Half a character, in UTF-7."""
SAVE = "/skrivebord/plan/2023/afsnit/naevnet/gem/"


def sent(client: Client, address: str, charset: str, **fields: object) -> int:
    """The code of the answer to a form sent in parts, in that encoding."""
    part = '--xx\r\nContent-Disposition: form-data; name="{}"\r\n\r\n{}\r\n'
    body = "".join(part.format(name, value) for name, value in fields.items()) + "--xx--\r\n"
    kind = f"multipart/form-data; boundary=xx; charset={charset}"
    return client.generic("POST", address, body.encode(), kind).status_code


@pytest.mark.parametrize("address", ["/konto/log-ind/", "/konto/adgangskode/glemt/"])
def test_a_stranger_gets_no_error_of_the_server(client: Client, db: None, address: str) -> None:
    assert sent(client, address, "utf-7", login=f"{HALF}@test.example", email=f"{HALF}@test.example") == 400


def test_no_text_of_a_plan_is_saved_in_another_encoding(client: Client, cast: Cast, plan: Plan) -> None:
    client.force_login(cast.secretary)
    row = section(plan, "naevnet")
    values = {"base": row.version, "heading": "Nyt navn", "text": "<p>Tekst.</p>"}
    assert sent(client, SAVE, "utf-7", **values | {"note": HALF}) == 400
    assert section(plan, "naevnet").heading == row.heading
    assert sent(client, SAVE, "UTF8", **values) == 302
    assert section(plan, "naevnet").heading == "Nyt navn"
