"""What a page sent before: nobody is asked to choose between two texts of their own."""

from __future__ import annotations

import pytest

from plans.models import Plan, Revision, Section
from plans.saving import Author, Conflict, Ground, Saved, Words, save
from tests.base import section

MINE, THEIRS = Author(None, "Anna"), Author(None, "Bo")


@pytest.fixture
def row(plan: Plan) -> Section:
    """A section of two paragraphs."""
    found = section(plan, "kredsraadet")
    Section.objects.filter(pk=found.pk).update(text="<p>Et.</p><p>To.</p>")
    return section(plan, "kredsraadet")


def say(text: str) -> Words:
    """The section's words with this text."""
    return Words("Kredsrådet", text, "")


def written(row: Section, text: str, *grounds: Ground, base: int, author: Author = MINE) -> Saved:
    """Save the text from that version."""
    return save(row, say(text), base=base, author=author, grounds=grounds)


def test_a_text_whose_answer_was_lost_is_gone_on_from(row: Section) -> None:
    written(row, "<p>Et.</p><p>To, tre.</p>", base=1)
    saved = written(row, "<p>Et.</p><p>To, tre, fire.</p>", Ground(say("<p>Et.</p><p>To, tre. </p>")), base=1)
    assert (saved.version, saved.merged) == (3, False)
    assert section(row.plan, row.key).text == "<p>Et.</p><p>To, tre, fire.</p>"


def test_a_text_that_never_came_in_hides_nothing_of_anothers(row: Section) -> None:
    written(row, "<p>Et.</p><p>Bos.</p>", base=1, author=THEIRS)
    with pytest.raises(Conflict):
        written(row, "<p>Et.</p><p>To, tre, fire.</p>", Ground(say("<p>Et.</p><p>To, tre.</p>")), base=1)
    assert section(row.plan, row.key).text == "<p>Et.</p><p>Bos.</p>"


def test_what_was_typed_while_another_was_merged_in_is_put_on_top(row: Section) -> None:
    written(row, "<p>Bos.</p><p>To.</p>", base=1, author=THEIRS)
    merged = written(row, "<p>Et.</p><p>To, tre.</p>", base=1)
    ground = Ground(say("<p>Et.</p><p>To, tre.</p>"), merged.version)
    saved = written(row, "<p>Et.</p><p>To, tre, fire.</p>", ground, base=1)
    assert saved.words.text == "<p>Bos.</p><p>To, tre, fire.</p>"


def test_a_third_who_changed_the_same_since_is_asked_about(row: Section) -> None:
    written(row, "<p>Bos.</p><p>To.</p>", base=1, author=THEIRS)
    merged = written(row, "<p>Et.</p><p>To, tre.</p>", base=1)
    written(row, "<p>Bos.</p><p>Bos to.</p>", base=merged.version, author=THEIRS)
    ground = Ground(say("<p>Et.</p><p>To, tre.</p>"), merged.version)
    with pytest.raises(Conflict) as conflict:
        written(row, "<p>Et.</p><p>To, tre, fire.</p>", ground, base=1)
    assert conflict.value.set_aside.text == "<p>Et.</p><p>To, tre, fire.</p>"
    assert Revision.objects.filter(kind="set_aside").count() == 1


def test_a_version_that_is_still_to_come_is_no_ground(row: Section) -> None:
    written(row, "<p>Bos.</p><p>To.</p>", base=1, author=THEIRS)
    with pytest.raises(Conflict):
        written(row, "<p>Mit.</p><p>To.</p>", Ground(say("<p>Bos.</p><p>To.</p>"), 99), base=1)
