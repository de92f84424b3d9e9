"""The outline as a page, or as the part of it that is put in anew after a change.

Beside the frame's queries and those for the plan and the right to it, it takes two, whatever the plan holds.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse

from plans import outline, stages
from plans.arranging import Spot, Tree, place_name
from plans.models import Plan, Section
from plans.outline import MAX_DEPTH, PLACES, Node
from plans.progress import Lack
from plans.views import outline_rows
from plans.views.asking import can_be_asked_for
from plans.views.outline_forms import AddForm, RenameForm
from plans.views.outline_rows import FILTERS, Row
from plans.workflow import editing_obstacles

UNDO = "outline_undo"
"""Where the session keeps how the last change is undone."""
ALWAYS_OFFERED = (outline_rows.LACKING, outline_rows.TALKED_OF, outline_rows.ASKED, "fra-register")
COUNTED = (
    Lack.CARRIED,
    Lack.REGISTER,
    Lack.EMPTY,
    Lack.ENDED,
    "bekræftet",
    "omskrevet",
    "nyt",
    "fra-register",
    "dannes",
)
LONGEST_SEARCH = 100


@dataclass(frozen=True)
class Choice:
    """What of the outline is shown: a filter, words to find, the line that is opened, and where a section is added.

    `heading` is what was typed for it before the session ended.
    """

    tag: str = ""
    words: str = ""
    opened: str = ""
    adding: str = ""
    heading: str = ""

    @classmethod
    def read(cls, query: QueryDict) -> Choice:
        """What an address or a form asks for; a filter that does not exist is none."""
        tag = query.get("vis", "")
        return cls(
            tag=tag if tag in FILTERS else "",
            words=" ".join(query.get("q", "").split())[:LONGEST_SEARCH],
            opened=query.get("aaben", ""),
            adding=query.get("nyt", ""),
            heading=query.get("overskrift", ""),
        )

    @property
    def is_cut(self) -> bool:
        """Whether some sections may be left out."""
        return bool(self.tag or self.words)

    @property
    def query(self) -> str:
        """Filter and words as the end of an address, with its question mark; empty for neither."""
        given = {name: value for name, value in (("vis", self.tag), ("q", self.words)) if value}
        return f"?{urlencode(given)}" if given else ""


@dataclass
class Told:
    """What a page has to say of a change that was tried: notices, a form with errors, and where the keyboard goes.

    `said` is what is read aloud.
    """

    notices: list[str] = field(default_factory=list)
    status: int = 200
    add_form: AddForm | None = None
    rename_form: RenameForm | None = None
    rename_base: int | None = None
    focus: str = ""
    said: str = ""


@dataclass(frozen=True)
class Removed:
    """A section that was removed, and how many below it went with it."""

    section: Section
    below: int


@dataclass(frozen=True)
class Count:
    """One filter: its name in the address, what it is called, and how many sections it leaves."""

    tag: str
    label: str
    count: int
    is_current: bool = False


def answer(request: HttpRequest, plan: Plan, choice: Choice, told: Told | None = None) -> HttpResponse:
    """The whole page, or for a page that is there already the part below its heading."""
    told = told or Told()
    part = bool(getattr(request, "htmx", False))
    template = "plans/desk/outline_body.html" if part else "plans/desk/outline.html"
    response = render(request, template, context(request, plan, choice, told), status=told.status)
    if part:
        response["HX-Push-Url"] = "false"  # what is opened in the list is no page of its own to go back to
    return response


def context(request: HttpRequest, plan: Plan, choice: Choice, told: Told) -> dict[str, Any]:
    """Everything that the templates of the outline need."""
    everything = outline_rows.sections(plan)
    tree = Tree(plan, outline.tree(row for row in everything if row.removed_at is None))
    rows = outline_rows.rows(plan, tree)
    counts = outline_rows.counts(rows)
    shown = outline_rows.chosen(rows, choice.tag, choice.words)
    edits = plan.may_write and not editing_obstacles(plan)  # type: ignore[attr-defined]
    kept = request.session.get(UNDO) or {}
    first = next((row for row in rows if outline_rows.LACKING in row.tags), None)
    return {
        "here": "plan",
        "plan": plan,
        "trail": [(f"Plan {plan.year}", "")],
        "rows": shown,
        "counts": counts,
        "total": counts[""],
        "lacking": counts[outline_rows.LACKING],
        "ready": counts[""] - counts[outline_rows.LACKING],
        "next_lacking": first,
        "filters": list(_filters(choice, counts)),
        "states": [Count(tag, FILTERS[tag], counts[tag]) for tag in COUNTED if counts[tag]],
        "choice": choice,
        "edits": edits,
        "moves": edits and not choice.is_cut,
        "confirmable": edits and any(row.is_confirmable for row in shown),
        "obstacles": editing_obstacles(plan),
        "removed": _removed(everything),
        "last_save": max(filter(None, (getattr(row, "saved_at", None) for row in everything)), default=None),
        "due": _due(plan),
        "next_step": stages.next_step(plan),
        "undo": kept if edits and kept.get("plan") == plan.pk else {},
        "told": told,
        **_addresses(plan, choice),
        **(_opened(tree, choice, told, shown) if edits else {}),
    }


def _addresses(plan: Plan, choice: Choice) -> dict[str, str]:
    """Where forms are sent, the whole outline, the list that is shown, and that with something opened in it."""
    home = reverse("draft:outline", args=[plan.year])
    return {
        "action": reverse("draft:change", args=[plan.year]),
        "home": home,
        "cancel": home + choice.query,
        "opening": f"{home}{choice.query}&" if choice.query else f"{home}?",
    }


def _filters(choice: Choice, counts: dict[str, int]) -> Iterator[Count]:
    yield Count("", "Alle", counts[""], not choice.tag)
    for tag in ALWAYS_OFFERED:
        yield Count(tag, FILTERS[tag], counts[tag], choice.tag == tag)
    if choice.tag and choice.tag not in ALWAYS_OFFERED:
        yield Count(choice.tag, FILTERS[choice.tag], counts[choice.tag], is_current=True)


DUE = {
    Plan.Stage.COLLECTING: "proposals_due",
    Plan.Stage.EDITING: "editing_due",
    Plan.Stage.HEARING: "hearing_due",
    Plan.Stage.DECISION: "meeting_on",
}
"""The day that each stage works towards."""


def _due(plan: Plan) -> tuple[str, date] | None:
    """What that day is called, and the day; None where none is set."""
    timetable, name = getattr(plan, "timetable", None), DUE.get(Plan.Stage(plan.stage))
    day = getattr(timetable, name) if timetable and name else None
    if day is None:
        return None
    label = str(timetable._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
    return label[0].lower() + label[1:], day


def _removed(everything: list[Section]) -> list[Removed]:
    """What can be put back, the newest first: each with what went with it."""
    gone = [row for row in everything if row.removed_at is not None]
    by_pk = {row.pk: row for row in gone}
    roots: dict[int, int] = {}
    for row in gone:
        root = row
        while (above := by_pk.get(root.parent_id or 0)) is not None and above.removed_at == root.removed_at:
            root = above
        roots[root.pk] = roots.get(root.pk, -1) + 1
    found = [Removed(by_pk[pk], below) for pk, below in roots.items()]
    return sorted(found, key=lambda each: (each.section.removed_at, each.section.pk), reverse=True)


# The line that is opened, and the one in which a section is added ----------------------------------------------------


def _opened(tree: Tree, choice: Choice, told: Told, shown: list[Row]) -> dict[str, Any]:
    """The forms in the list, and after which row each stands; nothing where their section is not shown."""
    keys = {row.section.key for row in shown}
    found: dict[str, Any] = {}
    if choice.opened in keys:
        node = tree.node(choice.opened)
        section = node.section
        found["opened"] = choice.opened
        found["rename_form"] = told.rename_form or RenameForm(section=section)
        found["rename_base"] = section.version if told.rename_base is None else told.rename_base
        found["may_hold"] = section.role in PLACES[Section.Role.SECTION] and node.depth < MAX_DEPTH
        found["may_ask"] = can_be_asked_for(section)
        found["form"] = told.rename_form
    if choice.adding or told.add_form:
        form = told.add_form or AddForm(tree=tree, initial={"spot": choice.adding, "heading": choice.heading})
        found |= {"add_form": form, "add_after": _row_before(tree, form.where, shown), "form": told.add_form}
        found["add_number"] = _number_of_new(tree, form.where)
        found["add_spot"] = str(form.where)
    return found


def _row_before(tree: Tree, spot: Spot, shown: list[Row]) -> str:
    """The key of the row after which a new section's line stands; empty for below the list."""
    if not spot.key:
        return ""
    below = [node.section.key for node in outline.walk([tree.node(spot.key)])]
    keys = [row.section.key for row in shown]
    return next((key for key in reversed(below) if key in keys), "")


def _number_of_new(tree: Tree, spot: Spot) -> str:
    """The number that a new section would get there; empty where it gets none."""
    parent, at = tree.spot(spot)
    new = Node(Section(plan=tree.plan, role=Section.Role.SECTION))
    siblings = parent.children if parent else tree.roots
    siblings.insert(len(siblings) if at is None else at, new)
    outline.number(tree.roots)
    number = place_name(new)
    siblings.remove(new)
    outline.number(tree.roots)
    return number
