"""The decision on a plan: what the seats say of one exact text, what the council decides, and what is still lacking.

Every answer names the content that was read, by its SHA-256. It is given under the plan's lock, as the step to another
stage is taken: nobody approves a text that was not shown, and none is approved that is being taken back. Answers are
only added, the newest of a seat counts (plans.signing).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from councils.models import AgendaItem, Council, Meeting
from plans import decision_news, signing, workflow
from plans.models import Approval, ApprovalRound, Plan, PlanEvent, Reservation
from plans.publishing.facts import danish_date
from plans.publishing.freezing import freeze
from plans.saving import Author
from plans.signing import MySeat, Seat, Standing, standing
from plans.workflow import IllegalTransition, Reason, log

Outcome = ApprovalRound.Outcome
Capacity = Approval.Capacity
Kind = PlanEvent.Kind
LONGEST_DECISION = ApprovalRound._meta.get_field("decision").max_length or 0


class AlreadyAnswered(Exception):
    """Somebody has answered the remarks already; `now` is how they stand."""

    def __init__(self, now: Approval) -> None:
        super().__init__("Bemærkningerne er allerede besvaret.")
        self.now = now


# The round that is open ----------------------------------------------------------------------------------------------


def open_round(plan: Plan) -> ApprovalRound | None:
    """The plan's open approval round, while it is in the stage of decision."""
    if plan.stage != Plan.Stage.DECISION:
        return None
    found = plan.rounds.filter(ended_at__isnull=True).select_related("meeting_item__meeting").first()
    if found is not None:
        found.plan = plan
    return found


def hold(approval_round: ApprovalRound, digest: str | None = None) -> ApprovalRound:
    """The round as it is now, under the plan's lock; IllegalTransition where it is over, or of another text."""
    workflow.lock(approval_round.plan)
    row = ApprovalRound.objects.select_related("plan__council").get(pk=approval_round.pk)
    if row.ended_at is not None or row.plan.stage != Plan.Stage.DECISION:
        raise IllegalTransition([Reason(_why_over(row), url=reverse("approvals:sign", args=[row.plan.year]))])
    if digest is not None and digest != row.digest:
        words = "Teksten er rettet, siden du åbnede siden. Læs den, som den er nu, og svar så igen."
        raise IllegalTransition([Reason(words, url=reverse("approvals:sign", args=[row.plan.year]))])
    return row


def _why_over(row: ApprovalRound) -> str:
    if row.end_reason.startswith(EDITORIAL):
        return "Teksten er rettet redaktionelt, siden du åbnede siden. Læs rettelsen, og svar så igen."
    reason = f" {row.end_reason}." if row.end_reason else ""
    return f"Teksten, som du så, er ikke længere til godkendelse.{reason}"


EDITORIAL = "Redaktionel rettelse"
"""What the reason begins with, for which a round ends that another follows."""


# What a seat says ----------------------------------------------------------------------------------------------------


@transaction.atomic
def give(
    approval_round: ApprovalRound,
    *,
    seat: str,
    outcome: str,
    remarks: str = "",
    digest: str,
    seen: int | None = None,
    user: Any,
    at: datetime,
) -> Approval:
    """Approve the text with that digest for a seat, or make remarks on it; the same once more changes nothing.

    `seen` is the pk of the seat's answer that the page had shown, 0 for none; None where it had shown none of them.
    Raises IllegalTransition where the round is over, its text another, or somebody has answered for the seat meanwhile,
    and PermissionDenied where the account may not answer for it (any longer).
    """
    row = hold(approval_round, digest)
    mine = _mine(row, seat, user, at)
    before = signing.newest(row).get(mine.seat.key)
    text = remarks.strip() if outcome == Approval.Outcome.REMARKS else ""
    if outcome == Approval.Outcome.REMARKS and not text:
        raise IllegalTransition(["Skriv, hvad dine bemærkninger er."])
    if before and (before.outcome, before.remarks, before.holder) == (outcome, text, mine.seat.holder):
        return before
    if seen is not None and seen != (before.pk if before else 0):
        raise IllegalTransition([_answered_meanwhile(mine.seat, before)])
    author = Author.of(user)
    approval = _add(row, mine.seat, outcome, capacity=mine.capacity, author=author, at=at, remarks=text)
    if outcome == Approval.Outcome.REMARKS:
        decision_news.remarks_made(approval, author=author, at=at)
    return approval


def _answered_meanwhile(seat: Seat, now: Approval | None) -> str:
    if now is None:
        return f"Svaret for {seat.in_words} er taget tilbage, siden du åbnede siden. Se siden igen, og svar så."
    said = now.get_outcome_display()
    return f"{now.given_by_name} har imens svaret for {seat.in_words}: {said}. Se siden igen, og svar så."


