"""Next year's plan from this year's: the tree is copied, the registers are asked what is new and what has ended.

Every section that is carried over waits until somebody confirms or rewrites it; that is how sentences stop going
stale. With no earlier plan a standard outline is used (data: fixtures/plans/standard.json).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction

from councils.models import Body, Council
from initiatives.models import FocusArea, Initiative
from plans import building, outline
from plans.models import Plan, PlanEvent, Section, SectionLineage
from plans.workflow import log

LONGEST_KEY = 70
"""Letters of a slug that become a key; a number may follow."""
CARRIED_FIELDS = ("key", "role", "kind", "generator", "body", "focus_area", "agreement", "initiative")


@dataclass
class Assembly:
    """What an assembly did: the plan, and what a secretary should look at, each as (number or key, words)."""

    plan: Plan
    created: bool
    carried: list[str] = field(default_factory=list)
    new: list[str] = field(default_factory=list)
    ended: list[str] = field(default_factory=list)
    without_outcome: list[str] = field(default_factory=list)


def standard_outline(council: Council) -> list[dict[str, Any]]:
    """The outline that a council of its kind begins with: sections in the form of a plan file."""
    return json.loads((settings.FIXTURES_DIR / "plans" / "standard.json").read_text("utf-8"))[council.kind]


@transaction.atomic
def assemble(
    *, council: Council, year: int, actor: str, standard: list[dict[str, Any]], account: Any = None
) -> Assembly:
    """Assemble the council's plan for the year; running it twice makes no second plan and changes nothing.

    `standard` is the outline used where the council has no earlier plan (sections in the form of a plan file).
    Raises building.PlanMalformed where the standard outline is not one.
    """
    Council.objects.select_for_update().get(pk=council.pk)
    existing = Plan.objects.filter(council=council, year=year).first()
    if existing is not None:
        return report(existing, created=False)
    earlier = newest_before(council, year)
    plan = _copy(earlier, year) if earlier else _from_standard(council, year, standard)
    _add_new(plan)
    result = report(plan, created=True)
    words = f"{len(result.carried)} afsnit videreført, {len(result.new)} nye"
    log(plan, PlanEvent.Kind.ASSEMBLED, words, actor=actor, account=account)
    return result


def report(plan: Plan, *, created: bool) -> Assembly:
    """What stands in the plan, and what the registers say of it."""
    nodes = list(outline.walk(outline.load(plan)))
    return Assembly(
        plan=plan,
        created=created,
        carried=[_named(node) for node in nodes if node.section.state == Section.State.CARRIED],
        new=[_named(node) for node in nodes if node.section.state == Section.State.NEW],
        ended=[f"{_named(node)}: {why}" for node in nodes if (why := ended(node.section, plan.year))],
        without_outcome=_without_outcome(),
    )


@dataclass(frozen=True)
class Forecast:
    """What an assembly would do: the plan that it would copy, how many sections, and what there is to look at."""

    earlier: Plan | None
    sections: int
    new: list[str]
    ended: list[str]
    without_outcome: list[str]


def forecast(*, council: Council, year: int, standard: list[dict[str, Any]]) -> Forecast:
    """What `assemble` would do for that year, without doing it."""
    earlier = newest_before(council, year)
    nodes = list(outline.walk(outline.load(earlier))) if earlier else []
    return Forecast(
        earlier=earlier,
        sections=len(nodes) if earlier else sum(1 for _ in _walk_file(standard)),
        new=[building.register_text(row)[0] for _, row in _missing(earlier, year)] if earlier else [],
        ended=[f"{_named(node)}: {why}" for node in nodes if (why := ended(node.section, year))],
        without_outcome=_without_outcome(),
    )


def newest_before(council: Council, year: int) -> Plan | None:
    """The plan that the council's plan of the year is made from."""
    return Plan.objects.filter(council=council, year__lt=year).order_by("-year").first()


