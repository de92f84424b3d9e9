"""Fetches what a page about proposals is about, and asks in the same step whether the account may see or change it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from councils import permissions
from councils.doors import admit
from councils.models import Council
from plans.models import Plan, Proposal
from plans.proposal_years import was_published
from plans.proposing import State, final_answers

NOT_LEADING = "Du kan forberede forslag, men ikke sende dem. Det gør formanden eller sekretæren."
NOT_SENDING = "Du kan forberede svar, men ikke sende dem. Det gør kredsrådets sekretær."


@dataclass(frozen=True)
class Desk:
    """A local council, and what the account may do there: `own` has to do with it itself, `writes` drafts proposals,
    `steers` sends them. `is_secretariat` works for the district council's."""

    council: Council
    own: bool
    writes: bool
    steers: bool
    is_secretariat: bool


def get_council(request: HttpRequest, slug: str, *, writing: bool = False, steering: bool = False) -> Desk:
    """The local council with that slug; Http404 for strangers, PermissionDenied for who may only read."""
    council = Council.objects.local().select_related("municipality").filter(slug=slug).first()
    if council is None:
        raise Http404("Der er ikke noget lokalråd på den adresse.")
    user: Any = request.user
    may = permissions.held(
        user,
        own=permissions.grounds_to_belong(user, council),
        writes=permissions.grounds_to_write(user, council),
        steers=permissions.grounds_to_steer(user, council),
        is_secretariat=permissions.grounds_of_secretariat(user),
    )
    admit(may["own"] or may["is_secretariat"], may["writes"], writing=writing or steering)
    if steering and not may["steers"]:
        raise PermissionDenied(NOT_LEADING)
    return Desk(council, **may)


def get_proposal(
    request: HttpRequest, slug: str, pk: int, *, writing: bool = False, steering: bool = False
) -> tuple[Desk, Proposal]:
    """A proposal of that council's. Who has nothing to do with it does not see what has not been sent."""
    desk = get_council(request, slug, writing=writing, steering=steering)
    rows = Proposal.objects.select_related("council", "focus_area", "base_plan", "merged_into__council")
    found = rows.filter(council=desk.council, pk=pk).first()
    if found is None or not (desk.own or was_sent(found)):
        raise Http404("Lokalrådet har ikke det forslag.")
    return desk, found


def was_sent(proposal: Proposal) -> bool:
    """Whether the secretariat has had the proposal: a draft is the council's own."""
    return proposal.state != State.DRAFT and proposal.number is not None


# The secretariat's ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Office:
    """The district council's secretariat as the account stands to it: `works` drafts answers, `steers` sends them.

    `reads` are those who may read what was answered once the plan is published.
    """

    district: Council
    works: bool
    steers: bool
    reads: bool


def get_office(request: HttpRequest) -> Office:
    """The secretariat; Http404 for who has nothing to do on the desk's plans."""
    district = Council.objects.district().first()
    if district is None:
        raise Http404("Der er intet kredsråd.")
    user: Any = request.user
    may = permissions.held(
        user,
        works=permissions.grounds_to_write(user, district),
        steers=permissions.grounds_to_steer(user, district),
        reads=permissions.grounds_to_read(user, district),
    )
    if not (may["works"] or may["reads"]):
        raise Http404
    return Office(district, **may)


def get_inbox(request: HttpRequest, year: int, *, writing: bool = False, steering: bool = False) -> Office:
    """The secretariat's list of a year; everybody with a seat in a council may read it once the plan is published."""
    office = get_office(request)
    reads = office.works or (office.reads and was_published(plan_of(year)))
    admit(reads, office.works, writing=writing or steering)
    if steering and not office.steers:
        raise PermissionDenied(NOT_SENDING)
    return office


def get_answerable(
    request: HttpRequest, year: int, number: int, *, writing: bool = False, steering: bool = False
) -> tuple[Office, Proposal]:
    """A proposal by its number, for the secretariat; for its own council, and for all once the plan is published."""
    office = get_office(request)
    rows = Proposal.objects.exclude(state=State.DRAFT)
    related = ("council", "focus_area", "base_plan", "merged_into__council")
    found = rows.select_related(*related).filter(year=year, number=number).first()
    if found is None:
        raise Http404("Der er ikke noget forslag med det nummer.")
    admit(office.works or _reads(request.user, office, found), office.works, writing=writing or steering)
    if steering and not office.steers:
        raise PermissionDenied(NOT_SENDING)
    return office, found


def _reads(user: Any, office: Office, proposal: Proposal) -> bool:
    if not office.reads:
        return False
    own = permissions.councils_spoken_for(user).filter(pk=proposal.council_id).exists()
    return own or (final_answers(proposal).exists() and was_published(plan_of(proposal.year)))


def plan_of(year: int) -> Plan | None:
    """The district council's plan of the year."""
    return Plan.objects.of_district().filter(year=year).select_related("council").first()