@transaction.atomic
def take_back(approval_round: ApprovalRound, *, seat: str, user: Any, at: datetime) -> Approval | None:
    """Take a seat's answer back while the decision is not published; None where there is none. Raises as `give`."""
    row = hold(approval_round)
    mine = _mine(row, seat, user, at)
    if mine.seat.key not in signing.newest(row):
        return None
    return _add(row, mine.seat, Approval.Outcome.TAKEN_BACK, capacity=mine.capacity, author=Author.of(user), at=at)


def _mine(row: ApprovalRound, key: str, user: Any, at: datetime) -> MySeat:
    """The seat as one that the account answers for at that time."""
    mine = signing.my_seats(user, row.plan.council, on=timezone.localdate(at))
    found = next((one for one in mine if one.seat.key == key), None)
    if found is None:
        raise PermissionDenied("Du kan ikke svare for den plads.")
    return found


LOGGED = {
    Approval.Outcome.APPROVED: (Kind.APPROVED, "godkendt"),
    Approval.Outcome.REMARKS: (Kind.REMARKED, "bemærkninger"),
    Approval.Outcome.TAKEN_BACK: (Kind.TAKEN_BACK, "svaret er taget tilbage"),
}


def _add(
    row: ApprovalRound,
    seat: Seat,
    outcome: str,
    *,
    capacity: str,
    author: Author,
    at: datetime,
    remarks: str = "",
    reference: str = "",
) -> Approval:
    approval = Approval.objects.create(
        approval_round=row,
        digest=row.digest,
        seat=seat.key,
        office=seat.office,
        holder=seat.holder,
        outcome=outcome,
        remarks=remarks,
        capacity=capacity,
        reference=reference,
        given_by=author.account,
        given_by_name=author.name[:150],
        given_at=at,
    )
    kind, words = LOGGED[Approval.Outcome(outcome)]
    how = f" ({reference})" if reference else ""
    text = f"{seat.name}: {words}{how}, kontrolsum {row.digest}"
    behalf = "" if capacity == Capacity.SELF else seat.name
    log(row.plan, kind, text, actor=author.name, account=author.account, at=at, on_behalf_of=behalf)
    return approval


@dataclass(frozen=True)
class Recorded:
    """What came of recording: the seats that were, and those whose answer was another than the page had shown."""

    done: list[Seat]
    passed: list[Seat]


@transaction.atomic
def record_for(
    approval_round: ApprovalRound,
    *,
    shown: dict[str, int],
    outcome: str = Approval.Outcome.APPROVED,
    remarks: str = "",
    reference: str,
    digest: str,
    author: Author,
    at: datetime,
) -> Recorded:
    """Record for seats what they said elsewhere, with a reference to where: at a meeting, in a letter.

    `shown` has by seat the pk of the answer that the page showed, 0 for none: a seat that has answered itself meanwhile
    is left as it is. Raises IllegalTransition.
    """
    row = hold(approval_round, digest)
    done, passed = [], []
    for found in standing(row, on=timezone.localdate(at)):
        seat = found.seat
        if seat.key not in shown:
            continue
        if shown[seat.key] != (found.answer.pk if found.answer else 0):
            passed.append(seat)
            continue
        approval = _add(
            row,
            seat,
            outcome,
            capacity=Capacity.RECORDED,
            author=author,
            at=at,
            remarks=remarks.strip() if outcome == Approval.Outcome.REMARKS else "",
            reference=reference.strip(),
        )
        if outcome == Approval.Outcome.REMARKS:
            decision_news.remarks_made(approval, author=author, at=at)
        done.append(seat)
    return Recorded(done, passed)


@transaction.atomic
def answer_remarks(approval: Approval, *, text: str, author: Author, at: datetime) -> Approval:
    """Answer remarks without changing the text; those who made them are told.

    They may have been made in an earlier round of the chain. Raises AlreadyAnswered and IllegalTransition.
    """
    row = _hold_following(approval.approval_round)
    fields = {"answer": text.strip(), "answered_at": at, "answered_by_name": author.name[:150]}
    waiting = Approval.objects.filter(pk=approval.pk, outcome=Approval.Outcome.REMARKS, answered_at__isnull=True)
    changed = waiting.update(**fields)
    approval.refresh_from_db()
    if not changed:
        raise AlreadyAnswered(approval)
    log(row.plan, Kind.REMARK_ANSWERED, f"Svar til {signing.within(approval.office)}", **_who(author), at=at)
    decision_news.remarks_answered(approval, plan=row.plan, author=author, at=at)
    return approval


