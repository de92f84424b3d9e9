"""Mail about publication: what comes when, what was published, corrected, withdrawn or blocked, and what failed.

Each goes to the accounts that it concerns on the day, in the transaction of its cause.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from councils import permissions
from councils.models import Council, User
from plans.announcing import News, tell
from plans.models import Blocking, Edition, Plan, Release, Withdrawal
from plans.saving import Author

KIND = "published"
FAILURE = "release_failed"
"""Nobody can choose not to be told of a failure: it is no kind that an account's page lists."""


def everybody(plan: Plan, *, at: datetime) -> Iterator[User]:
    """All with a seat in the councils and who work for one, communications, and the secretariat."""
    on = timezone.localdate(at)
    yield from permissions.accounts_in(Council.objects.all(), on=on)
    yield from permissions.accounts_signing_off(on=on)
    yield from permissions.accounts_writing_for(plan.council, on=on)


def _when(at: datetime) -> str:
    return date_format(timezone.localtime(at), r"j. F Y \k\l. H.i")


def published(edition: Edition, *, author: Author, at: datetime) -> int:
    """Everybody is told of a plan's edition, of a further one with its note; gives how many were written to."""
    plan = edition.plan
    again = edition.number > 1
    what = "er rettet" if again else "er offentliggjort"
    lead = f"{plan.title} er offentliggjort og kan læses af alle."
    if again:
        lead = f"{plan.title} er rettet. {edition.number}. udgave gælder nu. Det er rettet:"
    news = News(
        kind=KIND,
        subject=f"{plan.title} {what}",
        lead=lead,
        path=plan.get_absolute_url(),
        button="Læs planen",
        words=edition.note if again else "",
    )
    return tell(news, everybody(plan, at=at), unless=author.account)


def withdrawn(withdrawal: Withdrawal, *, author: Author, at: datetime) -> int:
    """Everybody is told that an edition no longer counts, and why; gives how many were written to."""
    edition = withdrawal.edition
    news = News(
        kind=KIND,
        subject=f"{edition} er tilbagekaldt",
        lead=f"{edition} er tilbagekaldt og gælder ikke længere. Begrundelsen er:",
        path=edition.get_absolute_url(),
        button="Se, hvad borgerne ser",
        words=withdrawal.reason,
    )
    return tell(news, everybody(edition.plan, at=at), unless=author.account)


def blocking_asked(blocking: Blocking, *, author: Author, at: datetime) -> int:
    """The others who may confirm it are told that a blocking waits for one of them; without its reason."""
    edition, on = blocking.edition, timezone.localdate(at)
    news = News(
        kind=KIND,
        subject=f"En blokering af {edition} venter på endnu en person",
        lead=f"{author.name} har bedt om, at {edition} blokeres, fordi den har oplysninger, der ikke må stå der. "
        "En anden skal se på det og bekræfte det.",
        path=reverse("releases:block", args=[edition.year, edition.number]),
        button="Se på blokeringen",
    )
    return tell(news, permissions.accounts_blocking(edition.plan.council, on=on), unless=author.account)


def blocked(edition: Edition, *, author: Author, at: datetime) -> int:
    """Everybody is told that an edition was erased, without the reason's details; gives how many were written to."""
    news = News(
        kind=KIND,
        subject=f"{edition} er blokeret",
        lead=f"{edition} er blokeret: teksten og filerne er fjernet, fordi de havde oplysninger, der ikke må stå der. "
        "Slet også kopier, som du selv har gemt eller sendt videre.",
        path=edition.get_absolute_url(),
        button="Se, hvad borgerne ser",
    )
    return tell(news, everybody(edition.plan, at=at), unless=author.account)


def scheduled(release: Release, *, author: Author, at: datetime) -> int:
    """Communications is told what comes when; gives how many were written to."""
    plan = release.plan
    assert release.publish_at is not None  # noqa: S101  the database holds it
    news = News(
        kind=KIND,
        subject=f"{plan.title} offentliggøres {_when(release.publish_at)}",
        lead=f"{plan.title}, {release.number}. udgave, offentliggøres af sig selv {_when(release.publish_at)}. "
        "Indtil da er den ikke offentlig. I kan læse den nu.",
        path=reverse("releases:release", args=[plan.year]),
        button="Se udgaven",
    )
    return tell(news, permissions.accounts_signing_off(on=timezone.localdate(at)), unless=author.account)


def called_off(release: Release, *, words: str, author: Author, at: datetime) -> int:
    """Communications is told that what was announced does not come; gives how many were written to."""
    plan = release.plan
    news = News(
        kind=KIND,
        subject=f"{plan.title} offentliggøres ikke som planlagt",
        lead=f"Offentliggørelsen af {plan.title}, {release.number}. udgave, er annulleret.",
        path=reverse("releases:release", args=[plan.year]),
        button="Se, hvor planen er",
        words=words,
    )
    return tell(news, permissions.accounts_signing_off(on=timezone.localdate(at)), unless=author.account)


def failed(release: Release, *, words: str, again: datetime | None, at: datetime) -> int:
    """The secretariat is told that a release failed, with what was said, and what happens now."""
    plan = release.plan
    now = f"Det prøves igen {_when(again)}." if again else "Det prøves ikke igen af sig selv."
    news = News(
        kind=FAILURE,
        subject=f"Offentliggørelsen af {plan.title} mislykkedes",
        lead=f"{plan.title}, {release.number}. udgave, er ikke offentliggjort. {now}",
        path=reverse("releases:release", args=[plan.year]),
        button="Se, hvad der gik galt",
        words=words,
    )
    return tell(news, permissions.accounts_writing_for(plan.council, on=timezone.localdate(at)))
