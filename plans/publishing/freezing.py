"""Freezing: a draft becomes content, the JSON that the web article and the PDF are both made from.

The content holds text and structure only (no edition number, no dates of publication), so that its SHA-256 says of
two contents whether they read the same. The format is described in docs/content-format.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from councils.canonical import canonicalise
from councils.models import Municipality
from plans import generating, outline
from plans.canonical import canonical_json, content_digest
from plans.models import Plan, Section

FORMAT = 1


@dataclass(frozen=True)
class Frozen:
    """A frozen content: the dict, its canonical JSON, and the SHA-256 of that (64 hex digits)."""

    content: dict[str, Any]
    json: str
    digest: str


def freeze(plan: Plan, *, on: date) -> Frozen:
    """The plan as it reads now; generated sections as the registers stand on the day."""
    content = content_of(plan, on=on)
    return Frozen(content, canonical_json(content), content_digest(content))


def content_of(plan: Plan, *, on: date) -> dict[str, Any]:
    """The plan's content; every text is cleaned once more on the way out."""
    council = plan.council
    return {
        "format": FORMAT,
        "council": council.full_name(),
        "brand": [council.brand or council.name, council.area],
        "title": plan.title,
        "subtitle": plan.subtitle,
        "year": plan.year,
        "origin": plan.origin,
        "language": "da",
        "signed": plan.signed,
        "map": [m.tile for m in Municipality.objects.order_by("tile_row", "tile_column")],
        "remarks": canonicalise(plan.remarks),
        "sections": [_section(node, on) for node in outline.load(plan)],
    }


def _section(node: outline.Node, on: date) -> dict[str, Any]:
    section = node.section
    return {
        "key": section.key,
        "role": section.role,
        "kind": section.kind,
        "label": node.label,
        "number": node.number,
        "heading": section.heading,
        "body": _text(section, on),
        "note": section.note,
        "children": [_section(child, on) for child in node.children],
    }


def _text(section: Section, on: date) -> str:
    if section.kind == Section.Kind.GENERATED:
        return generating.generate(section, on=on)
    return canonicalise(section.text)
