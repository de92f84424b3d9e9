"""Whether the plan can go on: all that is lacking before the next step and the one after it, and what is in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from councils.doors import desk_page
from plans import deciding, outline, readiness, stages
from plans.models import Assignment, Comment, Plan, Revision
from plans.outline import Node
from plans.progress import Lack, findings
from plans.readiness import Kind, name_of
from plans.stages import Step
from plans.views.access import get_plan
from plans.views.refusing import linked
from plans.workflow import Reason, for_readers

Stage = Plan.Stage
FIRST_NAMED = 3


@dataclass(frozen=True)
class Group:
    """Reasons of one kind, before one step: what stands over them, and each with the address where it is mended."""

    title: str
    reasons: list[tuple[Reason, str]]


@dataclass(frozen=True)
class Advice:
    """Something that is worth a look and keeps nothing back."""

    words: str
    names: str
    url: str


TITLES: dict[str, tuple[str, str]] = {
    Kind.SECTIONS: ("1 afsnit", "{} afsnit"),
    Kind.PROPOSALS: ("1 forslag uden svar", "{} forslag uden svar"),
    Kind.DATES: ("fristen", "fristen"),
    Kind.HEARING: ("høringen", "høringen"),
    Kind.PREPARATION: ("forberedelsen", "forberedelsen"),
    Kind.REGISTERS: ("registrene", "registrene"),
}
BEFORE: dict[str, str] = {
    Stage.EDITING: "Før redigering",
    Stage.HEARING: "Før høring",
    Stage.DECISION: "Før beslutning",
    Stage.PUBLISHED: "Før offentliggørelse",
}
QUESTIONS: dict[str, str] = {
    Stage.EDITING: "Kan redigeringen begynde?",
    Stage.HEARING: "Kan planen sendes i høring?",
    Stage.DECISION: "Kan planen sendes til beslutning?",
    Stage.PUBLISHED: "Kan planen offentliggøres?",
}
DEADLINES: dict[str, tuple[str, str]] = {
    Stage.HEARING: ("hearing_from", "før høringen begynder"),
    Stage.DECISION: ("papers_due", "før mødematerialet sendes ud"),
    Stage.PUBLISHED: ("publish_on", "før planen offentliggøres"),
}


@desk_page
@require_safe
def ready(request: HttpRequest, year: int) -> HttpResponse:
    """What keeps the plan back, grouped; for readers without the buttons that change something."""
    plan = get_plan(request, year)
    now, step = timezone.now(), stages.next_step(plan)
    on = timezone.localdate(now)
    following, after = _targets(plan, step)
    found = _found(plan, following, after, on)
    first, second = _groups(plan, following, after, found)
    context = {
        "plan": plan,
        "now": now,
        "step": step,
        "question": QUESTIONS.get(following, "Kan planen gå videre?"),
        "deadline": _deadline(plan, following),
        "first": first,
        "second": second,
        "after_words": BEFORE.get(after, "").lower(),
        "blocking": _count(first),
        "later": _count(second),
        "begin": next((reason for group in first for reason in group.reasons if reason[1]), None),
        "advice": list(_advice(request, plan)),
        "in_order": list(_in_order(plan, found)),
        "here": "plan",
        "trail": [(f"Plan {plan.year}", reverse("draft:outline", args=[plan.year])), ("Kan planen gå videre?", "")],
    }
    return render(request, "plans/desk/ready.html", context)


def _targets(plan: Plan, step: Step | None) -> tuple[str, str]:
    """The stage that comes next, and the one after it; empty where there is none."""
    if plan.is_archive or plan.stage == Stage.PUBLISHED:
        return "", ""
    following = step.target if step else Stage.PUBLISHED
    if following == Stage.EDITING:
        return following, Stage.HEARING
    return following, {Stage.HEARING: Stage.DECISION, Stage.DECISION: Stage.PUBLISHED}.get(Stage(following), "")


Found = dict[str, list[Reason]]


def _found(plan: Plan, following: str, after: str, on: date) -> Found:
    """What is lacking before the two, by kind; what the decision itself lacks is its own page's to say in full."""
    found: Found = {str(kind): rows for kind, rows in readiness.lacking(plan, following, after, on=on).items()}
    approval = deciding.open_round(plan) if plan.stage == Stage.DECISION else None
    if approval is not None:
        found[Stage.PUBLISHED] = deciding.obstacles(approval, on=on)
    return found


def _groups(plan: Plan, following: str, after: str, found: Found) -> tuple[list[Group], list[Group]]:
    """The reasons before the next step, and those that only the one after it asks for."""
    wanted = [str(kind) for kind in readiness.BEFORE.get(following, ())]
    later = [str(kind) for kind in readiness.BEFORE.get(after, ()) if kind not in wanted]
    if following == Stage.PUBLISHED:
        wanted.append(Stage.PUBLISHED)
    return list(_made(plan, following, wanted, found)), list(_made(plan, after, later, found))


