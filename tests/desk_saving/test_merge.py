"""Two who change one text: what each did alone is in the result, and what both did is left to a person."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from councils.canonical import canonicalise, words
from plans.merging import Place, joined, merge, pieces, places, resolved

BASE = "<p>A</p><p>B</p><ul><li>x</li><li>y<ul><li>z</li></ul></li></ul><p>C</p>"


def merged(mine: str, theirs: str, base: str = BASE) -> str:
    """The text of a merge in which nothing is left to decide."""
    found = merge(base, mine, theirs)
    assert not places(found)
    return resolved(found, [])


def test_a_text_is_cut_into_paragraphs_tables_and_items_and_put_together_again() -> None:
    html = f"{BASE}<ol><li>1</li></ol><table><tbody><tr><td>a</td></tr></tbody></table><ul><li>p</li></ul>"
    assert [piece.kind for piece in pieces(html)] == ["p", "p", "ul", "ul", "p", "ol", "table", "ul"]
    assert joined(pieces(html)) == html


def test_two_lists_beside_each_other_stay_two() -> None:
    html = "<ul><li>a</li></ul><ul><li>b</li></ul>"
    assert joined(pieces(html)) == canonicalise(html)


def test_changes_of_different_paragraphs_are_both_kept() -> None:
    assert merged(BASE.replace("A", "A1"), BASE.replace("C", "C2")) == BASE.replace("A", "A1").replace("C", "C2")


def test_neighbouring_paragraphs_do_not_hinder_each_other() -> None:
    assert merged(BASE.replace("A", "A1"), BASE.replace("B", "B2")) == BASE.replace("A", "A1").replace("B", "B2")


def test_an_item_before_the_first_does_not_break_the_list() -> None:
    assert merged(BASE.replace("<li>x", "<li>w</li><li>x"), BASE.replace("<li>y", "<li>y2")) == BASE.replace(
        "<li>x", "<li>w</li><li>x"
    ).replace("<li>y", "<li>y2")


def test_the_same_change_twice_is_one() -> None:
    assert merged(BASE.replace("B", "B1"), BASE.replace("B", "B1")) == BASE.replace("B", "B1")


def test_one_who_changed_nothing_gets_what_the_other_wrote() -> None:
    assert merged(BASE, BASE.replace("B", "B2")) == BASE.replace("B", "B2")
    assert merged(BASE.replace("B", "B1"), BASE) == BASE.replace("B", "B1")


def test_two_changes_of_one_paragraph_are_a_place_to_decide() -> None:
    found = merge(BASE, BASE.replace("B", "B1"), BASE.replace("B", "B2"))
    assert places(found) == [Place("<p>B</p>", "<p>B1</p>", "<p>B2</p>")]
    assert resolved(found, ["<p>B3</p>"]) == BASE.replace("B", "B3")


def test_two_additions_at_one_point_are_a_place_to_decide() -> None:
    assert places(merge("", "<p>a</p>", "<p>b</p>")) == [Place("", "<p>a</p>", "<p>b</p>")]
    end = places(merge("<p>A</p>", "<p>A</p><p>a</p>", "<p>A</p><p>b</p>"))
    assert end == [Place("", "<p>a</p>", "<p>b</p>")]


def test_to_change_what_the_other_took_away_is_a_place_to_decide() -> None:
    found = merge(BASE, BASE.replace("<p>B</p>", ""), BASE.replace("B", "B2"))
    assert places(found) == [Place("<p>B</p>", "", "<p>B2</p>")]


def test_two_places_are_chosen_one_by_one() -> None:
    mine, theirs = BASE.replace("A", "A1").replace("C", "C1"), BASE.replace("A", "A2").replace("C", "C2")
    found = merge(BASE, mine, theirs)
    assert len(places(found)) == 2
    assert resolved(found, ["<p>A1</p>", "<p>C2</p>"]) == BASE.replace("A", "A1").replace("C", "C2")


block = st.sampled_from(["<p>{}</p>", "<ul><li>{}</li></ul>", "<ol><li>{}</li><li>og</li></ol>"])
text = st.lists(st.tuples(block, st.sampled_from("abcdef")), max_size=7).map(
    lambda rows: "".join(shape.format(letter) for shape, letter in rows)
)


@given(base=text, mine=text, theirs=text)
def test_no_word_that_somebody_wrote_is_lost(base: str, mine: str, theirs: str) -> None:
    """With "both" chosen everywhere, every word that one of the two added is in the result."""
    found = merge(base, mine, theirs)
    both = resolved(found, [place.mine + place.theirs for place in places(found)])
    old = words(canonicalise(base))
    for version in (mine, theirs):
        for word in set(words(canonicalise(version))) - set(old):
            assert word in words(both)


@given(base=text, mine=text, theirs=text)
def test_a_merge_reads_the_same_from_both_sides(base: str, mine: str, theirs: str) -> None:
    one, other = merge(base, mine, theirs), merge(base, theirs, mine)
    assert len(places(one)) == len(places(other))
    assert resolved(one, [p.mine for p in places(one)]) == resolved(other, [p.theirs for p in places(other)])


@given(base=text, mine=text)
def test_one_alone_always_comes_through(base: str, mine: str) -> None:
    for found in (merge(base, mine, base), merge(base, base, mine)):
        assert not places(found)
        assert words(resolved(found, [])) == words(canonicalise(mine))


@pytest.mark.parametrize("html", ["", "<p>a</p>", "<p>a<br>b</p>", BASE])
def test_the_form_stays_canonical(html: str) -> None:
    assert joined(pieces(html)) == canonicalise(html)
