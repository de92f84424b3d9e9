"""What a signatory is told is new, and where a municipality is named."""

from __future__ import annotations

from typing import Any

import pytest

from plans.models import Plan
from plans.naming import mentions
from plans.newness import newness
from tests.base import Cast, make_plan, publish
from tests.deciding.builders import signed_in, to_decision, told


def row(key: str, heading: str = "", body: str = "", **fields: Any) -> dict[str, Any]:
    """A frozen section."""
    values = {"key": key, "heading": heading, "body": body, "number": "", "label": "", "note": "", "children": []}
    return values | {"role": "section", "kind": "written"} | fields


def content(*rows: dict[str, Any]) -> dict[str, Any]:
    """A frozen content of those sections."""
    return {"sections": list(rows)}


def test_new_rewritten_amended_and_left_out_are_told_apart() -> None:
    long = "<p>Politiet og kommunerne mødes hver måned og taler om tryghed i alle byer i kredsen.</p>"
    earlier = content(row("a", "A", long), row("b", "B", long), row("c", "C"), row("d", "D", long))
    later = content(
        row("a", "A", long.replace("måned", "uge")), row("b", "B", "<p>Ny.</p>"), row("d", "D", long), row("e", "E")
    )
    found = newness(later, earlier, since="2022")
    lines = [[line.key for line in group] for group in (found.new, found.rewritten, found.amended)]
    assert lines == [["e"], ["b"], ["a"]]
    assert found.gone == ("C",)
    assert not found.is_empty
    assert newness(later, later, since="2022").is_empty


def test_the_page_compares_with_what_was_published_last(cast: Cast) -> None:
    publish(make_plan(cast.district, year=2022))
    plan = make_plan(cast.district)
    plan.sections.filter(key="aftalen").update(text="<p>Noget ganske andet.</p>")
    to_decision(plan, cast)
    page = told(signed_in(cast.mayor).get("/skrivebord/godkend/2023/"))
    assert "Det nye siden 2022" in page
    assert 'href="#aftalen">3 Aftalen</a>' in page.split("Skrevet om")[1]


def test_a_correction_is_compared_with_the_edition_it_corrects(cast: Cast, plan: Plan) -> None:
    publish(plan)
    to_decision(plan, cast)
    page = told(signed_in(cast.mayor).get("/skrivebord/godkend/2023/"))
    assert "Det nye siden 1. udgave" in page
    assert "Teksten er den samme." in page


@pytest.mark.parametrize(
    ("body", "sentences"),
    [
        ("<p>Alt er godt. Viborg er med. Andre er ikke.</p>", ["<mark>Viborg</mark> er med."]),
        ("<p>Viborgs borgere og Viborg Kommune.</p>", ["<mark>Viborgs</mark> borgere og <mark>Viborg</mark> Kommune."]),
        ("<p>Viborgvej og viborg og Viborg-Skive.</p>", []),
        ("<p>Se kl. 10. Her, Chr. Hansen i Viborg.</p>", ["Her, Chr. Hansen i <mark>Viborg</mark>."]),
        ("<table><tbody><tr><th>Viborg</th><td>10</td></tr></tbody></table>", ["<mark>Viborg</mark> · 10"]),
        ("<ul><li>Skive</li><li>I <strong>Viborg</strong></li></ul>", ["I <mark>Viborg</mark>"]),
        ("<p>a &lt;b&gt; Viborg</p>", ["a &lt;b&gt; <mark>Viborg</mark>"]),
    ],
)
def test_a_municipality_is_found_with_its_sentence(body: str, sentences: list[str]) -> None:
    found = mentions(content(row("a", "A", body)), "Viborg")
    assert [sentence for mention in found for sentence in mention.sentences] == sentences


def test_who_signs_is_no_mention_but_headings_and_notes_are() -> None:
    rows = [row("a", "Underskrivere", "<p>Viborg</p>", role="signatories"), row("b", "Om Viborg", note="I Viborg.")]
    (found,) = mentions(content(*rows), "Viborg")
    assert (found.key, len(found.sentences)) == ("b", 2)
