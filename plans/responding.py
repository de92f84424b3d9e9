"""A local council's one response in a hearing: what its members write, and what its chair or secretary sends.

Everything said here holds the plan first, as whoever moves it to another stage does: nothing is written or sent in a
hearing that has ended. The common text says which version it was written on, and what is sent must be what its sender
saw (`seen_of`): two who work on it at once never overwrite each other.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.formats import date_format

from councils.models import Council
from plans import hearing_news, hearing_records, workflow
from plans.models import Hearing, HearingRemark, HearingResponse, Plan, PlanEvent
from plans.publishing.passages import all_sections
from plans.saving import Author
from plans.workflow import IllegalTransition, Reason, log

WHOLE = "Planen som helhed"
"""What a remark is about that is about no section in particular."""
LONGEST_HEADING = 250


class ResponsePassed(Exception):
    """Somebody else changed the response since the page was opened; `now` is the response as it is."""

    def __init__(self, now: HearingResponse) -> None:
        super().__init__("En anden har ændret høringssvaret, siden du åbnede siden.")
        self.now = now


class RemarkGone(Exception):
    """The remark was changed or taken away since the page was opened."""


@dataclass(frozen=True)
class Place:
    """A section of the snapshot: its key, and what it is called."""

    key: str
    name: str


def places(content: dict[str, Any]) -> list[Place]:
    """The sections that may be remarked on, in reading order, the plan as a whole first."""
    rows = [Place(row["key"], _name(row)) for row in all_sections(content["sections"]) if row["role"] != "signatories"]
    return [Place("", WHOLE), *rows]


def _name(row: dict[str, Any]) -> str:
    return " ".join(filter(None, (row["number"] or row["label"], row["heading"]))) or row["key"]


def in_order(remarks: Iterable[HearingRemark], content: str) -> list[HearingRemark]:
    """The remarks in the order of the sections that they are about, as the snapshot (JSON) has those."""
    order = {place.key: at for at, place in enumerate(places(json.loads(content)))} if content else {}
    return sorted(remarks, key=lambda remark: (order.get(remark.section_key, len(order)), remark.pk))


def response_in(hearing: Hearing, council: Council) -> HearingResponse:
    """The council's response as it is, or the empty one that is not kept before somebody writes in it."""
    row = HearingResponse.objects.filter(hearing=hearing, council=council).first()
    row = row or HearingResponse(hearing=hearing, council=council, changed_at=timezone.now())
    row.hearing, row.council = hearing, council
    return row


def is_late(response: HearingResponse) -> bool:
    """Whether it was received after the day that was set for it."""
    due, sent = response.hearing.due, response.sent_at
    return bool(due and sent and timezone.localdate(sent) > due)


# What stands in the way ----------------------------------------------------------------------------------------------


def obstacles(hearing: Hearing, response: HearingResponse) -> list[Reason]:
    """Why nothing can be written in the response now; empty while it can."""
    return [*_ended(hearing), *_sent(response)]


def _ended(hearing: Hearing) -> Iterator[Reason]:
    if hearing.ended_at is not None:
        day = date_format(timezone.localtime(hearing.ended_at), "j. F Y")
        yield Reason(f"Høringen sluttede {day}. Der kan ikke længere skrives eller sendes høringssvar.")


def _sent(response: HearingResponse) -> Iterator[Reason]:
    if response.sent_at is not None:
        day = date_format(timezone.localtime(response.sent_at), "j. F Y")
        yield Reason(f"Høringssvaret er sendt {day} af {response.sent_by_name}. Det kan ikke ændres, når det er sendt.")


def taking_back_obstacles(response: HearingResponse, *, at: datetime) -> list[Reason]:
    """Why the response cannot be taken back; empty while it can."""
    found = list(_ended(response.hearing))
    due = response.hearing.due
    if response.sent_at is None:
        found.append(Reason("Høringssvaret er ikke sendt."))
    if response.answered_at is not None:
        found.append(Reason("Sekretariatet har svaret. Høringssvaret kan ikke tages tilbage."))
    if due is not None and timezone.localdate(at) > due:
        found.append(Reason(f"Fristen, {date_format(due, 'j. F Y')}, er passeret. Svaret kan ikke tages tilbage."))
    return found


