"""What a task on the overview is, and how its words are put together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format

from plans.models import Plan

NAMED = 3
"""As many things are named beside a count; the list has them all."""


@dataclass(frozen=True)
class Task:
    """Something to do: how many, in words, what to do about it, and where."""

    count: int
    words: str
    advice: str
    url: str
    button: str


@dataclass(frozen=True)
class Sight:
    """Who looks, at which draft, on which day, and what they may do with it."""

    user: Any
    plan: Plan | None
    on: date
    writes: bool = False
    administrates: bool = False
    steers: bool = False


def task(count: int, words: str, advice: str, url: str, button: str) -> Task:
    """A task whose words begin with its count."""
    return Task(count, f"{count} {words}", advice, url, button)


def some(names: list[str]) -> str:
    """The first of the names, and how many others there are."""
    shown, rest = names[:NAMED], len(names) - NAMED
    if rest == 1:
        shown, rest = names, 0
    text = ", ".join(shown)
    return f"{text} og {rest} andre" if rest > 0 else text


def day_words(day: date, on: date) -> str:
    """A day, with its year where that is another."""
    return date_format(day, "j. F" if day.year == on.year else "j. F Y")
