"""Signatories, in the ways that they are printed."""

import pytest

from plans.importing import ParsedPlan, read_plan_text, unplaced_words
from tests.importing.reading import outline, reason_at

DATE = "Aaby, den 3. maj 2031"


def read(*blocks: str) -> ParsedPlan:
    data = "\n\n".join(blocks).encode()
    plan = read_plan_text(data)
    assert unplaced_words(data, plan) == []
    return plan


def signed(plan: ParsedPlan) -> str:
    return next(section.body_html for _, section in plan.walk() if section.role == "signatories")


@pytest.mark.parametrize(
    ("block", "item"),
    [
        ("Bo Riis\nBorgmester i Aaby-\nHavn Kommune", "<strong>Bo Riis</strong><br>Borgmester i Aaby-Havn Kommune"),
        ("Bo Riis\nBorgmester i den gamle\nby", "<strong>Bo Riis</strong><br>Borgmester i den gamle by"),
        ("Bo Riis\nLeder af havnen", "<strong>Bo Riis</strong><br>Leder af havnen"),
        ("H.C. @sterby\nPolitidirektgr", "<strong>H.C. @sterby</strong><br>Politidirektgr"),
        ("Bo Riis\nFormand & leder", "<strong>Bo Riis</strong><br>Formand &amp; leder"),
    ],
)
def test_name_and_title(block: str, item: str) -> None:
    plan = read("FORORD", "Kort.", DATE, "Anne Holm\nPolitidirektør", block)

    assert f"<li>{item}</li>" in signed(plan)


def test_a_heading_above_the_names_is_kept() -> None:
    plan = read("FORORD", "Kort.", DATE, "Underskrifter", "Anne Holm\nPolitidirektør")

    assert outline(plan)[1] == "  [signatories] Underskrifter"


def test_without_place_and_date_two_names_with_titles_are_needed() -> None:
    one = read("FORORD", "Kort.", "Anne Holm\nPolitidirektør")
    two = read("FORORD", "Kort.", "Anne Holm\nPolitidirektør", "Bo Riis\nBorgmester i Aaby")

    assert outline(one) == ["[foreword] FORORD"]
    assert signed(two).count("<li>") == 2


def test_at_the_plans_end_they_stand_on_the_top_level() -> None:
    plan = read("1. RÅDET", "Rådet mødes.", DATE, "Anne Holm\nPolitidirektør")

    assert outline(plan) == ["1 RÅDET", "[signatories]"]
    assert plan.signed == DATE


def test_text_behind_them_stays_there_and_is_reported() -> None:
    plan = read("FORORD", "Kort.", DATE, "Anne Holm\nPolitidirektør", "Planen er trykt i Aaby.", "1. RÅDET", "Ja.")

    assert signed(plan).endswith("</ul><p>Planen er trykt i Aaby.</p>")
    assert "efter underskriverne" in reason_at(plan, 10)


def test_text_set_solid_below_a_title_is_no_part_of_it() -> None:
    plan = read("FORORD", "Kort.", DATE, "Anne Holm\nPolitidirektør\nPlanen er trykt i Aaby.")

    assert signed(plan).endswith("Politidirektør</li></ul><p>Planen er trykt i Aaby.</p>")


def test_a_second_place_and_date_is_text() -> None:
    plan = read("FORORD", "Kort.", DATE, "1. RÅDET", "Havn, den 4. maj 2031")

    assert (plan.signed, plan.sections[1].body_html) == (DATE, "<p>Havn, den 4. maj 2031</p>")
