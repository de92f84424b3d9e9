"""What the tests of the importer share: samples, and ways to look at a parsed plan."""

import html
import re
from pathlib import Path

from plans.importing import ParsedPlan, ParsedSection

SAMPLES = Path(__file__).parent / "samples"
SOURCES = Path(__file__).resolve().parents[3] / "shared" / "source-plans"


def outline(plan: ParsedPlan) -> list[str]:
    """One line a section, indented by its depth: role where it is not "section", number, heading."""
    return ["  " * depth + _name(section) for depth, section in plan.walk()]


def _name(section: ParsedSection) -> str:
    role = "" if section.role == "section" else f"[{section.role}]"
    return " ".join(filter(None, (role, section.printed_number, section.heading)))


def section_of(plan: ParsedPlan, key: str) -> ParsedSection:
    """The section with this key."""
    return next(section for _, section in plan.walk() if section.key == key)


def words_in_order(plan: ParsedPlan) -> list[str]:
    """Every printed word of the sections, in order: label and number, heading, text."""
    return [word for _, section in plan.walk() for word in _words(section)]


def _words(section: ParsedSection) -> list[str]:
    body = html.unescape(re.sub(r"<[^<>]*>", " ", section.body_html))
    return f"{section.lead} {section.heading} {body}".split()


def reasons(plan: ParsedPlan) -> list[tuple[int, str]]:
    """Line and reason of every doubt."""
    return [(doubt.line, doubt.reason) for doubt in plan.doubts]


def reason_at(plan: ParsedPlan, line: int) -> str:
    """The reasons of the doubts at one line, "" when there is none."""
    return "; ".join(doubt.reason for doubt in plan.doubts if doubt.line == line)
