"""What people do to a plan's outline, each a whole: refused in the wrong stage, told in words, taken back by undoing.

Moving, adding, removing and putting back say which version of the tree they began from (`seen`), and are refused where
somebody else changed it since; a new heading begins from a version of the section, as every save does (plans.saving).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from plans import outline, saving
from plans.canonical import section_links
from plans.importing.keys import Keys
from plans.models import Assignment, Plan, PlanEvent, Revision, Section
from plans.outline import Node, OutlineRefused
from plans.saving import Author
from plans.workflow import IllegalTransition, editing_obstacles, log

LAST, AFTER, UNDER = "sidst", "efter", "under"
GONE = "Afsnittet findes ikke længere."


class HeadingChanged(OutlineRefused):
    """Somebody else changed the heading since; `typed` is the one that was not saved (it is in the history)."""

    def __init__(self, now: str, typed: str) -> None:
        super().__init__(f"Overskriften er imens ændret til »{now}«. Din egen er ikke gemt endnu.")
        self.typed = typed


@dataclass(frozen=True)
class Change:
    """What was done: in words, to which section, what else one should know, and how it is undone (plans.undoing)."""

    words: str
    key: str = ""
    remarks: tuple[str, ...] = ()
    undo: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Spot:
    """Where a new section shall lie: last in the plan, or after or under the section with the key."""

    how: str
    key: str = ""

    def __str__(self) -> str:
        return f"{self.how}:{self.key}" if self.key else self.how

    @classmethod
    def read(cls, text: str) -> Spot:
        """The spot that an address or a form names; last for what names none."""
        how, _, key = text.partition(":")
        return cls(how, key) if how in (AFTER, UNDER) and key else cls(LAST)


class Tree:
    """A plan's tree as it is read now, to find sections in by key."""

    def __init__(self, plan: Plan, roots: list[Node] | None = None) -> None:
        """Read the plan's tree in one query, unless it is handed in."""
        self.plan = plan
        self.roots = outline.load(plan) if roots is None else roots
        self.nodes: dict[str, Node] = {}
        self._parents: dict[int, Node] = {}
        for node in outline.walk(self.roots):
            node.section.plan = plan
            self.nodes[node.section.key] = node
            self._parents.update((child.section.pk, node) for child in node.children)

    def node(self, key: str) -> Node:
        """The node with the key; OutlineRefused where there is none."""
        if key not in self.nodes:
            raise OutlineRefused(GONE)
        return self.nodes[key]

    def parent(self, node: Node) -> Node | None:
        """What the node lies under."""
        return self._parents.get(node.section.pk)

    def siblings(self, node: Node) -> list[Node]:
        """The node's row, itself among it."""
        parent = self.parent(node)
        return parent.children if parent else self.roots

    def place(self, node: Node) -> dict[str, Any]:
        """Where the node lies, in words that still say something after others have moved: keys, and its index."""
        keys = [sibling.section.key for sibling in self.siblings(node)]
        at, parent = keys.index(node.section.key), self.parent(node)
        return {
            "parent": parent.section.key if parent else "",
            "at": at,
            "before": keys[at - 1] if at else "",
            "after": keys[at + 1] if at + 1 < len(keys) else "",
        }

    def spot(self, spot: Spot) -> tuple[Node | None, int | None]:
        """The parent and the index that a spot means; OutlineRefused where the section that it names is gone."""
        if spot.how == LAST:
            return None, None
        node = self.node(spot.key)
        if spot.how == UNDER:
            return node, None
        return self.parent(node), self.siblings(node).index(node) + 1


def name(node: Node) -> str:
    """What a section is called in messages: "4.2 Vold i nattelivet", "Del 1 Organisering"."""
    return " ".join(filter(None, (place_name(node), node.section.heading or _kind_name(node))))


def place_name(node: Node) -> str:
    """The section's label and number, as far as it has them: "Del 1", "4.2", "Bilag 5"."""
    return " ".join(filter(None, (node.label, node.number)))


