"""Two sequences laid beside each other, in time that grows with their length and not with its square.

Rare things first (patience diff): what occurs once in both, in the same order, ties the two together; between the ties
the stretches are short enough for difflib.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import TypeVar

SHORT = 40_000
"""Comparisons that a stretch may take to be given to difflib: 200 words against 200."""
ROUNDS = 6
"""How often a stretch is tied together by what is rare in it before what is left counts as changed altogether."""
PAIRS = 400
"""Pairs that are weighed against each other; longer stretches are cut in two first."""
ENOUGH = 0.35
"""Likeness, from 0 to 1, from which two things are one in another form."""

T = TypeVar("T")
Match = tuple[int, int, int]
"""That so many things from a place in the old sequence are equal to those from a place in the new one."""
Step = tuple[T | None, T | None]
"""What became of something: (old, None) is gone, (None, new) has come, (old, new) is there still, perhaps changed."""


def steps(
    old: Sequence[T], new: Sequence[T], key: Callable[[T], Hashable], alike: Callable[[T, T], float]
) -> list[Step]:
    """What became of everything, in order: equal ones together, then those that are most alike between them."""
    result: list[Step] = []
    first = second = 0
    for at_old, at_new, length in [*matches(list(map(key, old)), list(map(key, new))), (len(old), len(new), 0)]:
        result += _paired(old[first:at_old], new[second:at_new], alike)
        result += zip(old[at_old : at_old + length], new[at_new : at_new + length], strict=True)
        first, second = at_old + length, at_new + length
    return result


def matches(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Match]:
    """The equal stretches, in order."""
    return list(_matches(old, new, 0, len(old), 0, len(new), ROUNDS))


def _matches(
    old: Sequence[Hashable], new: Sequence[Hashable], first: int, last: int, second: int, end: int, rounds: int
) -> Iterator[Match]:
    """Those of old[first:last] and new[second:end]."""
    start = _common(old, new, range(first, last), range(second, end))
    if start:
        yield first, second, start
    first, second = first + start, second + start
    tail = _common(old, new, range(last - 1, first - 1, -1), range(end - 1, second - 1, -1))
    last, end = last - tail, end - tail
    if first < last and second < end:
        yield from _between(old, new, first, last, second, end, rounds)
    if tail:
        yield last, end, tail


def _common(old: Sequence[Hashable], new: Sequence[Hashable], ones: range, others: range) -> int:
    count = 0
    for one, other in zip(ones, others, strict=False):
        if old[one] != new[other]:
            break
        count += 1
    return count


def _between(
    old: Sequence[Hashable], new: Sequence[Hashable], first: int, last: int, second: int, end: int, rounds: int
) -> Iterator[Match]:
    if (last - first) * (end - second) <= SHORT:
        matcher = SequenceMatcher(None, old[first:last], new[second:end], autojunk=False)
        yield from ((first + m.a, second + m.b, m.size) for m in matcher.get_matching_blocks() if m.size)
    elif rounds:
        for tie_old, tie_new in [*_ties(old, new, range(first, last), range(second, end)), (last, end)]:
            yield from _matches(old, new, first, tie_old, second, tie_new, rounds - 1)
            if tie_old < last:
                yield tie_old, tie_new, 1
            first, second = tie_old + 1, tie_new + 1


def _ties(old: Sequence[Hashable], new: Sequence[Hashable], ones: range, others: range) -> list[tuple[int, int]]:
    """Places of what occurs once in both, as many as come in the same order in both; none where nothing ties."""
    once_old, once_new = _once(old, ones), _once(new, others)
    ties = [(place, once_new[thing]) for thing, place in once_old.items() if thing in once_new]
    return _rising(ties)


def _once(things: Sequence[Hashable], places: range) -> dict[Hashable, int]:
    counts = Counter(things[place] for place in places)
    return {things[place]: place for place in places if counts[things[place]] == 1}


def _rising(ties: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest part of the ties, which come in the old order, that is in the new order too (patience sorting)."""
    tops: list[int] = []  # the smallest place in the new sequence that ends a rising row of each length
    ends: list[int] = []  # which tie that is
    before: list[int] = []
    for number, (_, place) in enumerate(ties):
        length = bisect_left(tops, place)
        before.append(ends[length - 1] if length else -1)
        tops[length : length + 1] = [place]
        ends[length : length + 1] = [number]
    row, number = [], ends[-1] if ends else -1
    while number >= 0:
        row.append(ties[number])
        number = before[number]
    return row[::-1]


# What has changed, with what it most likely became -------------------------------------------------------------------


def _paired(old: Sequence[T], new: Sequence[T], alike: Callable[[T, T], float]) -> list[Step]:
    """Changed things in order, each with the one that it most likely became; long stretches half by half."""
    if not old or not new:
        return [*((one, None) for one in old), *((None, other) for other in new)]
    if len(old) * len(new) > PAIRS:
        half, other_half = (len(old) + 1) // 2, (len(new) + 1) // 2
        return _paired(old[:half], new[:other_half], alike) + _paired(old[half:], new[other_half:], alike)
    return _best(old, new, alike)


def _best(old: Sequence[T], new: Sequence[T], alike: Callable[[T, T], float]) -> list[Step]:
    """The pairs with the greatest likeness in all (Needleman and Wunsch 1970, gaps free)."""
    rows, columns = len(old), len(new)
    weight = [[alike(one, other) for other in new] for one in old]
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for row in range(rows - 1, -1, -1):
        for column in range(columns - 1, -1, -1):
            pair = weight[row][column] + best[row + 1][column + 1] if weight[row][column] >= ENOUGH else 0.0
            best[row][column] = max(pair, best[row + 1][column], best[row][column + 1])
    return _gone_first(_followed(old, new, weight, best))


def _followed(old: Sequence[T], new: Sequence[T], weight: list[list[float]], best: list[list[float]]) -> Iterator[Step]:
    row = column = 0
    while row < len(old) and column < len(new):
        if weight[row][column] >= ENOUGH and best[row][column] == weight[row][column] + best[row + 1][column + 1]:
            yield old[row], new[column]
            row, column = row + 1, column + 1
        elif best[row][column] == best[row + 1][column]:
            yield old[row], None
            row += 1
        else:
            yield None, new[column]
            column += 1
    yield from ((one, None) for one in old[row:])
    yield from ((None, other) for other in new[column:])


def _gone_first(row: Iterator[Step]) -> list[Step]:
    """The same, between two pairs first what is gone, then what has come."""
    result: list[Step] = []
    gone: list[Step] = []
    come: list[Step] = []
    for step in row:
        if step[0] is not None and step[1] is not None:
            result += [*gone, *come, step]
            gone, come = [], []
        else:
            (gone if step[1] is None else come).append(step)
    return [*result, *gone, *come]


def share(one: Counter[str], other: Counter[str]) -> float:
    """How much two bags of words have in common, from 0 to 1 (Sørensen and Dice)."""
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 1.0
