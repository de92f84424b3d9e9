"""How contributions are shown: rows with icon and word, and the filters over them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from councils import mail
from councils.models import Person
from plans.assigning import CLOSED, Standing, may_be_reminded, reminded_lately, standing
from plans.models import Assignment
from plans.outline import Node
from plans.progress import Lack, findings
from plans.reminding import KIND


@dataclass(frozen=True)
class Look:
    """A standing as pages show it: the class of its colour, icon, word."""

    style: str
    icon: str
    word: str


LOOKS = {
    Standing.LATE: Look("wait", "time", "Ikke modtaget"),
    Standing.AWAITED: Look("wait", "hourglass", "Afventer"),
    Standing.DELIVERED: Look("todo", "document", "Tekst leveret"),
    Standing.UNCHANGED: Look("done", "check", "Ingen ændringer"),
    Standing.TAKEN: Look("ok", "check", "Tekst overtaget"),
    Standing.PASSED_ON: Look("", "forward", "Givet videre"),
    Standing.WITHDRAWN: Look("", "close", "Trukket tilbage"),
}
FILTERS = {
    Standing.LATE: "Ikke modtaget efter frist",
    Standing.AWAITED: "Afventer",
    Standing.DELIVERED: "Tekst leveret",
    Standing.UNCHANGED: "Ingen ændringer",
    Standing.TAKEN: "Tekst overtaget",
    Standing.PASSED_ON: "Givet videre",
    Standing.WITHDRAWN: "Trukket tilbage",
}
RECEIVED = (Standing.DELIVERED, Standing.UNCHANGED, Standing.TAKEN)


def look_of(assignment: Assignment, *, on: date) -> Look:
    """How the assignment's standing is shown on the day to the contributor, for whom a text delivered is done."""
    look = LOOKS[standing(assignment, on=on)]
    return replace(look, style="done") if assignment.state == Assignment.State.DELIVERED else look


@dataclass(frozen=True)
class Row:
    """One assignment as the secretary sees it."""

    assignment: Assignment
    node: Node | None
    standing: Standing
    accounts: tuple[Any, ...]
    questions: int
    at: datetime

    @property
    def look(self) -> Look:
        """Icon and word."""
        return LOOKS[self.standing]

    @property
    def name(self) -> str:
        """The section's number and heading."""
        number = self.node.number if self.node else ""
        return " ".join(filter(None, (number, str(self.assignment.section))))

    @property
    def received(self) -> bool:
        """Whether there is an answer."""
        return self.standing in RECEIVED

    @property
    def waiting(self) -> bool:
        """Whether an answer is waited for."""
        return self.assignment.state == Assignment.State.WAITING

    @property
    def confirmable(self) -> bool:
        """Whether "no changes" was answered, and the section waits for nothing but that it is confirmed."""
        if self.standing != Standing.UNCHANGED or self.node is None:
            return False
        lacks = {finding.lack for finding in findings(self.node, year=self.assignment.section.plan.year)}
        return lacks == {Lack.CARRIED}

    @property
    def reminded(self) -> datetime | None:
        """When a reminder went out, if that was in the last seven days and an answer is still waited for."""
        lately = self.waiting and reminded_lately(self.assignment, at=self.at)
        return self.assignment.reminded_at if lately else None

    @property
    def remindable(self) -> bool:
        """Whether a reminder may go out, and somebody wants to read it."""
        return may_be_reminded(self.assignment, at=self.at) and any(mail.wants(user, KIND) for user in self.accounts)

    @property
    def unwanted(self) -> bool:
        """Whether an answer is waited for from somebody who has chosen reminders away."""
        return self.waiting and bool(self.accounts) and not any(mail.wants(user, KIND) for user in self.accounts)

    @property
    def unreached(self) -> bool:
        """Whether an answer is waited for from somebody who cannot sign in."""
        return self.waiting and not self.accounts

    @property
    def person(self) -> Person | None:
        """Who could be invited."""
        return self.assignment.person


@dataclass(frozen=True)
class Chip:
    """A filter over a list, with the number of rows that it leaves."""

    value: str
    label: str
    count: int
    chosen: bool


def chips(rows: Iterable[Row], chosen: str) -> list[Chip]:
    """The filters that leave something, the one that is chosen even if it leaves nothing."""
    found = Counter(row.standing for row in rows)
    everything = sum(count for name, count in found.items() if name not in CLOSED)
    made = [Chip("", "Alle", everything, not chosen)]
    for name, label in FILTERS.items():
        if found[name] or name == chosen:
            made.append(Chip(name, label, found[name], name == chosen))
    return made


def filtered(rows: Iterable[Row], chosen: str) -> list[Row]:
    """The rows in the filter; without one, all that have not been withdrawn or handed on."""
    return [row for row in rows if (row.standing == chosen if chosen else row.standing not in CLOSED)]


@dataclass(frozen=True)
class Group:
    """The rows of one contributor."""

    whom: str
    rows: list[Row]

    @property
    def received(self) -> int:
        """How many of them have been answered."""
        return sum(row.received for row in self.rows)


def grouped(rows: Iterable[Row]) -> list[Group]:
    """The rows by contributor, those waited for first."""
    found: dict[tuple[int | None, int | None], Group] = {}
    for row in rows:
        key = row.assignment.person_id, row.assignment.post_id
        found.setdefault(key, Group(row.assignment.whom, [])).rows.append(row)
    return sorted(found.values(), key=lambda group: (group.received == len(group.rows), group.whom))
