"""Many at once: every text that was sent is in the section or in its history."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.utils import timezone

from plans import outline, saving
from plans.models import Plan, Revision, Section
from plans.saving import Author, Conflict, Saved, SectionGone, VersionPassed, Words
from tests.base import make_cast, make_plan, section
from tests.scratch import Scratch, together

EDITORS = 20


@pytest.fixture
def plan(own_database: Scratch) -> Plan:
    """A plan with one section of as many paragraphs as there are editors, in a database of its own."""
    body = [f"<p>Stykke {n}.</p>" for n in range(EDITORS)]
    sections = [
        {"key": "vold", "heading": "Vold", "body": body},
        {"key": "tal", "heading": "Tal", "body": ["<p>Tal.</p>"]},
    ]
    return make_plan(make_cast().district, sections=sections)


def saving_text(plan: Plan, html: str, *, base: int = 1, name: str = "Anna") -> Callable[[], Saved]:
    """Save the section as somebody would who opened it at that version."""
    row = section(plan, "vold")
    return lambda: saving.save(row, Words("Vold", html, ""), base=base, author=Author(None, name))


def everything(plan: Plan) -> str:
    """The section's text and all that its history keeps."""
    rows = Revision.objects.filter(section__key="vold").values_list("text", flat=True)
    return "\n".join([Section.everything.get(key="vold").text, *rows])


def test_twenty_in_their_own_paragraphs_are_all_merged(plan: Plan) -> None:
    text = section(plan, "vold").text
    results = together(*[saving_text(plan, text.replace(f"Stykke {n}.", f"Nyt {n}!")) for n in range(EDITORS)])
    assert [r for r in results if not isinstance(r, Saved)] == []
    assert section(plan, "vold").text == "".join(f"<p>Nyt {n}!</p>" for n in range(EDITORS))
    assert section(plan, "vold").version == 1 + EDITORS


def test_twenty_in_one_paragraph_lose_nothing(plan: Plan) -> None:
    text = section(plan, "vold").text
    results = together(*[saving_text(plan, text.replace("Stykke 0.", f"Mit {n}!")) for n in range(EDITORS)])
    assert sorted(type(r).__name__ for r in results) == ["Conflict"] * (EDITORS - 1) + ["Saved"]
    kept = everything(plan)
    assert all(f"Mit {n}!" in kept for n in range(EDITORS))


def test_twenty_who_each_save_three_times_lose_nothing(plan: Plan) -> None:
    """As autosave does: each goes on from the version that the save before gave."""

    def writing(n: int) -> Callable[[], list[str]]:
        def write() -> list[str]:
            row = section(plan, "vold")
            base, text, sent = row.version, row.text, []
            for step in range(3):
                text = (
                    text.replace(f"Stykke {n}.", f"Ord {n}.0.")
                    if step == 0
                    else text.replace(f"Ord {n}.{step - 1}.", f"Ord {n}.{step}.")
                )
                sent.append(f"Ord {n}.{step}.")
                saved = saving.save(row, Words("Vold", text, ""), base=base, author=Author(None, f"Nr. {n}"))
                base, text = saved.version, saved.words.text
            return sent

        return write

    results = together(*[writing(n) for n in range(EDITORS)])
    assert [r for r in results if isinstance(r, Exception)] == []
    kept = everything(plan)
    assert all(words in kept for sent in results for words in sent)
    assert section(plan, "vold").text == "".join(f"<p>Ord {n}.2.</p>" for n in range(EDITORS))


def test_versions_are_counted_without_a_gap(plan: Plan) -> None:
    text = section(plan, "vold").text
    together(*[saving_text(plan, text.replace(f"Stykke {n}.", f"Nyt {n}!")) for n in range(8)])
    versions = Revision.objects.exclude(version=None).order_by("version").values_list("version", flat=True)
    assert list(versions) == list(range(1, 10))


def test_a_move_and_a_save_do_not_undo_each_other(plan: Plan) -> None:
    text = section(plan, "vold").text
    moves = [lambda: outline.shift(section(plan, "tal"), by=-1), lambda: outline.shift(section(plan, "vold"), by=-1)]
    saves = [saving_text(plan, text.replace(f"Stykke {n}.", f"Nyt {n}!")) for n in range(4)]
    results = together(*moves, *saves)
    assert [r for r in results[2:] if isinstance(r, Exception)] == []
    assert all(f"Nyt {n}!" in section(plan, "vold").text for n in range(4))
    assert sorted(plan.sections.values_list("position", flat=True)) == [0, 1]


def test_a_confirmation_against_a_save_confirms_only_what_was_seen(plan: Plan) -> None:
    text = section(plan, "vold").text

    def confirm() -> Saved:
        return saving.set_state(section(plan, "vold"), "confirmed", base=1, author=Author(None, "Bo"))

    saved, confirmed = together(saving_text(plan, text.replace("Stykke 0.", "Nyt!")), confirm)
    assert isinstance(saved, Saved)
    assert isinstance(confirmed, Saved | VersionPassed)
    assert "Nyt!" in section(plan, "vold").text
    if isinstance(confirmed, VersionPassed):
        assert section(plan, "vold").state != "confirmed"


def test_a_removal_against_saves_keeps_every_text(plan: Plan) -> None:
    text = section(plan, "vold").text
    row = section(plan, "vold")
    saves = [saving_text(plan, text.replace(f"Stykke {n}.", f"Nyt {n}!")) for n in range(6)]
    results = together(lambda: outline.remove(row, by="Bo", at=timezone.now()), *saves)
    assert {type(r) for r in results[1:]} <= {Saved, SectionGone, Conflict}
    kept = everything(plan)
    assert all(f"Nyt {n}!" in kept for n in range(6))
