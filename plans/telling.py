"""The mails about contributions: what is asked, answered, handed on, taken over.

Each goes to the accounts that it concerns on the day, in the transaction of its cause, with a link to the thing itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse

from councils import mail, permissions
from councils.models import User
from plans.models import Assignment
from plans.reminding import readers

WORDS_SHOWN = 1500
"""Letters of what somebody wrote that a mail repeats; the rest is read on the page."""


def tell_asked(assignments: Iterable[Assignment], *, message: str, by: str, on: date, unless: Any = None) -> list[User]:
    """Write to all who are asked, one mail a reader for all of it; gives who was written to.

    `unless` is an account that is not written to, because it has done this itself.
    """
    rows = list(assignments)
    accounts = readers(rows, on=on)
    groups: dict[User, list[Assignment]] = defaultdict(list)
    for row in rows:
        for user in accounts[row.pk]:
            if user != unless:
                groups[user].append(row)
    for user, found in groups.items():
        mail.write(_asked(found, message, by), user)
    return list(groups)


def _asked(rows: list[Assignment], message: str, by: str) -> mail.Letter:
    counted = f"»{rows[0].section}«" if len(rows) == 1 else f"{len(rows)} afsnit"
    plan = rows[0].section.plan
    path = reverse("draft:contribution", args=[rows[0].pk]) if len(rows) == 1 else reverse("draft:contributions")
    return mail.Letter(
        kind="assignment",
        subject=f"Bidrag til {plan.title}: {counted}",
        template="assignment",
        path=path,
        context={"assignments": rows, "message": message, "by": by, "plan": plan},
    )


def tell_contributors(assignment: Assignment, *, kind: str, lead: str, word: str = "", on: date, by: Any) -> None:
    """Write to those of whom the section is asked, but not to the account that has done this itself."""
    letter = _letter(assignment, kind, lead, word, reverse("draft:contribution", args=[assignment.pk]))
    for user in readers([assignment], on=on)[assignment.pk]:
        if user != by:
            mail.write(letter, user)


def tell_secretary(assignment: Assignment, *, kind: str, lead: str, word: str = "", on: date, by: Any) -> None:
    """Write to those who write the plan, but not to the account that has done this itself."""
    plan = assignment.section.plan
    letter = _letter(assignment, kind, lead, word, reverse("draft:assignment", args=[plan.year, assignment.pk]))
    for user in permissions.accounts_writing_for(plan.council, on=on):
        if user != by:
            mail.write(letter, user)


def _letter(assignment: Assignment, kind: str, lead: str, word: str, path: str) -> mail.Letter:
    section = assignment.section
    return mail.Letter(
        kind=kind,
        subject=f"{SUBJECTS[kind]}: »{section}« i {section.plan.title}",
        template="contribution",
        path=path,
        context={"assignment": assignment, "lead": lead, "word": word[:WORDS_SHOWN], "cut": len(word) > WORDS_SHOWN},
    )


SUBJECTS = {
    "assignment": "Bidrag",
    "question": "Spørgsmål",
    "delivery": "Bidrag",
    "comment": "Svar",
}
"""What a mail of each kind begins with."""
