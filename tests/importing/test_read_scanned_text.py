"""A scan read by text recognition: pages marked by a space, broken letters, bars, divided words, a missing part."""

from functools import cache

from plans.importing import ParsedPlan, read_plan_text, unplaced_words
from tests.importing.reading import SAMPLES, outline, reason_at, reasons, section_of

DATA = (SAMPLES / "skannet.txt").read_bytes()


@cache
def plan() -> ParsedPlan:
    return read_plan_text(DATA)


def test_outline_closes_the_last_part_and_sets_numbered_items_below_their_chapter() -> None:
    assert outline(plan()) == [
        "[foreword] FORORD",
        "  [signatories]",
        "[part]",
        "  1 RAADETS OPGAVER",
        "  2 AARETS VALG",
        "    1. Lys paa stierne i de to kommuner",
        "    2. De lokale emner",
        "3 AFTALEN OG ANDRE TILTAG",
        "  3.1 Havnen",
        "[annex] 4 @VRIGE RAAD",
        "  4.1 Vejraadet",
    ]


def test_annex_keeps_its_words_in_front_of_the_heading() -> None:
    assert section_of(plan(), "vrige-raad").lead == "4. BILAG -"


def test_misread_bullets_are_items_and_their_broken_sentences_whole() -> None:
    assert section_of(plan(), "forord").body_html == (
        "<p>Planen er skrevet af raadet for de to kommuner, som sammen og hver for sig arbejder for trygge byer og "
        "landsbyer.</p><p>Den er delt op i to dele.</p>"
        "<ul><li>Fgrste del er om raadet og de kredse, som raadet til daglig arbejder sammen med paa tvaers af alle "
        "skel.</li><li>Anden del er om aaret.</li></ul>"
    )


def test_signatory_without_a_title_is_kept_and_reported() -> None:
    assert section_of(plan(), "underskrivere").body_html == (
        "<ul><li><strong>Bo Riis</strong><br>Borgmester i Aaby Kommune</li><li><strong>@rsted Lund</strong></li>"
        "<li><strong>Anne Holm</strong><br>Politidirektgr</li></ul>"
    )
    assert reason_at(plan(), 18) == "Underskriveren har ingen titel i filen"
    assert "spalte" in reason_at(plan(), 19)


def test_divided_words_are_joined_as_they_are_written() -> None:
    body = section_of(plan(), "raadets-opgaver").body_html

    assert "SSP-medarbejderne" in body
    assert "rocker-/bandeenheden til faelles oprettelse af et exit-program. Et" in body
    assert "beredskabs- og socialfaglig" in body
    assert "oprettelse" in reason_at(plan(), 28)
    assert reason_at(plan(), 26) == ""


def test_a_new_paragraph_begins_after_a_short_line() -> None:
    body = section_of(plan(), "raadets-opgaver").body_html

    assert "indsigt.</p><p>| 2032 er der" in body
    assert "nyt afsnit er antaget" in reason_at(plan(), 32)


def test_a_page_break_within_a_sentence_is_closed_and_reported() -> None:
    body = section_of(plan(), "lys-paa-stierne-i-de-to-kommuner").body_html

    assert body.startswith("<p>| aar saettes")
    assert "gamle lamper skiftes" in body
    assert reason_at(plan(), 40) == "Sidebrud midt i en sætning: de to dele er sat sammen"


def test_everything_guessed_is_reported_with_its_line() -> None:
    assert {(38, "1. Lys"), (42, "2. De "), (43, "3. AFT"), (52, "| 4.1 "), (54, "Vejraa")} <= {
        (doubt.line, doubt.text[:6]) for doubt in plan().doubts
    }
    assert "Forordet nævner 2 dele, men 1 er markeret" in reason_at(plan(), 43)


def test_no_word_is_lost() -> None:
    assert unplaced_words(DATA, plan()) == []
    assert not any("kom ikke med" in reason for _, reason in reasons(plan()))
