"""What the tests of proposals share: proposals and answers as they lie, and the forms that pages send."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from councils.models import Council, User
from plans.models import Plan, Proposal, ProposalAnswer, Timetable
from tests.base import section
from tests.contributing.builders import signed_in, told

__all__ = ["signed_in", "told"]

BASE = "<p>Kredsrådet mødes to gange om året.</p>"
NEW = "<p>Kredsrådet mødes fire gange om året.</p>"
INBOX = "/skrivebord/forslag/"
VIBORG = "/skrivebord/lokalraad/viborg/"


def in_days(days: int) -> date:
    """A day so many days from today."""
    return timezone.localdate() + timedelta(days=days)


def dates(plan: Plan, **days: int) -> Timetable:
    """The plan's dates, each so many days from today; by default it is collected for until in twenty days."""
    values = {"collecting_from": -30, "proposals_due": 20} | days
    return Timetable.objects.update_or_create(plan=plan, defaults={name: in_days(day) for name, day in values.items()})[
        0
    ]


def draft(council: Council, year: int = 2023, **fields: Any) -> Proposal:
    """A draft of a change of the section "kredsraadet"."""
    now = timezone.now()
    values: dict[str, Any] = {
        "title": "Flere møder",
        "section_key": "kredsraadet",
        "section_heading": "Kredsrådet",
        "base_plan": Plan.objects.filter(council__kind="district", year=year).first(),
        "base_text": BASE,
        "text": NEW,
        "reasons": "To møder er for få.",
        "created_by_name": "Formand",
        "created_at": now,
        "changed_at": now,
    }
    return Proposal.objects.create(council=council, year=year, **values | fields)


def sent(council: Council, year: int = 2023, **fields: Any) -> Proposal:
    """The same, sent, with the year's next number."""
    number = Proposal.objects.filter(year=year, number__isnull=False).count() + 1
    values = {"state": "submitted", "number": number, "submitted_at": timezone.now(), "submitted_by_name": "Formand"}
    return draft(council, year, **values | fields)


def answered(proposal: Proposal, outcome: str = "rejected", **fields: Any) -> ProposalAnswer:
    """An answer that was sent; a section where it ended goes with what is accepted."""
    ended = {"section_key": "kredsraadet", "section_heading": "Kredsrådet"}
    values = {"text": "Det er aftalt anderledes.", "changed_at": timezone.now(), "sent_at": timezone.now()}
    values |= ended if outcome in ("accepted", "partly") else {}
    return ProposalAnswer.objects.create(proposal=proposal, outcome=outcome, **values | fields)


def drafted(proposal: Proposal, outcome: str = "rejected", *, ready: bool = False, **fields: Any) -> ProposalAnswer:
    """An answer that is being written, or is laid ready."""
    return answered(proposal, outcome, sent_at=None, ready_at=timezone.now() if ready else None, **fields)


def page(proposal: Proposal) -> str:
    """Where the secretariat answers it."""
    return f"{INBOX}{proposal.reference}/"


def own_page(proposal: Proposal) -> str:
    """Where its council reads and writes it."""
    return f"/skrivebord/lokalraad/{proposal.council.slug}/forslag/{proposal.pk}/"


def form(**fields: Any) -> dict[str, Any]:
    """What the page of a new proposal sends, opened with the section "kredsraadet"."""
    values = {
        "version": 0,
        "base": 1,
        "base_key": "kredsraadet",
        "kind": "change",
        "section_key": "kredsraadet",
        "title": "Flere møder",
        "text": NEW,
        "reasons": "To møder er for få.",
        "do": "send",
    }
    return values | fields


def write(user: User, **fields: Any) -> Any:
    """Send the page of a new proposal of Viborg's."""
    return signed_in(user).post(f"{VIBORG}forslag/nyt/", form(**fields))


def amend(user: User, proposal: Proposal, **fields: Any) -> Any:
    """Send the proposal's own page, opened just now."""
    proposal = fresh(proposal)
    values = {
        "version": proposal.version,
        "base": 0,
        "base_key": proposal.section_key,
        "kind": proposal.kind,
        "section_key": proposal.section_key,
        "title": proposal.title,
        "text": proposal.text,
        "reasons": proposal.reasons,
        "do": "gem",
    }
    return signed_in(user).post(own_page(proposal), values | fields)


def answer(user: User, proposal: Proposal, **fields: Any) -> Any:
    """Send the secretariat's page of the proposal."""
    row = ProposalAnswer.objects.filter(proposal=proposal, sent_at__isnull=True).first()
    values = {"version": row.version if row else 0, "outcome": "rejected", "text": "Nej tak.", "do": "gem"}
    return signed_in(user).post(page(proposal), values | fields)


def send_one(user: User, proposal: Proposal, **fields: Any) -> Any:
    """Send the page that asks whether the answer shall go out."""
    row, now = ProposalAnswer.objects.filter(proposal=proposal, sent_at__isnull=True).first(), fresh(proposal)
    values = {"version": row.version if row else 0, "proposal_version": now.version}
    return signed_in(user).post(f"{page(proposal)}send/", values | fields)


def fresh(proposal: Proposal) -> Proposal:
    """The proposal as the database has it."""
    return Proposal.objects.select_related("council").get(pk=proposal.pk)


def text_of(plan: Plan, key: str = "kredsraadet") -> str:
    """What the plan's section says."""
    return section(plan, key).text
