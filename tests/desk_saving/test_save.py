"""The one way to save a section: from a version, merged or asked about, never over another's text."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from plans import outline, saving
from plans.models import Plan, Revision, Section
from plans.saving import Author, Conflict, SectionGone, VersionPassed, Words, compare_set_aside
from plans.workflow import IllegalTransition
from tests.base import Cast, make_plan, section

AT = datetime(2023, 11, 8, 10, 42, tzinfo=UTC)
TWO = "<p>Første.</p><p>Anden.</p>"


@pytest.fixture
def row(cast: Cast) -> Section:
    """A section with two paragraphs, in a draft under way."""
    sections = [{"key": "vold", "heading": "Vold", "body": ["<p>Første.</p>", "<p>Anden.</p>"]}]
    return section(make_plan(cast.district, sections=sections), "vold")


def author(name: str = "Anna") -> Author:
    """Somebody without an account."""
    return Author(None, name)


def text(row: Section, html: str) -> Words:
    """The section's words with another text."""
    return Words(row.heading, html, row.note)


def change(row: Section, old: str, new: str, *, base: int = 1, name: str = "Anna") -> saving.Saved:
    """Save the first text with one thing in it changed."""
    return saving.save(row, text(row, TWO.replace(old, new)), base=base, author=author(name), at=AT)


def test_a_save_counts_the_version_up_and_leaves_a_revision(row: Section) -> None:
    saved = change(row, "Anden", "Ny")
    assert (saved.version, saved.merged) == (2, False)
    assert section(row.plan, "vold").text == TWO.replace("Anden", "Ny")
    begun, edited = Revision.objects.order_by("version")
    assert (begun.kind, begun.text, begun.version) == ("begun", TWO, 1)
    assert (edited.kind, edited.author_name, edited.saved_at, edited.base_version) == ("edited", "Anna", AT, 1)


def test_saving_what_stands_there_is_no_save(row: Section) -> None:
    saved = saving.save(row, text(row, "<div>Første.</div><p>Anden.</p>"), base=1, author=author())
    assert (saved.version, saved.changed) == (1, False)
    assert not Revision.objects.exists()


def test_heading_and_note_have_no_characters_that_nobody_sees(row: Section) -> None:
    words = Words("Vo\u200bld\x01 \ti\u00a0nattelivet", TWO, " Ingen\ufeff tekst \r\n endnu\x00 ")
    saved = saving.save(row, words, base=1, author=author())
    assert saved.words == Words("Vold i nattelivet", TWO, "Ingen tekst\nendnu")


def test_a_save_never_changes_the_state_by_itself(row: Section) -> None:
    Section.objects.update(state="carried")
    change(row, "Anden", "Ny")
    assert section(row.plan, "vold").state == "carried"


def test_another_paragraph_is_merged(row: Section) -> None:
    change(row, "Første", "Hans")
    saved = change(row, "Anden", "Hendes", name="Bo")
    assert (saved.merged, saved.version) == (True, 3)
    assert saved.words.text == "<p>Hans.</p><p>Hendes.</p>" == section(row.plan, "vold").text


def test_the_same_paragraph_is_asked_about_and_nothing_is_overwritten(row: Section) -> None:
    change(row, "Anden", "Hans")
    with pytest.raises(Conflict) as conflict:
        change(row, "Anden", "Hendes", name="Bo")
    aside = conflict.value.set_aside
    assert section(row.plan, "vold").text == TWO.replace("Anden", "Hans")
    assert (aside.text, aside.version, aside.base_version) == (TWO.replace("Anden", "Hendes"), None, 1)
    (place,) = compare_set_aside(aside, section(row.plan, "vold")).places
    assert (place.base, place.mine, place.theirs) == ("<p>Anden.</p>", "<p>Hendes.</p>", "<p>Hans.</p>")


def test_the_same_text_is_set_aside_once(row: Section) -> None:
    change(row, "Anden", "Hans")
    for _ in range(3):
        with pytest.raises(Conflict):
            change(row, "Anden", "Hendes", name="Bo")
    assert Revision.objects.filter(kind="set_aside").count() == 1


def test_two_headings_are_asked_about(row: Section) -> None:
    saving.save(row, Words("Vold i nattelivet", TWO, ""), base=1, author=author())
    with pytest.raises(Conflict):
        saving.save(row, Words("Vold og uro", TWO, ""), base=1, author=author("Bo"))


def test_a_heading_and_a_text_do_not_meet(row: Section) -> None:
    saving.save(row, Words("Vold i nattelivet", TWO, ""), base=1, author=author())
    saved = change(row, "Anden", "Ny")
    assert saved.words == Words("Vold i nattelivet", TWO.replace("Anden", "Ny"), "")


def test_a_base_that_the_history_has_forgotten_is_asked_about(row: Section) -> None:
    change(row, "Første", "Hans")
    Revision.objects.all().delete()
    with pytest.raises(Conflict):
        change(row, "Anden", "Hendes")


@pytest.mark.parametrize("base", [-1, 0, 99, 10**9])
def test_a_base_that_never_was_overwrites_nothing(row: Section, base: int) -> None:
    with pytest.raises(Conflict):
        change(row, "Anden", "Ny", base=base)
    assert section(row.plan, "vold").text == TWO


def test_a_removed_section_keeps_the_text_in_its_history(row: Section) -> None:
    outline.remove(row, by="Bo", at=AT)
    with pytest.raises(SectionGone):
        change(row, "Anden", "Ny")
    assert Revision.objects.get(kind="set_aside").text == TWO.replace("Anden", "Ny")


@pytest.mark.parametrize("stage", ["decision", "published"])
def test_a_stage_in_which_nobody_writes_says_so(row: Section, stage: str) -> None:
    Plan.objects.update(stage=stage)
    with pytest.raises(IllegalTransition):
        change(row, "Anden", "Ny")
    with pytest.raises(IllegalTransition):
        saving.set_state(row, "confirmed", base=1, author=author())
    assert (section(row.plan, "vold").text, section(row.plan, "vold").version) == (TWO, 1)


def test_what_is_confirmed_is_what_was_seen(row: Section) -> None:
    change(row, "Anden", "Ny")
    with pytest.raises(VersionPassed):
        saving.set_state(row, "confirmed", base=1, author=author("Bo"))
    assert saving.set_state(row, "confirmed", base=2, author=author("Bo")).version == 3
    assert section(row.plan, "vold").state == "confirmed"
    assert Revision.objects.get(version=3).kind == "confirmed"


def test_a_confirmation_does_not_hinder_who_writes(row: Section) -> None:
    """It changes no words, so a text that began before it comes through."""
    saving.set_state(row, "confirmed", base=1, author=author("Bo"))
    assert change(row, "Anden", "Ny").words.text == TWO.replace("Anden", "Ny")
