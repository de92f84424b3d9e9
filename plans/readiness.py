"""What a plan lacks before it may go on to a stage: every reason, by its kind, and where it is mended.

plans.stages refuses a step for these reasons; the page that asks whether the plan can go on lists them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from enum import StrEnum
from urllib.parse import urlencode

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from councils.models import Council, Membership
from plans import outline, workflow
from plans.models import Hearing, HearingRemark, HearingResponse, Plan, Preparation, Proposal, Timetable
from plans.outline import Node
from plans.progress import Lack, findings
from plans.publishing import letters
from plans.publishing.freezing import freeze
from plans.workflow import Reason

Stage = Plan.Stage


class Kind(StrEnum):
    """What a reason is about."""

    SECTIONS = "sections"
    PROPOSALS = "proposals"
    DATES = "dates"
    HEARING = "hearing"
    PREPARATION = "preparation"
    REGISTERS = "registers"


BEFORE: dict[str, tuple[Kind, ...]] = {
    Stage.HEARING: (Kind.SECTIONS, Kind.PROPOSALS, Kind.DATES),
    Stage.DECISION: (Kind.SECTIONS, Kind.PROPOSALS, Kind.HEARING, Kind.PREPARATION, Kind.REGISTERS),
}
"""What must be in order before a plan enters a stage; the other stages ask for nothing."""
Found = dict[Kind, list[Reason]]


def lacking(plan: Plan, *targets: str, on: date) -> Found:
    """All that is lacking before any of the stages, by kind; each kind is looked at once."""
    wanted = [kind for kind in Kind if any(kind in BEFORE.get(target, ()) for target in targets)]
    return {kind: list(LOOKED_AT[kind](plan, on)) for kind in wanted}


def reasons(plan: Plan, target: str, *, on: date) -> list[Reason]:
    """The same for one stage, in one list."""
    return [reason for found in lacking(plan, target, on=on).values() for reason in found]


def is_correction(plan: Plan) -> bool:
    """Whether the plan has been published before, so that what is written now becomes a further edition."""
    return plan.editions.exists()


def was_heard(plan: Plan) -> bool:
    """Whether a hearing of it ran its course: going back for a mistake does not ask for another."""
    return plan.hearings.filter(completed=True).exists()


def dates_of(plan: Plan) -> Timetable:
    """The plan's dates; none of them is set where it has no timetable."""
    # Not Timetable(plan=plan): the plan would have it as its own from then on.
    return Timetable.objects.filter(plan=plan).first() or Timetable()


def councils_heard(plan: Plan) -> models.QuerySet[Council]:
    """The local councils that a hearing of the plan asks: those that there are."""
    return Council.objects.local().current(on=timezone.localdate())


# Sections ------------------------------------------------------------------------------------------------------------

ADVICE: dict[str, str] = {
    Lack.CARRIED: "Bekræft teksten, eller skriv den om.",
    Lack.REGISTER: "Overtag ændringen, eller behold teksten.",
    Lack.EMPTY: "Skriv en tekst, eller skriv i noten, hvorfor der ingen er.",
}


def _sections(plan: Plan, on: date) -> Iterator[Reason]:
    nodes = list(outline.walk(outline.load(plan)))
    if not nodes:
        yield Reason("Planen har ingen afsnit.", url=reverse("draft:outline", args=[plan.year]), button="Se planen")
        return
    for node in nodes:
        for finding in findings(node, year=plan.year):
            if finding.lack != Lack.ENDED:
                words, advice = f"»{name_of(node)}«: {finding.words}.", ADVICE.get(finding.lack, "")
                yield Reason(words, node.section.key, advice=advice, button=f"Gå til {node.reference}")
    content = freeze(plan, on=on).content
    yield from workflow.broken_links(content)
    yield from letters.obstacles(content, decision="", note="")


def name_of(node: Node) -> str:
    """How a section of the draft is spoken of: number or label, and heading."""
    return " ".join(filter(None, (node.number or node.label, str(node.section.heading or node.section.key))))


# Proposals -----------------------------------------------------------------------------------------------------------


def _proposals(plan: Plan, on: date) -> Iterator[Reason]:
    if not plan.council.is_district or is_correction(plan):
        return
    rows = Proposal.objects.of_year(plan.year).heads().unanswered()
    for row in rows.select_related("council").defer("text", "base_text", "reasons").order_by("number"):
        url = reverse("proposals:answer", args=[row.year, row.number])
        words = f"Forslag {row.reference} »{row.title}« fra {row.council} er ikke besvaret."
        since = f"Modtaget {date_format(timezone.localtime(row.submitted_at), 'j. F Y')}." if row.submitted_at else ""
        yield Reason(words, url=url, advice=since, button="Besvar", outside="Forslag fra lokalråd er ikke besvaret.")


# Hearing -------------------------------------------------------------------------------------------------------------


