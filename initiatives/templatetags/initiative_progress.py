"""How far an initiative is, as four squares."""

from __future__ import annotations

from dataclasses import dataclass

from django import template

from initiatives.models import Initiative

register = template.Library()

STEPS = (Initiative.State.PLANNED, Initiative.State.ACTIVE, Initiative.State.EVALUATION, Initiative.State.ENDED)


@dataclass(frozen=True)
class Step:
    """The step's number, from 1."""

    number: int

    @property
    def squares(self) -> list[bool]:
        """One square a step; filled up to and with this one."""
        return [place < self.number for place in range(len(STEPS))]


@register.filter
def step(initiative: Initiative) -> Step | None:
    """The initiative's step, or None while its state is not known."""
    states = [state.value for state in STEPS]
    return Step(states.index(initiative.state) + 1) if initiative.state in states else None
