"""A numbered line: chapter, section below one, or item of a list?"""

import pytest

from plans.importing import ParsedPlan, read_plan_text
from plans.importing.tree import DEEPEST
from plans.outline import MAX_DEPTH
from tests.importing.reading import outline, reasons

TEXT = "Rådet drøfter det hele."


def read(*blocks: str) -> ParsedPlan:
    return read_plan_text("\n\n".join(blocks).encode())


def test_numbers_begun_anew_with_text_below_are_sections_of_the_chapter() -> None:
    plan = read("1. RÅDET", TEXT, "2. BYEN", TEXT, "1. Gader", TEXT, "2. Veje", TEXT, "3. LANDET", TEXT)

    assert outline(plan) == ["1 RÅDET", "2 BYEN", "  1. Gader", "  2. Veje", "3 LANDET"]
    assert (9, "Nummereringen begynder forfra: linjen er læst som overskrift") in reasons(plan)


@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_numbers_begun_anew_without_text_between_are_a_list(between: str) -> None:
    plan = read("1. RÅDET", TEXT, "2. BYEN", "Vi ser på:", between.join(["1. Gader", "2. Veje", "3. Stier"]), TEXT)

    assert outline(plan) == ["1 RÅDET", "2 BYEN"]
    assert "<ol><li>Gader</li><li>Veje</li><li>Stier</li></ol><p>" in plan.sections[1].body_html


def test_items_that_end_with_a_full_stop_are_a_list_even_where_a_chapter_could_come() -> None:
    plan = read("1. RÅDET", "Vi vil:", "1. Se gader.\n2. Se veje.\n3. Se stier, når\nder er tid.", "2. BYEN", TEXT)

    assert outline(plan) == ["1 RÅDET", "2 BYEN"]
    assert plan.sections[0].body_html.count("<li>") == 3


def test_a_list_in_the_first_chapter_does_not_swallow_the_next_chapter() -> None:
    plan = read("1. Rådet", "Vi ser på:", "1. Gader.", "2. Byen", TEXT)

    assert outline(plan) == ["1 Rådet", "2 Byen"]


def test_a_list_in_the_foreword_is_no_chapter() -> None:
    plan = read("FORORD", "Planen handler om:", "1. Byen\n2. Landet", "1. RÅDET", TEXT)

    assert outline(plan) == ["[foreword] FORORD", "1 RÅDET"]
    assert "<ol><li>Byen</li><li>Landet</li></ol>" in plan.sections[0].body_html


def test_a_lone_number_stays_in_the_text() -> None:
    plan = read("FORORD", "1. Rådet mødes i maj.", "1. marts er en dag.", "7. Rådet mødes i juni.")

    assert plan.sections[0].body_html == (
        "<p>1. Rådet mødes i maj.</p><p>1. marts er en dag.</p><p>7. Rådet mødes i juni.</p>"
    )


@pytest.mark.parametrize(
    "line",
    ["119 personer har sagt ja.", "1.000 Beboere", "17.5 Grader", "3. juni 2031", "2 Biler i\ngaden.", "9.9 Noget"],
)
def test_a_sentence_that_begins_with_a_figure_is_no_heading(line: str) -> None:
    plan = read("1. RÅDET", TEXT, line)

    assert outline(plan) == ["1 RÅDET"]


def test_a_gap_in_the_numbers_is_believed_but_reported() -> None:
    plan = read("1. RÅDET", "1.1 Møder", TEXT, "1.3 Valg", TEXT, "3. BYEN", "3.1.1 Gader", TEXT)

    assert outline(plan) == ["1 RÅDET", "  1.1 Møder", "  1.3 Valg", "3 BYEN", "  3.1.1 Gader"]
    assert [line for line, reason in reasons(plan) if "følger ikke" in reason] == [7, 11, 13]


def test_a_number_that_does_not_fit_is_text_and_reported() -> None:
    plan = read("1. RÅDET", TEXT, "4.7 Byen", TEXT)

    assert outline(plan) == ["1 RÅDET"]
    assert (5, "Ligner en overskrift, men nummeret passer ikke i rækken; linjen er læst som tekst") in reasons(plan)


def test_chapters_without_a_dot_and_sections_with_one_are_read() -> None:
    assert outline(read("1 Rådet", TEXT, "1.1. Møder", TEXT, "2 Byen", TEXT)) == ["1 Rådet", "  1.1 Møder", "2 Byen"]