def _kind_name(node: Node) -> str:
    return "" if place_name(node) else node.section.get_role_display()


def check_stage(plan: Plan) -> None:
    """Raise workflow.IllegalTransition where nobody may change the plan now."""
    if reasons := editing_obstacles(plan):
        raise IllegalTransition(reasons)


@contextmanager
def editing(plan: Plan) -> Iterator[None]:
    """One transaction that is refused in the wrong stage, also in one that the plan has come into meanwhile."""
    check_stage(plan)
    with transaction.atomic():
        yield
        plan.refresh_from_db(fields=["stage"])
        check_stage(plan)


# Moving --------------------------------------------------------------------------------------------------------------

STEPS: dict[str, Callable[[Section, int], None]] = {
    "up": lambda row, seen: outline.shift(row, by=-1, seen=seen),
    "down": lambda row, seen: outline.shift(row, by=1, seen=seen),
    "out": lambda row, seen: outline.outdent(row, seen=seen),
    "into": lambda row, seen: outline.indent(row, seen=seen),
}
"""The four ways that a section is moved by one step."""


def step(plan: Plan, key: str, way: str, *, seen: int) -> Change:
    """Move the section one step up, down, out or in."""
    return _moved(plan, key, lambda tree: STEPS[way](tree.node(key).section, seen))


def place(plan: Plan, key: str, *, parent: str, after: str, seen: int) -> Change:
    """Move the section to under the parent ("": the top of the plan), right after a child of it ("": as the first)."""

    def go(tree: Tree) -> None:
        node, under = tree.node(key), tree.node(parent) if parent else None
        row = [n.section.key for n in (under.children if under else tree.roots) if n is not node]
        if after and after not in row:
            raise OutlineRefused("Det afsnit, der skulle flyttes hen efter, ligger der ikke længere.")
        at = row.index(after) + 1 if after else 0
        outline.move(node.section, parent=under.section if under else None, at=at, seen=seen)

    tree = Tree(plan)
    now = tree.place(tree.node(key))
    if (now["parent"], now["before"]) == (parent, after):
        return Change(f"{name(tree.node(key))} ligger, hvor det lå.", key)
    return _moved(plan, key, go)


def _moved(plan: Plan, key: str, go: Callable[[Tree], None]) -> Change:
    with editing(plan):
        before = Tree(plan)
        origin = before.place(before.node(key))
        go(before)
        after = Tree(plan)
    was, now = before.node(key), after.node(key)
    undo = {"op": "move", "key": key, "back": origin, "left": after.place(now)}
    return Change(_moved_words(was, now), key, undo=undo)


def _moved_words(was: Node, now: Node) -> str:
    old, new = place_name(was), place_name(now)
    heading = f"»{now.section.heading}«" if now.section.heading else ""
    if old and new and old != new:
        return f"{old} er nu {new}{heading and ': '}{heading}."
    if new and not old:
        return f"{heading or 'Afsnittet'} er nu {new}."
    if old and not new:
        return f"{name(was)} er flyttet og har ikke længere et nummer."
    return f"{name(now)} er flyttet{' og beholder sit nummer' if new else ''}."


# Adding and renaming -------------------------------------------------------------------------------------------------


def add(plan: Plan, spot: Spot, *, heading: str, role: str, seen: int) -> Change:
    """A new section at the spot; its key is made from the heading, and is no other's, not a removed one's either."""
    with editing(plan):
        parent, at = Tree(plan).spot(spot)
        section = outline.add(
            plan,
            parent=parent.section if parent else None,
            at=at,
            seen=seen,
            key=Keys(Section.everything.filter(plan=plan).values_list("key", flat=True)).take(heading),
            role=role,
            heading=" ".join(heading.split()),
            state=Section.State.NEW,
        )
        node = Tree(plan).node(section.key)
    undo = {"op": "remove", "key": section.key, "version": section.version, "below": 0}
    return Change(f"{name(node)} er tilføjet.", section.key, undo=undo)


