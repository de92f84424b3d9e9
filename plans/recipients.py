"""Whom a section can be asked of: functions and people, as the choices of a form."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from councils.models import Person, Post, PostHolding


@dataclass(frozen=True)
class Recipient:
    """A function or a person: how a form calls it, and the people without an account who would get no mail."""

    whom: Any
    label: str
    readers: int
    without_account: tuple[Person, ...]

    @property
    def value(self) -> str:
        """The choice's value."""
        return value_of(self.whom)

    @property
    def is_function(self) -> bool:
        """Whether it is a function."""
        return isinstance(self.whom, Post)


def value_of(whom: Person | Post) -> str:
    """A person or a function as a form's value."""
    return f"{'funktion' if isinstance(whom, Post) else 'person'}:{whom.slug}"


def recipients(*, on: date) -> list[Recipient]:
    """All functions and people of the registers; three queries. For the secretary."""
    return [*_functions(on), *(_person(person, _full(person)) for person in _people())]


def known_recipients(*, on: date) -> list[Recipient]:
    """Those who can answer now, by function, or by name where that may be shown. For contributors."""
    people = (_person(person, person.public_name) for person in _people())
    return [row for row in [*_functions(on), *people] if row.readers and row.label]


def choices(rows: Iterable[Recipient]) -> list[tuple[str, Any]]:
    """The choices of a select, functions first; nothing is chosen beforehand."""
    found = list(rows)
    groups = [
        ("Funktioner", [(row.value, row.label) for row in found if row.is_function]),
        ("Personer", [(row.value, row.label) for row in found if not row.is_function]),
    ]
    return [("", "Vælg"), *(group for group in groups if group[1])]


def _functions(on: date) -> Iterator[Recipient]:
    held: dict[int, list[Person]] = defaultdict(list)
    for row in PostHolding.objects.current(on=on).select_related("person__user").order_by("pk"):
        held[row.post_id].append(row.person)
    for post in Post.objects.order_by("name"):
        people = held[post.pk]
        without = tuple(person for person in people if not _has_account(person))
        yield Recipient(post, post.name, len(people) - len(without), without)


def _people() -> Any:
    return Person.objects.select_related("user").order_by("name")


def _person(person: Person, label: str) -> Recipient:
    has = _has_account(person)
    return Recipient(person, label, int(has), () if has else (person,))


def _has_account(person: Person) -> bool:
    return person.user is not None and person.user.is_active


def _full(person: Person) -> str:
    """Name and function; where there is no account, that too."""
    function = person.function if person.function != person.name else ""
    note = "" if _has_account(person) else "ingen konto"
    return ", ".join(filter(None, (person.name, function, note)))
