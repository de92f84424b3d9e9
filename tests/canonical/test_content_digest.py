"""The digest of a plan's content: the same for the same text and structure, another for any other."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from councils.canonical import canonicalise
from plans.canonical import canonical_json, content_digest

CONTENT: dict[str, Any] = {
    "year": 2023,
    "title": "Århus <&>",
    "sections": [{"number": "4.1", "children": []}],
    "map": [],
}
VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text()),
    lambda inner: st.one_of(st.lists(inner), st.dictionaries(st.text(), inner)),
)
CONTENTS = st.dictionaries(st.text(), VALUES)


def test_json_is_sorted_tight_and_readable() -> None:
    assert canonical_json(CONTENT) == (
        '{"map":[],"sections":[{"children":[],"number":"4.1"}],"title":"Århus <&>","year":2023}'
    )


def test_digest_is_the_sha256_of_the_json_in_utf8() -> None:
    assert content_digest(CONTENT) == hashlib.sha256(canonical_json(CONTENT).encode("utf-8")).hexdigest()
    assert content_digest({}) == "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"


def test_order_of_keys_and_form_of_letters_do_not_matter() -> None:
    decomposed = unicodedata.normalize("NFD", "Århus <&>")
    other = {"title": decomposed} | {key: CONTENT[key] for key in ("sections", "map", "year")}
    assert content_digest(other) == content_digest(CONTENT)


def test_form_of_letters_does_not_matter_deep_inside_nor_in_keys() -> None:
    assert canonical_json({"a": [{"A\u030a": ("A\u030a",)}]}) == '{"a":[{"Å":["Å"]}]}'


@pytest.mark.parametrize(
    "change", [{"year": 2024}, {"year": "2023"}, {"title": "Århus"}, {"map": [[]]}, {"new": None}, {"sections": []}]
)
def test_any_change_changes_the_digest(change: dict[str, Any]) -> None:
    assert content_digest(CONTENT | change) != content_digest(CONTENT)


@given(CONTENTS)
def test_json_reads_back_as_the_same_content(content: dict[str, Any]) -> None:
    text = canonical_json(content)
    assert canonical_json(json.loads(text)) == text
    assert unicodedata.is_normalized("NFC", text)


@given(st.text())
def test_canonical_html_passes_unchanged(text: str) -> None:
    html = canonicalise(text)
    assert json.loads(canonical_json({"body": html})) == {"body": html}


def test_what_has_no_one_form_is_refused() -> None:
    with pytest.raises(ValueError, match="Out of range float"):
        canonical_json({"a": float("nan")})
    with pytest.raises(TypeError):
        canonical_json({"a": {1, 2}})


def test_digest_is_the_same_in_another_process_with_another_hash_seed() -> None:
    code = "import sys, json; from plans.canonical import content_digest; print(content_digest(json.load(sys.stdin)))"
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", code],
            input=json.dumps(CONTENT),
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.strip() == content_digest(CONTENT)
