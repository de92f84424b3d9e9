"""What can be done to a plan in its year, by whom and when: a literal table, and how each thing is sent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.test import Client
from django.utils import timezone

from plans.models import Plan
from tests.base import Cast

YEAR = 2024
PLAN = f"/skrivebord/plan/{YEAR}/"
SIGN = f"/skrivebord/godkend/{YEAR}/"
SECRETARY, COMMUNICATIONS = ("secretary",), ("communications",)
SIGNATORIES = ("mayor", "delegate", "director")
OF_VIBORG, OF_HERNING = ("chair_of_viborg", "local_secretary"), ("chair_of_herning",)


@dataclass
class Course:
    """What should be so: the stage, and what was done since it was entered."""

    stage: str = "collecting"
    editions: int = 0
    done: set[str] = field(default_factory=set)
    heard: bool = False
    changed: bool = False

    def has(self, *names: str) -> bool:
        """Whether all of it was done."""
        return self.done.issuperset(names)

    def enter(self, stage: str) -> None:
        """Begin a stage: what was done in another does not count in it."""
        self.stage, self.done = stage, set()


Send = Callable[[Client, Cast, Plan], Any]


@dataclass(frozen=True)
class Action:
    """Something that certain roles may do in certain stages, where `may` holds too; `does` is what comes of it."""

    name: str
    roles: tuple[str, ...]
    stages: tuple[str, ...]
    send: Send
    does: Callable[[Course], None]
    may: Callable[[Course], bool] = lambda course: True


def step(target: str, reason: str = "") -> Send:
    """The step to another stage, as its page sends it, from wherever the plan is."""
    data = {"til": target, "reason": reason}
    return lambda client, cast, plan: client.post(f"{PLAN}fase/", data | {"fra": plan.stage})


def no_remarks(council: str) -> Send:
    """A local council's word that it has no remarks, from a page that was opened just now."""

    def send(client: Client, cast: Cast, plan: Plan) -> Any:
        address = f"/skrivebord/lokalraad/{council}/hoering/{YEAR}/send/"
        page = client.get(f"{address}?ingen=1")
        seen = page.context["seen"] if page.status_code == 200 and page.context else ""
        return client.post(address, {"ingen": "1", "set": seen})

    return send


def digest_of(plan: Plan) -> str:
    """The digest of what is to be decided on; of nothing where nothing is."""
    row = plan.rounds.filter(ended_at__isnull=True).first()
    return row.digest if row else "0" * 64


def decide(client: Client, cast: Cast, plan: Plan) -> Any:
    """The council's decision, made in a written procedure that ended today."""
    page = client.get(f"{PLAN}godkendelse/beslutning/")
    form = page.context["form"] if page.status_code == 200 and page.context else None
    data = {"outcome": "agreed", "written": "on", "decided_on": timezone.localdate().isoformat()}
    seen = form.initial["seen"] if form else ""
    return client.post(f"{PLAN}godkendelse/beslutning/", data | {"digest": digest_of(plan), "seen": seen})


def approve(client: Client, cast: Cast, plan: Plan) -> Any:
    """The signatory's own word, confirmed."""
    page = client.get(SIGN)
    mine = page.context.get("mine") if page.status_code == 200 and page.context else None
    own = mine[0] if isinstance(mine, list) and mine else None
    answer = getattr(own, "answer", None)
    data = {"outcome": "approved", "remarks": "", "digest": digest_of(plan), "bekraeft": "1"}
    seat = getattr(own, "key", "") or "formand"
    return client.post(SIGN, data | {"plads": seat, "seen": answer.pk if answer else 0})


def sign_off(client: Client, cast: Cast, plan: Plan) -> Any:
    """Communications' word."""
    return client.post(f"{PLAN}godkendelse/frigiv/", {"digest": digest_of(plan)})


