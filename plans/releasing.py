"""A release: a decided plan on its way out, from its order to its edition.

It is made ready first (plans.making_ready), looked at, and confirmed; then published at once, or at its time by a job.
What was looked at is what is published, byte for byte: one short transaction checks everything again and stores it. All
of it happens under the plan's lock, so that it does not matter who asks, how often, or in how many processes.
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from plans import deciding, release_news, workflow
from plans.models import ApprovalRound, Edition, Plan, PlanEvent, Release
from plans.publishing import editions, letters
from plans.publishing.editions import Rendered
from plans.publishing.facts import EditionFacts
from plans.publishing.pdf import RenderedPdf
from plans.saving import Author
from plans.workflow import IllegalTransition, Reason, log

logger = logging.getLogger(__name__)

State = Release.State
FARTHEST = timedelta(days=366)
"""How far ahead a publication can be planned."""
PAUSES = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2), timedelta(hours=6))
"""How long to wait after the first failure, the second, and so on; the last holds for all that follow."""
LONGEST_ERROR = 2000
EMPTIED: dict[str, Any] = {"html": "", "pdf": b"", "step": "", "leased_until": None, "retry_at": None}
"""What a release has no more use for once it has ended."""


def _pause(row: Release, at: datetime) -> timedelta:
    """How long to wait after a failure: by the attempts, or for what was to be public already, by how long it is late.

    Only attempts to make it ready are counted (`claim`).
    """
    if row.state == State.SCHEDULED and row.publish_at is not None:
        return min(max((at - row.publish_at) / 2, PAUSES[0]), PAUSES[-1])
    return PAUSES[min(max(row.attempts, 1), len(PAUSES)) - 1]


def current(plan: Plan) -> Release | None:
    """The plan's release that is under way, without what was rendered for it."""
    rows = Release.objects.under_way().filter(plan=plan).defer("html", "pdf")
    found: Release | None = rows.select_related("approval_round").first()
    if found is not None:
        found.plan = found.approval_round.plan = plan
    return found


# What stands in the way ----------------------------------------------------------------------------------------------


def obstacles(plan: Plan, *, note: str, published_on: date, publish_at: datetime | None, at: datetime) -> list[Reason]:
    """All that keeps the plan from being published with that note and date, now or at that time."""
    if plan.is_archive:
        return [Reason(f"{plan.title} er en arkiveret plan. Den offentliggøres ikke her.")]
    approval = deciding.open_round(plan)
    if approval is None:
        words = f"Planen er i fasen »{plan.get_stage_display()}«. Den offentliggøres fra fasen »beslutning«."
        return [Reason(words, url=reverse("hearings:ready", args=[plan.year]))]
    reasons = [*deciding.obstacles(approval, on=timezone.localdate(at)), *_of_time(publish_at, at)]
    reasons += workflow.obstacles(
        plan, editions.frozen_in(approval), note=note, on=published_on, today=timezone.localdate(publish_at or at)
    )
    reasons += letters.obstacles(editions.frozen_in(approval).content, decision=approval.decision, note=note)
    return list({reason.text: reason for reason in reasons}.values())


def standing_obstacles(plan: Plan, *, at: datetime) -> list[Reason]:
    """The same, whatever note and time would be chosen."""
    today = timezone.localdate(at)
    return obstacles(plan, note="-", published_on=today, publish_at=None, at=at)


def _of_time(publish_at: datetime | None, at: datetime) -> Iterator[Reason]:
    if publish_at is None:
        return
    if publish_at <= at:
        yield Reason(f"Tidspunktet {moment(publish_at)} er passeret.")
    elif publish_at > at + FARTHEST:
        yield Reason("Tidspunktet ligger mere end et år ude i fremtiden.")


def moment(at: datetime) -> str:
    """A moment written out in Copenhagen's time: ``8. november 2023 kl. 10.42``."""
    return date_format(timezone.localtime(at), r"j. F Y \k\l. H.i")


# From order to edition -----------------------------------------------------------------------------------------------


