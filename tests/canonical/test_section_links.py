"""Links between sections: found, and made to follow when a section's key changes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from councils.canonical import canonicalise, plain_text
from plans.canonical import rename_links, section_links

HTML = (
    '<p><a href="#a">x</a>, <a href="#b-2">y</a> og <a href="https://example.dk/#c">z</a></p>'
    '<ul><li><a href="#a">v</a></li></ul>'
)
KEYS = st.sampled_from(["a", "b-2", "c", "d4"])


def test_keys_of_the_sections_linked_to() -> None:
    assert section_links(HTML) == {"a", "b-2"}
    assert section_links("<p>ingen</p>") == section_links("") == set()


def test_text_that_looks_like_a_link_is_none() -> None:
    assert section_links('<p>&lt;a href="#a"&gt;</p>') == set()


def test_links_in_text_not_yet_canonical_are_found() -> None:
    assert section_links("<A HREF='#a' class=x>x</A>") == {"a"}


def test_renaming_changes_only_links_to_the_old_key() -> None:
    assert rename_links(HTML, {"a": "ny", "c": "nej"}) == HTML.replace("#a", "#ny")


def test_two_keys_may_change_places() -> None:
    assert rename_links(HTML, {"a": "b-2", "b-2": "a"}) == HTML.replace("#a", "#0").replace("#b-2", "#a").replace(
        "#0", "#b-2"
    )


def test_links_that_became_the_same_are_one() -> None:
    assert rename_links('<p><a href="#a">x</a><a href="#b">y</a></p>', {"b": "a"}) == '<p><a href="#a">xy</a></p>'


@pytest.mark.parametrize("key", ["", "Å", "a b", 'a">', "A", "a\n"])
def test_what_is_no_key_is_refused(key: str) -> None:
    with pytest.raises(ValueError, match="Not a section key"):
        rename_links(HTML, {"a": key})


@given(st.lists(st.tuples(KEYS, st.text(max_size=3)), max_size=5), st.dictionaries(KEYS, KEYS))
def test_renaming_keeps_text_and_form(links: list[tuple[str, str]], keys: dict[str, str]) -> None:
    html = canonicalise("".join(f'<a href="#{key}">x{text.replace("<", "")}</a>' for key, text in links))
    renamed = rename_links(html, keys)
    assert canonicalise(renamed) == renamed
    assert plain_text(renamed) == plain_text(html)
    assert section_links(renamed) == {keys.get(key, key) for key in section_links(html)}
