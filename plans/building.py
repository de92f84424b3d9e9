"""Making a whole plan at once from a description: what the importer and the plan files of the fixtures share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from django.db import transaction

from councils.canonical import words
from councils.models import Body, Council
from initiatives.models import Agreement, FocusArea, Initiative
from plans.models import Plan, Section, SectionLineage
from plans.outline import MAX_DEPTH, PLACES

REGISTER_MODELS: dict[str, Any] = {
    "body": Body,
    "focus_area": FocusArea,
    "agreement": Agreement,
    "initiative": Initiative,
}
ALIKE = 0.6
"""Share of common words from which two sections without a common key or heading count as the same matter."""
SAME_HEADING = 0.85
"""Share of common letters from which two headings are the same but for what text recognition or a typist broke."""


class PlanExists(Exception):
    """The council has a plan for the year already."""


class PlanMalformed(Exception):
    """The description is not that of a plan; the message says why, in Danish."""


@dataclass
class SectionSpec:
    """A section to be made. `register` is (model name, slug); heading and text default to the register's."""

    key: str
    role: str = Section.Role.SECTION
    kind: str = Section.Kind.WRITTEN
    heading: str = ""
    text: str = ""
    note: str = ""
    printed_number: str = ""
    generator: str = ""
    register: tuple[str, str] | None = None
    children: list[SectionSpec] = field(default_factory=list)


@dataclass
class PlanSpec:
    """A plan to be made."""

    council: Council
    year: int
    title: str
    origin: str
    sections: list[SectionSpec]
    subtitle: str = ""
    signed: str = ""
    remarks: str = ""
    source: str = ""
    stage: str = Plan.Stage.EDITING


@transaction.atomic
def build(spec: PlanSpec) -> Plan:
    """Make the plan with all its sections, and tell which sections of the year before they came from.

    Raises PlanExists, PlanMalformed.
    """
    Council.objects.select_for_update().get(pk=spec.council.pk)  # two who make the same plan at once: one waits
    if Plan.objects.filter(council=spec.council, year=spec.year).exists():
        raise PlanExists(f"{spec.council} har allerede en plan for {spec.year}.")
    plan = Plan.objects.create(
        council=spec.council,
        year=spec.year,
        title=spec.title,
        subtitle=spec.subtitle,
        origin=spec.origin,
        stage=spec.stage,
        signed=spec.signed,
        remarks=spec.remarks,
        source=spec.source,
    )
    _check(spec.sections, "", set())
    _build_sections(plan, spec.sections, None)
    earlier = Plan.objects.filter(council=spec.council, year__lt=spec.year).order_by("-year").first()
    if earlier is not None:
        plan.previous = earlier
        plan.save(update_fields=["previous"])
        trace(plan, earlier)
    return plan


def _check(specs: list[SectionSpec], parent_role: str, seen: set[str], depth: int = 1) -> None:
    if specs and depth > MAX_DEPTH:
        raise PlanMalformed(f"Planen kan have {MAX_DEPTH} niveauer, ikke flere.")
    for spec in specs:
        if spec.key in seen:
            raise PlanMalformed(f"Nøglen {spec.key} bruges to gange.")
        if parent_role not in PLACES.get(spec.role, ()):
            raise PlanMalformed(f"Afsnittet {spec.key} kan ikke ligge der.")
        seen.add(spec.key)
        _check(spec.children, spec.role, seen, depth + 1)


def _build_sections(plan: Plan, specs: list[SectionSpec], parent: Section | None) -> None:
    for position, spec in enumerate(specs):
        section = Section.objects.create(plan=plan, parent=parent, position=position, **_fields(spec))
        _build_sections(plan, spec.children, section)


def _fields(spec: SectionSpec) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "key": spec.key,
        "role": spec.role,
        "kind": spec.kind,
        "generator": spec.generator,
        "heading": spec.heading,
        "text": spec.text,
        "note": spec.note,
        "printed_number": spec.printed_number,
    }
    if spec.register is not None:
        fields |= _taken(spec, *spec.register)
    return fields


