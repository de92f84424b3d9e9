"""The cooperation plan: the draft, its sections, what is decided of it, and its editions."""

from plans.models.decisions import ApprovalRound, PlanEvent
from plans.models.editions import Blocking, Edition, EditionFile, Withdrawal
from plans.models.plans import Plan
from plans.models.sections import Section, SectionLineage

__all__ = [
    "ApprovalRound",
    "Blocking",
    "Edition",
    "EditionFile",
    "Plan",
    "PlanEvent",
    "Section",
    "SectionLineage",
    "Withdrawal",
]
