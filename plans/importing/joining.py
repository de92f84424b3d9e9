"""Printed lines to running text: what happens at the end of a line, hyphens above all."""

import html
from collections.abc import Sequence
from dataclasses import dataclass, field

from plans.importing.lines import Line
from plans.importing.model import Findings, Join

SOFT_HYPHEN = "\u00ad"
# "kriminalpræventive- og …": the hyphen stands for a word that follows later.
CONJUNCTIONS = ("og", "eller", "samt", "til", "såvel", "savel", "men")


@dataclass(slots=True)
class Joiner:
    """Joins lines into text. `words` are the plan's own words in small letters: they tell how a word is written."""

    findings: Findings
    words: frozenset[str] = field(default_factory=frozenset)

    def join(self, lines: Sequence[Line]) -> str:
        """The running text of lines that belong together."""
        pieces: list[str] = []
        for index, line in enumerate(lines):
            pieces.extend(self._piece(line, lines[index + 1] if index + 1 < len(lines) else None))
        return "".join(pieces)

    def _piece(self, line: Line, following: Line | None) -> tuple[str, str]:
        """The line's text and what comes between it and the next."""
        if following is None:
            return line.text, ""
        before, after = line.text.rpartition(" ")[2], following.text.partition(" ")[0]
        if not _divided(before, after):
            return line.text, " "
        dropped = before.endswith(SOFT_HYPHEN) or not self._keeps_hyphen(before, after)
        self.findings.joins.append(Join(line.number, following.number, dropped))
        if dropped:
            whole = before[:-1] + after
            self.findings.doubt(line.number, f"{before} {after}", f"Orddeling ved linjeslut: samlet til »{whole}«")
        return (line.text[:-1] if dropped else line.text), ""

    def _keeps_hyphen(self, before: str, after: str) -> bool:
        """The hyphen belongs to the word in SSP-samarbejdet, rocker-/bandemedlemmer, Nord-Syd, 2021-2023."""
        if not after[0].islower() or not before[-2].islower():
            return True
        return f"{before}{after}".lower().strip(".,;:()") in self.words


def _divided(before: str, after: str) -> bool:
    """Whether a word goes over the line's end: not at a dash, nor before "og …" or a bracket."""
    if before.endswith(SOFT_HYPHEN):
        return len(before) > 1
    if not before.endswith("-") or not before[:-1] or not before[-2].isalnum():
        return False
    if after.strip(".,;:") in CONJUNCTIONS:
        return False
    return after[0].isalnum() or after[0] == "/"


def own_words(lines: Sequence[Line]) -> frozenset[str]:
    """The hyphenated words as the plan itself writes them within a line, in small letters."""
    found = (word for line in lines for word in line.text.split() if "-" in word[1:-1])
    return frozenset(word.lower().strip(".,;:()") for word in found)


def escape(text: str) -> str:
    """Text as it stands in section HTML."""
    return html.escape(text, quote=False)
