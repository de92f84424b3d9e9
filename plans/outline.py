"""A plan's tree: loaded in one query, numbered by computing, changed under the plan's own version.

Numbers: the foreword, parts and signatories have none, nor has what lies under the foreword. Chapters and annexes
are counted together from the first to the last; parts do not interrupt the count. A section of an archive may carry
the number that was printed, which is shown instead.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.db.models import F

from plans.models import Plan, Section
from plans.models.sections import REGISTERS

Role = Section.Role
PLACES: dict[str, frozenset[str]] = {
    Role.FOREWORD: frozenset({""}),
    Role.PART: frozenset({""}),
    Role.ANNEX: frozenset({""}),
    Role.SECTION: frozenset({"", Role.PART, Role.SECTION, Role.ANNEX, Role.FOREWORD}),
    Role.SIGNATORIES: frozenset({"", Role.PART, Role.SECTION, Role.ANNEX, Role.FOREWORD}),
}
"""Under which roles a role may lie; "" is the top of the plan."""
MAX_DEPTH = 6
"""Deepest level of headings: HTML has h1 to h6, and the title takes h1."""


class OutlineRefused(Exception):
    """The tree cannot be changed so; the message says why, in Danish."""


class OutlineChanged(OutlineRefused):
    """Somebody else changed the tree since the version that the change began from."""


@dataclass
class Node:
    """A section in the tree, with what its place gives it: shown number, label ("Del 1", "Bilag") and depth from 1."""

    section: Section
    depth: int = 1
    number: str = ""
    label: str = ""
    children: list[Node] = field(default_factory=list)

    @property
    def reference(self) -> str:
        """How the section is spoken of: number, label or heading."""
        return self.number or self.label or self.section.heading or self.section.key


def load(plan: Plan) -> list[Node]:
    """The plan's tree, numbered; one query whatever its size."""
    return tree(Section.objects.filter(plan=plan).in_order().select_related(*REGISTERS))


def tree(sections: Iterable[Section]) -> list[Node]:
    """The sections, in order among siblings, as a numbered tree."""
    by_parent: dict[int | None, list[Section]] = {}
    for section in sections:
        by_parent.setdefault(section.parent_id, []).append(section)
    roots = _children(None, 1, by_parent)
    number(roots)
    return roots


def _children(parent: int | None, depth: int, by_parent: dict[int | None, list[Section]]) -> list[Node]:
    return [
        Node(section, depth, children=_children(section.pk, depth + 1, by_parent))
        for section in by_parent.get(parent, [])
    ]


def walk(nodes: Iterable[Node]) -> Iterator[Node]:
    """All nodes in reading order."""
    for node in nodes:
        yield node
        yield from walk(node.children)


def number(roots: list[Node]) -> None:
    """Give every node of the tree its number and label."""
    parts = chapters = 0
    for node in roots:
        if node.section.role == Role.PART:
            parts += 1
            node.label = f"Del {parts}"
            for child in node.children:
                chapters = _number_chapter(child, chapters)
        else:
            chapters = _number_chapter(node, chapters)


def _number_chapter(node: Node, before: int) -> int:
    if node.section.role not in (Role.SECTION, Role.ANNEX):
        return before
    node.label = "Bilag" if node.section.role == Role.ANNEX else ""
    _number_below(node, str(before + 1))
    return before + 1


def _number_below(node: Node, computed: str) -> None:
    node.number = node.section.printed_number or computed
    counted = (child for child in node.children if child.section.role == Role.SECTION)
    for place, child in enumerate(counted, start=1):
        _number_below(child, f"{computed}.{place}")


# What may be moved where ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Moves:
    """Which ways a section may go from where it lies."""

    up: bool
    down: bool
    out: bool
    into: bool


def possible_moves(roots: list[Node]) -> dict[int, Moves]:
    """The ways each section of the tree may go, by primary key; no query."""
    found: dict[int, Moves] = {}
    _find_moves(roots, None, "", found)
    return found


def _find_moves(siblings: list[Node], parent: Node | None, outside: str, found: dict[int, Moves]) -> int:
    """Fill in the moves of the siblings and of all below, and give how many levels they are.

    `outside` is the role of what the parent lies under.
    """
    deepest = 0
    role = parent.section.role if parent else ""
    for place, node in enumerate(siblings):
        height = _find_moves(node.children, node, role, found)
        before = siblings[place - 1].section.role if place else None
        found[node.section.pk] = Moves(
            up=place > 0,
            down=place < len(siblings) - 1,
            out=parent is not None and outside in PLACES[node.section.role],
            into=before is not None and before in PLACES[node.section.role] and node.depth + height < MAX_DEPTH,
        )
        deepest = max(deepest, height + 1)
    return deepest