def _walk_file(rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for row in rows:
        yield row
        yield from _walk_file(row.get("children", []))


def _without_outcome() -> list[str]:
    return [_initiative(row) for row in Initiative.objects.without_outcome().order_by("order", "name")]


# A copy of last year's -----------------------------------------------------------------------------------------------


def _copy(earlier: Plan, year: int) -> Plan:
    plan = Plan.objects.create(
        council=earlier.council,
        year=year,
        title=f"{earlier.council.plan_title} {year}",
        subtitle=earlier.subtitle,
        origin=Plan.Origin.NATIVE,
        stage=_first_stage(earlier.council),
        previous=earlier,
    )
    for node in outline.load(earlier):
        _copy_section(plan, node, None)
    return plan


def _copy_section(plan: Plan, node: outline.Node, parent: Section | None) -> None:
    old = node.section
    section = Section(plan=plan, parent=parent, position=old.position, state=Section.State.CARRIED)
    for name in CARRIED_FIELDS:
        setattr(section, name, getattr(old, name))
    section.heading, section.text = old.heading, old.text
    section.taken_heading, section.taken_text = old.taken_heading, old.taken_text
    if old.role == Section.Role.SIGNATORIES:
        _make_generated(section)
    elif old.role == Section.Role.PART and not old.text:
        section.state = Section.State.CONFIRMED
    section.save()
    SectionLineage.objects.create(ancestor=old, section=section)
    for child in node.children:
        _copy_section(plan, child, section)


def _make_generated(section: Section) -> None:
    """An archive's printed list of signatories becomes the list of those who sign now."""
    section.kind, section.generator = Section.Kind.GENERATED, Section.Generator.SIGNATORIES
    section.text, section.state = "", Section.State.CONFIRMED


def _from_standard(council: Council, year: int, standard: list[dict[str, Any]]) -> Plan:
    data = {
        "year": year,
        "title": f"{council.plan_title} {year}",
        "subtitle": council.plan_subtitle,
        "origin": Plan.Origin.NATIVE,
        "sections": standard,
    }
    return building.build(replace(building.spec_from_file(data, council), stage=_first_stage(council)))


def _first_stage(council: Council) -> Plan.Stage:
    """A district plan begins by collecting; a local council writes its own without that stage."""
    return Plan.Stage.COLLECTING if council.is_district else Plan.Stage.EDITING


# What the registers have that the plan has not -----------------------------------------------------------------------


def _add_new(plan: Plan) -> None:
    for name, row in _missing(plan, plan.year):
        _add_register_section(plan, name, row)


def _missing(plan: Plan, year: int) -> Iterator[tuple[str, Any]]:
    """The rows with a section of their own in the year that the plan has none for, each with the name of its link."""
    if not plan.council.is_district:
        return
    sections = Section.objects.filter(plan=plan)
    bodies = Body.objects.public().current(on=date(year, 1, 1)).filter(own_section=True)
    for body in bodies.exclude(section__in=sections):
        yield "body", body
    areas = FocusArea.objects.public().current(year=year).filter(own_section=True)
    for area in areas.exclude(source=FocusArea.Source.LOCAL).exclude(section__in=sections):
        yield "focus_area", area


def _add_register_section(plan: Plan, name: str, row: Any) -> None:
    parent = Section.objects.filter(plan=plan, key=row.place_under).first() if row.place_under else None
    heading, text = building.register_text(row)
    fields: dict[str, Any] = {
        "key": _free_key(plan, row.slug),
        "kind": Section.Kind.REGISTER,
        "heading": heading,
        "text": text,
        "taken_heading": heading,
        "taken_text": text,
        name: row,
    }
    try:
        outline.add(plan, parent=parent, **fields)
    except outline.OutlineRefused:  # no section may lie there, or not that deep: last, for the secretary to place
        outline.add(plan, parent=None, **fields)


def _free_key(plan: Plan, slug: str) -> str:
    """The slug as a key of the plan's: a slug may have capitals and underscores and be longer than a key."""
    key = re.sub(r"[^a-z0-9]+", "-", slug.lower())[:LONGEST_KEY].strip("-") or "afsnit"
    taken = set(Section.everything.filter(plan=plan).values_list("key", flat=True))
    candidates = [key, *(f"{key}-{number}" for number in range(2, len(taken) + 3))]
    return next(key for key in candidates if key not in taken)


def ended(section: Section, year: int) -> str:
    """Why what the section is about no longer holds in the plan's year, in Danish; empty where it does."""
    if section.body and section.body.abolished and section.body.abolished <= date(year, 1, 1):
        return f"{section.body} er nedlagt"
    area = section.focus_area
    if area and area.last_year and area.last_year < year:
        return f"indsatsområdet gjaldt til og med {area.last_year}"
    agreement = section.agreement
    if agreement and agreement.last_year < year:
        return f"{agreement} gjaldt til og med {agreement.last_year}"
    if section.initiative and section.initiative.state == Initiative.State.ENDED:
        return "indsatsen er afsluttet"
    return ""


def _named(node: outline.Node) -> str:
    place = node.number or node.label
    return " ".join(filter(None, (place, node.section.heading or ("" if place else node.section.key))))


def _initiative(row: Initiative) -> str:
    due = f" ({row.evaluation_text})" if row.evaluation_text else ""
    return f"{row.name}{due}"