def order(
    plan: Plan, *, published_on: date, publish_at: datetime | None = None, note: str = "", author: Author, at: datetime
) -> Release:
    """Order a release of what was decided: it is made ready next. Raises IllegalTransition with all reasons."""
    try:
        return _order(plan, published_on, publish_at, note.strip(), author, at)
    except IntegrityError as clash:
        raise IllegalTransition([_under_way(plan)]) from clash


@transaction.atomic
def _order(
    plan: Plan, published_on: date, publish_at: datetime | None, note: str, author: Author, at: datetime
) -> Release:
    workflow.lock(plan)
    plan.refresh_from_db(fields=["stage"])
    reasons = obstacles(plan, note=note, published_on=published_on, publish_at=publish_at, at=at)
    if current(plan) is not None:
        reasons.insert(0, _under_way(plan))
    approval = deciding.open_round(plan)
    if reasons or approval is None:
        raise IllegalTransition(reasons)
    release = Release.objects.create(
        plan=plan,
        approval_round=approval,
        publish_at=publish_at,
        published_on=published_on,
        number=plan.editions.count() + 1,
        note=note,
        ordered_at=at,
        ordered_by_name=author.name[:150],
    )
    when = moment(publish_at) if publish_at else "straks"
    _log(release, f"{release.number}. udgave bestilt, til offentliggørelse {when}", author, at)
    return release


def _under_way(plan: Plan) -> Reason:
    words = "En offentliggørelse er allerede i gang. Gør den færdig, eller annullér den."
    return Reason(words, url=reverse("releases:release", args=[plan.year]))


def confirm(release: Release, *, seen: str, author: Author, at: datetime) -> Edition | None:
    """Let what was looked at go out: at once, giving its edition, or at the time that was set.

    `seen` is the PDF's digest as the page showed it. Raises IllegalTransition.
    """
    with _in_one(release.plan):
        row = _hold(release)
        if row.state != State.PREPARED:
            raise IllegalTransition([_where(row)])
        if seen != row.pdf_digest:
            raise IllegalTransition(["Udgaven er gjort klar på ny, siden du så den. Se den igennem igen."])
        row.confirmed_by_name = author.name[:150]
        if row.publish_at is None or row.publish_at <= at:
            return _publish(row, author, at)
        _check(row, at)
        Release.objects.filter(pk=row.pk).update(state=State.SCHEDULED, confirmed_by_name=row.confirmed_by_name)
        _log(row, f"{row.number}. udgave frigivet til {moment(row.publish_at)}", author, at)
        release_news.scheduled(row, author=author, at=at)
    return None


def publish(release: Release, *, at: datetime) -> Edition:
    """Publish a release whose time has come. Raises IllegalTransition, and then nothing has changed."""
    with _in_one(release.plan):
        row = _hold(release)
        if row.state != State.SCHEDULED or row.publish_at is None or row.publish_at > at:
            raise IllegalTransition([_where(row)])
        return _publish(row, Author(None, row.confirmed_by_name), at)


@contextmanager
def _in_one(plan: Plan) -> Iterator[None]:
    """One transaction; where another one was first, IllegalTransition instead of the database's word for it."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as clash:
        raise IllegalTransition([editions.already(plan)]) from clash


def _hold(release: Release) -> Release:
    """The release as it is now, under its plan's lock."""
    workflow.lock(release.plan)
    row: Release = Release.objects.select_related("plan__council", "approval_round").get(pk=release.pk)
    row.approval_round.plan = row.plan
    return row


def _where(row: Release) -> Reason:
    """Why it cannot be published as it stands."""
    if row.state == State.PUBLISHED:
        return Reason(editions.already(row.plan))
    words = {
        State.CANCELLED: f"Offentliggørelsen er annulleret. {row.last_error}".strip(),
        State.SCHEDULED: f"Udgaven er allerede frigivet af {row.confirmed_by_name}.",
    }
    return Reason(words.get(State(row.state), "Udgaven er ikke gjort klar endnu."))