def test_five_numbers_below_a_part_fill_the_outline() -> None:
    deep = ["1.1 Bb", "1.1.1 Cc", "1.1.1.1 Dd", "1.1.1.1.1 Ee", "1. Ff", TEXT, "2. Gg", TEXT]
    plan = read("DEL 1", "1. AAAA", TEXT, *deep)

    assert DEEPEST == MAX_DEPTH
    assert max(depth for depth, _ in plan.walk()) == MAX_DEPTH - 1
    assert outline(plan)[-1].strip() == "2. Gg"


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("BILAG - KALENDER", "[annex] KALENDER"),
        ("2. BILAG - KALENDER", "[annex] 2 KALENDER"),
        ("Bilag 1: Kalender", "[annex] 1 Kalender"),
        ("Bilag A – Kalender", "[annex] A Kalender"),
        ("BILAG", "[annex] BILAG"),
        ("DEL 1", "[part]"),
        ("Del I: Kalender", "[part] Kalender"),
        ("DEL 1 KALENDER FOR ÅRET", "[part] KALENDER FOR ÅRET"),
        ("Bilag 1 viser en kalender", "[section]"),
        ("Del 1 handler om rådet", "[section]"),
    ],
)
def test_annexes_and_parts_are_told_from_sentences_about_them(line: str, shown: str) -> None:
    found = outline(read("1. RÅDET", TEXT, line, TEXT))

    assert found == (["1 RÅDET"] if shown == "[section]" else ["1 RÅDET", shown])


def test_contents_list_decides_what_is_a_chapter() -> None:
    contents = "Indhold\n1. Rådet....2\n2. Byen....3\n3. Landet....4"
    plan = read("Plan 2031", contents, "1. Rådet", TEXT, "2. Gader og veje", TEXT, "2. Byen", TEXT, "3. Landet", TEXT)

    assert [name for name in outline(plan) if not name.startswith(" ")] == ["1 Rådet", "2 Byen", "3 Landet"]


def test_headings_and_contents_that_differ_are_reported() -> None:
    contents = "1. Rådet....2\n2. Byerne....3\n3. Havet....4"
    plan = read("Plan 2031", contents, "1. Rådet", TEXT, "2. Byen", TEXT)

    found = [line for line, reason in reasons(plan) if "indholdsfortegnelsen" in reason]
    assert found == [4, 5, 11]


def test_missing_parts_are_reported_when_the_text_does_not_show_where_they_begin() -> None:
    plan = read("FORORD", "Planen er delt op i tre dele.", "DEL 1", "1. RÅDET", TEXT, "2. BYEN", TEXT)

    assert outline(plan)[1:] == ["[part]", "  1 RÅDET", "  2 BYEN"]
    assert any("Forordet nævner 3 dele, men 1 er markeret" in reason for _, reason in reasons(plan))


def test_a_part_with_another_number_than_its_place_is_reported() -> None:
    plan = read("DEL 1", "1. RÅDET", TEXT, "DEL 3", "2. BYEN", TEXT)

    assert (7, "Delens nummer passer ikke: det er del 2 i filen") in reasons(plan)


def test_text_before_the_first_heading_gets_a_section_and_a_word() -> None:
    plan = read("Rådet mødes i byen.", "1. RÅDET", TEXT)

    assert outline(plan) == ["[foreword] Uden overskrift", "1 RÅDET"]
    assert plan.doubts[0].line == 1


def test_page_numbers_at_form_feeds_are_left_out_and_reported() -> None:
    plan = read_plan_text(
        "1. RÅDET\n\nRådet drøfter\n\n- 3 -\n\fbyen og landet.\n\nSide 4 af 9\n\f2. BYEN\n\nBy.\n".encode()
    )

    assert plan.sections[0].body_html == "<p>Rådet drøfter byen og landet.</p>"
    assert [(doubt.line, doubt.text) for doubt in plan.doubts if doubt.left_out] == [(5, "- 3 -"), (8, "Side 4 af 9")]
    assert (6, "Sidebrud midt i en sætning: de to dele er sat sammen") in reasons(plan)


def test_a_page_number_at_the_top_still_begins_its_page() -> None:
    plan = read_plan_text("1. RÅDET\n\nRådet drøfter\n\f7\nbyen og landet.\n".encode())

    assert (5, "Sidebrud midt i en sætning: de to dele er sat sammen") in reasons(plan)


def test_an_unmarked_part_is_not_guessed_where_several_chapters_begin_a_page() -> None:
    blocks = (
        "FORORD",
        "Planen er delt op i to dele.",
        "DEL 1",
        "1. RÅDET",
        TEXT,
        "\f2. BYEN",
        TEXT,
        "\f3. LANDET",
        TEXT,
    )
    plan = read(*blocks)

    assert outline(plan)[1:] == ["[part]", "  1 RÅDET", "  2 BYEN", "  3 LANDET"]
    assert any("viser ikke, hvor den næste begynder" in reason for _, reason in reasons(plan))


def test_a_number_far_ahead_is_not_believed() -> None:
    plan = read("1. RÅDET", "1.1 Møder", TEXT, "1.9 Valg", TEXT, "1.5 Ro", TEXT)

    assert outline(plan) == ["1 RÅDET", "  1.1 Møder", "  1.5 Ro"]
