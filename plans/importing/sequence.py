"""Whether a heading's number fits behind those before it."""

from dataclasses import dataclass
from enum import Enum

WIDEST_JUMP = 3
"""How many numbers may be missing in a row (4.4, 4.7) before the number is not believed."""

Number = tuple[int, ...]


class Fit(Enum):
    """How a number fits: the next one, one after a gap, a new 1, 2, 3 below the current section, or not at all."""

    NEXT = "next"
    JUMP = "jump"
    RESTART = "restart"
    NONE = "none"


@dataclass(slots=True)
class Sequence:
    """Where the numbering has come to: the last number of the outline, and of items numbered anew below it."""

    path: Number = ()
    item: int = 0

    @property
    def chapter(self) -> int:
        """The last chapter's number, 0 before the first."""
        return self.path[0] if self.path else 0

    def fit(self, number: Number) -> Fit:
        """How `number` fits behind the last."""
        return self._fit_chapter(number[0]) if len(number) == 1 else self._fit_below(number)

    def continues_items(self, number: Number) -> bool:
        """Whether it goes on from the items numbered anew (1., 2. under chapter 3)."""
        return len(number) == 1 and self.item > 0 and number[0] == self.item + 1

    def take(self, number: Number) -> None:
        """The outline has come to `number`."""
        self.path, self.item = number, 0

    def _fit_chapter(self, number: int) -> Fit:
        if number == self.chapter + 1:
            return Fit.NEXT
        if number == self.item + 1 and self.path:
            return Fit.RESTART
        if not self.path or self.chapter < number <= self.chapter + 1 + WIDEST_JUMP:
            return Fit.JUMP
        # After one item that was read as text, a chapter's items may still begin anew.
        return Fit.RESTART if number == 1 else Fit.NONE

    def _fit_below(self, number: Number) -> Fit:
        depth = len(number)
        if self.path[: depth - 1] == number[:-1]:
            last = self.path[depth - 1] if len(self.path) >= depth else 0
            if number[-1] == last + 1:
                return Fit.NEXT
            return Fit.JUMP if last < number[-1] <= last + 1 + WIDEST_JUMP else Fit.NONE
        return Fit.JUMP if self._skips_a_level(number) else Fit.NONE

    def _skips_a_level(self, number: Number) -> bool:
        """4 then 4.1.1, or 3.2 then 4.1: the heading between them is missing."""
        below = number[len(self.path) :] if number[: len(self.path)] == self.path else number[1:]
        return number[0] in (self.chapter, self.chapter + 1) and set(below) == {1} and number > self.path
