"""Publication: what waits for whoever has come in."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone

from councils import permissions
from kredsraad.desk.tasks import Sight, Task, day_words
from plans import deciding, releasing
from plans.models import ApprovalRound, Blocking, Plan, Release
from plans.publishing.withdrawing import is_same_person

State = Release.State


def tasks(sight: Sight) -> Iterator[Task]:
    """The tasks of this area, most urgent first; one with a count of 0 is left out by the caller.

    Of every district plan, whichever the page is about; two queries where there is nothing to do.
    """
    yield from _to_confirm(sight)
    if not sight.steers:
        return
    plans = Plan.objects.of_district().filter(stage=Plan.Stage.DECISION)
    rows = ApprovalRound.objects.filter(ended_at__isnull=True, plan__in=plans).exclude(decision="")
    under_way = Prefetch("releases", Release.objects.under_way().defer("html", "pdf"), "under_way")
    for row in rows.select_related("plan__council").prefetch_related(under_way).order_by("plan__year"):
        if row.under_way:
            yield from _of_release(sight, row.plan, row.under_way[0])
        elif _may_go(row):
            url = reverse("releases:release", args=[row.plan.year])
            yield Task(1, f"{row.plan.title} kan offentliggøres", f"Besluttet: {row.decision}.", url, "Offentliggør")


def _may_go(row: ApprovalRound) -> bool:
    """Whether nothing keeps the plan; what is known at once is asked first, for the rest is long."""
    waits = row.plan.council.needs_sign_off and row.signed_off_at is None
    return not waits and deciding.is_decided(row) and not releasing.standing_obstacles(row.plan, at=timezone.now())


def _of_release(sight: Sight, plan: Plan, row: Release) -> Iterator[Task]:
    url, name = reverse("releases:release", args=[plan.year]), f"{plan.title}, {row.number}. udgave,"
    if row.last_error and row.state != State.PREPARED:
        again = "Det prøves igen af sig selv." if row.retry_at else "Se hvorfor, og gør udgaven klar igen."
        yield Task(1, f"Offentliggørelsen af {plan.title} mislykkedes", again, url, "Se hvorfor")
    elif row.state == State.PREPARED:
        at = row.publish_at
        when = f"Den er bestilt til {day_words(timezone.localdate(at), sight.on)}." if at else "Se den igennem først."
        yield Task(1, f"{name} er klar og venter på, at du frigiver den", when, url, "Se den igennem")


def _to_confirm(sight: Sight) -> Iterator[Task]:
    """The blockings that wait for a second person, which the account may be."""
    plans = Plan.objects.of_district()
    rows = Blocking.objects.filter(confirmed_at__isnull=True, edition__plan__in=plans)
    for row in rows.select_related("edition__plan__council").defer("edition__content", "edition__html"):
        edition = row.edition
        grounds = permissions.grounds_to_block(sight.user, edition.plan.council, on=sight.on)
        if is_same_person(row, actor=str(sight.user), account=sight.user):
            continue
        if permissions.held(sight.user, it=grounds)["it"]:
            url = reverse("releases:block", args=[edition.year, edition.number])
            words = f"En blokering af {edition} venter på, at en anden bekræfter den"
            yield Task(1, words, f"{row.asked_by} har bedt om den.", url, "Se på den")
