"""Mail about a hearing: opened, stopped, put off, soon over; a response received, its answers sent.

Each local council gets only what concerns itself, the secretariat what comes in.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from councils import mail, permissions
from councils.models import Council
from plans.announcing import News, tell
from plans.models import Hearing, HearingResponse
from plans.readiness import councils_heard, response_url
from plans.saving import Author

KIND = "hearing"
STEPS = (3, 14)
"""Days before the date for responses on which the councils that have not sent theirs are reminded."""


def day(value: date) -> str:
    """A day as mails write it."""
    return date_format(value, "j. F Y")


def page_of(hearing: Hearing, council: Council) -> str:
    """The council's own page of the hearing."""
    return reverse("hearings:response", args=[council.slug, hearing.plan.year])


def hearing_opened(hearing: Hearing, *, author: Author, at: datetime) -> None:
    """Every local council is asked for its one response, each with the link to its own page."""
    plan, on = hearing.plan, timezone.localdate(at)
    until = f" Svaret skal være sendt senest {day(hearing.due)}." if hearing.due else ""
    for council in councils_heard(plan):
        news = News(
            kind=KIND,
            subject=f"{plan.title} er i høring",
            lead=f"Udkastet til {plan.title} er sendt i høring. {council} kan sende ét samlet høringssvar. "
            f"Alle medlemmer kan skrive bemærkninger; formanden eller sekretæren sender svaret.{until}",
            path=page_of(hearing, council),
            button="Læs udkastet og svar",
        )
        tell(news, permissions.accounts_in([council], on=on), unless=author.account)


def hearing_stopped(hearing: Hearing, *, reason: str, author: Author, at: datetime) -> None:
    """The local councils are told that the text is worked on again, and why; what they have sent is kept."""
    plan, on = hearing.plan, timezone.localdate(at)
    for council in councils_heard(plan):
        news = News(
            kind=KIND,
            subject=f"Høringen af {plan.title} er stoppet",
            lead=f"{plan.title} er taget tilbage til redigering, og høringen er stoppet. Det, {council} har sendt, er "
            "bevaret. Du får besked, hvis planen sendes i høring igen.",
            path=page_of(hearing, council),
            button="Se høringssvaret",
            words=reason,
        )
        tell(news, permissions.accounts_in([council], on=on), unless=author.account)


def put_off(hearing: Hearing, councils: Iterable[Council], *, author: Author, at: datetime) -> None:
    """Those who have not sent their response are told its new date."""
    plan, on = hearing.plan, timezone.localdate(at)
    until = day(hearing.due) if hearing.due else ""
    for council in councils:
        news = News(
            kind=KIND,
            subject=f"Ny frist for høringssvar om {plan.title}: {until}",
            lead=f"Fristen for høringssvar om {plan.title} er flyttet til {until}. {council} har ikke sendt et svar "
            "endnu.",
            path=page_of(hearing, council),
            button="Gå til høringssvaret",
        )
        tell(news, permissions.accounts_in([council], on=on), unless=author.account)


def responded(response: HearingResponse, *, author: Author, at: datetime) -> None:
    """The secretariat is told that a response came in."""
    plan, on = response.hearing.plan, timezone.localdate(at)
    what = "ingen bemærkninger" if response.no_remarks else "et høringssvar"
    news = News(
        kind=KIND,
        subject=f"Høringssvar fra {response.council} om {plan.title}",
        lead=f"{response.council} har sendt {what} om {plan.title}.",
        path=response_url(plan, response),
        button="Læs høringssvaret",
        words=response.text,
    )
    tell(news, permissions.accounts_writing_for(plan.council, on=on), unless=author.account)


def recorded(response: HearingResponse, *, author: Author, at: datetime) -> None:
    """The council's own people are told what the secretariat has noted for them, as far as they have accounts."""
    plan, on = response.hearing.plan, timezone.localdate(at)
    what = "at rådet ingen bemærkninger har" if response.no_remarks else "rådets høringssvar"
    news = News(
        kind=KIND,
        subject=f"Høringssvar fra {response.council} er noteret",
        lead=f"Kredsrådets sekretariat har noteret {what} til {plan.title}. Kilde: {response.reference}.",
        path=page_of(response.hearing, response.council),
        button="Se høringssvaret",
        words=response.text,
    )
    tell(news, permissions.accounts_in([response.council], on=on, leading=True), unless=author.account)


def answers_sent(response: HearingResponse, *, author: Author, at: datetime) -> None:
    """The council's chair and secretary are told that their response is answered."""
    plan, on = response.hearing.plan, timezone.localdate(at)
    news = News(
        kind=KIND,
        subject=f"Svar på høringssvaret fra {response.council}",
        lead=f"Kredsrådets sekretariat har svaret på det, {response.council} har skrevet om {plan.title}. "
        "Alle rådets medlemmer kan læse svaret.",
        path=f"{page_of(response.hearing, response.council)}?hoering={response.hearing_id}",
        button="Læs svaret",
        words=response.answer,
    )
    tell(news, permissions.accounts_in([response.council], on=on, leading=True), unless=author.account)


# Reminders -----------------------------------------------------------------------------------------------------------


def reminder(hearing: Hearing, council: Council, *, on: date, by: str = "", key: str = "") -> News:
    """The reminder of a response that has not been sent; `by` is who asks for it, if somebody does."""
    plan = hearing.plan
    who = f"{by} minder om høringen" if by else "Høringen"
    when = f" Fristen er {day(hearing.due)}{_far_off(hearing.due, on)}." if hearing.due else ""
    return News(
        kind=KIND,
        subject=f"Høring af {plan.title}: svar fra {council}",
        lead=f"{who} af {plan.title}. {council} har ikke sendt sit høringssvar.{when} "
        "Har I ingen bemærkninger, kan I sende det som svar.",
        path=page_of(hearing, council),
        button="Gå til høringssvaret",
        key=key,
    )


def _far_off(due: date, on: date) -> str:
    days = (due - on).days
    if days < 0:
        return ""
    return {0: ", i dag", 1: ", i morgen"}.get(days, f", om {days} dage")


def silent_councils(hearing: Hearing) -> Any:
    """The local councils that have not sent a response in the hearing."""
    return councils_heard(hearing.plan).exclude(pk__in=hearing.responses.sent().values("council"))


def remind_due(at: datetime) -> int:
    """Write the reminders that are due at the time given, each once; gives how many mails were written."""
    on = timezone.localdate(at)
    near = (on, on + timedelta(days=max(STEPS)))
    rows = Hearing.objects.filter(ended_at__isnull=True, due__range=near).select_related("plan").defer("content")
    return sum(_remind_of(hearing, on) for hearing in rows)


def _remind_of(hearing: Hearing, on: date) -> int:
    """One hearing's: by the newest step it has come to, and never for a step that was past when it was opened."""
    assert hearing.due is not None  # noqa: S101  only those with a date are looked for
    step = next((step for step in STEPS if (hearing.due - on).days <= step), None)
    if step is None or timezone.localdate(hearing.opened_at) >= hearing.due - timedelta(days=step):
        return 0
    count = 0
    for council, accounts in permissions.leaders_of(silent_councils(hearing), on=on):
        key = f"{KIND}:{hearing.pk}:{council.pk}:{hearing.due.isoformat()}:{step}"
        written = mail.written(mail.notice_key(key, user) for user in accounts)
        waiting = [user for user in accounts if mail.notice_key(key, user) not in written]
        if waiting:
            with transaction.atomic():
                count += tell(reminder(hearing, council, on=on, key=key), waiting)
    return count
