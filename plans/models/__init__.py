"""The cooperation plan: the draft, its sections, what is decided of it, and its editions."""

from plans.models.decisions import ApprovalRound, PlanEvent
from plans.models.drafting import Assignment, Comment, Presence, Revision
from plans.models.editions import Blocking, Edition, EditionFile, Withdrawal
from plans.models.plans import Plan
from plans.models.previews import PlanPreview
from plans.models.sections import Section, SectionLineage
from plans.models.timetables import Timetable

__all__ = [
    "ApprovalRound",
    "Assignment",
    "Blocking",
    "Comment",
    "Edition",
    "EditionFile",
    "Plan",
    "PlanEvent",
    "PlanPreview",
    "Presence",
    "Revision",
    "Section",
    "SectionLineage",
    "Timetable",
    "Withdrawal",
]