def _dates(plan: Plan, on: date) -> Iterator[Reason]:
    if not plan.council.is_district:
        yield Reason("Et lokalråds plan sendes ikke i høring.")
        return
    due, url = dates_of(plan).hearing_due, reverse("draft:timetable", args=[plan.year])
    if due is None:
        advice = "Sæt datoen i tidsplanen."
        yield Reason("Der er ingen frist for høringssvar.", url=url, advice=advice, button="Se tidsplanen")
    elif due < on:
        words = f"Fristen for høringssvar, {date_format(due, 'j. F Y')}, er allerede passeret."
        yield Reason(words, url=url, advice="Sæt en ny dato i tidsplanen.", button="Se tidsplanen")


def _hearing(plan: Plan, on: date) -> Iterator[Reason]:
    if not plan.council.is_district or (is_correction(plan) and plan.stage != Stage.HEARING):
        return
    hearing = plan.hearings.defer("content").order_by("-pk").first()
    page = reverse("hearings:hearing", args=[plan.year])
    if hearing is None or (hearing.ended_at and not was_heard(plan)):
        dates = dates_of(plan)
        planned = ""
        if dates.hearing_from and dates.hearing_due:
            first, last = date_format(dates.hearing_from, "j. F"), date_format(dates.hearing_due, "j. F Y")
            planned = f"Planlagt {first} – {last}."
        yield Reason("Høringen er ikke gennemført.", url=page, advice=planned, button="Se høringen")
        return
    if hearing.ended_at is None and (hearing.due is None or on <= hearing.due) and (missing := _silent(hearing)):
        until = f" Fristen er {date_format(hearing.due, 'j. F Y')}." if hearing.due else ""
        words = f"Høringen er ikke slut: {missing} har ikke svaret.{until}"
        yield Reason(words, url=page, advice="Der kan sendes en påmindelse.", button="Se høringen")
    yield from _unanswered(plan)


def _unanswered(plan: Plan) -> Iterator[Reason]:
    """What the councils have sent in any hearing of the plan, and nobody has answered."""
    sent = HearingResponse.objects.sent().filter(hearing__plan=plan)
    for row in sent.filter(answered_at__isnull=True).exclude(text="").select_related("council"):
        words = f"Høringssvaret fra {row.council} er ikke besvaret."
        yield Reason(words, url=response_url(plan, row), button="Besvar", outside=RESPONSES_WAIT)
    remarks = HearingRemark.objects.filter(response__in=sent, included=True, answered_at__isnull=True)
    for remark in remarks.select_related("response__council").order_by("response__council__name", "pk"):
        words = f"Bemærkningen fra {remark.response.council} til »{remark.section_heading}« er ikke besvaret."
        yield Reason(words, url=response_url(plan, remark.response), button="Besvar", outside=RESPONSES_WAIT)


RESPONSES_WAIT = "Høringssvar fra lokalråd er ikke besvaret."


def response_url(plan: Plan, row: HearingResponse) -> str:
    """Where the secretariat reads and answers a council's response in one of the plan's hearings."""
    page = reverse("hearings:answer", args=[plan.year, row.council.slug])
    return f"{page}?{urlencode({'hoering': row.hearing_id})}"


def _silent(hearing: Hearing) -> str:
    """How many local councils have not responded, in words; empty when all have."""
    heard = hearing.responses.sent().values("council")
    count = councils_heard(hearing.plan).exclude(pk__in=heard).count()
    return "" if not count else "1 lokalråd" if count == 1 else f"{count} lokalråd"


# Preparation and registers -------------------------------------------------------------------------------------------


def _preparation(plan: Plan, on: date) -> Iterator[Reason]:
    body = plan.council.preparing_body
    if not plan.council.is_district or body is None or Preparation.objects.filter(plan=plan).exists():
        return
    url = reverse("hearings:preparation", args=[plan.year])
    day = dates_of(plan).preparation_on
    planned = f"Planlagt {date_format(day, 'j. F Y')}." if day else ""
    yield Reason(f"{body} har ikke behandlet planen.", url=url, advice=planned, button="Notér behandlingen")


def _registers(plan: Plan, on: date) -> Iterator[Reason]:
    if not signers(plan, on).exists():
        yield Reason("Ingen i registret underskriver planen.", url=reverse("desk:people"), button="Se personer")


def signers(plan: Plan, on: date) -> models.QuerySet[Membership]:
    """The seats that sign the plan on the day."""
    return Membership.objects.current(on=on).filter(council=plan.council, signs_plan=True)


LOOKED_AT: dict[Kind, Callable[[Plan, date], Iterator[Reason]]] = {
    Kind.SECTIONS: _sections,
    Kind.PROPOSALS: _proposals,
    Kind.DATES: _dates,
    Kind.HEARING: _hearing,
    Kind.PREPARATION: _preparation,
    Kind.REGISTERS: _registers,
}
