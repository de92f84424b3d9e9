"""Mail about a plan's year: what opens, what is wanted, what was decided, what was published.

Each goes to the accounts that it concerns on the day, in the transaction of its cause, with a link to the thing itself.
Every person gets only what concerns their own council.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from councils import mail, permissions
from councils.models import User
from plans.models import ApprovalRound, Hearing
from plans.saving import Author

WORDS_SHOWN = 1500
"""Letters of what somebody wrote that a mail repeats; the rest is read on the page."""


@dataclass(frozen=True)
class News:
    """What a mail of the plan's year says: subject, a sentence or two, what somebody wrote, and where its button leads.

    `kind` is one of councils.mail.KINDS; with a `key` it is written once a reader, however often it is looked for.
    """

    kind: str
    subject: str
    lead: str
    path: str
    button: str
    words: str = ""
    key: str = ""

    def letter(self) -> mail.Letter:
        """The letter that says it."""
        return mail.Letter(
            kind=self.kind,
            subject=self.subject,
            template="news",
            path=self.path,
            context={
                "lead": self.lead,
                "words": self.words[:WORDS_SHOWN],
                "cut": len(self.words) > WORDS_SHOWN,
                "button": self.button,
            },
            key=self.key,
        )


def tell(news: News, readers: Iterable[User], *, unless: Any = None) -> int:
    """Write to the accounts, each once, but not to the one that has done it; gives how many were written to."""
    letter = news.letter()
    found = {user.pk: user for user in readers if user != unless}
    return sum(mail.write(letter, user) is not None for user in found.values())


def hearing_opened(hearing: Hearing, *, author: Author, at: datetime) -> None:
    """Every local council is asked for its one response, each with the link to its own page."""
    from plans.stages import councils_heard

    plan, on = hearing.plan, timezone.localdate(at)
    until = f" Svaret skal være sendt senest {date_format(hearing.due, 'j. F Y')}." if hearing.due else ""
    for council in councils_heard(plan):
        news = News(
            kind="hearing",
            subject=f"{plan.title} er i høring",
            lead=f"Udkastet til {plan.title} er sendt i høring. {council} kan sende ét samlet høringssvar.{until}",
            path=reverse("hearings:response", args=[council.slug, plan.year]),
            button="Læs udkastet og svar",
        )
        tell(news, permissions.accounts_in([council], on=on), unless=author.account)


def decision_wanted(approval: ApprovalRound, *, author: Author, at: datetime) -> None:
    """Everybody who approves the plan, for a seat of their own or on behalf of one, is asked to."""
    plan, on = approval.plan, timezone.localdate(at)
    until = f" Svar gerne senest {date_format(approval.due, 'j. F Y')}." if approval.due else ""
    news = News(
        kind="decision",
        subject=f"{plan.title} er klar til godkendelse",
        lead=f"{plan.title} er klar til beslutning. Læs planen, og godkend den eller skriv dine bemærkninger.{until}",
        path=reverse("approvals:sign", args=[plan.year]),
        button="Gå til planen",
    )
    tell(news, permissions.accounts_signing_for(plan.council, on=on), unless=author.account)


def round_ended(approval: ApprovalRound, *, reason: str, author: Author, at: datetime) -> None:
    """Who approves the plan is told that the text is taken back, and that what they gave has lapsed."""
    plan, on = approval.plan, timezone.localdate(at)
    news = News(
        kind="decision",
        subject=f"{plan.title} er sendt tilbage til redigering",
        lead=f"Teksten i {plan.title} bliver ændret. De godkendelser, der er givet, gælder ikke den nye tekst. "
        "Du får besked, når planen er klar igen.",
        path=reverse("approvals:sign", args=[plan.year]),
        button="Se planen",
        words=reason,
    )
    tell(news, permissions.accounts_signing_for(plan.council, on=on), unless=author.account)
