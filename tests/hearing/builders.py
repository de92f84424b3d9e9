"""What the tests of a hearing share: a plan in hearing, what a council writes and sends, and the pages' forms."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from councils.models import Council, User
from plans import responding, stages
from plans.models import Hearing, HearingRemark, HearingResponse, Plan, Timetable
from plans.responding import Place
from plans.saving import Author
from tests.base import Cast as Cast
from tests.base import let_sign, make_plan

SYSTEM = Author(None, "Sekretær")
SOUND: list[dict[str, Any]] = [
    {"key": "forord", "role": "foreword", "heading": "Forord", "body": ["<p>Vi arbejder sammen.</p>"]},
    {"key": "vold", "heading": "Vold i nattelivet", "body": ["<p>Volden falder.</p>"]},
    {"key": "naevnet", "heading": "Nævnet", "body": ["<p>Nævnet har tre medlemmer.</p>"]},
]
"""A plan with nothing to mend, shown as Forord, 1, 2."""


def in_days(days: int) -> date:
    """A day so many days from today."""
    return timezone.localdate() + timedelta(days=days)


def sound_plan(cast: Cast, *, year: int = 2024, due: int = 10, sections: Any = None, **fields: Any) -> Plan:
    """A plan in editing that may go on: nothing is lacking, it has a date for responses, and there are signatories."""
    let_sign(cast)
    plan = make_plan(cast.district, year=year, sections=sections or SOUND, **fields)
    Timetable.objects.create(plan=plan, hearing_due=in_days(due))
    return plan


def plan_in_hearing(cast: Cast, **fields: Any) -> Plan:
    """The same, sent in hearing by the secretary."""
    plan = sound_plan(cast, **fields)
    return stages.move(plan, "hearing", author=Author.of(cast.secretary))


def hearing_of(plan: Plan) -> Hearing:
    """The plan's newest hearing."""
    found = Hearing.objects.select_related("plan").filter(plan=plan).order_by("-pk").first()
    assert found is not None
    return found


def remarked(plan: Plan, council: Council, user: User, text: str = "Skriv om Viborg.", **fields: Any) -> HearingRemark:
    """A member's remark on the section about violence."""
    place = Place(fields.pop("key", "vold"), fields.pop("name", "1 Vold i nattelivet"))
    remark = responding.add_remark(
        hearing=hearing_of(plan),
        council=council,
        place=place,
        text=text,
        author=Author.of(user),
        at=timezone.now(),
    )
    HearingRemark.objects.filter(pk=remark.pk).update(**fields) if fields else None
    return HearingRemark.objects.get(pk=remark.pk)


def response_of(plan: Plan, council: Council) -> HearingResponse:
    """The council's response in the plan's newest hearing, as the database has it."""
    return HearingResponse.objects.select_related("hearing__plan", "council").get(
        hearing=hearing_of(plan), council=council
    )


def sent(plan: Plan, council: Council, user: User, text: str = "Vi er enige.") -> HearingResponse:
    """A response with that text, and the remarks there are, sent; without either "ingen bemærkninger"."""
    hearing = hearing_of(plan)
    row = responding.response_in(hearing, council)
    if text:
        row = responding.save_text(hearing=hearing, council=council, text=text, version=row.version, at=timezone.now())
    remarks = list(row.remarks.all()) if row.pk else []
    responding.send(
        hearing=hearing,
        council=council,
        seen=responding.seen_of(row, remarks),
        no_remarks=not text and not any(remark.included for remark in remarks),
        author=Author.of(user),
        at=timezone.now(),
    )
    return response_of(plan, council)


def signed_in(user: User) -> Client:
    """A browser of the account's."""
    client = Client()
    client.force_login(user)
    return client


def page(name: str, *args: Any) -> str:
    """An address of the hearing."""
    return reverse(f"hearings:{name}", args=args)


def told(response: Any) -> str:
    """What a page says, white space made single."""
    return " ".join(response.content.decode().split())
