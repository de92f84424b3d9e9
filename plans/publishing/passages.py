"""The frozen content of a plan made ready for templates: one passage per section, its links and heading levels settled.

Both the web article and the PDF are made from these passages, so that they cannot say different things.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from html import escape, unescape
from typing import Any

from django.utils.safestring import SafeString, mark_safe

DEEPEST_HEADING = 6  # HTML has h1 to h6; h1 is the plan's title
DEEPEST_BOOKMARK = 9  # as many bookmark levels as print.css has classes for
CONTENTS_DEPTH = 4  # headings h2 to h4, which is numbers such as 4.8.1, are listed in the contents

# Given section HTML and how the section is spoken of ("afsnit 4.1"): the HTML as one medium wants it.
Dress = Callable[[str, str], str]

TAG = re.compile(r"<[^>]*>")
INTERNAL_LINK = re.compile(r'<a href="#([^"]*)">(.*?)</a>', re.DOTALL)
# What a writer puts as a link's text when the number is meant: "afsnit 4.1", "bilag 5", "4.1" or nothing.
NUMBER_TEXT = re.compile(r"(?P<word>afsnit|bilag|del)?\s*[\d.]*", re.IGNORECASE)
SIGNATORY = re.compile(r"<li><strong>(?P<name>.*?)</strong>(?:<br>(?P<title>.*?))?</li>", re.DOTALL)


@dataclass(frozen=True)
class Signatory:
    """One who signed: name, and title where it is known."""

    name: SafeString
    title: SafeString


@dataclass(frozen=True)
class Passage:
    """One section as templates need it; ``level`` is its heading's (2 to 6), ``bookmark`` its depth in the tree.

    ``signed`` is the place and date that stand above the signatories; other sections have none.
    """

    key: str
    role: str
    label: str
    number: str
    heading: str
    level: int
    bookmark: int
    body: SafeString
    note: str
    signatories: tuple[Signatory, ...]
    signed: str
    children: tuple["Passage", ...]

    @property
    def has_heading(self) -> bool:
        """Whether anything stands above the text."""
        return bool(self.full_heading)

    @property
    def in_contents(self) -> bool:
        """Whether the contents list has a line for it: signatories and very deep sections have none."""
        return self.has_heading and self.role != "signatories" and self.level <= CONTENTS_DEPTH

    @property
    def full_heading(self) -> str:
        """Label, number and heading, as far as there are any."""
        return " ".join(filter(None, [self.label, self.number, self.heading]))

    @property
    def reference(self) -> str:
        """How running text speaks of it."""
        return reference(self.label, self.number, self.heading)


def reference(label: str, number: str, heading: str) -> str:
    """Return ``del 1``, ``bilag 5``, ``afsnit 4.1`` or, for what has no number, the heading."""
    if label and not number:
        return label.lower()
    if number:
        return f"{label.lower() or 'afsnit'} {number}"
    return heading


def trusted(html: str) -> SafeString:
    """Mark canonical section HTML as safe: it was cleaned on every write path and once more when frozen."""
    return mark_safe(html)  # noqa: S308  the one place where plan text is let through unescaped


def text_of(html: str) -> str:
    """Return the text of canonical HTML, its tags taken away."""
    return unescape(TAG.sub("", html))


def passages_of(content: dict[str, Any], dress: Dress) -> tuple[Passage, ...]:
    """Return the passages of a frozen content, as a tree in the order of the plan; ``dress`` sees every body once."""
    targets = {section["key"]: section for section in all_sections(content["sections"])}

    def body(section: dict[str, Any]) -> SafeString:
        place = reference(section["label"], section["number"], section["heading"])
        return trusted(dress(with_links(section["body"], targets), place))

    signed = content["signed"]
    return tuple(_passage(section, body, signed, level=2, bookmark=1) for section in content["sections"])


def all_sections(sections: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield frozen sections and all below them in the order of the plan."""
    for section in sections:
        yield section
        yield from all_sections(section["children"])


def flat(passages: Iterable[Passage]) -> Iterator[Passage]:
    """Yield passages and all below them in the order of the plan."""
    for passage in passages:
        yield passage
        yield from flat(passage.children)


def _passage(
    section: dict[str, Any], body: Callable[[dict[str, Any]], SafeString], signed: str, level: int, bookmark: int
) -> Passage:
    # Parts are transparent: their chapters are numbered and headed as if the part were not there.
    below = level if section["role"] == "part" else level + 1
    signatories = _signatories(section)
    return Passage(
        key=section["key"],
        role=section["role"],
        label=section["label"],
        number=section["number"],
        heading=section["heading"],
        level=min(level, DEEPEST_HEADING),
        bookmark=min(bookmark, DEEPEST_BOOKMARK),
        body=trusted("") if signatories else body(section),
        note=section["note"],
        signatories=signatories,
        signed=signed if section["role"] == "signatories" else "",
        children=tuple(_passage(child, body, signed, below, bookmark + 1) for child in section["children"]),
    )


def _signatories(section: dict[str, Any]) -> tuple[Signatory, ...]:
    """Return those who signed, or nothing where the body is not the plain list of names that can be set as one."""
    found = list(SIGNATORY.finditer(section["body"]))
    if section["role"] != "signatories" or section["body"] != f"<ul>{''.join(one[0] for one in found)}</ul>":
        return ()
    return tuple(Signatory(trusted(one["name"]), trusted(one["title"] or "")) for one in found)


def with_links(html: str, targets: dict[str, dict[str, Any]]) -> str:
    """Return canonical HTML with each link to ``#key`` showing its target's present number.

    A link whose text is empty, the key itself, or nothing but a number ("afsnit 4.1", "4.1") gets the number that the
    target has now; any other text is the writer's and stays. A link to no section becomes plain text (publication
    refuses such a plan before it gets here; a draft may have it).
    """

    def settle(link: re.Match[str]) -> str:
        target = targets.get(link[1])
        if target is None:
            return link[2]
        return f'<a href="#{link[1]}">{_link_text(link[1], link[2], target)}</a>'

    return INTERNAL_LINK.sub(settle, html)


def _link_text(key: str, html: str, target: dict[str, Any]) -> str:
    text = text_of(html).strip()
    shown = reference(target["label"], target["number"], target["heading"])
    if text in ("", key):
        return escape(shown)
    found = NUMBER_TEXT.fullmatch(text)
    if found is None:
        return html
    if found["word"] is None:  # "se afsnit <4.1>": the word is already there
        return escape(target["number"] or shown)
    return escape(shown[0].upper() + shown[1:] if text[0].isupper() else shown)