def _taken(spec: SectionSpec, name: str, slug: str) -> dict[str, Any]:
    row = REGISTER_MODELS[name].objects.filter(slug=slug).first() if name in REGISTER_MODELS else None
    if row is None:
        raise PlanMalformed(f"Afsnittet {spec.key} henviser til {name} {slug}, som ikke findes.")
    heading, text = register_text(row)
    return {
        name: row,
        "taken_heading": heading,
        "taken_text": text,
        "heading": spec.heading or heading,
        "text": spec.text or text,
    }


def register_text(row: Any) -> tuple[str, str]:
    """What a register row says of itself in a plan: heading and text."""
    return row.heading or row.name, row.text


# Where sections came from --------------------------------------------------------------------------------------------


def trace(plan: Plan, earlier: Plan) -> None:
    """Tell of each section which of the earlier plan it came from: by key, else by heading, else by text.

    Last by a heading that differs in a few letters: a chapter that is only a heading has no text to be known by.
    """
    left = {section.pk: section for section in earlier.sections.all()}
    pending = list(plan.sections.all())
    rows = []
    for match in (_same_key, _same_heading, _like_text, _like_heading):
        for section in list(pending):
            ancestor = match(section, list(left.values()))
            if ancestor is not None:
                rows.append(SectionLineage(ancestor=ancestor, section=section))
                pending.remove(section)
                del left[ancestor.pk]
    SectionLineage.objects.bulk_create(rows)


def _same_key(section: Section, candidates: list[Section]) -> Section | None:
    return next((other for other in candidates if other.key == section.key), None)


def _same_heading(section: Section, candidates: list[Section]) -> Section | None:
    heading = section.heading.casefold()
    return next((other for other in candidates if heading and other.heading.casefold() == heading), None)


def _like_text(section: Section, candidates: list[Section]) -> Section | None:
    scored = [(likeness(section.text, other.text), other) for other in candidates if section.text and other.text]
    best = max(scored, key=lambda pair: pair[0], default=(0.0, None))
    return best[1] if best[0] >= ALIKE else None


def _like_heading(section: Section, candidates: list[Section]) -> Section | None:
    heading = section.heading.casefold()
    scored = [(SequenceMatcher(None, heading, other.heading.casefold()).ratio(), other) for other in candidates]
    best = max(scored, key=lambda pair: pair[0], default=(0.0, None))
    return best[1] if heading and best[0] >= SAME_HEADING else None


def likeness(one: str, other: str) -> float:
    """How alike two texts are, from 0 to 1: the share of their words that stand in both in the same order."""
    return SequenceMatcher(None, words(one), words(other), autojunk=False).ratio()


# Plan files ----------------------------------------------------------------------------------------------------------


def spec_from_file(data: dict[str, Any], council: Council) -> PlanSpec:
    """The description in a plan file (fixtures/plans; docs/content-format.md has the form)."""
    return PlanSpec(
        council=council,
        year=data["year"],
        title=data["title"],
        subtitle=data.get("subtitle", ""),
        origin=data["origin"],
        signed=data.get("signed", ""),
        remarks=data.get("remarks", ""),
        source=data.get("source", ""),
        sections=list(_specs_from_file(data["sections"])),
    )


def _specs_from_file(rows: list[dict[str, Any]]) -> Iterator[SectionSpec]:
    for row in rows:
        register = row.get("register")
        yield SectionSpec(
            key=row["key"],
            role=row.get("role", Section.Role.SECTION),
            kind=row.get("kind", Section.Kind.WRITTEN),
            heading=row.get("heading", ""),
            text="".join(row.get("body", [])),
            note=row.get("note", ""),
            printed_number=row.get("printed_number", ""),
            generator=row.get("generator", ""),
            register=(_register_name(register["model"]), register["slug"]) if register else None,
            children=list(_specs_from_file(row.get("children", []))),
        )


def _register_name(model: str) -> str:
    return "focus_area" if model == "focusarea" else model
