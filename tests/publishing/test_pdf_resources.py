"""What the renderer may read: the project's stylesheets and fonts, nothing else; what is missing stops it."""

import re
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from weasyprint.urls import FatalURLFetchingError

from plans.publishing import pdf
from plans.publishing.pdf import NothingAtAll, RenderingFailed, StaticFilesOnly, render_pdf
from tests.publishing import contents
from tests.publishing.conftest import FACTS


@pytest.fixture
def cold(monkeypatch: pytest.MonkeyPatch) -> None:
    """Start without a press, as a new process does."""
    monkeypatch.setattr(pdf, "_presses", {})


@pytest.mark.parametrize("missing", ["IBMPlexSans-Regular.ttf", "IBMPlexSans-SemiBold.ttf", "print.css", "tokens.css"])
@pytest.mark.usefixtures("cold")
def test_a_missing_file_is_named(missing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    find = finders.find

    def without(name: str, **options: Any) -> Any:
        return None if name.endswith(missing) else find(name, **options)

    monkeypatch.setattr(finders, "find", without)
    with pytest.raises(RenderingFailed, match=missing) as failed:
        render_pdf(contents.small(), FACTS)
    assert "mangler" in failed.value.reason


@pytest.mark.usefixtures("cold")
def test_a_file_that_is_no_font_stops_it(monkeypatch: pytest.MonkeyPatch) -> None:
    find = finders.find

    def mixed_up(name: str, **options: Any) -> Any:
        return find("css/print.css") if name.endswith("SemiBold.ttf") else find(name, **options)

    monkeypatch.setattr(finders, "find", mixed_up)
    with pytest.raises(RenderingFailed):
        render_pdf(contents.small(), FACTS)


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/a.css",
        "http://127.0.0.1/a.ttf",
        "data:text/css,p{}",
        "file:///etc/passwd",
        "file:///static/../../../../etc/passwd",
        "file:///static/../manage.css",
        "file:///static/%2e%2e/%2e%2e/a.ttf",
        "file:///static/css/findes-ikke.css",
        "file:///static/js/site.js",
    ],
)
def test_other_addresses_are_refused(address: str) -> None:
    with pytest.raises(FatalURLFetchingError):
        StaticFilesOnly().fetch(address)


def test_a_document_fetches_nothing_at_all() -> None:
    with pytest.raises(FatalURLFetchingError):
        NothingAtAll().fetch("file:///static/css/print.css")


def test_an_error_within_the_renderer_becomes_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_arguments: Any, **_options: Any) -> None:
        raise AssertionError("broken")

    monkeypatch.setattr(pdf, "generate_pdf", broken)
    with pytest.raises(RenderingFailed, match="AssertionError: broken"):
        render_pdf(contents.small(), FACTS)


@pytest.mark.usefixtures("cold")
def test_a_colour_that_is_no_token_stops_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "TOKEN", re.compile("(--rav-[0-9]+): (#[0-9a-f]+);"))
    with pytest.raises(RenderingFailed, match="--fjord-800"):
        render_pdf(contents.small(), FACTS)
