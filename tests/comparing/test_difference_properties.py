"""What holds of the difference of any two texts: nothing is lost, it is well formed, and it takes little time."""

from __future__ import annotations

import random
import re
import time
from html import escape

import pytest
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


def _article(words: int, seed: int) -> list[str]:
    draw = random.Random(seed)  # noqa: S311
    common = "og i at der er det til på med for".split()
    return [draw.choice(common) if draw.random() < 0.5 else f"ord{draw.randrange(words)}" for _ in range(words)]


def _one_paragraph(words: int) -> tuple[str, str]:
    old = _article(words, 1)
    new = [word if place % 11 else "ændret" for place, word in enumerate(old)]
    return f"<p>{' '.join(old)}</p>", f"<p>{' '.join(new)}</p>"


def _many_paragraphs(words: int) -> tuple[str, str]:
    old, new = _one_paragraph(words)
    return tuple("".join(f"<p>{' '.join(line)}</p>" for line in _cut(text[3:-4].split(), 30)) for text in (old, new))  # type: ignore[return-value]


def _nothing_alike(words: int) -> tuple[str, str]:
    return f"<p>{' '.join(_article(words, 1))}</p>", f"<p>{' '.join(_article(words, 2))}</p>"


def _one_word(words: int) -> tuple[str, str]:
    return f"<p>{'og ' * words}x</p>", f"<p>y {'og ' * (words - 7)}</p>"


def _cut(words: list[str], length: int) -> list[list[str]]:
    return [words[start : start + length] for start in range(0, len(words), length)]


@pytest.mark.parametrize("make", [_one_paragraph, _many_paragraphs, _nothing_alike, _one_word])
def test_eight_times_the_text_does_not_take_the_square_of_the_time(make: object) -> None:
    small, large = (make(5_000), make(40_000))  # type: ignore[operator]
    seconds = [min(_timed(*texts) for _ in range(3)) for texts in (small, large)]
    assert seconds[1] < max(seconds[0], 0.01) * 20  # a square would be 64


def _timed(old: str, new: str) -> float:
    start = time.process_time()
    difference(old, new)
    return time.process_time() - start
