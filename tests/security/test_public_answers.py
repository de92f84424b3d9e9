"""What goes out to everybody, and what a visitor's own headers may do to it."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client
from django.test.utils import override_settings

from tests.base import Cast, make_plan, publish

pytestmark = pytest.mark.django_db
PUBLIC = ["/", "/samarbejdsplan/", "/samarbejdsplan/2023/", "/samarbejdsplan/2023.pdf", "/lokalraad/", "/kredsraadet/"]


@pytest.fixture(autouse=True)
def published(cast: Cast) -> None:
    """A plan for the pages to show."""
    publish(make_plan(cast.district))


@pytest.mark.parametrize("address", PUBLIC)
@pytest.mark.parametrize("cookie", ["x", "a" * 32, "../../etc/passwd"])
def test_an_unknown_session_leaves_no_trace_in_what_caches_keep(address: str, cookie: str) -> None:
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = cookie
    answer = client.get(address)
    assert answer.status_code == 200
    assert not answer.cookies
    assert "Cookie" not in answer["Vary"]


@pytest.mark.parametrize("address", PUBLIC)
def test_who_is_signed_in_gets_the_same_page_and_stays_so(cast: Cast, address: str) -> None:
    client = Client()
    client.force_login(cast.administrator)
    assert client.get(address).content == Client().get(address).content
    assert client.get("/admin/").status_code == 200


@pytest.mark.parametrize("refusal", ["br;q=0, gzip;q=0", "br;Q=0, gzip; Q=0.0", "BR;q=0., GZIP;q=0.000", "identity"])
def test_an_encoding_that_is_refused_is_not_used(refusal: str) -> None:
    answer = Client().get("/samarbejdsplan/2023/", headers={"accept-encoding": refusal})
    assert not answer.has_header("Content-Encoding")
    assert b"</html>" in answer.content


@pytest.mark.parametrize(
    ("header", "value"), [("x-forwarded-host", "evil.example"), ("forwarded", "host=evil.example")]
)
@override_settings(ALLOWED_HOSTS=["testserver"])
def test_no_header_puts_another_host_on_a_page(header: str, value: str) -> None:
    assert b"evil" not in Client().get("/samarbejdsplan/2023/", headers={header: value}).content


def test_secretaries_may_do_nothing_with_accounts(cast: Cast) -> None:
    for action in ("view", "add", "change", "delete"):
        assert not cast.secretary.has_perm(f"councils.{action}_user")
        assert cast.secretary.has_perm(f"councils.{action}_person")
        assert cast.administrator.has_perm(f"councils.{action}_user")
