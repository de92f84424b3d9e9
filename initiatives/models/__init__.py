"""The registers of what: the agreement, focus areas, designated areas and initiatives."""

from initiatives.models.agreements import Agreement, Guidepost
from initiatives.models.areas import AreaList, DesignatedArea
from initiatives.models.focus import Discussion, DiscussionPoint, FocusArea
from initiatives.models.initiatives import Figure, Initiative, StatusReport

__all__ = [
    "Agreement",
    "AreaList",
    "DesignatedArea",
    "Discussion",
    "DiscussionPoint",
    "Figure",
    "FocusArea",
    "Guidepost",
    "Initiative",
    "StatusReport",
]
