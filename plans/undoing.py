"""Taking back the last thing that somebody did to the outline.

What is kept is the inverse operation as plain data, by keys and versions. It is made only while nobody else has changed
the same thing since; otherwise it is refused with the reason, and nothing is lost.
"""

from __future__ import annotations

from typing import Any

from plans import arranging, saving
from plans.arranging import Change, Tree, name
from plans.models import Plan
from plans.outline import Node, OutlineRefused, walk
from plans.saving import Author

MOVED = "En anden har flyttet afsnittet siden. Det ligger, hvor det er; flyt det selv, hvis det skal et andet sted hen."
CHANGED = "En anden har ændret afsnittet siden, så det er ikke fjernet. Fjern det selv, hvis det skal væk."
RENAMED = "En anden har ændret overskriften siden. Den er ikke rørt."


def undo(plan: Plan, what: dict[str, Any], *, author: Author) -> Change:
    """Take back what `what` tells of (Change.undo). Raises OutlineRefused and workflow.IllegalTransition."""
    arranging.check_stage(plan)
    plan.refresh_from_db(fields=["outline_version"])
    if what["op"] == "move":
        change = _move_back(plan, what)
    elif what["op"] == "remove":
        change = _take_out(plan, what, author)
    elif what["op"] == "restore":
        change = arranging.restore(plan, what["key"], seen=plan.outline_version, author=author)
    elif what["op"] == "rename":
        change = _rename_back(plan, what, author)
    else:
        change = _unconfirm(plan, what, author)
    return Change(f"Fortrudt. {change.words}", change.key, change.remarks)


def _move_back(plan: Plan, what: dict[str, Any]) -> Change:
    seen, tree = plan.outline_version, Tree(plan)
    node, back = tree.node(what["key"]), what["back"]
    if not _still_lies(tree.place(node), what["left"]):
        raise OutlineRefused(MOVED)
    if back["parent"] and back["parent"] not in tree.nodes:
        raise OutlineRefused("Det, som afsnittet lå under, er fjernet siden. Sæt det ind igen først.")
    siblings = tree.node(back["parent"]).children if back["parent"] else tree.roots
    keys = [sibling.section.key for sibling in siblings if sibling is not node]
    after = back["before"] if back["before"] in keys else (keys[: back["at"]] or [""])[-1]
    return arranging.place(plan, what["key"], parent=back["parent"], after=after, seen=seen)


def _still_lies(now: dict[str, Any], left: dict[str, Any]) -> bool:
    """Whether nobody has moved the section: it lies under the same, beside one of the same neighbours."""
    beside = now["before"] == left["before"] or now["after"] == left["after"]
    return bool(now["parent"] == left["parent"] and beside)


def _take_out(plan: Plan, what: dict[str, Any], author: Author) -> Change:
    seen, node = plan.outline_version, Tree(plan).node(what["key"])
    if node.section.version != what["version"] or len(list(walk(node.children))) != what["below"]:
        raise OutlineRefused(CHANGED)
    return arranging.remove(plan, what["key"], seen=seen, author=author)


def _rename_back(plan: Plan, what: dict[str, Any], author: Author) -> Change:
    section = Tree(plan).node(what["key"]).section
    if section.heading != what["left"]:
        raise OutlineRefused(RENAMED)
    try:
        return arranging.rename(plan, what["key"], what["heading"], base=section.version, author=author)
    except arranging.HeadingChanged:
        raise OutlineRefused(RENAMED) from None


def _unconfirm(plan: Plan, what: dict[str, Any], author: Author) -> Change:
    tree = Tree(plan)
    done: list[Node] = []
    remarks = []
    for key, version, state in what["rows"]:
        node = tree.nodes.get(key)
        if node is None:
            continue
        try:
            saving.set_state(node.section, state, base=version, author=author)
        except (saving.VersionPassed, saving.SectionGone):
            remarks.append(f"{name(node)} er ændret siden og er ikke rørt.")
        else:
            done.append(node)
    words = f"{len(done)} afsnit venter igen på at blive bekræftet."
    return Change(words, remarks=tuple(remarks))
