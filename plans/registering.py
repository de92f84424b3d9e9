"""A section from a register, when the register says something else than it did when its text was taken.

Three texts meet: what was taken, what was adapted from it here, and what the register says now. Whoever writes the plan
takes the change over, merged into what was adapted, or keeps the text and has seen the change. Both note what the
register says now as taken, so that only the next change is asked about.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.utils.functional import cached_property
from django.utils.safestring import SafeString

from plans import saving
from plans.building import register_text
from plans.comparing import changes, difference, plain_difference, summary
from plans.models import Revision, Section
from plans.progress import register_row
from plans.resolving import Questions
from plans.saving import Author, Comparison, Saved, Words


@dataclass(frozen=True)
class Offer:
    """What a register offers a section: the row, what was taken from it, what it says now, and what stands here.

    `mine` is the section as it was in the version that the page was made from.
    """

    section: Section
    row: Any
    taken: Words
    now: Words
    mine: Words

    @property
    def is_open(self) -> bool:
        """Whether the register says something else than what was taken."""
        return self.taken != self.now

    @property
    def is_adapted(self) -> bool:
        """Whether something else stands here than what was taken."""
        return self.taken != self.mine

    @property
    def digest(self) -> str:
        """What the register says now, short: a page sends it back, so that nobody takes over what was not shown."""
        return sha256(f"{self.now.heading}\n{self.now.text}".encode()).hexdigest()[:32]

    @cached_property
    def heading_change(self) -> SafeString:
        """What changed in the register's heading."""
        return plain_difference(self.taken.heading, self.now.heading)

    @cached_property
    def text_change(self) -> SafeString:
        """What changed in the register's text."""
        return difference(self.taken.text, self.now.text)

    @cached_property
    def changes(self) -> SafeString:
        """The changed places in the register's text, without what is as it was."""
        return changes(self.taken.text, self.now.text)

    @property
    def summary(self) -> str:
        """The changes in the register, counted."""
        return summary(self.heading_change, self.text_change)

    def comparison(self) -> Comparison:
        """The register's change beside what was adapted here."""
        return saving.compare(self.taken, self.mine, self.now)


def offer(section: Section, *, version: int | None = None) -> Offer | None:
    """What the section's register offers; None where it has none, or where the version is not in its history.

    `version` is the one that the page was made from, the newest by default.
    """
    row = register_row(section)
    mine = saving.words_at(section, section.version if version is None else version)
    if row is None or mine is None:
        return None
    heading, text = register_text(row)
    taken = Words(section.taken_heading, section.taken_text, mine.note)
    return Offer(section, row, taken, Words(heading, text, mine.note), mine)


def take_over(found: Offer, chosen: Questions, *, base: int, author: Author) -> Saved:
    """Save the register's change with what was adapted here, as chosen. Raises what saving.save raises."""
    return _save(found, chosen.words(), base, author, Revision.Kind.REGISTER)


def keep(found: Offer, *, base: int, author: Author) -> Saved:
    """Keep what stands here, and note that the register's change was seen. Raises what saving.save raises."""
    return _save(found, found.mine, base, author, Revision.Kind.KEPT)


def _save(found: Offer, words: Words, base: int, author: Author, kind: Revision.Kind) -> Saved:
    now = found.now
    return saving.save(
        found.section,
        words,
        base=base,
        author=author,
        kind=kind,
        taken_heading=now.heading,
        taken_text=now.text,
    )
