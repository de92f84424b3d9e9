"""The two real plans, where they are at hand: beside the repository, in ../shared/source-plans."""

import re

import pytest

from councils.canonical import canonicalise
from plans.importing import ParsedPlan, outline_text, read_plan_text, unplaced_words
from tests.importing.reading import SOURCES, outline, reason_at, section_of, words_in_order

PERSONS = 12


def source(name: str) -> bytes:
    path = SOURCES / name
    if not path.exists():
        pytest.skip("de virkelige planer (../shared/source-plans) er ikke her")
    return path.read_bytes()


@pytest.fixture(name="data22", scope="module")
def _data22() -> bytes:
    return source("samarbejdsplan-2022.txt")


@pytest.fixture(name="data23", scope="module")
def _data23() -> bytes:
    return source("samarbejdsplan-2023-ocr.txt")


@pytest.fixture(name="plan22", scope="module")
def _plan22(data22: bytes) -> ParsedPlan:
    return read_plan_text(data22)


@pytest.fixture(name="plan23", scope="module")
def _plan23(data23: bytes) -> ParsedPlan:
    return read_plan_text(data23)


def numbers(plan: ParsedPlan) -> list[str]:
    """Role or number of every section, indented by depth."""
    return [
        "  " * depth + (section.printed_number if section.role == "section" else section.role + section.printed_number)
        for depth, section in plan.walk()
    ]


def test_outline_of_2022(plan22: ParsedPlan) -> None:
    fourth = [f"    4.{number}" for number in range(1, 9)]
    assert numbers(plan22) == [
        *("foreword", "  signatories", "part", "  1", "  2", "  3", "    3.1", "    3.2", "    3.3", "  4"),
        *(*fourth, "      4.8.1", "      4.8.2", "part", "  5", "    5.1", "    5.2", "    5.3", "    5.4"),
    ]


def test_outline_of_2023(plan23: ParsedPlan) -> None:
    assert numbers(plan23) == [
        *("foreword", "  signatories", "part", "  1", "  2", "  3", "    1.", "    2."),
        *("4", "  4.1", "  4.2", "  4.3", "  4.4", "annex5", "  5.1", "  5.2", "  5.3", "annex6"),
        *(*(f"  6.{number}" for number in range(1, 9)), "    6.8.1"),
    ]


def test_headings_are_word_for_word(plan22: ParsedPlan, plan23: ParsedPlan) -> None:
    assert "    3.1 Ungdomskriminalitetsnævnet" in outline(plan22)
    assert "  4 DET TRYGHEDSSKABENDE OG SYNLIGE LOKALPOLITITARBEJDE" in outline(plan22)
    assert "[annex] 5 @VRIGE RAD OG NAVNS ORGANISERING OG ANSVAR" in outline(plan23)
    assert "4 FLERARSAFTALEN 2021-2023 OG ANDRE SZRLIGE INITIATIVER" in outline(plan23)


def test_cover_date_and_contents(plan22: ParsedPlan, plan23: ParsedPlan) -> None:
    assert plan22.title == "SAMARBEJDSPLAN 2022"
    assert plan22.council_line == "KREDSRÅDET I MIDT- OG VESTJYLLANDS POLITIKREDS"
    assert (plan22.signed, plan23.signed) == ("Holstebro, den xx. februar 2022.", "Holstebro, den 3.januar 2023.")
    assert (len(plan22.contents_entries), len(plan23.contents_entries)) == (26, 0)
    assert (plan23.title, plan23.council_line) == ("", "")


def test_doubtful_places_of_2022_are_the_placeholder_and_the_broken_sentence(plan22: ParsedPlan) -> None:
    assert [doubt.line for doubt in plan22.doubts] == [48, 248]


def test_doubtful_places_of_2023(plan23: ParsedPlan) -> None:
    lines = [12, 19, 40, 41, 114, 118, 124, 125, 173, 216, 245, 247, 288, 327, 391, 450]

    assert [doubt.line for doubt in plan23.doubts] == lines
    assert "oprettelsen" in reason_at(plan23, 247)
    assert not any(doubt.left_out for doubt in plan23.doubts)


