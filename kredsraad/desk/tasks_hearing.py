"""The hearing and the step to the next stage: what waits for whoever has come in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from councils import permissions
from kredsraad.desk.tasks import Sight, Task, day_words, some, task
from plans import readiness, stages
from plans.models import Hearing, HearingResponse, Plan
from plans.readiness import response_url

Stage = Plan.Stage


def tasks(sight: Sight) -> Iterator[Task]:
    """The tasks of this area, most urgent first; one with a count of 0 is left out by the caller."""
    if sight.plan is not None and sight.writes:
        yield _to_answer(sight.plan)
    if sight.plan is not None and sight.steers:
        yield from _step(sight, sight.plan)
    if sight.plan is not None:
        yield from _of_council(sight)


# The secretariat -----------------------------------------------------------------------------------------------------


def _to_answer(plan: Plan) -> Task:
    """Responses that the councils have sent and nobody has answered; one query."""
    rows = HearingResponse.objects.unanswered().filter(hearing__plan=plan).select_related("council")
    found = list(rows.defer("text", "answer").order_by("sent_at"))
    url = response_url(plan, found[0]) if len(found) == 1 else reverse("hearings:hearing", args=[plan.year])
    return task(len(found), "høringssvar skal besvares", some([str(row.council) for row in found]), url, "Besvar")


WORDS: dict[str, str] = {
    Stage.EDITING: "Indsamlingen kan afsluttes",
    Stage.HEARING: "Planen kan sendes i høring",
    Stage.DECISION: "Planen kan sendes til beslutning",
}


def _step(sight: Sight, plan: Plan) -> Iterator[Task]:
    """That nothing keeps the plan from the next stage; what is known at once is asked first, for the rest is long."""
    step = stages.next_step(plan)
    if step is None or not _may_be_ready(plan, step.target, sight.on):
        return
    if stages.obstacles(plan, step.target, on=sight.on):
        return
    url = f"{reverse('hearings:stage', args=[plan.year])}?til={step.target}"
    words = WORDS[step.target]
    if plan.stage == Stage.HEARING:
        words = "Høringen er slut. Planen kan sendes til beslutning"
    yield Task(1, words, "Intet spærrer.", url, "Se, hvad der sker")


def _may_be_ready(plan: Plan, target: str, on: date) -> bool:
    dates = getattr(plan, "timetable", None)
    if target == Stage.EDITING:
        due = dates.proposals_due if dates else None
        return bool(due and due < on)
    return not plan.sections.unconfirmed().exists()


# The local councils --------------------------------------------------------------------------------------------------


def _of_council(sight: Sight) -> Iterator[Task]:
    """Each council of the account's own that has not responded in the hearing that goes on; four queries at most."""
    open_hearings = Hearing.objects.filter(ended_at__isnull=True, plan__in=Plan.objects.of_district())
    hearing = open_hearings.select_related("plan").defer("content", "plan__remarks").order_by("plan__year").first()
    if hearing is None:
        return
    own = permissions.councils_spoken_for(sight.user, on=sight.on)
    mine = readiness.councils_heard(hearing.plan).filter(pk__in=own.values("pk"))
    silent = list(mine.exclude(pk__in=hearing.responses.sent().values("council")).order_by("name"))
    leading = set(permissions.councils_led(sight.user, on=sight.on).values_list("pk", flat=True)) if silent else set()
    advice = _until(hearing, sight.on)
    for council in silent:
        url = reverse("hearings:response", args=[council.slug, hearing.plan.year])
        if council.pk in leading:
            yield Task(1, f"Høringssvaret fra {council} er ikke sendt", advice, url, "Gå til høringssvaret")
        else:
            yield Task(1, f"{hearing.plan.title} er i høring hos {council}", advice, url, "Læs og skriv bemærkninger")


def _until(hearing: Hearing, on: date) -> str:
    if hearing.due is None:
        return "Læs udkastet, og skriv bemærkninger til afsnittene."
    left = (hearing.due - on).days
    if left < 0:
        return "Fristen er passeret. Svaret kan sendes, til høringen slutter."
    far = {0: "i dag er sidste dag", 1: "1 dag tilbage"}.get(left, f"{left} dage tilbage")
    return f"Svar senest {day_words(hearing.due, on)}: {far}."