def _publish(row: Release, author: Author, at: datetime) -> Edition:
    approval = row.approval_round
    facts = _check(row, at)
    rendered = Rendered(row.html, RenderedPdf(bytes(row.pdf), row.page_count))
    edition = editions.insert(approval, facts, rendered, actor=author.name, at=at)
    ended = {"state": State.PUBLISHED, "edition": edition, "ended_at": at, "confirmed_by_name": row.confirmed_by_name}
    Release.objects.filter(pk=row.pk).update(last_error="", **ended, **EMPTIED)
    editions.conclude(edition, actor=author.name, account=author.account, at=at)
    told = release_news.published(edition, author=author, at=at)
    people = "1 person" if told == 1 else f"{told} personer"
    _log(row, f"Besked om {edition.number}. udgave er sendt til {people}", Author(None, ""), at)
    return edition


def _check(row: Release, at: datetime) -> EditionFacts:
    """What the edition says of itself; IllegalTransition where that, or the plan, is not as when it was made ready."""
    approval = row.approval_round
    reasons = obstacles(row.plan, note=row.note, published_on=row.published_on, publish_at=None, at=_moment(row, at))
    if approval.ended_at is not None and not reasons:
        reasons.append(Reason("Den tekst, der blev gjort klar, er ikke længere til beslutning."))
    facts = editions.facts_of(approval, published_on=row.published_on, note=row.note)
    if not reasons and fingerprint(approval, facts) != row.made_of:
        words = (
            "Beslutningen, datoen eller udgavens nummer er ændret, siden udgaven blev gjort klar. Gør den klar igen."
        )
        reasons.append(Reason(words))
    if (editions.sha256(row.html.encode()), editions.sha256(bytes(row.pdf))) != (row.html_digest, row.pdf_digest):
        reasons.append(Reason("Det, der blev gjort klar, er ikke længere helt. Gør udgaven klar igen."))
    if reasons:
        raise IllegalTransition(reasons)
    return facts


def _moment(row: Release, at: datetime) -> datetime:
    """When it is published: at its time, where that is still to come."""
    return max(at, row.publish_at) if row.publish_at else at


def fingerprint(approval: ApprovalRound, facts: EditionFacts) -> str:
    """SHA-256 of all that an edition is made from: its content, what it says of itself, and the decision."""
    made_of = [facts.digest, facts.number, facts.published_on, facts.note, facts.is_archive, facts.decision]
    made_of += [approval.decided_on, approval.signed_on]
    return hashlib.sha256(json.dumps(made_of, default=str).encode()).hexdigest()


# Otherwise -----------------------------------------------------------------------------------------------------------


@transaction.atomic
def cancel(release: Release, *, author: Author, at: datetime) -> bool:
    """Call it off; False where that was done already. Raises IllegalTransition once it is published."""
    row = _hold(release)
    if row.state == State.PUBLISHED:
        raise IllegalTransition([_where(row)])
    if row.state == State.CANCELLED:
        return False
    _end(row, f"Annulleret af {author.name}.", author, at)
    return True


def lapse(approval: ApprovalRound, *, reason: str, actor: str, at: datetime, account: Any = None) -> None:
    """A release of a text that is not decided on any longer ends with the round."""
    for row in Release.objects.under_way().filter(approval_round=approval).select_related("plan__council"):
        _end(row, f"Annulleret: {reason}.", Author(account, actor), at)


def stop(plan: Plan, *, reason: str, at: datetime) -> None:
    """End the plan's release that is under way, and forget what was rendered for any."""
    for row in Release.objects.under_way().filter(plan=plan).select_related("plan__council"):
        _end(row, f"Annulleret: {reason}.", Author(None, ""), at)
    Release.objects.filter(plan=plan).update(html="", pdf=b"")


def _end(row: Release, words: str, author: Author, at: datetime) -> None:
    was_scheduled = row.state == State.SCHEDULED
    Release.objects.filter(pk=row.pk).update(state=State.CANCELLED, ended_at=at, last_error=words, **EMPTIED)
    _log(row, f"{row.number}. udgave: {words}", author, at)
    if was_scheduled:
        release_news.called_off(row, words=words, author=author, at=at)


