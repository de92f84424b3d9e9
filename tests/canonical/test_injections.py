"""Known ways to smuggle script into text: none is left after canonicalising, nor after doing so twice."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from councils.canonical import canonicalise
from tests.canonical.grammar import assert_canonical

_ESCAPE = re.compile(r"\\(?:x([0-9a-f]{2})|u([0-9a-f]{4}))")


def _vectors() -> list[str]:
    lines = Path(__file__).with_name("injections.txt").read_text("utf-8").splitlines()
    texts = [line for line in lines if line and not line.startswith("#")]
    return [_ESCAPE.sub(lambda code: chr(int(code[1] or code[2], 16)), text) for text in texts]


VECTORS = _vectors()
PLACES = [
    "{}",
    "<p>før {} efter</p>",
    "<ul><li>{}</li></ul>",
    "<table><caption>{}</caption><tr><th>{}</th><td>{}</td></tr></table>",
    '<p title="{}">x</p>',
    '<a href="{}">x</a>',
    "<p><strong><em>{}",
]


def test_there_are_at_least_a_hundred_vectors() -> None:
    assert len(set(VECTORS)) >= 100


@pytest.mark.parametrize("vector", VECTORS)
def test_only_allowed_markup_is_left(vector: str) -> None:
    for place in PLACES:
        html = canonicalise(place.replace("{}", vector))
        assert_canonical(html)
        assert canonicalise(html) == html


@pytest.mark.parametrize("vector", VECTORS)
def test_text_shown_is_not_taken_for_markup_the_next_time(vector: str) -> None:
    """What a reader sees as text, a tag perhaps, is still text when it is pasted as such."""
    html = canonicalise(vector.replace("&", "&amp;").replace("<", "&lt;"))
    assert not re.search(r"<(?!/?p>)", html)
    assert canonicalise(html) == html


@pytest.mark.parametrize("hidden", ["script", "style", "title", "iframe", "noscript", "template", "object", "svg"])
def test_what_no_reader_sees_is_dropped_with_its_text(hidden: str) -> None:
    assert canonicalise(f"<p>før <{hidden}>skjult</{hidden}>efter</p>") == "<p>før efter</p>"
