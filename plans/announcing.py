"""Mail about a plan's year: what opens, what is wanted, what was decided, what was published.

Each goes to the accounts that it concerns on the day, in the transaction of its cause, with a link to the thing itself.
Every person gets only what concerns their own council.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from councils import mail, permissions
from councils.models import User
from plans import signing
from plans.models import Approval, ApprovalRound
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
    """Who approves the plan is told that the text is taken back, and which approval of theirs has lapsed."""
    plan, on = approval.plan, timezone.localdate(at)
    seats = signing.seats(plan.council, on=on)
    given, accounts = signing.newest(approval), signing.accounts(seats, on=on)
    lapsed: dict[User, list[Approval]] = defaultdict(list)
    for seat in seats:
        answer = given.get(seat.key)
        for user in accounts[seat.key]:
            lapsed[user] += [answer] if answer and answer.outcome == Approval.Outcome.APPROVED else []
    for user, answers in lapsed.items():
        news = News(
            kind="decision",
            subject=f"{plan.title} er sendt tilbage til redigering",
            lead=f"Teksten i {plan.title} bliver ændret.{_lapsing(answers)} Du får besked, når planen er klar igen.",
            path=reverse("approvals:sign", args=[plan.year]),
            button="Se planen",
            words=reason,
        )
        tell(news, [user], unless=author.account)


def _lapsing(answers: list[Approval]) -> str:
    """The reader's own approvals, which do not hold of another text."""
    if not answers:
        return " De svar, der er givet, gælder ikke den nye tekst."
    named = " og ".join(
        f"{signing.within(one.office)}, {date_format(timezone.localtime(one.given_at), 'j. F Y')}" for one in answers
    )
    return f" Din godkendelse ({named}) bortfalder, fordi den ikke gælder den nye tekst."
