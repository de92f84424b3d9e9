"""What a frozen content says of a municipality: the sections that name it, each with its sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from plans.publishing.passages import all_sections

CELLS = re.compile(r"</t[hd]>\s*<t[hd][^>]*>")
BLOCKS = re.compile(r"</?(?:p|ul|ol|li|table|thead|tbody|tr|caption|t[hd])(?:\s[^>]*)?>")
TAGS = re.compile(r"<[^>]*>")
SENTENCES = re.compile(r"(?:(?<=[a-zæøå]{3}[.!?])|(?<=\d\d[.!?])|(?<=[)»][.!?]))\s+(?=[A-ZÆØÅ»])")
"""Where a sentence ends: not after "Chr."."""


@dataclass(frozen=True)
class Mention:
    """A section that names a municipality: its key and name, and the sentences, in which the name is marked."""

    key: str
    name: str
    sentences: tuple[SafeString, ...]


def mentions(content: dict[str, Any], name: str) -> list[Mention]:
    """The sections of the content that name the municipality, in the order of the plan; who signs it is no mention."""
    pattern = re.compile(rf"\b{re.escape(name)}(?:s|['’]s?)?(?![\w-])")
    return [
        Mention(section["key"], called(section), found)
        for section in all_sections(content["sections"])
        if section["role"] != "signatories"
        and (found := tuple(_marked(sentence, pattern) for sentence in _sentences(section) if pattern.search(sentence)))
    ]


def called(section: dict[str, Any]) -> str:
    """A frozen section's number and heading, as pages list it."""
    label = section["label"] if section["role"] in ("part", "annex") else ""
    return " ".join(filter(None, (label, section["number"], section["heading"]))) or section["key"]


def _sentences(section: dict[str, Any]) -> Iterator[str]:
    """The sentences of heading, text and note; a table's row is one."""
    yield section["heading"]
    rows = CELLS.sub(" · ", section["body"].replace("<br>", " "))
    for block in [*BLOCKS.split(rows), section["note"]]:
        words = " ".join(unescape(TAGS.sub("", block)).split())
        if words:
            yield from SENTENCES.split(words)


def _marked(sentence: str, pattern: re.Pattern[str]) -> SafeString:
    """The sentence as HTML, with the name marked."""
    out, at = [], 0
    for found in pattern.finditer(sentence):
        out += [escape(sentence[at : found.start()]), f"<mark>{escape(found[0])}</mark>"]
        at = found.end()
    return mark_safe("".join([*out, escape(sentence[at:])]))  # noqa: S308  made of escaped text
