"""Proof that no word of a source was lost: its words, line by line, against those of the sections.

The check knows nothing of how the text was read. It cuts the source at the lines where sections begin, and holds the
words of each stretch against those of its section and of what else is said to stand there.
"""

import html
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator

from plans.importing.decoding import decode
from plans.importing.model import Join, ParsedPlan, ParsedSection

TAG = re.compile(r"<[^<>]*>")
HYPHENS = ("-", "\u00ad")
# All that may be declared as markup: bullets, list numbers, bars.
MARK = re.compile(r"[-–—*•·▪◦‣●○¢|eo]|[1-9][0-9]?[.)]")
ROUND_BULLETS = str.maketrans({sign: f" {sign} " for sign in "•·▪◦‣●○"})


def unplaced_words(data: bytes, parsed: ParsedPlan) -> list[tuple[int, str]]:
    """The source's words that are neither in a section, on the cover, in the contents list nor left out with a doubt.

    Each with its line; words of one line together. Signs count as words where they stand alone. Labels and numbers
    count where the product shows them. Raises ImportProblem as `decode` does.
    """
    starts, placed = _placed(parsed)
    missing: dict[int, list[str]] = {}
    for line, word in _source_words(decode(data), parsed.joins):
        words = placed[bisect_right(starts, line)]
        if words[word] > 0:
            words[word] -= 1
        else:
            missing.setdefault(line, []).append(word)
    return [(line, " ".join(words)) for line, words in missing.items()]


def _words(text: str) -> list[str]:
    return text.translate(ROUND_BULLETS).split()


def _placed(parsed: ParsedPlan) -> tuple[list[int], list[Counter[str]]]:
    """The lines where sections begin, and the words that have a place from each; the first before any section."""
    sections = sorted((section for _, section in parsed.walk()), key=lambda section: section.line)
    starts = [section.line for section in sections]
    placed: list[Counter[str]] = [Counter() for _ in range(len(sections) + 1)]
    for index, section in enumerate(sections, 1):
        placed[index].update(_words_of(section))
    for line, text in _beside_sections(parsed):
        placed[bisect_right(starts, line)].update(_words(text))
    placed[0].update(_words(f"{parsed.title} {parsed.council_line}"))
    return starts, placed


def _words_of(section: ParsedSection) -> Iterator[str]:
    """What a reader of the product meets: label and number, heading, text."""
    shown = {"bilag", "del", section.printed_number.rstrip(".)").lower(), *"-–—:.|"}
    for word in _words(section.lead):
        bare = word.lower().rstrip(".):-–—")
        if word in shown or bare in shown or (section.role == "part" and bare.isalnum()):
            yield word
    yield from _words(section.heading)
    yield from _words(html.unescape(TAG.sub(" ", section.body_html)))


def _beside_sections(parsed: ParsedPlan) -> Iterator[tuple[int, str]]:
    """What the plan keeps outside its sections, or says that it left out, each with its line."""
    yield parsed.signed_line, parsed.signed
    yield from ((entry.line, entry.printed) for entry in parsed.contents_entries)
    yield from ((doubt.line, doubt.text) for doubt in parsed.doubts if doubt.left_out)
    yield from ((mark.line, mark.text) for mark in parsed.marks if MARK.fullmatch(mark.text))


def _source_words(text: str, joins: Iterable[Join]) -> Iterator[tuple[int, str]]:
    """Every word of the source with its line; divided words are put together where the reading says so."""
    at = {join.line: join for join in joins}
    held: list[str] = []
    awaited = number = 0
    for number, raw in enumerate(text.split("\n"), 1):
        words = _words(raw)
        if not words:
            continue
        join = at.get(number)
        tail = words.pop() if join and words[-1].endswith(HYPHENS) else None
        if held and words and number >= awaited:
            words[0] = "".join([*held, words[0]])
            held = []
        yield from ((number, word) for word in words)
        if join and tail is not None:
            held.append(tail[:-1] if join.dropped else tail)
            awaited = join.next_line
    if held:
        yield number, "".join(held)
