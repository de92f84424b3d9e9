"""The printed contents list held against the headings in the text."""

import re
from collections.abc import Iterable, Sequence

from plans.importing.headings import Candidate, candidate
from plans.importing.model import ContentsEntry, Findings

WORD = re.compile(r"\w+")


def plain(text: str) -> str:
    """Letters and digits only, in small letters: how headings are compared."""
    return "".join(filter(str.isalnum, text)).casefold()


class ContentsIndex:
    """Which headings the contents list promises. An empty list promises nothing and rules nothing out."""

    def __init__(self, entries: Sequence[ContentsEntry]) -> None:
        """`entries` as printed; the list's own title among them is passed over."""
        self.entries = [entry for entry in entries if entry.page]
        self._by_number = {_place(candidate(entry.text)): entry for entry in self.entries if entry.number}
        self._line = self.entries[0].line if self.entries else 0
        self._unnumbered = {plain(entry.heading) for entry in self.entries if not entry.number}

    def lists(self, found: Candidate) -> bool:
        """Whether an entry has this number and much the same words."""
        entry = self._by_number.get(_place(found))
        return entry is not None and _alike(entry.heading, found.text)

    def gives_number_to_another(self, found: Candidate) -> bool:
        """Whether an entry has this number, but other words."""
        return _place(found) in self._by_number and not self.lists(found)

    def lists_unnumbered(self, line: int, text: str) -> bool:
        """Whether an entry without a number has exactly these words. What stands above the list is the cover."""
        return line > self._line and plain(text) in self._unnumbered

    def check(self, headings: Iterable[tuple[int, str, str]], title: str, findings: Findings) -> None:
        """Report entries without heading and headings without entry; headings as (line, number and label, text)."""
        if not self.entries:
            return
        found = {plain(f"{lead} {text}"): (line, lead, text) for line, lead, text in headings}
        listed = {plain(entry.text): entry for entry in self.entries}
        for words, entry in listed.items():
            if words not in found and words != plain(title):
                reason = "Punktet i indholdsfortegnelsen har ingen overskrift i teksten med de samme ord"
                findings.doubt(entry.line, entry.text, reason)
        for words, (line, lead, text) in found.items():
            if words not in listed:
                reason = "Overskriften står ikke med de samme ord i indholdsfortegnelsen"
                findings.doubt(line, f"{lead} {text}".strip(), reason)


def _place(found: Candidate | None) -> tuple[bool, str]:
    """Annex 1 is another place than chapter 1."""
    return (found.role == "annex", found.printed_number) if found else (False, "")


def _alike(one: str, other: str) -> bool:
    """At least half of the words in common: a scan breaks letters, and lists are not always brought up to date."""
    if plain(one) == plain(other):
        return True
    first, second = (set(WORD.findall(text.casefold())) for text in (one, other))
    return len(first & second) * 2 >= max(len(first), len(second), 1)
