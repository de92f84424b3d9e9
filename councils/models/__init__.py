"""The registers of who: people, councils, organisations, bodies and meetings."""

from councils.models.bodies import Body, Organisation
from councils.models.councils import Council, Municipality
from councils.models.meetings import AgendaItem, Attachment, Meeting
from councils.models.people import Delegation, Membership, Person
from councils.models.users import User

__all__ = [
    "AgendaItem",
    "Attachment",
    "Body",
    "Council",
    "Delegation",
    "Meeting",
    "Membership",
    "Municipality",
    "Organisation",
    "Person",
    "User",
]
