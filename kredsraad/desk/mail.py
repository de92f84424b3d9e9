"""Mail that has not gone out: what failed and why, what waits, and what was sent lately.

Only that it was written, never what it says: mails carry links that are for their reader alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.db.models import Max, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods
from post_office.models import STATUS, Email, Log

from councils import permissions
from councils.doors import desk_page
from kredsraad.sending import WAITING

MOST = 100
"""Rows shown in each list."""
LATELY = timedelta(days=14)
PATIENCE = timedelta(minutes=10)
"""How long a mail may wait before somebody tries to send it; run_due looks every half minute."""
WITHOUT_TEXT = ("pk", "to", "subject", "status", "created", "last_updated", "scheduled_time", "number_of_retries")
ALL = "alle"

REASONS = {
    "SMTPRecipientsRefused": "Mailserveren tager ikke imod mail til adressen.",
    "SMTPDataError": "Mailserveren tager ikke imod mailens indhold.",
    "SMTPSenderRefused": "Mailserveren tager ikke imod mail fra portalens adresse.",
    "SMTPAuthenticationError": "Mailserveren tager ikke imod portalens brugernavn og adgangskode.",
    "SMTPServerDisconnected": "Forbindelsen til mailserveren blev afbrudt.",
    "BadHeaderError": "Mailen kan ikke laves.",
}
NO_ANSWER = "Mailserveren kan ikke nås."
OF_THE_MAIL = ("SMTPRecipientsRefused", "SMTPDataError", "BadHeaderError")
"""What lies in a single mail; all else hits every mail."""


@dataclass(frozen=True)
class Row:
    """A mail, and the last failed attempt at it."""

    mail: Email
    last: Log | None

    @property
    def reason(self) -> str:
        """Why the last attempt failed, in a sentence."""
        return REASONS.get(self.last.exception_type, NO_ANSWER) if self.last else ""


@dataclass(frozen=True)
class Listing:
    """The newest mails of a kind, and how many there are in all."""

    rows: list[Row] = field(default_factory=list)
    count: int = 0

    @property
    def left_out(self) -> int:
        """How many are not shown."""
        return self.count - len(self.rows)


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def mail(request: HttpRequest) -> HttpResponse:
    """The lists; by POST, a failed mail is tried again or taken off the list."""
    if not permissions.keeps_people_on(request.user):
        raise Http404
    if request.method == "POST":
        return _change(request)
    now = timezone.now()
    waiting = _listing(Email.objects.filter(status__in=WAITING).order_by("created", "pk"))
    sent = Email.objects.filter(status=STATUS.sent, last_updated__gte=now - LATELY)
    context = {
        "here": "mail",
        "trail": [("Mail", "")],
        "failed": _listing(Email.objects.filter(status=STATUS.failed).order_by("-last_updated", "-pk")),
        "waiting": waiting,
        "sent": _listing(sent.order_by("-last_updated", "-pk")),
        "trouble": _trouble(waiting),
        "stalled": _stalled(now),
        "all": ALL,
    }
    return render(request, "desk/mail.html", context)


def failed_count() -> int:
    """How many mails could not be delivered, and wait for a person to look at them."""
    return Email.objects.filter(status=STATUS.failed).count()


def _listing(mails: QuerySet[Email]) -> Listing:
    rows = list(mails.only(*WITHOUT_TEXT)[:MOST])
    last = {log.email_id: log for log in Log.objects.filter(email__in=[row.pk for row in rows]).order_by("date", "pk")}
    return Listing([Row(row, last.get(row.pk)) for row in rows], mails.count())


def _trouble(waiting: Listing) -> Row | None:
    """The newest attempt, if it failed for a reason that hits every mail and nothing has been sent since."""
    hit = [row for row in waiting.rows if row.last and row.last.exception_type not in OF_THE_MAIL]
    newest = max(hit, key=lambda row: row.last.date, default=None)  # type: ignore[union-attr]
    sent = Email.objects.filter(status=STATUS.sent).aggregate(at=Max("last_updated"))["at"]
    return newest if newest and newest.last and (sent is None or sent < newest.last.date) else None


def _stalled(now: datetime) -> bool:
    """Whether mail waits that nobody has tried to send, and no other was tried either."""
    untried = Email.objects.filter(status=STATUS.queued, scheduled_time=None, created__lt=now - PATIENCE)
    tried = Email.objects.filter(number_of_retries__isnull=False, last_updated__gte=now - PATIENCE)
    return untried.exists() and not tried.exists()


def _change(request: HttpRequest) -> HttpResponse:
    """Try again or take off the list: one failed mail, or all of them."""
    if chosen := request.POST.get("retry", ""):
        count = _failed(chosen).update(status=STATUS.queued, scheduled_time=None, last_updated=timezone.now())
        done = "Mailen sendes igen om lidt." if count == 1 else f"{count} mails sendes igen om lidt."
    elif chosen := request.POST.get("drop", ""):
        count = _failed(chosen).delete()[1].get(Email._meta.label, 0)
        done = "Mailen er fjernet fra listen." if count == 1 else f"{count} mails er fjernet fra listen."
    else:
        count, done = 0, ""
    if count:
        messages.success(request, done)
    else:
        messages.warning(request, "Der var ingen mail at gøre noget ved. Måske er det allerede gjort.")
    return redirect("desk:mail")


def _failed(chosen: str) -> Any:
    """The failed mails that a button stands for; what no button says stands for none."""
    failed = Email.objects.filter(status=STATUS.failed)
    if chosen == ALL:
        return failed
    return failed.filter(pk=int(chosen)) if re.fullmatch(r"[0-9]{1,9}", chosen, re.ASCII) else failed.none()
