"""The registers of who: people, councils, organisations, bodies and meetings."""

from councils.models.accounts import Invitation, Notice
from councils.models.bodies import Body, Organisation
from councils.models.councils import Council, Municipality
from councils.models.meetings import AgendaItem, Attachment, Meeting
from councils.models.people import Delegation, Membership, Person
from councils.models.posts import Post, PostHolding
from councils.models.users import User

__all__ = [
    "AgendaItem",
    "Attachment",
    "Body",
    "Council",
    "Delegation",
    "Invitation",
    "Meeting",
    "Membership",
    "Municipality",
    "Notice",
    "Organisation",
    "Person",
    "Post",
    "PostHolding",
    "User",
]
