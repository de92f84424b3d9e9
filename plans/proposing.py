"""A local council's proposals: written, sent, amended, withdrawn; or said that there are none this year.

Every change says which version it began from and is a conditional UPDATE: two of the same council never overwrite each
other, the second is told (ProposalPassed). The number, one row a year, is given when a proposal is sent; the database
lets no number be given twice, and whoever comes second takes the next.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.formats import date_format

from councils.canonical import canonicalise
from councils.models import Council
from initiatives.models import FocusArea
from plans import proposal_news
from plans.models import NoProposals, Plan, PlanEvent, Proposal, ProposalAnswer
from plans.proposal_years import Seasons
from plans.saving import Author
from plans.workflow import IllegalTransition, Reason, log

State = Proposal.State
Kind = Proposal.Kind
PATIENCE = 50
"""How often a number is tried for; each round means that somebody else got one."""


class ProposalPassed(Exception):
    """Somebody else saved, sent or withdrew it since the page was opened; `now` is the proposal as it is."""

    def __init__(self, now: Proposal) -> None:
        super().__init__("En anden har gemt eller sendt forslaget, siden du åbnede siden.")
        self.now = now


@dataclass(frozen=True)
class Start:
    """What a change begins from: the section's key and heading, the plan it stands in, and its text then."""

    key: str = ""
    heading: str = ""
    plan: Plan | None = None
    text: str = ""


@dataclass(frozen=True)
class Content:
    """What a council proposes."""

    title: str
    kind: str
    start: Start
    text: str
    reasons: str = ""
    focus_area: FocusArea | None = None
    partners: str = ""
    discussed: bool = False

    @property
    def columns(self) -> dict[str, Any]:
        """The proposal's columns that say so; a proposal of a new section begins from no other."""
        start = self.start if self.kind != Kind.NEW else Start()
        return {
            "title": self.title,
            "kind": self.kind,
            "section_key": start.key,
            "section_heading": start.heading,
            "base_plan": start.plan,
            "base_text": start.text,
            "text": canonicalise(self.text),
            "reasons": self.reasons,
            "focus_area": self.focus_area,
            "partners": self.partners,
            "discussed": self.discussed,
        }


# What may be done ----------------------------------------------------------------------------------------------------


def final_answers(proposal: Proposal) -> Any:
    """The final answers that were sent, of the proposal or of what it was merged into."""
    head = proposal.merged_into_id or proposal.pk
    rows = ProposalAnswer.objects.filter(proposal=head, sent_at__isnull=False)
    return rows.exclude(outcome=ProposalAnswer.Outcome.ELABORATE)


def obstacles_to_amending(proposal: Proposal, *, on: date) -> list[Reason]:
    """Why the proposal may not be changed now; empty when it may."""
    if proposal.state == State.WITHDRAWN:
        return [Reason("Forslaget er trukket tilbage. Tag det op igen for at rette i det.")]
    if final_answers(proposal).exists():
        return [Reason("Forslaget er besvaret og kan ikke længere ændres.")]
    if proposal.state != State.SUBMITTED:
        return []
    season = Seasons.load(on=on).of(proposal.year)
    if season.is_open:
        return []
    until = f" {date_format(season.due, 'j. F Y')}" if season.due else ""
    return [Reason(f"Indsamlingen til planen for {proposal.year} sluttede{until}. Forslaget kan ikke længere ændres.")]


def obstacles_to_withdrawing(proposal: Proposal) -> list[Reason]:
    """Why the proposal may not be withdrawn; empty when it may."""
    if proposal.state == State.WITHDRAWN:
        return [Reason("Forslaget er trukket tilbage.")]
    if final_answers(proposal).exists():
        return [Reason("Forslaget er besvaret og kan ikke længere trækkes tilbage.")]
    return []


# Writing -------------------------------------------------------------------------------------------------------------


@transaction.atomic
def begin(*, council: Council, year: int, content: Content, author: Author, at: datetime) -> Proposal:
    """A new draft for the year's plan; only the council sees it."""
    return Proposal.objects.create(
        council=council,
        year=year,
        created_by=author.account,
        created_by_name=author.name[:150],
        created_at=at,
        changed_at=at,
        **content.columns,
    )


