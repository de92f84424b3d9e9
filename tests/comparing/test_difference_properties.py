"""What holds of the difference of any two texts: nothing is lost, and it is well formed."""

from __future__ import annotations

import re
from html import escape

from hypothesis import given, settings
from hypothesis import strategies as st

from councils.canonical import canonicalise
from plans.aligning import matches
from plans.comparing import difference, plain_difference
from tests.canonical.grammar import CHILDREN, words_of
from tests.canonical.test_canonicalise_properties import HTML

INLINE = {"a", "strong", "em", "ins", "del"}
WORDS = st.sampled_from(
    "rådet nævnet mødes og i at hvert år <strong>politiet</strong> <em>skal</em> kommunen , . <br>".split()
)
LINES = st.lists(WORDS, max_size=12).map(" ".join)
BLOCKS = st.one_of(
    LINES.map("<p>{}</p>".format),
    st.lists(LINES, max_size=3).map(lambda rows: f"<ul>{''.join(f'<li>{row}</li>' for row in rows)}</ul>"),
    st.lists(LINES, max_size=2).map(
        lambda rows: f"<table><tbody>{''.join(f'<tr><td>x</td><td>{row}</td></tr>' for row in rows)}</tbody></table>"
    ),
)
TEXTS = st.one_of(st.lists(BLOCKS, max_size=5).map("".join), HTML)


def _without(tag: str, shown: str) -> list[str]:
    return words_of(re.sub(rf"<{tag}>.*?</{tag}>", "", shown, flags=re.DOTALL), INLINE)


def _assert_well_formed(shown: str) -> None:
    path = ["#root"]
    for tag in re.finditer(r"<(/?)([a-z]+)[^<>]*>|<|>", shown):
        name = tag[2]
        assert name, f"a bare {tag[0]}"
        if tag[1]:
            assert path.pop() == name
            continue
        outer = next(place for place in reversed(path) if place not in ("ins", "del"))
        assert name in CHILDREN[outer] or (name in ("ins", "del") and "#text" in CHILDREN[outer]), (name, path)
        assert not (name in ("ins", "del") and {"ins", "del"} & set(path)), "one inside the other"
        if name != "br":
            path.append(name)
    assert path == ["#root"]


@settings(max_examples=400)
@given(TEXTS, TEXTS)
def test_both_texts_are_in_it_and_it_is_well_formed(old: str, new: str) -> None:
    shown = difference(old, new)
    assert _without("ins", shown) == words_of(canonicalise(old), INLINE)
    assert _without("del", shown) == words_of(canonicalise(new), INLINE)
    _assert_well_formed(shown)


@given(TEXTS)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert difference(text, text) == canonicalise(text)


@given(st.text(), st.text())
def test_plain_texts_are_in_it_and_harmless(old: str, new: str) -> None:
    shown = plain_difference(old, new)
    assert _without("ins", shown) == words_of(escape(old), set())
    assert _without("del", shown) == words_of(escape(new), set())
    assert set(re.findall(r"<[^>]*>", shown)) <= {"<ins>", "</ins>", "<del>", "</del>", "<br>"}


@given(st.lists(st.integers(0, 5), max_size=60), st.lists(st.integers(0, 5), max_size=60))
def test_what_matches_is_equal_and_in_order(old: list[int], new: list[int]) -> None:
    first = second = 0
    for at_old, at_new, length in matches(old, new):
        assert at_old >= first
        assert at_new >= second
        assert old[at_old : at_old + length] == new[at_new : at_new + length]
        first, second = at_old + length, at_new + length
