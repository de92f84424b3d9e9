"""The secretariat's side of a hearing: who has responded, reminding the rest, a later date, and the answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from councils import permissions
from councils.models import Council, User
from plans import announcing, hearing_news, hearing_records, timetables, workflow
from plans.models import Hearing, HearingRemark, HearingResponse, Plan, PlanEvent, Preparation, Timetable
from plans.publishing.facts import danish_date
from plans.readiness import councils_heard, dates_of
from plans.responding import ResponsePassed, is_late
from plans.saving import Author
from plans.workflow import IllegalTransition, Reason, log

REMINDER_HOLDS = timedelta(days=7)
"""So long after a reminder no council is reminded of the same by hand."""


def newest(plan: Plan) -> Hearing | None:
    """The plan's hearing that goes on, or the last there was; without its snapshot."""
    return plan.hearings.defer("content").order_by("-pk").first()


@dataclass(frozen=True)
class Row:
    """How it stands with one local council in a hearing."""

    council: Council
    response: HearingResponse | None
    remarks: int
    accounts: tuple[User, ...]
    at: datetime

    @property
    def is_sent(self) -> bool:
        """Whether the secretariat has its response."""
        return self.response is not None and self.response.sent_at is not None

    @property
    def is_late(self) -> bool:
        """Whether it came after the day that was set for it."""
        return self.response is not None and is_late(self.response)

    @property
    def is_answered(self) -> bool:
        """Whether nothing in it waits for the secretariat."""
        row = self.response
        return row is not None and row.sent_at is not None and (row.no_remarks or row.answered_at is not None)

    @property
    def reminded(self) -> datetime | None:
        """When it was reminded, while that holds."""
        at = self.response.reminded_at if self.response else None
        return at if at and self.at - at < REMINDER_HOLDS else None

    @property
    def remindable(self) -> bool:
        """Whether it may be reminded now."""
        return not self.is_sent and not self.reminded and bool(self.accounts)


def rows_of(hearing: Hearing, *, at: datetime) -> list[Row]:
    """Every local council that is asked or has responded, by name; as many queries however many they are."""
    on = timezone.localdate(at)
    responses = {row.council_id: row for row in hearing.responses.all()}
    remarks: dict[int, int] = {}
    for pk in HearingRemark.objects.filter(response__hearing=hearing, included=True).values_list("response", flat=True):
        remarks[pk] = remarks.get(pk, 0) + 1
    sent = [pk for pk, row in responses.items() if row.sent_at]
    councils = (councils_heard(hearing.plan) | Council.objects.filter(pk__in=sent)).distinct().order_by("name")
    found = []
    for council, accounts in permissions.leaders_of(councils, on=on):
        row = responses.get(council.pk)
        if row is not None:
            row.hearing, row.council = hearing, council
        found.append(Row(council, row, remarks.get(row.pk, 0) if row else 0, tuple(accounts), at))
    return found


# Reminding and putting off -------------------------------------------------------------------------------------------


def _open(hearing: Hearing) -> Hearing:
    """The hearing, held while it goes on. Raises IllegalTransition where it is over."""
    workflow.lock(hearing.plan)
    now = Hearing.objects.select_related("plan__council").defer("content").get(pk=hearing.pk)
    if now.ended_at is not None:
        raise IllegalTransition([Reason(f"Høringen sluttede {danish_date(timezone.localdate(now.ended_at))}.")])
    return now


@transaction.atomic
def remind(*, hearing: Hearing, chosen: Iterable[int], author: Author, at: datetime) -> list[Council]:
    """Remind those of the councils chosen, by pk, that may be reminded; gives those. Raises IllegalTransition."""
    now, wanted, on = _open(hearing), set(chosen), timezone.localdate(at)
    reminded = []
    for row in rows_of(now, at=at):
        if row.council.pk not in wanted or not row.remindable:
            continue
        HearingResponse.objects.update_or_create(
            hearing=now, council=row.council, defaults={"reminded_at": at}, create_defaults=_begun(at)
        )
        announcing.tell(hearing_news.reminder(now, row.council, on=on, by=author.name), row.accounts)
        reminded.append(row.council)
    return reminded


def _begun(at: datetime) -> dict[str, Any]:
    return {"reminded_at": at, "changed_at": at}


@transaction.atomic
def put_off(*, hearing: Hearing, due: date, author: Author, at: datetime) -> list[Council]:
    """Give a later date for responses, in the timetable too; those that have not responded are told, and given back.

    Raises IllegalTransition, and ValidationError where the timetable's other dates do not allow it.
    """
    now = _open(hearing)
    if now.due is not None and due <= now.due:
        raise ValidationError("Vælg en dag efter den frist, der gælder nu.")
    dates = {name: getattr(dates_of(now.plan), name) for name in Timetable.FIELDS} | {"hearing_due": due}
    _check(dates)
    Hearing.objects.filter(pk=now.pk).update(due=due)
    now.due = due
    timetables.change(now.plan, dates, author=author)
    words = f"Fristen for høringssvar er flyttet til {danish_date(due)}"
    log(now.plan, PlanEvent.Kind.HEARING, words, actor=author.name, account=author.account, at=at)
    silent = list(hearing_news.silent_councils(now))
    hearing_news.put_off(now, silent, author=author, at=at)
    return silent