# Changing the tree ---------------------------------------------------------------------------------------------------


def claim(plan: Plan, *, seen: int | None = None) -> None:
    """Take the plan's tree for this transaction, and count its version up.

    `seen` is the version that the change began from. Raises OutlineChanged where another change came between.
    """
    rows = Plan.objects.filter(pk=plan.pk)
    if seen is not None:
        rows = rows.filter(outline_version=seen)
    if not rows.update(outline_version=F("outline_version") + 1):
        raise OutlineChanged("Dispositionen er ændret af en anden, siden du åbnede den.")
    plan.refresh_from_db(fields=["outline_version"])


@transaction.atomic
def add(
    plan: Plan, *, parent: Section | None = None, at: int | None = None, seen: int | None = None, **fields: object
) -> Section:
    """A new section under the parent at the place given (from 0; None: last).

    Raises OutlineRefused where it may not lie there or the parent is gone, and OutlineChanged where somebody changed
    the tree since `seen`.
    """
    claim(plan, seen=seen)
    parent = _standing(plan, parent)
    section = Section(plan=plan, parent=parent, **fields)
    siblings = _siblings(plan, parent)
    _check_place(section, parent, depth_below=0)
    siblings.insert(len(siblings) if at is None else at, section)
    _renumber(siblings)
    section.save()
    return section


@transaction.atomic
def move(section: Section, *, parent: Section | None, at: int | None = None, seen: int | None = None) -> None:
    """Move a section with all below it to the place given among the parent's children (from 0; None: last).

    Raises OutlineRefused where it would lie under itself, in another plan or where its role has no place, and
    OutlineChanged where somebody moved since `seen`.
    """
    claim(section.plan, seen=seen)
    nodes = {node.section.pk: node for node in walk(load(section.plan))}
    node = nodes.get(section.pk)
    if node is None:
        raise OutlineRefused("Afsnittet findes ikke længere.")
    parent = _fresh_parent(nodes, section, parent)
    if parent is not None and parent.pk in {below.section.pk for below in walk([node])}:
        raise OutlineRefused("Et afsnit kan ikke flyttes ind under sig selv.")
    depth_below = max(below.depth for below in walk([node])) - node.depth
    _check_place(section, parent, depth_below=depth_below)
    siblings = [row for row in _siblings(section.plan, parent) if row.pk != section.pk]
    section.parent = parent
    siblings.insert(len(siblings) if at is None else max(at, 0), section)
    _renumber(siblings)
    Section.objects.filter(pk=section.pk).update(parent=parent, position=section.position)
    left = nodes.get(node.section.parent_id or 0)
    _renumber(_siblings(section.plan, left.section if left else None))


def _standing(plan: Plan, parent: Section | None) -> Section | None:
    """The parent as it is now that the tree is claimed."""
    if parent is None or parent.plan_id != plan.pk:
        return parent
    fresh = Section.objects.filter(pk=parent.pk).first()
    if fresh is None:
        raise OutlineRefused("Det afsnit, der skulle tilføjes under, findes ikke længere.")
    return fresh


def _fresh_parent(nodes: dict[int, Node], section: Section, parent: Section | None) -> Section | None:
    if parent is None:
        return None
    if parent.plan_id != section.plan_id:
        raise OutlineRefused("Et afsnit kan ikke flyttes til en anden plan.")
    if parent.pk not in nodes:
        raise OutlineRefused("Det afsnit, der skulle flyttes ind under, findes ikke længere.")
    return nodes[parent.pk].section


def indent(section: Section, *, seen: int | None = None) -> None:
    """Move a section in under the sibling before it, as its last child. Raises OutlineRefused where there is none."""
    before = [row for row in _siblings(section.plan, section.parent) if _place(row) < _place(section)]
    if not before:
        raise OutlineRefused("Der er intet afsnit før dette at rykke ind under.")
    move(section, parent=before[-1], seen=seen)


def outdent(section: Section, *, seen: int | None = None) -> None:
    """Move a section out, to right after its parent. Raises OutlineRefused at the top."""
    parent = section.parent
    if parent is None:
        raise OutlineRefused("Afsnittet ligger allerede yderst.")
    move(section, parent=parent.parent, at=_index(parent) + 1, seen=seen)


def shift(section: Section, *, by: int, seen: int | None = None) -> None:
    """Move a section up (negative) or down among its siblings. Raises OutlineRefused at the end of the row."""
    place = _index(section) + by
    if not 0 <= place < len(_siblings(section.plan, section.parent)):
        raise OutlineRefused("Afsnittet ligger allerede " + ("først." if by < 0 else "sidst."))
    move(section, parent=section.parent, at=place, seen=seen)


