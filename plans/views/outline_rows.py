"""The rows of the outline as the page shows them: numbers, status, findings, talk, contributors, and where each may go.

Made from the tree that was loaded and two counts, so the number of queries does not grow with the plan.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.formats import date_format

from plans.arranging import Tree, name
from plans.confirming import is_confirmable
from plans.models import Assignment, Comment, Plan, Revision, Section
from plans.models.sections import REGISTERS
from plans.outline import Moves, Node, possible_moves, walk
from plans.progress import Finding, Lack, findings

Kind, State, Role = Section.Kind, Section.State, Section.Role


@dataclass(frozen=True)
class Status:
    """A state as pages show it: icon, word, and the colour's class."""

    icon: str
    word: str
    style: str = ""


STATUSES = {
    State.CARRIED: Status("copy", "Videreført uændret", "todo"),
    State.CONFIRMED: Status("check", "Bekræftet", "ok"),
    State.REWRITTEN: Status("edit", "Omskrevet", "done"),
    State.NEW: Status("plus", "Nyt", "done"),
}
ALTERED = Status("edit", "Videreført, ændret", "todo")
CHANGED = Status("sync", "Ændret i registret", "todo")
GENERATED = Status("settings", "Dannes af registrene")
FROM_REGISTER = Status("database", "Fra register")

LACKING, TALKED_OF, ASKED = "mangler", "kommentarer", "bidrag"
FILTERS = {
    LACKING: "Kun det, der mangler",
    TALKED_OF: "Med kommentarer",
    ASKED: "Hos bidragydere",
    "fra-register": "Fra register",
    Lack.CARRIED: "Videreført, ikke bekræftet",
    Lack.REGISTER: "Ændret i registret",
    Lack.EMPTY: "Uden tekst",
    Lack.ENDED: "Ophørt",
    "bekræftet": "Bekræftet",
    "omskrevet": "Omskrevet",
    "nyt": "Nyt",
    "dannes": "Dannes af registrene",
}
"""The lists that the outline can be cut down to: the name in an address, and what the page calls it."""


@dataclass(frozen=True)
class Asked:
    """Who is asked for a contribution, and how that stands."""

    whom: str
    state: str
    delivered: bool


@dataclass
class Row:
    """One line of the outline. `level` is how far it is indented, from 1; `tags` are the filters that it is in."""

    node: Node
    level: int
    status: Status
    findings: list[Finding]
    comments: int
    asked: list[Asked]
    moves: Moves
    is_confirmable: bool
    tags: set[str] = field(default_factory=set)

    @property
    def section(self) -> Section:
        """The section."""
        return self.node.section

    @property
    def name(self) -> str:
        """What the section is called in labels."""
        return name(self.node)

    @property
    def heading(self) -> str:
        """What the line says: a part is named with its number, what has no heading by what it is."""
        if self.is_part:
            return " · ".join(filter(None, (self.node.label, self.section.heading)))
        return self.section.heading or self.section.get_role_display().capitalize()

    @property
    def url(self) -> str:
        """Where the section is written."""
        return reverse("draft:section", args=[self.section.plan.year, self.section.key])

    @property
    def is_part(self) -> bool:
        """Whether it is drawn as a band."""
        return bool(self.section.role == Role.PART)

    @property
    def is_annex(self) -> bool:
        """Whether it says "Bilag" before its heading."""
        return bool(self.section.role == Role.ANNEX)

    @property
    def counts(self) -> bool:
        """Whether it is one of the sections that are counted: a part that is only a heading is none."""
        return not self.is_part or bool(self.section.text)