def _hold_following(approval_round: ApprovalRound) -> ApprovalRound:
    """The open round, held, which is the one given or follows it; IllegalTransition where there is none."""
    workflow.lock(approval_round.plan)
    found = ApprovalRound.objects.filter(plan=approval_round.plan_id, ended_at__isnull=True).first()
    follows = found is not None and approval_round.pk in signing.chain(found)
    return hold(found if found is not None and follows else approval_round)


def _who(author: Author) -> dict[str, Any]:
    return {"actor": author.name, "account": author.account}


# What the council decides --------------------------------------------------------------------------------------------


def decision_line(council: Council, item: AgendaItem | None, decided_on: date) -> str:
    """The line that is printed of a decision: "Kredsrådets møde 14. december 2023, punkt 3"; at most 200 letters."""
    name = council.brand or council.name
    if item is None:
        line = f"Skriftlig procedure i {name}, afsluttet {danish_date(decided_on)}"
    else:
        line = f"{name}{'' if name.endswith('s') else 's'} møde {danish_date(decided_on)}, punkt {item.number}"
    return line[:LONGEST_DECISION]


def items_of(council: Council) -> Any:
    """The agenda items at which the council can have decided: those of its meetings that were not cancelled."""
    rows = AgendaItem.objects.filter(meeting__council=council).exclude(meeting__state=Meeting.State.CANCELLED)
    return rows.select_related("meeting").order_by("-meeting__starts_at", "number")


@transaction.atomic
def decide(
    approval_round: ApprovalRound,
    *,
    outcome: str,
    meeting_item: AgendaItem | None = None,
    decided_on: date | None = None,
    reservations: Iterable[tuple[str, str]] = (),
    digest: str,
    seen: datetime | None = None,
    author: Author,
    at: datetime,
) -> ApprovalRound:
    """Record what the council decided of the text with that digest: at a meeting, or else in a written procedure.

    A meeting's date is its own. `seen` is when what the page showed was recorded, None where nothing was: who puts a
    record right does not undo another's. Reservations are added to those there are. Raises IllegalTransition.
    """
    row = hold(approval_round, digest)
    day = timezone.localdate(meeting_item.meeting.starts_at) if meeting_item is not None else decided_on
    if reasons := list(_not_decided(row, meeting_item, day, outcome, seen, at)):
        raise IllegalTransition(reasons)
    assert day is not None  # noqa: S101  refused above
    row.decision = decision_line(row.plan.council, meeting_item, day)
    row.decided_on, row.outcome = day, outcome
    row.meeting_item, row.written_procedure = meeting_item, meeting_item is None
    row.recorded_by, row.recorded_at = author.name[:150], at
    row.save(update_fields=DECIDED)
    kept = [Reservation(approval_round=row, name=name.strip(), text=text.strip()) for name, text in reservations]
    Reservation.objects.bulk_create(kept)
    words = f"{row.decision}: {row.get_outcome_display()}"
    words += f", forbehold fra {', '.join(one.name for one in kept)}" if kept else ""
    log(row.plan, Kind.DECIDED, words, **_who(author), at=at)
    if outcome != Outcome.RETURNED:
        decision_news.sign_off_wanted(row, author=author, at=at)
    return row


DECIDED = (
    "decision",
    "decided_on",
    "outcome",
    "meeting_item",
    "written_procedure",
    "recorded_by",
    "recorded_at",
)


def _not_decided(
    row: ApprovalRound,
    item: AgendaItem | None,
    day: date | None,
    outcome: str,
    seen: datetime | None,
    at: datetime,
) -> Iterator[Reason]:
    if outcome not in Outcome.values:
        yield Reason("Vælg, hvad rådet besluttede.")
    if item is not None and item.meeting.council_id != row.plan.council_id:
        yield Reason("Mødet er ikke rådets eget.")
    if day is None:
        yield Reason("Vælg den dag, beslutningen er truffet.")
    elif day > timezone.localdate(at):
        yield Reason(f"Beslutningen kan først noteres, når den er truffet: {danish_date(day)} er ikke kommet endnu.")
    if row.recorded_at != seen:
        yield Reason(f"{row.recorded_by or 'En anden'} har imens noteret en beslutning: {row.decision}.")


def reservations_of(approval_round: ApprovalRound) -> list[Reservation]:
    """What was reserved in the round and those that it follows."""
    return list(Reservation.objects.filter(approval_round__in=signing.chain(approval_round)).order_by("pk"))


