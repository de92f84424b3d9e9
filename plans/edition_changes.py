"""What an edition has that an earlier one had not: every section that changed, word by word, as readers see it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from plans.comparing import changes, places_changed, plain_difference
from plans.models import Plan
from plans.naming import called
from plans.publishing.passages import all_sections


@dataclass(frozen=True)
class Change:
    """A section that differs: by key and name, what happened to it, and where its words differ."""

    key: str
    name: str
    what: str
    heading: SafeString | None = None
    text: SafeString | None = None
    note: SafeString | None = None


@dataclass(frozen=True)
class Difference:
    """All that differs between two contents; `older` and `newer` say which."""

    older: str
    newer: str
    changes: tuple[Change, ...]

    @property
    def words(self) -> str:
        """How much that is."""
        count = len(self.changes)
        return "Ingen forskel" if not count else "1 sted er ændret" if count == 1 else f"{count} steder er ændret"


NEW, GONE, MOVED, CHANGED = "Nyt", "Taget ud", "Flyttet", "Ændret"
NOTHING: dict[str, Any] = {"heading": "", "body": "", "note": ""}


def difference(old: dict[str, Any], new: dict[str, Any], *, older: str, newer: str) -> Difference:
    """Compare two frozen contents, section by section, by their keys."""
    before = {section["key"]: section for section in all_sections(old["sections"])}
    found = [_about_the_plan(old, new)]
    for section in all_sections(new["sections"]):
        found.append(_change(before.pop(section["key"], None), section))
    found += [_change(section, None) for section in before.values()]
    return Difference(older, newer, tuple(change for change in found if change is not None))


def _about_the_plan(old: dict[str, Any], new: dict[str, Any]) -> Change | None:
    """Title, place and date, and the remarks, which are no section's."""
    lines = ["\n".join(filter(None, (side["title"], side["subtitle"], side["signed"]))) for side in (old, new)]
    if lines[0] == lines[1] and old["remarks"] == new["remarks"]:
        return None
    return Change(
        "",
        "Om planen",
        CHANGED,
        heading=_if_any(plain_difference(*lines)),
        text=_if_any(changes(old["remarks"], new["remarks"])),
    )


def _change(old: dict[str, Any] | None, new: dict[str, Any] | None) -> Change | None:
    section = new or old
    assert section is not None  # noqa: S101  one of them is there
    one, other = old or NOTHING, new or NOTHING
    parts = [
        _if_any(plain_difference(one["heading"], other["heading"])),
        _if_any(changes(one["body"], other["body"])),
        _if_any(plain_difference(one["note"], other["note"])),
    ]
    moved = bool(old and new) and _place(old) != _place(new)
    if not any(parts) and not moved and old and new:
        return None
    what = NEW if old is None else GONE if new is None else CHANGED if any(parts) else MOVED
    return Change(section["key"], called(section), what, *parts)


def _place(section: dict[str, Any] | None) -> tuple[str, str]:
    return (section["label"], section["number"]) if section else ("", "")


def _if_any(shown: SafeString) -> SafeString | None:
    return shown if places_changed(shown) else None


def since_newest(plan: Plan, content: dict[str, Any], *, newer: str) -> Difference | None:
    """What differs between the content and the newest edition of the plan that still has its text; None without one."""
    edition = plan.editions.exclude(content="").defer("html").order_by("-number").first()
    if edition is None:
        return None
    return difference(edition.frozen, content, older=f"{edition.number}. udgave", newer=newer)
