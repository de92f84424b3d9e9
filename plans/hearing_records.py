"""A response, and what it was answered, as a document of its own for the authority's records."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.template.loader import render_to_string

from plans import records
from plans.models import HearingRemark, HearingResponse


def keep_response(response: HearingResponse, remarks: Iterable[HearingRemark], *, at: datetime) -> None:
    """Hand over what the council has sent."""
    _keep(response, remarks, name=f"hoering/hoeringssvar-{response.council.slug}.html", at=at)


def keep_answers(response: HearingResponse, remarks: Iterable[HearingRemark], *, at: datetime) -> None:
    """Hand over what it was answered, with what it had sent."""
    _keep(response, remarks, name=f"hoering/svar-til-{response.council.slug}.html", at=at)


def _keep(response: HearingResponse, remarks: Iterable[HearingRemark], *, name: str, at: datetime) -> None:
    context = {"response": response, "remarks": [row for row in remarks if row.included], "hearing": response.hearing}
    document = render_to_string("plans/desk/hearing/record.html", context)
    records.keep(response.hearing.plan, name=name, data=document.encode(), at=at)