@transaction.atomic
def save(proposal: Proposal, content: Content, *, version: int, at: datetime) -> Proposal:
    """Keep what was written: in a draft, or in a proposal that may still be amended.

    Raises ProposalPassed, IllegalTransition.
    """
    row = hold(proposal)
    _check(row, version, obstacles_to_amending(row, on=timezone.localdate(at)))
    return _change(row, version=version, changed_at=at, **content.columns)


@transaction.atomic
def send(proposal: Proposal, *, version: int, author: Author, at: datetime) -> Proposal:
    """Send a draft, or send one anew that was to be elaborated. Its year and number are settled here.

    Raises ProposalPassed, IllegalTransition.
    """
    _hold_council(proposal.council)
    row, on = hold(proposal), timezone.localdate(at)
    if row.state == State.SUBMITTED:
        _check(row, version, [Reason("Forslaget er sendt.")])
    _check(row, version, [*obstacles_to_amending(row, on=on), *_lacking(row)])
    was_returned = row.state == State.RETURNED
    sent = {"state": State.SUBMITTED, "submitted_at": at, "submitted_by_name": author.name[:150], "changed_at": at}
    if was_returned:
        found = _change(row, version=version, **sent)
        if row.merged_into_id:
            Proposal.objects.filter(pk=row.merged_into_id, state=State.RETURNED).update(state=State.SUBMITTED)
    else:
        year = Seasons.load(on=on).landing(row.year)
        moved = {"meant_for": row.year} if year != row.year else {}
        found = _numbered(row, year, version, sent | moved)
    _tell_sent(found, author, at, again=was_returned)
    return found


def _lacking(row: Proposal) -> list[Reason]:
    """What a proposal must have when it is sent; the form has said so before, by the field."""
    found = []
    if not row.reasons.strip():
        found.append(Reason("Skriv en begrundelse, før forslaget sendes."))
    if row.kind != Kind.NEW and not row.section_key:
        found.append(Reason("Vælg det afsnit, som forslaget handler om, før det sendes."))
    if row.kind != Kind.REMOVAL and not row.text:
        found.append(Reason("Skriv den tekst, I foreslår, før forslaget sendes."))
    if row.kind != Kind.NEW and row.section_key and row.base_text and row.text == row.base_text:
        found.append(Reason("Teksten er den samme som i planen i dag. Ret den, før forslaget sendes."))
    return found


def _numbered(row: Proposal, year: int, version: int, fields: dict[str, Any]) -> Proposal:
    """The conditional UPDATE that sends it, with the year's next number, unless it has one of that year already."""
    for _ in range(PATIENCE):
        number = row.number if row.number and row.year == year else _next(year)
        try:
            with transaction.atomic():
                return _change(row, version=version, year=year, number=number, **fields)
        except IntegrityError:
            continue
    raise IllegalTransition(["Mange sender forslag lige nu. Prøv igen om lidt; kladden er gemt."])


def _next(year: int) -> int:
    highest = Proposal.objects.filter(year=year).aggregate(highest=Max("number"))["highest"]
    return (highest or 0) + 1


def _tell_sent(row: Proposal, author: Author, at: datetime, *, again: bool) -> None:
    gone, _ = NoProposals.objects.filter(council=row.council, year=row.year).delete()
    words = f"{row.reference} »{row.title}« fra {row.council}"
    words += " er sendt igen" if again else ""
    words += ". Lokalrådet havde meldt ingen forslag" if gone else ""
    log_on(row.year, PlanEvent.Kind.PROPOSED, words, author=author, at=at)
    proposal_news.received(row, author=author, at=at, again=again)


# Withdrawing ---------------------------------------------------------------------------------------------------------


@transaction.atomic
def withdraw(proposal: Proposal, *, version: int, author: Author, at: datetime) -> Proposal:
    """Take a proposal back; it can be taken up again. What was merged into it stands by itself again.

    Raises ProposalPassed, IllegalTransition.
    """
    row = hold(proposal)
    _check(row, version, obstacles_to_withdrawing(row))
    was_sent = row.state != State.DRAFT
    gone = _change(row, version=version, state=State.WITHDRAWN, withdrawn_at=at, changed_at=at, merged_into=None)
    Proposal.objects.filter(merged_into=row.pk).update(merged_into=None)
    if was_sent:
        words = f"{row.reference} »{row.title}« fra {row.council}"
        log_on(row.year, PlanEvent.Kind.PROPOSAL_WITHDRAWN, words, author=author, at=at)
        proposal_news.withdrawn(gone, author=author, at=at)
    return gone


