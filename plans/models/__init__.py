"""The cooperation plan: the draft, its sections, what is decided of it, and its editions."""

from plans.models.decisions import Approval, ApprovalRound, EditorialCorrection, PlanEvent, Reservation
from plans.models.drafting import Assignment, Comment, Presence, Revision
from plans.models.editions import Blocking, Edition, EditionFile, Withdrawal
from plans.models.hearings import Hearing, HearingPreview, HearingRemark, HearingResponse, Preparation
from plans.models.plans import Plan
from plans.models.previews import PlanPreview
from plans.models.proposals import NoProposals, Proposal, ProposalAnswer
from plans.models.releases import RecordCopy, Release
from plans.models.sections import Section, SectionLineage
from plans.models.timetables import Timetable

__all__ = [
    "Approval",
    "ApprovalRound",
    "Assignment",
    "Blocking",
    "Comment",
    "Edition",
    "EditionFile",
    "EditorialCorrection",
    "Hearing",
    "HearingPreview",
    "HearingRemark",
    "HearingResponse",
    "NoProposals",
    "Plan",
    "PlanEvent",
    "PlanPreview",
    "Preparation",
    "Presence",
    "Proposal",
    "ProposalAnswer",
    "RecordCopy",
    "Release",
    "Reservation",
    "Revision",
    "Section",
    "SectionLineage",
    "Timetable",
    "Withdrawal",
]
