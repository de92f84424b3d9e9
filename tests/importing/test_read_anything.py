"""Whatever the file holds, it is read or refused; no word is lost, and it takes no time to speak of."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plans.importing import MAX_BYTES, ImportProblem, ParsedPlan, outline_text, read_plan_text, unplaced_words
from plans.importing.decoding import decode
from plans.importing.text import read_text

# Pieces that mean something to the reader, in every order and neighbourhood.
PIECES = (
    *(
        "\n",
        "\n",
        "\n\n",
        "\f",
        " ",
        "\t",
        "  ",
        "\n ",
        "\r\n",
        "-",
        "- ",
        "– ",
        "• ",
        "•",
        "e ",
        "* ",
        "| ",
        " |",
        "|",
    ),
    *("1. ", "2. ", "3. ", "4. ", "1.1 ", "1.2 ", "2.1 ", "1.1.1 ", "1) ", "a) ", "10 ", "5. BILAG - ", "Bilag 1: "),
    *("BILAG", "FORORD", "DEL 1", "Del 2", "DEL 7: ", "Indhold", "KREDSRÅDETS ANSVAR", "Overskrift", "....", "....\t7"),
    *("Plan 2031", "Aaby, den 3. maj 2031", "Anne Holm", "Borgmester i Aaby", "Formand", "delt i to dele."),
    *(
        "ord",
        "Ord",
        "ord.",
        "Ord.",
        "SSP-",
        "op-",
        "/og",
        "og ",
        "midt i",
        "§ 3",
        "<b>",
        "&amp;",
        "\u00ad",
        "12",
        "Side 2",
    ),
)
# Whole lines as plans have them, and ways to go on to the next.
LINES = (
    *("FORORD", "Forord", "DEL 1", "Del 2", "DEL 2: OM BYEN", "KREDSRÅDETS ANSVAR", "| 1.1 Om byen |", "Indhold"),
    *("1. Om byen", "2. Om landet", "3. OM HAVET", "1.1 Om gaden", "1.2 Om vejen", "1.1.1 Om stien", "2.1 Om marken"),
    *("4. BILAG - OM SKOVEN", "Bilag 1: Om engen", "BILAG", "1. Rådet mødes.", "2. Rådet taler.", "1) Ja", "2) Nej"),
    *(
        "1. Møder\t2",
        "2. Mål.....3",
        "3. Med  4",
        "Forord . . . 5",
        "- æble",
        "- pære",
        "• ost",
        "– samt",
        "e brød",
        "e mælk",
    ),
    *(
        "Aaby, den 3. maj 2031",
        "Anne Holm",
        "Bo Riis",
        "Borgmester i Aaby",
        "Politidirektør",
        "Underskrivere",
        "12",
        "Side 3",
    ),
    *(
        "Rådet mødes fire gange om året.",
        "Planen er delt i to dele.",
        "og drøfter med kommunen",
        "| byen er der ro",
        "SSP-",
    ),
    *(
        "samarbejdet om op-",
        "rettelsen af rådet",
        "rocker-",
        "/bandemiljøet.",
        "beredskabs-",
        "og redningsvæsenet",
        "a) Ja",
    ),
)
BREAKS = ("\n", "\n", "\n\n", "\n\n", "\n\n\n", "\n ", "\n\f", "\r\n", "\n\t", " ", "\r")
lines = st.tuples(st.sampled_from(LINES), st.sampled_from(BREAKS)).map("".join)
documents = st.one_of(
    st.lists(lines, min_size=1, max_size=40).map("".join),
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=60).map("".join),
)


def check(text: str) -> ParsedPlan | None:
    """Read it; if it is read, everything that must always hold does."""
    data = text.encode()
    try:
        plan = read_text(decode(data))
    except ImportProblem:
        return None
    assert unplaced_words(data, plan) == []
    check_tree(plan)
    assert outline_text(plan)
    return plan


def check_tree(plan: ParsedPlan) -> None:
    """Keys are unique, lines rise, and numbers go with depth."""
    sections = [section for _, section in plan.walk()]
    keys = [section.key for section in sections]
    lines = [section.line for section in sections]
    assert sections
    assert len(set(keys)) == len(keys)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", key) and len(key) <= 60 for key in keys)
    assert lines == sorted(lines)
    for section in sections:
        for child in section.children:
            assert child.role not in ("foreword", "part", "annex")
            if "." in child.printed_number.rstrip(".") and section.printed_number:
                assert child.printed_number.startswith(section.printed_number + ".")


@given(documents)
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_order_of_known_pieces_is_read_without_losing_a_word(text: str) -> None:
    check(text)


@given(st.text(max_size=300))
@settings(max_examples=200, deadline=None)
def test_any_text_is_read_without_losing_a_word(text: str) -> None:
    check(text)


@given(st.binary(max_size=200))
@settings(max_examples=200, deadline=None)
def test_any_bytes_are_read_or_refused_in_words(data: bytes) -> None:
    try:
        plan = read_plan_text(data)
    except ImportProblem as problem:
        assert str(problem).startswith("Filen")  # noqa: PT017 - either outcome is right
    else:
        assert plan.sections


@pytest.mark.parametrize(
    "unit",
    [
        "a-\n",
        "e ord\n",
        "1. Ord\n",
        "1.1.1.1 Ord\n\n",
        "A\t1\n",
        "Anne Holm\n",
        "Aaby, den 3. maj 2031\n",
        "ord ",
        ".",
        "<b>",
    ],
    ids=repr,
)
def test_much_of_the_same_is_read(unit: str) -> None:
    """Each of these can make a reader quadratic (benchmarks/hostile.py times them)."""
    read_plan_text((unit * (160_000 // len(unit))).encode())


def test_a_plan_of_three_thousand_pages_is_read() -> None:
    chapter = "{}. Kapitel om tryghed\n\n" + "Rådet drøfter tryghed i byen og på landet hele året.\n" * 60 + "\n"
    text = "".join(chapter.format(number) for number in range(1, 999))
    data = (text + "x" * 80 + "\n").encode()

    plan = read_plan_text(data)

    assert len(data) < MAX_BYTES
    assert len(plan.sections) == 998