# Writing -------------------------------------------------------------------------------------------------------------


def _hold(hearing: Hearing, council: Council, at: datetime) -> HearingResponse:
    """The response, in a hearing that goes on, held until the transaction ends. Raises IllegalTransition."""
    workflow.lock(hearing.plan)
    now = Hearing.objects.select_related("plan__council").defer("content").get(pk=hearing.pk)
    row, _ = HearingResponse.objects.get_or_create(hearing=now, council=council, defaults={"changed_at": at})
    row.hearing, row.council = now, council
    if found := obstacles(now, row):
        raise IllegalTransition(found)
    return row


def _touch(row: HearingResponse, at: datetime) -> None:
    HearingResponse.objects.filter(pk=row.pk).update(changed_at=at)


@transaction.atomic
def add_remark(
    *, hearing: Hearing, council: Council, place: Place, text: str, author: Author, at: datetime
) -> HearingRemark:
    """What a member says of a section of the snapshot. Raises IllegalTransition."""
    row = _hold(hearing, council, at)
    _touch(row, at)
    return HearingRemark.objects.create(
        response=row,
        section_key=place.key,
        section_heading=place.name[:LONGEST_HEADING],
        text=text.strip(),
        author=author.account,
        author_name=author.name[:150],
        created_at=at,
    )


@transaction.atomic
def change_remark(*, remark: HearingRemark, text: str, was: str, at: datetime) -> None:
    """Put another text in one's own remark, which said `was` (`mark_of`) when the page was opened.

    Raises RemarkGone and IllegalTransition; an empty text takes the remark away.
    """
    row, held = _held_remark(remark, was, at)
    if text.strip():
        HearingRemark.objects.filter(pk=held.pk).update(text=text.strip())
    else:
        held.delete()
    _touch(row, at)


@transaction.atomic
def include(*, remark: HearingRemark, included: bool, was: str, at: datetime) -> None:
    """Take a remark into the response, or leave it out. Raises RemarkGone and IllegalTransition."""
    row, held = _held_remark(remark, was, at)
    HearingRemark.objects.filter(pk=held.pk).update(included=included)
    _touch(row, at)


def _held_remark(remark: HearingRemark, was: str, at: datetime) -> tuple[HearingResponse, HearingRemark]:
    row = _hold(remark.response.hearing, remark.response.council, at)
    held = row.remarks.filter(pk=remark.pk).first()
    if held is None or mark_of(held) != was:
        raise RemarkGone
    return row, held


def mark_of(remark: HearingRemark) -> str:
    """What a page says of the remark's text, so that nobody changes another than the one they saw."""
    return hashlib.sha256(remark.text.encode()).hexdigest()[:16]


@transaction.atomic
def save_text(*, hearing: Hearing, council: Council, text: str, version: int, at: datetime) -> HearingResponse:
    """Keep the common text. Raises ResponsePassed where somebody has saved another, and IllegalTransition."""
    row = _hold(hearing, council, at)
    text = text.strip()
    if row.text == text:
        return row
    if not HearingResponse.objects.filter(pk=row.pk, version=version, sent_at__isnull=True).update(
        text=text, version=F("version") + 1, changed_at=at
    ):
        raise ResponsePassed(row)
    row.text, row.version = text, row.version + 1
    return row


# Sending -------------------------------------------------------------------------------------------------------------


def seen_of(response: HearingResponse, remarks: Iterable[HearingRemark]) -> str:
    """What a page says of all that it shows of a response: whoever sends it, sends what they saw."""
    shown = [response.text, *([row.pk, row.included, row.text] for row in remarks)]
    return hashlib.sha256(json.dumps(shown).encode()).hexdigest()[:32]


