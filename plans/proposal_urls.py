"""Addresses of the proposals on the desk: the local councils' own pages and the secretariat's.

The converters of plans.urls are registered there.
"""

from __future__ import annotations

from django.urls import URLPattern, path, register_converter

import plans.urls  # noqa: F401
from plans.views import (
    council_page,
    proposal_answer,
    proposal_inbox,
    proposal_insert,
    proposal_note,
    proposing,
)


class SerialConverter:
    """A proposal's number as it is written: two digits at least."""

    regex = "0[1-9]|[1-9][0-9]{1,6}"

    def to_python(self, value: str) -> int:
        """The number."""
        return int(value)

    def to_url(self, value: int) -> str:
        """The number in two digits or more."""
        return f"{value:02d}"


register_converter(SerialConverter, "serial")

app_name = "proposals"
ONE = "forslag/<year:year>-<serial:number>/"
OWN = "lokalraad/<slug:council>/"
urlpatterns: list[URLPattern] = [
    path("forslag/", proposal_inbox.inbox, name="inbox"),
    path("forslag/paamind/", proposal_inbox.remind, name="remind"),
    path("forslag/send/", proposal_answer.send, name="send"),
    path("forslag/<year:year>/hoeringsnotat.docx", proposal_note.note_word, name="note_word"),
    path("forslag/<year:year>/hoeringsnotat.pdf", proposal_note.note_pdf, name="note_pdf"),
    path(ONE, proposal_answer.answer, name="answer"),
    path(f"{ONE}send/", proposal_answer.send_one, name="send_one"),
    path(f"{ONE}indsaet/", proposal_insert.insert, name="insert"),
    path(f"{ONE}saml/", proposal_answer.merge, name="merge"),
    path(f"{ONE}skil-ad/", proposal_answer.unmerge, name="unmerge"),
    path(OWN, council_page.council, name="council"),
    path(f"{OWN}ingen-forslag/", council_page.none, name="none"),
    path(f"{OWN}forslag/nyt/", proposing.new, name="new"),
    path(f"{OWN}forslag/<int:pk>/", proposing.proposal, name="proposal"),
    path(f"{OWN}forslag/<int:pk>/traek-tilbage/", proposing.withdraw, name="withdraw"),
    path(f"{OWN}forslag/<int:pk>/tag-op/", proposing.resume, name="resume"),
]
