"""The retold plans and the registers say the facts in their own words: no long run of words from the signed plans.

The signed plans are not part of the project; where they do not lie beside it, there is nothing to compare with.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
FIXTURES = ROOT / "fixtures"
SOURCES = sorted((ROOT.parent / "shared" / "source-plans").glob("*.txt"))

LONGEST_RUN = 9
"""Words in a row that may be the same by chance: names of laws and authorities are long in Danish."""

ENUMERATIONS = (
    "Herning, Holstebro, Ikast-Brande, Lemvig, Morsø, Ringkøbing-Skjern, Silkeborg, Skive, Thisted og Viborg",
    "Herning, Holstebro, Ikast-Brande, Lemvig, Morsø, Ringkøbing-Skjern, Silkeborg, Skive, Struer, Thisted og Viborg",
)
"""Lists of names, which cannot be said otherwise."""

SCANNED_BADLY = re.compile(r"[^bcfhjkmnrstvwx]")
"""What the scanned plan mixes up: vowels, and the letters and digits that they became."""


def words(text: str) -> list[str]:
    """The text's words in lower case, each reduced to the consonants that scanning leaves alone."""
    return [SCANNED_BADLY.sub("", word) or "-" for word in re.findall(r"\w+", text.lower())]


def runs(tokens: list[str]) -> Iterator[tuple[str, ...]]:
    """Every run of one word more than is allowed."""
    size = LONGEST_RUN + 1
    return (tuple(tokens[start : start + size]) for start in range(len(tokens) - size + 1))


def passages(value: Any) -> Iterator[str]:
    """Every text in a JSON value, split where one paragraph, list item or cell ends."""
    if isinstance(value, str):
        for enumeration in ENUMERATIONS:
            value = value.replace(enumeration, "</p>")
        yield from (
            html.unescape(part) for part in re.split(r"</(?:p|li|td|th|caption)>", re.sub(r"<(?!/)[^>]+>", " ", value))
        )
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from passages(part)


@pytest.mark.skipif(not SOURCES, reason="the signed plans do not lie beside the project")
@pytest.mark.parametrize("path", sorted(FIXTURES.rglob("*.json")), ids=lambda path: path.name)
def test_no_long_run_of_words_is_taken_from_a_signed_plan(path: Path) -> None:
    source = {run for file in SOURCES for run in runs(words(file.read_text(encoding="utf-8")))}
    taken = [
        text
        for text in passages(json.loads(path.read_text(encoding="utf-8")))
        if any(run in source for run in runs(words(text)))
    ]
    assert taken == []


@pytest.mark.skipif(not SOURCES, reason="the signed plans do not lie beside the project")
def test_a_sentence_from_a_signed_plan_would_be_found() -> None:
    """The comparison sees through the scan's broken letters."""
    source = {run for file in SOURCES for run in runs(words(file.read_text(encoding="utf-8")))}
    copied = "I 2023 vil kredsrådet i det tværgående samarbejde mellem kommune, politi og region udvikle en model"
    assert any(run in source for run in runs(words(copied)))