@transaction.atomic
def resume(proposal: Proposal, *, version: int, at: datetime) -> Proposal:
    """Take a withdrawn proposal up again, as a draft. Raises ProposalPassed, IllegalTransition."""
    row = hold(proposal)
    why = [] if row.state == State.WITHDRAWN else [Reason("Forslaget er ikke trukket tilbage.")]
    _check(row, version, why)
    return _change(row, version=version, state=State.DRAFT, withdrawn_at=None, changed_at=at)


# None this year ------------------------------------------------------------------------------------------------------


@transaction.atomic
def say_none(*, council: Council, year: int, author: Author, at: datetime) -> bool:
    """Say that the council has no proposals for the year; False where it has said so already.

    Raises IllegalTransition where it has sent some, or the year's collecting is over.
    """
    _hold_council(council)
    on = timezone.localdate(at)
    if Seasons.load(on=on).of(year).has_ended:
        raise IllegalTransition([f"Indsamlingen til planen for {year} er slut."])
    sent = Proposal.objects.of_year(year).received().filter(council=council).count()
    if sent:
        count = "1 forslag" if sent == 1 else f"{sent} forslag"
        raise IllegalTransition([f"{council} har sendt {count} til planen for {year}. Træk dem tilbage først."])
    defaults = {"declared_at": at, "declared_by_name": author.name[:150]}
    _, is_new = NoProposals.objects.get_or_create(council=council, year=year, defaults=defaults)
    if is_new:
        log_on(year, PlanEvent.Kind.NO_PROPOSALS, f"{council}: ingen forslag", author=author, at=at)
    return is_new


@transaction.atomic
def take_back_none(*, council: Council, year: int, author: Author, at: datetime) -> bool:
    """Take that back; False where it was not said."""
    gone, _ = NoProposals.objects.filter(council=council, year=year).delete()
    if gone:
        words = f"{council}: meldingen om ingen forslag er taget tilbage"
        log_on(year, PlanEvent.Kind.NO_PROPOSALS, words, author=author, at=at)
    return bool(gone)


# Shared --------------------------------------------------------------------------------------------------------------


def hold(proposal: Proposal) -> Proposal:
    """The proposal as it is, held until the transaction ends; what it is answered with is held before it."""
    if proposal.merged_into_id:
        Proposal.objects.select_for_update().filter(pk=proposal.merged_into_id).first()
    Proposal.objects.select_for_update().filter(pk=proposal.pk).first()
    return fresh(proposal)


def _hold_council(council: Council) -> None:
    """Let nobody else send the council's proposals, or say that there are none, until the transaction ends."""
    Council.objects.select_for_update().get(pk=council.pk)


def fresh(proposal: Proposal) -> Proposal:
    """The proposal as the database has it."""
    return Proposal.objects.select_related("council", "focus_area", "base_plan").get(pk=proposal.pk)


def _check(row: Proposal, version: int, reasons: list[Reason]) -> None:
    """What somebody else did in between is told as that, before any rule."""
    if row.version != version:
        raise ProposalPassed(row)
    if reasons:
        raise IllegalTransition(reasons)


def _change(row: Proposal, *, version: int, **fields: Any) -> Proposal:
    rows = Proposal.objects.filter(pk=row.pk, version=version, state=row.state)
    if not rows.update(version=F("version") + 1, **fields):
        raise ProposalPassed(fresh(row))
    return fresh(row)


def log_on(year: int, kind: str, words: str, *, author: Author, at: datetime) -> Plan | None:
    """A line in the log of the district council's plan of the year, where there is one; gives that plan."""
    plan = Plan.objects.of_district().select_related("council").filter(year=year).first()
    if plan is not None:
        log(plan, kind, words, actor=author.name[:150], account=author.account, at=at)
    return plan