@transaction.atomic
def retry(release: Release, *, author: Author, at: datetime) -> bool:
    """Make it ready again from the beginning, after a failure or a look at it; False where there is nothing to."""
    row = _hold(release)
    rows = Release.objects.filter(pk=row.pk, state__in=(State.FAILED, State.PREPARED))
    if not rows.update(**EMPTIED, state=State.ORDERED, last_error="", confirmed_by_name=""):
        return False
    _log(row, f"{row.number}. udgave gøres klar igen", author, at)
    return True


def publish_due(at: datetime) -> tuple[int, int]:
    """Publish every release whose time has come; gives how many were, and how many failed."""
    rows = Release.objects.filter(state=State.SCHEDULED, publish_at__lte=at)
    ready = rows.filter(Q(retry_at__isnull=True) | Q(retry_at__lte=at)).select_related("plan__council")
    published = failed = 0
    for row in ready.defer("html", "pdf").order_by("publish_at", "pk"):
        try:
            publish(row, at=at)
        except IllegalTransition as refusal:
            # It stays as it is until a person has seen to it; where another process was first, nothing failed.
            failed += fail(row, " ".join(reason.text for reason in refusal.reasons), retry=False, at=at)
        except Exception as error:
            failed += fail(row, f"{type(error).__name__}: {error}", retry=True, at=at)
        else:
            published += 1
    return published, failed


@transaction.atomic
def fail(row: Release, words: str, *, retry: bool, at: datetime) -> bool:
    """Note a failed attempt, and tell the secretariat of it; False where the release has gone on meanwhile.

    What was to be published at its time and can be, waits for the next attempt; anything else is made ready again, by
    itself where `retry`, otherwise when a person asks.
    """
    mine = Release.objects.filter(pk=row.pk, state=row.state, attempts=row.attempts)
    state = State.SCHEDULED if retry and row.state == State.SCHEDULED else State.FAILED
    retry_at = at + _pause(row, at) if retry else None
    noted = {"last_error": words[:LONGEST_ERROR], "retry_at": retry_at, "leased_until": None, "step": ""}
    if not mine.update(state=state, **noted):
        return False
    logger.error("Release %s failed: %s", row.pk, words)
    _log(row, f"{row.number}. udgave mislykkedes: {words[:LONGEST_ERROR]}", Author(None, ""), at)
    if row.last_error != noted["last_error"]:
        release_news.failed(row, words=words[:LONGEST_ERROR], again=retry_at, at=at)
    return True


def _log(row: Release, text: str, author: Author, at: datetime) -> None:
    log(row.plan, PlanEvent.Kind.RELEASE, text, actor=author.name, account=author.account, at=at)


def waiting(state: Iterable[str], *, at: datetime) -> Any:
    """The releases in these states that no process is at work on, and whose pause is over."""
    free = Q(leased_until__isnull=True) | Q(leased_until__lte=at)
    due = Q(state=State.ORDERED) | Q(retry_at__lte=at)
    return Release.objects.filter(free, due, state__in=state)


def claim(release: Release, *, until: datetime, at: datetime) -> Release | None:
    """Take it on to make the release ready, until that time; None where another process has it, or nobody need.

    The number of attempts is whose it is: what is noted of an attempt is noted under that number alone.
    """
    free = Q(leased_until__isnull=True) | Q(leased_until__lte=at)
    rows = Release.objects.filter(free, pk=release.pk, state__in=(State.ORDERED, State.FAILED))
    taken = {"state": State.ORDERED, "leased_until": until, "attempts": F("attempts") + 1, "retry_at": None}
    if not rows.filter(attempts=release.attempts).update(**taken):
        return None
    row: Release = Release.objects.select_related("plan__council", "approval_round").get(pk=release.pk)
    row.approval_round.plan = row.plan
    return row