@transaction.atomic
def sign_off(approval_round: ApprovalRound, *, digest: str, author: Author, at: datetime) -> ApprovalRound:
    """Communications lets the decided text go out; once done, nothing more happens. Raises IllegalTransition."""
    row = hold(approval_round, digest)
    if reasons := list(_not_signed_off(row)):
        raise IllegalTransition(reasons)
    if row.signed_off_at is None:
        row.signed_off_by, row.signed_off_at = author.name[:150], at
        row.save(update_fields=["signed_off_by", "signed_off_at"])
        log(row.plan, Kind.SIGNED_OFF, f"Frigivet, kontrolsum {row.digest}", **_who(author), at=at)
    return row


def _not_signed_off(row: ApprovalRound) -> Iterator[Reason]:
    if not row.plan.council.needs_sign_off:
        yield Reason("Planen skal ikke frigives af kommunikation.")
    if not is_decided(row):
        yield Reason("Rådets beslutning er ikke noteret endnu. Planen frigives bagefter.")


def is_decided(approval_round: ApprovalRound) -> bool:
    """Whether the council's decision is recorded, and lets the plan go on."""
    return bool(approval_round.decision) and approval_round.outcome != Outcome.RETURNED


# What is still lacking -----------------------------------------------------------------------------------------------


def obstacles(approval_round: ApprovalRound, *, on: date) -> list[Reason]:
    """All that keeps the text of the round from being published on the day, each with where it is mended."""
    plan = approval_round.plan
    if approval_round.ended_at is not None:
        return [Reason(_why_over(approval_round), url=_page(plan))]
    found = standing(approval_round, on=on)
    reasons = [*_of_decision(approval_round), *_of_signatories(plan, found), *_of_remarks(plan, found)]
    if plan.council.needs_sign_off and approval_round.signed_off_at is None:
        told = "Kommunikation har fået besked." if is_decided(approval_round) else ""
        words = "Kommunikation har ikke frigivet planen."
        reasons.append(Reason(words, url=f"{_page(plan)}#frigivelse", advice=told, button="Se frigivelsen"))
    if freeze(plan, on=approval_round.signed_on).digest != approval_round.digest:
        words = "Planen eller registrene siger noget andet nu end den tekst, der er til beslutning."
        advice = "Er det en redaktionel rettelse, kan den laves nu. Ellers skal planen tilbage til redigering."
        url = reverse("approvals:correct", args=[plan.year])
        reasons.append(Reason(words, url=url, advice=advice, button="Se forskellen"))
    return reasons


def _page(plan: Plan) -> str:
    return reverse("approvals:decision", args=[plan.year])


def _of_decision(row: ApprovalRound) -> Iterator[Reason]:
    url = reverse("approvals:decide", args=[row.plan.year])
    if row.outcome == Outcome.RETURNED:
        back = f"{reverse('hearings:stage', args=[row.plan.year])}?til=editing"
        words = f"Rådet har sendt planen tilbage ({row.decision}). Den skal tilbage til redigering."
        yield Reason(words, url=back, button="Tilbage til redigering")
    elif not row.decision:
        advice = "Notér mødets punkt eller den skriftlige procedure, og hvad rådet besluttede."
        yield Reason("Rådets beslutning er ikke noteret.", url=url, advice=advice, button="Notér beslutningen")


def _of_signatories(plan: Plan, found: list[Standing]) -> Iterator[Reason]:
    """Where all are to approve: each seat that has not."""
    if plan.council.publication_rule != Council.PublicationRule.ALL:
        return
    for row in found:
        if not row.has_approved:
            yield _not_approved(plan, row)


def _not_approved(plan: Plan, row: Standing) -> Reason:
    if row.seat.is_vacant:
        words = f"Pladsen som {row.seat.in_words} er ubesat, og der er ikke svaret."
        return Reason(words, url=reverse("desk:people"), button="Gå til personer")
    has = "har bemærkninger" if row.has_remarks else "har ikke svaret"
    url, outside = f"{_page(plan)}#underskrivere", "Ikke alle underskrivere har godkendt planen."
    return Reason(f"{row.seat.name}, {has}.", url=url, button="Se underskriverne", outside=outside)


def _of_remarks(plan: Plan, found: list[Standing]) -> Iterator[Reason]:
    for row in found:
        if row.is_unanswered_remark and row.answer is not None:
            words = f"Bemærkningerne fra {row.seat.in_words} er ikke besvaret."
            url = f"{_page(plan)}#bemaerkning-{row.answer.pk}"
            outside = "Bemærkninger fra underskrivere er ikke besvaret."
            yield Reason(words, url=url, button="Tag stilling", outside=outside)
