"""The secretariat answers proposals: drafted in private, laid ready, sent alone or together; and merges them.

A draft is a conditional UPDATE on its version, and an answer is sent in the version that was shown, to the proposal in
the version that was shown: nobody sends what they have not seen, and two who send at once send once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.template.loader import render_to_string

from plans import proposal_news, records
from plans.models import PlanEvent, Proposal, ProposalAnswer
from plans.proposing import final_answers, fresh, hold, log_on
from plans.publishing.passages import trusted
from plans.saving import Author
from plans.workflow import IllegalTransition, Reason

State = Proposal.State
Outcome = ProposalAnswer.Outcome
NEEDS_SECTION = (Outcome.ACCEPTED, Outcome.PARTLY)
NEEDS_WORDS = (Outcome.REJECTED, Outcome.ELABORATE)


class AnswerChanged(Exception):
    """Somebody else saved or sent the answer, or the proposal was changed, since the page was opened."""

    def __init__(self, now: ProposalAnswer | None, *, proposal_changed: bool = False) -> None:
        what = "Forslaget" if proposal_changed else "Svaret"
        super().__init__(f"{what} er ændret, siden du åbnede siden.")
        self.now, self.proposal_changed = now, proposal_changed


@dataclass(frozen=True)
class Words:
    """What an answer says; `version` is that of the draft it began from, 0 where there was none."""

    outcome: str
    section_key: str
    section_heading: str
    text: str
    internal_note: str
    released: bool
    version: int

    @property
    def columns(self) -> dict[str, Any]:
        """The answer's columns that say so; where it ended belongs to what is accepted alone."""
        ended = self.outcome in NEEDS_SECTION
        return {
            "outcome": self.outcome,
            "section_key": self.section_key if ended else "",
            "section_heading": self.section_heading if ended else "",
            "text": self.text,
            "internal_note": self.internal_note,
            "released": self.released,
        }


# What may be done ----------------------------------------------------------------------------------------------------


def obstacles_to_answering(proposal: Proposal) -> list[Reason]:
    """Why the proposal may not be answered now; empty when it may. A new answer after a sent one may be written."""
    if proposal.state == State.WITHDRAWN:
        return [Reason("Forslaget er trukket tilbage og skal ikke besvares.")]
    if proposal.state == State.DRAFT:
        return [Reason("Forslaget er ikke sendt.")]
    if proposal.merged_into_id:
        return [Reason("Forslaget er samlet i et andet og besvares sammen med det.")]
    if proposal.state == State.RETURNED:
        return [Reason("Forslaget er sendt tilbage til lokalrådet, som skal uddybe det.")]
    return []


def lacking(answer: ProposalAnswer) -> list[Reason]:
    """What the answer lacks before it can be sent; empty when nothing."""
    found = []
    if not answer.outcome:
        found.append(Reason("Vælg en afgørelse."))
    if answer.outcome in NEEDS_SECTION and not answer.section_key:
        found.append(Reason("Vælg det afsnit, som forslaget endte i."))
    if answer.outcome in NEEDS_WORDS and not answer.text.strip():
        found.append(Reason("Skriv en begrundelse."))
    return found


# Drafting ------------------------------------------------------------------------------------------------------------


def drafted(proposal: Proposal) -> ProposalAnswer | None:
    """The answer that is being written; None where none is."""
    return ProposalAnswer.objects.filter(proposal=proposal, sent_at__isnull=True).first()


@transaction.atomic
def draft(proposal: Proposal, words: Words, *, ready: bool, author: Author, at: datetime) -> ProposalAnswer:
    """Keep the answer as it is so far, laid ready to be sent or not. Raises AnswerChanged, IllegalTransition."""
    row = hold(proposal)
    if reasons := obstacles_to_answering(row):
        raise IllegalTransition(reasons)
    fields = words.columns | {
        "changed_at": at,
        "written_by_name": author.name[:150],
        "ready_at": at if ready else None,
    }
    answer = _begun(row, fields) if words.version == 0 else _changed(row, words.version, fields)
    if ready and (reasons := lacking(answer)):
        raise IllegalTransition(reasons)
    return answer


def _begun(row: Proposal, fields: dict[str, Any]) -> ProposalAnswer:
    try:
        with transaction.atomic():
            return ProposalAnswer.objects.create(proposal=row, **fields)
    except IntegrityError:
        raise AnswerChanged(drafted(row)) from None


def _changed(row: Proposal, version: int, fields: dict[str, Any]) -> ProposalAnswer:
    rows = ProposalAnswer.objects.filter(proposal=row, sent_at__isnull=True, version=version)
    if not rows.update(version=F("version") + 1, **fields):
        raise AnswerChanged(drafted(row))
    found = drafted(row)
    assert found is not None  # noqa: S101  it was changed a moment ago, and is held
    return found


def mark_seen(proposal: Proposal, *, at: datetime) -> None:
    """Note when the secretariat first read the proposal."""
    if proposal.seen_at is None and proposal.state != State.DRAFT:
        Proposal.objects.filter(pk=proposal.pk, seen_at__isnull=True).update(seen_at=at)
        proposal.seen_at = at


# Sending -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Seen:
    """An answer that somebody wants to send, in the versions of it and of its proposal that were shown."""

    proposal: Proposal
    version: int
    proposal_version: int


