"""Reminders looked for in several processes at once are written once."""

from __future__ import annotations

from plans.reminding import remind_due
from tests.base import make_cast, make_flat_plan, outbox
from tests.mail.builders import DUE, ask, noon
from tests.scratch import Scratch, together


def test_threads_that_look_at_once_write_each_reminder_once(own_database: Scratch) -> None:
    cast = make_cast()
    plan = make_flat_plan(cast.district, count=20)
    for number in range(1, 11):
        ask(plan, f"s{number}", cast)
    for number in range(11, 21):
        ask(plan, f"s{number}", cast, person=cast.mayor.person)
    counts = together(*[lambda: remind_due(noon(DUE))] * 6)
    assert sum(counts) == 2, counts
    mails = outbox()
    assert sorted(mail.to for mail in mails) == sorted([[cast.contributor.email], [cast.mayor.email]])
    assert all("10 bidrag" in mail.subject for mail in mails)