def rename(plan: Plan, key: str, heading: str, *, base: int, author: Author) -> Change:
    """Give the section a new heading, beginning from its version `base`.

    Raises HeadingChanged where somebody else gave it another one since; a change of the text alone is no hindrance.
    """
    check_stage(plan)
    section = Tree(plan).node(key).section
    began = saving.words_at(section, base)
    if began is None:
        raise OutlineRefused("Afsnittet er ændret, siden du åbnede dispositionen. Prøv igen.")
    try:
        saved = saving.save(
            section, replace(began, heading=heading), base=base, author=author, kind=Revision.Kind.RENAMED
        )
    except saving.SectionGone:
        raise OutlineRefused(GONE) from None
    except saving.Conflict as conflict:
        # The heading waits in the outline's own field, so nothing is left to be settled elsewhere.
        Revision.objects.filter(pk=conflict.set_aside.pk).update(settled_at=timezone.now())
        raise HeadingChanged(Tree(plan).node(key).section.heading, heading) from None
    if not saved.changed:
        return Change("Overskriften er den samme.", key)
    now = saved.words.heading
    undo = {"op": "rename", "key": key, "heading": began.heading, "left": now}
    return Change(f"»{began.heading}« hedder nu »{now}«.", key, undo=undo)


# Removing and putting back -------------------------------------------------------------------------------------------


def remove(plan: Plan, key: str, *, seen: int, author: Author, at: datetime | None = None) -> Change:
    """Take the section with all below it out of the plan, and tell who still refers to it or was asked for it."""
    with editing(plan):
        tree = Tree(plan)
        node = tree.node(key)
        rows = outline.remove(node.section, by=author.name[:150], at=at or timezone.now(), seen=seen)
        words = f"{name(node)} er fjernet{_with_below(rows)}."
        log(plan, PlanEvent.Kind.REMOVED, words, actor=author.name, account=author.account)
    remarks = (*_referring(tree, rows), *_asked(rows))
    return Change(words, key, remarks, {"op": "restore", "key": key})


def restore(plan: Plan, key: str, *, seen: int, author: Author) -> Change:
    """Put the removed section with all that went with it back into the plan."""
    with editing(plan):
        row = Section.everything.filter(plan=plan, key=key).first()
        if row is None:
            raise OutlineRefused(GONE)
        row.plan = plan
        rows = outline.restore(row, seen=seen)
        node = Tree(plan).node(key)
        words = f"{name(node)} er sat ind igen{_with_below(rows)}."
        log(plan, PlanEvent.Kind.RESTORED, words, actor=author.name, account=author.account)
    undo = {"op": "remove", "key": key, "version": node.section.version, "below": len(rows) - 1}
    return Change(words, key, undo=undo)


def _with_below(rows: list[Section]) -> str:
    return f" med {len(rows) - 1} afsnit under sig" if len(rows) > 1 else ""


def _referring(tree: Tree, rows: list[Section]) -> Iterator[str]:
    """The sections left in the plan that link to what was removed."""
    gone = {row.key for row in rows}
    left = (node for key, node in tree.nodes.items() if key not in gone)
    names = [name(node) for node in left if '"#' in node.section.text and section_links(node.section.text) & gone]
    if names:
        yield f"Der er stadig henvisninger til det i {' og '.join(filter(None, (', '.join(names[:-1]), names[-1])))}."


def _asked(rows: list[Section]) -> Iterator[str]:
    asked = Assignment.objects.in_hand().filter(section__in=[row.pk for row in rows]).select_related("person", "post")
    names = sorted({assignment.whom for assignment in asked})
    if names:
        yield f"Der er bedt om bidrag fra {', '.join(names)}. Det vises ikke for dem, så længe afsnittet er fjernet."
