"""The decision: what waits for whoever has come in."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from councils import permissions
from kredsraad.desk.tasks import Sight, Task, day_words, some, task
from plans import deciding, signing
from plans.models import ApprovalRound, Plan
from plans.signing import Standing


def tasks(sight: Sight) -> Iterator[Task]:
    """The tasks of this area, most urgent first; one with a count of 0 is left out by the caller.

    Of every district plan that is being decided on, whichever the page is about; one query where there is none.
    """
    plans = Plan.objects.of_district().filter(stage=Plan.Stage.DECISION)
    rows = ApprovalRound.objects.filter(ended_at__isnull=True, plan__in=plans).select_related("plan__council")
    for row in rows.defer("content", "plan__remarks").order_by("plan__year"):
        found = signing.standing(row, on=sight.on)
        yield from _to_sign(sight, row, found)
        if sight.writes:
            yield from _secretariat(sight, row, found)
        yield from _sign_off(sight, row)


def _to_sign(sight: Sight, row: ApprovalRound, found: list[Standing]) -> Iterator[Task]:
    """The account's seats that have not answered, or whose remarks have been."""
    mine = {one.seat.key: one for one in signing.my_seats(sight.user, row.plan.council, on=sight.on)}
    for one in found:
        if one.seat.key not in mine or one.has_approved or one.is_unanswered_remark:
            continue
        own = mine[one.seat.key].is_own
        words = f"{row.plan.title} venter på din godkendelse"
        words = words if own else f"{words} på vegne af {one.seat.in_words}"
        advice = "Dine bemærkninger er besvaret." if one.has_remarks else _until(sight, row)
        url = f"{reverse('approvals:sign', args=[row.plan.year])}?plads={one.seat.key}"
        yield Task(1, words, advice, url, "Læs, og svar")


def _until(sight: Sight, row: ApprovalRound) -> str:
    return f"Svar gerne senest {day_words(row.due, sight.on)}." if row.due else "Læs planen, og svar."


def _secretariat(sight: Sight, row: ApprovalRound, found: list[Standing]) -> Iterator[Task]:
    plan, page = row.plan, reverse("approvals:decision", args=[row.plan.year])
    remarks = [one for one in found if one.is_unanswered_remark]
    words = "underskriver har bemærkninger" if len(remarks) == 1 else "underskrivere har bemærkninger"
    yield task(len(remarks), words, some([one.seat.office for one in remarks]), page, "Tag stilling")
    if not row.decision:
        url = reverse("approvals:decide", args=[plan.year])
        advice = "Notér møde eller skriftlig procedure, og hvad rådet besluttede."
        yield Task(1, f"Rådets beslutning om {plan.title} er ikke noteret", advice, url, "Notér")
    elif not deciding.is_decided(row):
        yield Task(1, f"Rådet har sendt {plan.title} tilbage", "Næste skridt: tilbage til redigering.", page, "Se")
    silent = [one for one in found if one.answer is None and not one.seat.is_vacant]
    if row.due and row.due < sight.on:
        words = "underskriver har ikke svaret" if len(silent) == 1 else "underskrivere har ikke svaret"
        yield task(len(silent), words, some([one.seat.office for one in silent]), f"{page}#underskrivere", "Se")


def _sign_off(sight: Sight, row: ApprovalRound) -> Iterator[Task]:
    plan = row.plan
    if not plan.council.needs_sign_off or row.signed_off_at is not None or not deciding.is_decided(row):
        return
    if permissions.held(sight.user, it=permissions.grounds_to_sign_off(sight.user, on=sight.on))["it"]:
        url = reverse("approvals:sign_off", args=[plan.year])
        yield Task(1, f"{plan.title} venter på, at du frigiver den", f"Besluttet: {row.decision}.", url, "Frigiv")