def sections(plan: Plan) -> list[Section]:
    """All the plan's sections, the removed ones too, in order among siblings: one query.

    Each has `talk`, its threads that wait for an answer, and `saved_at`, when somebody last saved it (or None).
    """
    here = {"section": OuterRef("pk")}
    talk = Comment.objects.unresolved().filter(**here).order_by().values("section").annotate(n=Count("pk"))
    saves = Revision.objects.filter(**here, version__isnull=False).exclude(kind=Revision.Kind.BEGUN)
    found = Section.everything.filter(plan=plan).in_order().select_related(*REGISTERS)
    return list(
        found.annotate(
            talk=Coalesce(Subquery(talk.values("n")), 0),
            saved_at=Subquery(saves.order_by("-saved_at").values("saved_at")[:1]),
        )
    )


def rows(plan: Plan, tree: Tree) -> list[Row]:
    """The plan's rows in reading order, of a tree made from `sections`: one query."""
    asked, moves = _asked(plan), possible_moves(tree.roots)
    made = []
    for node in walk(tree.roots):
        section = node.section
        found = findings(node, year=plan.year)
        row = Row(
            node=node,
            level=_level(tree, node),
            status=_status(section, found),
            findings=[finding for finding in found if finding.lack != Lack.CARRIED],
            comments=section.talk,  # type: ignore[attr-defined]
            asked=asked.get(section.pk, []),
            moves=moves[section.pk],
            is_confirmable=is_confirmable(found),
        )
        row.tags = set(_tags(row, found)) if row.counts else set()
        made.append(row)
    return made


def counts(made: list[Row]) -> Counter[str]:
    """How many sections each filter leaves, and "" for all."""
    found = Counter(tag for row in made for tag in row.tags)
    found[""] = sum(row.counts for row in made)
    return found


def chosen(made: list[Row], tag: str, words: str) -> list[Row]:
    """The rows in the filter that hold the words in heading or begin with them as a number, with the bands over them.

    A band that stands over none of them is left out.
    """
    left: list[Row] = []
    band = shown = None
    for row in made:
        if row.node.depth == 1:
            band = row if row.is_part else None
        if (tag and tag not in row.tags) or not _holds(row, words.casefold()):
            continue
        if band is not None and band is not row and band is not shown:
            left.append(band)
        shown = band
        left.append(row)
    return left


def _holds(row: Row, words: str) -> bool:
    return words in row.heading.casefold() or bool(row.node.number and row.node.number.startswith(words))


def _level(tree: Tree, node: Node) -> int:
    """The depth, but what lies in a part begins where what lies at the top does."""
    root: Node | None = node
    while root is not None and (parent := tree.parent(root)) is not None:
        root = parent
    in_part = root is not None and root is not node and root.section.role == Role.PART
    return node.depth - in_part


def _status(section: Section, found: list[Finding]) -> Status:
    if any(finding.lack == Lack.REGISTER for finding in found):
        return CHANGED
    if section.state == State.CARRIED:
        return ALTERED if section.is_altered else STATUSES[State.CARRIED]
    if section.kind == Kind.GENERATED:
        return GENERATED
    if section.kind == Kind.REGISTER and section.state == State.NEW:
        return FROM_REGISTER
    return STATUSES[State(section.state)]


def _tags(row: Row, found: list[Finding]) -> Iterator[str]:
    section = row.section
    yield from (str(finding.lack) for finding in found)
    if found:
        yield LACKING
    if row.comments:
        yield TALKED_OF
    if row.asked:
        yield ASKED
    if section.kind == Kind.REGISTER:
        yield "fra-register"
    if section.kind == Kind.GENERATED:
        yield "dannes"
    elif section.state != State.CARRIED:
        yield {State.CONFIRMED: "bekræftet", State.REWRITTEN: "omskrevet", State.NEW: "nyt"}[State(section.state)]


def _asked(plan: Plan) -> dict[int, list[Asked]]:
    found: dict[int, list[Asked]] = {}
    for row in Assignment.objects.in_hand().filter(section__plan=plan).select_related("person", "post").defer("text"):
        delivered = row.state == Assignment.State.DELIVERED
        state = row.get_state_display() if delivered else f"frist {date_format(row.due, 'j. F')}"
        found.setdefault(row.section_id, []).append(Asked(row.whom, state, delivered))
    return found
