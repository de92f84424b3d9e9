"""Saying of sections that were carried over that they still hold, several at once, from the outline.

Nobody confirms blindly: a section that the register has changed, that is empty or whose matter has ended must be opened
first, and each is confirmed in the version that was seen.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from plans import saving
from plans.arranging import Change, Tree, check_stage, name
from plans.models import Plan, Section
from plans.outline import Node
from plans.progress import Finding, Lack, findings
from plans.saving import Author
from plans.workflow import IllegalTransition

State = Section.State
NAMED = 3
"""So many of the confirmed are named; of more only the count is told."""


def is_confirmable(found: list[Finding]) -> bool:
    """Whether the section with those findings waits for nothing but that somebody says that it holds."""
    return [finding.lack for finding in found] == [Lack.CARRIED]


def confirm(plan: Plan, chosen: Iterable[tuple[str, int]], *, author: Author) -> Change:
    """Confirm the sections with those keys, each as it was in the version given.

    What has changed since, or must be opened first, is left and told of by name. Raises workflow.IllegalTransition.
    """
    check_stage(plan)
    tree = Tree(plan)
    done: list[Any] = []
    remarks: list[Any] = []
    for key, version in chosen:
        node = tree.nodes.get(key)
        if why := _why_not(node, version, plan.year):
            remarks.append(f"{name(node)} {why}" if node else why)
            continue
        try:
            saved = saving.set_state(tree.node(key).section, State.CONFIRMED, base=version, author=author)
        except saving.VersionPassed:
            remarks.append(f"{name(tree.node(key))} {CHANGED}")
        except saving.SectionGone:
            remarks.append(REMOVED)
        except IllegalTransition as stopped:
            if not done:
                raise
            remarks += [reason.text for reason in stopped.reasons]
            break
        else:
            done.append((tree.node(key), saved.version))
    return Change(_words([node for node, _ in done]), remarks=tuple(remarks), undo=_undo(done))


CHANGED = "er ændret, siden du så det. Læs det igen, før du bekræfter det."
REMOVED = "Et af de valgte afsnit er fjernet i mellemtiden."


def _why_not(node: Node | None, version: int, year: int) -> str:
    """Why the section cannot be confirmed from the outline, to be read after its name; empty when it can."""
    if node is None:
        return REMOVED
    if node.section.state != State.CARRIED:
        return f"var allerede {node.section.get_state_display()}."
    lacks = [finding.words for finding in findings(node, year=year) if finding.lack != Lack.CARRIED]
    if lacks:
        return f"er ikke bekræftet; åbn det først. {'. '.join(lacks)}."
    return CHANGED if node.section.version != version else ""


def _words(nodes: list[Node]) -> str:
    if not nodes:
        return "Ingen afsnit er bekræftet."
    if len(nodes) <= NAMED:
        names = [name(node) for node in nodes]
        return f"{' og '.join(filter(None, (', '.join(names[:-1]), names[-1])))} er bekræftet."
    return f"{len(nodes)} afsnit er bekræftet."


def _undo(done: list[tuple[Node, int]]) -> dict[str, object]:
    rows = [(node.section.key, version, str(node.section.state)) for node, version in done]
    return {"op": "state", "rows": rows} if rows else {}