def _check(dates: Mapping[str, date | None]) -> None:
    try:
        Timetable(**dates).clean()
    except ValidationError as error:
        words = " ".join(f"{Timetable.label(name)}: {' '.join(found)}" for name, found in error.message_dict.items())
        raise ValidationError(f"Det passer ikke med tidsplanen. {words} Ret først tidsplanen.") from error


# Answering -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Answer:
    """What is answered to a remark, and the section (key, or empty) in which something was changed because of it."""

    text: str
    changed_key: str = ""


@dataclass(frozen=True)
class Answers:
    """What the secretariat answers to a response: to its text, and to its remarks by their pk."""

    text: str
    remarks: Mapping[int, Answer]


def answering_obstacles(response: HearingResponse) -> list[Reason]:
    """Why the response cannot be answered now; empty while it can."""
    if response.sent_at is None:
        return [Reason(f"{response.council} har ikke sendt sit høringssvar.")]
    if response.no_remarks:
        return [Reason(f"{response.council} har ingen bemærkninger. Der er ikke noget at svare på.")]
    if response.answered_at is not None:
        day = danish_date(timezone.localdate(response.answered_at))
        return [Reason(f"Svaret er sendt {day} af {response.answered_by_name}. Det kan ikke ændres.")]
    return []


def _hold(response: HearingResponse, version: int) -> HearingResponse:
    """The response, to be answered, held until the transaction ends. Raises ResponsePassed and IllegalTransition."""
    workflow.lock(response.hearing.plan)
    row = HearingResponse.objects.select_related("hearing__plan__council", "council").get(pk=response.pk)
    if found := answering_obstacles(row):
        raise IllegalTransition(found)
    if row.version != version:
        raise ResponsePassed(row)
    return row


@transaction.atomic
def save_answers(*, response: HearingResponse, answers: Answers, version: int, at: datetime) -> HearingResponse:
    """Keep what is to be answered; nobody outside the secretariat sees it before it is sent.

    Raises ResponsePassed and IllegalTransition.
    """
    row = _hold(response, version)
    changed = HearingResponse.objects.filter(pk=row.pk, version=version)
    changed.update(answer=answers.text.strip(), version=F("version") + 1, changed_at=at)
    for pk, answer in answers.remarks.items():
        values = {"answer": answer.text.strip(), "changed_key": answer.changed_key}
        row.remarks.filter(pk=pk, included=True).update(**values)
    row.answer, row.version = answers.text.strip(), version + 1
    return row


def unanswered(response: HearingResponse, remarks: Iterable[HearingRemark]) -> list[Reason]:
    """What in the response has no answer yet, each told."""
    found = []
    if response.text and not response.answer:
        found.append(Reason("Der er ikke svaret på høringssvarets tekst."))
    for remark in remarks:
        if remark.included and not remark.answer:
            found.append(Reason(f"Der er ikke svaret på bemærkningen til »{remark.section_heading}«."))
    return found


@transaction.atomic
def send_answers(*, response: HearingResponse, version: int, author: Author, at: datetime) -> HearingResponse:
    """Send all that was answered; the council is told. Raises ResponsePassed and IllegalTransition."""
    row = _hold(response, version)
    remarks = list(row.remarks.filter(included=True))
    if found := unanswered(row, remarks):
        raise IllegalTransition(found)
    by = {"answered_at": at, "answered_by_name": author.name[:150]}
    HearingResponse.objects.filter(pk=row.pk, version=version).update(version=F("version") + 1, changed_at=at, **by)
    row.remarks.filter(included=True).update(**by)
    row.refresh_from_db(fields=["answered_at", "answered_by_name", "version"])
    words = f"{row.council}: høringssvaret er besvaret"
    kind = PlanEvent.Kind.RESPONSE_ANSWERED
    log(row.hearing.plan, kind, words, actor=author.name, account=author.account, at=at)
    hearing_news.answers_sent(row, author=author, at=at)
    hearing_records.keep_answers(row, remarks, at=at)
    return row


# Preparation ---------------------------------------------------------------------------------------------------------


@transaction.atomic
def record_preparation(*, plan: Plan, held_on: date, recommendation: str, author: Author, at: datetime) -> Preparation:
    """Record that the preparing body went through the plan. Raises IllegalTransition where there is none, or no use."""
    workflow.lock(plan)
    plan.refresh_from_db(fields=["stage"])
    if found := preparation_obstacles(plan):
        raise IllegalTransition(found)
    row = Preparation.objects.create(
        plan=plan,
        body_name=str(plan.council.preparing_body)[:150],
        held_on=held_on,
        recommendation=recommendation.strip(),
        recorded_at=at,
        recorded_by_name=author.name[:150],
    )
    words = f"{row.body_name}, {danish_date(held_on)}"
    log(plan, PlanEvent.Kind.PREPARED, words, actor=author.name, account=author.account, at=at)
    return row


def preparation_obstacles(plan: Plan) -> list[Reason]:
    """Why no preparation can be recorded now; empty while it can."""
    if plan.is_archive or plan.stage == Plan.Stage.PUBLISHED:
        return [Reason(f"{plan.title} er offentliggjort. Forberedelsen kan ikke længere noteres.")]
    if plan.council.preparing_body is None:
        return [Reason("Der er ikke valgt et forberedende udvalg.")]
    return []
