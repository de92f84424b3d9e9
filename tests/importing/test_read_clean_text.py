"""A clean text: cover, contents list, parts, numbered headings, lists, signatories."""

from functools import cache

from plans.importing import ParsedPlan, read_plan_text, unplaced_words
from tests.importing.reading import SAMPLES, outline, reason_at, section_of, words_in_order

DATA = (SAMPLES / "ordnet.txt").read_bytes()


@cache
def plan() -> ParsedPlan:
    return read_plan_text(DATA)


def test_outline_follows_the_printed_numbers() -> None:
    assert outline(plan()) == [
        "[foreword] FORORD",
        "  [signatories]",
        "[part] HVEM VI ER",
        "  1 RÅDETS OPGAVER",
        "    1.1 Møder og dagsorden",
        "    1.2 Samarbejdet med skolerne, klubberne og foreningerne i Aaby",
        "      1.2.1 Den fælles vagtordning for de lange lyse sommeraftener på havnen og i parken",
        "[part]",
        "  2 ÅRETS INDSATSER",
        "    2.1 Cykeltyverier",
        "    2.2 Lys på stierne",
        "[annex] 1 Kalender",
    ]


def test_keys_are_readable_ascii() -> None:
    keys = [section.key for _, section in plan().walk()]

    assert keys[:5] == ["forord", "underskrivere", "del-1", "raadets-opgaver", "moeder-og-dagsorden"]
    assert keys[6] == "den-faelles-vagtordning-for-de-lange-lyse-sommeraftener-paa"


def test_cover_gives_title_and_council_and_reports_what_else_is_on_it() -> None:
    assert (plan().title, plan().council_line) == ("TRYGHEDSPLAN 2031", "RÅDET FOR AABY OG OMEGN")
    left_out = [(doubt.line, doubt.text) for doubt in plan().doubts if doubt.left_out]
    assert left_out == [(7, "Trykt på genbrugspapir")]


def test_contents_list_is_read_with_all_kinds_of_leaders_and_agrees_with_the_headings() -> None:
    entries = [(entry.number, entry.page) for entry in plan().contents_entries if entry.page]

    assert entries[2:5] == [("1", "3"), ("1.1", "3"), ("1.2", "4")]
    assert len(entries) == 11
    assert not any("ndholdsfortegnelsen" in doubt.reason for doubt in plan().doubts)


def test_foreword_has_paragraphs_and_a_list() -> None:
    assert section_of(plan(), "forord").body_html == (
        "<p>Planen er fælles for politiet og de to kommuner. Den gælder i et år.</p>"
        "<p>Planen er delt op i to dele:</p>"
        "<ul><li>Den første handler om, hvem vi er.</li><li>Den anden handler om, hvad vi gør.</li></ul>"
        "<p>Vi takker alle, der har bidraget.</p>"
    )


def test_place_and_date_are_the_plans_and_a_placeholder_is_reported() -> None:
    assert plan().signed == "Aaby, den xx. marts 2031."
    assert "pladsholder" in reason_at(plan(), plan().signed_line)


def test_signatories_are_names_with_titles() -> None:
    assert section_of(plan(), "underskrivere").body_html == (
        "<ul><li><strong>Anne-Marie Holm</strong><br>Politidirektør</li>"
        "<li><strong>Bo Riis</strong><br>Borgmester i Aaby Kommune</li>"
        "<li><strong>Cecilie af Vang</strong><br>Borgmester i Omegn Kommune</li></ul>"
    )


def test_text_is_escaped_and_a_line_that_begins_with_a_figure_goes_on() -> None:
    assert section_of(plan(), "raadets-opgaver").body_html == (
        "<p>Rådet har hjemmel i loven, jf. § 7 &amp; § 8, og mødes 4 gange om året. "
        "Fremmødet er over 3 ud af 4 &lt;medlemmer&gt;.</p>"
    )


def test_numbered_items_are_a_list_and_a_blank_line_within_a_sentence_is_closed() -> None:
    section = section_of(plan(), "moeder-og-dagsorden")

    assert section.children == []
    assert section.body_html == (
        "<p>Dagsordenen har altid disse punkter:</p>"
        "<ol><li>Nyt fra politiet</li><li>Nyt fra kommunerne, herunder om skolerne</li><li>Eventuelt</li></ol>"
        "<p>Formanden leder møderne, og de pladser, der er ledige, er et udtryk for, at medlemmer er på vej ud.</p>"
    )
    assert reason_at(plan(), 62) == "Tom linje midt i en sætning: de to dele er sat sammen"


def test_a_dash_that_begins_a_line_of_an_item_is_no_bullet() -> None:
    key = "samarbejdet-med-skolerne-klubberne-og-foreningerne-i-aaby"
    assert section_of(plan(), key).body_html == (
        "<ul><li>Skolerne melder ind.</li><li>Klubberne – også de små – svarer.</li></ul>"
    )


def test_status_with_a_colon_is_a_paragraph() -> None:
    key = "den-faelles-vagtordning-for-de-lange-lyse-sommeraftener-paa"
    assert section_of(plan(), key).body_html == "<p>Status marts 2031: 12 vagter er besat.</p>"


def test_no_word_is_lost_and_the_order_is_kept() -> None:
    source = DATA.decode().split()
    marks = ["-", "-", "1.", "2.", "3.", "•", "•"]
    signed = plan().signed.split()
    body = source[source.index("FORORD", source.index("Kalender")) :]

    kept = words_in_order(plan())

    assert unplaced_words(DATA, plan()) == []
    assert len(kept) + len(marks) + len(signed) == len(body)
    assert without_marks(body, signed) == kept


def without_marks(words: list[str], signed: list[str]) -> list[str]:
    """The words without what became markup: bullets and the numbers of the one numbered list."""
    text = " ".join(words)
    for mark in (" ".join(signed), "- Den", "- Den", "1. Nyt", "2. Nyt", "3. Eventuelt", "• Skolerne", "• Klubberne"):
        assert mark in text
        text = text.replace(mark, "" if mark.startswith(signed[0]) else mark.split(" ", 1)[1], 1)
    return text.split()