@transaction.atomic
def remove(section: Section, *, by: str, at: datetime, seen: int | None = None) -> list[Section]:
    """Take a section and all below it out of the plan; they are kept, and `restore` puts them back.

    Gives what was removed, the section itself first. Raises OutlineRefused where it is gone already, and OutlineChanged
    where somebody changed the tree since `seen`.
    """
    claim(section.plan, seen=seen)
    node = next((node for node in walk(load(section.plan)) if node.section.pk == section.pk), None)
    if node is None:
        raise OutlineRefused("Afsnittet findes ikke længere.")
    removed = [below.section for below in walk([node])]
    Section.objects.filter(pk__in=[row.pk for row in removed]).update(removed_at=at, removed_by=by)
    _renumber(_siblings(section.plan, node.section.parent))
    return removed


@transaction.atomic
def restore(section: Section, *, seen: int | None = None) -> list[Section]:
    """Put a removed section back with all that was removed with it: at its old place, or last where that is gone.

    Where what it lay under is gone as well, it is put last under the nearest section above it that stands, or last in
    the plan. Gives what was put back, the section itself first. Raises OutlineRefused where it was not removed, and
    OutlineChanged where somebody changed the tree since `seen`.
    """
    claim(section.plan, seen=seen)
    unit = _removed_with(section)
    if not unit:
        raise OutlineRefused("Afsnittet er allerede sat ind igen.")
    root, height = unit[0].section, max(node.depth for node in unit) - 1
    Section.everything.filter(pk__in=[node.section.pk for node in unit]).update(removed_at=None, removed_by="")
    parent = _nearest_standing(root)
    if not _has_place(root, parent, depth_below=height):
        parent = None
    siblings = [row for row in _siblings(section.plan, parent) if row.pk != root.pk]
    is_old_parent = root.parent_id == (parent.pk if parent else None)
    siblings.insert(root.position if is_old_parent else len(siblings), root)
    _renumber(siblings)
    Section.objects.filter(pk=root.pk).update(parent=parent, position=root.position)
    return [node.section for node in unit]


def _removed_with(section: Section) -> list[Node]:
    """The removed section and what went with it, as nodes from depth 1; empty where it was not removed."""
    fresh = Section.everything.filter(pk=section.pk, removed_at__isnull=False).select_related("plan").first()
    if fresh is None:
        return []
    by_parent: dict[int | None, list[Section]] = {}
    for row in Section.everything.filter(plan=fresh.plan, removed_at=fresh.removed_at).in_order():
        by_parent.setdefault(row.parent_id, []).append(row)
    return list(walk([Node(fresh, children=_children(fresh.pk, 2, by_parent))]))


def _nearest_standing(section: Section) -> Section | None:
    """What the section lies under or, where that has been removed, the nearest above that has not."""
    parent = section.parent
    while parent is not None and parent.removed_at is not None:
        parent = parent.parent
    return parent


def _place(section: Section) -> tuple[int, int]:
    return section.position, section.pk


def _siblings(plan: Plan, parent: Section | None) -> list[Section]:
    return list(Section.objects.filter(plan=plan, parent=parent).in_order())


def _index(section: Section) -> int:
    """Which of its row the section is, from 0; OutlineRefused where it stands there no longer."""
    row = [sibling.pk for sibling in _siblings(section.plan, section.parent)]
    if section.pk not in row:
        raise OutlineRefused("Afsnittet findes ikke længere.")
    return row.index(section.pk)


def _renumber(siblings: list[Section]) -> None:
    """Count the siblings from 0 in the order given, and store what that changes; a new one is stored by its maker."""
    displaced = [row for place, row in enumerate(siblings) if row.position != place]
    for place, row in enumerate(siblings):
        row.position = place
    Section.objects.bulk_update([row for row in displaced if row.pk], ["position"])


def _has_place(section: Section, parent: Section | None, *, depth_below: int) -> bool:
    try:
        _check_place(section, parent, depth_below=depth_below)
    except OutlineRefused:
        return False
    return True


def _check_place(section: Section, parent: Section | None, *, depth_below: int) -> None:
    if parent is not None and parent.plan_id != section.plan_id:
        raise OutlineRefused("Et afsnit kan ikke ligge i en anden plan end sit overafsnit.")
    role = parent.role if parent else ""
    if role not in PLACES[section.role]:
        where = f"under et afsnit af arten {parent.get_role_display()}" if parent else "yderst i planen"
        raise OutlineRefused(f"Et afsnit af arten {section.get_role_display()} kan ikke ligge {where}.")
    if _depth(parent) + 1 + depth_below > MAX_DEPTH:
        raise OutlineRefused(f"Planen kan have {MAX_DEPTH} niveauer, ikke flere.")


def _depth(section: Section | None) -> int:
    depth = 0
    while section is not None:
        depth, section = depth + 1, section.parent
    return depth