def _made(plan: Plan, target: str, kinds: Iterable[str], found: Found) -> Iterator[Group]:
    for kind in kinds:
        if rows := found.get(kind):
            one, many = TITLES.get(kind, ("beslutningen", "beslutningen"))
            count = len({row.section for row in rows}) if kind == Kind.SECTIONS else len(rows)
            title = one if count == 1 else many.format(count)
            shown = rows if plan.may_write else for_readers(rows)  # type: ignore[attr-defined]
            yield Group(f"{BEFORE.get(target, 'Før')}: {title}", linked(shown, plan.year))


def _count(groups: Iterable[Group]) -> int:
    return sum(len(group.reasons) for group in groups)


def _deadline(plan: Plan, following: str) -> tuple[date, str] | None:
    """The day by which the next step's reasons should be gone, and what it is called."""
    name, words = DEADLINES.get(following, ("", ""))
    day = getattr(readiness.dates_of(plan), name, None) if name else None
    return (day, words) if day else None


# Advice, and what is in order -----------------------------------------------------------------------------------------


def _advice(request: HttpRequest, plan: Plan) -> Iterator[Advice]:
    """What is worth a look before the plan goes on, each with the list that it counts; five queries."""
    if plan.is_archive or plan.stage == Stage.PUBLISHED:
        return
    nodes = list(outline.walk(outline.load(plan)))
    home = reverse("draft:outline", args=[plan.year])
    ended = [name_of(node) for node in nodes if _has(node, plan, Lack.ENDED)]
    yield from _some(ended, "afsnit handler om noget, der er ophørt", f"{home}?vis=ophørt")
    talk = Comment.objects.filter(section__in=[node.section.pk for node in nodes], parent__isnull=True)
    open_talk = set(talk.filter(resolved_at__isnull=True, assignment__isnull=True).values_list("section", flat=True))
    yield from _some(_named(nodes, open_talk), "afsnit har åbne kommentarer", f"{home}?vis=kommentarer")
    delivered = Assignment.objects.living().filter(section__plan=plan, state=Assignment.State.DELIVERED)
    bidrag = reverse("draft:assignments", args=[plan.year]) + "?vis=leveret"
    names = _named(nodes, set(delivered.values_list("section", flat=True)))
    yield from _some(names, "afsnit har bidrag, der ikke er overtaget", bidrag if plan.may_write else "")  # type: ignore[attr-defined]
    aside = Revision.objects.filter(kind=Revision.Kind.SET_ASIDE, settled_at__isnull=True, section__plan=plan)
    rows = set(aside.values_list("section", flat=True))
    yield from _some(_named(nodes, rows), "afsnit har en tekst, der ikke er kommet med", _first_aside(aside, plan))
    on = timezone.localdate()
    untitled = [str(seat.person) for seat in readiness.signers(plan, on).select_related("person") if not seat.title]
    people = reverse("desk:people") if plan.may_steer else ""  # type: ignore[attr-defined]
    who = "underskriver" if len(untitled) == 1 else "underskrivere"
    yield from _some(untitled, f"{who} har ingen titel i registret", people)


def _first_aside(aside: Any, plan: Plan) -> str:
    """The history of the first section with a text that was set aside: its writer alone can choose."""
    key = aside.order_by("saved_at").values_list("section__key", flat=True).first()
    return reverse("draft:history", args=[plan.year, key]) if key else ""


def _some(names: list[str], words: str, url: str) -> Iterator[Advice]:
    if names:
        shown = ", ".join(names[:FIRST_NAMED])
        rest = len(names) - FIRST_NAMED
        yield Advice(f"{len(names)} {words}", f"{shown} og {rest} til" if rest > 0 else shown, url)


def _named(nodes: Iterable[Node], pks: set[int]) -> list[str]:
    return [name_of(node) for node in nodes if node.section.pk in pks]


def _has(node: Node, plan: Plan, lack: Lack) -> bool:
    return any(finding.lack == lack for finding in findings(node, year=plan.year))


IN_ORDER: dict[str, str] = {
    Kind.SECTIONS: "Alle afsnit er bekræftet, har tekst og kan trykkes",
    Kind.PROPOSALS: "Alle forslag er besvaret",
    Kind.DATES: "Fristen for høringssvar er sat",
    Kind.HEARING: "Høringen er gennemført, og alle svar er besvaret",
    Kind.PREPARATION: "Det forberedende udvalg har behandlet planen",
    Kind.REGISTERS: "Underskriverne er fundet i registret",
    Stage.PUBLISHED: "Beslutningen er noteret, og alt er godkendt",
}


def _in_order(plan: Plan, found: Found) -> Iterator[str]:
    for kind, rows in found.items():
        if not rows and (kind != Kind.PREPARATION or plan.council.preparing_body_id):
            yield IN_ORDER[kind]