@transaction.atomic
def send(seen: Seen, *, author: Author, at: datetime) -> ProposalAnswer:
    """Send the drafted answer to the council, and to those of every proposal that was merged into this one.

    Raises AnswerChanged, IllegalTransition.
    """
    row = hold(seen.proposal)
    answer = drafted(row)
    if row.version != seen.proposal_version:
        raise AnswerChanged(answer, proposal_changed=True)
    if answer is None or answer.version != seen.version:
        raise AnswerChanged(answer)
    if reasons := [*obstacles_to_answering(row), *lacking(answer)]:
        raise IllegalTransition(reasons)
    sent = {"sent_at": at, "sent_by_name": author.name[:150], "ready_at": answer.ready_at or at}
    rows = ProposalAnswer.objects.filter(pk=answer.pk, version=seen.version, sent_at__isnull=True)
    if not rows.update(version=F("version") + 1, **sent):
        raise AnswerChanged(drafted(row))
    answer.refresh_from_db()
    if answer.outcome == Outcome.ELABORATE:
        _return(row)
    _tell_answered(row, answer, author, at)
    return answer


def _tell_answered(row: Proposal, answer: ProposalAnswer, author: Author, at: datetime) -> None:
    """The log, the authority's records, and every council that it answers."""
    receivers = answered_with(row)
    words = f"{row.reference} »{row.title}« fra {row.council}: {answer.get_outcome_display()}"
    plan = log_on(row.year, PlanEvent.Kind.ANSWERED, words, author=author, at=at)
    if plan is not None and records.is_wanted():
        context = {"proposal": row, "answer": answer, "receivers": receivers, "text": trusted(row.text)}
        document = render_to_string("plans/desk/proposals/record.html", context)
        records.keep(plan, name=f"forslag/svar-{row.reference}.html", data=document.encode(), at=at)
    proposal_news.answered(answer, receivers, author=author, at=at)


def _return(row: Proposal) -> None:
    """Every council of the proposal may amend its own again."""
    origins = Proposal.objects.filter(merged_into=row.pk, state=State.SUBMITTED)
    for rows in (Proposal.objects.filter(pk=row.pk), origins):
        rows.update(state=State.RETURNED, version=F("version") + 1)


def answered_with(row: Proposal) -> list[Proposal]:
    """The proposal and those merged into it, which have its answer too."""
    origins = Proposal.objects.filter(merged_into=row.pk, state__in=(State.SUBMITTED, State.RETURNED))
    return [row, *origins.select_related("council").order_by("number")]


def send_all(chosen: Iterable[Seen], *, author: Author, at: datetime) -> tuple[list[Proposal], list[Proposal]]:
    """Send those chosen, each by itself; gives which were sent, and which were not because they changed meanwhile."""
    done, left = [], []
    for seen in chosen:
        try:
            send(seen, author=author, at=at)
        except (AnswerChanged, IllegalTransition):
            left.append(seen.proposal)
        else:
            done.append(seen.proposal)
    return done, left


# Merging -------------------------------------------------------------------------------------------------------------


def obstacles_to_merging(proposal: Proposal) -> list[Reason]:
    """Why nothing may be merged into the proposal; empty when it may."""
    if reasons := obstacles_to_answering(proposal):
        return reasons
    return [Reason("Forslaget er besvaret.")] if final_answers(proposal).exists() else []


def to_merge(proposal: Proposal) -> Any:
    """The proposals of the same year that may be merged into this one."""
    rows = Proposal.objects.of_year(proposal.year).heads().unanswered().exclude(pk=proposal.pk)
    return rows.select_related("council").order_by("number")


@transaction.atomic
def merge(proposal: Proposal, chosen: Iterable[int], *, author: Author, at: datetime) -> list[Proposal]:
    """Merge those chosen, by pk, into the proposal, with what had been merged into them; gives which were.

    Raises IllegalTransition.
    """
    wanted = set(chosen)
    # All are held at once, in the order of their keys, so that nobody waits for somebody who waits for them. Whether
    # they may be merged is asked once they are held: until then one may have been answered.
    pks = [proposal.pk, *(other.pk for other in to_merge(proposal) if other.pk in wanted)]
    list(Proposal.objects.select_for_update().filter(pk__in=pks).order_by("pk"))
    row = fresh(proposal)
    if reasons := obstacles_to_merging(row):
        raise IllegalTransition(reasons)
    found = [other for other in to_merge(row) if other.pk in pks]
    pks = [other.pk for other in found]
    Proposal.objects.filter(merged_into__in=pks).update(merged_into=row)
    Proposal.objects.filter(pk__in=pks).update(merged_into=row, version=F("version") + 1)
    if found:
        names = ", ".join(other.reference for other in found)
        log_on(row.year, PlanEvent.Kind.MERGED, f"{names} er samlet i {row.reference}", author=author, at=at)
        Proposal.objects.filter(pk=row.pk).update(version=F("version") + 1)
    return found


@transaction.atomic
def unmerge(proposal: Proposal, *, author: Author, at: datetime) -> Proposal:
    """Have a proposal stand by itself again, while what it was merged into is unanswered. Raises IllegalTransition."""
    head = hold(proposal.merged_into) if proposal.merged_into else None
    row = hold(proposal)
    if head is None or row.merged_into_id != head.pk:
        raise IllegalTransition(["Forslaget er ikke samlet med et andet."])
    if final_answers(row).exists():
        raise IllegalTransition(["Forslagene er besvaret sammen og kan ikke længere skilles ad."])
    Proposal.objects.filter(pk__in=(row.pk, head.pk)).update(version=F("version") + 1)
    Proposal.objects.filter(pk=row.pk).update(merged_into=None)
    words = f"{row.reference} står igen for sig selv, før samlet i {head.reference}"
    log_on(row.year, PlanEvent.Kind.MERGED, words, author=author, at=at)
    return fresh(row)
