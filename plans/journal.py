"""A plan's log and all that was decided, sent and published of it, as files for the authority's records."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from io import StringIO
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone

from councils.canonical import plain_text
from plans.models import (
    Approval,
    HearingResponse,
    Plan,
    PlanEvent,
    ProposalAnswer,
)
from plans.publishing import packages
from plans.publishing.packages import as_json, with_digests, zipped

BOM = "\ufeff"
"""By it a spreadsheet knows that the file is UTF-8."""
FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What a cell begins with that a spreadsheet takes for a formula or a command (OWASP, CSV injection)."""
COLUMNS = ("Tidspunkt", "Hændelse", "Hvem", "På vegne af", "Hvad", "Plan", "Sagsnummer")


def as_text(cell: str) -> str:
    """The cell as one that a spreadsheet shows and does not calculate."""
    return f"'{cell}" if cell.lstrip(" \u00a0").startswith(FORMULAS) else cell


def stamp(at: datetime | date | None) -> str:
    """A moment in Copenhagen's time, or a day, as ISO 8601 writes it."""
    if isinstance(at, datetime):
        return timezone.localtime(at).isoformat(timespec="seconds")
    return at.isoformat() if at else ""


# The log -------------------------------------------------------------------------------------------------------------


def log_csv(plan: Plan, events: Iterable[PlanEvent]) -> bytes:
    """The log as CSV: UTF-8 with a byte order mark, semicolons, one line an event."""
    out = StringIO()
    lines = csv.writer(out, delimiter=";", lineterminator="\r\n")
    lines.writerow(COLUMNS)
    for event in events:
        row = [stamp(event.at), event.get_kind_display(), event.actor, event.on_behalf_of, event.text]
        lines.writerow([as_text(cell) for cell in (*row, plan.title, plan.case_number)])
    return (BOM + out.getvalue()).encode()


def log_json(plan: Plan, events: Iterable[PlanEvent]) -> bytes:
    """The log as JSON."""
    return as_json({**_head(plan), "log": [_event(event) for event in events]})


def _head(plan: Plan) -> dict[str, Any]:
    return {"plan": plan.title, "year": plan.year, "council": plan.council.slug, "case_number": plan.case_number}


def _event(event: PlanEvent) -> dict[str, Any]:
    return {
        "at": stamp(event.at),
        "kind": event.kind,
        "what": event.get_kind_display(),
        "who": event.actor,
        "on_behalf_of": event.on_behalf_of,
        "text": event.text,
    }


# All of it -----------------------------------------------------------------------------------------------------------


def journal(plan: Plan) -> bytes:
    """The log, the answers that were sent, the responses, the rounds, and the editions with their files: a ZIP file."""
    events = list(plan.events.order_by("at", "pk"))
    answers, responses, rounds = _answers(plan), _responses(plan), _rounds(plan)
    files = {
        "log.csv": log_csv(plan, events),
        "log.json": log_json(plan, events),
        "sag.json": as_json({**_head(plan), "proposals": answers, "responses": responses, "rounds": rounds}),
        "forslag.txt": _document("proposals", plan, answers),
        "hoeringssvar.txt": _document("responses", plan, responses),
        "beslutning.txt": _document("rounds", plan, rounds),
        **dict(_editions(plan)),
    }
    return zipped(with_digests(files))


def _document(name: str, plan: Plan, rows: list[dict[str, Any]]) -> bytes:
    context = {"plan": plan, "rows": rows}
    lines = render_to_string(f"plans/package/{name}.txt", context).splitlines()
    return ("\n".join(line.rstrip() for line in lines).strip() + "\n").encode()


