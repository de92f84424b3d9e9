"""How two wordings of a section are shown as one: what a reader sees struck out and underlined."""

from __future__ import annotations

import pytest

from plans.comparing import changes, difference, places_changed, plain_difference, summary


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("<p>Ens.</p>", "<p>Ens.</p>", "<p>Ens.</p>"),
        ("", "", ""),
        ("<p>Rådet mødes.</p>", "", "<p><del>Rådet mødes.</del></p>"),
        ("", "<p>Rådet mødes.</p>", "<p><ins>Rådet mødes.</ins></p>"),
        (
            "<p>Nævnet begyndte sit arbejde i kredsen den 1. januar.</p>",
            "<p>Nævnet har arbejdet i kredsen siden 1. januar.</p>",
            "<p>Nævnet <del>begyndte sit arbejde</del><ins>har arbejdet</ins> i kredsen "
            "<del>den</del><ins>siden</ins> 1. januar.</p>",
        ),
        (
            "<p>De deltager i arbejdet.</p>",
            "<p>De deltager i arbejdet. Rådet drøfter det.</p>",
            "<p>De deltager i arbejdet. <ins>Rådet drøfter det.</ins></p>",
        ),
        (
            "<p>Kommunen indkalder til møderne.</p>",
            "<p>Kommunen indkalder til møderne årligt.</p>",
            "<p>Kommunen indkalder til møderne<ins> årligt</ins>.</p>",
        ),
        ("<p>Det mødes.</p>", "<p>I dag Det mødes.</p>", "<p><ins>I dag</ins> Det mødes.</p>"),
        (
            "<p>Mødet er vigtigt for os.</p>",
            "<p>Mødet er <strong>vigtigt</strong> for os.</p>",
            "<p>Mødet er <del>vigtigt</del><ins><strong>vigtigt</strong></ins> for os.</p>",
        ),
        (
            '<p>Se <a href="https://a.dk/?x=1&amp;y=2">loven</a>.</p>',
            '<p>Se også <a href="https://a.dk/?x=1&amp;y=2">loven</a>.</p>',
            '<p>Se <ins>også</ins> <a href="https://a.dk/?x=1&amp;y=2">loven</a>.</p>',
        ),
        ("<p>Linje<br>to</p>", "<p>Linje<br>tre</p>", "<p>Linje<br><del>to</del><ins>tre</ins></p>"),
    ],
)
def test_words_within_a_paragraph(old: str, new: str, shown: str) -> None:
    assert difference(old, new) == shown


def test_paragraphs_that_came_and_went_stand_in_their_places() -> None:
    old = "<p>Første stykke om rådet.</p><p>Andet stykke om nævnet.</p><p>Tredje.</p>"
    new = "<p>Første stykke om rådet.</p><p>Tredje.</p><p>Fjerde er nyt.</p>"
    assert difference(old, new) == (
        "<p>Første stykke om rådet.</p><p><del>Andet stykke om nævnet.</del></p><p>Tredje.</p>"
        "<p><ins>Fjerde er nyt.</ins></p>"
    )


def test_a_paragraph_in_another_wording_is_found_among_new_ones() -> None:
    old = "<p>Kommunerne deltager i nævnets arbejde hvert år.</p>"
    new = "<p>Noget helt andet.</p><p>Kommunerne deltager i nævnets arbejde hver måned.</p>"
    assert difference(old, new) == (
        "<p><ins>Noget helt andet.</ins></p>"
        "<p>Kommunerne deltager i nævnets arbejde <del>hvert år</del><ins>hver måned</ins>.</p>"
    )


def test_items_of_lists_in_lists() -> None:
    old = "<ul><li>Skolerne<ol><li>lærere</li></ol></li><li>Politiet</li></ul>"
    new = "<ul><li>Ny</li><li>Skolerne<ol><li>lærere</li><li>elever</li></ol></li></ul>"
    assert difference(old, new) == (
        "<ul><li><ins>Ny</ins></li><li>Skolerne<ol><li>lærere</li><li><ins>elever</ins></li></ol></li>"
        "<li><del>Politiet</del></li></ul>"
    )


def test_a_list_that_was_written_anew_stays_one_list() -> None:
    assert difference("<ol><li>Et</li></ol>", "<ol><li>To</li></ol>") == (
        "<ol><li><del>Et</del></li><li><ins>To</ins></li></ol>"
    )


def test_cells_of_a_table() -> None:
    old = (
        '<table><thead><tr><th scope="col">By</th></tr></thead><tbody><tr><td>Viborg er stor</td></tr></tbody></table>'
    )
    new = old.replace("stor", "større").replace("</tbody>", "<tr><td>Herning</td></tr></tbody>")
    assert difference(old, new) == (
        '<table><thead><tr><th scope="col">By</th></tr></thead><tbody>'
        "<tr><td>Viborg er <del>stor</del><ins>større</ins></td></tr><tr><td><ins>Herning</ins></td></tr>"
        "</tbody></table>"
    )


def test_a_row_with_another_cell_is_shown_as_it_was_and_as_it_is() -> None:
    old = "<table><tbody><tr><td>Viborg</td></tr></tbody></table>"
    new = "<table><tbody><tr><td>Viborg</td><td>Herning</td></tr></tbody></table>"
    assert difference(old, new) == (
        "<table><tbody><tr><td><del>Viborg</del></td></tr>"
        "<tr><td><ins>Viborg</ins></td><td><ins>Herning</ins></td></tr></tbody></table>"
    )


def test_a_shared_little_word_does_not_cut_a_rewritten_sentence() -> None:
    shown = difference(
        "<p>I rådet mødes alle parter og taler længe.</p>", "<p>I rådet kommer ingen parter og siger noget.</p>"
    )
    assert shown == (
        "<p>I rådet <del>mødes alle</del><ins>kommer ingen</ins> parter og "
        "<del>taler længe</del><ins>siger noget</ins>.</p>"
    )
    shown = difference(
        "<p>I rådet i byen mødes alle og taler længe.</p>", "<p>I rådet i byen kommer ingen og tier ned.</p>"
    )
    assert shown == ("<p>I rådet i byen <del>mødes alle og taler længe</del><ins>kommer ingen og tier ned</ins>.</p>")


def test_headings_and_notes_are_escaped() -> None:
    assert plain_difference("Råd & <b>nævn</b>", "Råd & nævn") == (
        "Råd &amp; <del>&lt;b&gt;nævn&lt;/b&gt;</del><ins>nævn</ins>"
    )
    assert plain_difference("En\nto", "En\ntre") == "En<br><del>to</del><ins>tre</ins>"


def test_places_are_counted_as_a_reader_counts_them() -> None:
    old = "<p>Et to tre fire.</p><p>Fem seks.</p><p>Syv otte ni.</p>"
    new = "<p>Et TO tre fire.</p><p>Syv otte TI.</p><p>Ny.</p>"
    assert places_changed(difference(old, new)) == 4
    assert summary(difference(old, new)) == "4 steder ændret"
    assert summary(difference(old, old), plain_difference("a", "b")) == "1 sted ændret"
    assert summary(difference(old, old)) == "Ingen forskel"


def test_of_a_long_text_the_changed_places_can_be_shown_alone() -> None:
    old = "<p>Ens.</p><ul><li>Ens</li><li>Rådet mødes</li></ul><p>Også ens.</p>"
    new = old.replace("mødes", "mødes nu") + "<p>Nyt.</p>"
    assert changes(old, new) == "<ul><li>Rådet mødes <ins>nu</ins></li></ul><p><ins>Nyt.</ins></p>"
    assert changes(old, old) == ""
