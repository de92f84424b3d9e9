"""The check that no word is lost finds the words that are; and structured plans come back whole and in order."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import plans.importing.text as reader
from plans.importing import outline_text, read_plan_text, unplaced_words
from plans.importing.model import Mark, ParsedPlan
from tests.importing.reading import outline, words_in_order

DATA = "FORORD\n\nRådet mødes i byen.\n\n1. RÅDET\n\n- Rådet taler.\n- Rådet lytter til op-\nråb.\n".encode()


def without(plan: ParsedPlan, text: str) -> ParsedPlan:
    """The plan with a piece of its first section's HTML gone."""
    first = replace(plan.sections[0], body_html=plan.sections[0].body_html.replace(text, ""))
    return replace(plan, sections=(first, *plan.sections[1:]))


def test_a_whole_plan_has_no_unplaced_words() -> None:
    assert unplaced_words(DATA, read_plan_text(DATA)) == []


def test_lost_words_are_named_with_their_line() -> None:
    assert unplaced_words(DATA, without(read_plan_text(DATA), "mødes i ")) == [(3, "mødes i")]


def test_words_of_another_section_do_not_count() -> None:
    assert unplaced_words(DATA, without(read_plan_text(DATA), "Rådet")) == [(3, "Rådet")]


def test_a_lost_section_is_all_unplaced() -> None:
    plan = read_plan_text(DATA)

    lost = unplaced_words(DATA, replace(plan, sections=plan.sections[:1]))

    assert lost == [(5, "1. RÅDET"), (7, "Rådet taler."), (8, "Rådet lytter til"), (9, "opråb.")]


def test_a_word_cannot_pass_as_markup() -> None:
    plan = without(read_plan_text(DATA), "byen.")

    assert unplaced_words(DATA, replace(plan, marks=(*plan.marks, Mark(3, "byen.")))) == [(3, "byen.")]


def test_what_the_reader_loses_becomes_a_doubt(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = read_plan_text(DATA)
    monkeypatch.setattr(reader, "read_text", lambda _: without(whole, "mødes i "))

    plan = reader.read_plan_text(DATA)

    lost = [doubt for doubt in plan.doubts if doubt.left_out]
    assert [(doubt.line, doubt.text) for doubt in lost] == [(3, "mødes i")]
    assert "linje 3: Ordene kom ikke med i noget afsnit: »mødes i«" in outline_text(plan)


NOUNS = (
    "rådet",
    "byen",
    "havnen",
    "politiet",
    "kommunen",
    "SSP-samarbejdet",
    "§",
    "2031",
    "fem",
    "”ro”",
    "&",
    "og",
    "på",
)
sentences = st.lists(st.sampled_from(NOUNS), min_size=2, max_size=30).map(lambda words: f"Så {' '.join(words)}.")
titles = st.lists(
    st.sampled_from(("Byen", "Havnen", "Tryghed", "Mødet", "i", "og", "SSP")), min_size=1, max_size=6
).map(lambda words: f"Om {' '.join(words)}")
bullets = st.tuples(st.sampled_from("-•–*"), st.lists(sentences, min_size=1, max_size=4)).map(
    lambda drawn: "\n".join(f"{drawn[0]} {item}" for item in drawn[1])
)
bodies = st.lists(st.one_of(sentences, sentences, bullets), max_size=3)
sections = st.tuples(titles, bodies)
chapters = st.tuples(titles, bodies, st.lists(sections, max_size=3))
wrapping = st.one_of(st.none(), st.integers(40, 100))


def printed(tree: list, width: int | None, pages: set[int]) -> tuple[str, list[str], list[str]]:
    """The text of a plan, its outline, and its words in order without bullets."""
    blocks, names, words = [], [], []
    for chapter, (title, body, below) in enumerate(tree, 1):
        parts = [
            ("", f"{chapter}.", title, body),
            *(("  ", f"{chapter}.{n}", *rest) for n, rest in enumerate(below, 1)),
        ]
        for indent, number, heading, texts in parts:
            names.append(f"{indent}{number.rstrip('.')} {heading}")
            blocks.append(f"{number} {heading}")
            blocks.extend(wrapped(text, width) for text in texts)
            words.append(f"{number} {heading}")
            words.extend(line[2:] if line[1] == " " else line for text in texts for line in text.splitlines())
    separated = ("\n\f" if index in pages else "\n\n" for index in range(1, len(blocks) + 1))
    return "".join(block + end for block, end in zip(blocks, separated, strict=True)), names, " ".join(words).split()


def wrapped(text: str, width: int | None) -> str:
    """Each line of the text, broken so that no line is wider, as a typewriter does."""
    return "\n".join(_broken(line, width) for line in text.splitlines()) if width else text


def _broken(line: str, width: int) -> str:
    rows = [""]
    for word in line.split():
        fits = len(rows[-1]) + 1 + len(word) <= width
        rows[-1:] = [f"{rows[-1]} {word}".strip()] if fits else [rows[-1], word]
    return "\n".join(rows)


@given(st.lists(chapters, min_size=1, max_size=5), wrapping, st.sets(st.integers(1, 20), max_size=4))
@settings(max_examples=150, deadline=None)
def test_a_plan_comes_back_with_its_outline_and_its_words_in_order(
    tree: list,
    width: int | None,
    pages: set[int],
) -> None:
    text, names, words = printed(tree, width, pages)

    plan = read_plan_text(text.encode())

    assert outline(plan) == names
    assert words_in_order(plan) == words
    assert not any(doubt.left_out for doubt in plan.doubts)
