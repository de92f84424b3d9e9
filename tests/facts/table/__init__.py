"""The facts of the two signed plans, and where the project keeps each of them."""

from tests.facts.table.bodies import BODIES
from tests.facts.table.councils import COUNCILS
from tests.facts.table.differences import DIFFERENCES
from tests.facts.table.documents import DOCUMENTS
from tests.facts.table.focus import FOCUS
from tests.facts.table.initiatives import INITIATIVES
from tests.facts.table.organisations import ORGANISATIONS

CHAPTERS = {
    "The documents and their signatories": DOCUMENTS,
    "Rules about the councils": COUNCILS,
    "Boards, forums, programmes and tools": BODIES,
    "Organisations and other actors": ORGANISATIONS,
    "The agreement, the lists and the focus areas": FOCUS,
    "Projects, reports and figures": INITIATIVES,
    "What changed from 2022 to 2023": DIFFERENCES,
}
"""Heading → facts, in the order of docs/facts.md."""

__all__ = ["CHAPTERS"]