def _answers(plan: Plan) -> list[dict[str, Any]]:
    """Every answer that was sent to a proposal for the year, the internal notes left out."""
    rows = ProposalAnswer.objects.filter(sent_at__isnull=False, proposal__year=plan.year)
    return [
        {
            "reference": row.proposal.reference,
            "title": row.proposal.title,
            "council": str(row.proposal.council),
            "submitted_at": stamp(row.proposal.submitted_at),
            "submitted_by": row.proposal.submitted_by_name,
            "proposed": row.proposal.text,
            "proposed_text": plain_text(row.proposal.text),
            "reasons": row.proposal.reasons,
            "outcome": row.get_outcome_display(),
            "section": row.section_heading,
            "answer": row.text,
            "sent_at": stamp(row.sent_at),
            "sent_by": row.sent_by_name,
        }
        for row in rows.select_related("proposal__council").order_by("proposal__number", "pk")
    ]


def _responses(plan: Plan) -> list[dict[str, Any]]:
    """Every response that was sent in a hearing of the plan, with what it says of the sections, and the answers."""
    rows = HearingResponse.objects.sent().filter(hearing__plan=plan)
    return [
        {
            "council": str(row.council),
            "hearing_opened": stamp(row.hearing.opened_at),
            "snapshot": row.hearing.digest,
            "no_remarks": row.no_remarks,
            "text": row.text,
            "sent_at": stamp(row.sent_at),
            "sent_by": row.sent_by_name,
            "answer": row.answer,
            "answered_at": stamp(row.answered_at),
            "remarks": [_remark(remark) for remark in row.remarks.all() if remark.included],
        }
        for row in rows.select_related("council", "hearing")
        .defer("hearing__content")
        .prefetch_related("remarks")
        .order_by("hearing", "council__name")
    ]


def _remark(remark: Any) -> dict[str, Any]:
    return {"section": remark.section_heading, "text": remark.text, "answer": remark.answer}


def _rounds(plan: Plan) -> list[dict[str, Any]]:
    """Every round: what was decided on, by its digest, the decision, what was reserved, and what the seats said."""
    rows = plan.rounds.defer("content").select_related("follows").prefetch_related("reservations", "approvals")
    return [
        {
            "opened_at": stamp(row.opened_at),
            "opened_by": row.opened_by,
            "digest": row.digest,
            "follows": row.follows.digest if row.follows else "",
            "decision": row.decision,
            "decided_on": stamp(row.decided_on),
            "outcome": row.get_outcome_display(),
            "recorded_by": row.recorded_by,
            "signed_off_by": row.signed_off_by,
            "signed_off_at": stamp(row.signed_off_at),
            "ended_at": stamp(row.ended_at),
            "end_reason": row.end_reason,
            "reservations": [{"name": one.name, "text": one.text} for one in row.reservations.all()],
            "approvals": [_approval(one) for one in row.approvals.all()],
        }
        for row in rows.order_by("pk")
    ]


def _approval(row: Approval) -> dict[str, Any]:
    return {
        "office": row.office,
        "holder": row.holder,
        "outcome": row.get_outcome_display(),
        "remarks": row.remarks,
        "how": row.get_capacity_display(),
        "reference": row.reference,
        "given_by": row.given_by_name,
        "given_at": stamp(row.given_at),
        "digest": row.digest,
        "answer": row.answer,
    }


def _editions(plan: Plan) -> Iterator[tuple[str, bytes]]:
    for edition in plan.editions.select_related("plan__council").order_by("number"):
        folder = packages.folder_of(edition)
        yield f"{folder}/udgave.json", as_json(_about(edition))
        if edition.content:
            for name, data in packages.files_of(edition).items():
                yield f"{folder}/{name}", data


def _about(edition: Any) -> dict[str, Any]:
    withdrawal, blocking = getattr(edition, "withdrawal", None), getattr(edition, "blocking", None)
    blocked = blocking if blocking is not None and blocking.confirmed_at else None
    return {
        "number": edition.number,
        "published_on": stamp(edition.published_on),
        "published_at": stamp(edition.published_at),
        "published_by": edition.published_by,
        "digest": edition.digest,
        "note": edition.note,
        "withdrawn_at": stamp(withdrawal.withdrawn_at) if withdrawal else "",
        "withdrawal_reason": withdrawal.reason if withdrawal else "",
        "blocked_at": stamp(blocked.confirmed_at) if blocked else "",
        "blocking_reason": blocked.reason if blocked else "",
    }