@transaction.atomic
def send(
    *, hearing: Hearing, council: Council, seen: str, no_remarks: bool, author: Author, at: datetime
) -> HearingResponse:
    """Send the council's one response, or that it has no remarks; the secretariat is told, and a copy is kept.

    Raises ResponsePassed where it says something else than its sender saw, and IllegalTransition.
    """
    row = _hold(hearing, council, at)
    remarks = list(row.remarks.all())
    if seen_of(row, remarks) != seen:
        raise ResponsePassed(row)
    if found := list(_not_to_be_sent(row, remarks, no_remarks)):
        raise IllegalTransition(found)
    row.no_remarks, row.sent_at, row.sent_by_name = no_remarks, at, author.name[:150]
    row.version, row.changed_at = row.version + 1, at
    row.save(update_fields=["no_remarks", "sent_at", "sent_by_name", "version", "changed_at"])
    words = f"{council}: {sent_words(row, remarks)}"
    log(row.hearing.plan, PlanEvent.Kind.RESPONDED, words, actor=author.name, account=author.account, at=at)
    hearing_news.responded(row, author=author, at=at)
    hearing_records.keep_response(row, remarks, at=at)
    return row


@transaction.atomic
def record(
    *, hearing: Hearing, council: Council, text: str, reference: str, author: Author, at: datetime
) -> HearingResponse:
    """Note, for a council, the response that it gave elsewhere, or without a text that it has no remarks.

    Raises IllegalTransition where the council has sent one, or has begun to write one in the portal.
    """
    row = _hold(hearing, council, at)
    if row.text or row.remarks.exists():
        raise IllegalTransition([f"{council} er ved at skrive sit høringssvar i portalen. Det kan rådet selv sende."])
    row.text, row.no_remarks, row.reference = text.strip(), not text.strip(), reference.strip()
    row.sent_at, row.sent_by_name, row.version, row.changed_at = at, author.name[:150], row.version + 1, at
    row.save()
    words = f"{council}: {sent_words(row, [])}, noteret af sekretariatet ({row.reference})"
    who = {"actor": author.name, "account": author.account, "on_behalf_of": council.name}
    log(row.hearing.plan, PlanEvent.Kind.RESPONDED, words, at=at, **who)
    hearing_news.recorded(row, author=author, at=at)
    hearing_records.keep_response(row, [], at=at)
    return row


def _not_to_be_sent(row: HearingResponse, remarks: list[HearingRemark], no_remarks: bool) -> Iterator[Reason]:
    says_something = bool(row.text) or any(remark.included for remark in remarks)
    if no_remarks and says_something:
        yield Reason(
            "Der er tekst eller bemærkninger i svaret. Slet teksten, og tag bemærkningerne ud, eller send det."
        )
    if not no_remarks and not says_something:
        yield Reason("Der er hverken tekst eller bemærkninger i svaret. Send »Ingen bemærkninger« i stedet.")


def sent_words(row: HearingResponse, remarks: Iterable[HearingRemark]) -> str:
    """What was sent, in a few words, and whether it came after the day set for it."""
    count = sum(remark.included for remark in remarks)
    if row.no_remarks:
        words = "ingen bemærkninger"
    elif not count:
        words = "høringssvar"
    else:
        words = f"høringssvar med {count} {'bemærkning' if count == 1 else 'bemærkninger'} til afsnit"
    return f"{words}, modtaget efter fristen" if is_late(row) else words


@transaction.atomic
def take_back(*, response: HearingResponse, author: Author, at: datetime) -> HearingResponse:
    """Take a response back, to change it, while its date has not passed and nobody has answered it.

    Raises IllegalTransition.
    """
    workflow.lock(response.hearing.plan)
    row = HearingResponse.objects.select_related("hearing__plan__council", "council").get(pk=response.pk)
    if found := taking_back_obstacles(row, at=at):
        raise IllegalTransition(found)
    row.sent_at, row.sent_by_name, row.no_remarks, row.reference = None, "", False, ""
    row.version, row.changed_at = row.version + 1, at
    row.save(update_fields=["sent_at", "sent_by_name", "no_remarks", "reference", "version", "changed_at"])
    plan: Plan = row.hearing.plan
    words = f"{row.council}: høringssvaret er taget tilbage"
    log(plan, PlanEvent.Kind.RESPONDED, words, actor=author.name, account=author.account, at=at)
    return row