def order(client: Client, cast: Cast, plan: Plan) -> Any:
    """Have an edition made ready, and wait for it."""
    data = {"when": "nu", "note": "Rettet efter beslutning."}
    answer = client.post(f"{PLAN}offentliggoer/", data)
    if answer.status_code == 302:
        client.post(f"{PLAN}offentliggoer/goer-klar/")
    return answer


def publish(client: Client, cast: Cast, plan: Plan) -> Any:
    """Let go out what was made ready and looked at."""
    row = plan.releases.under_way().first()
    return client.post(f"{PLAN}offentliggoer/frigiv/", {"set": row.pdf_digest if row else ""})


def cancel(client: Client, cast: Cast, plan: Plan) -> Any:
    """Call it off."""
    return client.post(f"{PLAN}offentliggoer/annuller/")


def edit(client: Client, cast: Cast, plan: Plan) -> Any:
    """Write something new in the plan's first section."""
    row = plan.sections.get(key="vold")
    data = {"base": row.version, "heading": row.heading, "text": f"<p>Version {row.version + 1}.</p>", "note": ""}
    return client.post(f"{PLAN}afsnit/vold/gem/", data)


def enters(stage: str) -> Callable[[Course], None]:
    """The plan comes into the stage."""
    return lambda course: course.enter(stage)


def notes(name: str) -> Callable[[Course], None]:
    """It is done from now on."""
    return lambda course: course.done.add(name)


def lacks(name: str) -> Callable[[Course], bool]:
    """It was not done yet."""
    return lambda course: name not in course.done


def to_decision(course: Course) -> None:
    """The hearing, where there was one, has run its course."""
    course.heard = True
    course.enter("decision")


def written(course: Course) -> None:
    """The plan says something else than its newest edition."""
    course.changed = True


def published(course: Course) -> None:
    """One edition more."""
    course.editions += 1
    course.changed = False
    course.enter("published")


def called_off(course: Course) -> None:
    """Nothing is under way any more."""
    course.done.discard("ordered")


def heard(course: Course) -> bool:
    """Both local councils have answered in this hearing; outside one, an earlier was completed, or a correction."""
    if course.stage == "hearing":
        return course.has("viborg", "herning")
    return course.heard or course.editions > 0


def may_publish(course: Course) -> bool:
    """The council has decided, communications has let go, nothing is under way, and there is something new."""
    is_new = course.changed or not course.editions
    return is_new and course.has("decided", "signed off") and "ordered" not in course.done


EDITING_FROM = ("collecting", "hearing", "decision", "published")
WRITING = ("collecting", "editing", "hearing")
TABLE = (
    Action("to hearing", SECRETARY, ("editing",), step("hearing"), enters("hearing")),
    Action("to decision", SECRETARY, ("editing", "hearing"), step("decision"), to_decision, heard),
    Action("back to collecting", SECRETARY, ("editing",), step("collecting", "For tidligt."), enters("collecting")),
    Action("to editing", SECRETARY, EDITING_FROM, step("editing", "Der er en fejl."), enters("editing")),
    Action("edit", SECRETARY, WRITING, edit, written),
    Action("Viborg has no remarks", OF_VIBORG, ("hearing",), no_remarks("viborg"), notes("viborg"), lacks("viborg")),
    Action(
        "Herning has no remarks", OF_HERNING, ("hearing",), no_remarks("herning"), notes("herning"), lacks("herning")
    ),
    Action("decide", SECRETARY, ("decision",), decide, notes("decided")),
    Action("approve", SIGNATORIES, ("decision",), approve, notes("approved")),
    Action("sign off", COMMUNICATIONS, ("decision",), sign_off, notes("signed off"), lambda c: c.has("decided")),
    Action("order", SECRETARY, ("decision",), order, notes("ordered"), may_publish),
    Action("publish", SECRETARY, ("decision",), publish, published, lambda c: c.has("ordered")),
    Action("cancel", SECRETARY, ("decision",), cancel, called_off, lambda c: c.has("ordered")),
)
"""The stage table: what nobody in it may do, nobody can."""