def test_signatories(plan22: ParsedPlan, plan23: ParsedPlan) -> None:
    signed22, signed23 = (section_of(plan, "underskrivere").body_html for plan in (plan22, plan23))

    assert signed22.count("<li>") == signed22.count("<br>") == PERSONS
    assert (signed23.count("<li>"), signed23.count("<br>")) == (PERSONS, PERSONS - 1)
    assert "<li><strong>Niels Jgrgen Pedersen</strong></li><li><strong>Dorte West</strong>" in signed23


def test_broken_sentence_and_lists_of_2022(plan22: ParsedPlan) -> None:
    body = section_of(plan22, "indsats-i-saerligt-udpegede-omraader").body_html

    assert "et udtryk for andelen af beboere, der er særlig" in body
    assert "andre steder.:</p><ul><li>Sønderager/Brændgårdsparken, Herning</li>" in body
    assert (body.count("<p>"), body.count("<ul>"), body.count("<li>")) == (5, 3, 10)


def test_broken_letters_and_hyphens_of_2023(plan23: ParsedPlan) -> None:
    bodies = " ".join(section.body_html for _, section in plan23.walk())

    for words in ("<p>| 2023 vil kredsradet", "over 17% ar.", "Formalet med oprettelsen af", "og i SSP-samarbejdet."):
        assert words in bodies
    for words in ("til rocker-/bandemedlemmer,", "beredskabsmyndigheder- og komponenter", "KSP- (kriminalforsorg"):
        assert words in bodies


def test_items_of_2023_are_sections_and_the_second_is_empty(plan23: ParsedPlan) -> None:
    first = section_of(plan23, "indsats-i-forhold-til-psykiske-syge-og-psykisk-sarbare")

    assert first.body_html.count("<p>") == 3
    assert section_of(plan23, "lokale-prioriterede-omrade").body_html == ""


@pytest.mark.parametrize("name", ["samarbejdsplan-2022.txt", "samarbejdsplan-2023-ocr.txt"])
def test_no_word_is_lost_and_every_body_is_canonical(name: str) -> None:
    data = source(name)
    plan = read_plan_text(data)

    assert unplaced_words(data, plan) == []
    assert not any(doubt.left_out for doubt in plan.doubts)
    for _, section in plan.walk():
        assert canonicalise(section.body_html) == section.body_html


def test_the_words_of_2022_stand_in_the_order_of_the_source(data22: bytes, plan22: ParsedPlan) -> None:
    text = data22.decode()
    printed = text[text.rindex("FORORD") :].replace(plan22.signed, "")
    words = re.sub(r"^- ", "", printed, flags=re.MULTILINE).split()

    assert words_in_order(plan22) == words


def test_the_words_of_2023_stand_in_the_order_of_the_source(data23: bytes, plan23: ParsedPlan) -> None:
    printed = (
        data23.decode()
        .replace(plan23.signed, "")
        .replace("| 5.1 Ungdomskriminalitetsnaevnet |", "5.1 Ungdomskriminalitetsnaevnet")
    )
    printed = re.sub(r"^e ", "", printed, flags=re.MULTILINE)
    printed = re.sub(r"op-\n", "op", re.sub(r"(SSP-|rocker-)\n", r"\1", printed))

    assert words_in_order(plan23) == printed.split()


def test_report_names_chapters_and_places(plan23: ParsedPlan) -> None:
    report = outline_text(plan23)

    assert "  Bilag 5 @VRIGE RAD OG NAVNS ORGANISERING OG ANSVAR  (linje 243, ingen tekst)" in report
    assert "Tvivlsomme steder: 16" in report
    assert "  linje 40: Underskriveren har ingen titel i filen: »Niels Jgrgen Pedersen«" in report
