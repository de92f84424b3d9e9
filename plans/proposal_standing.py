"""How it stands with a proposal: for the secretariat, and for the council that made it, which sees no drafts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone

from plans.models import Proposal, ProposalAnswer

State = Proposal.State
Outcome = ProposalAnswer.Outcome


class Standing(StrEnum):
    """How it stands. The value is the filter's name in an address."""

    DRAFT = "kladde"
    UNANSWERED = "uden-svar"
    DRAFTED = "svar-i-kladde"
    READY = "klar"
    ACCEPTED = "imoedekommet"
    PARTLY = "delvist"
    REJECTED = "ikke-imoedekommet"
    RETURNED = "uddybes"
    MERGED = "samlet"
    WITHDRAWN = "trukket-tilbage"


OF_OUTCOME: dict[str, Standing] = {
    Outcome.ACCEPTED: Standing.ACCEPTED,
    Outcome.PARTLY: Standing.PARTLY,
    Outcome.REJECTED: Standing.REJECTED,
}
WAITING = (Standing.UNANSWERED, Standing.DRAFTED, Standing.READY)
"""No answer has been sent."""


@dataclass(frozen=True)
class Look:
    """A standing as pages show it: the class of its colour, icon, word."""

    style: str
    icon: str
    word: str


LOOKS = {
    Standing.DRAFT: Look("wait", "edit", "Kladde"),
    Standing.UNANSWERED: Look("todo", "hourglass", "Uden svar"),
    Standing.DRAFTED: Look("wait", "edit", "Svar i kladde"),
    Standing.READY: Look("wait", "send", "Svar klar"),
    Standing.ACCEPTED: Look("ok", "check", "Imødekommet"),
    Standing.PARTLY: Look("done", "tune", "Delvist imødekommet"),
    Standing.REJECTED: Look("", "close", "Ikke imødekommet"),
    Standing.RETURNED: Look("wait", "reply", "Skal uddybes"),
    Standing.MERGED: Look("", "link", "Samlet"),
    Standing.WITHDRAWN: Look("", "close", "Trukket tilbage"),
}
COUNCILS_LOOKS = LOOKS | {
    Standing.UNANSWERED: Look("wait", "hourglass", "Afventer svar"),
    Standing.RETURNED: Look("todo", "reply", "Skal uddybes"),
}
"""What the council sees: that an answer is awaited, and what is asked of itself."""


@dataclass(frozen=True)
class AnswerTold:
    """An answer that was sent, with how it is shown."""

    row: ProposalAnswer
    look: Look


def look_of_outcome(outcome: str) -> Look:
    """How an outcome is shown."""
    return LOOKS[OF_OUTCOME.get(outcome, Standing.RETURNED)]


@dataclass(frozen=True)
class Row:
    """A proposal with its answers: the one drafted, and those sent, oldest first. `head` is what it was merged into."""

    proposal: Proposal
    draft: ProposalAnswer | None
    sent: tuple[ProposalAnswer, ...]
    at: datetime
    head: Row | None = None

    @property
    def answer(self) -> ProposalAnswer | None:
        """The answer that counts: the newest one sent, of what it was merged into where it was."""
        row = self.head or self
        return row.sent[-1] if row.sent else None

    @property
    def answers_told(self) -> list[AnswerTold]:
        """The answers sent, newest first, each with how it is shown."""
        return [AnswerTold(row, look_of_outcome(row.outcome)) for row in reversed(self.sent)]

    @property
    def is_answered(self) -> bool:
        """Whether a final answer was sent."""
        return self.answer is not None and self.answer.is_final

    @property
    def standing(self) -> Standing:
        """How it stands for the secretariat."""
        if self.proposal.merged_into_id and self.proposal.state not in (State.WITHDRAWN, State.DRAFT):
            return Standing.MERGED
        if (found := self.standing_told) != Standing.UNANSWERED or self.draft is None:
            return found
        return Standing.READY if self.draft.ready_at else Standing.DRAFTED

    @property
    def standing_told(self) -> Standing:
        """How it stands for everybody else."""
        if self.proposal.state == State.WITHDRAWN:
            return Standing.WITHDRAWN
        if self.proposal.state == State.DRAFT:
            return Standing.DRAFT
        if self.answer is not None and self.answer.is_final:
            return OF_OUTCOME[self.answer.outcome]
        return Standing.RETURNED if self.proposal.state == State.RETURNED else Standing.UNANSWERED

    @property
    def look(self) -> Look:
        """How the secretariat is shown it; a drafted outcome is named, though nobody else knows it."""
        look = LOOKS[self.standing]
        if self.standing in (Standing.DRAFTED, Standing.READY) and self.draft and self.draft.outcome:
            ending = "klar" if self.standing == Standing.READY else "kladde"
            return Look(look.style, look.icon, f"{self.draft.get_outcome_display()} – {ending}")
        if self.standing == Standing.MERGED and self.head:
            return Look(look.style, look.icon, f"Samlet i {self.head.proposal.reference}")
        return look

    @property
    def look_told(self) -> Look:
        """How its own council is shown it."""
        return COUNCILS_LOOKS[self.standing_told]

    @property
    def waits(self) -> bool:
        """Whether nobody has begun an answer."""
        return self.standing == Standing.UNANSWERED

    @property
    def days(self) -> int:
        """How many days ago it was sent."""
        sent = self.proposal.submitted_at
        return (timezone.localdate(self.at) - timezone.localdate(sent)).days if sent else 0

    @property
    def sent_on(self) -> date | None:
        """The day on which it was sent."""
        return timezone.localdate(self.proposal.submitted_at) if self.proposal.submitted_at else None


def rows_of(proposals: Any, *, at: datetime) -> list[Row]:
    """The proposals of a queryset with their answers, in its order; three queries, however many there are."""
    answers = Prefetch("answers", ProposalAnswer.objects.order_by("pk"))
    heads = Prefetch("merged_into__answers", ProposalAnswer.objects.order_by("pk"))
    found = proposals.select_related("council__municipality", "merged_into__council").prefetch_related(answers, heads)
    return [row_of(proposal, at=at) for proposal in found]


def row_of(proposal: Proposal, *, at: datetime) -> Row:
    """One proposal with its answers."""
    head = row_of(proposal.merged_into, at=at) if proposal.merged_into else None
    answers = list(proposal.answers.all())
    sent = tuple(sorted((row for row in answers if row.sent_at), key=lambda row: (row.sent_at, row.pk)))
    draft = next((row for row in answers if row.sent_at is None), None)
    return Row(proposal, draft, sent, at, head)


def received(rows: Iterable[Row]) -> list[Row]:
    """Those that the secretariat has."""
    return [row for row in rows if row.proposal.state in (State.SUBMITTED, State.RETURNED)]
